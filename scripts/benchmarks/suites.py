"""What is measured, one function for each part; the targets stand beside what they are for."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from functools import partial
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .documents import OPERATIONS, large_document
from .environments import PEER_PINS, ROOT, dependencies, run
from .measuring import Figure, in_turns, read_program, run_program, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

SDKS = tuple(pin.partition("==")[0] for pin in PEER_PINS)
_IMPORT = "import time; start = time.process_time(); import {}; print(time.process_time() - start)"
_LOADED = "import finetunes, sys; print(len({'httpx', 'attrs', 'attr'} & {*sys.modules}))"
_HELLO = "import click\n\n@click.command()\ndef hello():\n    click.echo('hello')\n\nhello()\n"
_COMMAND = (
    "import sys, runpy\nsys.argv = ['finetunes', *sys.argv[1:]]\n"
    "from finetunes.cli import main\nmain()\n"
)


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _measured(
    rounds: int, groups: Iterable[Sequence[str]], side: Callable[[str], Callable[[], float]]
) -> dict[str, float]:
    """Measure the sides of each group in turns; return the medians by side."""
    found: dict[str, float] = {}
    for group in groups:
        found |= dict(zip(group, in_turns(rounds, *map(side, group)), strict=True))
    return found


def start(python: str, peers: str | None, rounds: int) -> Iterator[Figure]:
    """Measure the way to the first call: import, client, and a whole process with one delete."""

    def importing(name: str) -> float:
        return 1e3 * float(run_program(python, _IMPORT.format(name)))

    ours, bare = in_turns(rounds, lambda: importing("finetunes"), lambda: importing("httpx"))
    yield Figure("import, CPU, against httpx's", ours, bare, target=0.05)
    loaded = float(run_program(python, _LOADED))
    yield Figure("import: of httpx and attrs, loaded", loaded, unit="", target=0)
    seen: dict[str, list[dict[str, float]]] = {}

    def ready(side: str) -> Callable[[], float]:
        where = peers if side in SDKS and peers else python

        def measured() -> float:
            seen.setdefault(side, []).append(read_program(where, "ready", side))
            return 1e3 * seen[side][-1]["cpu"]

        return measured

    # What comes after a heavy process is slower, so ours and httpx take turns by themselves.
    groups = (["finetunes", "httpx"], list(SDKS if peers else ()))
    cpu = _measured(rounds, groups, ready)
    yield Figure(
        "ready (import, client), CPU, against httpx", cpu["finetunes"], cpu["httpx"], target=1.2
    )
    for side in groups[1]:
        yield Figure(f"ready: {side}, against httpx", cpu[side], cpu["httpx"])
    ours_seen, bare_seen = seen["finetunes"][-1], seen["httpx"][-1]
    yield Figure("ready: peak memory", ours_seen["kB"], bare_seen["kB"], "kB", 1.06)
    yield Figure("ready: modules", ours_seen["modules"], unit="", target=260)
    yield Figure("a second client", 1e3 * ours_seen["second"], target=0.2)
    with serving(python) as url:

        def whole(side: str) -> Callable[[], float]:
            where = peers if side in SDKS and peers else python
            return lambda: 1e3 * _seconds(lambda: run_program(where, "once", side, url))

        wall = _measured(rounds, groups, whole)
    yield Figure(
        "process with one delete, against httpx", wall["finetunes"], wall["httpx"], target=1.18
    )
    for side in groups[1]:
        yield Figure(f"process with one call: {side}, against httpx", wall[side], wall["httpx"])


def calls(python: str, peers: str | None, rounds: int, size: int) -> Iterator[Figure]:
    """Measure calls over kept connections, sync and async."""
    for kind in ("sync", "async"):
        for where, targets in ((python, True), *([(peers, False)] if peers else ())):
            with serving(where) as url:
                times = read_program(where, "calls", kind, url, rounds, size)
            found = {name: 1e3 * statistics.median(series) for name, series in times.items()}
            bare = found.pop("httpx delete")
            for name, median in found.items():
                if targets or name.split()[0] in SDKS:
                    limit = 1.0 if targets and name.startswith("finetunes") else None
                    yield Figure(f"{kind}: {name}, against httpx", median, bare, target=limit)


def bulk(python: str, sizes: Sequence[int] = (500, 2000)) -> Iterator[Figure]:
    """Measure plans that are applied; the floor is the time of the server, two requests an item."""
    few, many = sizes
    each: dict[int, float] = {}
    for count, at_once, least, most, limit in (
        (few, 20, 5, 50, None),
        (many, 20, 5, 50, 1.10),
        (many, 32, 5, 50, 1.15),
        (many, 100, 5, 50, 2.0),
        (many, 200, 100, 300, 1.4),
    ):
        with serving(python) as url:
            found = read_program(python, "bulk", url, count, at_once, least, most)
        floor = 2 * count * (least + most) / 2 / at_once
        name = f"plan of {count}, {at_once} at once, {least}-{most} ms"
        yield Figure(f"{name}, against the floor", 1e3 * found["wall"], floor, target=limit)
        yield Figure(f"{name}: connections", found["connections"], unit="", target=at_once)
        if at_once == 20:
            each[count] = found["cpu"] / count
        if count == many:
            yield Figure(f"{name}: memory taken", found["kB"] / 1024, unit="MB", target=10)
    yield Figure(
        f"CPU an item, {many} against {few}", 1e3 * each[many], 1e3 * each[few], target=1.15
    )


def decoding(python: str, rounds: int, jobs: int = 1000) -> Iterator[Figure]:
    """Measure many fine-tunes out of JSON, with 50 events each and without."""
    for events, name, limit in ((50, "with events", 2.1), (0, "without events", 2.8)):
        found = read_program(python, "decode", jobs, events, rounds)
        seconds = {side: 1e3 * statistics.median(t) for side, t in found["seconds"].items()}
        base, held = seconds["json.loads"], found["bytes"]
        yield Figure(
            f"decode {jobs:,} {name}, against json.loads", seconds["generated"], base, target=limit
        )
        yield Figure(f"list {jobs:,} {name}, against json.loads", seconds["finetunes list"], base)
        ours, bare = (held[side] / 1e6 for side in ("generated", "json.loads"))
        yield Figure(f"held {name}, against json.loads", ours, bare, "MB", 1.25)


def listing(python: str, total: int = 10_000) -> Iterator[Figure]:
    """Measure a long list that is iterated, not collected."""
    found = read_program(python, "listing", total)
    yield Figure(f"list {total:,}: CPU", 1e3 * found["seconds"])
    peak, two = found["peak"] / 1e3, found["two_pages"] / 1e3
    yield Figure(f"list {total:,}: peak, against two pages", peak, two, "kB", 1.0)


def command_line(python: str, rounds: int) -> Iterator[Figure]:
    """Measure how soon the command line answers, against the smallest program of its library."""

    def timed(program: str, *arguments: str) -> Callable[[], float]:
        return lambda: 1e3 * _seconds(lambda: run_program(python, program, *arguments))

    version, providers, hello = in_turns(
        rounds, timed(_COMMAND, "--version"), timed(_COMMAND, "providers"), timed(_HELLO)
    )
    yield Figure("finetunes --version, against click's hello", version, hello, target=1.3)
    yield Figure("finetunes providers, against click's hello", providers, hello, target=1.3)


def making(rounds: int) -> Iterator[Figure]:
    """Measure `scripts/regenerate.py`: all providers, nothing to do, and a large document."""
    command = [sys.executable, str(ROOT / "scripts" / "regenerate.py")]
    with tempfile.TemporaryDirectory() as folder:
        copy, large = Path(folder) / "copy", Path(folder) / "large"
        for name in ("specs", "generated", "scripts", "tests/cassettes"):
            shutil.copytree(ROOT / name, copy / name, dirs_exist_ok=True)
        here = [sys.executable, str(copy / "scripts" / "regenerate.py")]

        def anew() -> float:
            shutil.rmtree(copy / "generated")
            return _seconds(lambda: run(here))

        def again() -> float:
            return _seconds(lambda: run(here))

        made, nothing = in_turns(rounds, anew, again)
        yield Figure("regenerate: all providers", made, unit="s", target=1.5)
        yield Figure("regenerate: nothing to do", nothing, unit="s", target=0.3)
        for operations, target in ((OPERATIONS, 6), (None, None)):
            specs = large / str(operations)
            lines = large_document(specs / "large", operations)
            options = ["--specs", str(specs), "--out", str(specs.with_suffix(".made"))]
            seconds = _seconds(partial(run, [*command, *options]))
            name = f"regenerate: {lines:,} lines, {operations or 'hundreds of'} operations"
            yield Figure(name, seconds, unit="s", target=target)


def installed(python: str) -> Iterator[Figure]:
    """Measure what the core brings along."""
    names = {*dependencies("finetunes"), "finetunes"}
    yield Figure("installed: distributions", len(names), unit="", target=9)
    site = Path(
        run_program(python, "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    found: Any = next(iter(site.glob("finetunes-*.dist-info")))
    files = PathDistribution(found).files or []
    size = sum(site.joinpath(file).stat().st_size for file in files if file.suffix != ".pyc")
    yield Figure("installed: the package itself", size / 1e6, unit="MB", target=3)

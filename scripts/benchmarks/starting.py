"""What comes before the first call: import, client, a whole process; and what is installed."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .environments import COMMAND_LINE, CORE, dependencies, shared
from .measuring import Figure, cpu_seconds, in_turns, read_program, run_program, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_IMPORT = "import time; start = time.process_time(); import {}; print(time.process_time() - start)"
_LOADED = "import finetunes, sys; print(len({'httpx', 'attrs', 'attr'} & {*sys.modules}))"
_HELLO = "import click\n\n@click.command()\ndef hello():\n    click.echo('hello')\n\nhello()\n"
_COMMAND = (
    "import sys, runpy\nsys.argv = ['finetunes', *sys.argv[1:]]\n"
    "from finetunes.cli import main\nmain()\n"
)


def start(environments: Mapping[str, str], rounds: int) -> Iterator[Figure]:
    """Measure the way to the first call: import, client, and a whole process with one delete."""
    python = environments[CORE]

    def importing(name: str) -> Callable[[], dict[str, float]]:
        return lambda: {"cpu": 1e3 * float(run_program(python, _IMPORT.format(name)))}

    found = in_turns(rounds, {name: importing(name) for name in ("finetunes", "httpx")})
    ours, bare = (found[name]["cpu"] for name in ("finetunes", "httpx"))
    yield Figure("import, CPU", "finetunes", ours, "httpx", bare, target=0.05)
    loaded = float(run_program(python, _LOADED))
    yield Figure("import: of httpx and attrs, loaded", "finetunes", loaded, unit="", target=0)
    for where, interpreter, peers in shared(environments):
        yield from _ready(where, interpreter, ["finetunes", *peers], rounds)
        yield from _process(where, interpreter, ["finetunes", *peers], rounds)


def _ready(where: str, python: str, sides: list[str], rounds: int) -> Iterator[Figure]:
    def ready(side: str) -> Callable[[], dict[str, float]]:
        return partial(read_program, python, "ready", side)

    found = in_turns(rounds, {side: ready(side) for side in (*sides, "httpx")})
    bare = found["httpx"]
    for side in sides:
        seen = found[side]
        is_held = (side, where) == ("finetunes", CORE)
        for name, key, scale, unit, limit in (
            ("ready: import and client, CPU", "cpu", 1e3, "ms", 1.2),
            ("ready: peak memory", "kB", 1e-3, "MB", 1.06),
        ):
            target = limit if is_held else None
            measured, base = scale * seen[key], scale * bare[key]
            yield Figure(name, side, measured, "httpx", base, unit, target, where)
        for name, key, scale, unit, limit in (
            ("ready: modules", "modules", 1, "", 260),
            ("a second client, CPU", "second", 1e3, "ms", 0.2),
        ):
            target = limit if is_held else None
            yield Figure(name, side, scale * seen[key], "", None, unit, target, where)


def _process(where: str, python: str, sides: list[str], rounds: int) -> Iterator[Figure]:
    with serving(python) as url:

        def whole(side: str) -> Callable[[], dict[str, float]]:
            return lambda: {
                "cpu": 1e3 * cpu_seconds(partial(run_program, python, "once", side, url))
            }

        found = in_turns(rounds, {side: whole(side) for side in (*sides, "httpx")})
    for side in sides:
        target = 1.18 if (side, where) == ("finetunes", CORE) else None
        cpu, bare = found[side]["cpu"], found["httpx"]["cpu"]
        yield Figure("process with one call, CPU", side, cpu, "httpx", bare, "ms", target, where)


def command_line(environments: Mapping[str, str], rounds: int) -> Iterator[Figure]:
    """Measure how soon the command line answers, against the smallest program of its library."""
    python = environments[COMMAND_LINE]

    def timed(program: str, *arguments: str) -> Callable[[], dict[str, float]]:
        return lambda: {"cpu": 1e3 * cpu_seconds(partial(run_program, python, program, *arguments))}

    words = ("--version", "providers")
    found = in_turns(
        rounds, {"hello": timed(_HELLO)} | {word: timed(_COMMAND, word) for word in words}
    )
    hello = found["hello"]["cpu"]
    for word in words:
        cpu = found[word]["cpu"]
        name = f"finetunes {word}, CPU"
        yield Figure(name, "finetunes", cpu, "click's hello", hello, "ms", 1.3, COMMAND_LINE)


def installed(environments: Mapping[str, str]) -> Iterator[Figure]:
    """Measure what the core brings along."""
    names = {*dependencies("finetunes"), "finetunes"}
    yield Figure("installed: distributions", "finetunes", len(names), unit="", target=9)
    site = Path(
        run_program(
            environments[CORE], "import sysconfig; print(sysconfig.get_path('purelib'))"
        ).strip()
    )
    found: Any = next(iter(site.glob("finetunes-*.dist-info")))
    files = PathDistribution(found).files or []
    size = sum(site.joinpath(file).stat().st_size for file in files if file.suffix != ".pyc")
    yield Figure("installed: the package itself", "finetunes", size / 1e6, unit="MB", target=3)

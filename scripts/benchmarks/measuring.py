"""How something is measured: whole programs in another environment, in turns, by medians."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from .environments import CORE, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

PROGRAMS = ROOT / "bench"
Name = TypeVar("Name")


@dataclass(frozen=True)
class Figure:
    """What one side of one benchmark came to.

    Attributes:
        name: What was measured.
        side: Whose figure it is.
        median: The figure: the median of the side's turns.
        against: What it is compared with; empty where it stands for itself.
        base: The figure of that, from the same turns.
        unit: Of both.
        target: What the ratio, or the figure alone, should be at most; None where there is none.
        environment: Where both were measured.
    """

    name: str
    side: str
    median: float
    against: str = ""
    base: float | None = None
    unit: str = "ms"
    target: float | None = None
    environment: str = CORE

    @property
    def value(self) -> float:
        """What is held to the target: the ratio of the medians, or the figure alone."""
        return self.median if self.base is None else self.median / self.base

    @property
    def is_missed(self) -> bool:
        """Whether it is more than the target."""
        return self.target is not None and self.value > self.target


def run_program(python: str, program: str, *arguments: object) -> str:
    """Run a measured program, without the proxies, keys and Python settings of this shell.

    Args:
        python: The interpreter of the environment to measure.
        program: The program's name, without its ending; or code.
        arguments: Its arguments.
    """
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    file = PROGRAMS / f"{program}.py"
    source = [str(file)] if "\n" not in program and file.is_file() else ["-c", program]
    command = [python, "-I", *source, *map(str, arguments)]
    finished = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=kept)
    return finished.stdout


def read_program(python: str, program: str, *arguments: object) -> Any:
    """Run a measured program, and read the JSON that it prints."""
    return json.loads(run_program(python, program, *arguments))


@contextmanager
def serving(python: str) -> Generator[str]:
    """Run the server, and yield a base URL on it."""
    command = [python, "-I", str(PROGRAMS / "server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            output = cast("IO[str]", server.stdout)
            yield f"http://127.0.0.1:{int(output.readline())}"
        finally:
            server.terminate()


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds by the clock that a call took."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def cpu_seconds(call: Callable[[], object]) -> float:
    """Return the CPU seconds of the programs that a call starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def in_turns(
    rounds: int, sides: Mapping[Name, Callable[[], Mapping[str, float]]], uncounted: int = 1
) -> dict[Name, dict[str, float]]:
    """Measure each side once per round.

    Each round goes the other way round: what follows a heavy process is slower, and so it is not
    always the same side.

    Args:
        rounds: The rounds that count.
        sides: What measures each side; it returns figures by name.
        uncounted: Rounds before, in which files and caches become warm.

    Returns:
        The median of each figure of each side.
    """
    series: dict[Name, list[Mapping[str, float]]] = {name: [] for name in sides}
    for turn in range(uncounted + rounds):
        for name in [*sides][:: -1 if turn % 2 else 1]:
            series[name].append(sides[name]())
    return {
        name: {one: statistics.median(found[one] for found in runs) for one in runs[0]}
        for name, runs in ((name, runs[uncounted:]) for name, runs in series.items())
    }


def medians(series: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the median of each side of a program that takes its turns by itself."""
    return {name: statistics.median(found) for name, found in series.items()}


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out, with the target beside each."""
    lines = [
        f"{'':50}{'side':22}{'in':14}{'median':>11}{'against':>11} {'':5}{'figure':>9}{'target':>8}"
    ]
    for found in figures:
        base = "" if found.base is None else f"{found.base:.3f}"
        target = "" if found.target is None else f"{found.target:g}"
        missed = "  missed" if found.is_missed else ""
        lines.append(
            f"{found.name:50}{found.side:22}{found.environment:14}{found.median:11.3f}"
            f"{base:>11} {found.unit:5}{found.value:9.3f}{target:>8}{missed}"
        )
    return "\n".join(lines)

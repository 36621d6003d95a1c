"""How something is measured: whole programs in another environment, in turns, by medians."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from .environments import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

PROGRAMS = ROOT / "bench"


@dataclass(frozen=True)
class Figure:
    """What one benchmark came to.

    Attributes:
        name: What was measured.
        ours: Our figure.
        base: The figure it is compared with; None where it stands for itself.
        unit: Of both.
        target: What the ratio, or the figure alone, should be at most; None where there is none.
    """

    name: str
    ours: float
    base: float | None = None
    unit: str = "ms"
    target: float | None = None

    @property
    def value(self) -> float:
        """What is held to the target: the ratio, or the figure alone."""
        return self.ours / self.base if self.base else self.ours

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


def in_turns(rounds: int, *sides: Callable[[], float]) -> list[float]:
    """Measure each side once per round, after one round that does not count; return medians."""
    series = [[side() for side in sides] for _ in range(rounds + 1)][1:]
    return [statistics.median(times) for times in zip(*series, strict=True)]


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out, with the target beside each."""
    lines = [f"{'':58}{'ours':>10}{'against':>10} {'':5}{'figure':>8}{'target':>8}"]
    for found in figures:
        base = "" if found.base is None else f"{found.base:.3f}"
        target = "" if found.target is None else f"{found.target:g}"
        missed = "  missed" if found.is_missed else ""
        lines.append(
            f"{found.name:58}{found.ours:10.3f}{base:>10} {found.unit:5}"
            f"{found.value:8.3f}{target:>8}{missed}"
        )
    return "\n".join(lines)

"""Making the clients: `scripts/regenerate.py` in a copy of this repository."""

from __future__ import annotations

import shutil
import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from .documents import OPERATIONS, large_document
from .environments import ROOT, run
from .measuring import Figure, in_turns, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIZES = {
    f"regenerate: a large document, {OPERATIONS} operations": (OPERATIONS, 6),
    "regenerate: a large document, all operations": (None, None),
}


def making(rounds: int) -> Iterator[Figure]:
    """Measure how long it takes to make the clients, and one of a large document.

    Args:
        rounds: How often each takes its turn.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy, large = Path(folder) / "copy", Path(folder) / "large"
        for name in ("specs", "generated", "scripts", "tests/cassettes"):
            shutil.copytree(ROOT / name, copy / name, dirs_exist_ok=True)
        command = [sys.executable, str(copy / "scripts" / "regenerate.py")]
        yield from _small(copy, command, rounds)
        yield from _large(large, command, rounds)


def _small(copy: Path, command: list[str], rounds: int) -> Iterator[Figure]:
    changes = count()

    def timed(prepare: Callable[[], object]) -> Callable[[], dict[str, float]]:
        def measured() -> dict[str, float]:
            prepare()
            return {"wall": seconds(partial(run, command))}

        return measured

    def anew() -> None:
        shutil.rmtree(copy / "generated")

    def cold() -> None:
        anew()
        for folder in [*copy.rglob("__pycache__")]:
            shutil.rmtree(folder)

    def change() -> None:
        page = max(copy.glob("specs/*/overlay.yaml"), key=lambda file: file.stat().st_size)
        page.write_text(page.read_text("utf-8") + f"# {next(changes)}\n", "utf-8")

    sides = {
        "regenerate: all providers, fresh checkout": (cold, None),
        "regenerate: all providers": (anew, 1.5),
        "regenerate: one provider changed": (change, None),
        "regenerate: nothing to do": (lambda: None, 0.3),
    }
    found = in_turns(rounds, {name: timed(prepare) for name, (prepare, _) in sides.items()})
    for name, (_, target) in sides.items():
        yield Figure(name, "finetunes", found[name]["wall"], unit="s", target=target)


def _large(folder: Path, command: list[str], rounds: int) -> Iterator[Figure]:
    for name, (operations, _) in _SIZES.items():
        large_document(folder / name / "large", operations)

    def measured(name: str) -> dict[str, float]:
        made = folder / f"{name}.made"
        shutil.rmtree(made, ignore_errors=True)
        options = ["--specs", str(folder / name), "--out", str(made)]
        return {"wall": seconds(partial(run, [*command, *options]))}

    found = in_turns(rounds, {name: partial(measured, name) for name in _SIZES}, uncounted=0)
    for name, (_, target) in _SIZES.items():
        yield Figure(name, "finetunes", found[name]["wall"], unit="s", target=target)

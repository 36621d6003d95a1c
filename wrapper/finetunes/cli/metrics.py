"""``metrics``: what was measured while training, as a curve, a picture, a table or JSON."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from . import documents, plot, terminal
from .exits import ExitCode
from .reading import Options as ReadOptions, listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from finetunes import MetricPoint

_HEIGHT = 20  # lines a curve has
_LARGEST = 1e100  # what is larger would overflow where a curve is scaled


@dataclass(frozen=True, slots=True)
class Options(ReadOptions):
    """What was said on the command line, beside the reference."""

    names: tuple[str, ...]
    """The metrics to show; those of the loss where there is none."""
    picture: Path | None
    """The file to draw into."""


def run(text: str, options: Options) -> ExitCode:
    """Show what was measured.

    Args:
        text: The reference, as typed.
        options: The rest of the command line.

    Returns:
        The exit code.
    """
    if options.picture is not None:
        try:
            plot.load("matplotlib.figure")
        except plot.MissingExtraError as error:
            terminal.say(f"finetunes: {error}")
            return ExitCode.OTHER
    ends, found = listed("metrics", text, options, lambda client, job: client.list_metrics(job))
    points = _oldest_first(found)
    code = ends.code
    names = _choose(points, options.names)
    if missing := [name for name in options.names if points and name not in names]:
        known = ", ".join(terminal.escape(name) for name in _names(points))
        shown = ", ".join(terminal.escape(name) for name in missing)
        terminal.say(f"finetunes: there is no metric {shown}; there are: {known}")
        code = ExitCode.USAGE
    elif options.picture is not None and code is ExitCode.OK:
        code = _save(text, points, names, options.picture)
    if options.as_json:
        ends.print_json(metrics=[documents.document(point) for point in points])
    elif code is ExitCode.OK and points and options.picture is None:
        _print(points, names)
    return code


def _oldest_first(points: list[MetricPoint[Any]]) -> list[MetricPoint[Any]]:
    """Put points in the order of their steps, or turn a listing round that came newest first."""
    steps = [point.step for point in points if point.step is not None]
    if len(steps) == len(points):
        return sorted(points, key=lambda point: point.step or 0)
    return points[::-1] if steps and steps[0] > steps[-1] else points


def _names(points: Sequence[MetricPoint[Any]]) -> list[str]:
    return sorted({name for point in points for name in point.values})


def _choose(points: Sequence[MetricPoint[Any]], wanted: Sequence[str]) -> list[str]:
    names = _names(points)
    if wanted:
        return [name for name in dict.fromkeys(wanted) if name in names]
    return [name for name in names if "loss" in name.lower()] or names


def _curves(
    points: Sequence[MetricPoint[Any]], names: Sequence[str]
) -> tuple[str, dict[str, list[tuple[float, float]]]]:
    """Return what stands on the horizontal axis, and the points of each metric."""
    stepped = all(point.step is not None for point in points)
    curves: dict[str, list[tuple[float, float]]] = {}
    for number, point in enumerate(points, 1):
        across = (point.step or 0) if stepped else number
        for name in names:
            up = point.values.get(name, inf)
            if abs(across) < _LARGEST and abs(up) < _LARGEST:
                curves.setdefault(name, []).append((float(across), up))
    return "step" if stepped else "measurement", curves


def _print(points: Sequence[MetricPoint[Any]], names: Sequence[str]) -> None:
    x_label, curves = _curves(points, names)
    if curves and terminal.can_draw(plot.BRAILLE):
        width = shutil.get_terminal_size().columns
        try:
            terminal.print_text(plot.draw(curves, x_label=x_label, width=width, height=_HEIGHT))
        except plot.MissingExtraError as error:
            terminal.say(f"finetunes: for a curve: {error}")
        else:
            return
    rows = [
        ("" if point.step is None else str(point.step), *(_number(point, name) for name in names))
        for point in points
    ]
    terminal.print_table(("step", *map(terminal.escape, names)), rows)


def _number(point: MetricPoint[Any], name: str) -> str:
    return f"{point.values[name]:g}" if name in point.values else ""


def _save(
    text: str, points: Sequence[MetricPoint[Any]], names: Sequence[str], path: Path
) -> ExitCode:
    x_label, curves = _curves(points, names)
    if not curves:
        terminal.say("finetunes: there is nothing to draw, so no file was written")
        return ExitCode.OTHER
    content = plot.picture(curves, title=text, x_label=x_label, suffix=path.suffix.lower())
    try:
        path.write_bytes(content)
    except OSError as error:
        shown = terminal.escape(str(path))
        terminal.say(f"finetunes: cannot write {shown}: {error.strerror}")
        return ExitCode.OTHER
    terminal.say(f"finetunes: the curve is in {terminal.escape(str(path))}")
    return ExitCode.OK

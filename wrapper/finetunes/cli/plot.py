"""Curves: drawn in the terminal, or into a picture. Needs the extra ``plot``."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Curves = Mapping[str, Sequence[tuple[float, float]]]
    """Points by name, each as x and y."""

SUFFIXES = (".png", ".svg")
"""What a picture's file name may end in."""
BRAILLE = "⣿"
"""A character that the terminal must have to draw in."""
_SMALLEST, _MARGIN = 20, 20  # columns; beside a curve there are numbers and an arrow
_COLOURS = ("bright_blue", "bright_red", "bright_green", "bright_yellow", "bright_magenta")


class MissingExtraError(Exception):
    """The library that draws is not installed."""


def load(library: str) -> Any:
    """Import a library of the extra.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library.partition(".")[0]:
            raise
        words = f"{error.name} is missing; run: pip install 'finetunes[plot]'"
        raise MissingExtraError(words) from None


def draw(curves: Curves, *, x_label: str, width: int, height: int) -> str:
    """Draw curves as text.

    Args:
        curves: At least one, with at least one point.
        x_label: What stands on the horizontal axis.
        width: Columns there are.
        height: Lines there are for the curves.

    Returns:
        The lines, coloured if stdout is a terminal that wants it.

    Raises:
        MissingExtraError: plotille is not installed.
    """
    figure = load("plotille").Figure()
    figure.width = max(width - _MARGIN - len(x_label), _SMALLEST)
    figure.height = height
    figure.x_label, figure.y_label = x_label, "value"
    figure.linesep = "\n"
    figure.color_mode = "names"
    figure.origin = False  # lines at zero, which look like data
    steps = [across for points in curves.values() for across, _ in points]
    if min(steps) < max(steps):
        figure.set_x_limits(min_=min(steps), max_=max(steps))
    figure.x_ticks_fkt = figure.y_ticks_fkt = _tick
    for number, (name, points) in enumerate(curves.items()):
        across, up = zip(*points, strict=True)
        colour = _COLOURS[number % len(_COLOURS)]
        figure.plot(across, up, lc=colour, label=_ascii(name))
    text: str = figure.show(legend=True)
    return text


def _ascii(text: str) -> str:
    """Return foreign text in characters that every font has."""
    return terminal.escape(text).encode("ascii", "backslashreplace").decode()


def _tick(value: float, _next: float) -> str:
    return f"{value:.5g}"


def picture(curves: Curves, *, title: str, x_label: str, suffix: str) -> bytes:
    """Draw curves as a picture.

    Args:
        curves: At least one, with at least one point.
        title: What stands above.
        x_label: What stands on the horizontal axis.
        suffix: One of `SUFFIXES`, the kind of picture.

    Returns:
        The bytes of the file; the same curves give the same bytes.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    matplotlib = load("matplotlib")
    figure = load("matplotlib.figure").Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    for points in curves.values():
        across, up = zip(*points, strict=True)
        axes.plot(across, up, marker="." if len(points) < 50 else None)
    # Foreign text is never read as mathematics, and a leading underscore would hide it.
    legend = axes.legend(axes.lines, [f" {_ascii(name)}" for name in curves])
    for text in (*legend.get_texts(), axes.set_title(_ascii(title))):
        text.set_parse_math(False)
    axes.set_xlabel(x_label)
    axes.grid(visible=True, alpha=0.3)
    stream = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "finetunes"}):
        metadata = {"Date": None} if suffix == ".svg" else None
        figure.savefig(stream, format=suffix[1:], dpi=150, metadata=metadata)
    return stream.getvalue()

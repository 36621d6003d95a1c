"""What only a terminal is shown: tables that fit it, and lines that move.

Rich draws them. It takes longer to load than most commands take without it, so this module is
imported where there is something to draw, and at the top of no other.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNLIMITED = 4096  # columns, where nobody looks at the width
_NARROWEST = 16  # columns that a cell is still read in
_GAP = 3  # columns between two cells


def spinner() -> Progress:
    """Return what shows a text and the time that has passed."""
    return _progress(SpinnerColumn(), _text(), TimeElapsedColumn())


def items() -> Progress:
    """Return what shows how many of some items are done."""
    return _progress(_text(), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def transfer() -> Progress:
    """Return what shows how many bytes have been transferred."""
    speed = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    return _progress(_text(), BarColumn(), *speed)


def _text() -> TextColumn:
    return TextColumn("{task.description}", markup=False)


def _progress(*columns: ProgressColumn) -> Progress:
    """Return what draws on stderr, and is disabled where a line cannot move."""
    console = Console(file=sys.stderr)
    return Progress(*columns, console=console, transient=True, disable=console.is_dumb_terminal)


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    dispensable: Sequence[str],
    stream: TextIO,
) -> tuple[str, list[str]]:
    """Return a table that fits the terminal, in its colours.

    Args:
        columns: The headings.
        rows: The cells.
        widths: How wide each column is by itself.
        dispensable: As for `terminal.print_table`.
        stream: Where it is to be shown.

    Returns:
        The table, and the headings of the columns for which there was no room.
    """
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:  # as the environment may say of every terminal
        console = Console(file=stream, highlight=False, width=_UNLIMITED)
    least = [
        min(width, _NARROWEST) if name in dispensable else _longest_word([name, *cells])
        for name, width, *cells in zip(columns, widths, *rows, strict=True)
    ]
    shown = list(range(len(columns)))
    left_out: list[str] = []
    for name in dispensable:
        if sum(least[number] for number in shown) > _room(console, shown):
            shown.remove(columns.index(name))
            left_out.append(name)
    made = Table(
        *(columns[number] for number in shown), box=SIMPLE_HEAD, show_edge=False, pad_edge=False
    )
    for row in rows:
        # As Text, because a plain string would be read as rich's markup.
        made.add_row(*(Text(row[number], overflow="fold") for number in shown))
    fitted = _fitted({number: widths[number] for number in shown}, least, _room(console, shown))
    if fitted:
        for column, width in zip(made.columns, fitted.values(), strict=True):
            column.width = width
    elif dispensable:
        for column in made.columns[1:]:
            column.no_wrap = True  # only the reference is broken
    else:
        # A reference on one line can be copied, so the first column gets up to two thirds.
        made.columns[0].min_width = min(widths[0], console.width * 2 // 3)
    with console.capture() as capture:
        console.print(made)
    return capture.get(), left_out


def _longest_word(texts: Sequence[str]) -> int:
    return max(cell_len(word) for text in texts for word in text.split(" "))


def _room(console: Console, shown: Sequence[int]) -> int:
    """Return how wide all cells of a line may be together."""
    return console.width - _GAP * (len(shown) - 1)


def _fitted(widths: dict[int, int], least: Sequence[int], room: int) -> dict[int, int]:
    """Return widths that fit, by column; none where none do.

    Args:
        widths: Those they have by themselves; the widest gives way first.
        least: What each must have.
        room: What there is for all.
    """
    if sum(least[number] for number in widths) > room:
        return {}
    while sum(widths.values()) > room:
        giving = [number for number, width in widths.items() if width > least[number]]
        widths[max(giving, key=widths.__getitem__)] -= 1
    return widths

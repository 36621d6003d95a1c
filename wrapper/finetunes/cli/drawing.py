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
    from collections.abc import Mapping, Sequence, Sized

_UNLIMITED = 4096  # columns, where nobody looks at the width
_NARROWEST = 16  # columns that a cell is still read in
_COMFORTABLE = 24  # columns in which a cell may have any height
_TALLEST = 8  # lines of a cell in fewer
_GAP = 3  # columns between two cells


def spinner() -> Progress:
    """Return what shows a text and the time that has passed."""
    return _progress(SpinnerColumn(), _label(), TimeElapsedColumn())


def items() -> Progress:
    """Return what shows how many of some items are done."""
    return _progress(_label(), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def transfer() -> Progress:
    """Return what shows how many bytes have been transferred."""
    speed = (DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    return _progress(_label(), BarColumn(), *speed)


def _label() -> TextColumn:
    return TextColumn("{task.description}", markup=False)


def _progress(*columns: ProgressColumn) -> Progress:
    """Return what draws on stderr, and is disabled where a line cannot move."""
    console = Console(file=sys.stderr)
    return Progress(*columns, console=console, transient=True, disable=console.is_dumb_terminal)


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    dispensable: Sequence[str],
    stream: TextIO,
) -> tuple[str, list[str]]:
    """Return a table that fits the terminal, in its colours, with every character of each cell.

    A cell is broken between words, and inside one only where there is no room for the longest.
    Where even that gives no table that can be read, each row becomes lines of "heading: cell".

    Args:
        columns: The headings.
        rows: The cells.
        dispensable: As for `terminal.print_table`.
        stream: Where it is to be shown.

    Returns:
        The table, and the headings of the columns for which there was no room.
    """
    console = Console(file=stream, highlight=False)
    if not console.is_terminal:  # as the environment may say of every terminal
        console = Console(file=stream, highlight=False, width=_UNLIMITED)
    content = [*zip(columns, *rows, strict=True)]
    widths = _layout(content, dispensable, console.width)
    with console.capture() as capture:
        console.print(_beside(content, widths) if widths else _below(columns, rows, console.width))
    left_out = [name for name in dispensable if widths and columns.index(name) not in widths]
    return capture.get(), left_out


def _beside(content: Sequence[Sequence[str]], widths: Mapping[int, int]) -> Table:
    """Return columns of these widths, beside each other."""
    made = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, width in widths.items():
        made.add_column(_text(content[number][0]), width=width)
    for row in zip(*(content[number][1:] for number in widths), strict=True):
        made.add_row(*map(_text, row))
    return made


def _below(columns: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> Table:
    """Return the cells of each row below each other, with their headings."""
    headings = [f"{name}:" if name else "" for name in columns]
    beside = min(max(map(cell_len, headings)), room // 3)
    made = Table.grid(padding=(0, 1))
    made.add_column(width=beside, style="bold")
    made.add_column(width=room - beside - 1)
    for number, row in enumerate(rows):
        if number:
            made.add_row()
        for heading, cell in zip(headings, row, strict=True):
            made.add_row(_text(heading), _text(cell))
    return made


def _text(cell: str) -> Text:
    # A plain string would be read as rich's markup.
    return Text(cell, overflow="fold")


def _layout(
    content: Sequence[Sequence[str]], dispensable: Sequence[str], line: int
) -> dict[int, int]:
    """Return the widths of the columns that are shown, by number; none where no table fits.

    Args:
        content: Each column, with its heading.
        dispensable: As for `table`.
        line: What there is for all of a line.
    """
    full = [_widest(texts) for texts in content]
    whole = [
        min(width, _NARROWEST) if texts[0] in dispensable else _widest(" ".join(texts).split(" "))
        for width, texts in zip(full, content, strict=True)
    ]
    shown = dict(enumerate(full))
    for name in dispensable:
        if sum(whole[number] for number in shown) > _room(line, shown):
            del shown[next(number for number in shown if content[number][0] == name)]
    # A reference on one line can be copied, so the first column is never broken.
    broken = [whole[0], *(min(width, _NARROWEST) for width in whole[1:])]
    words = {number: whole[number] for number in shown}
    fitted = _fitted(shown, whole, _room(line, shown)) or _fitted(words, broken, _room(line, words))
    tall = any(
        width < _COMFORTABLE and full[number] > width * _TALLEST for number, width in fitted.items()
    )
    return {} if tall else fitted


def _widest(texts: Sequence[str]) -> int:
    return max(1, *map(cell_len, texts))


def _room(line: int, shown: Sized) -> int:
    """Return how wide all cells of a line may be together."""
    return line - _GAP * (len(shown) - 1)


def _fitted(widths: Mapping[int, int], least: Sequence[int], room: int) -> dict[int, int]:
    """Return widths that fit, by column; none where none do.

    Args:
        widths: Those to begin with; the widest gives way first.
        least: What each must have.
        room: What there is for all.
    """
    if sum(least[number] for number in widths) > room:
        return {}
    fitted = dict(widths)
    while sum(fitted.values()) > room:
        giving = [number for number, width in fitted.items() if width > least[number]]
        fitted[max(giving, key=fitted.__getitem__)] -= 1
    return fitted

"""Where words and data go: data to stdout, words and questions to stderr."""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

import finetunes

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

_UNLIMITED = 4096  # columns, where nobody looks at the width
_LONGEST_CELL = 300


def prepare() -> None:
    """Make the standard streams safe to use: none missing, none that fails on a character."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller, as in `finetunes … >&-`
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - a device, open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def escape(text: str) -> str:
    r"""Return the text with everything a terminal would obey, or hide, made visible.

    Control characters, ANSI escapes, bidirectional controls, invisible and unassigned
    characters become ``\x1b``, ``\u202e`` and the like.
    """
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def say(text: str) -> None:
    """Write words for a person to stderr."""
    _write(sys.stderr, text + "\n")


def ask(question: str) -> bool:
    """Ask on the terminal; only a line ``y`` or ``yes`` agrees, the end of input does not."""
    _write(sys.stderr, question)
    answer = ""
    try:
        answer = sys.stdin.readline()
    except UnicodeDecodeError:
        pass  # whatever it was, it was not yes
    finally:
        if not answer.endswith("\n"):  # Ctrl-C or Ctrl-D: what follows starts on a line of its own
            _write(sys.stderr, "\n")
    return answer.endswith("\n") and answer.strip().lower() in {"y", "yes"}


def can_ask() -> bool:
    """Say whether there is somebody who sees the question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def plain_warnings() -> Generator[None]:
    """Say each warning once, in one line for a person, instead of a line of Python's."""
    said: set[str] = set()

    def show(message: Warning | str, *_: Any, **__: Any) -> None:
        text = str(message)
        if text not in said:
            said.add(text)
            say(f"finetunes: warning: {escape(text)}")

    with warnings.catch_warnings():
        # Python shows it only once per line of code, which may be about another provider.
        warnings.simplefilter("always", finetunes.ProviderRetiredWarning)
        warnings.showwarning = show
        yield


@contextmanager
def status_line() -> Generator[Callable[[str], None] | None]:
    """Show one line with the time that has passed on stderr, while it is a terminal.

    Yields:
        What replaces the text of the line; None off a terminal, or where one cannot move in it.
    """
    console = Console(file=sys.stderr)
    if not sys.stderr.isatty() or console.is_dumb_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda text: shown.update(task, description=escape(text))


def can_draw(characters: str) -> bool:
    """Say whether stdout is a terminal that takes these characters."""
    try:
        characters.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return sys.stdout.isatty()


def print_text(text: str) -> None:
    """Write lines of data to stdout."""
    _write(sys.stdout, text + "\n")


def print_json(document: Any) -> None:
    """Write one JSON document to stdout; ASCII, so that no terminal obeys what a server sent."""
    print_text(json.dumps(document, indent=2))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table to stdout: escaped, cells shortened, colours only for a terminal.

    Args:
        columns: The headings.
        rows: The cells, as they came; at least one row.
    """
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        console = Console(file=sys.stdout, highlight=False, width=_UNLIMITED)
    table = Table(*columns, box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for row in rows:
        # As Text, because a plain string would be read as rich's markup.
        table.add_row(*(Text(_shorten(escape(cell)), overflow="fold") for cell in row))
    # A reference on one line can be copied, so the first column gets up to two thirds.
    longest = max(len(row[0]) for row in rows)
    table.columns[0].min_width = min(longest, console.width * 2 // 3)
    with console.capture() as capture:
        console.print(table)
    _write(sys.stdout, capture.get())


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 3] + "..."


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader went away, as in `… | head`. What was done stays done and the exit code
        # still says how it ended; the rest of the text goes nowhere, quietly.
        _redirect_to_nowhere(stream)
    except OSError:
        _redirect_to_nowhere(stream)
        raise


def _redirect_to_nowhere(stream: TextIO) -> None:
    """Give up on a stream, so that Python does not fail on it again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)

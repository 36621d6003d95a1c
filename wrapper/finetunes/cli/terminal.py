"""Where words and data go: data to stdout, words and questions to stderr."""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

import_module("rich")  # before anything is sent, though only some of what is printed needs it

T = TypeVar("T")
_LONGEST_CELL = 2000  # characters
_RICH_DECIDES = {"FORCE_COLOR", "TTY_COMPATIBLE"}
"""Variables by which a stream counts as a terminal, or not, whatever it is."""


class OutputError(OSError):
    """What was to be said or printed cannot be written."""


lost: list[OutputError] = []
"""Why words found no place on stderr, since `prepare`."""


def prepare() -> None:
    """Make the standard streams safe to use: none missing, none that fails on a character."""
    lost.clear()
    missing: set[str] = set()
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller, as in `finetunes … >&-`
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - a device, open until the end
            missing.add(name)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if "stdout" in missing:
        say("finetunes: stdout is closed; what would be printed there is lost")


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
    """Write words for a person to stderr; they never stop what is under way, nor the data."""
    try:
        _write(sys.stderr, text + "\n")
    except OutputError as error:
        lost.append(error)


def ask(question: str) -> bool:
    """Ask on the terminal; only a line ``y`` or ``yes`` agrees, the end of input does not."""
    return _answer(question).strip().lower() in {"y", "yes"}


def ask_for(expected: str, question: str) -> bool:
    """Ask on the terminal; only a line that is exactly what is expected agrees.

    Args:
        expected: What has to be typed.
        question: What to ask.
    """
    return _answer(question) == expected


def _answer(question: str) -> str:
    """Return the line that was typed; an empty one where the input ended before the line did."""
    _write(sys.stderr, question)
    answer = ""
    try:
        answer = sys.stdin.readline()
    except UnicodeDecodeError:
        pass  # whatever it was, it was not yes
    finally:
        if not answer.endswith("\n"):  # Ctrl-C or Ctrl-D: what follows starts on a line of its own
            _write(sys.stderr, "\n")
    return answer[:-1] if answer.endswith("\n") else ""


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
        # Python shows one only once per line of code, which may be about another provider or
        # item; and none of them is an error, because what it is about goes on or has happened.
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = show
        yield


@contextmanager
def status_line() -> Generator[Callable[[str], None] | None]:
    """Show one line with the time that has passed on stderr, while it is a terminal.

    Yields:
        What replaces the text of the line; None off a terminal, or where one cannot move in it.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from . import drawing

    with drawing.spinner() as shown:
        if shown.disable:
            yield None
            return
        task = shown.add_task("", total=None)
        yield lambda text: shown.update(task, description=escape(text))


def counted(items: Iterable[T], label: str) -> Iterator[T]:
    """Hand items on as they come, and show on stderr how many, while it is a terminal.

    Args:
        items: What may take a while to come.
        label: What they are.

    Yields:
        The items.
    """
    with counting(label) as count:
        for number, item in enumerate(items, 1):
            yield item
            count(number)


@contextmanager
def counting(label: str) -> Generator[Callable[[int], None]]:
    """Show on stderr what takes a while, and how far it is, while it is a terminal.

    Args:
        label: What it is.

    Yields:
        What shows a number behind the label.
    """
    with status_line() as replace:
        show: Callable[[str], object] = replace or str
        show(label)

        def count(number: int) -> None:
            show(f"{label}: {number}")

        yield count


@contextmanager
def counter(label: str, total: int) -> Generator[Callable[[], None]]:
    """Show how many items are done on stderr, while it is a terminal.

    Args:
        label: What is being done.
        total: How many items there are.

    Yields:
        What counts one more.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from . import drawing

    with drawing.items() as shown:
        task = shown.add_task(escape(label), total=total)
        yield lambda: shown.update(task, advance=1)


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
    try:
        text = json.dumps(document, indent=2, allow_nan=False)
    except ValueError:  # 1e999 of a server is infinite for Python, and JSON has no such number
        document = json.loads(json.dumps(document), parse_constant=lambda _: None)
        text = json.dumps(document, indent=2)
    print_text(text)


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    dispensable: Sequence[str] = (),
    as_words: bool = False,
) -> None:
    """Write a table: escaped, as wide as the terminal at most, in colour only there.

    No character of a cell is lost there, however narrow it is; what a cell has beyond 2,000
    characters is counted instead.

    Args:
        columns: The headings.
        rows: The cells, as they came; at least one row.
        dispensable: Headings of columns that may become narrow, and are left out one after
            the other, and named, where there is still no room.
        as_words: Write to stderr, as part of a question; data goes to stdout.
    """
    stream = sys.stderr if as_words else sys.stdout
    cells = [[_shorten(escape(cell)) for cell in row] for row in rows]
    if stream.isatty() or _RICH_DECIDES & os.environ.keys():
        from . import drawing

        text, left_out = drawing.table(columns, cells, dispensable=dispensable, stream=stream)
        for name in left_out:
            say(f"finetunes: there is no room for {name}; --json has it")
    else:
        text = _in_full([columns, *cells], stream)
    _write(stream, text)


def _in_full(rows: Sequence[Sequence[str]], stream: TextIO) -> str:
    """Return a table as wide as it is, for a stream that nobody's terminal has to fit."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    gap = "   "
    lines = [
        gap.join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    ]
    rule = "─" if (stream.encoding or "utf-8").lower().startswith("utf") else "-"
    lines.insert(1, rule * (sum(widths) + len(gap) * (len(widths) - 1)))
    return "".join(f"{line}\n" for line in lines)


def _width(text: str) -> int:
    """Return how many columns of a terminal an escaped text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # a table of all characters, for the few that are wide

    return cell_len(text)


def _shorten(text: str) -> str:
    more = len(text) - _LONGEST_CELL
    return text if more <= 0 else f"{text[:_LONGEST_CELL]}... ({more} more characters)"


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # The reader went away, as in `… | head`. What was done stays done and the exit code
        # still says how it ended; the rest of the text goes nowhere, quietly.
        _redirect_to_nowhere(stream)
    except OSError as error:
        _redirect_to_nowhere(stream)
        raise OutputError(error.errno, error.strerror) from None


def _redirect_to_nowhere(stream: TextIO) -> None:
    """Give up on a stream, so that Python does not fail on it again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)

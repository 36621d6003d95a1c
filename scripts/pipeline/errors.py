"""The one exception of the pipeline: every refusal is a single line that says what to do.

And how foreign text is shown: on one line, and in Markdown as code.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_LONGEST_MESSAGE = 400


class PipelineError(Exception):
    """Something the pipeline refuses; `str(error)` is one line: `file:line: message; fix`.

    Args:
        message: What is wrong. May quote foreign text: control characters are escaped, and a
            long message is shortened.
        file: The file in which it was found.
        line: The line in that file, counted from 1.
        fix: What the reader can do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.fix = fix

    def __str__(self) -> str:
        """Return the line that a command prints."""
        place = [str(part) for part in (self.file, self.line) if part is not None]
        prefix = "".join(f"{one_line(part)}:" for part in place) + " " * bool(place)
        suffix = f"; {one_line(self.fix)}" if self.fix else ""
        return prefix + one_line(self.message) + suffix


@contextmanager
def refusing(what: str, file: str | Path | None = None) -> Generator[None]:
    """Turn what code stumbles over in a malformed document into a refusal.

    Args:
        what: What cannot be done with the document, e.g. `cannot be repaired`.
        file: The file or folder it is in.

    Raises:
        PipelineError: Something inside raised an error that a value of the wrong kind causes.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise PipelineError(
            f"{what}: {type(error).__name__}: {error}",
            file=file,
            fix="something in it is of another kind than OpenAPI says: correct it at its source",
        ) from error
    except RecursionError:
        raise PipelineError(
            f"{what}: it is nested too deeply", file=file, fix="correct it at its source"
        ) from None


def one_line(text: str, longest: int = _LONGEST_MESSAGE) -> str:
    """Return foreign text as one printable line of at most `longest` characters."""
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def code_span(text: str, longest: int = _LONGEST_MESSAGE) -> str:
    """Return foreign text as Markdown code, in which it is neither markup nor a mention.

    What stands around is longer than any run of backticks in the text, which so cannot end it, and
    apart from one at its end (https://spec.commonmark.org/0.31.2/#code-spans).

    Args:
        text: The text; nothing of it is lost but what is beyond `longest`.
        longest: How many characters are shown.
    """
    shown = one_line(text, longest) or " "
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    space = " " * bool(shown.strip() and {shown[0], shown[-1]} & {"`", " "})
    return f"{fence}{space}{shown}{space}{fence}"

"""JSON lines, checked before they are sent, so that a mistake costs no upload."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, NoReturn

from ..calls import printable
from ..errors import InvalidFileError
from .files import open_regular, reason, shown

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 64 * 1024 * 1024
"""Bytes of a line; a longer one is no example to train on, and would be held in memory."""

_BOM = b"\xef\xbb\xbf"
_PIECE = 1024 * 1024


def check(path: Path) -> int:
    """Check that every line of a file is one JSON object in UTF-8.

    A line may end in LF or CRLF, the last one in neither. Not allowed: a byte order mark
    (RFC 8259, section 8.1), a blank line, the same name twice in an object, NaN and Infinity.

    Args:
        path: The file; read line by line, so its size does not matter.

    Returns:
        The number of lines.

    Raises:
        InvalidFileError: The file is missing, unreadable or empty, or a line is wrong; `line`
            says which. The message never repeats what stands there.
    """
    number = 0
    with open_regular(path) as raw:
        file = io.BufferedReader(raw, _PIECE)
        try:
            while line := file.readline(LONGEST + 1):
                number += 1
                if problem := _problem(line, first=number == 1):
                    raise InvalidFileError(f"{shown(path)}: line {number} {problem}", line=number)
        except OSError as error:
            raise InvalidFileError(f"{shown(path)} cannot be read: {reason(error)}") from None
    if not number:
        raise InvalidFileError(f"{shown(path)} is empty")
    return number


def _problem(line: bytes, *, first: bool) -> str | None:
    try:
        _parse(line, first=first)
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (at byte {error.start + 1})"
    except json.JSONDecodeError as error:
        return f"is no JSON: {printable(error.msg)} (at character {error.pos + 1})"
    except RecursionError:
        return "is nested too deep"
    except ValueError as error:
        return printable(str(error))
    return None


def _parse(line: bytes, *, first: bool) -> None:
    if len(line) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} bytes")
    if first and line.startswith(_BOM):
        raise ValueError("begins with a byte order mark; save the file as UTF-8 without one")
    if not line.strip():
        raise ValueError("is blank; remove it")
    text = line.decode()
    value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    if not isinstance(value, dict):
        raise ValueError("is JSON, but no object")  # noqa: TRY004 - one kind of refusal


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"holds {word}, which is no JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("holds an object with the same name twice")
    return made

"""Local files: opened with care, and how far they have got."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, TypeAlias

from ..calls import printable
from ..errors import InvalidFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO
    from pathlib import Path

    from ..calls import Call

    Progress: TypeAlias = Callable[[int, int | None], None]

_PERIOD = 0.1


class Meter:
    """Tells a caller how far a transfer has got, at most ten times a second and once at its end.

    Args:
        report: Called with the bytes done, and all bytes or None; or None.
    """

    def __init__(self, report: Progress | None) -> None:
        self._report = report
        self._next = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        """Tell how far it has got, if it is time to."""
        now = time.monotonic()
        if self._report is not None and now >= self._next:
            self._next = now + _PERIOD
            self._report(done, total)

    def end(self, total: int) -> None:
        """Tell that all is done."""
        if self._report is not None:
            self._report(total, total)


def shown(path: Path) -> str:
    """Return a path as one printable line."""
    return printable(str(path), 1000)


def reason(error: Exception) -> str:
    """Say in the platform's words what went wrong with a file, without its path."""
    words = error.strerror if isinstance(error, OSError) else None
    return printable(words or str(error))


def is_folder(call: Call, path: Path) -> bool:
    """Say whether a path is a folder; False where nothing is there.

    Args:
        call: What it is looked at for.
        path: What the caller named.

    Raises:
        InvalidFileError: It cannot be looked at, for example behind a folder of somebody else.
    """
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:
        words = f"{shown(path)} cannot be written: {reason(error)}; nothing was sent"
    raise call.error(InvalidFileError, words)


def open_regular(path: Path) -> FileIO:
    """Open a file to read it.

    Args:
        path: The file.

    Returns:
        The file, unbuffered.

    Raises:
        InvalidFileError: It is missing, unreadable, or no regular file, such as a folder,
            a device or a pipe.
    """
    try:
        # Looked at first: opening a pipe waits for its other end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise InvalidFileError(f"{shown(path)} is no regular file")
        return os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb", buffering=0)
    except (OSError, ValueError) as error:
        if isinstance(error, InvalidFileError):
            raise
        words = reason(error)
    raise InvalidFileError(f"{shown(path)} cannot be read: {words}")

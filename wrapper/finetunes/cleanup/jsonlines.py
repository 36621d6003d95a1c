"""A file of JSON lines that only grows, and survives a crash at any moment.

A line counts once its newline is on the disk. A line that a crash tore is marked and ended by
the next one that is written; it is never mended by guessing, and nothing is ever cut off.
"""

from __future__ import annotations

import errno
import importlib
import importlib.util
import json
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from .durable import sync_folder

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from pathlib import Path
    from typing import Self

_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"))
# Where the platform has no such lock, two writers at once are the caller's care.
_LOCKS: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None

_TORN = b"#torn\n"
"""Ends a line that was torn, as no JSON does. Its newline comes last: where a second crash tears
this too, the line is still open, and the next one marks it again.
"""


class JSONLines:
    """One file of JSON lines, open for appending; made where it is not there.

    Args:
        path: The file. Its folder must exist.

    Raises:
        OSError: It cannot be opened for writing, or is no regular file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _FLAGS, 0o600)
        self._end = 0
        about = os.fstat(self._descriptor)
        if not stat.S_ISREG(about.st_mode):
            self.close()
            raise OSError(errno.EINVAL, "it is no regular file")
        if about.st_size == 0:  # perhaps this has made it
            sync_folder(path.parent)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, which gives up its lock."""
        os.close(self._descriptor)

    @contextmanager
    def lock(self, *, wait: bool) -> Generator[None]:
        """Hold the file for this process; the system drops the lock with it, however it ends.

        Args:
            wait: Whether to wait for another process that holds it.

        Raises:
            BlockingIOError: Another process holds it, and `wait` is false.
            OSError: The file system has no locks.
        """
        if not _LOCKS:
            yield
            return
        _LOCKS.flock(self._descriptor, _LOCKS.LOCK_EX | (0 if wait else _LOCKS.LOCK_NB))
        try:
            yield
        finally:
            _LOCKS.flock(self._descriptor, _LOCKS.LOCK_UN)

    def append(self, document: Mapping[str, Any]) -> None:
        """Write one line, and return when it is on the disk; to be called with the lock held.

        Args:
            document: The line's JSON object.

        Raises:
            OSError: It could not be written, or only in part.
        """
        self.write(document)
        self.sync()

    def write(self, document: Mapping[str, Any]) -> None:
        """Write one line, which survives this process; `sync` makes it survive the machine.

        A torn last line is first marked as torn, and ended: what a crash or a full disk left
        is evidence, and a file system may enforce that the file only grows. To be called with
        the lock held.

        Args:
            document: The line's JSON object.

        Raises:
            OSError: It could not be written, or only in part.
        """
        line = json.dumps(document, ensure_ascii=True, allow_nan=False).encode() + b"\n"
        end = os.lseek(self._descriptor, 0, os.SEEK_END)
        # Where the last whole line of this holder ended, there is nothing to look at.
        if end not in {0, self._end} and self._is_torn(end):
            line = _TORN + line
        end += len(line)
        while line:  # a disk that is nearly full takes a part
            line = line[os.write(self._descriptor, line) :]
        self._end = end

    def sync(self) -> None:
        """Return when all that was written is on the disk.

        Raises:
            OSError: It cannot be.
        """
        os.fsync(self._descriptor)

    def read(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the lines with their numbers, counted from 1, without those that were torn.

        Raises:
            ValueError: A line is no JSON object; the message names it.
        """
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            *lines, _ = file.read().split(b"\n")  # what has no newline is torn
        marker = _TORN.rstrip()
        for number, line in enumerate(lines, 1):
            if line.endswith(marker):
                continue
            try:
                document: Any = json.loads(line)
            except (ValueError, RecursionError):
                document = None
            if not isinstance(document, dict):
                raise ValueError(f"line {number} is no JSON object")  # noqa: TRY004 - of the file
            yield number, cast("dict[str, Any]", document)

    def _is_torn(self, end: int) -> bool:
        os.lseek(self._descriptor, end - 1, os.SEEK_SET)
        return os.read(self._descriptor, 1) != b"\n"

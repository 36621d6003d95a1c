"""Files that are on the disk, whole, once a function has returned."""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make sure that a file's name is on the disk, too; where folders cannot be opened, skip it.

    Args:
        folder: The folder that holds the name.
    """
    with suppress(PermissionError):  # Windows
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def check_regular(path: Path) -> None:
    """Make sure that a path leads to a regular file, if to anything.

    Args:
        path: The file; opening a pipe would wait for its other end, and replacing a device
            takes it from the whole machine.

    Raises:
        OSError: It leads to something else, or cannot be looked at.
    """
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "it is no regular file, but a folder, a device or a pipe")


def check_writable(path: Path) -> None:
    """Make sure that `write_json` can make a file, as far as that can be known before.

    Args:
        path: The file; it stays as it is.

    Raises:
        OSError: It is there and no regular file, or its folder does not take it.
    """
    check_regular(path)
    part = _part(path)
    try:
        part.open("xb").close()
    finally:
        part.unlink(missing_ok=True)


def write_json(path: Path, document: Any) -> bytes:
    """Write a JSON document at once or not at all, and wait until it is on the disk.

    Args:
        path: The file; a regular one that is there is replaced.
        document: The document.

    Returns:
        The bytes of the file.

    Raises:
        OSError: It cannot be written.
    """
    content = json.dumps(document, indent=2).encode() + b"\n"
    check_regular(path)
    part = _part(path)
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return content


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}.part")

"""Files that are on the disk, whole, once a function has returned."""

from __future__ import annotations

import json
import os
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


def write_json(path: Path, document: Any) -> bytes:
    """Write a JSON document at once or not at all, and wait until it is on the disk.

    Args:
        path: The file; one that is there is replaced.
        document: The document.

    Returns:
        The bytes of the file.

    Raises:
        OSError: It cannot be written.
    """
    content = json.dumps(document, indent=2).encode() + b"\n"
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
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

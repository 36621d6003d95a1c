"""The manifest of a backup: what belongs to it, and what was checked of it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

from .durable import check_regular, write_json

SCHEMA = 1
NAME = "manifest.json"
_WORDS = ("verified", "not_verified", "not_kept")


@frozen
class BackupFile:
    """A file of a backup."""

    name: str
    """Its name in the backup's folder."""
    size: int
    """Its bytes."""
    sha256: str
    """Its SHA-256, in hex."""


@frozen(kw_only=True)
class Backup:
    """A backup that was checked."""

    ref: str
    """The reference, ``provider:id``."""
    folder: Path
    """Where it is."""
    files: tuple[BackupFile, ...]
    """What it consists of, beside the manifest."""
    verified: tuple[str, ...]
    """What was checked, in words."""
    not_verified: tuple[str, ...]
    """What could not be checked, and why."""
    not_kept: tuple[str, ...]
    """What the provider has of the fine-tune and the backup has not."""
    existed: bool = False
    """Whether an earlier run had made it; its files were compared with its manifest."""


def write(made: Backup, **about: Any) -> None:
    """Write the manifest of a backup, which makes it one.

    Args:
        made: The backup.
        about: What else the manifest says.

    Raises:
        OSError: It cannot be written.
    """
    words = asdict(made, filter=lambda field, _: field.name not in {"folder", "existed"})
    write_json(made.folder / NAME, {"schema": SCHEMA, **about, **words})


def read(folder: Path) -> tuple[Backup, dict[str, Any]]:
    """Read a manifest.

    Args:
        folder: The folder of the backup.

    Returns:
        The backup, and all that the manifest says.

    Raises:
        ValueError: It is none, or one of another version.
        OSError: It cannot be read.
    """
    check_regular(folder / NAME)
    found: Any = json.loads((folder / NAME).read_bytes())
    try:
        files = tuple(BackupFile(**entry) for entry in found["files"])
        verified, not_verified, not_kept = (tuple(map(str, found[name])) for name in _WORDS)
        made = Backup(
            ref=found["ref"],
            folder=folder,
            files=files,
            verified=verified,
            not_verified=not_verified,
            not_kept=not_kept,
            existed=True,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    if found.get("schema") != SCHEMA or not files:
        raise ValueError("another schema, or no files")
    return made, found


def differing(made: Backup) -> Path | None:
    """Return the first file of a backup that is not what the manifest says, or None.

    Raises:
        OSError: One cannot be read.
    """
    for file in made.files:
        path = made.folder / Path(file.name).name
        check_regular(path)
        with path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
                return path
    return None

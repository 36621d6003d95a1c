"""What was fetched, from where and when: `fetched.json` in a provider's folder."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import files
from pipeline.errors import PipelineError
from pipeline.jsontypes import is_date, is_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "fetched.json"


class Record(NamedTuple):
    """Where a vendored file came from."""

    url: str
    """The address that was asked."""
    date: str
    """The day on which these bytes were first read, e.g. `2026-04-28`, in UTC."""
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    listed_in: str | None = None
    """The list of pages that named it."""


def read(folder: Path) -> dict[str, Record]:
    """Return what is known of the fetched files of a provider's folder, by name.

    Raises:
        PipelineError: The file is not what `write` writes.
    """
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        content: Any = json.loads(files.read_text(path))
        found = {name: Record(**fields) for name, fields in content.items()}
        good = all(name and _is_good(record) for name, record in found.items())
    except (AttributeError, RecursionError, TypeError, ValueError):
        found, good = {}, False
    if not good:
        raise PipelineError(
            "is not what sync.py writes", file=path, fix="take it from git, or remove it"
        )
    return found


def _is_good(record: tuple[Any, ...]) -> bool:
    return is_date(record[1]) and all(isinstance(value, str | None) for value in record)


def text(records: Mapping[str, Record]) -> str:
    """Return the text of `fetched.json`."""
    content = {
        name: {key: value for key, value in records[name]._asdict().items() if value is not None}
        for name in sorted(records)
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def is_kept(folder: Path, name: str, record: Record) -> bool:
    """Tell whether a file is here, byte for byte as it was fetched."""
    file = folder / name
    return file.is_file() and sha256(file.read_bytes()) == record.sha256


def sha256(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def origin(written: Mapping[str, Any] | None, name: str, record: Record) -> Mapping[str, Any]:
    """Return where a fetched file came from, with what people have written about it.

    Args:
        written: The entry of `provider.yaml` about the file, if there is one. What it says of
            other bytes than these does not count any more; only its licence does.
        name: The file.
        record: How it was fetched.
    """
    about: Mapping[str, Any] = written if is_mapping(written) else {}
    if about.get("sha256") not in {None, record.sha256}:
        about = {key: value for key, value in about.items() if key == "licence"}
    found = {"file": name, "url": record.url, "date": record.date, "sha256": record.sha256}
    return {**about, **found}

"""Read `provider.yaml`: what the scripts need to know about one provider's documents."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from pipeline import yaml12
from pipeline.errors import PipelineError
from pipeline.select import Selection

_KEYS = {"source", "select", "sources", "life_cycle"}
_SELECT_KEYS = ("paths", "tags", "operation_ids")
_SOURCE_KEYS = {"file", "url", "date", "sha256", "licence", "note"}


@dataclass(frozen=True, slots=True)
class Provider:
    """The facts of one `provider.yaml`.

    Attributes:
        source: A whole OpenAPI file in the provider's folder, instead of pages.
        selection: The operations to keep, or None for all.
        sources: Where each file came from: file, url, date, sha256, licence, note.
        life_cycle: What is retired, and since when; copied into the receipt.
    """

    source: Path | None = None
    selection: Selection | None = None
    sources: tuple[Mapping[str, Any], ...] = ()
    life_cycle: tuple[Mapping[str, Any], ...] = field(default=())


def read(folder: Path) -> Provider:
    """Read the facts of a provider's folder; without `provider.yaml` there are none.

    Args:
        folder: The provider's folder in `specs/`.

    Raises:
        PipelineError: An unknown key, a value of the wrong kind, or a file that is not the one
            whose sha256 is given.
    """
    path = folder / "provider.yaml"
    if not path.exists():
        return Provider()
    facts = _mapping(load(path), path, "", _KEYS)
    selection = None
    if "select" in facts:
        lists = _mapping(facts["select"], path, "select", set(_SELECT_KEYS))
        selection = Selection(
            *(_texts(lists.get(key, []), path, f"select.{key}") for key in _SELECT_KEYS)
        )
    sources = tuple(
        _mapping(item, path, "sources", _SOURCE_KEYS)
        for item in _list(facts.get("sources", []), path, "sources")
    )
    for item in sources:
        _check_sum(item, folder, path)
    return Provider(
        source=_inside(folder, facts["source"], path) if "source" in facts else None,
        selection=selection,
        sources=sources,
        life_cycle=tuple(_list(facts.get("life_cycle", []), path, "life_cycle")),
    )


def load(path: Path) -> Any:
    """Read a YAML or JSON file of a provider's folder."""
    try:
        return yaml12.load(text(path), str(path))
    except PipelineError as error:
        raise PipelineError(
            error.message, file=error.file, line=error.line, fix=error.fix or "correct the file"
        ) from error


def text(path: Path) -> str:
    """Read a file as UTF-8.

    Raises:
        PipelineError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PipelineError(
            f"cannot be read: {error}", file=path, fix="put a UTF-8 text there"
        ) from error


def _check_sum(item: Mapping[str, Any], folder: Path, path: Path) -> None:
    if "file" not in item:
        raise PipelineError("sources: an entry names no `file`", file=path, fix="add it")
    file = _inside(folder, item["file"], path)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if item.get("sha256", digest) != digest:
        raise PipelineError(
            f"sources: {item['file']} has the sha256 {digest}, not {item['sha256']}",
            file=path,
            fix="restore the file as it was published, or record the new sha256 and date",
        )


def _inside(folder: Path, name: Any, path: Path) -> Path:
    file = folder / name if isinstance(name, str) else folder
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        raise PipelineError(
            f"{name!r} is not a file in {folder.name}/",
            file=path,
            fix="vendor the file there: everything a client is made from is kept beside it",
        )
    return file


def _mapping(value: Any, path: Path, place: str, keys: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PipelineError(
            f"{place or 'the file'} is not a mapping", file=path, fix="see specs/README.md"
        )
    facts = cast("dict[str, Any]", value)
    if unknown := sorted(facts.keys() - keys):
        raise PipelineError(
            f"{place + ': ' if place else ''}unknown key {unknown[0]!r}",
            file=path,
            fix=f"known are {', '.join(sorted(keys))}",
        )
    return facts


def _list(value: Any, path: Path, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise PipelineError(f"{place} is not a list", file=path, fix="see specs/README.md")
    items: list[Any] = cast("Any", value)
    return items


def _texts(value: Any, path: Path, place: str) -> tuple[str, ...]:
    items = _list(value, path, place)
    if not all(isinstance(item, str) for item in items):
        raise PipelineError(f"{place} is not a list of texts", file=path, fix="see specs/README.md")
    return tuple(items)

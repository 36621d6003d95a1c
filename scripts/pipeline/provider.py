"""Read `provider.yaml`: what the scripts need to know about one provider's documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline import yaml12
from pipeline.errors import PipelineError
from pipeline.files import read_text
from pipeline.jsontypes import is_date, is_list, is_mapping
from pipeline.select import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.jsontypes import Document

_KEYS = {"source", "select", "sources", "life_cycle"}
_SELECT_KEYS = ("paths", "tags", "operation_ids")
_LIFE_CYCLE_KEYS = ("operation", "state", "date", "note", "source")
_STATES = ("retired", "withdrawn")
_SOURCE_KEYS = {"file", "url", "date", "sha256", "licence", "note"}


@dataclass(frozen=True, slots=True)
class Provider:
    """The facts of one `provider.yaml`.

    Attributes:
        source: A whole OpenAPI file in the provider's folder, instead of pages.
        selection: The operations to keep, or None for all.
        sources: Where each file came from: file, url, date, sha256, licence, note.
        life_cycle: What is retired or withdrawn: operation (or `all`), state, date, note, source.
    """

    source: Path | None = None
    selection: Selection | None = None
    sources: tuple[Mapping[str, Any], ...] = ()
    life_cycle: tuple[Mapping[str, str], ...] = ()


def read(folder: Path) -> Provider:
    """Read the facts of a provider's folder; without `provider.yaml` there are none.

    Args:
        folder: The provider's folder in `specs/`.

    Raises:
        PipelineError: An unknown key, a value of the wrong kind, or a file that is not there.
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
        if not any(lists.values()):
            raise PipelineError(
                "select names nothing",
                file=path,
                fix=f"name {', '.join(_SELECT_KEYS)}, or remove `select` to keep everything",
            )
    sources = tuple(
        _mapping(item, path, "sources", _SOURCE_KEYS)
        for item in _list(facts.get("sources", []), path, "sources")
    )
    for item in sources:
        if "file" not in item:
            raise PipelineError("sources: an entry names no `file`", file=path, fix="add it")
        _inside(folder, item["file"], path)
    return Provider(
        source=_inside(folder, facts["source"], path) if "source" in facts else None,
        selection=selection,
        sources=sources,
        life_cycle=tuple(
            _event(item, path) for item in _list(facts.get("life_cycle", []), path, "life_cycle")
        ),
    )


def load(path: Path) -> Any:
    """Read a YAML or JSON file of a provider's folder.

    Raises:
        PipelineError: It cannot be read, is too large, is not UTF-8 or not YAML 1.2.
    """
    try:
        return yaml12.load(read_text(path), str(path))
    except PipelineError as error:
        raise PipelineError(
            error.message, file=error.file, line=error.line, fix=error.fix or "correct the file"
        ) from error


def _inside(folder: Path, name: Any, path: Path) -> Path:
    file = folder / name if isinstance(name, str) else folder
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        raise PipelineError(
            f"{name!r} is not a file in {folder.name}/",
            file=path,
            fix="vendor the file there: everything a client is made from is kept beside it",
        )
    return file


def _mapping(value: Any, path: Path, place: str, keys: set[str]) -> Document:
    if not is_mapping(value):
        raise PipelineError(
            f"{place or 'the file'} is not a mapping", file=path, fix="see specs/README.md"
        )
    if unknown := sorted(value.keys() - keys):
        raise PipelineError(
            f"{place + ': ' if place else ''}unknown key {unknown[0]!r}",
            file=path,
            fix=f"known are {', '.join(sorted(keys))}",
        )
    return value


def _event(value: Any, path: Path) -> Mapping[str, str]:
    """Return an entry of the life cycle with its keys in order; each has to be there."""
    entry = _mapping(value, path, "life_cycle", set(_LIFE_CYCLE_KEYS))
    for key in _LIFE_CYCLE_KEYS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise PipelineError(
                f"life_cycle: an entry has no text {key!r}",
                file=path,
                fix=f"give each entry {', '.join(_LIFE_CYCLE_KEYS)}",
            )
    if entry["state"] not in _STATES or not is_date(entry["date"]):
        raise PipelineError(
            f"life_cycle: {entry['operation']!r} has state {entry['state']!r},"
            f" date {entry['date']!r}",
            file=path,
            fix=f"a state is {' or '.join(_STATES)}, a date like '2025-09-15'",
        )
    return {key: entry[key] for key in _LIFE_CYCLE_KEYS}


def _list(value: Any, path: Path, place: str) -> list[Any]:
    if not is_list(value):
        raise PipelineError(f"{place} is not a list", file=path, fix="see specs/README.md")
    return value


def _texts(value: Any, path: Path, place: str) -> tuple[str, ...]:
    items = _list(value, path, place)
    if not all(isinstance(item, str) for item in items):
        raise PipelineError(f"{place} is not a list of texts", file=path, fix="see specs/README.md")
    return tuple(items)

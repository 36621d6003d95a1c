"""Read `provider.yaml`: what the scripts need to know about one provider's documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline import fetched, yaml12
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
_SOURCE_KEYS = {"file", "url", "date", "sha256", "licence", "note", "fetch"}
_INDEX_KEYS = {"index", "pages"}


@dataclass(frozen=True, slots=True)
class Provider:
    """The facts of one `provider.yaml`.

    Attributes:
        source: A whole OpenAPI file in the provider's folder, instead of pages.
        selection: The operations to keep, or None for all.
        sources: Where each file came from: file, url, date, sha256, licence, note; what was
            fetched later stands in `fetched.json`, and counts.
        addresses: Where `sync.py` asks for each file, the most trustworthy address first.
        by_hand: The files with `fetch: false`, whose address does not give them as they are.
        indexes: Lists of pages, each with the globs of the pages to take.
        life_cycle: What is retired or withdrawn: operation (or `all`), state, date, note, source.
    """

    source: Path | None = None
    selection: Selection | None = None
    sources: tuple[Mapping[str, Any], ...] = ()
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    by_hand: tuple[str, ...] = ()
    indexes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    life_cycle: tuple[Mapping[str, str], ...] = ()


def read(folder: Path, *, vendored: bool = True) -> Provider:
    """Read the facts of a provider's folder; without `provider.yaml` there are none.

    Args:
        folder: The provider's folder in `specs/`.
        vendored: Whether every file has to be there; not so before it is fetched for the first
            time.

    Raises:
        PipelineError: An unknown key, a value of the wrong kind, or a file that is not there.
    """
    path = folder / "provider.yaml"
    if not path.exists():
        return Provider(sources=_origins([], folder))
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
    entries = _list(facts.get("sources", []), path, "sources")
    indexes = tuple(_index(item, path) for item in entries if _is_index(item))
    listed = [
        _mapping(item, path, "sources", _SOURCE_KEYS) for item in entries if not _is_index(item)
    ]
    for item in listed:
        if "file" not in item:
            raise PipelineError("sources: an entry names no `file`", file=path, fix="add it")
        _inside(folder, item["file"], path, vendored=vendored)
    source = (
        _inside(folder, facts["source"], path, vendored=vendored) if "source" in facts else None
    )
    return Provider(
        source=source,
        selection=selection,
        sources=_origins(listed, folder),
        addresses=_addresses(listed, folder, source),
        by_hand=tuple(item["file"] for item in listed if item.get("fetch") is False),
        indexes=indexes,
        life_cycle=tuple(
            _event(item, path) for item in _list(facts.get("life_cycle", []), path, "life_cycle")
        ),
    )


def load(path: Path) -> Any:
    """Read a YAML or JSON file of a provider's folder.

    Raises:
        PipelineError: It cannot be read, is too large, is not UTF-8 or not YAML 1.2.
    """
    return yaml12.load(read_text(path), str(path))


def _origins(listed: list[Document], folder: Path) -> tuple[Mapping[str, Any], ...]:
    """Return where each file came from; what was fetched last counts."""
    records = fetched.read(folder)
    # The last of several entries is the one that a receipt quotes.
    written = {item["file"]: item for item in listed}
    found = [
        {key: value for key, value in item.items() if key != "fetch"}
        for item in listed
        if item["file"] not in records
    ]
    return (*found, *(fetched.origin(written.get(name), name, records[name]) for name in records))


def _addresses(
    listed: list[Document], folder: Path, source: Path | None
) -> Mapping[str, tuple[str, ...]]:
    """Return where to ask for each file that others publish; all else here is our own."""
    found: dict[str, tuple[str, ...]] = {}
    for item in listed:
        name = item["file"]
        theirs = name.startswith("pages/") or folder / name == source
        if theirs and isinstance(item.get("url"), str) and item.get("fetch") is not False:
            found[name] = (*found.get(name, ()), item["url"])
    return found


def _is_index(item: Any) -> bool:
    return is_mapping(item) and "index" in item


def _index(item: Any, path: Path) -> tuple[str, tuple[str, ...]]:
    entry = _mapping(item, path, "sources", _INDEX_KEYS)
    globs = _texts(entry.get("pages", []), path, "sources.pages")
    if not globs or not isinstance(entry["index"], str):
        raise PipelineError(
            "sources: an index has an address, and `pages` to take",
            file=path,
            fix="give globs of their paths, like '/reference/*fine-tun*'",
        )
    return entry["index"], globs


def _inside(folder: Path, name: Any, path: Path, *, vendored: bool) -> Path:
    file = folder / name if isinstance(name, str) and name else folder
    found = file.is_file() or not (vendored or file.exists() or file == folder)
    if not found or not file.resolve().is_relative_to(folder.resolve()):
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

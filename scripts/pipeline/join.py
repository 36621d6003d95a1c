"""Joining the documents of a provider's pages into one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError
from pipeline.jsontypes import as_list, canonical, clone, is_mapping
from pipeline.structure import METHODS, operations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document

# What a document says once for all its operations, and an operation may say for itself.
_INHERITED = ("servers", "security")
_FIX = "make them equal (fetch both on one day), or leave one out"


def join(documents: Sequence[tuple[str, Document]]) -> Document:
    """Return one document with the operations and components of all.

    What is equal merges. Servers and security that differ between documents move down into the
    operations; an `info` that differs is left out, because no page speaks for the whole API.

    Args:
        documents: Name (for messages) and document of each; they are left as they are.

    Raises:
        PipelineError: Two documents have one operation, or unequal things of one name.
    """
    copies = [(name, clone(document)) for name, document in documents]
    for key in _different(documents):
        for _name, document in copies:
            _move_down(document, key)
    joined: Document = {"openapi": copies[0][1].get("openapi", "3.1.0")}
    if len({canonical(document.get("info")) for _name, document in copies}) == 1:
        joined["info"] = copies[0][1].get("info")
    origin: dict[tuple[str, ...], str] = {}
    for name, document in copies:
        for key, value in document.items():
            _add_field(joined, origin, name, key, value)
    return {key: value for key, value in joined.items() if value is not None}


def _different(documents: Sequence[tuple[str, Document]]) -> list[str]:
    """Return what documents say of the whole API and not alike, so that each operation says it."""
    return [
        key
        for key in _INHERITED
        if len({canonical(document.get(key)) for _name, document in documents}) > 1
    ]


def apart(documents: Sequence[tuple[str, Document]]) -> dict[str, tuple[str, str]]:
    """Return what no document says of the whole API any more once they are joined, and why.

    Args:
        documents: Name and document of each, the provider's own first; what it says of the whole
            API, ours says as well (see specs/README.md).

    Returns:
        Why each operation says it instead, and what to do about it, by the field of the document.
    """
    first, document = documents[0]
    names = " and ".join(name for name, _document in documents)
    moved = {
        key: (
            f"{names} differ in `{key}`",
            f"change `{key}` in {documents[-1][0]}, not this action",
        )
        for key in _different(documents)
    }
    for key in _INHERITED:
        if key not in document and any(key in node for _, _, node in operations(document)):
            why = f"{first} say `{key}` in each operation, as they do where they do not agree"
            moved[key] = (why, "look at all pages, then change or remove this action")
    return moved


def _add_field(
    joined: Document, origin: dict[tuple[str, ...], str], name: str, key: str, value: Any
) -> None:
    if key in {"paths", "webhooks"}:
        _add_paths(joined, origin, name, key, value)
    elif key == "components":
        _add_components(joined, origin, name, value)
    elif key == "tags":
        _add_tags(joined, value)
    elif key.startswith("x-"):
        joined.setdefault(key, value)
    elif key not in {"openapi", "info"}:
        _add(joined, origin, name, (key,), value)


def _move_down(document: Document, key: str) -> None:
    value = document.pop(key, None)
    if value is not None:
        for _path, _method, operation in operations(document):
            operation.setdefault(key, clone(value))


def _add_paths(
    joined: Document, origin: dict[tuple[str, ...], str], name: str, field: str, paths: Any
) -> None:
    for path, item in _checked_mapping(paths, name, field).items():
        for key, value in _checked_mapping(item, name, f"{field} {path}").items():
            place = (field, path, key)
            if key in METHODS and place in origin:
                raise PipelineError(
                    f"{key.upper()} {path} is also in {origin[place]}",
                    file=name,
                    fix="give each operation once",
                )
            _add(joined, origin, name, place, value)


def _add_components(
    joined: Document, origin: dict[tuple[str, ...], str], name: str, components: Any
) -> None:
    for section, named in _checked_mapping(components, name, "components").items():
        for key, value in _checked_mapping(named, name, f"components {section}").items():
            _add(joined, origin, name, ("components", section, key), value)


def _add_tags(joined: Document, tags: Any) -> None:
    """Keep each tag once; the first description of a tag wins, it changes no exchange."""
    known: list[Any] = joined.setdefault("tags", [])
    names = [_tag_name(tag) for tag in known]
    for tag in as_list(tags):
        if _tag_name(tag) not in names:
            known.append(tag)
            names.append(_tag_name(tag))


def _tag_name(tag: Any) -> str:
    return canonical(tag.get("name")) if is_mapping(tag) else canonical(tag)


def _add(
    joined: Document,
    origin: dict[tuple[str, ...], str],
    name: str,
    place: tuple[str, ...],
    value: Any,
) -> None:
    """Put a value in its place, where an equal one may stand already."""
    target = joined
    for part in place[:-1]:
        target = target.setdefault(part, {})
    if place[-1] in target and canonical(target[place[-1]]) != canonical(value):
        raise PipelineError(
            f"{' '.join(place)} differs from the one in {origin[place]}", file=name, fix=_FIX
        )
    target[place[-1]] = value
    origin.setdefault(place, name)


def _checked_mapping(value: Any, name: str, what: str) -> dict[str, Any]:
    if not is_mapping(value):
        raise PipelineError(f"{what} is not a mapping", file=name, fix="correct the document")
    return value

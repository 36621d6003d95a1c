"""What we describe ourselves, and how it gives way to a page that describes the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import PipelineError
from pipeline.jsontypes import as_mapping, canonical, is_date, is_list, is_mapping
from pipeline.references import follow, reached
from pipeline.structure import METHODS, operations, pointer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.jsontypes import Document

_MOST_POINTERS = 6  # in one line of a report
_DEEPEST = 30  # levels of a comparison: a schema may hold itself


def check(document: Document, file: str) -> None:
    """Refuse an operation that does not say where it is documented, and of what date that is.

    Args:
        document: The parsed `authored.yaml`.
        file: Its name, for messages.

    Raises:
        PipelineError: An operation has no text `x-source`, or no ISO date `x-source-date`.
    """
    for path, method, operation in operations(document):
        source = operation.get("x-source")
        if not isinstance(source, str) or not source.strip():
            raise PipelineError(
                f"{method.upper()} {path} has no x-source",
                file=file,
                fix="name the public reference that documents it",
            )
        if not is_date(operation.get("x-source-date")):
            raise PipelineError(
                f"{method.upper()} {path} has no x-source-date like '2026-04-28'",
                file=file,
                fix="give the date of its x-source, in quotes",
            )


def identity(path: str, method: str) -> str:
    """Return what tells operations apart: the names of a path's variables do not."""
    return f"{method} {re.sub(r'{[^{}/]*}', '{}', path)}"


class Replaced(NamedTuple):
    """An operation of `authored.yaml` that a page describes, too."""

    identity: str
    operation: str
    """Method and path, e.g. `GET /jobs/{id}`."""
    differences: str
    """Where the two differ: a few JSON pointers into the operation, or `none`."""


def give_way(document: Document, pages: Document) -> list[Replaced]:
    """Drop the operations that pages describe, and the components that only those used.

    Args:
        document: The parsed `authored.yaml`; changed.
        pages: What the pages describe, joined.

    Returns:
        The operations that were dropped.

    Raises:
        PipelineError: A reference leaves a document or points to nothing.
    """
    theirs = {identity(path, method): node for path, method, node in operations(pages)}
    dropped: list[Replaced] = []
    for path, method, node in operations(document):
        key = identity(path, method)
        if key in theirs:
            found = sorted(set(_differences((document, node), (pages, theirs[key]), ())))
            dropped.append(Replaced(key, f"{method.upper()} {path}", _shown(found)))
    if dropped:
        _drop(document, {one.identity for one in dropped})
    return dropped


def _drop(document: Document, identities: Collection[str]) -> None:
    paths = document["paths"]
    used = reached(document, {"paths": paths})
    for path, method, _node in list(operations(document)):
        if identity(path, method) in identities:
            del paths[path][method]
            if paths[path].keys().isdisjoint(METHODS):
                del paths[path]
    # What was used by nothing before stays, and so does what it uses.
    components = as_mapping(document.get("components"))
    never_used = {
        kind: {name: node for name, node in group.items() if (kind, name) not in used}
        for kind, group in components.items()
    }
    for kind, name in used - reached(document, {"paths": paths, "components": never_used}):
        del components[kind][name]


def _differences(
    ours: tuple[Document, Any], theirs: tuple[Document, Any], where: tuple[str, ...]
) -> Iterator[str]:
    """Yield a pointer to each place where two parts of two documents differ, references apart."""
    own, other = _meant(*ours), _meant(*theirs)
    if is_mapping(own) and is_mapping(other) and len(where) < _DEEPEST:
        for key in own.keys() | other.keys():
            if not str(key).startswith("x-"):
                pair = ((ours[0], own.get(key)), (theirs[0], other.get(key)))
                yield from _differences(*pair, (*where, str(key)))
    elif len(where) < _DEEPEST and canonical(own) != canonical(other):
        yield pointer(where)


def _meant(document: Document, value: Any) -> Any:
    """Return what a reference points to, parameters by their names, and texts in order."""
    if is_mapping(value) and isinstance(value.get("$ref"), str):
        return follow(document, value)
    if is_list(value) and all(isinstance(item, str) for item in value):
        return sorted(value)
    if is_list(value) and all(is_mapping(item) and "name" in item for item in value):
        return {str(item["name"]): item for item in value}
    return value


def _shown(pointers: list[str]) -> str:
    more = f" and {len(pointers) - _MOST_POINTERS} more" if len(pointers) > _MOST_POINTERS else ""
    return (", ".join(pointers[:_MOST_POINTERS]) or "none") + more

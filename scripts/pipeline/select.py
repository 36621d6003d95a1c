"""Keep a part of a document: some operations, and everything they refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError, refusing
from pipeline.references import reached
from pipeline.structure import METHODS, operations

if TYPE_CHECKING:
    from collections.abc import Container

    from pipeline.jsontypes import Document


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep: an operation is kept if any entry of any list names it.

    Attributes:
        paths: Path globs; `*` does not cross `/`, `**` does.
        tags: Tags of operations.
        operation_ids: operationIds.
    """

    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    operation_ids: tuple[str, ...] = ()


def select(document: Document, selection: Selection, source: str) -> Document:
    """Return the part of a document that a selection names.

    Args:
        document: An OpenAPI document; left as it is.
        selection: What to keep.
        source: The file that holds the selection, for messages.

    Returns:
        A document with the selected operations, the components they refer to, directly or not,
        and the security schemes they require.

    Raises:
        PipelineError: An entry of the selection matches no operation.
    """
    globs = [(glob, path_pattern(glob)) for glob in selection.paths]
    unused = {
        *(("paths", glob) for glob in selection.paths),
        *(("tags", tag) for tag in selection.tags),
        *(("operation_ids", name) for name in selection.operation_ids),
    }
    entries = frozenset(unused)
    dropped: set[tuple[str, str]] = set()
    for path, method, operation in operations(document):
        names = {("paths", glob) for glob, pattern in globs if pattern.fullmatch(path)}
        names |= {("tags", tag) for tag in operation.get("tags", ())}
        names.add(("operation_ids", operation.get("operationId", "")))
        unused -= names
        if names.isdisjoint(entries):
            dropped.add((path, method))
    if unused:
        kind, value = min(unused)
        raise PipelineError(
            f"select.{kind}: {value!r} matches no operation",
            file=source,
            fix="upstream has changed: look at the document, then change or remove this entry",
        )
    return _without(document, dropped)


def only(document: Document, wanted: Container[tuple[str, str]]) -> Document:
    """Return the part of a document that some operations, given by path and method, need.

    Raises:
        PipelineError: One of them refers to nothing.
    """
    found = {(path, method) for path, method, _operation in operations(document)}
    with refusing("is not OpenAPI"):
        return _without(document, {one for one in found if one not in wanted})


def _without(document: Document, dropped: Container[tuple[str, str]]) -> Document:
    paths: Document = {}
    for path, item in document.get("paths", {}).items():
        kept = {key: value for key, value in item.items() if (path, key) not in dropped}
        if not kept.keys().isdisjoint(METHODS):
            paths[path] = kept
    return _pruned(document, paths)


def path_pattern(glob: str) -> re.Pattern[str]:
    """Return a pattern for a path glob: `*` stops at `/`, `**` does not, all else is literal."""
    words = {"**": ".*", "*": "[^/]*"}
    parts = re.split(r"(\*\*|\*)", glob)
    return re.compile("".join(words.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _pruned(document: Document, paths: Document) -> Document:
    """Keep of a document what these paths need, in the order it has."""
    chosen = [operation for _, _, operation in operations({"paths": paths})]
    tags = {tag for operation in chosen for tag in operation.get("tags", ())}
    requirements: list[Document] = list(document.get("security", ()))
    for operation in chosen:
        requirements += operation.get("security", ())
    wanted = reached(document, {"paths": paths})
    wanted |= {("securitySchemes", name) for one in requirements for name in one}
    replaced: dict[str, Any] = {
        "paths": paths,
        "tags": [tag for tag in document.get("tags", ()) if tag["name"] in tags],
        "components": {
            kind: kept
            for kind, group in document.get("components", {}).items()
            if (kept := {name: group[name] for name in group if (kind, name) in wanted})
        },
    }
    result = {key: replaced.get(key, value) for key, value in document.items() if key != "webhooks"}
    return {
        key: value
        for key, value in result.items()
        if value or key not in replaced or key == "paths"
    }

"""What the changes between two documents mean for the exchange, operation by operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import normal
from pipeline.authored import identity
from pipeline.changes import (
    BREAKING,
    CAREFUL,
    HARMLESS,
    MOVED,
    NOTHING,
    WIRE,
    Change,
    Judged,
    sides,
)
from pipeline.changes_access import security, servers
from pipeline.changes_exchange import Exchange
from pipeline.difference import differences
from pipeline.jsontypes import as_list, as_mapping
from pipeline.reading import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_TEXTS = {"summary", "description", "title", "examples"}
_COMPARE = "compare it: what it means cannot be told from the documents"
_SEE_SDK = "nothing on the wire; see what it means for the SDK"


class Pair(NamedTuple):
    """One operation in two documents: its name in the new one, and path and operation in both."""

    name: str
    paths: tuple[str, str]
    operations: tuple[Document, Document]


def changes(old: Document, new: Document) -> tuple[list[Change], list[str]]:
    """Return the changes of the exchange, and the operations that both documents have.

    Args:
        old: The old document, repaired.
        new: The new one, repaired.
    """
    pairs: list[Pair] = []
    found = [*_of_the_document(old, new)]
    for one in paired(old, new):
        if isinstance(one, Change):
            found.append(one)
        else:
            pairs.append(one)
    rest: dict[str, list[str]] = {}
    for line in differences(old, new):
        rest.setdefault(" ".join(line.split(" ", 2)[:2]), []).append(line)
    for pair in pairs:
        judged = list(_of_an_operation((old, new), pair))
        found += judged or _unjudged(pair.name, rest.get(pair.name, []))
    return found, [pair.name for pair in pairs]


def paired(old: Document, new: Document) -> Iterator[Pair | Change]:
    """Yield the operations that both documents have, and a change for each that only one has.

    Names of path parameters do not count. An operation that has moved is found again by its
    `operationId`, and is both.
    """
    first, second = (
        {identity(path, method): (name, path, operation)
         for name, (path, method, operation) in normal.operations_of(document).items()}
        for document in (old, new)
    )  # fmt: skip
    ids = {
        operation.get("operationId"): key
        for key, (_, _, operation) in second.items()
        if key not in first
    }
    for key, (name, path, operation) in first.items():
        target = key if key in second else ids.pop(operation.get("operationId"), None)
        if target is None:
            action = "stop calling it; remove what is built on it"
            yield _wire(name, "operation", Judged(BREAKING, "removed", name, NOTHING, action))
            continue
        now, new_path, new_operation = second.pop(target)
        if target != key:
            action = "call the new one"
            yield _wire(name, "operation", Judged(BREAKING, MOVED, name, now, action))
        yield Pair(now, (path, new_path), (operation, new_operation))
    for name, _, _ in second.values():
        yield _wire(name, "operation", Judged(HARMLESS, "added", NOTHING, name))


def _of_the_document(old: Document, new: Document) -> Iterator[Change]:
    for field in ("title", "version"):
        both = sides(str, *(as_mapping(one.get("info")).get(field) for one in (old, new)))
        if both[0] != both[1]:
            yield Change(WIRE, HARMLESS, (), f"info {field}", "changed", *both)


def _of_an_operation(documents: tuple[Document, Document], pair: Pair) -> Iterator[Change]:
    lost = frozenset(str(word) for one in pair.operations for word in as_list(one.get(LOST)))
    forms = [
        normal.operation(document, path, operation, lost)
        for document, path, operation in zip(documents, pair.paths, pair.operations, strict=True)
    ]
    name = pair.name
    for field in ("operationId", "tags"):
        if forms[0].get(field) != forms[1].get(field):
            both = sides(_listed, forms[0].get(field), forms[1].get(field))
            yield _wire(name, field, Judged(HARMLESS, "changed", *both, _SEE_SDK))
    if forms[0].get("deprecated") != forms[1].get("deprecated"):
        if forms[1].get("deprecated"):
            action = "plan to do without it"
            yield _wire(name, "operation", Judged(CAREFUL, "deprecated", "no", "yes", action))
        else:
            yield _wire(name, "operation", Judged(HARMLESS, "no longer deprecated", "yes", "no"))
    if "servers" in forms[0]:
        for change in servers(forms[0]["servers"], forms[1]["servers"]):
            yield _wire(name, "servers", change)
    for change in security(forms[0]["security"], forms[1]["security"]):
        yield _wire(name, "security", change)
    both = sides(_listed, forms[0].get("callbacks"), forms[1].get("callbacks"))
    if both[0] != both[1]:
        action = "compare what is called back: it is not judged"
        yield _wire(name, "callbacks", Judged(CAREFUL, "changed", *both, action))
    for direction, place, change in Exchange(documents, pair.paths, lost).changes(*forms):
        yield _wire(name, f"{direction} {place}", change)


def _unjudged(name: str, lines: list[str]) -> Iterator[Change]:
    """Yield what is different in an operation in which no change was found."""
    places = [line.removeprefix(f"{name} ").partition(": ") for line in lines]
    words = [place for place, _, _ in places if place.rpartition(" ")[2] in _TEXTS]
    if words:
        yield _wire(
            name, "texts", Judged(HARMLESS, f"other words or examples in {len(words)} places")
        )
    for place, _, said in places:
        if place not in words:
            old, _, new = said.partition(" → ")
            # Of what is in one of them only, the line says just this.
            judged = ("changed", old, new) if new else (said, NOTHING, NOTHING)
            yield _wire(name, place, Judged(CAREFUL, *judged, _COMPARE))


def _wire(name: str, place: str, judged: Judged) -> Change:
    return Change(WIRE, judged.severity, (name,), place, *judged[1:])


def _listed(value: Any) -> str:
    return ", ".join(map(str, as_list(value))) or str(value or NOTHING)

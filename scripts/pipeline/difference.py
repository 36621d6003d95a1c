"""What two documents say differently, one line for each place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import normal, reading
from pipeline.errors import one_line
from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.normal_schema import level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_TEXTS = {"summary", "description", "title"}
_SCHEMAS = {"items", "additionalProperties", "not", "contains", "propertyNames"}
_LISTS = {"anyOf", "oneOf", "union", "prefixItems"}
_MAPS = {"properties", "patternProperties"}
_ABSENT = "nothing"


def differences(one: Document, other: Document) -> Iterator[str]:
    """Yield what two documents say differently, e.g. `GET /jobs body required: true → nothing`.

    What an operation's `x-lost` names in either document is not compared in that operation.

    Args:
        one: A document, repaired.
        other: The document that is held against it, repaired.
    """
    both = [normal.operations_of(document) for document in (one, other)]
    lost_of: dict[str, frozenset[str]] = {}
    for name in sorted({*both[0], *both[1]}):
        stated = [as_list(found[name][2].get(reading.LOST)) for found in both if name in found]
        lost_of[name] = frozenset(str(word) for words in stated for word in words)
    if not any(reading.INFO in lost for lost in lost_of.values()):
        for field in ("title", "version"):
            said = [as_mapping(document.get("info")).get(field) for document in (one, other)]
            yield from _line(f"info {field}", *said)
    for name, lost in lost_of.items():
        if name not in both[0] or name not in both[1]:
            yield f"{name}: " + ("added" if name in both[1] else "removed")
            continue
        forms = [
            normal.operation(document, found[name][0], found[name][2], lost)
            for document, found in zip((one, other), both, strict=True)
        ]
        if reading.TITLES in lost:
            for field in ("summary", "description"):
                if any(form[field] is None for form in forms):
                    for form in forms:
                        del form[field]
        yield from _Comparison(one, other, lost).values(name, *forms)


class _Comparison:
    def __init__(self, one: Document, other: Document, lost: frozenset[str]) -> None:
        self.one = one
        self.other = other
        self.lost = lost
        self.compared: set[tuple[int, int, bool]] = set()

    def values(self, place: str, one: Any, other: Any) -> Iterator[str]:
        """Compare two values of an operation in normal form."""
        if not is_mapping(one) or not is_mapping(other):
            yield from _line(place, one, other)
            return
        for key in sorted({*one, *other}):
            mine, theirs = one.get(key), other.get(key)
            if key in _TEXTS:
                yield from _line(f"{place} {key}", _collapsed(mine), _collapsed(theirs))
            elif key == "schema":
                yield from self.schemas(f"{place} {key}", mine, theirs, root=True)
            else:
                yield from self.values(f"{place} {key}", mine, theirs)

    def schemas(self, place: str, one: Any, other: Any, *, root: bool = False) -> Iterator[str]:
        """Compare two schemas and all that is inside, each pair once."""
        pair = (id(one), id(other), root)
        if pair in self.compared:
            return
        self.compared.add(pair)
        mine = level(self.one, one, self.lost, root=root)
        theirs = level(self.other, other, self.lost, root=root)
        if not is_mapping(mine) or not is_mapping(theirs):
            yield from _line(place, mine, theirs)
            return
        for key in sorted({*mine, *theirs}):
            yield from self.keyword(f"{place} {key}", key, mine.get(key), theirs.get(key))

    def keyword(self, place: str, key: str, one: Any, other: Any) -> Iterator[str]:
        if key in _TEXTS:
            yield from _line(place, _collapsed(one), _collapsed(other))
        elif key in _SCHEMAS and None not in (one, other):
            yield from self.schemas(place, one, other)
        elif key in _MAPS and is_mapping(one) and is_mapping(other):
            for name in sorted({*one, *other}):
                if name in one and name in other:
                    yield from self.schemas(f"{place} {name}", one[name], other[name])
                else:
                    yield f"{place} {name}: " + ("added" if name in other else "removed")
        elif key in _LISTS and is_list(one) and is_list(other) and len(one) == len(other):
            for number, (mine, theirs) in enumerate(zip(one, other, strict=True)):
                yield from self.schemas(f"{place} {number}", mine, theirs)
        else:
            yield from _line(place, one, other)


def _collapsed(text: Any) -> Any:
    return " ".join(text.split()) or None if isinstance(text, str) else text


def _line(place: str, one: Any, other: Any) -> Iterator[str]:
    if canonical(one) != canonical(other):
        said = [_ABSENT if value is None else canonical(value) for value in (one, other)]
        yield one_line(f"{place}: {said[0][:120]} → {said[1][:120]}")

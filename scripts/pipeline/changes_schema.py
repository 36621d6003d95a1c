"""Hold two schemas against each other, in what is sent or in what is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import changes_kinds as kinds
from pipeline.changes import NOTHING, sides
from pipeline.changes_keywords import (
    change_of_types,
    changes_of,
    component,
    named,
    said,
    takes_null,
    types_of,
)
from pipeline.changes_kinds import REQUEST
from pipeline.jsontypes import as_list, as_mapping
from pipeline.normal_schema import level
from pipeline.references import follow

if TYPE_CHECKING:
    from collections.abc import Iterator, Set as AbstractSet

    from pipeline.changes_kinds import Kind
    from pipeline.jsontypes import Document

_UNIONS = ("anyOf", "oneOf", "union")
_INSIDE = {"items": "[]", "contains": " (contains)", "propertyNames": " (names)"}
_TEXTS = {"title", "description", "examples", "x-pattern"}
# What does not limit the values that a union takes.
_BESIDE = {
    *_TEXTS,
    *_UNIONS,
    "default",
    "deprecated",
    "discriminator",
    "nullable",
    "readOnly",
    "writeOnly",
}
# What is said of all alternatives together.
_OF_THE_WHOLE = {"default", "deprecated"}
_OF_OBJECTS = {"properties", "required", "additionalProperties"}
_APART = {*_TEXTS, *_UNIONS, *_OF_OBJECTS, "type", "nullable"}
_TYPED = {"type", "enum", *_UNIONS}
_Pair = tuple[int, int]


class Finding(NamedTuple):
    """One change of a schema: its kind, where it is, and what both sides say."""

    kind: Kind
    path: str
    before: str
    after: str


class _Effect(NamedTuple):
    narrows: bool
    widens: bool


class Comparison:
    """Holds schemas of two documents against each other; a pair is looked at only once.

    Args:
        old: The old document, repaired.
        new: The new document, repaired.
        direction: `request` or `response`: read-only properties are not sent, and write-only
            ones not read.
        lost: What is left out because a dialect could not say it; see `pipeline.reading`.
    """

    def __init__(
        self, old: Document, new: Document, direction: str, lost: AbstractSet[str] = frozenset()
    ) -> None:
        self._old = old
        self._new = new
        self._direction = direction
        self._lost = lost
        self._seen: set[_Pair] = set()
        self._open: tuple[_Pair, ...] = ()
        self._effects: dict[_Pair, _Effect] = {}
        self._made: list[Document] = []

    def findings(
        self, old: Any, new: Any, path: str, *, root: bool = False, choice: bool = False
    ) -> Iterator[Finding]:
        """Yield what has changed between two schemas and in all that is inside.

        Args:
            old: The old schema.
            new: The new one.
            path: Where they stand; a component's name takes its place as soon as there is one.
            root: Whether they are those of a parameter, body or response themselves.
            choice: Whether they are one alternative of several: null is compared once for all.
        """
        pair = self._pair(old, new)
        if pair in self._seen:
            return
        self._seen.add(pair)
        outside, self._open = self._open, (*self._open, pair)
        before = level(self._old, old, self._lost, root=root)
        after = level(self._new, new, self._lost, root=root)
        names = component(new), component(old)
        whole = isinstance(before, bool) or isinstance(after, bool)  # a component says it no more
        if all(names) or (not whole and _is_union(before) == _is_union(after)):
            path = names[0] or names[1] or path
        if False in (before, after):
            if before is not after:
                kind = kinds.TYPE_NARROWED if after is False else kinds.TYPE_WIDENED
                yield Finding(kind, path, said(old), said(new))
        else:  # what is not constrained is True
            yield from self._levels(path, (old, new), as_mapping(before), as_mapping(after), choice)
        self._open = outside

    def _levels(
        self, path: str, nodes: tuple[Any, Any], before: Document, after: Document, choice: bool
    ) -> Iterator[Finding]:
        if not choice:
            yield from _null(path, before, after)
        unions = [
            next((one[key] for key in _UNIONS if key in one), None) for one in (before, after)
        ]
        if unions != [None, None]:
            bare = not (before if unions[0] is not None else after).keys() - _BESIDE
            if bare or None not in unions:
                mine, theirs = (
                    [node] if union is None else as_list(union)
                    for node, union in zip(nodes, unions, strict=True)
                )
                yield from self._choices(path, mine, theirs)
            else:
                yield self._beside(path, nodes, unions)
            if bare and None in unions:
                yield from _keywords(path, before, after, _OF_THE_WHOLE)
                return
        types = types_of(before), types_of(after)
        kind = change_of_types(*types)
        if kind is None and before.get("type") != after.get("type"):
            kind = kinds.SAME
        if kind is not None:
            yield Finding(kind, path, *sides(named, *types))
        if kind is kinds.TYPE_REPLACED or (kind is not None and None in types):
            return  # what is inside is another thing now
        apart = {*_APART, *_INSIDE, *(_OF_THE_WHOLE if choice else ())}
        yield from _keywords(path, before, after, {*before, *after} - apart)
        for key, suffix in _INSIDE.items():
            if key in before or key in after:
                yield from self.findings(
                    before.get(key, True), after.get(key, True), f"{path}{suffix}"
                )
        yield from self._objects(path, before, after)

    def _objects(self, path: str, before: Document, after: Document) -> Iterator[Finding]:
        mine, theirs = self._properties(self._old, before), self._properties(self._new, after)
        stated = [as_mapping(one.get("properties")).keys() for one in (before, after)]
        self._made += [*_complete(mine, before, theirs), *_complete(theirs, after, mine)]
        for name in sorted({*mine, *theirs}):
            where = f"{path}.{name}"
            was, is_now = _requires(before, name), _requires(after, name)
            if name not in theirs:
                yield Finding(self._removed(after, required=was), where, said(mine[name]), NOTHING)
            elif name not in mine:
                kind = kinds.required(theirs[name], new=True) if is_now else kinds.ADDED
                yield Finding(kind, where, NOTHING, said(theirs[name]))
            else:
                if was and not is_now:
                    yield Finding(kinds.OPTIONAL, where, "required", "optional")
                if is_now and not was:
                    kind = kinds.required(theirs[name], new=False)
                    yield Finding(kind, where, "optional", "required")
                for finding in self.findings(mine[name], theirs[name], where):
                    gone = name in stated[0] - stated[1]
                    yield finding._replace(kind=kinds.UNDESCRIBED) if gone else finding
        for name in sorted((stated[0] ^ stated[1]) - {*mine, *theirs}):
            yield Finding(kinds.HIDDEN, f"{path}.{name}", NOTHING, NOTHING)
        others = [one.get("additionalProperties", True) for one in (before, after)]
        if (others[0] is False) != (others[1] is False):
            kind = kinds.CLOSED if others[1] is False else kinds.OPENED
            yield Finding(kind, path, *sides(said, *others))
        elif others[0] is not False:
            yield from self.findings(others[0], others[1], f"{path}{{}}")

    def _properties(self, document: Document, schema: Document) -> Document:
        """Return the properties that are sent, or read."""
        hidden = "readOnly" if self._direction == REQUEST else "writeOnly"
        properties = as_mapping(schema.get("properties"))
        return {
            name: node
            for name, node in properties.items()
            if not as_mapping(level(document, node, frozenset())).get(hidden)
        }

    def _removed(self, after: Document, *, required: bool) -> Kind:
        if self._direction == REQUEST and after.get("additionalProperties") is False:
            return kinds.REMOVED_CLOSED
        return kinds.REMOVED_REQUIRED if required else kinds.REMOVED

    def _choices(self, path: str, mine: list[Any], theirs: list[Any]) -> Iterator[Finding]:
        """Compare alternatives: alike ones in pairs; the rest is only there on one side."""
        gone, come = list(mine), list(theirs)
        for alike in (self._equal, _same_label):
            for one in list(gone):
                other = next((other for other in come if alike(one, other)), None)
                if other is not None:
                    gone.remove(one)
                    come.remove(other)
                    where = path if len(mine) == len(theirs) == 1 else f"{path} ({said(other)})"
                    yield from self.findings(one, other, where, choice=True)
        for one in gone:
            lost = all(self._effect(one, other).narrows for other in theirs)
            yield Finding(kinds.CHOICE_REMOVED if lost else kinds.COVERED, path, said(one), NOTHING)
        for other in come:
            more = all(self._effect(one, other).widens for one in mine)
            yield Finding(kinds.CHOICE_ADDED if more else kinds.COVERED, path, NOTHING, said(other))

    def _beside(self, path: str, nodes: tuple[Any, Any], unions: list[Any]) -> Finding:
        """Compare what has alternatives beside its own limits with what has only limits."""
        new = unions[0] is None
        document, (plain, holder) = (self._new, nodes) if new else (self._old, nodes[::-1])
        own = as_mapping(follow(document, holder))
        limits = {key: value for key, value in own.items() if key not in _UNIONS}
        whole = [{"allOf": [one, limits]} for one in as_list(unions[1] or unions[0])]
        self._made += whole  # pairs are known by id, so what is made here has to stay
        if new:
            narrows = all(self._effect(plain, one).narrows for one in whole)
            kind = kinds.CHOICES_ADDED if narrows else kinds.SAME
        else:
            widens = all(self._effect(one, plain).widens for one in whole)
            kind = kinds.CHOICES_REMOVED if widens else kinds.SAME
        words = ", ".join(map(said, as_list(unions[1] or unions[0])))
        return Finding(kind, path, *((NOTHING, words) if new else (words, NOTHING)))

    def _pair(self, one: Any, other: Any) -> _Pair:
        """Return what two schemas are known by: a reference is what it refers to."""
        both = (self._old, one), (self._new, other)
        first, second = (
            id(follow(document, node)) if as_mapping(node).keys() == {"$ref"} else id(node)
            for document, node in both
        )
        return first, second

    def _equal(self, one: Any, other: Any) -> bool:
        return not any(self._effect(one, other))

    def _effect(self, one: Any, other: Any) -> _Effect:
        """Return what it would mean if one schema came in the place of the other."""
        pair = self._pair(one, other)
        if pair not in self._effects:
            # What is being compared further out is taken for equal, as schemas refer to themselves.
            outside, self._seen = self._seen, set(self._open)
            found = [finding.kind for finding in self.findings(one, other, "", choice=True)]
            self._seen = outside
            self._effects[pair] = _Effect(
                any(kind.narrows for kind in found), any(kind.widens for kind in found)
            )
        return self._effects[pair]


def _is_union(schema: Any) -> bool:
    return any(key in as_mapping(schema) for key in _UNIONS)


def _null(path: str, before: Document, after: Document) -> Iterator[Finding]:
    if before.keys() & _TYPED and after.keys() & _TYPED:
        mine, theirs = takes_null(before), takes_null(after)
        if mine and not theirs:
            yield Finding(kinds.NULL_REMOVED, path, "null, too", "never null")
        if theirs and not mine:
            yield Finding(kinds.NULL_ADDED, path, "never null", "null, too")


def _keywords(
    path: str, before: Document, after: Document, keys: AbstractSet[str]
) -> Iterator[Finding]:
    for key in sorted(keys):
        for kind, one, other in changes_of(key, before.get(key), after.get(key)):
            yield Finding(kind, path, one, other)


def _complete(stated: Document, schema: Document, others: Document) -> Iterator[Document]:
    """Add and yield what is required and not described: it may be anything, on both sides."""
    for name in map(json.loads, as_list(schema.get("required"))):
        if name not in as_mapping(schema.get("properties")):
            anything: Document = {}  # its own, as pairs are known by id
            stated[name] = anything
            others.setdefault(name, anything)
            yield anything


def _requires(schema: Document, name: str) -> bool:
    return json.dumps(name) in as_list(schema.get("required"))


def _same_label(one: Any, other: Any) -> bool:
    return said(one) == said(other) != "anything"

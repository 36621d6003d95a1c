"""Apply an OpenAPI Overlay (https://spec.openapis.org/overlay/v1.1.0.html).

Two things differ from the specification, on purpose. An action whose target matches nothing is an
error. And an action may carry `x-expect` (what the target holds now), which is then held to: a
correction that upstream has made itself, or moved, must not go unnoticed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import jsonpath_rfc9535 as jsonpath

from pipeline.errors import PipelineError, one_line
from pipeline.jsontypes import as_mapping, clone, is_list, is_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline.jsontypes import Document

_ROOT_KEYS = {"overlay", "info", "extends", "actions"}
_VERSION = re.compile(r"1\.\d+(\.\d+)?")
_MODIFIERS = ("update", "remove", "copy")
_ACTION_KEYS = {"target", "description", *_MODIFIERS}
_TEXTS = ("description", "x-source")
_LONGEST_VALUE = 120  # of two in a message, in characters
_LOOK_AGAIN = "upstream has changed: look at {page}, then change or remove this action"
_REPAIRED = (
    ": it was there, and a repair has taken it away, most often an example that does not fit"
    " its schema"
)

_ROOT_FIELD = re.compile(r"\$(?:\.|\[['\"])([\w-]+)")

Location = tuple[int | str, ...]
Pages: TypeAlias = "Callable[[], Mapping[tuple[str, str], str]]"
"""Returns file and line of the page that describes each path and method."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an overlay and its document come from, for messages; looked up only for one.

    Attributes:
        source: The overlay's file.
        pages: Finds the pages that the document was made of.
        raw: The document before it was repaired.
        apart: Says of a field of the whole document (`servers`) why it stands in each operation
            instead, and what to do about it.
        line: Finds the line of an action in the overlay's file, by its number.
    """

    source: str
    pages: Pages = dict
    raw: Document | None = None
    apart: Callable[[], Mapping[str, tuple[str, str]]] = dict
    line: Callable[[int], int | None] = field(default=lambda _number: None)


@dataclass(frozen=True, slots=True)
class _Action:
    """One action of an overlay, and how messages call it."""

    origin: Origin
    number: int
    fields: Document

    def refuse(self, message: str, fix: str) -> PipelineError:
        return PipelineError(
            f"action {self.number} ({self.fields.get('target')}) {message}",
            file=self.origin.source,
            line=self.origin.line(self.number),
            fix=fix.replace("{page}", self.page()),
        )

    def page(self) -> str:
        """Return the page of the operation that the target names, as far as it names one."""
        target = str(self.fields.get("target"))
        for (path, method), place in self.origin.pages().items():
            if target.startswith((f"$.paths['{path}'].{method}", f"$.paths['{path}']['{method}']")):
                return place
        return "the page"

    def refuse_nothing(self) -> PipelineError:
        """Say why a target that matches nothing does so, as far as that is known."""
        named = _ROOT_FIELD.match(str(self.fields["target"]))
        known = self.origin.apart().get(named[1]) if named else None
        if known:
            why, fix = known
            return self.refuse(f"matches nothing: {why}", fix)
        repaired = bool(self.select(self.origin.raw, self.fields["target"]))
        return self.refuse(f"matches nothing{_REPAIRED * repaired}", _LOOK_AGAIN)

    def select(self, document: Any, query: str) -> list[tuple[Location, Any]]:
        try:
            nodes = jsonpath.find(query, document)
        except (jsonpath.JSONPathError, RecursionError) as error:
            raise self.refuse(
                f"has a JSONPath that cannot be read: {error}", "write it as in RFC 9535"
            ) from error
        return [(node.location, node.value) for node in nodes]


def apply(document: Document, overlay: Any, origin: Origin) -> Document:
    """Apply the actions of an overlay, in order.

    Args:
        document: The document to correct; left as it is.
        overlay: The parsed overlay.
        origin: Where both come from, for messages.

    Returns:
        The corrected document.

    Raises:
        PipelineError: The overlay is malformed, an action matches nothing, what it expects is not
            there, or it says what it expects and would replace something else.
    """
    result: Document = clone(document)
    for action in _actions(overlay, origin):
        found = action.select(result, action.fields["target"])
        if not found:
            raise action.refuse_nothing()
        _check_expected(action, found)
        if action.fields.get("remove"):
            # From the end: removing an item moves those behind it.
            for location, _ in reversed(found):
                _remove(result, location, action)
        else:
            update = _update(action, result)
            for location, _ in found:
                _write(result, location, update, action)
    return result


def count(overlay: Any) -> int:
    """Return the number of actions in a parsed overlay."""
    return len(overlay["actions"])


def _actions(overlay: Any, origin: Origin) -> Iterable[_Action]:
    root = as_mapping(overlay)
    actions = root.get("actions")
    unknown = _unknown(root, _ROOT_KEYS)
    version = str(root.get("overlay"))
    if unknown or not _VERSION.fullmatch(version) or "info" not in root or not is_list(actions):
        raise PipelineError(
            f"has the unknown key {unknown[0]!r}" if unknown else "is not an OpenAPI Overlay 1.x",
            file=origin.source,
            fix="an overlay has `overlay: 1.1.0`, `info` and a list `actions`; `extends` and `x-`"
            " keys may stand beside them",
        )
    for number, fields in enumerate(actions, 1):
        action = _Action(origin, number, as_mapping(fields))
        _check(action)
        yield action


def _short(value: Any) -> str:
    return one_line(repr(value), _LONGEST_VALUE)


def _unknown(fields: Document, known: set[str]) -> list[str]:
    return [key for key in fields if key not in known and not key.startswith("x-")]


def _check(action: _Action) -> None:
    fields = action.fields
    if unknown := _unknown(fields, _ACTION_KEYS):
        raise action.refuse(f"has the unknown key {unknown[0]!r}", "correct or remove it")
    for key in ("target", *(key for key in _TEXTS if key in fields)):
        text = fields.get(key)
        if not isinstance(text, str) or not text.strip():
            raise action.refuse(f"has no text for {key!r}", f"write a text for {key!r}")
    if sum(key in fields for key in _MODIFIERS) != 1 or fields.get("remove", True) is not True:
        raise action.refuse(
            "is not clear", "give exactly one of `update`, `copy` and `remove: true`"
        )


def _check_expected(action: _Action, found: Iterable[tuple[Location, Any]]) -> None:
    if "x-expect" not in action.fields:
        return
    expected = action.fields["x-expect"]
    for _, value in found:
        if not _holds(value, expected):
            raise action.refuse(
                f"expects {_short(expected)} but found {_short(value)}{_changes(expected, value)}",
                _LOOK_AGAIN,
            )


def _changes(expected: object, value: object) -> str:
    """Say what is new and what is gone, where two lists are compared."""
    if not isinstance(expected, list) or not isinstance(value, list):
        return ""
    before, now = cast("list[object]", expected), cast("list[object]", value)
    new, gone = [one for one in now if one not in before], [one for one in before if one not in now]
    said = [f"{word} {_short(ones)}" for word, ones in (("new:", new), ("gone:", gone)) if ones]
    return f" ({'; '.join(said) or 'in another order'})"


def _update(action: _Action, document: Document) -> Any:
    if "copy" not in action.fields:
        return action.fields["update"]
    found = action.select(document, str(action.fields["copy"]))
    if len(found) != 1:
        raise action.refuse(
            f"copies from {action.fields['copy']!r}, which matches {len(found)} nodes, not one",
            _LOOK_AGAIN,
        )
    return found[0][1]


def _holds(value: Any, expected: Any) -> bool:
    """Say whether a value is what was expected; a mapping may hold more than that."""
    if is_mapping(expected):
        return is_mapping(value) and all(
            key in value and _holds(value[key], item) for key, item in expected.items()
        )
    return _same(value, expected)


def _same(left: Any, right: Any) -> bool:
    """Compare JSON values: `true` is not `1`."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if is_mapping(left) and is_mapping(right):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)


def _remove(document: Any, location: Location, action: _Action) -> None:
    if not location:
        raise action.refuse("removes the whole document", "remove parts of it")
    *path, last = location
    del _at(document, path)[last]


def _write(document: Any, location: Location, update: Any, action: _Action) -> None:
    node = _at(document, location)
    update = clone(update)
    if is_list(node):
        node += update if is_list(update) else [update]
    elif is_mapping(node) and is_mapping(update):
        _merge(node, update, action.fields.get("x-expect"), action)
    elif is_mapping(node) or isinstance(update, (dict, list)):
        raise action.refuse(
            "updates a mapping with something else, or the reverse",
            "remove the old value in one action and add the new one in the next",
        )
    else:
        *path, last = location
        _at(document, path)[last] = update


def _merge(node: Document, update: Document, expected: Any, action: _Action) -> None:
    for key, value in update.items():
        if key not in node:
            node[key] = value
            continue
        there = node[key]
        known = is_mapping(expected) and key in expected
        if is_mapping(there) and is_mapping(value):
            _merge(there, value, expected[key] if known else None, action)
        elif not known and "x-expect" in action.fields:
            raise action.refuse(f"replaces {key!r} without expecting {_short(there)}", _LOOK_AGAIN)
        elif is_list(there) and is_list(value):
            node[key] = [*there, *value]
        elif isinstance(there, (dict, list)) or isinstance(value, (dict, list)):
            raise action.refuse(
                f"merges values of different kinds at {key!r}",
                "remove the old value in one action and add the new one in the next",
            )
        else:
            node[key] = value


def _at(document: Any, location: Iterable[int | str]) -> Any:
    for part in location:
        document = document[part]
    return document

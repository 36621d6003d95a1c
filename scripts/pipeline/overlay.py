"""Apply an OpenAPI Overlay (https://spec.openapis.org/overlay/v1.1.0.html), strictly.

Two things differ from the specification, on purpose. An action whose target matches nothing is an
error, and each action carries `x-source` (where the correction comes from) and `x-expect` (what the
target holds now): a correction that upstream has made itself, or moved, must not go unnoticed.
"""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import jsonpath_rfc9535 as jsonpath

from pipeline.errors import PipelineError, one_line

_ROOT_KEYS = {"overlay", "info", "actions"}
_MODIFIERS = ("update", "remove", "copy")
_ACTION_KEYS = {"target", "description", "x-source", "x-expect", *_MODIFIERS}
_LONGEST_VALUE = 120  # of two in a message, in characters
_LOOK_AGAIN = "upstream has changed: look at the page, then change or remove this action"

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class _Action:
    """One action of an overlay, and how messages call it."""

    source: str
    number: int
    fields: Mapping[str, Any]

    def refuse(self, message: str, fix: str) -> PipelineError:
        return PipelineError(
            f"action {self.number} ({self.fields.get('target')}) {message}",
            file=self.source,
            fix=fix,
        )

    def select(self, document: Any, query: str) -> list[tuple[Location, Any]]:
        try:
            nodes = jsonpath.find(query, document)
        except jsonpath.JSONPathError as error:
            raise self.refuse(
                f"has a JSONPath that cannot be read: {error}", "write it as in RFC 9535"
            ) from error
        return [(node.location, node.value) for node in nodes]


def apply(document: dict[str, Any], overlay: Any, source: str) -> dict[str, Any]:
    """Apply the actions of an overlay, in order.

    Args:
        document: The document to correct; left as it is.
        overlay: The parsed overlay.
        source: The overlay's file, for messages.

    Returns:
        The corrected document.

    Raises:
        PipelineError: The overlay is malformed, an action matches nothing, what it expects is not
            there, or it would replace something that it does not say it expects.
    """
    result = copy.deepcopy(document)
    for action in _actions(overlay, source):
        found = action.select(result, action.fields["target"])
        if not found:
            raise action.refuse("matches nothing", _LOOK_AGAIN)
        expected = action.fields["x-expect"]
        for _, value in found:
            if not _holds(value, expected):
                raise action.refuse(
                    f"expects {_short(expected)} but found {_short(value)}", _LOOK_AGAIN
                )
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


def _actions(overlay: Any, source: str) -> Iterable[_Action]:
    root = _mapping(overlay)
    actions: Any = root.get("actions")
    unknown = [key for key in root if key not in _ROOT_KEYS]
    if (
        unknown
        or root.get("overlay") != "1.1.0"
        or "info" not in root
        or not isinstance(actions, list)
    ):
        raise PipelineError(
            f"has the unknown key {unknown[0]!r}" if unknown else "is not an OpenAPI Overlay 1.1.0",
            file=source,
            fix="an overlay has `overlay: 1.1.0`, `info` and a list `actions`, and nothing else",
        )
    for number, fields in enumerate(cast("Any", actions), 1):
        action = _Action(source, number, _mapping(fields))
        _check(action)
        yield action


def _short(value: Any) -> str:
    return one_line(repr(value), _LONGEST_VALUE)


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _check(action: _Action) -> None:
    fields = action.fields
    if unknown := [key for key in fields if key not in _ACTION_KEYS]:
        raise action.refuse(f"has the unknown key {unknown[0]!r}", "correct or remove it")
    for key in ("target", "description", "x-source"):
        if not isinstance(fields.get(key), str) or not fields[key].strip():
            raise action.refuse(f"has no text for {key!r}", f"add {key!r}")
    if "x-expect" not in fields:
        raise action.refuse("has no 'x-expect'", "say what the target holds now")
    if sum(key in fields for key in _MODIFIERS) != 1 or fields.get("remove", True) is not True:
        raise action.refuse(
            "is not clear", "give exactly one of `update`, `copy` and `remove: true`"
        )


def _update(action: _Action, document: Any) -> Any:
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
    if isinstance(expected, dict):
        return isinstance(value, dict) and all(
            key in value and _holds(value[key], item) for key, item in _mapping(expected).items()
        )
    return _same(value, expected)


def _same(left: Any, right: Any) -> bool:
    """Compare JSON values: `true` is not `1`."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, dict) and isinstance(right, dict):
        one, other = _mapping(left), _mapping(right)
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(left, list) and isinstance(right, list):
        items: list[Any] = cast("Any", left)
        others: list[Any] = cast("Any", right)
        return len(items) == len(others) and all(map(_same, items, others))
    return bool(left == right)


def _remove(document: Any, location: Location, action: _Action) -> None:
    if not location:
        raise action.refuse("removes the whole document", "remove parts of it")
    *path, last = location
    del _at(document, path)[last]


def _write(document: Any, location: Location, update: Any, action: _Action) -> None:
    node = _at(document, location)
    update = copy.deepcopy(update)
    if isinstance(node, list):
        items: list[Any] = cast("Any", node)
        items += update if isinstance(update, list) else [update]
    elif isinstance(node, dict) and isinstance(update, dict):
        _merge(_mapping(node), _mapping(update), action.fields["x-expect"], action)
    elif isinstance(node, dict) or isinstance(update, (dict, list)):
        raise action.refuse(
            "updates a mapping with something else, or the reverse",
            "remove the old value in one action and add the new one in the next",
        )
    else:
        *path, last = location
        _at(document, path)[last] = update


def _merge(node: dict[str, Any], update: dict[str, Any], expected: Any, action: _Action) -> None:
    for key, value in update.items():
        if key not in node:
            node[key] = value
            continue
        there = node[key]
        known = isinstance(expected, dict) and key in expected
        if isinstance(there, dict) and isinstance(value, dict):
            _merge(_mapping(there), _mapping(value), expected[key] if known else None, action)
        elif not known:
            raise action.refuse(f"replaces {key!r} without expecting {_short(there)}", _LOOK_AGAIN)
        elif isinstance(there, list) and isinstance(value, list):
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

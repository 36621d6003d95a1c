"""YAML 1.2 as far as a request body needs it: plain values, without anchors and tags.

ruamel.yaml parses. The values are made here from its events by the core schema
(https://yaml.org/spec/1.2.2/#103-core-schema), because every loader reads some plain text as
something else: ``NO``, ``off``, ``1_000`` and ``2024-01-01`` stay text here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,400}")
_OTHER_BASE = re.compile(r"0o[0-7]{1,400}|0x[0-9a-fA-F]{1,400}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DEEPEST = 100


class NotYAMLError(ValueError):
    """The text is no YAML 1.2, or uses what a body has no need of."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line
        """Counted from 1."""


def load(text: str) -> Any:
    """Return the one document as plain Python values.

    Args:
        text: The document.

    Returns:
        dict, list, str, int, float, bool or None; None where there is no document.

    Raises:
        NotYAMLError: It is no YAML 1.2; or it has an anchor, a tag, a second document, a name
            twice, a name that is no text, a number that JSON has not, or too many levels.
    """
    parser: Any = YAML(typ="safe", pure=True)
    try:
        return _document(parser.parse(text))
    except NotYAMLError:
        raise
    except (YAMLError, ValueError) as error:
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        position: Any = getattr(error, "position", 0)
        line = mark.line if mark else text.count("\n", 0, position)
        # The whole error would quote the text, which may hold a secret.
        words = getattr(error, "problem", None) or getattr(error, "reason", None)
        problem = NotYAMLError(str(words or "this is no YAML 1.2"), line + 1)
    raise problem


def _document(events: Iterator[Any]) -> Any:
    found: list[Any] = []
    for event in events:
        if _kind(event) == "DocumentStart":
            if event.version not in {None, (1, 2)}:
                _refuse(event, "only YAML 1.2 is read")
            if found:
                _refuse(event, "there is a second document")
            found.append(_node(events, next(events), 0))
    return found[0] if found else None


def _kind(event: Any) -> str:
    return type(event).__name__.removesuffix("Event")


def _refuse(event: Any, what: str) -> NoReturn:
    raise NotYAMLError(what, event.start_mark.line + 1)


def _node(events: Iterator[Any], event: Any, depth: int) -> Any:
    kind = _kind(event)
    if kind == "Alias" or event.anchor or event.tag:
        _refuse(event, "anchors, aliases and tags are not read here; write the value itself")
    if depth > _DEEPEST:
        _refuse(event, f"there are more than {_DEEPEST} levels")
    if kind == "Scalar":
        return event.value if event.style else _scalar(event)
    if kind == "SequenceStart":
        return [_node(events, item, depth + 1) for item in _until(events, "SequenceEnd")]
    found: dict[str, Any] = {}
    for name in _until(events, "MappingEnd"):
        key = _node(events, name, depth + 1)
        if not isinstance(key, str) or (key == "<<" and not name.style):
            _refuse(name, "a name must be text; write it in quotes")
        if key in found:
            _refuse(name, "a name stands twice in one object")
        found[key] = _node(events, next(events), depth + 1)
    return found


def _until(events: Iterator[Any], end: str) -> Iterator[Any]:
    while _kind(event := next(events)) != end:
        yield event


def _scalar(event: Any) -> Any:
    text: str = event.value
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _NOT_FINITE.fullmatch(text):
        _refuse(event, "JSON has no such number; in quotes it is text")
    if not _FLOAT.fullmatch(text):
        return text
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        _refuse(event, "the number is too large; in quotes it is text")
    return number

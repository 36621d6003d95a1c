"""What a change of one keyword of a schema is: does it take less, more, or something else?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pipeline import changes_kinds as kinds
from pipeline.changes import NOTHING
from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.references import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.changes_kinds import Kind
    from pipeline.jsontypes import Document

_UPPER = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}
_LOWER = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
_COUNTS = ("minLength", "minItems", "minProperties")
# How much a number of a format holds; without a format it holds what JSON readers hold.
_NUMBERS = {"int32": 1, "float": 1, "int64": 2, "double": 2, None: 2}
_SPEAKING = {"format", "pattern", "default", "deprecated", "readOnly", "writeOnly"}
_HINTS = {"password", None}
_TYPES = {'"': "string", "[": "array", "{": "object", "t": "boolean", "f": "boolean"}


def types_of(schema: Document) -> frozenset[str] | None:
    """Return the types a schema in normal form takes, said or implied; None for any."""
    stated = schema.get("type")
    if stated:
        return frozenset(stated if is_list(stated) else [stated])
    if "enum" in schema:
        return frozenset(_type_of(text) for text in schema["enum"] if text != "null") or None
    implied = {"properties": "object", "items": "array"}
    return next((frozenset([implied[key]]) for key in implied if key in schema), None)


def takes_null(schema: Document) -> bool:
    """Tell whether a schema in normal form takes null."""
    listed = "type" not in schema and "null" in as_list(schema.get("enum"))
    return listed or bool(schema.get("nullable"))


def _type_of(text: str) -> str:
    """Return the type of a value that is given as JSON."""
    return _TYPES.get(text[0]) or ("integer" if text.lstrip("-").isdigit() else "number")


def change_of_types(old: frozenset[str] | None, new: frozenset[str] | None) -> Kind | None:
    """Return what a change of the types taken is, if it is one."""
    narrows = new is not None and (old is None or not _covers(new, old))
    widens = old is not None and (new is None or not _covers(old, new))
    if narrows and widens:
        return kinds.TYPE_REPLACED
    if narrows or widens:
        return kinds.TYPE_NARROWED if narrows else kinds.TYPE_WIDENED
    return None


def _covers(types: frozenset[str], others: frozenset[str]) -> bool:
    held = types | {"integer"} if "number" in types else types
    return others <= held


def changes_of(key: str, old: Any, new: Any) -> Iterator[tuple[Kind, str, str]]:
    """Yield what a change of one keyword is, with what both sides say.

    Args:
        key: The keyword.
        old: Its value in the old schema in normal form; None where it is not there.
        new: Its value in the new one.
    """
    if key == "enum":
        yield from _enum(old, new)
    elif canonical(old) != canonical(new):
        label = "" if key in _SPEAKING else f"{key} "
        one, other = (NOTHING if value is None else label + _plain(value) for value in (old, new))
        yield _kind(key, old, new), one, other


def _kind(key: str, old: Any, new: Any) -> Kind:
    kind = kinds.UNJUDGED
    match key:
        case _ if key in _UPPER | _LOWER:
            kind = _limit(key, old, new)
        case "format":
            kind = _format(old, new)
        case "multipleOf":
            kind = _multiple(old, new)
        case "uniqueItems":
            kind = kinds.LIMIT_TIGHTENED if new else kinds.LIMIT_LOOSENED
        case "pattern":
            kind = kinds.PATTERN_REPLACED if old else kinds.PATTERN_ADDED
            kind = kind if new else kinds.PATTERN_REMOVED
        case "default":
            kind = kinds.DEFAULT
        case "deprecated":
            kind = kinds.DEPRECATED if new else kinds.REVIVED
        case "readOnly" | "writeOnly":
            kind = kinds.MARKED
        case "discriminator" if None in (old, new) or _told_by(old) == _told_by(new):
            kind = kinds.SAME
        case _:
            pass
    return kind


def _told_by(discriminator: Any) -> tuple[Any, list[str]]:
    """Return what tells alternatives apart; components are only names, and do not count."""
    stated = as_mapping(discriminator)
    return stated.get("propertyName"), sorted(as_mapping(stated.get("mapping")))


def _enum(old: Any, new: Any) -> Iterator[tuple[Kind, str, str]]:
    # Whether null is taken is a matter of its own.
    mine, theirs = ([one for one in as_list(values) if one != "null"] for values in (old, new))
    if old is None and new is not None:
        yield kinds.ENUM_CLOSED, "any value", ", ".join(theirs)
    elif new is None and old is not None:
        yield kinds.ENUM_OPENED, ", ".join(mine), "any value"
    else:
        gone = [one for one in mine if one not in theirs]
        come = [one for one in theirs if one not in mine]
        if come and gone == mine:
            yield kinds.VALUES_REPLACED, ", ".join(gone), ", ".join(come)
            return
        if gone:
            yield kinds.VALUE_REMOVED, ", ".join(gone), NOTHING
        if come:
            yield kinds.VALUE_ADDED, NOTHING, ", ".join(come)


def _format(old: Any, new: Any) -> Kind:
    if {old, new} <= _HINTS:
        return kinds.FORMAT_SAID
    if {old, new} <= _NUMBERS.keys():
        growth = _NUMBERS[new] - _NUMBERS[old]
        if growth == 0:
            return kinds.FORMAT_SAID
        return kinds.NUMBERS_WIDENED if growth > 0 else kinds.FORMAT_NARROWED
    if None in (old, new):
        return kinds.FORMAT_NARROWED if old is None else kinds.FORMAT_WIDENED
    return kinds.FORMAT_REPLACED


def _limit(key: str, old: Any, new: Any) -> Kind:
    least = 0 if key in _COUNTS else None
    old, new = (least if value is None else value for value in (old, new))
    if old == new:
        return kinds.SAME
    if None in (old, new):
        return kinds.LIMIT_TIGHTENED if old is None else kinds.LIMIT_LOOSENED
    return kinds.LIMIT_TIGHTENED if (new < old) == (key in _UPPER) else kinds.LIMIT_LOOSENED


def _multiple(old: Any, new: Any) -> Kind:
    if None in (old, new):
        return kinds.LIMIT_TIGHTENED if old is None else kinds.LIMIT_LOOSENED
    ratio = Fraction(str(new)) / Fraction(str(old))
    if ratio.denominator == 1:
        return kinds.LIMIT_TIGHTENED
    return kinds.LIMIT_LOOSENED if ratio.numerator == 1 else kinds.LIMIT_REPLACED


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else canonical(value)


def component(node: Any) -> str:
    """Return the name of the component that a schema refers to, or an empty text."""
    reference = node.get("$ref") if is_mapping(node) else None
    return reference.removeprefix(SCHEMAS) if isinstance(reference, str) else ""


def said(node: Any) -> str:
    """Return a few words for a schema: a component's name, its values, or its types."""
    if not is_mapping(node):
        return "nothing fits" if node is False else "anything"
    if component(node):
        return component(node)
    values = [node["const"]] if "const" in node else as_list(node.get("enum"))
    if values:
        return ", ".join(_plain(value) for value in values)
    for keyword, words in (("anyOf", "any of"), ("oneOf", "one of"), ("allOf", "all of")):
        if keyword in node:
            return f"{words} {', '.join(map(said, as_list(node[keyword])))}"
    stated = types_of(node)
    if stated is None:
        return str(node.get("title") or "anything")
    inside = f" of {said(node['items'])}" if "items" in node else ""
    stated_format = f" ({node['format']})" if "format" in node else ""
    return f"{' or '.join(sorted(stated))}{stated_format}{inside}"


def named(types: frozenset[str] | None) -> str:
    """Return types in words; None is any type."""
    return "anything" if types is None else " or ".join(sorted(types))

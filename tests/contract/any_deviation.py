"""Every way in which one value of a body can deviate from its schema, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from .any_body import NUMBERS, TIMES, named, resolved, variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .any_body import JSONObject


class Deviation(NamedTuple):
    """One body, and in what it deviates, or nearly does."""

    kind: str
    body: Any


_NO_TIMES = (
    "yesterday", "", "2026-01-02", "2026-01-02T24:00:00Z", "2026-01-02T03:04:61Z",
    "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
)  # fmt: skip
_ODD_TIMES = {
    "time without a zone": "2026-01-02T03:04:05",
    "time with a space in it": "2026-01-02 03:04:05Z",
    "time whose zone has no colon": "2026-01-02T03:04:05+0100",
    "leap second": "2016-12-31T23:59:60Z",
}
_LARGEST = 10**400  # more digits than a double has, and fewer than Python refuses to read
_WRONG: dict[str, tuple[Any, ...]] = {
    "text": (5, True, ["x"], {"x": 1}),
    "whole number": ("3", "x", True, [3], {}),
    "number": ("3.5", "x", True, [3.5], {}),
    "boolean": (0, 1, "true", [True], {}),
    "list": ({}, {"x": 1}, "x", 5, True),
    "object": ("x", 5, True, [1]),
    "time": (1767323045, True, [], {}),
    "word of an enumeration": (5, True, [], {}),
    "fixed word": (5, True, [], {}),
}
"""By what is due: values of another type."""
_ODD: dict[str, tuple[tuple[str, Any], ...]] = {
    "whole number": (
        ("fraction for a whole number", 1.5),
        ("whole number with a point", 3.0),
        *(("large whole number", number) for number in (*NUMBERS, _LARGEST)),
    ),
    "number": (("large number", _LARGEST), ("large number", 1e308)),
    "object": (("empty list for an object", []),),
    "time": (*(("text that is no time", text) for text in _NO_TIMES), *_ODD_TIMES.items()),
    "word of an enumeration": (("unknown word of an enumeration", "x-unknown"),),
    "fixed word": (("another word than the fixed one", "x-other"),),
}
"""By what is due: values of the right type that are odd, each with its kind."""

_KINDS = {"string": "text", "integer": "whole number", "array": "list"}


def deviations(provider: str, name: str) -> Iterator[Deviation]:
    """Yield a body of a named schema for each place in it and each deviation there.

    All but the place that deviates is as small as the schema lets it be. That each is really
    refused by somebody is not said: a number is no deviation where a union takes it, too.
    """
    yield from _of(provider, named(provider, name), "")


def smallest(provider: str, schema: JSONObject) -> Any:
    """Return a small value of a schema: what is required, and of a union the first."""
    schema = resolved(provider, schema)
    if branches := variants(schema):
        return smallest(provider, branches[0])
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            required = schema.get("required", ())
            return {name: smallest(provider, properties[name]) for name in required}
        case "string":
            return TIMES[0] if schema.get("format") == "date-time" else "x"
        case known:
            simple: JSONObject = {"integer": 3, "number": 1.5, "boolean": True, "array": []}
            return simple.get(str(known))


def _of(provider: str, schema: JSONObject, where: str) -> Iterator[Deviation]:
    schema = resolved(provider, schema)
    if branches := variants(schema):
        for branch in branches:
            yield from _of(provider, branch, " in a union")
        return
    due = _due(schema)
    for value in _WRONG.get(due, ()):
        yield Deviation(f"another type than {due}{where}", value)
    for kind, value in _ODD.get(due, ()):
        yield Deviation(f"{kind}{where}", value)
    if due == "list":
        for kind, value in _of(provider, schema["items"], where):
            yield Deviation(kind, [value])
        yield Deviation(f"null in a list{where}", [None])
    if due == "object":
        yield from _of_object(provider, schema, where)


def _due(schema: JSONObject) -> str:
    if "const" in schema:
        return "fixed word"
    if "enum" in schema:
        return "word of an enumeration"
    if schema.get("format") == "date-time":
        return "time"
    kind = str(schema.get("type"))
    return _KINDS.get(kind, kind)


def _of_object(provider: str, schema: JSONObject, where: str) -> Iterator[Deviation]:
    good = smallest(provider, schema)
    required = schema.get("required", ())
    for name in required:
        left = {key: value for key, value in good.items() if key != name}
        yield Deviation(f"required property left out{where}", left)
    further: Any = schema.get("additionalProperties")
    if isinstance(further, dict):
        for kind, value in _of(provider, cast("JSONObject", further), where):
            yield Deviation(kind, {**good, "x": value})
    else:
        yield Deviation(f"property that is not documented{where}", {**good, "x-unknown": 1})
    for name, inner in schema.get("properties", {}).items():
        for kind, value in _of(provider, inner, where):
            yield Deviation(kind, {**good, name: value})
        needed = "a required" if name in required else "an optional"
        yield Deviation(f"null for {needed} property{where}", {**good, name: None})

"""Bodies made from what a document says: any that conforms to it, as Hypothesis strategies."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from hypothesis import strategies as st

from . import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

JSONObject = dict[str, Any]
JSON = "application/json"

# A generator reaches these by luck only. All are date-times by RFC 3339 and by both checkers of
# formats; what only one of them takes is among the deviations.
TIMES = (
    "2026-01-02T03:04:05Z",
    "2024-02-29T23:59:59.999999999Z",
    "2026-01-02T03:04:05.1+05:45",
    "0001-01-01T00:00:00-23:59",
    "9999-12-31T23:59:59.123456+00:00",
    "2026-01-02t03:04:05z",
)
NUMBERS = (0, -1, 2**31, 2**63, 2**64 + 1, 10**30, -(10**18))
TEXTS = ("", "Ünïcödé ✓ 𐍈", "a\u0000b\u2028", "null", "2026-01-02", "-0", "\ufeff")

_LIMITS = {"int32": 2**31, "int64": 2**63}

_texts = st.sampled_from(TEXTS) | st.text(max_size=6)
_integers = st.sampled_from(NUMBERS) | st.integers()
_with_a_point = st.integers(-(2**53), 2**53).map(float)
_numbers = _integers | st.floats(allow_nan=False, allow_infinity=False)
_scalars = st.none() | st.booleans() | _numbers | _texts
anything: SearchStrategy[Any] = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_texts, inner, max_size=2),
    max_leaves=4,
)
"""Any JSON, small."""


@dataclass(frozen=True)
class Answer:
    """A JSON body that a document declares: of which operation, with which status."""

    provider: str
    operation: str
    """The operationId."""
    status: int
    schema: str
    """The name of its schema in the document."""

    def __str__(self) -> str:
        return f"{self.provider}-{self.operation}-{self.status}"


@functools.cache
def answers() -> tuple[Answer, ...]:
    """Return every documented answer that has a body of JSON."""
    return tuple(_answers())


def _answers() -> Iterator[Answer]:
    for provider in documents.PROVIDERS:
        for id, operation in documents.read(provider).operations.items():
            for status, response in operation.definition["responses"].items():
                content = resolved(provider, response).get("content", {})
                if JSON in content:
                    # All of them have a name; a body of its own would have no contract.
                    name = content[JSON]["schema"]["$ref"].rpartition("/")[2]
                    yield Answer(provider, id, int(status), name)


def resolved(provider: str, part: JSONObject) -> JSONObject:
    """Follow the references of a part of a document; what stands beside them only explains."""
    while "$ref" in part:
        part = documents.read(provider).at(part["$ref"].removeprefix("#"))
    return part


def named(provider: str, name: str) -> JSONObject:
    """Return a schema of a document by its name."""
    found: JSONObject = documents.read(provider).content["components"]["schemas"][name]
    return found


@functools.cache
def conforming(provider: str, name: str, *, more: bool = False) -> SearchStrategy[Any]:
    """Make any value of a named schema.

    Args:
        provider: Whose document.
        name: The schema's name.
        more: Whether also what JSON Schema takes and a contract does not: properties that the
            document does not name, and whole numbers with a point.
    """
    return _of(provider, named(provider, name), more)


def of_schema(provider: str, schema: JSONObject) -> SearchStrategy[Any]:
    """Make any value of a schema."""
    return _of(provider, schema, False)


def _of(provider: str, schema: JSONObject, more: bool) -> SearchStrategy[Any]:
    schema = resolved(provider, schema)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if branches := variants(schema):
        return st.one_of([_of(provider, branch, more) for branch in branches])
    match schema.get("type"):
        case "object":
            return _object(provider, schema, more)
        case "array":
            return st.lists(_of(provider, schema["items"], more), max_size=2)
        case "string" if schema.get("format") == "date-time":
            return st.sampled_from(TIMES)
        case "string":
            return _texts if "maxLength" not in schema else st.text(max_size=schema["maxLength"])
        case "integer" if schema.get("format") in _LIMITS:
            most = _LIMITS[schema["format"]]
            return st.integers(-most, most - 1)
        case "number" if schema.get("format") == "float":
            return st.floats(allow_nan=False, allow_infinity=False, width=32)
        case known:
            whole = _integers | _with_a_point if more else _integers
            simple: JSONObject = {"integer": whole, "number": _numbers, "boolean": st.booleans()}
            found: SearchStrategy[Any] = {**simple, "null": st.none()}.get(str(known), anything)
            return found


def variants(schema: JSONObject) -> list[JSONObject]:
    """Return the schemas of which a value has one: of a union, or one for each type."""
    kinds: Any = schema.get("type")
    if isinstance(kinds, list):
        return [{**schema, "type": kind} for kind in cast("list[str]", kinds)]
    found: list[JSONObject] = schema.get("oneOf") or schema.get("anyOf") or []
    return found


def _object(provider: str, schema: JSONObject, more: bool) -> SearchStrategy[Any]:
    properties: dict[str, JSONObject] = schema.get("properties", {})
    made = {name: _of(provider, inner, more) for name, inner in properties.items()}
    required = {name: made.pop(name) for name in schema.get("required", ())}
    values = anything
    further: Any = schema.get("additionalProperties", more)
    if isinstance(further, dict):
        values = _of(provider, cast("JSONObject", further), more)
    known = st.fixed_dictionaries(required, optional=made)
    if further is False:
        return known
    return st.builds(_together, _others(properties, values), known)


def _together(others: JSONObject, body: JSONObject) -> JSONObject:
    return {**others, **body}


def _others(known: JSONObject, values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    names = _texts.filter(lambda name: name not in known)
    return st.dictionaries(names, values, max_size=2)

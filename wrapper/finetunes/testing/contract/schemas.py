"""What JSON Schema says of a value: errors in words without the value, and unknown fields."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from .exchange import is_secret
from .findings import HIDDEN, listed, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .document import Document

Direction = Literal["request", "response"]

# OpenAPI 3.0, Schema Object: a required property of this kind is required the other way only.
_ABSENT = {"request": "readOnly", "response": "writeOnly"}
_NAMES: dict[type, str] = {
    bool: "a boolean",
    int: "a whole number",
    float: "a number",
    str: "a text",
} | {type(None): "null", list: "a list", dict: "an object"}
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Problem(NamedTuple):
    """One way in which a value breaks its schema."""

    path: str
    """The place in the value, as a JSON path (RFC 9535)."""
    found: str
    documented: str


def is_valid(document: Document, pointer: str, value: object, direction: Direction) -> bool:
    """Say whether a value keeps to a schema."""
    return bool(_validator(document, pointer, direction).is_valid(value))


def problems(
    document: Document, pointer: str, value: object, direction: Direction
) -> list[Problem]:
    """Return in what a value breaks its schema, without repeating what may be a secret."""
    from jsonschema import exceptions

    nearest_of: Any = cast("Any", exceptions).best_match  # whose types are not all known

    found: dict[Problem, None] = {}
    for error in _validator(document, pointer, direction).iter_errors(value):
        # Of a union, the branch that the value comes nearest to.
        nearest = nearest_of([error]) or error
        place = [*nearest.absolute_path]
        found[Problem(json_path(place), *_words(nearest, place))] = None
    return list(found)


def undocumented(
    document: Document, pointer: str, value: object, direction: Direction
) -> list[str]:
    """Return the JSON paths of the fields that no schema which applies speaks of.

    An object without any documented field may hold anything.
    """
    return [json_path(place) for place in _Fields(document, direction).walk([pointer], value, ())]


def applicable(
    document: Document, pointer: str, value: object, direction: Direction
) -> Iterator[tuple[str, Any]]:
    """Yield the schemas that say something of a value, and their pointers.

    Of a union these are the branches that it fits, or all of them where it fits none.
    """
    schema = document.at(pointer)
    if isinstance(schema, bool):
        return
    yield pointer, schema
    if "$ref" in schema:
        yield from applicable(document, schema["$ref"].removeprefix("#"), value, direction)
    parts = [f"{pointer}/allOf/{number}" for number in range(len(schema.get("allOf", ())))]
    parts += [f"{pointer}/{keyword}" for keyword in ("then", "else") if keyword in schema]
    for keyword in ("anyOf", "oneOf"):
        branches = [f"{pointer}/{keyword}/{n}" for n in range(len(schema.get(keyword, ())))]
        fitting = [one for one in branches if is_valid(document, one, value, direction)]
        parts += fitting or branches
    for part in parts:
        yield from applicable(document, part, value, direction)


def fields(pointer: str, schema: Any, name: str) -> tuple[bool, list[str]]:
    """Say whether a schema speaks of a field, and return the pointers of what it says."""
    from .document import escape

    found: list[str] = []
    if name in schema.get("properties", {}):
        found.append(f"{pointer}/properties/{escape(name)}")
    found += [
        f"{pointer}/patternProperties/{escape(pattern)}"
        for pattern in schema.get("patternProperties", {})
        if re.search(pattern, name)
    ]
    if found:
        return True, found
    others = [key for key in ("additionalProperties", "unevaluatedProperties") if key in schema]
    return bool(others), [f"{pointer}/{key}" for key in others if isinstance(schema[key], dict)]


class _Fields:
    """Walks through a value and all schemas that apply to it, side by side."""

    def __init__(self, document: Document, direction: Direction) -> None:
        self._document = document
        self._direction: Direction = direction

    def walk(
        self, pointers: Sequence[str], value: object, place: tuple[str | int, ...]
    ) -> Iterator[tuple[str | int, ...]]:
        """Yield the places of the fields that nothing speaks of."""
        found = [
            one
            for pointer in pointers
            for one in applicable(self._document, pointer, value, self._direction)
        ]
        if isinstance(value, dict):
            yield from self._object(found, cast("dict[str, object]", value), place)
        elif isinstance(value, list):
            for number, item in enumerate(cast("list[object]", value)):
                inner = [part for one in found for part in _items(*one, number)]
                yield from self.walk(inner, item, (*place, number))

    def _object(
        self, found: list[tuple[str, Any]], value: dict[str, object], place: tuple[str | int, ...]
    ) -> Iterator[tuple[str | int, ...]]:
        if not any("properties" in schema for _, schema in found):
            # Free: but what a schema for all other fields says holds for each.
            found = [one for one in found if "additionalProperties" in one[1]]
        speaks = bool(found)
        for name, item in value.items():
            said = [fields(*one, name) for one in found]
            if speaks and not any(known for known, _ in said):
                yield (*place, name)
            else:
                inner = [pointer for _, pointers in said for pointer in pointers]
                yield from self.walk(inner, item, (*place, name))


def json_path(place: Iterable[str | int]) -> str:
    """Return a place in a value as text; names that came from elsewhere are escaped."""
    text = "$"
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{show(part)}" if _PLAIN_NAME.fullmatch(part) else f"['{show(part)}']"
    return text


def kind_of(value: object) -> str:
    """Name the type of a JSON value."""
    return _NAMES[type(value)]


def in_short(schema: Any) -> str:
    """Return what a schema wants of a plain value, in few words."""
    if "enum" in schema:
        return f"one of {listed(schema['enum'])}"
    if "const" in schema:
        return show(str(schema["const"]))
    types = schema.get("type", "another value")
    return " or ".join([types] if isinstance(types, str) else types)


def _items(pointer: str, schema: Any, number: int) -> list[str]:
    if number < len(schema.get("prefixItems", ())):
        return [f"{pointer}/prefixItems/{number}"]
    return [f"{pointer}/items"] if isinstance(schema.get("items"), dict) else []


def _words(error: Any, place: Sequence[str | int]) -> tuple[str, str]:
    """Return what was found and what is documented, for one error of jsonschema."""
    keyword, wanted, value, schema = (
        error.validator,
        error.validator_value,
        error.instance,
        error.schema,
    )
    if keyword == "required":
        missing = [name for name in wanted if name not in value]
        return f"no {listed(missing)}", f"that {'they are' if missing[1:] else 'it is'} required"
    if keyword in {"type", "enum", "const"}:
        found = kind_of(value) if keyword == "type" else _shown(value, schema, place)
        return found, in_short({keyword: wanted})
    if keyword == "format":
        return _shown(value, schema, place), f"the format {wanted}"
    if keyword == "additionalProperties" and wanted is False:
        named = {key: part for key, part in schema.items() if key != keyword}
        others = [name for name in value if not fields("", named, name)[0]]
        return f"the fields {listed(others)}", f"only {listed(schema.get('properties', ()))}"
    if keyword in {"minLength", "maxLength"}:
        return f"a text of {len(value)} characters", f"{keyword} {wanted}"
    found = _shown(value, schema, place)
    rule = json.dumps(wanted) if isinstance(wanted, str | int | float) else "of several schemas"
    return found, show(f"{keyword} {rule}")


def _shown(value: object, schema: Any, place: Sequence[str | int]) -> str:
    """Return a value in words: a plain one as it is, but none that may be a secret."""
    secret = schema.get("format") == "password" or any(is_secret(str(part)) for part in place)
    if isinstance(value, str):
        return HIDDEN if secret else f"'{show(value)}'"
    plain = value is None or isinstance(value, bool | int | float)
    return show(json.dumps(value)) if plain and not secret else kind_of(value)


@functools.lru_cache(maxsize=2048)
def _validator(document: Document, pointer: str, direction: Direction) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(
        {"$ref": f"document:#{pointer}"},
        registry=_registry(document, direction),
        format_checker=_formats(),
    )


@functools.cache
def _formats() -> Any:
    """Return the formats of jsonschema and the two of OpenAPI that limit whole numbers."""
    from jsonschema import FormatChecker

    checker: Any = FormatChecker()
    for name, bits in (("int32", 31), ("int64", 63)):
        checker.checks(name)(functools.partial(_has_bits, 2**bits))
    return checker


def _has_bits(limit: int, value: object) -> bool:
    return not isinstance(value, int | float) or -limit <= value < limit


@functools.lru_cache(maxsize=256)
def _registry(document: Document, direction: Direction) -> Any:
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    content = json.loads(json.dumps(document.content))
    _require_no(content, _ABSENT[direction])
    empty: Registry[Any] = Registry()
    return empty.with_resource("document:", DRAFT202012.create_resource(content))


def _require_no(node: object, keyword: str) -> None:
    """Take what is only read, or only written, from what the schemas of a copy require."""
    if isinstance(node, dict):
        mapping = cast("dict[str, Any]", node)
        properties, required = mapping.get("properties"), mapping.get("required")
        if isinstance(properties, dict) and isinstance(required, list):
            mapping["required"] = [
                name
                for name in cast("list[str]", required)
                if not _says(cast("dict[str, Any]", properties).get(name), keyword)
            ]
        for value in mapping.values():
            _require_no(value, keyword)
    elif isinstance(node, list):
        for value in cast("list[object]", node):
            _require_no(value, keyword)


def _says(schema: Any, keyword: str) -> bool:
    return isinstance(schema, dict) and bool(cast("dict[str, Any]", schema).get(keyword))

"""Pairs of schemas with one difference, and documents that hold them in every place."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.repairs import repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STRING: Any = {"type": "string"}
INTEGER: Any = {"type": "integer"}
THING: Any = {"type": "object", "properties": {"a": STRING}, "required": ["a"]}
CAT: Any = {"type": "object", "properties": {"kind": {"const": "cat"}}, "required": ["kind"]}
DOG: Any = {"type": "object", "properties": {"kind": {"const": "dog"}}, "required": ["kind"]}


def thing(required: Any = (), **properties: Any) -> Any:
    made: Any = {"type": "object", "properties": properties}
    return made | ({"required": list(required)} if required else {})


# Each is also read from right to left.
PAIRS: dict[str, tuple[Any, Any]] = {
    "string > integer": (STRING, INTEGER),
    "number > integer": ({"type": "number"}, INTEGER),
    "string or integer > string": ({"type": ["string", "integer"]}, STRING),
    "anything > string": ({}, STRING),
    "null, too > never null": ({"type": ["string", "null"]}, STRING),
    "two values > one": ({**STRING, "enum": ["a", "b"]}, {**STRING, "enum": ["a"]}),
    "any text > one value": (STRING, {**STRING, "enum": ["a"]}),
    "one constant > another": ({**STRING, "const": "a"}, {**STRING, "const": "b"}),
    "maxLength 5 > 3": ({**STRING, "maxLength": 5}, {**STRING, "maxLength": 3}),
    "any length > maxLength": (STRING, {**STRING, "maxLength": 3}),
    "any length > minLength": (STRING, {**STRING, "minLength": 2}),
    "minLength 1 > 2": ({**STRING, "minLength": 1}, {**STRING, "minLength": 2}),
    "any number > minimum": (INTEGER, {**INTEGER, "minimum": 1}),
    "maximum 9 > 5": ({**INTEGER, "maximum": 9}, {**INTEGER, "maximum": 5}),
    "exclusiveMaximum 9 > 5": (
        {**INTEGER, "exclusiveMaximum": 9}, {**INTEGER, "exclusiveMaximum": 5}),
    "multipleOf 2 > 4": ({**INTEGER, "multipleOf": 2}, {**INTEGER, "multipleOf": 4}),
    "multipleOf 2 > 3": ({**INTEGER, "multipleOf": 2}, {**INTEGER, "multipleOf": 3}),
    "any number > multipleOf": (INTEGER, {**INTEGER, "multipleOf": 2}),
    "maxItems 2 > 1": (
        {"type": "array", "items": STRING, "maxItems": 2},
        {"type": "array", "items": STRING, "maxItems": 1}),
    "any > uniqueItems": (
        {"type": "array", "items": STRING},
        {"type": "array", "items": STRING, "uniqueItems": True}),
    "text > date": (STRING, {**STRING, "format": "date"}),
    "date > date-time": ({**STRING, "format": "date"}, {**STRING, "format": "date-time"}),
    "int64 > int32": ({**INTEGER, "format": "int64"}, {**INTEGER, "format": "int32"}),
    "integer > int64": (INTEGER, {**INTEGER, "format": "int64"}),
    "text > password": (STRING, {**STRING, "format": "password"}),
    "any text > pattern": (STRING, {**STRING, "pattern": "^a"}),
    "pattern > another": ({**STRING, "pattern": "^a"}, {**STRING, "pattern": "^2"}),
    "no default > default": (STRING, {**STRING, "default": "a"}),
    "default > another": ({**STRING, "default": "a"}, {**STRING, "default": "b"}),
    "in use > deprecated": (STRING, {**STRING, "deprecated": True}),
    "optional property > none": (thing(b=STRING), thing()),
    "required property > none": (thing(["b"], b=STRING), thing()),
    "required property with a default > none": (
        thing(["b"], b={**STRING, "default": "a"}), thing()),
    "required > optional": (thing(["b"], b=STRING), thing(b=STRING)),
    "required with a default > optional": (
        thing(["b"], b={**STRING, "default": "a"}), thing(b={**STRING, "default": "a"})),
    "read and written > only read": (thing(b=STRING), thing(b={**STRING, "readOnly": True})),
    "read and written > only written": (thing(b=STRING), thing(b={**STRING, "writeOnly": True})),
    "open > closed": (THING, {**THING, "additionalProperties": False}),
    "property of a closed object > none": (
        {**thing(b=STRING), "additionalProperties": False},
        {"type": "object", "additionalProperties": False}),
    "map of integers > of strings": (
        {"type": "object", "additionalProperties": INTEGER},
        {"type": "object", "additionalProperties": STRING}),
    "list of integers > of strings": (
        {"type": "array", "items": INTEGER}, {"type": "array", "items": STRING}),
    "list of anything > of strings": (
        {"type": "array", "items": {}}, {"type": "array", "items": STRING}),
    "any of two > of one": ({"anyOf": [STRING, INTEGER]}, {"anyOf": [STRING]}),
    "any of three > of two": (
        {"anyOf": [STRING, INTEGER, THING]}, {"anyOf": [STRING, INTEGER]}),
    "any text > one of two alternatives": (
        STRING, {**STRING, "anyOf": [{**STRING, "enum": ["a"]}, {**STRING, "maxLength": 1}]}),
    "any text > alternatives that take any": (
        STRING, {**STRING, "anyOf": [{**STRING, "enum": ["a"]}, STRING]}),
    "one of two objects > of one": ({"oneOf": [CAT, DOG]}, {"oneOf": [CAT]}),
    "one of two objects > two others": (
        {"oneOf": [CAT, DOG]}, {"oneOf": [CAT, {**DOG, "required": ["kind", "name"]}]}),
}  # fmt: skip

PLACES: dict[str, Callable[[Any], Any]] = {
    "a property": lambda schema: thing(p=schema),
    "a required property": lambda schema: thing(["p"], p=schema),
    "an item": lambda schema: thing(p={"type": "array", "items": schema}),
    "inside": lambda schema: thing(["o"], o=thing(p=schema)),
}


def cases() -> Iterator[tuple[str, Any, Any]]:
    """Yield each pair in both directions, with a name."""
    for name, (one, other) in PAIRS.items():
        yield name, one, other
        yield f"{name}, reversed", other, one


def document(paths: Any, **fields: Any) -> Any:
    """Return a whole document, repaired."""
    base = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    return repair({**base, **fields})


def sends(schema: Any, name: str = "x") -> Any:
    """Return a path item with an operation that takes such a body."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    answer = {"200": {"description": "OK"}}
    return {"post": {"operationId": name, "requestBody": body, "responses": answer}}


def reads(schema: Any, name: str = "x") -> Any:
    """Return a path item with an operation that answers so."""
    answer = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    return {"post": {"operationId": name, "responses": {"200": answer}}}


DIRECTIONS: dict[str, Callable[..., Any]] = {"request": sends, "response": reads}


@cache
def every_case() -> tuple[list[str], Any, Any]:
    """Return names of all cases everywhere, and documents with a path for each of them."""
    names: list[str] = []
    both: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for (name, *pair), (place, around), (direction, make) in itertools.product(
        cases(), PLACES.items(), DIRECTIONS.items()
    ):
        key = f"/p{len(names)}"
        names.append(f"{direction}: {name}: {place}")
        for paths, schema in zip(both, pair, strict=True):
            paths[key] = make(around(schema), f"x{len(names)}")
    return names, document(both[0]), document(both[1])

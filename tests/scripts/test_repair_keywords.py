"""Slips in schema keywords, each mended; and the official validator agrees."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_spec_validator import validate as accept
from pipeline.errors import PipelineError
from pipeline.repairs import repair

from .repaired import document, mended_schema

STRING = {"type": "string"}
MENDED: dict[str, tuple[Any, Any]] = {
    "null keywords": ({"type": "string", "format": None, "items": None}, STRING),
    "a null default": ({"default": None}, {"default": None}),
    "a number as text": ({"description": 5, "title": 1.5}, {"description": "5", "title": "1.5"}),
    "a bound as text": ({"minimum": "1", "maximum": "1.5"}, {"minimum": 1, "maximum": 1.5}),
    "a count": ({"maxLength": "5", "minItems": 2.0}, {"maxLength": 5, "minItems": 2}),
    "a count that cannot be": ({"maxLength": -1, "minItems": 1.5}, {}),
    "a bound that is a flag": ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
    "a discriminator's name alone": (
        {"discriminator": "p"}, {"discriminator": {"propertyName": "p"}}),
    "a discriminator without a name": ({"discriminator": {"mapping": {"a": "Holder"}}}, {}),
    "a mapping to nothing": (
        {"discriminator": {"propertyName": "p", "mapping": {"a": "Gone", "b": "Holder"}}},
        {"discriminator": {"propertyName": "p", "mapping": {"b": "Holder"}}}),
    "a mapping to nothing at all": (
        {"discriminator": {"propertyName": "p", "mapping": {"a": "#/components/schemas/Gone"}}},
        {"discriminator": {"propertyName": "p"}}),
    "required as text": ({"required": "a"}, {"required": ["a"]}),
    "required twice": ({"required": ["a", None, "a"]}, {"required": ["a"]}),
    "required of nothing": ({"required": [None]}, {}),
    "an enum as text": ({"enum": "a"}, {"const": "a"}),
    "items of each place": (
        {"items": [STRING, {}]}, {"prefixItems": [STRING, {}]}),
    "items in a list": ({"items": [STRING]}, {"items": STRING}),
    "no items": ({"items": []}, {}),
    "an empty list of properties": (
        {"properties": [], "additionalProperties": []},
        {"properties": {}, "additionalProperties": True}),
    "a null property": ({"properties": {"a": None}}, {"properties": {"a": {}}}),
    "additional as text": (
        {"additionalProperties": "False"}, {"additionalProperties": False}),
    "an identity": ({"$schema": "http://x", "$id": "y", "$anchor": "z", "type": "string"}, STRING),
    "xml": ({"xml": {"name": "a", "x-a": 1}}, {"xml": {"name": "a", "x-a": 1}}),
    "xml of another shape": ({"xml": {"name": 1}}, {}),
    "a type in capitals": ({"type": "Integer"}, {"type": "integer"}),
    "a type of a language": ({"type": "int64"}, {"type": "integer", "format": "int64"}),
    "a type with a format of its own": (
        {"type": "datetime", "format": "x"}, {"type": "string", "format": "x"}),
    "any type": ({"type": "any"}, {}),
    "a list of types": ({"type": ["String", None]}, {"type": ["string", "null"]}),
    "a pattern of JavaScript": ({"pattern": r"\p{L}"}, {"x-pattern": r"\p{L}"}),
    "a pattern": ({"pattern": "^a$", "type": "string", "default": "b"},
                  {"pattern": "^a$", "type": "string"}),
    "a pattern that fits": ({"pattern": "^a$", "default": "a"}, {"pattern": "^a$", "default": "a"}),
    "a default that is no date": (
        {"type": "string", "format": "date-time", "default": "now"},
        {"type": "string", "format": "date-time"}),
    "a default of a pattern that may run long": (
        {"pattern": "^(a*)*$", "default": "a"}, {"pattern": "^(a*)*$", "default": "a"}),
    "a type beside a reference": (
        {"$ref": "#/components/schemas/Holder", "type": "string"},
        {"$ref": "#/components/schemas/Holder"}),
}  # fmt: skip


@pytest.mark.parametrize("name", MENDED)
def test_a_slip_is_mended(name: str) -> None:
    stated, found = MENDED[name]
    assert mended_schema(stated) == found


def test_a_flag_in_quotes_is_a_flag() -> None:
    assert mended_schema({"readOnly": "True", "type": "string"}) == {
        "readOnly": True,
        "type": "string",
    }
    assert mended_schema({"required": "true", "type": "string"}) == STRING


def test_a_bound_that_is_no_number_is_none() -> None:
    assert mended_schema({"minimum": "low", "maximum": "1e999"}) == {}


@pytest.mark.parametrize(
    "stated", [{"type": "magic"}, {"type": 5}, {"minimum": []}, {"title": []}, {"type": [5]}]
)
def test_what_nobody_can_know_is_left_to_the_validator(stated: Any) -> None:
    with pytest.raises(PipelineError):
        mended_schema(stated)


ALL_OF: Any = {"allOf": [{"$ref": "#/components/schemas/Base"}]}
BASE: dict[str, Any] = {
    "type": "object",
    "properties": {"b": {}},
    "anyOf": [{"properties": {"c": {}}}, True],
}


@pytest.mark.parametrize(
    ("required", "found"),
    [
        (["b", "c", "own"], {**ALL_OF, "required": ["b", "c", "own"]}),
        (["b", "x"], {"allOf": [*ALL_OF["allOf"], {"required": ["x"]}], "required": ["b"]}),
        (["x"], {"allOf": [*ALL_OF["allOf"], {"required": ["x"]}]}),
    ],
)
def test_names_that_an_all_of_does_not_declare_are_required_inside_it(
    required: Any, found: Any
) -> None:
    stated: Any = {"properties": {"own": {}}, **ALL_OF, "required": required}
    document_of = document({"D": stated, "Base": BASE})
    made = repair(document_of)
    accept(made)
    assert made["components"]["schemas"]["D"] == {"properties": {"own": {}}, **found}

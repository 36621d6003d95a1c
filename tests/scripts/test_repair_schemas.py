"""Schemas mended_schema, defect by defect."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pipeline.repairs import repair
from pipeline.validate import validate

from .repaired import NULL, document, mended_schema, operation_of

SCHEMAS: list[tuple[Any, Any]] = [
    # OpenAPI 3.0 idioms
    ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
    ({"type": "string", "nullable": False}, {"type": "string"}),
    ({"type": ["string", "null"], "nullable": True}, {"type": ["string", "null"]}),
    ({"nullable": True}, {}),
    (
        {"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": True},
        {"anyOf": [{"type": "string"}, {"type": "integer"}, NULL]},
    ),
    (
        {"oneOf": [{"type": "string"}, NULL], "nullable": True},
        {"oneOf": [{"type": "string"}, NULL]},
    ),
    (
        {"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}], "nullable": True},
        {"anyOf": [{"type": "object", "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, NULL]},
    ),
    ({"type": "string", "example": "x"}, {"type": "string", "examples": ["x"]}),
    (
        {"type": "string", "examples": ["y"], "example": "x"},
        {"type": "string", "examples": ["x", "y"]},
    ),
    ({"type": "string", "examples": ["x"], "example": "x"}, {"type": "string", "examples": ["x"]}),
    (
        {"type": "string", "examples": {"a": {"value": "x"}, "b": "y"}},
        {"type": "string", "examples": ["x", "y"]},
    ),
    (
        {"type": "integer", "minimum": 1, "exclusiveMinimum": True},
        {"type": "integer", "exclusiveMinimum": 1},
    ),
    (
        {"type": "integer", "maximum": 1, "exclusiveMaximum": False},
        {"type": "integer", "maximum": 1},
    ),
    ({"type": "integer", "exclusiveMaximum": True}, {"type": "integer"}),
    ({"type": "integer", "exclusiveMaximum": 3}, {"type": "integer", "exclusiveMaximum": 3}),
    ({"type": "file"}, {"type": "string", "format": "binary"}),
    ({"type": ["string"]}, {"type": "string"}),
    (
        {
            "type": "object",
            "properties": {"a": {"type": "string", "required": True}, "b": {"required": False}},
        },
        {"type": "object", "properties": {"a": {"type": "string"}, "b": {}}, "required": ["a"]},
    ),
    # null inside an enum, single values
    (
        {"type": "string", "enum": ["a", "b", None], "description": "D", "default": None},
        {
            "anyOf": [{"type": "string", "enum": ["a", "b"]}, NULL],
            "description": "D",
            "default": None,
        },
    ),
    (
        {"type": ["string", "null"], "enum": ["a", "b"]},
        {"anyOf": [{"type": "string", "enum": ["a", "b"]}, NULL]},
    ),
    ({"enum": [None]}, NULL),
    ({"type": "string", "enum": ["a"]}, {"type": "string", "const": "a"}),
    ({"type": "string", "enum": ["a", "a"]}, {"type": "string", "const": "a"}),
    ({"type": "string", "enum": []}, {"type": "string"}),
    ({"enum": [1, True]}, {"enum": [1, True]}),
    # unions
    ({"oneOf": []}, {}),
    ({"anyOf": [{"type": "string"}], "description": "D"}, {"type": "string", "description": "D"}),
    ({"allOf": [{"type": "string"}], "type": "string"}, {"type": "string"}),
    ({"allOf": [{"minLength": 1}], "minLength": 2}, {"allOf": [{"minLength": 1}], "minLength": 2}),
    ({"anyOf": [True]}, {"anyOf": [True]}),
    (
        {"type": "boolean", "oneOf": [{"type": "boolean"}, {"type": "string"}], "default": "auto"},
        {"oneOf": [{"type": "boolean"}, {"type": "string"}], "default": "auto"},
    ),
    (
        {"type": "number", "anyOf": [{"type": "integer"}, {"minimum": 1}, {"anyOf": [{}]}, True]},
        {"type": "number", "anyOf": [{"type": "integer"}, {"minimum": 1}, {}, True]},
    ),
    (
        {"type": "string", "anyOf": [{"anyOf": [{"type": "integer"}, {"type": "boolean"}]}]},
        {"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
    ),
    (
        {"type": "string", "oneOf": [{"type": "string"}, {"anyOf": [{"type": "integer"}, NULL]}]},
        {"oneOf": [{"type": "string"}, {"anyOf": [{"type": "integer"}, NULL]}]},
    ),
    (
        {"type": "string", "oneOf": [{"type": "string"}, {"anyOf": [{}, NULL]}]},
        {"type": "string", "oneOf": [{"type": "string"}, {"anyOf": [{}, NULL]}]},
    ),
    # defaults and examples that contradict their schema
    ({"type": "string", "default": None}, {"type": "string"}),
    ({"type": "number", "default": "0.5"}, {"type": "number", "default": 0.5}),
    ({"type": "boolean", "default": "true"}, {"type": "boolean", "default": True}),
    ({"type": "number", "default": "0.50"}, {"type": "number"}),
    ({"type": "integer", "default": "many"}, {"type": "integer"}),
    ({"type": "integer", "default": "0.5"}, {"type": "integer"}),
    ({"type": "integer", "examples": [1, "x", 2, "y"]}, {"type": "integer", "examples": [1, 2]}),
]


@pytest.mark.parametrize(("before", "after"), SCHEMAS)
def test_a_schema_is_mended(before: Any, after: Any) -> None:
    assert mended_schema(before) == after


def test_a_nullable_reference_is_a_union_with_null() -> None:
    before = {"$ref": "#/components/schemas/S", "nullable": True, "description": "D"}
    after = {"anyOf": [{"$ref": "#/components/schemas/S"}, NULL], "description": "D"}
    assert mended_schema(before, S={"type": "string"}) == after
    wrapped = {"allOf": [{"$ref": "#/components/schemas/S"}], "nullable": True, "description": "D"}
    assert mended_schema(wrapped, S={"type": "string"}) == after
    member = {"allOf": [{"nullable": True}, {"$ref": "#/components/schemas/S"}], "description": "D"}
    assert mended_schema(member, S={"type": "string"}) == after


@pytest.mark.parametrize(
    ("component", "left"),
    [
        ({"type": "string", "enum": ["a", "b", None]}, {"type": "string", "enum": ["a", "b"]}),
        (
            {"type": "object", "properties": {}, "nullable": True},
            {"type": "object", "properties": {}},
        ),
    ],
)
def test_the_null_of_a_named_enum_or_object_moves_to_its_uses(component: Any, left: Any) -> None:
    reference = {"$ref": "#/components/schemas/N"}
    holder = {"one": reference, "two": {"anyOf": [reference, {"type": "integer"}, reference]}}
    schemas = {"N": component, "Holder": {"type": "object", "properties": holder}}
    found = repair(document(copy.deepcopy(schemas)))
    validate(found, "x")
    properties = found["components"]["schemas"]["Holder"]["properties"]
    assert found["components"]["schemas"]["N"] == left
    assert properties["one"] == {"anyOf": [reference, NULL]}
    assert properties["two"] == {"anyOf": [reference, {"type": "integer"}, reference, NULL]}


def test_a_named_scalar_that_may_be_null_stays_as_it_is() -> None:
    found = repair(document({"N": {"type": "string", "nullable": True}}))
    assert found["components"]["schemas"]["N"] == {"type": ["string", "null"]}
    union = {"anyOf": [{"type": "string"}, NULL]}
    assert repair(document({"N": union}))["components"]["schemas"]["N"] == union


NARROW = {
    "type": "object",
    "properties": {"a": {"type": "number"}, "b": {"type": "number"}},
    "required": ["a", "b"],
}


WIDE = {"type": "object", "properties": {"a": {"type": "number"}}}


def test_one_of_with_members_that_include_each_other_is_any_of_stricter_first() -> None:
    before = {"description": "D", "oneOf": [WIDE, NARROW]}
    assert mended_schema(before) == {"description": "D", "anyOf": [NARROW, WIDE]}


@pytest.mark.parametrize(
    "wide",
    [
        WIDE | {"additionalProperties": False},
        WIDE | {"minProperties": 2},
        WIDE | {"required": ["c"]},
        WIDE | {"properties": {"a": {"type": "string"}}},
        WIDE | {"properties": {"c": {"type": "number"}}},
        {"type": "object"},
        {"type": "string"},
        True,
    ],
)
def test_one_of_stays_where_an_overlap_is_not_proved(wide: Any) -> None:
    assert "oneOf" in mended_schema({"oneOf": [wide, NARROW]})


def test_any_of_has_its_stricter_member_first() -> None:
    assert mended_schema({"anyOf": [WIDE, NARROW]}) == {"anyOf": [NARROW, WIDE]}


def test_one_of_beside_any_of_stays() -> None:
    before = {"oneOf": [WIDE, NARROW], "anyOf": [WIDE, NARROW]}
    assert mended_schema(before) == before


def test_required_in_a_parameters_schema_is_the_parameters_and_elsewhere_nothing() -> None:
    flagged = {"type": "string", "required": True}
    parameters = [
        {"name": "a", "in": "query", "schema": flagged},
        {"name": "b", "in": "query", "required": False, "schema": flagged},
        {"name": "c", "in": "query", "schema": {"type": "string", "required": False}},
    ]
    holder = {"type": "array", "items": flagged}
    made = repair(document({"Holder": holder}, {"parameters": parameters}))
    found = operation_of(made)["parameters"]
    assert [one.get("required") for one in found] == [True, False, None]
    assert all(one["schema"] == {"type": "string"} for one in found)
    assert made["components"]["schemas"]["Holder"]["items"] == {"type": "string"}

"""Schemas of Mintlify's flattened record, construct by construct."""

from __future__ import annotations

from typing import Any

import pytest

from .record import response_schema


@pytest.mark.parametrize(
    ("entries", "schema"),
    [
        ("[{type: string}]", {"type": "string"}),
        ("[{type: string}, {type: 'null'}]", {"type": ["string", "null"]}),
        ("[{type: 'null'}]", {"type": "null"}),
        ("[{type: 'null'}, {type: 'null'}]", {"type": "null"}),
        ("[]", {}),
        (
            "[{type: enum<integer>, enum: [1, 2]}, {type: 'null'}]",
            {"anyOf": [{"type": "integer", "enum": [1, 2]}, {"type": "null"}]},
        ),
        (
            "[{type: string}, {type: integer}]",
            {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        ),
        (
            "[{type: array, items: {allOf: [{type: string}]}}]",
            {"type": "array", "items": {"type": "string"}},
        ),
        (
            "[{type: object, additionalProperties: {allOf: [{$ref: '#/x'}]}}]",
            {"type": "object", "additionalProperties": {"$ref": "#/x"}},
        ),
        ("[{type: object, additionalProperties: false}]",
         {"type": "object", "additionalProperties": False}),
        (
            "[{requiredProperties: [a], properties: {a: {allOf: [{type: string}]}}}]",
            {"required": ["a"], "properties": {"a": {"type": "string"}}},
        ),
        (
            "[{properties: {a: {allOf: [{type: string, enum: [a, b]}, {enum: [a]}]}}}]",
            {"properties": {"a": {"type": "string", "enum": ["a"]}}},
        ),
        (
            "[{properties: {a: {allOf: [{$ref: '#/x'}, {type: object}]}}}]",
            {"properties": {"a": {"allOf": [{"$ref": "#/x"}, {"type": "object"}]}}},
        ),
        ("[{properties: {a: {allOf: 5}}}]", {"properties": {"a": {"allOf": 5}}}),
        ("[{properties: 5}]", {"properties": 5}),
    ],
)  # fmt: skip
def test_entries_become_schemas(entries: str, schema: Any) -> None:
    assert response_schema(entries)[0] == schema


THING = (
    "{type: object, refIdentifier: '#/components/schemas/Thing', properties: {a: {allOf: [{}]}}}"
)


def test_an_entry_that_names_its_component_is_put_there() -> None:
    schema, components = response_schema(f"[{THING}]")
    assert schema == {"$ref": "#/components/schemas/Thing"}
    assert components == {"Thing": {"type": "object", "properties": {"a": {}}}}


def test_a_component_that_is_there_already_is_kept() -> None:
    schema, components = response_schema(
        f"[{THING}]", "{Thing: {allOf: [{$ref: '#/components/schemas/Base'}]},"
        " Base: {properties: {a: {}}}}"
    )  # fmt: skip
    assert schema == {"$ref": "#/components/schemas/Thing"}
    assert components["Thing"] == {"allOf": [{"$ref": "#/components/schemas/Base"}]}


def test_an_entry_with_other_properties_than_its_component_stays_where_it_is() -> None:
    schema, components = response_schema(f"[{THING}]", "{Thing: {properties: {b: {}}}}")
    assert schema == {"type": "object", "properties": {"a": {}}}
    assert components["Thing"] == {"properties": {"b": {}}}


def test_variants_that_name_different_components_refer_to_each() -> None:
    other = THING.replace("Thing", "Other").replace("a:", "b:")
    schema, _components = response_schema(f"[{THING}, {other}]")
    assert schema == {
        "anyOf": [{"$ref": "#/components/schemas/Thing"}, {"$ref": "#/components/schemas/Other"}]
    }


def test_variants_that_all_name_one_component_are_that_union() -> None:
    schema, components = response_schema(f"[{THING}, {THING.replace('a:', 'b:')}]")
    assert schema == {"$ref": "#/components/schemas/Thing"}
    assert len(components["Thing"]["anyOf"]) == 2


def test_a_component_that_refers_to_itself_without_end_is_no_trap() -> None:
    schema, _components = response_schema(
        f"[{THING}]", "{Thing: {allOf: [{$ref: '#/components/schemas/Thing'}, 5]}}"
    )
    assert "$ref" not in schema

"""Schemas of Mintlify's flattened record, construct by construct."""

from __future__ import annotations

from typing import Any

import pytest

from .record import read, response_schema

SCHEMAS: list[tuple[str, Any]] = [

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
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
    ),
    (
        "[{type: number}, {type: integer}]",
        {"anyOf": [{"type": "number"}, {"type": "integer"}]},
    ),
    (
        "[{type: string, default: x, title: T}, {type: 'null', default: x, title: T}]",
        {"type": ["string", "null"], "default": "x", "title": "T"},
    ),
    (
        "[{type: file, contentEncoding: binary}]",
        {"type": "string", "format": "binary"},
    ),
    (
        "[{type: string, contentEncoding: base64}]",
        {"type": "string", "contentEncoding": "base64"},
    ),
    (
        "[{properties: {a: {allOf: [{enum: [a, b]}, {type: string, const: a}]}}}]",
        {"properties": {"a": {"type": "string", "const": "a"}}},
    ),
    (
        "[{properties: {a: {allOf: [{type: string}, {type: integer}]}}}]",
        {"properties": {"a": {"allOf": [{"type": "string"}, {"type": "integer"}]}}},
    ),
    (
        "[{properties: {a: {allOf: [{}, {}]}}}]",
        {"properties": {"a": {"allOf": [{}, {}]}}},
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
]  # fmt: skip


@pytest.mark.parametrize(("entries", "schema"), SCHEMAS)
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


@pytest.mark.parametrize(
    ("entry", "component"),
    [
        ("properties: {a: {allOf: [{type: string}]}}", "{properties: {a: {type: integer}}}"),
        ("properties: {a: {allOf: [{}]}}, requiredProperties: [a]", "{properties: {a: {}}}"),
        ("type: enum<string>, enum: [x]", "{type: string, enum: [x, y]}"),
        ("type: array, items: {allOf: [{type: string}]}", "{type: array, items: {}}"),
        ("type: string", "{type: integer}"),
    ],
)
def test_an_entry_that_says_other_things_than_its_component_stays_where_it_is(
    entry: str, component: str
) -> None:
    named = f"[{{{entry}, refIdentifier: '#/components/schemas/Thing'}}]"
    schema, components = response_schema(named, f"{{Thing: {component}}}")
    assert schema == response_schema(f"[{{{entry}}}]")[0]
    assert components["Thing"] == response_schema("[]", f"{{Thing: {component}}}")[1]["Thing"]


@pytest.mark.parametrize(
    ("entry", "component"),
    [
        ("properties: {a: {allOf: [{}]}}", "{properties: {a: {}}, required: [a]}"),
        ("properties: {a: {allOf: [{title: A}]}}", "{properties: {a: {description: B}}}"),
        ("type: object", "{type: [object, 'null']}"),
        ("type: enum<string>, enum: [x, y]", "{type: string, enum: [x, y, null]}"),
        (
            "properties: {a: {allOf: [{}]}}, requiredProperties: [a]",
            "{allOf: [{properties: {a: {}}}, {required: [a]}]}",
        ),
    ],
)  # fmt: skip
def test_an_entry_that_says_what_its_component_says_refers_to_it(
    entry: str, component: str
) -> None:
    named = f"[{{{entry}, refIdentifier: '#/components/schemas/Thing'}}]"
    schema, _components = response_schema(named, f"{{Thing: {component}}}")
    assert schema["$ref"] == "#/components/schemas/Thing"


def test_of_two_entries_with_one_name_the_one_that_requires_more_stays_where_it_is() -> None:
    more = THING.replace("type: object", "type: object, requiredProperties: [a]")
    schema, components = response_schema(f"[{more}, {THING.replace('Thing', 'Other')}, {THING}]")
    assert schema["anyOf"][0]["required"] == ["a"]
    assert schema["anyOf"][2] == {"$ref": "#/components/schemas/Thing"}
    assert "required" not in components["Thing"]


def test_variants_that_name_different_components_refer_to_each() -> None:
    other = THING.replace("Thing", "Other").replace("a:", "b:")
    schema, _components = response_schema(f"[{THING}, {other}]")
    assert schema == {
        "anyOf": [{"$ref": "#/components/schemas/Thing"}, {"$ref": "#/components/schemas/Other"}]
    }


def test_a_component_that_may_be_null_is_referred_to_beside_null() -> None:
    schema, _components = response_schema(f"[{THING}, {{type: 'null'}}]")
    assert schema == {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]}


def test_a_description_of_its_own_stays_beside_the_reference() -> None:
    entry = THING.replace("type: object", "type: object, description: Here")
    schema, components = response_schema(f"[{entry}]", "{Thing: {properties: {a: {}}}}")
    assert schema == {"$ref": "#/components/schemas/Thing", "description": "Here"}
    assert components == {"Thing": {"properties": {"a": {}}}}


def test_what_is_said_where_a_component_is_used_is_not_the_components() -> None:
    entries = [THING, THING.replace("type: object", "type: object, description: Here")]
    text = "{application/json: {schemaArray: [%s]}}"
    found = read(response=f"{{'200': {text % entries[0]}, '400': {text % entries[1]}}}")
    (item,) = found["paths"].values()
    schemas = [
        item["post"]["responses"][status]["content"]["application/json"]["schema"]
        for status in ("200", "400")
    ]
    to = {"$ref": "#/components/schemas/Thing"}
    assert schemas == [to, {**to, "description": "Here"}]
    assert "description" not in found["components"]["schemas"]["Thing"]


def test_words_of_what_is_merged_into_a_component_are_not_said_again() -> None:
    entry = THING.replace("type: object", "type: object, description: Base")
    base = "{description: Base, properties: {a: {}}}"
    components = f"{{Thing: {{allOf: [{{$ref: '#/components/schemas/Base'}}]}}, Base: {base}}}"
    schema, _components = response_schema(f"[{entry}]", components)
    assert schema == {"$ref": "#/components/schemas/Thing"}


def test_words_of_a_component_that_is_merged_into_itself_are_no_trap() -> None:
    entry = THING.replace("type: object", "type: object, description: Here")
    endless = "{properties: {a: {}}, allOf: [{$ref: '#/components/schemas/Thing'}]}"
    schema, _components = response_schema(f"[{entry}]", f"{{Thing: {endless}}}")
    assert schema == {"$ref": "#/components/schemas/Thing", "description": "Here"}


OBJECT = "{type: object, requiredProperties: [k, l], properties: {k: {allOf: [%s]}}}"


@pytest.mark.parametrize(
    ("one", "other", "keyword"),
    [
        ("{enum: [a]}", "{const: b}", "oneOf"),
        ("{enum: [a]}", "{enum: [a, b]}", "anyOf"),
        ("{enum: [a]}", "{type: string}", "anyOf"),
    ],
)
def test_variants_told_by_a_required_word_exclude_each_other(
    one: str, other: str, keyword: str
) -> None:
    assert list(response_schema(f"[{OBJECT % one}, {OBJECT % other}]")[0]) == [keyword]


def test_variants_that_all_name_one_component_are_that_union() -> None:
    schema, components = response_schema(f"[{THING}, {THING.replace('a:', 'b:')}]")
    assert schema == {"$ref": "#/components/schemas/Thing"}
    assert len(components["Thing"]["anyOf"]) == 2


def test_a_component_that_refers_to_itself_without_end_is_no_trap() -> None:
    schema, _components = response_schema(
        f"[{THING}]", "{Thing: {allOf: [{$ref: '#/components/schemas/Thing'}, 5]}}"
    )
    assert "$ref" not in schema

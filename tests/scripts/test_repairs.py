"""Each generic repair, on the smallest document that has its defect."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pipeline.errors import PipelineError
from pipeline.repairs import repair
from pipeline.validate import validate

NULL = {"type": "null"}


def document(schemas: Any = None, operation: Any = None, **fields: Any) -> dict[str, Any]:
    answer = {"responses": {"200": {"description": "OK"}}}
    return {
        "openapi": "3.0.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {**answer, **(operation or {})}}},
        "components": {"schemas": schemas or {}},
        **fields,
    }


def mended(schema: Any, **others: Any) -> Any:
    """Return a property's schema after the repairs; the whole has to be valid then."""
    holder = {"type": "object", "properties": {"p": schema}}
    found = repair(document({"Holder": holder, **others}))
    validate(found, "x")
    return found["components"]["schemas"]["Holder"]["properties"]["p"]


def operation_of(found: Any, path: str = "/a") -> Any:
    validate(found, "x")
    return found["paths"][path]["get"]


def test_the_argument_is_left_as_it_is() -> None:
    before = document({"A": {"type": "string", "nullable": True, "example": "x"}})
    kept = copy.deepcopy(before)
    repair(before)
    assert before == kept


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
    assert mended(before) == after


def test_data_that_looks_like_a_defect_is_left_alone() -> None:
    data = {"nullable": True, "enum": [None], "$ref": "http://x", "oneOf": [], "type": 1}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"nullable": {}, "enum": {}, "oneOf": {}},
    }
    assert mended({**schema, "default": data}) == {**schema, "default": data}


def test_a_nullable_reference_is_a_union_with_null() -> None:
    before = {"$ref": "#/components/schemas/S", "nullable": True, "description": "D"}
    after = {"anyOf": [{"$ref": "#/components/schemas/S"}, NULL], "description": "D"}
    assert mended(before, S={"type": "string"}) == after
    wrapped = {"allOf": [{"$ref": "#/components/schemas/S"}], "nullable": True, "description": "D"}
    assert mended(wrapped, S={"type": "string"}) == after


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
    assert mended(before) == {"description": "D", "anyOf": [NARROW, WIDE]}


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
    assert "oneOf" in mended({"oneOf": [wide, NARROW]})


def test_one_of_beside_any_of_stays() -> None:
    before = {"oneOf": [WIDE, NARROW], "anyOf": [WIDE, NARROW]}
    assert mended(before) == before


@pytest.mark.parametrize(
    ("version", "expected"), [("3.0.3", "3.1.0"), ("3.1.1", "3.1.1"), (3.1, "3.1.0")]
)
def test_the_version_is_one_of_3_1(version: Any, expected: Any) -> None:
    found = repair(document(openapi=version))
    assert found["openapi"] == expected
    validate(found, "x")


@pytest.mark.parametrize(
    ("servers", "title"),
    [
        ([{"url": "https://api.example/v1"}], "api.example"),
        ([{"url": "/v1"}], "API"),
        ([{"url": "http://[x"}], "API"),
        ([], "API"),
    ],
)
def test_a_missing_info_is_named_after_the_server(servers: Any, title: str) -> None:
    before = document(servers=servers)
    del before["info"]
    assert repair(before)["info"] == {"title": title, "version": "unversioned"}


def test_a_version_that_is_a_number_is_a_string() -> None:
    assert repair(document(info={"title": "T", "version": 2}))["info"]["version"] == "2"


# Operations


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"summary": "Delete A Fine-tuning Event"}, "delete_a_fine_tuning_event"),
        ({"summary": "Ünïcode"}, "get_a"),
        ({"summary": "3 things"}, "get_a"),
        ({"operationId": "kept-as-it-is"}, "kept-as-it-is"),
        ({}, "get_a"),
    ],
)
def test_an_operation_without_an_id_gets_one_from_its_words(operation: Any, expected: Any) -> None:
    assert operation_of(repair(document(operation=operation)))["operationId"] == expected


def test_ids_are_unique() -> None:
    before = document(operation={"summary": "Do it"})
    before["paths"] |= {
        "/b": {"get": {"summary": "Do it"}},
        "/c": {"get": {"operationId": "list", "tags": ["one"]}},
        "/d": {"get": {"operationId": "list", "tags": ["two"]}},
        "/e": {"get": {"operationId": "list"}},
        "/é": {"get": {}},
    }
    found = repair(before)
    assert [operation_of(found, path)["operationId"] for path in before["paths"]] == [
        "do_it",
        "do_it_2",
        "list",
        "two_list",
        "list_2",
        "get",
    ]


def test_empty_content_and_missing_descriptions_of_responses_are_mended() -> None:
    responses: dict[str, Any] = {
        "200": {"content": {}},
        "204": {"description": "Gone", "content": {"application/json": {}}},
        "default": {"$ref": "#/components/responses/E"},
    }
    before = document(operation={"responses": responses})
    before["components"]["responses"] = {"E": {"description": "E", "content": {"text/plain": {}}}}
    found = repair(before)
    assert operation_of(found)["responses"] == {
        "200": {"description": ""},
        "204": {"description": "Gone"},
        "default": {"$ref": "#/components/responses/E"},
    }
    assert found["components"]["responses"]["E"]["content"] == {"text/plain": {}}


def test_an_operation_without_responses_promises_nothing() -> None:
    found = operation_of(repair(document(operation={"responses": {}})))
    assert found["responses"] == {"default": {"description": ""}}


def test_every_variable_of_a_path_is_a_required_parameter() -> None:
    before = document()
    declared = {"name": "x", "in": "path", "schema": {"type": "integer"}}
    before["paths"] = {"/{x}/{y}": {"parameters": [declared], "get": {}}}
    found = repair(before)
    assert found["paths"]["/{x}/{y}"]["parameters"] == [{**declared, "required": True}]
    assert operation_of(found, "/{x}/{y}")["parameters"] == [
        {"name": "y", "in": "path", "required": True, "schema": {"type": "string"}}
    ]


def test_operations_of_callbacks_are_mended_too() -> None:
    answer: dict[str, Any] = {"/{$request.body#/url}": {"post": {"responses": {"200": {}}}}}
    found = operation_of(repair(document(operation={"callbacks": {"done": answer}})))
    called = found["callbacks"]["done"]["/{$request.body#/url}"]["post"]
    assert called["responses"] == {"200": {"description": ""}}


def test_a_default_whose_schema_has_no_end_is_removed() -> None:
    endless = {"allOf": [{"$ref": "#/components/schemas/A"}, {"minimum": 1}], "default": 1}
    assert "default" not in repair(document({"A": endless}))["components"]["schemas"]["A"]


# Authentication


def header(name: str, description: str = "", *, required: bool = True) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string"},
    }


@pytest.mark.parametrize(
    ("parameter", "name", "scheme"),
    [
        (header("Authorization", "Bearer <t>"), "bearerAuth", {"type": "http", "scheme": "bearer"}),
        (header("authorization", "HTTP Basic."), "basicAuth", {"type": "http", "scheme": "basic"}),
        (
            header("Authorization", "Token <t>"),
            "Authorization",
            {"type": "apiKey", "in": "header", "name": "Authorization"},
        ),
        (header("x-key"), "x-key", {"type": "apiKey", "in": "header", "name": "x-key"}),
        (
            header("xi-api-key"),
            "xi-api-key",
            {"type": "apiKey", "in": "header", "name": "xi-api-key"},
        ),
        (
            header("X Token", "Header authentication of the form `<t>`"),
            "X_Token",
            {"type": "apiKey", "in": "header", "name": "X Token"},
        ),
    ],
)
def test_a_header_that_carries_the_key_is_a_security_scheme(
    parameter: Any, name: str, scheme: Any
) -> None:
    found = repair(document(operation={"parameters": [parameter]}))
    described = {"description": parameter["description"]} if parameter["description"] else {}
    assert operation_of(found)["security"] == [{name: []}]
    assert operation_of(found)["parameters"] == []
    assert found["components"]["securitySchemes"] == {name: scheme | described}


def test_other_headers_stay_and_accept_and_content_type_go() -> None:
    kept = [header("X-Client-Name"), header("api-key", required=False)]
    before = document(operation={"parameters": [header("Accept"), *kept, header("Content-Type")]})
    found = operation_of(repair(before))
    assert found["parameters"] == kept
    assert "security" not in found


def test_stated_security_wins_over_a_header() -> None:
    before = document(operation={"parameters": [header("Authorization", "Bearer")]})
    before["security"] = [{"key": []}]
    before["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    found = operation_of(repair(before))
    assert "security" not in found
    assert found["parameters"] == []


def test_a_header_of_the_path_or_by_reference_counts_and_names_do_not_clash() -> None:
    before = document()
    before["paths"]["/a"]["parameters"] = [{"$ref": "#/components/parameters/Auth"}]
    before["components"] |= {
        "parameters": {"Auth": header("Authorization", "Bearer")},
        "securitySchemes": {"bearerAuth": {"type": "http", "scheme": "basic"}},
    }
    found = repair(before)
    assert operation_of(found)["security"] == [{"bearerAuth_2": []}]
    assert found["paths"]["/a"]["parameters"] == []


def test_a_parameter_that_is_no_mapping_is_left_for_the_validator() -> None:
    found = repair(document(operation={"parameters": [None, header("Accept")]}))
    assert found["paths"]["/a"]["get"]["parameters"] == [None]


# Names and references


def test_component_names_become_allowed_ones_and_all_that_refers_to_them_follows() -> None:
    before = document(
        {
            "API Keys/x": {"type": "object"},
            "API_Keys_x": {"type": "string"},
            "::": {"type": "integer"},
            "Ref": {
                "oneOf": [
                    {"$ref": "#/components/schemas/API Keys~1x"},
                    {"$ref": "#/components/schemas/API%20Keys~1x"},
                    {"$ref": "#/components/schemas/::"},
                ],
                "discriminator": {
                    "propertyName": "p",
                    "mapping": {"a": "API Keys/x", "b": "#/components/schemas/::"},
                },
            },
        },
        {"security": [{"my key": []}]},
    )
    before["components"]["securitySchemes"] = {"my key": {"type": "http", "scheme": "bearer"}}
    before["components"]["x-kept"] = {"a b": 1}
    found = repair(before)
    schemas = found["components"]["schemas"]
    assert list(schemas) == ["API_Keys_x_2", "API_Keys_x", "unnamed", "Ref"]
    new = "#/components/schemas/API_Keys_x_2"
    assert schemas["Ref"] == {
        "oneOf": [{"$ref": new}, {"$ref": new}, {"$ref": "#/components/schemas/unnamed"}],
        "discriminator": {
            "propertyName": "p",
            "mapping": {"a": "API_Keys_x_2", "b": "#/components/schemas/unnamed"},
        },
    }
    assert operation_of(found)["security"] == [{"my_key": []}]


def test_a_reference_into_a_component_or_to_an_unknown_name_is_not_renamed() -> None:
    inner = "#/components/schemas/A/properties/b"
    before = document({"A": {"properties": {"b": {}}}, "B": {"$ref": inner}})
    assert repair(before)["components"]["schemas"]["B"] == {"$ref": inner}
    for reference in ("#/paths", "#/components/schemas/None"):
        with pytest.raises(PipelineError, match="points to no schema"):
            repair(document({"A": {"$ref": reference}}))


def test_a_document_without_components_is_mended_too() -> None:
    before = document()
    del before["components"]
    assert operation_of(repair(before))["operationId"] == "get_a"


def test_a_reference_that_leaves_the_document_is_refused_before_anything_is_mended() -> None:
    with pytest.raises(PipelineError, match="does not begin with '#/'"):
        repair(document({"A": {"$ref": "http://127.0.0.1/a"}}))

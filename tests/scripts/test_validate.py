from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st
from jsonschema_path import SchemaPath
from openapi_spec_validator import OpenAPIV31SpecValidator
from pipeline import validate as validating
from pipeline.errors import PipelineError
from pipeline.validate import NO_RETRIEVAL, validate
from referencing.exceptions import Unresolvable


def document(schema: Any = None, **fields: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "OK"}}}}},
        "components": {"schemas": {"A": schema if schema is not None else {}}},
        **fields,
    }


def media(media_type: str, **fields: Any) -> dict[str, Any]:
    content = {media_type: {"schema": {"type": "integer"}, **fields}}
    answer = {"200": {"description": "OK", "content": content}}
    return document(paths={"/a": {"get": {"responses": answer}}})


REFERENCE_CASES = [
    ("http://127.0.0.1/x", "does not begin with '#/'"),
    ("file:///etc/passwd", "does not begin with '#/'"),
    ("other.yaml#/A", "does not begin with '#/'"),
    ("#A", "does not begin with '#/'"),
    (5, "does not begin with '#/'"),
    ("#/components/schemas/B", "points to no schema"),
    ("#/info", "points to no schema"),
    ("#/components/schemas/A", "leads back to itself"),
]


@pytest.mark.parametrize(("reference", "words"), REFERENCE_CASES)
def test_a_reference_to_anything_but_a_schema_of_the_document_is_refused(
    reference: Any, words: str
) -> None:
    with pytest.raises(PipelineError, match=words) as caught:
        validate(document({"$ref": reference}), "page.md")
    assert str(caught.value).startswith("page.md: ")


@pytest.mark.parametrize("keyword", ["$id", "$anchor", "$dynamicRef", "$dynamicAnchor"])
def test_keywords_that_make_other_references_are_refused(keyword: str) -> None:
    with pytest.raises(PipelineError, match=r"at #/components/schemas/A: \$\w+ is not supported"):
        validate(document({keyword: "http://127.0.0.1/x"}), "x")


def test_a_discriminator_maps_to_schemas_only() -> None:
    mapping = {"a": "A", "b": "#/components/schemas/A"}
    schema = {"discriminator": {"propertyName": "p", "mapping": mapping}}
    validate(document(schema), "x")
    mapping["c"] = "http://127.0.0.1/x"
    with pytest.raises(PipelineError, match=r"mapping to .* points to no schema"):
        validate(document(schema), "x")


def test_a_reference_in_an_example_or_as_a_property_name_is_data() -> None:
    schema = {
        "type": "object",
        "properties": {"$ref": {"type": "string"}},
        "examples": [{"$ref": "http://127.0.0.1/x"}],
    }
    validate(document(schema), "x")


def _causes(error: BaseException | None) -> list[BaseException]:
    return [error, *_causes(error.__cause__)] if error else []


def test_the_validator_can_retrieve_nothing() -> None:
    path = SchemaPath.from_dict({"a": {"$ref": "http://127.0.0.1:9/x"}}, handlers=NO_RETRIEVAL)
    with pytest.raises(Unresolvable) as caught:
        (path / "a" / "b").read_value()
    assert "a reference leaves the document" in str(_causes(caught.value))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"info": {}}, "at #/info: 'title' is a required property"),
        ({"openapi": "3.0.0"}, "at #/openapi"),
        ({"paths": {"a": {}}}, "at #/paths: Unevaluated properties"),
        ({"components": {"schemas": {"A": {"type": "text"}}}}, "at #/components/schemas/A/type"),
        ({"components": {"schemas": {"A": {"items": {"enum": 5}}}}}, "A/items/enum: 5 is not"),
        ({"components": {"schemas": {"A": {"xml": 5}}}}, "A/xml: 5 is not of type 'object'"),
        (
            {"components": {"schemas": {"A": {"items": {"patternProperties": {"(": {}}}}}}},
            "at #/components/schemas/A/items: the pattern '(' is not one that Python reads",
        ),
        (
            {"components": {"schemas": {"A": {"required": ["b"], "allOf": [{"type": "object"}]}}}},
            "Required list has not defined properties: ['b']",
        ),
        ({"jsonSchemaDialect": "http://x"}, "at #/jsonSchemaDialect: the dialect 'http://x' is"),
    ],
)
def test_what_is_not_openapi_3_1_is_refused_with_its_place(fields: Any, words: str) -> None:
    with pytest.raises(PipelineError) as caught:
        validate(document(**fields), "x")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "default": 5}, "the default is wrong: 5 is not of type 'string'"),
        ({"items": {"type": "string", "examples": ["a", 5]}}, "A/items: the example is wrong"),
    ],
)
def test_a_default_or_example_has_to_satisfy_its_schema(schema: Any, words: str) -> None:
    with pytest.raises(PipelineError) as caught:
        validate(document(schema), "x")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "fields", [{"example": "x"}, {"examples": {"b": {"externalValue": "u"}, "a": {"value": "x"}}}]
)
def test_an_example_of_a_json_media_type_is_checked_and_of_others_not(fields: Any) -> None:
    with pytest.raises(PipelineError, match="the example is wrong: 'x' is not of type 'integer'"):
        validate(media("application/problem+json; charset=utf-8", **fields), "x")
    validate(media("text/plain", **fields), "x")


def test_an_example_of_a_parameter_is_checked() -> None:
    parameter = {"name": "p", "in": "query", "schema": {"type": "integer"}, "example": "x"}
    operation: dict[str, Any] = {
        "parameters": [parameter],
        "responses": {"200": {"description": ""}},
    }
    with pytest.raises(PipelineError, match="parameters/0/schema: the example is wrong"):
        validate(document(paths={"/a": {"get": operation}}), "x")


def test_a_parameter_may_have_content_and_no_schema() -> None:
    parameter: dict[str, Any] = {
        "name": "p",
        "in": "query",
        "content": {"text/plain": {}},
        "example": "x",
    }
    operation: dict[str, Any] = {
        "parameters": [parameter],
        "responses": {"200": {"description": ""}},
    }
    validate(document(paths={"/a": {"get": operation}}), "x")


def test_regular_expressions_are_never_run() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string", "pattern": "^(a+)+$"}},
        "patternProperties": {"^(b+)+$": {"type": "string"}},
        "additionalProperties": False,
        "unevaluatedProperties": False,
        "default": {"a": "a" * 100 + "!", "b" * 100 + "!": 5},
    }
    validate(document(schema), "x")


def test_a_value_of_a_schema_that_has_no_end_is_refused() -> None:
    schema = {"allOf": [{"allOf": [{"$ref": "#/components/schemas/A"}]}], "default": 1}
    with pytest.raises(PipelineError):
        validate(document(schema), "x")


def test_a_crash_of_the_validator_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_validator: object) -> None:
        raise KeyError("properties")

    monkeypatch.setattr(OpenAPIV31SpecValidator, "iter_errors", crash)
    with pytest.raises(PipelineError, match=r"the validator failed .KeyError"):
        validate(document(), "x")


def test_a_requirement_of_an_undeclared_security_scheme_is_refused() -> None:
    answers = {"200": {"description": "OK"}}
    operation: dict[str, Any] = {"security": [{}, {"token": []}], "responses": answers}
    with pytest.raises(PipelineError, match=r"~1a/get/security: no security scheme .* 'token'"):
        validate(document(paths={"/a": {"get": operation}}), "page.md")
    with pytest.raises(PipelineError, match="at #/security: no security scheme is called 'key'"):
        validate(document(security=[{"key": []}]), "page.md")


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_a_schema_that_is_part_of_itself_is_refused_with_its_place(keyword: str) -> None:
    given = document({keyword: [{"type": "string"}, {"$ref": "#/components/schemas/A"}]})
    with pytest.raises(PipelineError, match="at #/components/schemas/A: the schema is part of"):
        validate(given, "x")


@pytest.mark.parametrize("first", ["A", "C"])
def test_a_required_name_that_no_member_declares_is_refused_whatever_refers_to_it(
    first: str,
) -> None:
    given = document()
    held = {"properties": {"b": {"$ref": "#/components/schemas/B"}}}
    given["components"]["schemas"] = {first: held} | {
        "B": {"required": ["x"], "allOf": [{"type": "object"}]}
    }
    with pytest.raises(PipelineError, match=r"has not defined properties: \['x'\]"):
        validate(given, "x")


def test_a_list_of_lists_of_itself_is_valid() -> None:
    validate(document({"items": {"allOf": [{"$ref": "#/components/schemas/A"}]}}), "x")


def test_an_endless_chain_of_schemas_is_refused() -> None:
    given = document()
    given["components"]["schemas"] = {
        f"A{count}": {"allOf": [{"$ref": f"#/components/schemas/A{count + 1}"}]}
        for count in range(2000)
    } | {"A2000": {}}
    with pytest.raises(PipelineError, match="the document refers to itself without end"):
        validate(given, "x")


KEYWORDS = [
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMinimum",
    "maxLength",
    "minItems",
    "uniqueItems",
    "required",
    "dependentRequired",
    "format",
    "properties",
    "items",
    "allOf",
    "not",
    "additionalProperties",
    "$defs",
    "if",
    "deprecated",
    "title",
    "examples",
    "discriminator",
    "xml",
    "externalDocs",
    "example",
]
TEXTS = st.sampled_from(["", "a", "object", "string", "null", "date", "propertyName", "a\n"])
PLAIN = st.none() | st.booleans() | st.sampled_from([-1, 0, 1, 1.0, 1.5, 2**70]) | TEXTS
VALUES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYWORDS) | TEXTS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYWORDS), VALUES, min_size=1, max_size=3))
def test_both_validators_of_schemas_say_yes_to_the_same(schema: dict[str, Any]) -> None:
    slow = next(validating._SCHEMA.iter_errors(schema), None)
    assert validating._QUICK.is_valid(schema) is (slow is None)

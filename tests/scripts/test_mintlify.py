"""Mintlify's flattened record, construct by construct."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline import mintlify, yaml12
from pipeline.errors import PipelineError

from .record import RECORD, operation, read, reading


def test_path_method_title_and_quote_make_an_operation() -> None:
    found = operation()
    assert (found["summary"], found["description"]) == ("Do It", "Does it.")
    assert found["security"] == []
    assert "deprecated" not in found


def test_a_deprecated_operation_stays_deprecated() -> None:
    assert operation(deprecated="true")["deprecated"] is True


def test_server_variables_lose_the_type_that_mintlify_adds() -> None:
    assert read()["servers"] == [
        {"url": "https://{r}.example", "variables": {"r": {"default": "eu"}}}
    ]


def test_parts_that_are_left_out_are_empty() -> None:
    found = operation(request="{security: []}", servers="null")
    assert (found["parameters"], found["security"]) == ([], [])
    assert "requestBody" not in found


def test_one_security_entry_is_one_alternative_of_schemes_joined() -> None:
    found = read(
        request__security="""
        - {title: key & bearer, parameters: {query: {}, header: {X-Key: {type: apiKey},
           Authorization: {type: http, scheme: bearer, description: Token.}}, cookie: {}}}
        - {title: '', parameters: {query: {}, header: {}, cookie: {}}}
        - {title: o, parameters: {header: {Authorization: {type: oauth2}}}}
        """
    )
    assert found["paths"]["/v1/x"]["post"]["security"] == [{"key": [], "bearer": []}, {}, {"o": []}]
    assert found["components"]["securitySchemes"] == {
        "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
        "bearer": {"type": "http", "scheme": "bearer", "description": "Token."},
        "o": {"type": "oauth2", "flows": {}},
    }


def test_two_schemes_in_one_header_share_it() -> None:
    found = reading(
        request__security="[{title: a & b, parameters: {header: {X-Key: {type: apiKey}}}}]"
    )
    shared = {"type": "apiKey", "name": "X-Key", "in": "header"}
    (item,) = found.document["paths"].values()
    assert item["post"]["security"] == [{"a": [], "b": []}]
    assert found.document["components"]["securitySchemes"] == {"a": shared, "b": shared}
    assert "which security schemes share a header" in found.lost


def test_a_parameter_takes_required_description_and_style_from_where_they_stand() -> None:
    found = operation(
        request__parameters="""
        path: {id: {schema: [{type: string}]}}
        query:
          a: {style: form, explode: false, schema: [
            {type: enum<string>, enum: [x, y], required: true, description: Which.,
             deprecated: true}]}
          b: {schema: [{type: integer}]}
        """
    )["parameters"]
    assert found == [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
        {
            "name": "a",
            "in": "query",
            "required": True,
            "description": "Which.",
            "deprecated": True,
            "style": "form",
            "explode": False,
            "schema": {"type": "string", "enum": ["x", "y"]},
        },
        {"name": "b", "in": "query", "schema": {"type": "integer"}},
    ]


def test_a_body_is_required_if_its_entry_says_so() -> None:
    found = operation(
        request__body="""
        multipart/form-data: {description: A file., schemaArray: [
          {type: file, contentEncoding: binary, required: true}]}
        """
    )["requestBody"]
    assert found == {
        "description": "A file.",
        "required": True,
        "content": {"multipart/form-data": {"schema": {"type": "string", "format": "binary"}}},
    }


def test_a_body_without_the_word_is_optional() -> None:
    found = operation(request__body="{application/json: {schemaArray: [{type: any}]}}")
    assert found["requestBody"] == {"content": {"application/json": {"schema": {}}}}


def test_a_placeholder_or_nothing_is_a_response_without_content() -> None:
    found = operation(
        response="""
        '204': {_mintlify/placeholder: {schemaArray: [{type: any}], description: Done.}}
        '404': {}
        """
    )["responses"]
    assert found == {"204": {"description": "Done."}, "404": {"description": ""}}


@pytest.mark.parametrize(
    "value",
    [
        "{a: <string>}",
        "{a: 123}",
        "['2023-11-07T05:31:56Z']",
        "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    ],
)
def test_examples_that_mintlify_made_up_are_dropped(value: Any) -> None:
    found = operation(
        response=f"'200': {{application/json: {{schemaArray: [{{type: any}}], examples: "
        f"{{example: {{value: {value}}}, broken: {{}}}}}}}}"
    )
    assert found["responses"]["200"]["content"] == {"application/json": {"schema": {}}}


def test_examples_of_the_provider_are_kept() -> None:
    found = operation(
        response="""'200': {application/json: {schemaArray: [{type: any}], examples: {
          example: {value: [true, real]}, named: {summary: S, value: <string>}}}}"""
    )
    assert found["responses"]["200"]["content"]["application/json"]["examples"] == {
        "example": {"value": [True, "real"]},
        "named": {"summary": "S", "value": "<string>"},
    }


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("method", "5"),
        ("servers", "5"),
        ("servers", "[5]"),
        ("request", "5"),
        ("request__security", "{}"),
        ("request__parameters", "{query: {a: {schema: {}}}}"),
        ("request__body", "{application/json: 5}"),
        ("response", "{'200': 5}"),
        ("response", "{'200': {application/json: {schemaArray: [5]}}}"),
    ],
)
def test_a_record_of_another_shape_is_refused_at_its_fence(place: Any, value: Any) -> None:
    with pytest.raises(PipelineError, match=r"^page.md:5: not the record"):
        read(**{place: value})


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (RECORD, True),
        ("paths: {/a: {get: {}}}", False),
        ("paths: 5", False),
        ("openapi: 3.1.0\npaths: {path: /a}", False),
    ],
)
def test_the_record_is_told_by_its_paths(text: str, answer: Any) -> None:
    assert mintlify.is_flattened(yaml12.load(text, "x")) is answer


@pytest.mark.parametrize(
    ("field", "value"), [("request", "null"), ("request", "{}"), ("response", "null")]
)
def test_a_record_without_its_request_or_responses_is_refused_as_truncated(
    field: str, value: str
) -> None:
    with pytest.raises(PipelineError, match=f"it has no {field}: the page is truncated"):
        read(**{field: value})


def test_a_record_that_lists_no_response_has_none() -> None:
    assert operation(response="{}")["responses"] == {}


def test_an_empty_list_where_a_mapping_belongs_is_empty() -> None:
    assert operation(request__parameters="{path: [], query: []}")["parameters"] == []


def test_a_folded_path_loses_its_line_end() -> None:
    assert list(read(path='"/v1/x\\n"')["paths"]) == ["/v1/x"]


def test_what_the_record_cannot_say_is_named() -> None:
    found = reading(
        request__security="""
        - {title: b, parameters: {header: {Authorization: {type: http, scheme: bearer}}}}
        - {title: o, parameters: {header: {Authorization: {type: oauth2}}}}
        """,
        response="""'200': {application/json: {schemaArray: [{type: string}, {type: integer}],
          examples: {example: {value: <string>}}}}""",
    )
    assert found.lost == (
        "title and version of the API",
        "operationId",
        "tags",
        "deprecated",
        "headers and links of responses, callbacks",
        "whether the page's title and quote are the operation's own",
        "bearer formats",
        "OAuth flows and scopes",
        "extensions of parameters and of whole bodies",
        "integer formats and nullable of parameters and of whole bodies",
        "anyOf or oneOf, and discriminators",
        "which examples the provider wrote",
    )


def test_a_record_without_security_may_be_public_or_say_nothing() -> None:
    assert "whether it is public or says nothing of security" in reading().lost


def test_components_that_were_put_together_are_told_apart() -> None:
    found = reading(
        response="""'200': {application/json: {schemaArray: [
          {type: object, refIdentifier: '#/components/schemas/Thing'}]}}"""
    )
    assert found.hoisted == {"Thing"}


def test_a_record_without_its_last_line_is_refused_as_truncated() -> None:
    with pytest.raises(PipelineError, match="does not end with `type: path`"):
        read(type="null")

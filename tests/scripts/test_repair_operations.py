"""Operations mended: ids, responses, parameters, and what a document says of itself."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline.repairs import repair
from pipeline.validate import validate

from .repaired import document, operation_of


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

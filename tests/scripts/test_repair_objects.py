"""Slips in OpenAPI's own objects, each mended; and the official validator agrees."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline.errors import PipelineError

from .repaired import mended


def operation(**stated: Any) -> Any:
    return mended(stated)["paths"]["/a"]["get"]


def parameter(**stated: Any) -> Any:
    one = {"name": "q", "in": "query", "schema": {"type": "string"}, **stated}
    return operation(parameters=[one])["parameters"][0]


def media(**stated: Any) -> Any:
    return operation(requestBody={"content": {"application/json": stated}})["requestBody"][
        "content"
    ]["application/json"]


def test_fields_that_are_null_or_unknown_are_absent() -> None:
    found = operation(summary=None, consumes=["a"], externalDocs={"description": "x"}, callbacks=[])
    assert found == {"responses": {"200": {"description": "OK"}}, "operationId": "get_a"} | {
        "callbacks": {}
    }


def test_text_is_text_and_a_flag_is_a_flag() -> None:
    found = operation(description=404, summary=True, deprecated="True")
    assert (found["description"], found["summary"], found["deprecated"]) == ("404", "true", True)


def test_beside_a_reference_only_words_may_stand() -> None:
    components: Any = {"parameters": {"P": {"name": "p", "in": "query", "schema": {}}}}
    one = {"$ref": "#/components/parameters/P", "required": True, "description": "D"}
    found = mended({"parameters": [one]}, components=components)
    (kept,) = found["paths"]["/a"]["get"]["parameters"]
    assert kept == {"$ref": "#/components/parameters/P", "description": "D"}


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"schema": None, "type": "integer", "minimum": 1},
         {"schema": {"type": "integer", "minimum": 1}}),
        ({"schema": None, "content": {}}, {"schema": {}}),
        ({"content": {"application/json": {}}}, {"content": {"application/json": {}}}),
        ({"in": "Query"}, {"schema": {"type": "string"}}),
        ({"style": "simple"}, {"schema": {"type": "string"}}),
        ({"style": "form"}, {"schema": {"type": "string"}, "style": "form"}),
        ({"x-a": 1}, {"schema": {"type": "string"}, "x-a": 1}),
    ],
)  # fmt: skip
def test_a_parameter_has_a_schema_or_a_content(stated: Any, found: Any) -> None:
    assert parameter(**stated) == {"name": "q", "in": "query", **found}


def test_a_location_that_does_not_exist_is_left_to_the_validator() -> None:
    with pytest.raises(PipelineError, match="'body' is not one of"):
        parameter(**{"in": "body", "style": "x"})
    with pytest.raises(PipelineError, match="'5' is not one of"):
        parameter(**{"in": 5})


def test_a_parameter_that_is_given_twice_counts_once() -> None:
    one = {"name": "q", "in": "query", "schema": {"type": "string"}}
    found = operation(parameters=[one, {**one, "required": True}, {**one, "in": "cookie"}])
    assert found["parameters"] == [one, {**one, "in": "cookie"}]


@pytest.mark.parametrize(
    ("examples", "found"),
    [
        ([1, {"a": 2}], {"example_1": {"value": 1}, "example_2": {"value": {"a": 2}}}),
        ("x", {"example": {"value": "x"}}),
        ({"a": 1}, {"a": {"value": 1}}),
        ({"a": {"value": 1, "b": 2}}, {"a": {"value": 1}}),
        ({"a": {"value": 1, "externalValue": "x"}}, {"a": {"value": 1}}),
        ({"a": {"externalValue": "https://x.example"}},
         {"a": {"externalValue": "https://x.example"}}),
        ({"a": {"summary": "s"}}, {"a": {"summary": "s"}}),
        ({"a": {}}, {"a": {"value": {}}}),
    ],
)  # fmt: skip
def test_examples_are_a_mapping_of_example_objects(examples: Any, found: Any) -> None:
    assert media(examples=examples)["examples"] == found


@pytest.mark.parametrize(
    ("stated", "meant"),
    [("4xx", "4XX"), ("201 Created", "201"), ("Default", "default"), ("404", "404")],
)
def test_a_status_is_three_digits_a_range_or_default(stated: str, meant: str) -> None:
    found = operation(responses={stated: {"description": "x"}})
    assert found["responses"] == {meant: {"description": "x"}}


def test_a_word_that_is_no_status_is_left_to_the_validator() -> None:
    with pytest.raises(PipelineError, match="success"):
        operation(responses={"success": {"description": "x"}})


@pytest.mark.parametrize(("stated", "found"), [("Gone", "Gone"), (None, "")])
def test_a_response_that_is_only_words_is_its_description(stated: Any, found: str) -> None:
    assert operation(responses={"410": stated})["responses"] == {"410": {"description": found}}


def test_a_body_has_content_and_a_media_type_may_say_nothing() -> None:
    assert operation(requestBody={})["requestBody"] == {"content": {}}
    found = operation(requestBody={"content": {"application/json": None}, "required": "true"})
    assert found["requestBody"] == {"content": {"application/json": {}}, "required": True}


def test_response_headers_and_links_that_say_nothing_are_left_out() -> None:
    headers: Any = {
        "A": {"type": "integer"},
        "B": None,
        "C": {"schema": {}, "name": "C", "in": "header"},
    }
    links: Any = {"a": {"operationId": "x"}, "b": {}, "c": None}
    answer: Any = {"description": "x", "headers": headers, "links": links}
    found = operation(responses={"200": answer})["responses"]["200"]
    assert found["headers"] == {"A": {"schema": {"type": "integer"}}, "C": {"schema": {}}}
    assert found["links"] == {"a": {"operationId": "x"}}


def test_tags_are_words_and_mappings_with_a_name() -> None:
    found = mended(
        {"tags": ["a", 1, None, {"name": "b"}]},
        tags=["a", {"name": "b", "description": None, "externalDocs": {}}, {"x": 1}],
        externalDocs={},
    )
    assert mended(externalDocs={"url": "https://x"})["externalDocs"] == {"url": "https://x"}
    assert found["paths"]["/a"]["get"]["tags"] == ["a", "1", "b"]
    assert found["tags"] == [{"name": "a"}, {"name": "b"}]
    assert "externalDocs" not in found


def test_components_that_are_null_or_unknown_are_absent() -> None:
    components: Any = {
        "schemas": None,
        "definitions": {},
        "responses": {"R": None},
        "examples": {"E": 5, "F": {"value": 1}},
        "links": {"L": {}, "M": {"operationId": "get_a"}},
        "headers": [],
        "x-kept": None,
    }
    assert mended(components=components)["components"] == {
        "responses": {},
        "examples": {"E": {"value": 5}, "F": {"value": 1}},
        "links": {"M": {"operationId": "get_a"}},
        "x-kept": None,
    }


def test_a_path_begins_with_a_slash_and_what_is_no_path_goes() -> None:
    answer: Any = {"get": {"responses": {"200": {"description": "OK"}}}}
    assert list(mended(paths={"a": answer, "x-b": 1})["paths"]) == ["/a"]


def test_paths_and_tags_of_another_shape_are_left_to_the_validator() -> None:
    with pytest.raises(PipelineError, match="5 is not of type 'object'"):
        mended(paths=5)
    with pytest.raises(PipelineError, match="5 is not of type 'array'"):
        operation(tags=5)


@pytest.mark.parametrize(
    ("path", "names", "found"),
    [
        ("/{id}", ["id"], ["id"]),
        ("/{id}", ["userId"], ["id"]),
        ("/{id}", ["id", "more"], ["id"]),
        ("/{a}/{b}", ["c"], ["a", "b"]),
        ("/{id+}", ["id"], ["id+"]),
    ],
)
def test_path_parameters_are_those_of_the_path(path: str, names: Any, found: Any) -> None:
    one = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    answer: Any = {"parameters": one, "responses": {"200": {"description": "OK"}}}
    made = mended(paths={path: {"get": answer}})
    assert sorted(one["name"] for one in made["paths"][path]["get"]["parameters"]) == found


def test_a_parameter_that_is_referred_to_is_renamed_where_it_is_used() -> None:
    stated = {"name": "userId", "in": "path", "required": True, "schema": {"type": "string"}}
    item = {
        "parameters": [{"$ref": "#/components/parameters/P"}],
        "get": {"responses": {"200": {"description": "OK"}}},
    }
    found = mended(paths={"/{id}": item}, components={"parameters": {"P": stated}})
    assert found["paths"]["/{id}"]["parameters"] == [{**stated, "name": "id"}]
    assert found["components"]["parameters"]["P"] == stated

"""What a page could not say, and so is no difference."""

from __future__ import annotations

from typing import Any

import pytest

from .test_compare import THING, of, said

LOST: dict[str, tuple[Any, Any]] = {
    "operationId": ({"operationId": "a"}, {"operationId": "b"}),
    "tags": ({"tags": ["a"]}, {}),
    "deprecated": ({"deprecated": True}, {}),
    "servers": ({"servers": [{"url": "https://a"}]}, {}),
    "headers and links of responses, callbacks": ({"callbacks": {"c": {"{$url}": {}}}}, {}),
    "whether the page's title and quote are the operation's own": (
        {"operationId": "x", "summary": "a"},
        {"operationId": "x"},
    ),
    "whether the body is required": (
        {"requestBody": {"content": {}, "required": True}},
        {"requestBody": {"content": {}}},
    ),
    "parts of the body": (
        {"requestBody": {"content": {"multipart/form-data": {"schema": THING}}}},
        {"requestBody": {"content": {"multipart/form-data": {"schema": {}}}}},
    ),
    "styles of parameters": (
        {"parameters": [{"name": "q", "in": "query", "schema": {}, "explode": False}]},
        {"parameters": [{"name": "q", "in": "query", "schema": {}}]},
    ),
    "bodies of errors": (
        {"responses": {"400": {"description": "x", "content": {"text/x": {}}}}},
        {"responses": {"400": {"description": "x"}}},
    ),
    "examples": (
        {"requestBody": {"content": {"text/x": {"schema": {"examples": [1]}, "example": 1}}}},
        {"requestBody": {"content": {"text/x": {"schema": {}}}}},
    ),
    "limits of values": (
        {"requestBody": {"content": {"text/x": {"schema": {"minimum": 1}}}}},
        {"requestBody": {"content": {"text/x": {}}}},
    ),
    "anyOf or oneOf, and discriminators": (
        {"requestBody": {"content": {"text/x": {"schema": {"anyOf": [THING, {"minimum": 1}],
                                     "discriminator": {"propertyName": "a"}}}}}},
        {"requestBody": {"content": {"text/x": {"schema": {"oneOf": [THING, {"minimum": 1}]}}}}},
    ),
    "how parts of the body are written": (
        {"requestBody": {"content": {"multipart/x": {"encoding": {"a": {"style": "form"}}}}}},
        {"requestBody": {"content": {"multipart/x": {}}}},
    ),
    "integer formats and nullable of parameters and of whole bodies": (
        {"parameters": [{"name": "q", "in": "query",
                         "schema": {"type": ["integer", "null"], "format": "int64"}}]},
        {"parameters": [{"name": "q", "in": "query", "schema": {"type": "integer"}}]},
    ),
}  # fmt: skip


def test_types_in_a_list_are_alternatives_to_a_page_that_could_not_tell_unions() -> None:
    one = of({"type": ["string", "integer"]})
    other: Any = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
    assert said(one, of(other))
    assert said(one, of(other, lost=["anyOf or oneOf, and discriminators"])) == []


@pytest.mark.parametrize("name", LOST)
def test_what_a_page_could_not_say_is_no_difference(name: str) -> None:
    one, other = LOST[name]
    assert said(of({}, **one), of({}, **other))
    assert said(of({}, **one), of({}, lost=[name], **other)) == []


KEY = {"type": "apiKey", "in": "header", "name": "K"}
SCHEMES: dict[str, Any] = {
    "bearer formats": ({"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                       {"type": "http", "scheme": "bearer"}),
    "OAuth flows and scopes": (
        {"type": "oauth2", "flows": {"password": {"tokenUrl": "/t", "scopes": {}}}},
        {"type": "oauth2", "flows": {}}),
    "which security schemes share a header": (KEY, {**KEY, "name": "L"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMES)
def test_what_a_page_could_not_say_of_a_scheme_is_no_difference(name: str) -> None:
    documents = [of({}, security=[{"k": []}]) for _ in range(3)]
    for one, scheme in zip(documents, [*SCHEMES[name], SCHEMES[name][1]], strict=True):
        one["components"]["securitySchemes"] = {"k": {**scheme, "description": "D", "x-a": 1}}
    assert said(documents[0], documents[1])
    documents[2]["paths"]["/a"]["get"]["x-lost"] = [name]
    assert said(documents[0], documents[2]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KEY, {**KEY, "name": "k"}),
        ({"type": "http", "scheme": "bearer"}, {"type": "http", "scheme": "Bearer"}),
    ],
)
def test_the_case_of_a_header_or_of_a_scheme_is_no_difference(one: Any, other: Any) -> None:
    both = of({}, security=[{"k": []}]), of({}, security=[{"k": []}])
    for document, scheme in zip(both, (one, other), strict=True):
        document["components"]["securitySchemes"] = {"k": scheme}
    assert said(*both) == []


def test_alternatives_count_unless_the_page_could_not_tell_them() -> None:
    either, both = of({}, security=[{"k": []}, {"l": []}]), of({}, security=[{"k": [], "l": []}])
    for one in (either, both):
        one["components"]["securitySchemes"] = {"k": KEY, "l": {**KEY, "name": "L"}}
    assert said(either, both)
    both["paths"]["/a"]["get"]["x-lost"] = ["whether all keys are needed or one of them"]
    assert said(either, both) == []

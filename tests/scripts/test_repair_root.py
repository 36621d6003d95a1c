"""Slips in what a document says of itself, each mended; and the official validator agrees."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline.errors import PipelineError

from .repaired import mended


def test_only_fields_of_openapi_stand_at_the_root() -> None:
    found = mended(basePath="/", webhooks=None, **{"x-a": 1})
    assert list(found) == ["openapi", "info", "paths", "components", "x-a"]


def test_info_is_text_and_a_contact_or_licence_that_is_none_is_left_out() -> None:
    stated = {"title": 5, "version": 1.5, "description": None, "slogan": "x", "x-a": 1}
    found = mended(info={**stated, "contact": {"email": "me", "url": 5}, "license": {"url": "x"}})
    assert found["info"] == {"title": "5", "version": "1.5", "x-a": 1, "contact": {}}
    kept = {"contact": {"email": "me@x"}, "license": {"name": "MIT"}}
    assert mended(info=kept)["info"].items() >= kept.items()


SERVERS: list[tuple[Any, Any]] = [
    (["https://a", {"description": "x"}, None], [{"url": "https://a"}]),
    ([{"url": "/", "name": "x", "description": None, "x-a": 1}], [{"url": "/", "x-a": 1}]),
    (
        [{"url": "{a}", "variables": {"a": {"enum": [1, 2], "type": "string"}}}],
        [{"url": "{a}", "variables": {"a": {"enum": ["1", "2"], "default": "1"}}}],
    ),
    (
        [{"url": "{a}", "variables": {"a": {"enum": [], "default": 80, "description": 5}}}],
        [{"url": "{a}", "variables": {"a": {"default": "80"}}}],
    ),
    ([{"url": "{a}", "variables": {"a": None}}],
     [{"url": "{a}", "variables": {"a": {"default": ""}}}]),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "found"), SERVERS)
def test_a_server_has_an_address_and_its_variables_a_default(stated: Any, found: Any) -> None:
    assert mended(servers=stated)["servers"] == found
    assert mended({"servers": stated})["paths"]["/a"]["get"]["servers"] == found


def test_a_server_of_another_shape_is_left_to_the_validator() -> None:
    with pytest.raises(PipelineError, match="5 is not of type 'object'"):
        mended(servers=[5])


FLOW = {"tokenUrl": "https://t", "scopes": {"a": "b"}}


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"type": "bearer"}, {"type": "http", "scheme": "bearer"}),
        ({"type": "http"}, {"type": "http", "scheme": "bearer"}),
        ({"type": "http", "scheme": "basic", "bearerFormat": "JWT", "in": "header"},
         {"type": "http", "scheme": "basic"}),
        ({"type": "http", "scheme": "Bearer", "bearerFormat": "JWT", "x-a": 1},
         {"type": "http", "scheme": "Bearer", "bearerFormat": "JWT", "x-a": 1}),
        ({"type": "apikey", "in": "Header", "name": "K", "scheme": "x"},
         {"type": "apiKey", "in": "header", "name": "K"}),
        ({"type": "apiKey"}, {"type": "apiKey", "in": "header", "name": "k"}),
        ({"type": "openIdConnect"}, {"type": "openIdConnect", "openIdConnectUrl": ""}),
        ({"type": "mutualTLS"}, {"type": "mutualTLS"}),
        ({"type": "oauth2"}, {"type": "oauth2", "flows": {}}),
        ({"type": "oauth2", "flows": {"password": FLOW, "implicit": {}, "other": FLOW}},
         {"type": "oauth2", "flows": {"password": FLOW}}),
        ({"type": "oauth2", "flows": {"application": {**FLOW, "scopes": ["r"], "x": 5}}},
         {"type": "oauth2", "flows": {"clientCredentials": {**FLOW, "scopes": {"r": ""}}}}),
    ],
)  # fmt: skip
def test_a_security_scheme_has_what_its_type_needs(stated: Any, found: Any) -> None:
    made = mended(components={"securitySchemes": {"k": stated}})
    assert made["components"]["securitySchemes"]["k"] == found


def test_a_scheme_that_is_no_mapping_is_left_to_the_validator() -> None:
    with pytest.raises(PipelineError, match="5 is not of type 'object'"):
        mended(components={"securitySchemes": {"k": 5}})


def test_a_scheme_of_no_known_type_is_left_to_the_validator() -> None:
    with pytest.raises(PipelineError, match="'magic' is not one of"):
        mended(components={"securitySchemes": {"k": {"type": "magic", "name": "x"}}})


SECURITY: list[tuple[Any, Any]] = [
    ("k", [{"k": []}]),
    ({"k": None}, [{"k": []}]),
    ([{"k": ["a", 5]}, None, "k", {}], [{"k": ["a", "5"]}, {"k": []}, {}]),
]


@pytest.mark.parametrize(("stated", "found"), SECURITY)
def test_security_is_a_list_of_schemes_and_their_scopes(stated: Any, found: Any) -> None:
    components = {"securitySchemes": {"k": {"type": "http", "scheme": "bearer"}}}
    made = mended({"security": stated}, components=components)
    assert made["paths"]["/a"]["get"]["security"] == found
    assert mended(security=stated, components=components)["security"] == found

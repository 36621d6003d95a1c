"""Fern's export, construct by construct."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pipeline import fern, pages, yaml12
from pipeline.errors import PipelineError
from pipeline.markdown import Page

if TYPE_CHECKING:
    from pathlib import Path

EXPORT = """
openapi: 3.1.1
info: {title: Make it, version: endpoint_a/b.make}
paths:
  /v1/it:
    post:
      operationId: make
      tags: [[subpackage_a, subpackage_a/b]]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/It'}}}}
      responses: {'200': {description: OK}}
components:
  schemas:
    It:
      type: object
      required: [kind]
      properties:
        kind: {type: string, enum: [{value: a}, {value: b}, c]}
        flag: {type: string, enum: [{type: booleanLiteral, value: false}]}
        text: {type: string, format: enum}
"""


def page(address: tuple[str, str] | None = None) -> Page:
    return Page("page.md", "", 6, 5, None, None, "Make it", None, address)


def read(text: str = EXPORT, address: tuple[str, str] | None = None) -> Any:
    return fern.read(yaml12.load(text, "page.md"), page(address)).document


def test_the_export_is_told_by_its_version() -> None:
    assert fern.is_fern(yaml12.load(EXPORT, "x"), page())
    assert not fern.is_fern({"info": {"version": "1.0"}}, page())
    assert not fern.is_fern({}, page())


def test_title_and_version_of_one_endpoint_are_not_those_of_the_api() -> None:
    assert "info" not in read()


def test_the_address_without_the_path_is_the_server() -> None:
    found = read(address=("post", "https://api.example/base/v1/it"))
    assert found["servers"] == [{"url": "https://api.example/base"}]


def test_without_an_address_there_is_no_server() -> None:
    assert "servers" not in read()


@pytest.mark.parametrize(
    "address", [("get", "https://api.example/v1/it"), ("post", "https://api.example/v2")]
)
def test_an_address_of_another_operation_is_refused(address: Any) -> None:
    with pytest.raises(PipelineError, match=r"^page.md:5: the page states"):
        read(address=address)


def test_the_innermost_package_is_the_tag() -> None:
    assert read()["paths"]["/v1/it"]["post"]["tags"] == ["a/b"]


def test_the_root_package_is_no_tag() -> None:
    found = read(EXPORT.replace("[[subpackage_a, subpackage_a/b]]", "[[]]"))
    assert "tags" not in found["paths"]["/v1/it"]["post"]


def test_tags_that_are_flat_stay() -> None:
    found = read(EXPORT.replace("[[subpackage_a, subpackage_a/b]]", "[subpackage_c]"))
    assert found["paths"]["/v1/it"]["post"]["tags"] == ["c"]


def test_enum_maps_are_their_values_and_boolean_literals_are_booleans() -> None:
    properties = read()["components"]["schemas"]["It"]["properties"]
    assert properties["kind"]["enum"] == ["a", "b", "c"]
    assert properties["flag"] == {"type": "boolean", "enum": [False]}


def test_formats_that_mean_nothing_are_dropped() -> None:
    assert read()["components"]["schemas"]["It"]["properties"]["text"] == {"type": "string"}


def test_a_body_with_a_required_property_is_required() -> None:
    assert read()["paths"]["/v1/it"]["post"]["requestBody"]["required"] is True


def test_a_body_without_a_required_property_is_not() -> None:
    found = read(EXPORT.replace("required: [kind]", "title: It"))
    assert "required" not in found["paths"]["/v1/it"]["post"]["requestBody"]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://api.example/base/v1/:id", "/v1/{id}"),
        ("https://api.example/base/v1/x?a=1", "/v1/x"),
        ("https://{region}.api.example/base/v1/x", "/v1/x"),
    ],
)
def test_an_address_may_write_variables_another_way(url: str, path: str) -> None:
    found = read(EXPORT.replace("/v1/it", path), ("post", url))
    assert found["servers"][0]["url"].endswith("api.example/base")


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(PipelineError, match="the page states"):
        read(address=("post", "https://[x/v1/it"))


def test_literals_of_another_kind_than_the_type_are_what_they_are() -> None:
    text = EXPORT.replace("{type: booleanLiteral, value: false}", "{value: 1}, {value: 2}")
    properties = read(text)["components"]["schemas"]["It"]["properties"]
    assert properties["flag"] == {"type": "integer", "enum": [1, 2]}


def test_a_default_that_is_a_map_is_its_value() -> None:
    text = EXPORT.replace("enum: [{value: a}", "default: {value: b}, enum: [{value: a}")
    assert read(text)["components"]["schemas"]["It"]["properties"]["kind"]["default"] == "b"


UNION = "{oneOf: [{type: object, required: [a]}, {$ref: '#/components/schemas/It'}]}"


@pytest.mark.parametrize(
    ("schema", "required"),
    [
        (UNION, True),
        (UNION.replace("required: [a]", "title: A"), None),
        ("{oneOf: []}", None),
        ("{$ref: '#/components/schemas/Gone'}", None),
    ],
)
def test_a_union_requires_a_body_if_every_variant_does(schema: str, required: Any) -> None:
    text = EXPORT.replace("{$ref: '#/components/schemas/It'}", schema)
    assert read(text)["paths"]["/v1/it"]["post"]["requestBody"].get("required") is required


def test_what_the_export_cannot_say_is_named() -> None:
    always = (
        "title and version of the API",
        "operationId",
        "tags",
        "deprecated",
        "headers and links of responses, callbacks",
        "styles of parameters",
        "limits of values",
        "examples",
        "anyOf or oneOf, and discriminators",
        "names of components",
        "extensions of parameters and of whole bodies",
        "whether all keys are needed or one of them",
        "bearer formats",
    )
    found = fern.read(yaml12.load(EXPORT, "x"), page())
    assert found.lost == (*always, "servers", "whether the body is required")
    assert found.endpoint == "a/b.make"
    text = EXPORT.replace("application/json", "multipart/form-data").replace(
        "OK}", "OK, content: {}}"
    )
    text = text.replace("{$ref: '#/components/schemas/It'}", "{type: object, properties: {}}")
    found = fern.read(yaml12.load(text, "x"), page(("post", "https://a.example/v1/it")))
    assert found.lost[len(always) :] == (
        "whether the body is required",
        "how parts of the body are written",
        "parts of the body",
        "bodies of errors",
    )


def test_an_operation_without_a_body_loses_nothing_of_it() -> None:
    found = fern.read(yaml12.load(EXPORT.replace("requestBody", "x-body"), "x"), page())
    assert "whether the body is required" not in found.lost


def test_a_page_of_this_dialect_is_read_from_its_file(tmp_path: Path) -> None:
    head = "# Make it\n\nPOST https://h.example/v1/it\n\n## OpenAPI Specification\n\n"
    text = f"{head}```yaml{EXPORT}```\n"
    file = tmp_path / "page.md"
    file.write_text(text)
    assert pages.read([file])["servers"] == [{"url": "https://h.example"}]


NEWER = """
openapi: 3.1.0
info: {title: Things API, version: 1.0.0}
paths:
  /v1/it:
    post:
      operationId: make
      tags: [subpackage_a.subpackage_a/b]
      parameters:
        - {name: id, in: query, required: false, schema: {type: string}}
        - {name: Authorization, in: header, required: true, schema: {type: string}}
      responses:
        '200':
          description: OK
          content: {application/json: {schema: {$ref: '#/components/schemas/make_Response_200'}}}
        '400':
          description: Wrong
          content: {application/json: {schema: {description: Any type}}}
servers: [{url: https://api.example/base}, {url: https://api.example/eu}]
components:
  schemas:
    make_Response_200: {type: object, properties: {}, description: Empty response body}
  securitySchemes:
    sec0: {type: http, scheme: basic}
"""
ADDRESS = ("post", "https://api.example/base/v1/it")


def newer(text: str = NEWER) -> Any:
    document = read(text, ADDRESS)
    return document, document["paths"]["/v1/it"]["post"]


def test_the_newer_export_is_told_by_the_address_above_or_by_a_package_for_a_tag() -> None:
    rootless = yaml12.load(NEWER.replace("subpackage_", ""), "x")
    assert fern.is_fern(yaml12.load(NEWER, "x"), page())
    assert fern.is_fern(rootless, page(ADDRESS))
    assert not fern.is_fern(rootless, page())
    assert not fern.is_fern(rootless, page(ADDRESS)._replace(method="post"))


def test_the_newer_export_keeps_its_own_info_and_servers() -> None:
    document, operation = newer()
    assert document["info"] == {"title": "Things API", "version": "1.0.0"}
    assert [one["url"][-4:] for one in document["servers"]] == ["base", "e/eu"]
    assert operation["tags"] == ["a/b"]


def test_a_declared_scheme_takes_the_place_of_the_header_that_carries_its_key() -> None:
    _document, operation = newer()
    assert operation["security"] == [{"sec0": []}]
    assert [one["name"] for one in operation["parameters"]] == ["id"]


def test_schemes_of_one_header_are_alternatives_and_an_optional_one_may_be_left_out() -> None:
    more = "sec0: {type: http, scheme: basic}\n    sec1: {type: http, scheme: bearer}"
    text = NEWER.replace("sec0: {type: http, scheme: basic}", more)
    _document, operation = newer(text.replace("required: true", "required: false"))
    assert operation["security"] == [{"sec0": []}, {"sec1": []}, {}]


def test_a_declared_scheme_that_no_header_carries_is_not_asked_for() -> None:
    _document, operation = newer(NEWER.replace("Authorization", "X-Other"))
    assert "security" not in operation


def test_a_response_described_as_empty_has_no_content() -> None:
    _document, operation = newer()
    assert "content" not in operation["responses"]["200"]
    assert "content" in operation["responses"]["400"]


def test_the_newer_export_tells_the_forms_of_a_call_apart_by_package_and_id() -> None:
    assert fern.read(yaml12.load(NEWER, "x"), page(ADDRESS)).endpoint == "a/b.make"

"""Headers that carry a key become security schemes."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline.repairs import repair

from .repaired import document, operation_of


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


KEY = {"type": "apiKey", "in": "header", "name": "X-Api-Key"}


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("X-Api-Key", []),
        ("x-api-key", []),
        ("X-Other-Key", []),
        ("Other-Api-Key", ["Other-Api-Key"]),
    ],
)
def test_where_security_is_stated_only_its_own_headers_go(name: str, left: list[str]) -> None:
    stated: dict[str, Any] = {"security": [{"k": []}], "parameters": [header(name)]}
    before = document(operation=stated)
    schemes = {"k": KEY | ({"name": name} if name == "X-Other-Key" else {})}
    before["components"]["securitySchemes"] = schemes
    found = operation_of(repair(before))
    assert [one["name"] for one in found["parameters"]] == left
    assert found["security"] == [{"k": []}]


def test_a_key_that_is_optional_by_its_own_word_may_be_left_out() -> None:
    said = "Header authentication of the form `undefined <token>`"
    one = header("xi-api-key", said, required=False)
    found = operation_of(repair(document(operation={"parameters": [one]})))
    assert found["security"] == [{"xi-api-key": []}, {}]

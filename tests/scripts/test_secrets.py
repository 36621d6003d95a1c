"""What a document marks as a secret is known by name, and marked for the client's generator."""

from typing import Any

import pytest
from pipeline import secrets

from .viewed import to

PASSWORD = {"type": "string", "format": "password"}
PLAIN = {"type": "string"}


def has(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def document(body: Any, answer: Any = True, **schemas: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": answer}}
    post = {
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": {"200": {"description": "", "content": content}},
    }
    return {
        "paths": {"/jobs": {"post": post, "get": {"responses": {}}}},
        "components": {"schemas": schemas},
    }


def test_secrets_of_bodies_are_known_by_name_in_order_and_once() -> None:
    given = document(
        has(token=PASSWORD, inner=to("Inner"), name=PLAIN),
        has(answered=PASSWORD),
        Inner=has(key=to("Key"), token=PASSWORD),
        Key=PASSWORD,
        Unused=has(other=PASSWORD),
    )
    assert secrets.names(given) == ["key", "token"]


def test_a_body_that_is_a_component_counts() -> None:
    given = document(PLAIN)
    body = given["paths"]["/jobs"]["post"]["requestBody"]
    given["components"]["requestBodies"] = {
        "New": document(has(k=PASSWORD))["paths"]["/jobs"]["post"]["requestBody"]
    }
    body.clear()
    body["$ref"] = "#/components/requestBodies/New"
    assert secrets.names(given) == ["k"]


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [PASSWORD, {"type": "null"}]},
        {"oneOf": [{"type": "integer"}, to("Key")]},
        {"allOf": [to("Key")]},
        {"type": "array", "items": PASSWORD},
        {"type": ["string", "null"], "format": "password"},
    ],
)
def test_a_secret_may_be_in_a_union_or_a_list(schema: Any) -> None:
    assert secrets.names(document(has(k=schema), Key=PASSWORD)) == ["k"]


def test_a_schema_that_holds_itself_has_an_end() -> None:
    loop = {"anyOf": [to("Loop"), PLAIN]}
    assert secrets.names(document(has(loop=to("Loop"), any=True), Loop=loop)) == []


def test_the_description_of_a_secret_begins_with_the_mark_and_nothing_else_does() -> None:
    given = document(
        has(
            plain=PASSWORD,
            said={**PASSWORD, "description": "From the page."},
            by_reference=to("Key"),
            values={"type": "object", "additionalProperties": to("Key")},
            inner=to("Inner"),
        ),
        Key={**PASSWORD, "description": "A key."},
        Inner=has(k=PASSWORD),
    )
    secrets.mark(given)
    found = given["paths"]["/jobs"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    marked = found["properties"]
    assert marked["plain"] == {**PASSWORD, "description": secrets.MARK}
    assert marked["said"]["description"] == f"{secrets.MARK} From the page."
    assert marked["by_reference"] == {**PASSWORD, "description": f"{secrets.MARK} A key."}
    assert marked["values"]["additionalProperties"] == marked["by_reference"]
    assert marked["inner"] == to("Inner")
    assert given["components"]["schemas"]["Key"]["description"] == "A key."

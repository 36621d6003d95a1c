"""How a test reads a document: what belongs to an operation, and what an exchange may hold."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from . import documents

FORM: dict[str, Any] = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string", "maxLength": 3}},
}
OPERATION = documents.Operation(
    documents.Document(
        "example",
        {
            "servers": [{"url": "https://api.example.ai/v1"}],
            "security": [{"key": []}],
            "paths": {
                "/things": {
                    "post": {
                        "operationId": "addThing",
                        "servers": [{"url": "https://elsewhere.example.ai"}],
                        "requestBody": {
                            "content": {
                                "application/x-www-form-urlencoded": {"schema": FORM},
                                "multipart/form-data": {"schema": FORM},
                                "text/plain": {"schema": {"type": "string"}},
                            }
                        },
                        "responses": {
                            "302": {
                                "description": "words",
                                "headers": {
                                    "Location": {"required": True, "schema": {"type": "string"}},
                                    "X-Other": {"schema": {"type": "string"}},
                                },
                            }
                        },
                    }
                },
                "/things/{id}": {
                    "delete": {
                        "operationId": "deleteThing",
                        "description": "words",
                        "responses": {
                            "200": {
                                "description": "words",
                                "content": {
                                    "application/json": {
                                        "schema": {"$ref": "#/components/schemas/Thing"}
                                    }
                                },
                            },
                            "204": {"description": "words"},
                        },
                    }
                },
            },
            "components": {
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
                "schemas": {
                    "Thing": {
                        "type": "object",
                        "required": ["description"],
                        "properties": {"description": {"type": "string", "description": "words"}},
                    },
                    "Unused": {"type": "object"},
                },
            },
        },
    ),
    "/things/{id}",
    "delete",
)


def changed(*steps: str, to: Any) -> documents.Operation:
    """The same operation in a document that differs in one place."""
    content = copy.deepcopy(OPERATION.document.content)
    node = content
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = to
    return documents.Operation(
        documents.Document("example", content), OPERATION.path, OPERATION.method
    )


@pytest.mark.parametrize(
    "other",
    [
        changed("paths", "/things/{id}", "delete", "description", to="other words"),
        changed("components", "schemas", "Unused", to={"type": "string"}),
        changed(
            "components", "schemas", "Thing", "properties", "description", "description", to="other"
        ),
    ],
    ids=["description", "unused-schema", "description-of-a-property"],
)
def test_words_and_what_is_not_referred_to_do_not_make_a_cassette_stale(
    other: documents.Operation,
) -> None:
    assert other.sha256() == OPERATION.sha256()


@pytest.mark.parametrize(
    "other",
    [
        changed("components", "schemas", "Thing", "required", to=[]),
        changed("components", "schemas", "Thing", "properties", "description", to={}),
        changed("components", "securitySchemes", "key", "scheme", to="basic"),
        changed("servers", to=[{"url": "https://api.example.ai/v2"}]),
        changed("paths", "/things/{id}", "parameters", to=[{"name": "id", "in": "path"}]),
    ],
    ids=["schema", "property-named-description", "security", "server", "parameter"],
)
def test_everything_that_an_operation_refers_to_makes_a_cassette_stale(
    other: documents.Operation,
) -> None:
    assert other.sha256() != OPERATION.sha256()


@pytest.mark.parametrize(
    ("status", "media_type", "body", "problem"),
    [
        (200, "application/json", b'{"description": 1}', "$.description: 1 is not of type"),
        (200, "application/json", b"{}", "$: 'description' is a required property"),
        (200, "text/html", b"", "media type 'text/html' is not documented"),
        (204, "", b"{}", "a body where the document has none"),
        (418, "", b"", "status 418 is not documented"),
    ],
)
def test_an_answer_outside_the_document_is_noticed(
    status: int, media_type: str, body: bytes, problem: str
) -> None:
    (found,) = OPERATION.response_problems(status, media_type, body)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "body", [(200, "application/json; charset=utf-8", b'{"description": "x"}'), (204, "", b"")]
)
def test_an_answer_within_the_document_has_no_problem(body: tuple[int, str, bytes]) -> None:
    assert OPERATION.response_problems(*body) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.ai/v1/things/a/b",
        "https://api.example.ai/things/a",
        "https://other.example.ai/v1/things/a",
    ],
)
def test_an_address_of_no_operation_is_refused(url: str) -> None:
    with pytest.raises(LookupError, match="fits DELETE https://"):
        OPERATION.document.operation("DELETE", url)


def test_an_address_is_matched_to_its_operation() -> None:
    found = OPERATION.document.operation("DELETE", "https://api.example.ai/v1/things/a%2Fb")
    assert (found.path, found.method) == ("/things/{id}", "delete")


def test_an_operation_that_names_another_server_is_found_at_the_documents_too() -> None:
    for server in ("https://elsewhere.example.ai", "https://api.example.ai/v1"):
        assert OPERATION.document.operation("POST", f"{server}/things").id == "addThing"


def test_the_operations_of_a_document_are_found_by_their_names() -> None:
    found = OPERATION.document.operations
    assert {name: (found[name].method, found[name].path) for name in found} == {
        "addThing": ("post", "/things"),
        "deleteThing": ("delete", "/things/{id}"),
    }


def test_a_header_that_an_answer_must_have_is_missed() -> None:
    adding = OPERATION.document.operations["addThing"]
    (problem,) = adding.header_problems(302, {"x-other"})
    assert problem == "header 'location' is missing"
    assert adding.header_problems(302, {"location"}) == []


FORMS = {
    "urlencoded": ("application/x-www-form-urlencoded", b"name=%s&other=1"),
    "multipart": (
        "multipart/form-data; boundary=b",
        (
            b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n%s\r\n'
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n'
            b'{"text": "a"}\n\r\n--b--\r\n'
        ),
    ),
    "text": ("text/plain", b"%s"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_body_that_is_no_json_is_held_to_the_document(form: str) -> None:
    adding = OPERATION.document.operations["addThing"]
    media_type, body = FORMS[form]
    assert adding.request_problems(media_type, body % b"abc") == []


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_a_wrong_field_of_a_form_is_noticed(form: str) -> None:
    adding = OPERATION.document.operations["addThing"]
    media_type, body = FORMS[form]
    assert adding.request_problems(media_type, body % b"abcd") == ["$.name: 'abcd' is too long"]

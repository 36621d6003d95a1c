"""How a test reads a document: what belongs to an operation, and what an exchange may hold."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from finetunes.testing.contract import strict

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
    "url",
    [
        "https://api.example.ai/v1/things/a/b",
        "https://api.example.ai/things/a",
        "https://other.example.ai/v1/things/a",
    ],
)
def test_an_address_of_no_operation_is_refused(url: str) -> None:
    with pytest.raises(LookupError, match="fits DELETE https://"):
        OPERATION.document.operation_of("DELETE", url)


def test_an_address_is_matched_to_its_operation() -> None:
    found = OPERATION.document.operation_of("DELETE", "https://api.example.ai/v1/things/a%2Fb")
    assert (found.path, found.method) == ("/things/{id}", "delete")


def test_an_operation_that_names_another_server_is_found_at_the_documents_too() -> None:
    for server in ("https://elsewhere.example.ai", "https://api.example.ai/v1"):
        assert OPERATION.document.operation_of("POST", f"{server}/things").id == "addThing"


def test_the_operations_of_a_document_are_found_by_their_names() -> None:
    found = OPERATION.document.operations
    assert {name: (found[name].method, found[name].path) for name in found} == {
        "addThing": ("post", "/things"),
        "deleteThing": ("delete", "/things/{id}"),
    }


@pytest.mark.parametrize("provider", documents.PROVIDERS)
def test_every_answer_of_json_has_a_contract_as_its_second_judge(provider: str) -> None:
    document = documents.read(provider)
    alone: list[str] = []
    for operation in document.operations.values():
        for status in operation.definition["responses"]:
            pointer, response = operation.response(int(status)) or ("", {})
            if "application/json" in response.get("content", {}):
                schema, _ = document.follow(f"{pointer}/content/application~1json/schema")
                alone += [schema] if strict.objections(document, schema, {}) is None else []
    assert alone == []

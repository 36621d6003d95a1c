"""A small document with one of everything that an exchange is held to."""

from __future__ import annotations

from typing import Any

from finetunes.testing.contract import Document, Exchange

INTEGER, TEXT = {"type": "integer"}, {"type": "string"}


def of(schema: Any) -> dict[str, Any]:
    """Content of JSON."""
    return {"content": {"application/json": {"schema": schema}}}


def parameter(name: str, schema: Any, place: str = "query", **more: Any) -> dict[str, Any]:
    """One parameter."""
    return {"name": name, "in": place, "schema": schema, **more}


THING = {"$ref": "#/components/schemas/Thing"}
FORM = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "maxLength": 3},
        "size": INTEGER,
        "tags": {"type": "array", "items": INTEGER},
        "any": {"type": "array"},
        "free": True,
    },
}
SCHEMAS: dict[str, Any] = {
    "Thing": {
        "type": "object",
        "required": ["id", "name", "api_key"],
        "properties": {
            "id": {**INTEGER, "readOnly": True, "minimum": 1},
            "name": {"type": "string", "maxLength": 3, "pattern": "^[a-z]*$"},
            "api_key": {"type": "string", "format": "password", "writeOnly": True, "enum": ["a"]},
            "when": {"type": "string", "format": "date-time"},
            "kind": {"enum": ["one", "two"]},
            "word": {"const": "fixed"},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
            "pair": {"type": "array", "prefixItems": [{"$ref": "#/components/schemas/Part"}, True]},
            "shape": {
                "oneOf": [
                    {"type": "object", "required": ["r"], "properties": {"r": INTEGER}},
                    {"type": "object", "required": ["w"], "properties": {"w": INTEGER}},
                ]
            },
            "whole": {
                "allOf": [
                    {"$ref": "#/components/schemas/Part"},
                    {"type": "object", "properties": {"b": INTEGER}},
                ]
            },
            "numbers": {"type": "object", "additionalProperties": INTEGER},
            "named": {
                "type": "object",
                "properties": {"a-b": INTEGER},
                "patternProperties": {"^x-": {"$ref": "#/components/schemas/Part"}},
            },
            "closed": {"type": "object", "properties": {"a": True}, "additionalProperties": False},
            "free": {"type": "object"},
            "next": {"anyOf": [THING, {"type": "null"}]},
        },
    },
    "Part": {
        "type": "object",
        "properties": {"a": INTEGER},
        "if": {"required": ["a"]},
        "then": {"properties": {"c": INTEGER}},
    },
}
CONTENT: dict[str, Any] = {
    "servers": [{"url": "https://api.example.ai/v1"}],
    "security": [{"header": []}, {"query": []}],
    "paths": {
        "/things": {
            "get": {
                "operationId": "listThings",
                "parameters": [
                    {"$ref": "#/components/parameters/Limit"},
                    parameter("verbose", {"type": "boolean"}),
                    parameter("ratio", {"type": "number"}),
                    parameter("order", {"type": "string", "enum": ["asc", "desc"]}),
                    parameter("tag", {"type": "array", "items": INTEGER, "maxItems": 2}),
                    parameter("sort", {"type": "array", "items": INTEGER}, explode=False),
                    parameter("any", {"type": "array"}, style="pipeDelimited"),
                    parameter("filter", {"type": "object"}, style="deepObject"),
                    parameter("access_token", {"type": "integer"}),
                    parameter("X-Level", INTEGER, "header"),
                    parameter("X-Levels", {"type": "array", "items": INTEGER}, "header"),
                    {"name": "odd", "in": "query", "content": {}},
                ],
                "responses": {
                    "200": {"description": "", **of({"type": "array", "items": THING})},
                    "206": {"description": "", "content": {"application/*": {"schema": True}}},
                    "4XX": {
                        "description": "",
                        "content": {"application/problem+json": {"schema": {"type": "object"}}},
                    },
                    "default": {"description": "", "content": {"text/plain": {"schema": TEXT}}},
                },
            },
            "head": {"operationId": "countThings", "responses": {"200": of(THING)}},
            "post": {
                "operationId": "addThing",
                "servers": [{"url": "https://elsewhere.example.ai"}],
                "requestBody": {"$ref": "#/components/requestBodies/Thing"},
                "responses": {
                    "201": {
                        "headers": {
                            "Location": {"required": True, "schema": TEXT},
                            "X-Count": {"schema": INTEGER},
                            "X-Odd": {"content": {}},
                        }
                    },
                    "200": {"content": {"image/png": {}, "application/octet-stream": of(TEXT)}},
                },
            },
        },
        "/strict": {
            "get": {
                "operationId": "readStrict",
                "security": [],
                "parameters": [
                    parameter("q", TEXT, required=True),
                    parameter("X-Version", INTEGER, "header", required=True),
                    parameter("Accept", TEXT, "header", required=True),
                ],
                "responses": {"204": {"description": ""}},
            }
        },
        "/things/mine": {"get": {"operationId": "readMine", "responses": {"200": of(THING)}}},
        "/things/{id}": {
            "parameters": [parameter("id", INTEGER, "path", required=True)],
            "get": {"operationId": "readThing", "responses": {"200": of(THING)}},
            "delete": {"responses": {"204": {"description": ""}}},
        },
        "/things/{id}/parts/{part}.json": {
            "get": {"operationId": "readPart", "responses": {"204": of(THING)}}
        },
    },
    "components": {
        "parameters": {"Limit": parameter("limit", {"type": "integer", "maximum": 10})},
        "requestBodies": {
            "Thing": {
                "required": True,
                "content": {
                    "application/json": {"schema": THING},
                    "application/x-www-form-urlencoded": {"schema": FORM},
                    "multipart/form-data": {"schema": FORM},
                    "text/plain": {"schema": TEXT},
                },
            }
        },
        "securitySchemes": {
            "header": {"type": "apiKey", "name": "X-Key", "in": "header"},
            "query": {"type": "apiKey", "name": "key", "in": "query"},
        },
        "schemas": SCHEMAS,
    },
}
DOCUMENT = Document("example", CONTENT, "0" * 64)

SERVER = "https://api.example.ai/v1"
JSON = (("Content-Type", "application/json"),)


def exchange(target: str, status: int | None = None, body: bytes = b"", **more: Any) -> Exchange:
    """An exchange with the document's server, with an answer of JSON."""
    method, _, path = target.partition(" ")
    headers = more.pop("headers", JSON if body else ())
    return Exchange(
        method, SERVER + path, status=status, response_headers=headers, response_body=body, **more
    )


def sent(body: bytes, content_type: str = "application/json", **more: Any) -> Exchange:
    """A request with a body."""
    headers = (("content-type", content_type),)
    return Exchange("POST", f"{SERVER}/things", headers, body, **more)

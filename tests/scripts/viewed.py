"""Small documents: one operation, and schemas that it sends or answers."""

from typing import Any


def document(schemas: dict[str, Any], answer: Any, body: Any = None) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": "getJob",
        "responses": {
            "200": {"description": "ok", "content": {"application/json": {"schema": answer}}},
            "204": {"description": "none"},
            "500": {"description": "no schema", "content": {"text/plain": {}}},
        },
    }
    if body:
        operation["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/jobs": {"post": operation}},
        "components": {"schemas": schemas},
    }


def to(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


STATUS = {"type": "string", "enum": ["queued", "done"]}


def job(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}

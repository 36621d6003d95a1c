"""Small documents, repaired."""

from __future__ import annotations

from typing import Any

from openapi_spec_validator import validate as accept
from pipeline.repairs import repair
from pipeline.validate import validate

NULL = {"type": "null"}


def document(schemas: Any = None, operation: Any = None, **fields: Any) -> dict[str, Any]:
    answer = {"responses": {"200": {"description": "OK"}}}
    return {
        "openapi": "3.0.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {**answer, **(operation or {})}}},
        "components": {"schemas": schemas or {}},
        **fields,
    }


def mended(operation: Any = None, *, schemas: Any = None, **fields: Any) -> Any:
    """Return a document after the repairs; both we and the official validator accept it then."""
    found = repair(document(schemas, operation, **fields))
    validate(found, "x")
    accept(found)
    return found


def mended_schema(schema: Any, **others: Any) -> Any:
    """Return a property's schema after the repairs; the whole is as with `mended`."""
    holder = {"type": "object", "properties": {"p": schema}}
    found = mended(schemas={"Holder": holder, **others})
    return found["components"]["schemas"]["Holder"]["properties"]["p"]


def operation_of(found: Any, path: str = "/a") -> Any:
    validate(found, "x")
    return found["paths"][path]["get"]

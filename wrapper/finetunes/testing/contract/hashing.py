"""The hash of an operation, which says whether a recording is older than what it is held to."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .document import Document, JSONObject, Operation

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Words for people: a changed description does not make a recorded exchange stale.
_PROSE = {"description", "summary", "externalDocs"}
# Below these keys stand names that somebody chose, so `description` there is a name, not prose.
_NAMED = {"properties", "patternProperties", "responses", "content", "headers", "callbacks"}


def sha256(operation: Operation) -> str:
    """Hash an operation, all it refers to, and how it is reached, leaving out prose."""
    content = operation.document.content
    schemes = sorted({name for requirement in operation.security for name in requirement})
    reached: JSONObject = {}
    item = content["paths"][operation.path]
    shared = {key: value for key, value in item.items() if key not in METHODS}
    _collect(operation.document, [operation.definition, shared], reached)
    parts = {
        "method": operation.method,
        "path": operation.path,
        "servers": [server["url"] for server in operation.servers],
        "security": [content["components"]["securitySchemes"][name] for name in schemes],
        "shared": shared,
        "operation": operation.definition,
        "components": reached,
    }
    text = json.dumps(_without_prose(parts), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _collect(document: Document, node: object, reached: JSONObject) -> None:
    if isinstance(node, dict):
        mapping = cast("dict[str, Any]", node)
        reference = mapping.get("$ref")
        if isinstance(reference, str) and reference not in reached:
            reached[reference] = document.at(reference.removeprefix("#"))
            _collect(document, reached[reference], reached)
        for value in mapping.values():
            _collect(document, value, reached)
    elif isinstance(node, list):
        for value in cast("list[object]", node):
            _collect(document, value, reached)


def _without_prose(node: object, *, names: bool = False) -> object:
    if isinstance(node, dict):
        return {
            key: _without_prose(value, names=not names and key in _NAMED)
            for key, value in cast("dict[str, object]", node).items()
            if names or key not in _PROSE
        }
    if isinstance(node, list):
        return [_without_prose(value) for value in cast("list[object]", node)]
    return node

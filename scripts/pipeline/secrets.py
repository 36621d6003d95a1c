"""Find the secrets of a document: what a schema marks with `format: password`.

OpenAPI 3.1 keeps that format "to obscure the value"; nothing else marks a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, clone, is_mapping
from pipeline.references import follow, reached
from pipeline.structure import operations, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

MARK = "A secret, in no repr."
"""Begins the description of a secret in the client's view, where its template looks for it."""

_DEEPEST = 20  # levels of unions in unions


def names(document: Document) -> list[str]:
    """Return the names of all properties in request bodies that hold secrets, sorted.

    Args:
        document: A valid document.
    """
    bodies: Document = {}
    for path, method, operation in operations(document):
        if "requestBody" in operation:
            bodies.setdefault(path, {})[method] = {"requestBody": operation["requestBody"]}
    components: Document = {}
    for kind, name in reached(document, {"paths": bodies}):
        components.setdefault(kind, {})[name] = document["components"][kind][name]
    holders = schemas({"paths": bodies, "components": components})
    return sorted({name for place in holders for name in _secrets(document, place.node)})


def mark(document: Document) -> None:
    """Let the description of every property that holds a secret begin with `MARK`.

    The generator drops the format but keeps the description. A reference takes no description, so
    what it refers to is written in its place.

    Args:
        document: A document that is there to be changed.
    """
    for place in list(schemas(document)):
        held = place.node.get("properties", {})
        for name in _secrets(document, place.node):
            held[name] = _marked(document, held[name])
        if is_secret(document, place.node.get("additionalProperties")):
            values = place.node["additionalProperties"]
            place.node["additionalProperties"] = _marked(document, values)


def is_secret(document: Document, schema: Any, depth: int = 0) -> bool:
    """Tell whether a value of a schema may be a secret, or a list of secrets."""
    if not is_mapping(schema) or depth > _DEEPEST:
        return False
    node = follow(document, schema)
    members = [one for key in ("anyOf", "oneOf", "allOf") for one in as_list(node.get(key))]
    return node.get("format") == "password" or any(
        is_secret(document, one, depth + 1) for one in [*members, node.get("items")]
    )


def _secrets(document: Document, schema: Document) -> Iterator[str]:
    for name, value in schema.get("properties", {}).items():
        if is_secret(document, value):
            yield name


def _marked(document: Document, schema: Document) -> Document:
    said = {**follow(document, schema), **schema}.get("description", "")
    return {**clone(follow(document, schema)), "description": f"{MARK} {said}".strip()}

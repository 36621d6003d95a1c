"""Where things stand in an OpenAPI 3.1 document: which node is a schema, which only data.

A property may be called `nullable`, and an example may hold a `$ref`; neither means anything.
Everything that reads or mends a document therefore walks it by the table below, which is the
fixed and patterned fields of the OpenAPI Specification 3.1, section 4.8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pipeline.jsontypes import as_mapping, is_list, is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The fields of a path item that are operations."""

_ONE, _LIST, _MAP = "one", "list", "map"

_SCHEMA: dict[str, tuple[str, str]] = {
    "items": (_ONE, "schema"),
    "additionalProperties": (_ONE, "schema"),
    "not": (_ONE, "schema"),
    "if": (_ONE, "schema"),
    "then": (_ONE, "schema"),
    "else": (_ONE, "schema"),
    "contains": (_ONE, "schema"),
    "propertyNames": (_ONE, "schema"),
    "unevaluatedItems": (_ONE, "schema"),
    "unevaluatedProperties": (_ONE, "schema"),
    "contentSchema": (_ONE, "schema"),
    "allOf": (_LIST, "schema"),
    "anyOf": (_LIST, "schema"),
    "oneOf": (_LIST, "schema"),
    "prefixItems": (_LIST, "schema"),
    "properties": (_MAP, "schema"),
    "patternProperties": (_MAP, "schema"),
    "dependentSchemas": (_MAP, "schema"),
    "$defs": (_MAP, "schema"),
    "definitions": (_MAP, "schema"),
}
_PARAMETER = {
    "schema": (_ONE, "schema"),
    "content": (_MAP, "media type"),
    "examples": (_MAP, "example"),
}
_CHILDREN: dict[str, dict[str, tuple[str, str]]] = {
    "document": {
        "paths": (_MAP, "path item"),
        "webhooks": (_MAP, "path item"),
        "components": (_ONE, "components"),
    },
    "components": {
        "schemas": (_MAP, "schema"),
        "responses": (_MAP, "response"),
        "parameters": (_MAP, "parameter"),
        "examples": (_MAP, "example"),
        "requestBodies": (_MAP, "request body"),
        "headers": (_MAP, "header"),
        "securitySchemes": (_MAP, "security scheme"),
        "links": (_MAP, "link"),
        "callbacks": (_MAP, "callback"),
        "pathItems": (_MAP, "path item"),
    },
    "path item": dict.fromkeys(METHODS, (_ONE, "operation")) | {"parameters": (_LIST, "parameter")},
    "operation": {
        "parameters": (_LIST, "parameter"),
        "requestBody": (_ONE, "request body"),
        "responses": (_MAP, "response"),
        "callbacks": (_MAP, "callback"),
    },
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "request body": {"content": (_MAP, "media type")},
    "response": {
        "headers": (_MAP, "header"),
        "content": (_MAP, "media type"),
        "links": (_MAP, "link"),
    },
    "media type": {
        "schema": (_ONE, "schema"),
        "encoding": (_MAP, "encoding"),
        "examples": (_MAP, "example"),
    },
    "encoding": {"headers": (_MAP, "header")},
    "schema": _SCHEMA,
}


class Place(NamedTuple):
    """A node of a document and where it stands."""

    kind: str
    """What it is: `schema`, `operation`, `media type`, …; see the table above."""
    path: tuple[str, ...]
    """The keys and positions that lead to it from the root."""
    node: dict[str, Any]
    container: Any
    """What holds it: `container[key] is node`."""
    key: str | int
    parent: str
    """The kind of what it stands in."""

    @property
    def pointer(self) -> str:
        """Its JSON pointer as a URI fragment without percent-encoding, e.g. `#/paths/~1v1`."""
        return pointer(self.path)


def pointer(path: tuple[str, ...]) -> str:
    """Return the JSON pointer (RFC 6901) of a path, beginning with `#/`."""
    return "#/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in path)


_Held: TypeAlias = tuple[Any, Any, tuple[str, ...], str]


def walk(document: dict[str, Any], kind: str = "document") -> Iterator[Place]:
    """Yield every OpenAPI object below a node, each after everything inside it.

    Inner first, so that a function that mends one place may replace it in its container. Nodes that
    are not mappings (a schema `true`, or a mistake) are passed over; references are not followed.

    Args:
        document: The node to begin with.
        kind: What that node is.
    """
    children = iter(_held(kind, (), document))
    # A loop, not a generator in a generator for each level: everything walks all the time.
    within: list[tuple[Iterator[_Held], str, Place]] = []
    while True:
        for container, key, where, child_kind in children:
            child = container[key]
            if is_mapping(child):
                place = Place(child_kind, where, child, container, key, kind)
                if inner := _held(child_kind, where, child):
                    within.append((children, kind, place))
                    children, kind = iter(inner), child_kind
                    break
                yield place
        else:
            if not within:
                return
            children, kind, place = within.pop()
            yield place


def _held(kind: str, path: tuple[str, ...], node: dict[str, Any]) -> list[_Held]:
    """List where the children of a node are held: container, key, path and kind of each."""
    if kind == "callback":
        return [(node, key, (*path, key), "path item") for key in node]
    fields = _CHILDREN.get(kind)
    if not fields or fields.keys().isdisjoint(node):
        return []  # most nodes: schemas of texts and numbers
    found: list[_Held] = []
    for field, (shape, child_kind) in fields.items():
        if field not in node:
            continue
        held = node[field]
        where = (*path, field)
        if shape == _ONE and is_mapping(held):
            found.append((node, field, where, child_kind))
        elif shape == _LIST and is_list(held):
            found += [(held, i, (*where, str(i)), child_kind) for i in range(len(held))]
        elif shape == _MAP and is_mapping(held):
            found += [(held, key, (*where, key), child_kind) for key in held]
    return found


def schemas(document: dict[str, Any]) -> Iterator[Place]:
    """Yield every schema of a document, inner ones first."""
    return (place for place in walk(document) if place.kind == "schema")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation object of every operation under `paths`."""
    paths = as_mapping(document.get("paths"))
    for path in list(paths):
        item = as_mapping(paths[path])
        for method in [method for method in METHODS if method in item]:
            if is_mapping(item[method]):
                yield path, method, item[method]

"""OpenAPI documents with one operation, as providers write them: the source of printed pages."""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

Schemas: TypeAlias = st.SearchStrategy[dict[str, Any]]
PREFIX = "#/components/schemas/"
WORDS = st.sampled_from(["job", "status", "limit", "model name", "x_y", "type", "on", "2024-01-01"])
DESCRIPTIONS = st.sampled_from(
    [
        "What it is.",
        "Two\nlines: of `code`.\n\n```js\nlet a = 1;\n```",
        "caf\u00e9 \u2019 \U0001f4da",
        "a: b # c",
        "'",
    ]
)
NAMES = ("Thing", "Kind", "Node", "Either", "Base", "Derived")


def components(flavour: str) -> dict[str, Any]:
    """Components of every shape that matters: an enum, a union, a cycle, an `allOf`."""
    return {
        "Thing": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string", "description": "Which one."},
                "kind": {"$ref": f"{PREFIX}Kind"},
                "note": null({"type": "string", "maxLength": 9}, flavour),
            },
        },
        "Kind": {"type": "string", "enum": ["a", "b"], "description": "A kind."},
        "Node": {
            "type": "object",
            "properties": {"next": {"$ref": f"{PREFIX}Node"}, "n": {"type": "integer"}},
        },
        "Either": {
            "oneOf": [
                {
                    "type": "object",
                    "required": ["t", "x"],
                    "properties": {"t": {"type": "string", "enum": ["x"]}, "x": {"type": "string"}},
                },
                {
                    "type": "object",
                    "required": ["t"],
                    "properties": {"t": {"type": "string", "enum": ["y"]}},
                },
            ]
        },
        "Base": {"type": "object", "required": ["b"], "properties": {"b": {"type": "boolean"}}},
        "Derived": {
            "allOf": [
                {"$ref": f"{PREFIX}Base"},
                {
                    "type": "object",
                    "required": ["d"],
                    "properties": {"d": {"type": "number", "format": "double"}},
                },
            ]
        },
    }


def null(schema: dict[str, Any], flavour: str) -> dict[str, Any]:
    """Say that a schema may be null, in the way of the OpenAPI version."""
    if flavour == "3.0":
        return {**schema, "nullable": True}
    if "type" in schema and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def described(schemas: Schemas) -> Schemas:
    both = st.tuples(schemas, st.none() | DESCRIPTIONS)
    return both.map(lambda pair: pair[0] | ({"description": pair[1]} if pair[1] else {}))


def scalars() -> Schemas:
    """Schemas of texts, numbers and flags, with formats, limits, enums and defaults."""
    kinds: list[dict[str, Any]] = [
        {"type": "string"},
        {"type": "string", "format": "uuid"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "minLength": 1, "maxLength": 8, "pattern": "^[a-z]+$"},
        {"type": "string", "enum": ["off", "2024-01-01", "null"], "default": "off"},
        {"type": "integer", "format": "int64", "minimum": 0},
        {"type": "integer", "enum": [1, 2]},
        {"type": "number", "exclusiveMaximum": 1, "default": 0.5},
        {"type": "boolean", "default": False},
    ]
    return st.sampled_from(kinds)


def schemas(flavour: str) -> Schemas:
    """Schemas of any depth; roots and properties alike."""
    leaves = scalars() | st.sampled_from([{"$ref": PREFIX + name} for name in NAMES])
    return st.recursive(described(leaves), lambda inner: holders(inner, flavour), max_leaves=6)


def holders(inner: Schemas, flavour: str) -> Schemas:
    def array(items: dict[str, Any]) -> dict[str, Any]:
        return {"type": "array", "items": items, "maxItems": 5}

    def mapping(values: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": values}

    def union(one: dict[str, Any], keyword: str) -> dict[str, Any]:
        return {keyword: [one, {"type": "boolean"}]}

    plain = scalars().filter(lambda one: not one.keys() & {"enum", "default"})
    nullables = plain.map(lambda schema: null(schema, flavour))
    members = st.sampled_from([{"type": "string"}, {"$ref": f"{PREFIX}Thing"}])
    unions = st.builds(union, members, st.sampled_from(["anyOf", "oneOf"]))
    return described(inner.map(array) | inner.map(mapping) | unions | objects(inner)) | nullables


def objects(inner: Schemas) -> Schemas:
    def build(properties: dict[str, Any], required: bool, closed: bool) -> dict[str, Any]:
        names = sorted(properties)[:1]
        return {
            "type": "object",
            "properties": properties,
            **({"required": names} if required else {}),
            **({"additionalProperties": False} if closed else {}),
        }

    properties = st.dictionaries(WORDS, inner, min_size=1, max_size=3)
    return st.builds(build, properties, st.booleans(), st.booleans())


@st.composite
def parameters(draw: st.DrawFn, path: str, flavour: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if "{id}" in path:
        found.append({"name": "id", "in": "path", "required": True, "schema": draw(scalars())})
    for where in draw(st.lists(st.sampled_from(["query", "header", "cookie"]), max_size=3)):
        schema = draw(scalars() | st.just(null({"type": "string"}, flavour)))
        array = where == "query" and draw(st.booleans())
        one: dict[str, Any] = {
            "name": f"{where}-{len(found)}",
            "in": where,
            "schema": {"type": "array", "items": schema} if array else schema,
        }
        if array:
            one |= {"style": "form", "explode": False}
        if draw(st.booleans()):
            one["required"] = True
        if draw(st.booleans()):
            one["description"] = draw(DESCRIPTIONS)
        found.append(one)
    return found


SCHEMES: dict[str, dict[str, Any]] = {
    "bearerAuth": {"type": "http", "scheme": "bearer"},
    "basicAuth": {"type": "http", "scheme": "basic"},
    "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "queryKey": {"type": "apiKey", "in": "query", "name": "key"},
}
SECURITY: list[list[dict[str, list[str]]]] = [
    [],
    [{"bearerAuth": []}],
    [{"apiKey": []}],
    [{"bearerAuth": []}, {}],
    [{"basicAuth": []}, {"queryKey": []}],
    [{"apiKey": [], "queryKey": []}],
]


@st.composite
def documents(draw: st.DrawFn, *, plain: bool = False) -> dict[str, Any]:
    """A document with one operation.

    Args:
        draw: Hypothesis's.
        plain: Whether it has only what Fern's model can hold: one key at most.
    """
    flavour = "3.1" if plain else draw(st.sampled_from(["3.0", "3.1"]))
    path = draw(st.sampled_from(["/jobs", "/jobs/{id}", "/jobs/{id}:stop", "/"]))
    root = st.sampled_from([{"$ref": PREFIX + name} for name in NAMES]) | schemas(flavour)
    operation: dict[str, Any] = {
        "operationId": "doIt",
        "summary": "Do It",
        "description": "Does it, and says so.",
        "tags": ["jobs"],
        "parameters": draw(parameters(path, flavour)),
        "security": draw(st.sampled_from(SECURITY[:3] if plain else SECURITY)),
        "responses": {"200": {"description": "OK", "content": content(draw(root))}},
    }
    if draw(st.booleans()):
        kind = draw(st.sampled_from(["application/json", "multipart/form-data"]))
        body = draw(objects(described(scalars()))) if kind.startswith("multi") else draw(root)
        operation["requestBody"] = {"required": True, "content": {kind: {"schema": body}}}
    for status in draw(st.sets(st.sampled_from(["204", "404", "4XX", "default"]))):
        operation["responses"][status] = {"description": f"It is {status}."}
        if status in {"404", "4XX"} and draw(st.booleans()):
            operation["responses"][status]["content"] = content(draw(root))
    return {
        "openapi": "3.0.1" if flavour == "3.0" else "3.1.0",
        "info": {"title": "Jobs", "version": "2"},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": {path: {"post": operation}},
        "components": {
            "schemas": components(flavour),
            "securitySchemes": {name: dict(scheme) for name, scheme in SCHEMES.items()},
        },
    }


def content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}

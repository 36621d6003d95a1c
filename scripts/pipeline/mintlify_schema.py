"""Schemas of Mintlify's legacy record: outer entries into OpenAPI 3.1 schemas."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import is_list, is_mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document

_PREFIX = "#/components/schemas/"
_ENUM = re.compile(r"enum<(\w+)>")
_NULL: Document = {"type": "null"}
# Keywords of a property printed twice that may simply be laid over each other.
_PLAIN = {"type", "enum", "const", "title", "description", "default", "format", "example"}


def translate(entry: Document) -> Document:
    """Return one outer entry as an OpenAPI 3.1 schema.

    `enum<T>` is T with an enum, `file` a binary string, `any` no constraint; `required` belongs
    to the parameter or body, and `requiredProperties` is the schema's own `required` list.
    """
    schema: Document = {}
    for key, value in entry.items():
        if key == "type":
            schema |= _type(value)
        elif key == "requiredProperties":
            schema["required"] = value
        elif key == "properties" and is_mapping(value):
            properties = value
            schema[key] = {name: _unwrap(raw) for name, raw in properties.items()}
        elif key in {"items", "additionalProperties"}:
            schema[key] = _unwrap(value)
        elif key not in {"required", "refIdentifier", "contentEncoding"}:
            schema[key] = value
    return schema


def _type(value: Any) -> Document:
    enum = _ENUM.fullmatch(value) if isinstance(value, str) else None
    if enum:
        return {"type": enum[1]}
    if value == "file":
        return {"type": "string", "format": "binary"}
    return {} if value == "any" else {"type": value}


def _unwrap(value: Any) -> Any:
    """Return the raw schema inside an `allOf` wrapper; two are one property said twice."""
    if not is_mapping(value) or list(value) != ["allOf"]:
        return value
    wrapped: Any = value["allOf"]
    if not is_list(wrapped):
        return value
    raws = wrapped
    if len(raws) == 1:
        return raws[0]
    if raws and all(is_mapping(raw) and raw.keys() <= _PLAIN for raw in raws):
        merged: Document = {}
        for raw in raws:
            merged |= raw
        return merged
    return value


def union(schemas: Sequence[Document]) -> Document:
    """Return the schemas of a list as one: more than one is a union, a `null` entry nullable."""
    if len(schemas) == 1:
        return schemas[0]
    kept = [schema for schema in schemas if schema != _NULL and schema.get("type") != "null"]
    nullable = len(kept) < len(schemas)
    if not kept:
        return dict(_NULL) if nullable else {}
    if len(kept) == 1 and isinstance(kept[0].get("type"), str) and "enum" not in kept[0]:
        return kept[0] | {"type": [kept[0]["type"], "null"]}
    return {"anyOf": [*kept, *([dict(_NULL)] if nullable else [])]}


class Components:
    """The component schemas of a record, which gain the roots that were printed in place.

    An entry's `refIdentifier` names the component that its root referred to. It lies when the root
    was an `allOf`: it then names the first member, while the properties are those of all members.
    So an entry takes a component's name only if its properties are that component's.
    """

    def __init__(self, schemas: Document) -> None:
        self.schemas = schemas
        self.given = set(schemas)
        self.uses: dict[str, list[tuple[Document, Document]]] = {}

    def refer(self, entries: list[Document]) -> Document:
        """Return a schema for the entries of a body or response; `hoist` completes it."""
        names = [_component(entry) for entry in entries]
        if len(entries) > 1 and names[0] and len(set(names)) == 1:
            # All variants bear one name: the union itself is the component.
            return self._use(names[0], union([translate(entry) for entry in entries]))
        return union(
            [
                self._use(name, translate(entry)) if name else translate(entry)
                for name, entry in zip(names, entries, strict=True)
            ]
        )

    def _use(self, name: str, schema: Document) -> Document:
        place = dict(schema)
        self.uses.setdefault(name, []).append((place, schema))
        return place

    def hoist(self) -> None:
        """Turn the entries into references where their names tell the truth."""
        for name, uses in self.uses.items():
            if name not in self.given:
                self.schemas[name] = min((schema for _place, schema in uses), key=_breadth)
            component: Any = self.schemas[name]
            for place, schema in uses:
                if self.properties(component) == self.properties(schema):
                    place.clear()
                    place["$ref"] = _PREFIX + name

    def properties(self, schema: Any, depth: int = 0) -> frozenset[str]:
        """Return the property names of a schema and of all it is composed of."""
        if not is_mapping(schema) or depth > 20:
            return frozenset()
        node = schema
        names: set[str] = set()
        if is_mapping(node.get("properties")):
            names |= set(node["properties"])
        reference = node.get("$ref")
        if isinstance(reference, str):
            target = self.schemas.get(reference.removeprefix(_PREFIX))
            names |= self.properties(target, depth + 1)
        for key in ("allOf", "anyOf", "oneOf"):
            members = node.get(key)
            for member in members if is_list(members) else []:
                names |= self.properties(member, depth + 1)
        return frozenset(names)


def _component(entry: Document) -> str:
    identifier = entry.get("refIdentifier")
    if isinstance(identifier, str) and identifier.startswith(_PREFIX):
        return identifier.removeprefix(_PREFIX)
    return ""


def _breadth(schema: Document) -> tuple[int, str]:
    properties = schema.get("properties")
    count = len(properties) if is_mapping(properties) else 0
    return count, json.dumps(schema, sort_keys=True)

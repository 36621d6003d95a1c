"""Schemas of Mintlify's legacy record: outer entries into OpenAPI 3.1 schemas."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pipeline.alike import alike
from pipeline.jsontypes import as_list, as_mapping, canonical, clone, is_list, is_mapping
from pipeline.references import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document

_DEEPEST = 20  # schemas in schemas, where one may refer to itself
_ENUM = re.compile(r"enum<(\w+)>")
_NULL: Document = {"type": "null"}
# What a union says of itself and Mintlify repeats in each of its variants.
_OF_THE_UNION = ("title", "description", "default", "example", "examples", "deprecated")
# Where a property is printed twice, the later text or value is the more exact one.
_LATER_WINS = {"enum", "const", "title", "description", "default", "example", "examples"}


def translate(entry: Document) -> Document:
    """Return one outer entry as an OpenAPI 3.1 schema.

    `enum<T>` is T with an enum, `file` a binary string, `any` no constraint; `required` belongs
    to the parameter or body, and `requiredProperties` is the schema's own `required` list.
    """
    dropped = {"required", "refIdentifier"}
    if entry.get("type") == "file":
        dropped.add("contentEncoding")  # Mintlify's own word for the format
    schema: Document = {}
    for key, value in entry.items():
        if key == "type":
            schema |= _type(value)
        elif key == "requiredProperties":
            schema["required"] = value
        elif key == "properties" and is_mapping(value):
            schema[key] = {name: _unwrap(raw) for name, raw in value.items()}
        elif key in {"items", "additionalProperties"}:
            schema[key] = _unwrap(value)
        elif key not in dropped:
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
    """Return the raw schema inside an `allOf` wrapper; several are one property said twice."""
    if not is_mapping(value) or list(value) != ["allOf"] or not is_list(value["allOf"]):
        return value
    raws: list[Any] = value["allOf"]
    if len(raws) == 1:
        return raws[0]
    merged = _merged(raws)
    return value if merged is None else merged


def _merged(raws: Sequence[Any]) -> Document | None:
    """Return the intersection of schemas as one, or None if it takes an `allOf` to say it."""
    merged: Document = {}
    for raw in raws:
        if not is_mapping(raw) or "$ref" in raw:
            return None
        for key, value in raw.items():
            if canonical(merged.setdefault(key, value)) == canonical(value):
                continue
            if key not in _LATER_WINS:
                return None
            merged[key] = value
    if "const" in merged:
        merged.pop("enum", None)
    return merged or None


def union(schemas: Sequence[Document], *, named: bool = False) -> Document:
    """Return the schemas of a list as one: more than one is a union, a `null` entry nullable.

    Whether it was `anyOf` or `oneOf` is lost: it is `oneOf` where at most one can hold.

    Args:
        schemas: The variants; what all of them say of the union is taken out of them.
        named: Whether a variant is to become a reference, and so has to stay by itself.
    """
    if len(schemas) == 1:
        return schemas[0]
    outside = _shared(schemas)
    kept = [schema for schema in schemas if schema.get("type") != "null"]
    nullable = len(kept) < len(schemas)
    if not kept:
        return _NULL | outside if nullable else {}
    simple = len(kept) == 1 and not named and isinstance(kept[0].get("type"), str)
    if simple and "enum" not in kept[0]:
        return kept[0] | {"type": [kept[0]["type"], "null"]} | outside
    keyword = "oneOf" if len(kept) > 1 and _exclusive(kept) else "anyOf"
    return {keyword: [*kept, *([dict(_NULL)] if nullable else [])], **outside}


def _shared(schemas: Sequence[Document]) -> Document:
    """Take out of the variants what Mintlify has repeated in each of them."""
    shared: Document = {}
    for key in _OF_THE_UNION if schemas else ():
        said = {canonical(schema[key]) if key in schema else None for schema in schemas}
        if len(said) == 1 and None not in said:
            shared[key] = schemas[0][key]
            for schema in schemas:
                del schema[key]
    return shared


def _exclusive(schemas: Sequence[Document]) -> bool:
    return all(_exclude(one, other) for one, other in combinations(schemas, 2))


def _exclude(one: Document, other: Document) -> bool:
    """Tell whether no value satisfies both: other types, or another word in the same property."""
    types = {str(schema.get("type")) for schema in (one, other)}
    if "None" not in types and types != {"integer", "number"} and len(types) == 2:
        return True
    both = [set(map(canonical, as_list(schema.get("required")))) for schema in (one, other)]
    for name in map(json.loads, both[0] & both[1]):
        words = [
            as_mapping(as_mapping(schema.get("properties")).get(str(name)))
            for schema in (one, other)
        ]
        values = [set(map(canonical, _values(word))) for word in words]
        if all(values) and not values[0] & values[1]:
            return True
    return False


def _values(schema: Document) -> list[Any]:
    return [schema["const"]] if "const" in schema else as_list(schema.get("enum"))


class Components:
    """The component schemas of a record, which gain the roots that were printed in place.

    An entry's `refIdentifier` names the component that its root referred to. It lies when the root
    was an `allOf`: it then names the first member, while the properties are those of all members.
    So an entry takes a component's name only if it says what that component says.
    """

    def __init__(self, schemas: Document) -> None:
        self.schemas = schemas
        self.given = set(schemas)
        self.uses: dict[str, list[Document]] = {}
        self.unnamed = False
        """Whether an entry could not take the name it states, once `hoist` has run."""

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
            ],
            named=any(names),
        )

    def _use(self, name: str, schema: Document) -> Document:
        self.uses.setdefault(name, []).append(schema)
        return schema

    def hoist(self) -> frozenset[str]:
        """Turn the entries into references where their names tell the truth.

        Returns:
            The names that were not among the components before.
        """
        for name, uses in self.uses.items():
            if name not in self.given:
                narrowest = clone(min(uses, key=_breadth))
                if len({canonical(one.get("description")) for one in uses}) > 1:
                    # Then it is said where the component is used.
                    narrowest.pop("description", None)
                self.schemas[name] = narrowest
            component: Any = self.schemas[name]
            for schema in uses:
                if alike(component, self.schemas, schema, self.schemas):
                    said = self.said_here(schema, component)
                    schema.clear()
                    schema |= {"$ref": SCHEMAS + name, **said}
                else:
                    self.unnamed = True
        return frozenset(self.uses.keys() - self.given)

    def said_here(self, schema: Document, component: Any) -> Document:
        """Return what was said beside a reference: a description that the component has not."""
        said = schema.get("description")
        return {} if said is None or said in self.words(component) else {"description": said}

    def words(self, schema: Any, depth: int = 0) -> list[Any]:
        """Return the descriptions of a schema and of all that is merged into it."""
        node = as_mapping(schema)
        if depth > _DEEPEST:
            return []
        target = self.schemas.get(str(node.get("$ref")).removeprefix(SCHEMAS))
        merged = [target, *as_list(node.get("allOf"))]
        inner = [word for one in merged if one for word in self.words(one, depth + 1)]
        return [node.get("description"), *inner]


def _component(entry: Document) -> str:
    identifier = entry.get("refIdentifier")
    if isinstance(identifier, str) and identifier.startswith(SCHEMAS):
        return identifier.removeprefix(SCHEMAS)
    return ""


def _breadth(schema: Document) -> tuple[int, int, str]:
    """Return how much a schema says: what is merged with another one says more."""
    said = (len(as_mapping(schema.get("properties"))), len(as_list(schema.get("required"))))
    return *said, json.dumps(schema, sort_keys=True)

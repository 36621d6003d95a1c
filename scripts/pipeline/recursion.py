"""Schemas that hold themselves, in the words that the generators understand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_mapping, is_list, is_mapping
from pipeline.references import SCHEMAS
from pipeline.structure import schemas, walk

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

_UNIONS = ("anyOf", "oneOf")
# Parts of a place that stand in the specification and not in the document.
_KEYWORDS = {"properties", "items", "additionalProperties", "allOf", *_UNIONS}


def without_endless_values(view: Document) -> None:
    """Let a list or union that is inside itself hold any value there: it has no class to name."""
    named: Document = view["components"]["schemas"]
    done: set[str] = set()

    def visit(name: str, within: tuple[str, ...]) -> None:
        for place in [*schemas({"components": {"schemas": {name: named[name]}}})]:
            target = str(place.node.get("$ref", "")).removeprefix(SCHEMAS)
            if target not in named or _is_class(named[target]):
                continue
            if target in within:
                place.node.clear()
            elif target not in done:
                visit(target, (*within, target))
        done.add(name)

    for name in named:
        if not _is_class(named[name]) and name not in done:
            visit(name, (name,))


def _is_class(schema: Any) -> bool:
    """Tell whether the generator makes a class of a component before it looks inside."""
    if schema.keys() & {*_UNIONS, "enum", "const"} or is_list(schema.get("type")):
        return False
    return schema.get("type") == "object" or bool({"allOf", "properties"} & schema.keys())


def name_what_leads_back(view: Document) -> None:
    """Give a name to an `allOf` inside a schema that leads back to it.

    The generator reads what an `allOf` refers to at once, and only what has a name can wait.

    Args:
        view: A document in the generator's words, that is there to be changed.
    """
    named: Document = view["components"]["schemas"]
    known = _Reached(named)
    for place in list(schemas({"components": {"schemas": named}})):
        outer, *inside = place.path[2:]
        node = place.node
        if not inside or "allOf" not in node or len(node["allOf"]) + ("properties" in node) < 2:
            continue
        if outer in known.from_here(node):
            name = "_".join([outer, *(part for part in inside if part not in _KEYWORDS)])
            while name in named:
                name += "_2"
            named[name] = node
            place.container[place.key] = {"$ref": SCHEMAS + name}


def lists_of_themselves(view: Document) -> None:
    """Say of a list that holds itself that it is the one choice of a union.

    It means the same; of such a list by itself, the contracts' generator forgets what it holds.

    Args:
        view: A valid document that is there to be changed.
    """
    named = as_mapping(as_mapping(view.get("components")).get("schemas"))
    known = _Reached(named)
    for name, schema in named.items():
        if as_mapping(schema).get("type") == "array" and name in known.from_here(schema):
            named[name] = {"anyOf": [schema]}


class _Reached:
    """Which components a schema refers to, directly or through others."""

    def __init__(self, named: Document) -> None:
        self.named = named
        self.direct: dict[str, set[str]] = {}

    def from_here(self, schema: Any) -> set[str]:
        found: set[str] = set()
        waiting = _names(schema)
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.named:
                found.add(name)
                if name not in self.direct:
                    self.direct[name] = _names(self.named[name])
                waiting |= self.direct[name]
        return found


def _names(schema: Any) -> set[str]:
    """Return the names of the components that a schema itself refers to."""
    if not is_mapping(schema):
        return set()
    places = [schema, *(place.node for place in walk(schema, "schema"))]
    return {str(node["$ref"]).removeprefix(SCHEMAS) for node in places if "$ref" in node}

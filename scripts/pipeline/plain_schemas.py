"""Say of each schema only what the client's generator understands, in its own words.

For the client's view alone: the strict document, and the contracts made of it, keep every word.
What the generator cannot say becomes wider, never narrower, so what a provider answers decodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.combining import combined, conflicts
from pipeline.jsontypes import as_list, as_mapping, canonical, clone, is_list, is_mapping
from pipeline.recursion import name_what_leads_back, without_endless_values
from pipeline.references import SCHEMAS, follow, resolve
from pipeline.structure import schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_UNIONS = ("anyOf", "oneOf")
# What the generator reads, and what the other passes over the client's view do.
_READ = frozenset(
    (
        *("$ref", "type", "format", "enum", "const", "title", "description", "default"),
        *("properties", "required", "additionalProperties", "items", "prefixItems"),
        *("allOf", "anyOf", "oneOf", "examples", "readOnly", "writeOnly", "deprecated"),
    )
)
_HELD = {
    "object": ("properties", "required", "additionalProperties"),
    "array": ("items", "prefixItems"),
    "string": ("format",),
}
_KINDS: tuple[tuple[type, str], ...] = ((bool, "boolean"), (str, "string"), (int, "integer"))
_IN_MEMBER = frozenset(
    (
        *("type", "properties", "required", "title", "description", "examples", "default"),
        *("additionalProperties", "deprecated", "readOnly", "writeOnly"),
    )
)


def plain_schemas(view: Document) -> None:
    """Put the schemas of a document into the words of the client's generator.

    Args:
        view: A valid document that is there to be changed.
    """
    _name_targets(view)
    _without_aliases(view)
    for place in list(schemas(view)):
        _plain(place.node)
    for place in list(schemas(view)):
        if _needs_combining(view, place.node):
            made = clone(combined(view, place.node))
            place.node.clear()
            place.node.update(made)
    # What was combined may hold what was not yet plain when it was copied.
    for place in list(schemas(view)):
        _plain(place.node)
    without_endless_values(view)
    name_what_leads_back(view)
    for place in list(schemas(view)):
        _beside_one_member(place.node)
    for place in list(schemas(view)):
        _of_any_place(place.node)
    for place in list(schemas(view)):
        _one_list(view, place.node)


def _name_targets(view: Document) -> None:
    """Give a name to every schema that a reference finds inside something else."""
    named: Document = view.setdefault("components", {}).setdefault("schemas", {})
    places = list(schemas(view))
    for reference in sorted({str(one.node["$ref"]) for one in places if "$ref" in one.node}):
        if reference.startswith(SCHEMAS) and "/" not in reference.removeprefix(SCHEMAS):
            continue
        words = [part for part in reference.split("/")[2:] if part not in {"schemas", "properties"}]
        name = "_".join("".join(char for char in word if char.isalnum()) for word in words)
        while name in named:
            name += "_2"
        named[name] = clone(resolve(view, reference))
        for one in [*places, *schemas({"components": {"schemas": {name: named[name]}}})]:
            if one.node.get("$ref") == reference:
                one.node["$ref"] = SCHEMAS + name


def _without_aliases(view: Document) -> None:
    """Let references lead to where the last of them ends, and drop the names between."""
    named = view["components"]["schemas"]
    aliases = {name: node for name, node in named.items() if set(as_mapping(node)) == {"$ref"}}
    for place in schemas(view):
        while place.node.get("$ref", "").removeprefix(SCHEMAS) in aliases:
            place.node["$ref"] = aliases[place.node["$ref"].removeprefix(SCHEMAS)]["$ref"]
    for name in aliases:
        del named[name]


def _plain(schema: Document) -> None:
    """Put one schema, without those inside it, into the generator's words."""
    for key in schema.keys() - _READ:
        del schema[key]
    for name, value in as_mapping(schema.get("properties")).items():
        schema["properties"][name] = value if is_mapping(value) else {}
    for keyword in ("allOf", "anyOf", "oneOf", "prefixItems"):
        if keyword in schema:
            schema[keyword] = [one if is_mapping(one) else {} for one in schema[keyword]]
    if "items" in schema and not is_mapping(schema["items"]):
        schema["items"] = {}
    if "$ref" in schema:
        return
    _complete_type(schema)
    _plain_enum(schema)
    _plain_const(schema)


def _complete_type(schema: Document) -> None:
    """An array has items; what has items or properties is an array or an object."""
    unions = any(key in schema for key in (*_UNIONS, "allOf"))
    if "type" not in schema and not unions:
        if "items" in schema or "prefixItems" in schema:
            schema["type"] = "array"
        elif "properties" in schema or is_mapping(schema.get("additionalProperties")):
            schema["type"] = "object"
    types = schema.get("type")
    if types in ("array", "boolean", "object"):
        schema.pop("format", None)
    if is_list(types):
        types = schema["type"] = list(dict.fromkeys(types))
        if len(types) == 1:
            schema["type"] = types[0]
    if "array" in (as_list(types) or [types]) and not schema.get("prefixItems"):
        schema.setdefault("items", {})
    if is_list(types) and not unions and "enum" not in schema and {"object", "array"} & {*types}:
        _split_types(schema, types)


def _split_types(schema: Document, types: list[str]) -> None:
    """What is an object or list, or something else, is a union."""
    parts = [key for keys in _HELD.values() for key in keys]
    held = {key: schema.pop(key) for key in (*parts, "type", "format") if key in schema}
    title = {"title": schema["title"]} if "title" in schema else {}
    schema["anyOf"] = [
        {"type": kind}
        | {key: held[key] for key in _HELD.get(kind, ()) if key in held}
        | (title if kind == "object" else {})
        for kind in types
    ]


def _plain_enum(schema: Document) -> None:
    """An enumeration has values of one kind."""
    if "enum" not in schema:
        return
    values = {canonical(value): value for value in schema.pop("enum")}.values()
    choices: list[Document] = []
    for kind, name in _KINDS:
        same = [value for value in values if type(value) is kind]
        if same:
            choices.append({"type": name} if kind is bool else {"type": name, "enum": same})
    others = [value for value in values if type(value) not in {bool, str, int}]
    if any(value is None for value in others):
        choices.append({"type": "null"})
    if any(isinstance(value, float) for value in others):
        choices.append({"type": "number"})
    if any(is_mapping(value) or is_list(value) for value in others):
        choices = [{}]
    for key in ("type", "format", "anyOf", "oneOf", "properties", "items", "prefixItems"):
        schema.pop(key, None)
    if len(choices) == 1:
        schema.update(choices[0])
    else:
        schema["anyOf"] = choices


def _plain_const(schema: Document) -> None:
    """A constant is a text, a number or a boolean; null is a type."""
    if "const" not in schema:
        return
    value = schema["const"]
    if value is None:
        schema["type"] = "null"
    if value is None or isinstance(value, float | dict | list):
        del schema["const"]
    if isinstance(value, float):
        schema["type"] = "number"


def _held(schema: Document) -> list[Any]:
    """Return the schemas of what a list holds, at whatever place."""
    return [*as_list(schema.get("prefixItems")), *([schema["items"]] if "items" in schema else [])]


def _of_any_place(schema: Document) -> None:
    """What a list holds in each place it may hold in any: that is all the generator reads."""
    if "prefixItems" in schema:
        held = _held(schema)
        del schema["prefixItems"]
        schema["items"] = {"anyOf": held} if len(held) > 1 else (held or [{}])[0]


def _one_list(view: Document, schema: Document) -> None:
    """Of several lists in a union, the generator decodes all as the first: they become one.

    It also takes the members of a union in a union for its own, so these are counted, too.
    """
    if not schema.keys() & {*_UNIONS} or "allOf" in schema:
        return
    members = list(_flat(view, schema))
    if members and all(follow(view, one).get("type") == "null" for one in members):
        # `None | None` is no type.
        schema["type"] = "null"
        for keyword in _UNIONS:
            schema.pop(keyword, None)
        return
    lists = [one for one in members if follow(view, one).get("type") == "array"]
    if len(lists) < 2:
        return
    items: list[Any] = []
    for one in lists:
        items += [item for item in _held(follow(view, one)) if item not in items]
    whole = {"anyOf": clone(items)} if len(items) > 1 else clone(items[0])
    _one_list(view, whole)
    first = members.index(lists[0])
    others = [one for one in members if one not in lists]
    for keyword in _UNIONS:
        schema.pop(keyword, None)
    schema["anyOf"] = [*others[:first], {"type": "array", "items": whole}, *others[first:]]


def _flat(view: Document, schema: Document) -> Iterator[Document]:
    """Yield the members of a union and of all unions that are its members."""
    for member in [one for key in _UNIONS for one in as_list(schema.get(key))]:
        node = follow(view, member)
        if node.keys() & {*_UNIONS}:
            yield from _flat(view, node)
        else:
            yield member


def _needs_combining(view: Document, schema: Document) -> bool:
    """Tell whether the generator would refuse or forget a part of this schema."""
    unions = [key for key in _UNIONS if key in schema]
    if "$ref" in schema:
        return False
    if "allOf" not in schema:
        return bool(unions) and bool(schema.keys() & {"properties", "items"} or len(unions) > 1)
    return not _is_object(view, schema) or conflicts(view, schema)


def _beside_one_member(schema: Document) -> None:
    """Keep what stands beside an `allOf` with one reference: the generator takes that for all."""
    members = as_list(schema.get("allOf"))
    if len(members) == 1 and schema.keys() & {"properties", "required", "additionalProperties"}:
        schema["allOf"] = [*members, {}]


def _is_object(view: Document, schema: Document) -> bool:
    """Tell whether a schema and all members of its `allOf` are objects to the generator."""
    if "$ref" in schema:
        target = follow(view, schema)
        members = as_list(target.get("allOf"))
        stated = target.get("type") == "object" or "properties" in target or bool(members)
        return stated and _is_object(view, target)
    if schema.keys() - {*_IN_MEMBER, "allOf"} or schema.get("type", "object") != "object":
        return False
    members = as_list(schema.get("allOf"))
    inline = [member for member in members if "$ref" not in member]
    return all(not member.keys() - _IN_MEMBER for member in inline) and all(
        _is_object(view, member) for member in members
    )

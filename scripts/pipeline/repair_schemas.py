"""Repairs of schemas: idioms of OpenAPI 3.0, and unions that say less or more than they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.references import SCHEMAS, follow
from pipeline.structure import schemas, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_UNIONS = ("oneOf", "anyOf", "allOf")
# What describes a value and does not constrain it; stays outside when a schema is wrapped.
_ANNOTATIONS = ("description", "default", "examples", "deprecated", "readOnly", "writeOnly")


def boolean_required(schema: Document) -> None:
    """`required: true` inside a property (draft 3) belongs into the list of its object."""
    properties = as_mapping(schema.get("properties"))
    names = [
        name for name, value in properties.items() if as_mapping(value).get("required") is True
    ]
    for value in properties.values():
        if isinstance(as_mapping(value).get("required"), bool):
            del value["required"]
    if names:
        required = as_list(schema.get("required"))
        schema["required"] = required + [name for name in names if name not in required]


def stray_required(document: Document) -> None:
    """`required: true` in the schema of a parameter is the parameter's; elsewhere it says nothing.

    What a property says of itself its object has taken over before.
    """
    for place in walk(document):
        schema = as_mapping(place.node.get("schema"))
        if place.kind == "parameter" and schema.get("required") is True:
            place.node.setdefault("required", True)
    for place in schemas(document):
        if isinstance(place.node.get("required"), bool):
            del place.node["required"]


def plain_type(schema: Document) -> None:
    """`type: file` is a binary string (Swagger 2), and a list of one type is that type."""
    kind = schema.get("type")
    if kind == "file":
        schema |= {"type": "string", "format": "binary"}
    elif is_list(kind) and len(kind) == 1:
        schema["type"] = kind[0]


def example_to_examples(schema: Document) -> None:
    """`example` is deprecated in OpenAPI 3.1; `examples` of a schema is a list, not a map."""
    if is_mapping(schema.get("examples")):
        named = as_mapping(schema["examples"]).values()
        schema["examples"] = [as_mapping(one).get("value", one) for one in named]
    if "example" in schema:
        example = schema.pop("example")
        examples = as_list(schema.get("examples"))
        schema["examples"] = examples if example in examples else [example, *examples]


def draft4_bounds(schema: Document) -> None:
    """`exclusiveMinimum: true` beside `minimum` (3.0) is the number itself in 3.1."""
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        flag = schema.get(exclusive)
        if isinstance(flag, bool):
            del schema[exclusive]
            if flag and bound in schema:
                schema[exclusive] = schema.pop(bound)


def one_element_unions(schema: Document) -> None:
    """An empty union says nothing, and a union of one is that schema, if no keyword conflicts."""
    for keyword in _UNIONS:
        members = schema.get(keyword)
        if members == []:
            del schema[keyword]
        elif is_list(members) and len(members) == 1:
            member = members[0]
            if is_mapping(member) and _agree(member, schema, keyword):
                del schema[keyword]
                schema |= {**member, **schema}


def _agree(member: Document, schema: Document, keyword: str) -> bool:
    """Tell whether a union's only member can be laid over the schema that holds the union."""
    beside = {key for key in schema.keys() - {*_ANNOTATIONS, "title", keyword} if key[:2] != "x-"}
    if "$ref" in member and beside - {"nullable"}:
        # Generators pass over what constrains a value beside a reference.
        return False
    shared = member.keys() & beside
    return all(canonical(member[key]) == canonical(schema[key]) for key in shared)


def null_in_all_of(schema: Document) -> None:
    """`nullable: true` as a member of an `allOf` of its own is said of the whole.

    By itself it means nothing in OpenAPI 3.0, and is written to make a reference nullable.
    """
    members = as_list(schema.get("allOf"))
    kept = [member for member in members if member != {"nullable": True}]
    if kept and len(kept) < len(members):
        schema |= {"allOf": kept, "nullable": True}


def nullable(schema: Document) -> None:
    """`nullable: true` (3.0) and a null inside an enum become a type `null` of 3.1.

    A typed enum takes no null, whatever its list says. The null moves out of it, into a union
    `anyOf: [enum, null]`: openapi-python-client makes one class `Level` and `Level | None` of
    that, but three classes of `type: [string, null]` with null left in the enum.
    """
    null = schema.pop("nullable", False) is True
    enum = schema.get("enum")
    kind = schema.get("type")
    if is_list(enum):
        kept = [value for value in enum if value is not None]
        null = null or len(kept) < len(enum) or "null" in as_list(kind)
        schema["enum"] = kept
        if null:
            _set_types(schema, [one for one in _types(kind) if one != "null"])
        if null and not kept:
            del schema["enum"]
            schema["type"] = "null"
            return
    if null:
        _add_null(schema)


def _add_null(schema: Document) -> None:
    unions = [key for key in _UNIONS if key in schema]
    types = _types(schema.get("type"))
    if schema.keys() & {"enum", "const", "$ref", "allOf"} or (types and unions):
        _wrap(schema)
    elif types:
        _set_types(schema, [*types, *(["null"] if "null" not in types else [])])
    elif unions and {"type": "null"} not in as_list(schema[unions[0]]):
        schema[unions[0]] = [*as_list(schema[unions[0]]), {"type": "null"}]


def _wrap(schema: Document) -> None:
    """Make a schema a union of itself and null; what describes it stays outside."""
    outside = {key: schema.pop(key) for key in _ANNOTATIONS if key in schema}
    core = dict(schema)
    schema.clear()
    schema |= {"anyOf": [core, {"type": "null"}], **outside}


def one_value_enum(schema: Document) -> None:
    """An enum of one value is a `const`; one of none, or with a value twice, is a slip."""
    enum = schema.get("enum")
    if is_list(enum):
        values = list({canonical(value): value for value in enum}.values())
        schema["enum"] = values
        if len(values) < 2:
            del schema["enum"]
        if len(values) == 1:
            schema["const"] = values[0]


def null_of_components(document: Document) -> None:
    """A named enum or object that may be null has the null moved to where it is used.

    The component is then one class with its own name, and a use is `Name | None`.
    """
    named = as_mapping(as_mapping(document.get("components")).get("schemas"))
    moved = {SCHEMAS + name for name, schema in named.items() if _take_null(as_mapping(schema))}
    for place in list(schemas(document)):
        if place.node.get("$ref") not in moved:
            continue
        if place.path[-2:-1] and place.path[-2] in {"anyOf", "oneOf"}:
            if {"type": "null"} not in place.container:
                place.container.append({"type": "null"})
        else:
            _wrap(place.node)


def _take_null(schema: Document) -> bool:
    """Remove the null from a nullable enum or object, and say whether there was one."""
    members = as_list(schema.get("anyOf"))
    if len(members) == 2 and members[1] == {"type": "null"} and as_mapping(members[0]):
        core = as_mapping(members[0])
        if core.keys() & {"enum", "const", "properties"} and not core.keys() & schema.keys():
            del schema["anyOf"]
            schema |= core
            return True
    types = _types(schema.get("type"))
    if "properties" in schema and set(types) == {"object", "null"}:
        schema["type"] = "object"
        return True
    return False


def contradictory_type(document: Document) -> None:
    """A `type` beside a union that excludes one of its members contradicts it: the union stays.

    Such a `type` is left over from before the union; generators drop the whole model for it.
    """
    for place in schemas(document):
        outer = _types(place.node.get("type"))
        for member in _members(place.node) if outer else ():
            inner = _possible_types(document, member)
            if inner and not any(_overlap(one, other) for one in outer for other in inner):
                del place.node["type"]
                break


def _members(schema: Document) -> Iterator[Any]:
    for keyword in ("oneOf", "anyOf"):
        yield from as_list(schema.get(keyword))


def _possible_types(document: Document, schema: Any, depth: int = 0) -> set[str]:
    """Return the types a schema states, directly or by its members; nothing if it may be any."""
    if not is_mapping(schema) or depth > 20:
        return set()
    node = follow(document, schema)
    if "type" in node:
        return set(_types(node["type"]))
    found: set[str] = set()
    for member in _members(node):
        types = _possible_types(document, member, depth + 1)
        if not types:
            return set()
        found |= types
    return found


def _overlap(one: str, other: str) -> bool:
    return one == other or {one, other} == {"integer", "number"}


def overlapping_one_of(document: Document) -> None:
    """`oneOf` whose members overlap can never match: it is `anyOf`, the stricter member first.

    Every object of a stricter member also satisfies the wider one (same properties, fewer of
    them required, others allowed), so exactly-one always fails for it. Generated decoders take
    the first member that fits, hence the order, which an `anyOf` gets as well. Only what is
    provable here is changed.
    """
    for place in schemas(document):
        keyword = "oneOf" if "oneOf" in place.node else "anyOf"
        members = as_list(place.node.get(keyword))
        if {"oneOf", "anyOf"} <= place.node.keys() or not all(map(is_mapping, members)):
            continue
        nodes = [follow(document, one) for one in members]
        wider = [
            sum(_includes(other, node) for other in nodes if other is not node) for node in nodes
        ]
        if any(wider):
            order = sorted(range(len(nodes)), key=lambda index: -wider[index])
            ordered = {"anyOf": [members[index] for index in order]}
            renamed = {
                key: value
                for name, kept in place.node.items()
                for key, value in (ordered.items() if name == keyword else [(name, kept)])
            }
            place.node.clear()
            place.node.update(renamed)


def _includes(wide: Any, strict: Any) -> bool:
    """Tell whether every object that satisfies `strict` provably satisfies `wide`."""
    known = {"type", "properties", "required", "title", "additionalProperties", *_ANNOTATIONS}
    if set(wide) - known or wide.get("type") != "object" or strict.get("type") != "object":
        return False
    if wide.get("additionalProperties", True) is not True or not as_mapping(wide.get("properties")):
        return False
    properties = as_mapping(strict.get("properties"))
    return {str(one) for one in as_list(wide.get("required"))} <= {
        str(one) for one in as_list(strict.get("required"))
    } and all(
        name in properties and canonical(properties[name]) == canonical(schema)
        for name, schema in wide["properties"].items()
    )


def _set_types(schema: Document, types: list[Any]) -> None:
    if types:
        schema["type"] = types[0] if len(types) == 1 else types


def _types(kind: Any) -> list[str]:
    return [one for one in as_list(kind) or [kind] if isinstance(one, str)]

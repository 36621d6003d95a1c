"""Combine the members of an `allOf` into one schema, for generators that cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, canonical, clone, is_list, is_mapping
from pipeline.references import follow, resolve
from pipeline.structure import schemas

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

_ANNOTATIONS = frozenset(
    [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
    ]
)
_UNIONS = ("anyOf", "oneOf")
_MOST_MEMBERS = 32


def combined(
    document: Document, schema: Document, within: frozenset[str] = frozenset()
) -> Document:
    """Return a schema that takes what satisfies all members of an `allOf`, as near as code can say.

    Where only one member says anything, it is that member, by its own name. Where two contradict
    each other, any value is taken: code has no word for no value at all.

    Args:
        document: The document that references point into.
        schema: A schema; left as it is.
        within: The references that led here; one that leads back says nothing new.
    """
    if "allOf" not in schema and not (_UNIONS[0] in schema or _UNIONS[1] in schema):
        return schema
    outer = {key: value for key, value in schema.items() if key not in {"allOf", *_UNIONS}}
    unions = [{key: schema[key]} for key in _UNIONS if key in schema]
    parts = [outer, *unions, *filter(is_mapping, as_list(schema.get("allOf")))]
    telling = [part for part in parts if part.keys() - _ANNOTATIONS]
    said = {key: value for key, value in outer.items() if key in _ANNOTATIONS}
    if len(telling) == 1:
        return {**telling[0], **said}
    result: Document = {}
    # What leads back here from inside a property would be combined again, without end.
    inside = within | {part["$ref"] for part in telling if "$ref" in part}
    for part in telling:
        result = _both(document, result, _whole(document, part, within), inside)
    return {**{key: value for key, value in result.items() if key != "title"}, **said}


def without_conflicts(view: Document) -> None:
    """Combine an `allOf` whose members disagree: classes that inherit from one another cannot.

    Args:
        view: A valid document that is there to be changed.
    """
    for place in list(schemas(view)):
        if "allOf" in place.node and (_mixed(view, place.node) or conflicts(view, place.node)):
            made = clone(combined(view, place.node))
            place.node.clear()
            place.node.update(made)


def _mixed(view: Document, schema: Document) -> bool:
    """Tell whether an `allOf` of several members has one that is no plain object."""
    members = [follow(view, one) for one in [schema, *filter(is_mapping, schema["allOf"])]]
    telling = [one for one in members if one.keys() - _ANNOTATIONS - {"allOf"}]
    return len(telling) > 1 and any(
        one.keys() & {*_UNIONS, "enum", "const"} or one.get("type", "object") != "object"
        for one in telling
    )


def conflicts(view: Document, schema: Document) -> bool:
    """Tell whether two members of an `allOf` declare one property in different words."""
    known: dict[str, str] = {}
    for member in filter(is_mapping, [schema, *schema["allOf"]]):
        for name, value in _properties(view, member).items():
            if known.setdefault(name, canonical(value)) != canonical(value):
                return True
    return False


def _properties(view: Document, schema: Document) -> Document:
    node = follow(view, schema)
    found = dict(as_mapping(node.get("properties")))
    if "$ref" in schema:
        for member in as_list(node.get("allOf")):
            found |= _properties(view, member)
    return found


def _whole(document: Document, schema: Document, within: frozenset[str]) -> Document:
    """Return what a schema says, without the references and `allOf` it says it by."""
    while "$ref" in schema:
        if schema["$ref"] in within:
            return {}
        within |= {schema["$ref"]}
        schema = resolve(document, schema["$ref"])
    if "allOf" in schema:
        made = combined(document, schema, within)
        return _whole(document, made, within) if "$ref" in made else made
    return schema


def _both(document: Document, one: Document, other: Document, within: frozenset[str]) -> Document:
    """Return a schema of what satisfies both of two, of which neither is a reference."""
    if not one or not other:
        return _copy(one or other)
    for union, rest in ((one, other), (other, one)):
        keyword = next((key for key in _UNIONS if key in union), None)
        if keyword:
            return _distributed(document, union, keyword, rest, within)
    types = _common(_types(one), _types(other))
    if types == []:
        return {}
    result: Document = {**_copy(one), **_copy(other)}
    if types:
        result["type"] = types[0] if len(types) == 1 else types
    _both_objects(document, result, one, other, within)
    if "items" in one and "items" in other:
        result["items"] = _pair(document, [one["items"], other["items"]], within)
    if "enum" in one and "enum" in other:
        result["enum"] = [value for value in one["enum"] if value in other["enum"]] or one["enum"]
    return result


def _both_objects(
    document: Document, result: Document, one: Document, other: Document, within: frozenset[str]
) -> None:
    properties = [as_mapping(each.get("properties")) for each in (one, other)]
    if any(properties):
        result["properties"] = _copy({**properties[0], **properties[1]})
        for name in properties[0].keys() & properties[1].keys():
            pair = [held[name] for held in properties]
            result["properties"][name] = _pair(document, pair, within)
    required = [*as_list(one.get("required")), *as_list(other.get("required"))]
    if required:
        result["required"] = list(dict.fromkeys(required))
    more = [each.get("additionalProperties", True) for each in (one, other)]
    # Each of two closed objects forbids the properties of the other: then neither means it.
    values = [value for value in more if is_mapping(value)]
    result.pop("additionalProperties", None)
    if values or more == [False, False]:
        result["additionalProperties"] = clone(values[-1]) if values else False


def _copy(schema: Document) -> Document:
    copy: Document = clone(schema)
    return copy


def _distributed(
    document: Document, union: Document, keyword: str, rest: Document, within: frozenset[str]
) -> Document:
    """Return the union of each member with the rest; without members that only require names."""
    members = [one for one in union[keyword] if is_mapping(one)]
    beside = {key: value for key, value in union.items() if key != keyword}
    rest = _both(document, beside, rest, within) if beside.keys() - _ANNOTATIONS else rest
    if all(not member.keys() - {*_ANNOTATIONS, "required", "not"} for member in members):
        return _copy(rest)
    if len(members) > _MOST_MEMBERS or rest.keys() & {*_UNIONS}:
        # A union times a union: the more telling half alone takes all that both take.
        return _copy({keyword: members})
    if not rest.keys() - _ANNOTATIONS:
        return _copy({keyword: members})
    return {
        "anyOf": [_both(document, _whole(document, one, within), rest, within) for one in members]
    }


def _pair(document: Document, pair: list[Any], within: frozenset[str]) -> Any:
    one, other = pair
    if not is_mapping(one) or not is_mapping(other) or canonical(one) == canonical(other):
        return clone(other if is_mapping(other) else one)
    return clone(combined(document, {"allOf": pair}, within))


def _types(schema: Document) -> list[str] | None:
    kind = schema.get("type")
    if kind is None:
        if "properties" in schema:
            return ["object"]
        return None
    return [str(one) for one in kind] if is_list(kind) else [str(kind)]


def _common(one: list[str] | None, other: list[str] | None) -> list[str] | None:
    """Return the types in both lists, an integer being a number, too; None stands for any."""
    if one is None or other is None:
        return one or other
    found = [kind for kind in one if kind in other]
    if "integer" not in found and {"integer", "number"} <= {*one, *other}:
        found.append("integer")
    return found

"""Repairs of schema keywords: what JSON Schema 2020-12 has another word or another type for."""

from __future__ import annotations

import re
import warnings
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.references import follow
from pipeline.structure import pointer, schemas, walk

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

_TEXTS = {"title", "description", "format", "pattern", "contentEncoding", "contentMediaType"}
# `required` of a property may be one by mistake; texts that are neither are names.
_FLAGS = {"deprecated", "readOnly", "writeOnly", "uniqueItems", "nullable", "required"}
_COUNTS = {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"}
_BOUNDS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
# Where null is a value and not the absence of a keyword.
_VALUES = {"default", "const", "example"}
# Keywords that would change what `#/…` means, or name another edition of JSON Schema.
_IDENTITY = ("$schema", "$id", "$anchor", "$comment")
_XML: dict[str, type] = {
    "name": str,
    "namespace": str,
    "prefix": str,
    "attribute": bool,
    "wrapped": bool,
}
# Words of programming languages, and what JSON Schema calls them.
_WORDS: dict[str, Document] = {
    "any": {},
    "unknown": {},
    "str": {"type": "string"},
    "text": {"type": "string"},
    "char": {"type": "string"},
    "int": {"type": "integer"},
    "int32": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    "long": {"type": "integer", "format": "int64"},
    "float": {"type": "number", "format": "float"},
    "double": {"type": "number", "format": "double"},
    "decimal": {"type": "number"},
    "bool": {"type": "boolean"},
    "dict": {"type": "object"},
    "map": {"type": "object"},
    "json": {"type": "object"},
    "list": {"type": "array"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "date-time": {"type": "string", "format": "date-time"},
    "timestamp": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "binary": {"type": "string", "format": "binary"},
    "none": {"type": "null"},
    "enum": {},
}
_TYPES = {"string", "integer", "number", "boolean", "object", "array", "null"}


def plain_keywords(schema: Document) -> None:
    """A keyword that is null is absent; numbers, flags and texts are what they say in quotes."""
    for key in list(schema):
        value: Any = schema[key]
        if value is None and key not in _VALUES:
            del schema[key]
        elif key in _TEXTS and isinstance(value, int | float):
            schema[key] = str(value)
        elif key in _FLAGS and str(value).lower() in {"true", "false"}:
            schema[key] = str(value).lower() == "true"
        elif key in _COUNTS | _BOUNDS and not isinstance(value, bool):
            _number(schema, key, value)
    if isinstance(schema.get("discriminator"), str):
        schema["discriminator"] = {"propertyName": schema["discriminator"]}


def _number(schema: Document, key: str, value: Any) -> None:
    if not isinstance(value, str | int | float):
        return
    try:
        number = float(value)
    except (ValueError, OverflowError):
        number = inf
    if not isfinite(number):
        del schema[key]
        return
    number = int(number) if number.is_integer() and abs(number) < 2**53 else number
    if isinstance(value, str) or key in _COUNTS:
        schema[key] = number
    if key in _COUNTS and (number < 0 or isinstance(number, float)):
        del schema[key]


def plain_lists(schema: Document) -> None:
    """`required` and `enum` are lists, `required` of texts; a list of `items` is `prefixItems`."""
    for key in ("required", "enum"):
        if isinstance(schema.get(key), str):
            schema[key] = [schema[key]]
    if is_list(schema.get("required")):
        names = [one for one in schema["required"] if isinstance(one, str)]
        schema["required"] = list(dict.fromkeys(names))
        if not names:
            del schema["required"]
    items = schema.get("items")
    if is_list(items):
        del schema["items"]
        if items:
            schema |= {"items": items[0]} if len(items) == 1 else {"prefixItems": items}


def plain_properties(schema: Document) -> None:
    """An empty list where a mapping belongs is empty, and a property that is null may be any."""
    if schema.get("properties") == []:
        schema["properties"] = {}
    for name, value in as_mapping(schema.get("properties")).items():
        if value is None:
            schema["properties"][name] = {}
    additional = schema.get("additionalProperties")
    if additional == [] or str(additional).lower() in {"true", "false"}:
        schema["additionalProperties"] = str(additional).lower() != "false"


def without_identity(document: Document) -> None:
    """`$id` and `$anchor` would change what `#/…` means; nothing here refers by them."""
    for place in schemas(document):
        for key in _IDENTITY:
            if isinstance(place.node.get(key), str):
                del place.node[key]
        xml = place.node.get("xml")
        if "xml" in place.node and not all(
            isinstance(value, _XML.get(key, object)) for key, value in as_mapping(xml).items()
        ):
            del place.node["xml"]


def known_types(schema: Document) -> None:
    """A type is called as JSON Schema calls it: `Integer` and `int` are `integer`."""
    kind = schema.get("type")
    if isinstance(kind, str) and kind not in _TYPES:
        meant = kind.lower()
        if meant in _TYPES:
            schema["type"] = meant
        elif meant in _WORDS:
            del schema["type"]
            for key, value in _WORDS[meant].items():
                schema.setdefault(key, value)
    elif is_list(kind):
        plain = [str(one).lower() if one is None or isinstance(one, str) else one for one in kind]
        plain = ["null" if one == "none" else one for one in plain]
        schema["type"] = list({canonical(one): one for one in plain}.values())


def readable_pattern(schema: Document) -> None:
    """A pattern that only JavaScript can read limits nothing here: it is kept as `x-pattern`."""
    pattern = schema.get("pattern")
    if not isinstance(pattern, str):
        return
    try:
        with warnings.catch_warnings():
            # What Python warns about, it reads otherwise than JavaScript does.
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning):
        schema["x-pattern"] = schema.pop("pattern")


def beside_reference(document: Document) -> None:
    """A type beside a `$ref` repeats what is referred to, or contradicts it: it goes."""
    for place in schemas(document):
        if "$ref" in place.node:
            place.node.pop("type", None)


def known_mappings(document: Document) -> None:
    """A discriminator maps to schemas that are there, and names the property that tells."""
    kinds = {place.pointer: place.kind for place in walk(document)}
    for place in schemas(document):
        discriminator = place.node.get("discriminator")
        if not is_mapping(discriminator):
            continue
        if not isinstance(discriminator.get("propertyName"), str):
            del place.node["discriminator"]
            continue
        mapping = as_mapping(discriminator.pop("mapping", None))
        known = {
            value: name
            for value, name in mapping.items()
            if kinds.get(pointer(("components", "schemas", str(name)))) == "schema"
            or kinds.get(str(name)) == "schema"
        }
        if known:
            discriminator["mapping"] = known


def required_of_all_of(document: Document) -> None:
    """Names required beside an `allOf` that declares none of them move into the `allOf`.

    It means the same, and OpenAPI validators look for their declaration there only if they stand
    at the top.
    """
    for place in schemas(document):
        node = place.node
        if place.parent == "schema" or not is_list(node.get("allOf")):
            continue
        declared = _declared(document, node)
        required = as_list(node.get("required"))
        missing = [name for name in required if name not in declared]
        if missing:
            node["required"] = [name for name in required if name in declared]
            node["allOf"] = [*node["allOf"], {"required": missing}]
            if not node["required"]:
                del node["required"]


def _declared(document: Document, schema: Any, depth: int = 0) -> set[str]:
    if not is_mapping(schema) or depth > 20:
        return set()
    node = follow(document, schema)
    names = set(as_mapping(node.get("properties")))
    for keyword in ("allOf", "anyOf", "oneOf"):
        for member in as_list(node.get(keyword)):
            names |= _declared(document, member, depth + 1)
    return names

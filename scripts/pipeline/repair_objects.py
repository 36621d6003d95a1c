"""Repairs of OpenAPI's own objects: fields that are null, misspelled in type, or do not exist.

Such slips are harmless in a documentation page and make a validator refuse the whole document.
What a field means is never guessed: a list where a mapping belongs is left to the validator.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, is_list, is_mapping
from pipeline.structure import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.jsontypes import Document

_TEXT, _FLAG, _ANY = "text", "flag", "any"
_DESCRIBED = {"description": _TEXT}
_CONTENT = {"schema": _ANY, "example": _ANY, "examples": _ANY}
_WRITTEN = {"required": _FLAG, "deprecated": _FLAG, "style": _TEXT, "explode": _FLAG}

# The fixed fields of OpenAPI 3.1, section 4.8, of each object that `walk` finds.
_FIELDS: dict[str, dict[str, str]] = {
    "path item": _DESCRIBED
    | {"summary": _TEXT, "servers": _ANY, "parameters": _ANY}
    | dict.fromkeys(("get", "put", "post", "delete", "options", "head", "patch", "trace"), _ANY),
    "operation": _DESCRIBED
    | {"summary": _TEXT, "operationId": _TEXT, "deprecated": _FLAG, "externalDocs": _ANY}
    | dict.fromkeys(("tags", "parameters", "requestBody", "responses", "callbacks"), _ANY)
    | dict.fromkeys(("security", "servers"), _ANY),
    "parameter": _DESCRIBED
    | _CONTENT
    | _WRITTEN
    | {"name": _TEXT, "in": _TEXT, "content": _ANY}
    | {"allowEmptyValue": _FLAG, "allowReserved": _FLAG},
    "header": _DESCRIBED | _CONTENT | _WRITTEN | {"content": _ANY},
    "request body": _DESCRIBED | {"content": _ANY, "required": _FLAG},
    "response": _DESCRIBED | {"headers": _ANY, "content": _ANY, "links": _ANY},
    "media type": _CONTENT | {"encoding": _ANY},
    "encoding": _WRITTEN | {"contentType": _TEXT, "headers": _ANY, "allowReserved": _FLAG},
    "example": _DESCRIBED | {"summary": _TEXT, "value": _ANY, "externalValue": _TEXT},
    "security scheme": _DESCRIBED
    | {"type": _TEXT, "name": _TEXT, "in": _TEXT, "scheme": _TEXT, "bearerFormat": _TEXT}
    | {"flows": _ANY, "openIdConnectUrl": _TEXT},
}
_OF_A_REFERENCE = {"$ref", "summary", "description"}
# Where null is a value and not the absence of one.
_VALUES = {"example", "value"}
_STYLES = {
    "path": ("matrix", "label", "simple"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form",),
}
_SECTIONS = {"schemas", "responses", "parameters", "examples", "requestBodies", "headers"} | {
    *("securitySchemes", "links", "callbacks", "pathItems")
}
# Fields that are mappings to objects, wherever they stand.
_MAPS = ("content", "headers", "links", "callbacks", "encoding")
_STATUS = re.compile(r"([1-5])(\d\d|xx)\b.*", re.IGNORECASE)


def plain_fields(document: Document) -> None:
    """A field that is null is absent, one that does not exist is dropped, and text is text.

    Beside a `$ref`, only a summary and a description may stand. Numbers and booleans where text
    belongs (`description: 404`) are written as text, `'true'` where a flag belongs is the flag.
    """
    for place in walk(document):
        fields = _FIELDS.get(place.kind)
        if fields is None:
            continue
        if "$ref" in place.node and place.kind not in {"path item", "schema"}:
            fields = dict.fromkeys(_OF_A_REFERENCE, _TEXT)
        for key in list(place.node):
            if not key.startswith("x-"):
                _mend_field(place.node, key, fields.get(key))


def _mend_field(node: Document, key: str, kind: str | None) -> None:
    value = node[key]
    if kind is None or (value is None and key not in _VALUES):
        del node[key]
    elif kind == _TEXT and isinstance(value, int | float):
        node[key] = str(value).lower() if isinstance(value, bool) else str(value)
    elif kind == _FLAG and str(value).lower() in {"true", "false"}:
        node[key] = str(value).lower() == "true"


def schemas_of_parameters(document: Document) -> None:
    """A parameter or header has a `schema` or one `content`; Swagger 2 wrote its type beside it."""
    for place in walk(document):
        if place.kind not in {"parameter", "header"} or "$ref" in place.node:
            continue
        node = place.node
        if not is_mapping(node.get("content")) or len(node["content"]) != 1:
            node.pop("content", None)
        if "content" in node:
            node.pop("schema", None)
        elif node.get("schema") is None:
            known = _FIELDS[place.kind]
            node["schema"] = {
                key: node.pop(key)
                for key in list(node)
                if key not in known and not key.startswith("x-") and key not in {"name", "in"}
            }
        if "schema" in node and node.get("in") == "path":
            node["required"] = True
        if isinstance(node.get("in"), str):
            node["in"] = node["in"].lower()


def once_each_parameter(document: Document) -> None:
    """A parameter that is given twice in one list counts once, as it is first."""
    for place in walk(document):
        parameters = place.node.get("parameters")
        if place.kind in {"operation", "path item"} and is_list(parameters):
            named: dict[str, Any] = {}
            for one in parameters:
                stated = as_mapping(one)
                key = [stated.get("$ref"), stated.get("in"), stated.get("name")]
                named.setdefault(str(key if is_mapping(one) else one), one)
            place.node["parameters"] = list(named.values())


def example_objects(document: Document) -> None:
    """`examples` is a mapping of example objects; a list, or the bare values, are made into it."""
    for place in walk(document):
        if place.kind not in {"parameter", "header", "media type"}:
            continue
        examples = place.node.get("examples")
        if is_list(examples):
            examples = {f"example_{number}": one for number, one in enumerate(examples, 1)}
        if is_mapping(examples):
            place.node["examples"] = {key: _example(one) for key, one in examples.items()}
        elif examples is not None:
            place.node["examples"] = {"example": {"value": examples}}


def _example(value: Any) -> Any:
    known = {*_FIELDS["example"], "$ref"}
    if is_mapping(value) and value.keys() & (known - {"description", "summary"}):
        if "value" in value:
            value.pop("externalValue", None)
        return value
    described = is_mapping(value) and value.keys() <= known and bool(value)
    return value if described else {"value": value}


def statuses(document: Document) -> None:
    """A status is three digits, `4XX` or `default`; `4xx` and `200 OK` say which one is meant."""
    for place in walk(document):
        responses = place.node.get("responses")
        if place.kind == "operation" and is_mapping(responses):
            mended: Document = {}
            for status, response in responses.items():
                mended.setdefault(_status(status), _response(response))
            place.node["responses"] = mended


def _status(status: str) -> str:
    found = _STATUS.fullmatch(status.strip())
    if found:
        return found[1] + found[2].upper()
    return "default" if status.strip().lower() == "default" else status


def _response(response: Any) -> Any:
    if response is None or isinstance(response, str):
        return {"description": response or ""}
    return response


def bodies(document: Document) -> None:
    """A request body has content, however little, and a media type is a mapping."""
    for place in walk(document):
        if place.kind == "request body" and "$ref" not in place.node:
            place.node.setdefault("content", {})
        content = place.node.get("content")
        if place.kind in {"request body", "response", "parameter", "header"}:
            for media_type, media in as_mapping(content).items():
                place.node["content"][media_type] = {} if media is None else media


def tags(document: Document) -> None:
    """Tags of an operation are words, and those of the document mappings with a name."""
    for place in walk(document):
        if place.kind == "operation" and is_list(place.node.get("tags")):
            names = [
                as_mapping(tag).get("name") if is_mapping(tag) else tag
                for tag in place.node["tags"]
            ]
            place.node["tags"] = [str(name) for name in names if name is not None]
    if "tags" in document:
        named = [tag if is_mapping(tag) else {"name": tag} for tag in as_list(document["tags"])]
        for tag in named:
            _external_docs(tag)
        document["tags"] = [
            {key: tag[key] for key in tag if tag[key] is not None} | {"name": str(tag["name"])}
            for tag in named
            if tag.get("name") is not None
        ]


def documentation(document: Document) -> None:
    """`externalDocs` without an address leads nowhere."""
    _external_docs(document)
    for place in walk(document):
        if place.kind in {"operation", "schema"}:
            _external_docs(place.node)


def _external_docs(node: Document) -> None:
    if "externalDocs" in node:
        stated = as_mapping(node["externalDocs"])
        if not isinstance(stated.get("url"), str):
            del node["externalDocs"]


def wrong_styles(document: Document) -> None:
    """A style that does not exist where the parameter stands means nothing."""
    for place in walk(document):
        style = place.node.get("style")
        if place.kind in {"parameter", "header"} and style is not None:
            where = "header" if place.kind == "header" else str(place.node.get("in"))
            if style not in _STYLES.get(where, (style,)):
                del place.node["style"]


def absent_entries(document: Document) -> None:
    """An entry that is null is absent, and an empty list where a mapping belongs is empty."""
    components = as_mapping(document.get("components"))
    for section in [key for key in components if not key.startswith("x-")]:
        if section not in _SECTIONS or components[section] in (None, []):
            del components[section]
    examples = as_mapping(components.get("examples"))
    components |= (
        {"examples": {key: _example(examples[key]) for key in examples}} if examples else {}
    )
    for field in _SECTIONS:
        _drop_empty(components, field)
    for place in walk(document):
        if place.kind in _FIELDS:
            for field in _MAPS:
                _drop_empty(place.node, field)


def _drop_empty(holder: Document, field: str) -> None:
    if holder.get(field) == []:
        holder[field] = {}
    held = as_mapping(holder.get(field))
    # A media type may say nothing, and is one all the same.
    for key in [key for key in held if held[key] is None and field != "content"]:
        del held[key]


def leading_links(document: Document) -> None:
    """A link leads to one operation, by its reference or by its id; another leads nowhere."""
    for place in walk(document):
        links = place.node.get("links")
        if place.kind == "response" and is_mapping(links):
            place.node["links"] = {
                name: link for name, link in links.items() if _leads(as_mapping(link))
            }
    components = as_mapping(document.get("components"))
    for name, link in list(as_mapping(components.get("links")).items()):
        if not _leads(as_mapping(link)):
            del components["links"][name]


def _leads(link: Document) -> bool:
    return "$ref" in link or ("operationId" in link) != ("operationRef" in link)


OF_OBJECTS: tuple[Callable[[Document], None], ...] = (
    absent_entries,
    leading_links,
    schemas_of_parameters,
    example_objects,
    plain_fields,
    bodies,
    wrong_styles,
    once_each_parameter,
    statuses,
    tags,
    documentation,
)
"""The repairs of this module, in order."""

"""Say of each parameter only what the client's generator writes on the wire as it is meant.

For the client's view alone. The generator knows one way for each place: a list in the query is
repeated, an object spread over it, and all else is a plain value. What a document wants written in
another way (separated by commas, as JSON, …) is passed as the text that is to be sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, clone, is_list, is_mapping
from pipeline.references import follow

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

_KEPT = ("name", "in", "required", "description")
_PLAIN = {"string", "integer", "number", "boolean"}
_DEEPEST = 20  # levels of unions in unions


def parameters(view: Document, given: list[Document]) -> list[Document]:
    """Return the parameters of an operation as the generator can write them.

    Args:
        view: The document.
        given: Its parameters; no reference, and none twice.
    """
    made: list[Document] = []
    for one in given:
        for part in _parts(view, one):
            kept: Document = {key: part[key] for key in _KEPT if part.get(key)}
            if part["in"] == "path":
                kept["required"] = True
            made.append({**kept, "schema": _schema(view, part)})
    return made


def _parts(view: Document, parameter: Document) -> list[Document]:
    """Return a parameter, or those that an object is spread over by `style: deepObject`."""
    if parameter.get("style") != "deepObject":
        return [parameter]
    node = follow(view, as_mapping(parameter.get("schema")))
    name = parameter["name"]
    required = as_list(node.get("required")) if parameter.get("required") else []
    return [
        {
            "name": f"{name}[{key}]",
            "in": "query",
            "required": key in required,
            "schema": clone(value) if is_mapping(value) else {},
        }
        for key, value in as_mapping(node.get("properties")).items()
    ] or [{**parameter, "content": {}}]


def _schema(view: Document, parameter: Document) -> Document:
    """Return the schema of a parameter, or that of a text if it is to be sent in another way."""
    schema = parameter.get("schema")
    if "content" not in parameter and is_mapping(schema):
        place = parameter["in"]
        kinds = _kinds(view, schema)
        if place == "query" and "none" not in kinds:
            exploded = parameter.get("explode", parameter.get("style", "form") == "form")
            if exploded or not kinds & {"list", "object"}:
                return schema
        if place == "path" and kinds <= {"plain"}:
            return schema
        if place == "header" and kinds <= {"plain"} and not _is_union(view, schema):
            return schema
    text: Document = {"type": "string"}
    if is_mapping(schema) and "description" in schema:
        text["description"] = schema["description"]
    return text


def _is_union(view: Document, schema: Document) -> bool:
    node = follow(view, schema)
    return bool(node.keys() & {"anyOf", "oneOf"}) or is_list(node.get("type"))


def _kinds(view: Document, schema: Any, depth: int = 0) -> set[str]:
    """Return what values of a schema are to the generator.

    `plain` is what it writes as it is, `dated` what only a query takes, `list` a list of plain
    values, `object` an object of them, and `none` what it cannot write.
    """
    if not is_mapping(schema) or depth > _DEEPEST:
        return {"none"}
    node = follow(view, schema)
    members = [one for key in ("anyOf", "oneOf") for one in as_list(node.get(key))]
    if members:
        kinds = set[str]().union(*(_kinds(view, one, depth + 1) for one in members))
        return {"none"} if "object" in kinds else kinds
    stated = node.get("type")
    types = {"string"} if "enum" in node else {str(one) for one in (as_list(stated) or [stated])}
    if "allOf" in node or node.get("format") == "binary":
        return {"none"}
    if types <= {*_PLAIN, "null"}:
        dated = node.get("format") in {"date", "date-time"} or "null" in types
        return {"dated"} if dated else {"plain"}
    return _kinds_of_many(view, node, depth) if types <= {"array", "object"} else {"none"}


def _kinds_of_many(view: Document, node: Document, depth: int) -> set[str]:
    """Return what a list or object is to the generator: it writes those of plain values."""
    if node["type"] == "array":
        values = [node.get("items")]
    else:
        values = list(as_mapping(node.get("properties")).values())
        if is_mapping(node.get("additionalProperties")):
            return {"none"}
    held = set[str]().union(*(_kinds(view, one, depth + 1) for one in values))
    kind = "list" if node["type"] == "array" else "object"
    return {kind} if held <= {"plain", "dated"} else {"none"}

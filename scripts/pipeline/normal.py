"""The normal form of an operation, in which those of two documents can be compared.

Whatever changes no exchange is left out: the names of components and where things stand, the
order of keys and parameters, extensions, and defaults that are written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import reading
from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.normal_schema import level
from pipeline.references import follow
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pipeline.jsontypes import Document

_STYLES = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


def operations_of(document: Document) -> dict[str, tuple[str, str, Document]]:
    """Return path, method and operation of each operation, by its name, e.g. `GET /jobs`."""
    return {
        f"{method.upper()} {path}": (path, method, operation)
        for path, method, operation in operations(document)
    }


def operation(
    document: Document, path: str, stated: Document, lost: AbstractSet[str]
) -> dict[str, Any]:
    """Return an operation in normal form; schemas in it stay as they are.

    Args:
        document: The document, repaired.
        path: The operation's path.
        stated: The operation.
        lost: What is left out because a dialect could not say it; see `pipeline.reading`.
    """
    item: Document = document["paths"][path]
    found: dict[str, Any] = {
        "operationId": stated.get("operationId"),
        "summary": stated.get("summary"),
        "description": stated.get("description"),
        "tags": stated.get("tags") or None,
        "deprecated": stated.get("deprecated") or None,
        "servers": _servers(stated.get("servers", item.get("servers", document.get("servers")))),
        "security": _security(document, stated, lost),
        "parameters": _parameters(document, [*_listed(item), *_listed(stated)], lost),
        "responses": _responses(document, stated, lost),
        "callbacks": canonical(stated["callbacks"]) if stated.get("callbacks") else None,
    }
    if "requestBody" in stated:
        body = follow(document, stated["requestBody"])
        found["body"] = {
            "required": body.get("required") or None,
            "description": body.get("description"),
            "content": _content(document, body, lost),
        }
    left_out = {
        reading.OPERATION_ID: ["operationId"],
        reading.TAGS: ["tags"],
        reading.DEPRECATED: ["deprecated"],
        reading.SERVERS: ["servers"],
        reading.HEADERS: ["callbacks"],
    }
    for word in lost & left_out.keys():
        for field in left_out[word]:
            found.pop(field)
    if reading.REQUIRED_BODY in lost:
        as_mapping(found.get("body")).pop("required", None)
    return found


def _listed(holder: Document) -> list[Any]:
    return as_list(holder.get("parameters"))


def _servers(servers: Any) -> list[Any]:
    return [
        {"url": _address(server.get("url")), "variables": as_mapping(server.get("variables"))}
        for server in map(as_mapping, as_list(servers))
    ]


def _address(url: Any) -> Any:
    """Return the address that paths are put after; a slash at its end makes no difference."""
    return url.rstrip("/") or "/" if isinstance(url, str) else url


def _security(document: Document, stated: Document, lost: AbstractSet[str]) -> Any:
    """Return the alternatives, each with what its schemes are; the last word on a scheme counts."""
    declared = as_mapping(as_mapping(document.get("components")).get("securitySchemes"))
    alternatives = [
        {name: _scheme(document, declared.get(name), scopes, lost) for name, scopes in one.items()}
        for one in map(as_mapping, as_list(stated.get("security", document.get("security"))))
    ]
    if reading.ALTERNATIVES in lost:
        schemes = [scheme for one in alternatives for scheme in one.values()]
        return sorted({canonical(scheme): scheme for scheme in schemes})
    return sorted(alternatives, key=canonical)


def _scheme(document: Document, scheme: Any, scopes: Any, lost: AbstractSet[str]) -> Document:
    found = dict(follow(document, scheme)) if is_mapping(scheme) else {}
    found = {key: value for key, value in found.items() if not key.startswith("x-")}
    found.pop("description", None)
    # Their case makes no difference to HTTP.
    for key in ("scheme", *(["name"] if found.get("in") == "header" else [])):
        if key in found:
            found[key] = str(found[key]).lower()
    if reading.SHARED_HEADER in lost:
        return {}
    if reading.BEARER_FORMAT in lost:
        found.pop("bearerFormat", None)
    if reading.FLOWS in lost:
        found.pop("flows", None)
        scopes = None
    return {**found, "scopes": scopes or None}


def _parameters(
    document: Document, parameters: list[Any], lost: AbstractSet[str]
) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for one in parameters:
        parameter = follow(document, one)
        where = str(parameter.get("in"))
        style = parameter.get("style", _STYLES.get(where))
        schema = parameter.get("schema")
        said = parameter.get("description")
        single = False
        if is_mapping(schema):
            single = _is_single(document, schema)
            # Where a parameter is described, it or its schema, makes no difference.
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**follow(document, schema), **beside}
            said = said or schema.get("description")
            schema.pop("description", None)
        found[f"{where} {parameter.get('name')}"] = {
            "required": parameter.get("required") or None,
            "description": said,
            "deprecated": parameter.get("deprecated") or None,
            "style": style,
            "explode": None if single else parameter.get("explode", style == "form"),
            "schema": schema,
            "content": _content(document, parameter, frozenset()),
        }
        if reading.STYLES in lost:
            del found[f"{where} {parameter.get('name')}"]["style"]
            del found[f"{where} {parameter.get('name')}"]["explode"]
    return found


def _is_single(document: Document, schema: Document) -> bool:
    """Tell whether a parameter is one value, which is written in one way, exploded or not."""
    types = as_mapping(level(document, schema, frozenset())).get("type")
    listed = set(types if is_list(types) else [types])
    return listed.isdisjoint({None, "array", "object"})


def _responses(document: Document, stated: Document, lost: AbstractSet[str]) -> Document:
    found: Document = {}
    for status, one in as_mapping(stated.get("responses")).items():
        response = follow(document, one)
        found[status] = {"description": response.get("description") or None}
        if reading.ERROR_BODIES not in lost or status.startswith("2"):
            found[status]["content"] = _content(document, response, lost)
        if reading.HEADERS not in lost:
            headers = as_mapping(response.get("headers")).items()
            found[status]["headers"] = {
                name.lower(): {"schema": follow(document, header).get("schema")}
                for name, header in headers
            }
    return found


def _content(document: Document, holder: Document, lost: AbstractSet[str]) -> Document:
    found: Document = {}
    for media_type, media in as_mapping(holder.get("content")).items():
        stated = as_mapping(media)
        found[media_type] = {"schema": stated.get("schema", {})}
        if stated.get("encoding") and reading.ENCODING not in lost:
            found[media_type]["encoding"] = canonical(stated["encoding"])
        if reading.PARTS in lost and media_type.startswith("multipart/"):
            found[media_type] = {}
        if not lost & {reading.EXAMPLES, reading.WRITTEN_EXAMPLES}:
            examples = as_mapping(stated.get("examples")).values()
            values = [follow(document, one).get("value") for one in examples if is_mapping(one)]
            values += [stated["example"]] if "example" in stated else []
            found[media_type]["examples"] = sorted(map(canonical, values))
    return found

"""Pages of the three dialects, printed from a document: what the readers have to undo."""

from __future__ import annotations

import copy
import json
import re
from typing import Any

from pipeline import yaml12
from pipeline.jsontypes import is_list, is_mapping

PREFIX = "#/components/schemas/"
TICKS = "````"


def _operation(document: Any) -> tuple[str, str, Any]:
    ((path, item),) = document["paths"].items()
    ((method, operation),) = item.items()
    return path, method, operation


def _head(operation: Any) -> str:
    quote = "\n".join(f"> {line}" for line in operation["description"].splitlines())
    return f"# {operation['summary']}\n\n{quote}\n\n## OpenAPI\n\n"


def plain(document: Any) -> str:
    """Print a page with OpenAPI as it is, parameters and responses moved into components."""
    document = copy.deepcopy(document)
    path, method, operation = _operation(document)
    moved: dict[str, Any] = {"parameters": {}, "responses": {}}
    for number, parameter in enumerate(operation["parameters"]):
        moved["parameters"][f"P{number}"] = parameter
        operation["parameters"][number] = {"$ref": f"#/components/parameters/P{number}"}
    for status in [one for one in operation["responses"] if one != "200"]:
        name = f"R{status}"
        moved["responses"][name] = operation["responses"][status]
        operation["responses"][status] = {"$ref": f"#/components/responses/{name}"}
    document["components"] |= moved
    fence = f"{TICKS}yaml openapi.json {method} {path}"
    return f"{_head(operation)}{fence}\n{yaml12.dump(document)}\n{TICKS}\n"


def flattened(document: Any) -> str:
    """Print a page with Mintlify's record."""
    path, method, operation = _operation(document)
    schemas = document["components"]["schemas"]
    places = _Roots(schemas)
    locations: dict[str, Any] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
    for one in operation["parameters"]:
        entries = places.entries(one["schema"], named=False)
        for entry in entries:
            if entry["type"] == "integer":
                entry.pop("format", None)
            entry.update({"required": True} if one.get("required") else {})
            entry.update({"description": one["description"]} if "description" in one else {})
        kept = {key: one[key] for key in ("style", "explode") if key in one}
        locations[one["in"]][one["name"]] = {"schema": entries, **kept}
    body: dict[str, Any] = {}
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        entries = places.entries(media["schema"])
        for entry in entries:
            entry["required"] = operation["requestBody"]["required"]
        made_up = {"example": {"value": {"a": "<string>"}}}
        body[kind] = {"schemaArray": entries, "examples": made_up}
    answers: dict[str, Any] = {}
    for status, response in operation["responses"].items():
        said = response["description"]
        nothing: dict[str, Any] = {
            "schemaArray": [{"type": "any", "description": said}],
            "examples": {},
        }
        answers[status] = {"_mintlify/placeholder": nothing | {"description": said}}
        if "content" in response:
            answers[status] = {
                kind: {
                    "schemaArray": places.entries(media["schema"]),
                    "examples": {"example": {"value": [123, True]}},
                    "description": said,
                }
                for kind, media in response["content"].items()
            }
    schemes = document["components"]["securitySchemes"]
    record = {
        "path": path,
        "method": method,
        "servers": document["servers"],
        "request": {
            "security": [_alternative(one, schemes) for one in operation["security"]],
            "parameters": locations,
            "body": body,
            "codeSamples": [{"lang": "bash", "source": "curl"}],
        },
        "response": answers,
        "deprecated": False,
        "type": "path",
    }
    closure = _closure(record, schemas)
    fragment = {"paths": record, "components": {"schemas": closure}}
    return (
        f"{_head(operation)}{TICKS}yaml {method.upper()} {path}\n{yaml12.dump(fragment)}\n{TICKS}\n"
    )


def _alternative(requirement: Any, schemes: Any) -> Any:
    parameters: dict[str, Any] = {"query": {}, "header": {}, "cookie": {}}
    for name in requirement:
        scheme = schemes[name]
        if scheme["type"] == "apiKey":
            parameters[scheme["in"]][scheme["name"]] = {"type": "apiKey"}
        else:
            stated = {"type": "http", "scheme": scheme["scheme"]}
            parameters["header"]["Authorization"] = stated
    return {"title": " & ".join(requirement), "parameters": parameters}


class _Roots:
    """Works root schemas out into entries, as the record has them."""

    def __init__(self, schemas: Any) -> None:
        self.schemas = schemas

    def entries(self, schema: Any, *, named: bool = True) -> list[Any]:
        found = [self._entry(one) for one in self._variants(copy.deepcopy(schema))]
        return found if named else [{k: e[k] for k in e if k != "refIdentifier"} for e in found]

    def _variants(self, schema: Any) -> list[Any]:
        """Return the variants of a root in raw OpenAPI; parents' words win over theirs."""
        parent = {key: value for key, value in schema.items() if key not in {"$ref", "nullable"}}
        if "$ref" in schema:
            inner = self._variants(copy.deepcopy(self.schemas[schema["$ref"].rpartition("/")[2]]))
            name = {"refIdentifier": schema["$ref"]}
            return [name | one | parent | name for one in inner]
        if "allOf" in schema:
            parent.pop("allOf")
            merged: dict[str, Any] = {"properties": {}, "required": []}
            for member in schema["allOf"]:
                (variant,) = self._variants(member)
                merged["properties"] |= variant.pop("properties")
                merged["required"] += variant.pop("required")
                merged = variant | merged
            return [merged | parent]
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                parent.pop(keyword)
                return [
                    one | parent for member in schema[keyword] for one in self._variants(member)
                ]
        types = schema.get("type")
        if is_list(types):
            return [schema | {"type": one} for one in types]
        return [parent]

    def _entry(self, schema: Any) -> Any:
        entry = dict(schema)
        if "enum" in entry:
            entry["type"] = f"enum<{entry['type']}>"
        if "properties" in entry:
            entry["properties"] = {
                name: {"allOf": [one]} for name, one in entry["properties"].items()
            }
            if "required" in entry:
                entry["requiredProperties"] = entry.pop("required")
        for key in ("items", "additionalProperties"):
            if isinstance(entry.get(key), dict):
                entry[key] = {"allOf": [entry[key]]}
        return entry


def _closure(part: Any, schemas: Any) -> Any:
    """Return the components that raw schemas refer to."""
    found: dict[str, Any] = {}
    waiting = [part]
    while waiting:
        names = re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(waiting.pop()))
        for name in names:
            if name not in found:
                found[name] = schemas[name]
                waiting.append(schemas[name])
    return found


def exported(document: Any) -> str:
    """Print a page with Fern's export: its own model of the operation, made into OpenAPI."""
    path, method, operation = _operation(document)
    schemas = document["components"]["schemas"]
    shown = copy.deepcopy(operation)
    security = shown.pop("security")
    keys = [_auth_header(document["components"]["securitySchemes"][n]) for a in security for n in a]
    order = {"path": 0, "query": 1, "auth": 2, "header": 3, "cookie": 4}
    shown["parameters"] = sorted(
        [{"required": False} | _fern(one) for one in shown["parameters"]] + keys,
        key=lambda one: order["auth" if one in keys else one["in"]],
    )
    for one in shown["parameters"]:
        for key in ("style", "explode"):
            one.pop(key, None)
    shown |= {"operationId": "do-it", "tags": [["subpackage_jobs"]]}
    responses = shown["responses"]
    for status in responses:
        wanted = "content" in responses[status] and status == "200"
        responses[status] = (
            _fern(responses[status]) if wanted else responses[status] | {"content": {}}
        )
    if "requestBody" in shown:
        shown["requestBody"] = {"content": _fern(shown["requestBody"]["content"])}
    fragment = {
        "openapi": "3.1.1",
        "info": {"title": "Do It", "version": "endpoint_jobs.doIt"},
        "paths": {path: {method: shown}},
        "components": {"schemas": {"My " + name: _fern(one) for name, one in schemas.items()}},
    }
    head = f"# Do It\n\n{method.upper()} {document['servers'][0]['url']}{path}\n\n"
    return f"{head}## OpenAPI Specification\n\n```yaml\n{yaml12.dump(fragment)}```\n\n## SDK\n"


def _auth_header(scheme: Any) -> Any:
    header = {"in": "header", "required": True, "schema": {"type": "string"}}
    if scheme["type"] == "http":
        said = "Bearer authentication of the form `Bearer <token>`, where token is your auth token."
        return {"name": "Authorization", "description": said, **header}
    said = "Header authentication of the form `undefined <token>`"
    return {"name": scheme["name"], "description": said, **header}


_DROPPED = {"minimum", "maxItems", "minLength", "maxLength", "pattern", "exclusiveMaximum"}


def _fern(value: Any) -> Any:
    """Say a schema as Fern does: enums of maps, no limits, `oneOf` only, `allOf` worked out."""
    if is_list(value):
        return [_fern(one) for one in value]
    if not is_mapping(value):
        return value
    made: dict[str, Any] = {}
    for key, one in value.items():
        if key == "enum" and is_list(one):
            made[key] = [{"value": word} for word in one]
        elif key == "$ref":
            made[key] = one.replace(PREFIX, f"{PREFIX}My ")
        elif key == "anyOf":
            made["oneOf"] = _fern(one)
        elif key == "properties" and is_mapping(one):
            made[key] = {name: _fern(each) for name, each in one.items()}
        elif key not in _DROPPED or isinstance(one, dict):
            made[key] = _fern(one) if key not in {"default", "required"} else one
    return made

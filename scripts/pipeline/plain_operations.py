"""Say of each operation only what the client's generator can make right, in its own words.

For the client's view alone. The generator passes over a parameter that is described by a media
type, refuses a body or an answer whose media type it does not know, follows few references outside
schemas, and takes the first media type of an answer for its only one. What is sent under which
name, and what comes, stays as the document has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, clone, is_mapping
from pipeline.plain_parameters import parameters
from pipeline.references import follow
from pipeline.structure import METHODS

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

JSON, TEXT, BYTES = "application/json", "text/*", "application/octet-stream"
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
_FILE = {"type": "string", "format": "binary"}
_ANY_TYPE = {"*/*", "application/*", "*"}
# Many JSON values one after the other, and what people read.
_LINES = ("json-seq", "jsonl", "jsonlines", "ndjson", "stream+json", "json-stream")
_TEXTS = ("xml", "yaml", "javascript", "csv", "graphql")
_PREFERENCE = (JSON, MULTIPART, FORM, BYTES)


def plain_operations(view: Document) -> None:
    """Put the operations of a document into the words of the client's generator.

    Args:
        view: A valid document that is there to be changed. Of its components, the schemas and
            security schemes are left.
    """
    for path, item in view["paths"].items():
        plain = view["paths"][path] = _followed(view, item)
        common = [_followed(view, one) for one in as_list(plain.pop("parameters", None))]
        for method in METHODS:
            if method in plain:
                _operation(view, plain[method], common)
    components = as_mapping(view.get("components"))
    kept = ("schemas", "securitySchemes")
    view["components"] = {kind: components[kind] for kind in kept if kind in components}
    view.pop("webhooks", None)


def is_json(content_type: str) -> bool:
    """Tell whether a media type is one JSON value."""
    kind = _essence(content_type)
    return not kind.endswith(_LINES) and kind.endswith(("+json", "/json"))


def sent_as_bytes(content_type: str) -> bool:
    """Tell whether the client sends a body of this media type as the bytes that it is given."""
    return not is_json(content_type) and _essence(content_type) not in {FORM, MULTIPART}


def _operation(view: Document, operation: Document, common: list[Document]) -> None:
    operation.pop("callbacks", None)
    own = [_followed(view, one) for one in as_list(operation.get("parameters"))]
    # The first of a place and name counts: an operation's before its path's.
    named = {(one["in"], one["name"]): one for one in reversed([*own, *clone(common)])}
    operation["parameters"] = parameters(view, list(reversed(named.values())))
    if "requestBody" in operation:
        body = operation["requestBody"] = _followed(view, operation["requestBody"])
        body["content"] = _bodies(view, body.get("content", {}))
        if not body["content"]:
            del operation["requestBody"]
    operation["responses"] = {
        status.upper() if status.endswith("xx") else status: {
            "description": response.get("description", ""),
            "content": _answer(view, response.get("content", {})),
        }
        for status, one in operation["responses"].items()
        for response in [_followed(view, one)]
    }


def _followed(view: Document, node: Document) -> Document:
    """Return what a node means, in its own place."""
    beside = {key: value for key, value in node.items() if key != "$ref"}
    return {**clone(follow(view, node)), **beside} if "$ref" in node else node


def _essence(content_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def _meaning(view: Document, content_type: str, schema: Any) -> str:
    """Return what the generator is to take a media type for: JSON, a form, text or bytes."""
    kind = _essence(content_type)
    if is_json(kind) or (kind in _ANY_TYPE and not _is_text(view, schema)):
        return JSON
    if kind in {FORM, MULTIPART}:
        return kind
    if kind.startswith("text/") or kind.endswith((*_LINES, *_TEXTS)):
        return TEXT
    return BYTES


def _answer(view: Document, content: Document) -> Document:
    """Choose the one media type of an answer that the client decodes: JSON before all others.

    A stream of events or lines is the text that it is: the schema describes only one of them.
    """
    found: dict[str, Document] = {}
    for content_type, media in content.items():
        kind = _meaning(view, content_type, media.get("schema"))
        found.setdefault(kind if kind in {JSON, TEXT} else BYTES, media)
    for kind in (JSON, TEXT, BYTES):
        if kind in found:
            media = found[kind]
            if "schema" not in media or _is_null(view, media["schema"]):
                return {kind: {}}
            if kind == JSON:
                return {kind: {"schema": media["schema"]}}
            text = kind == TEXT and not _is_file(view, media["schema"])
            return {kind: {"schema": {"type": "string"} if text else dict(_FILE)}}
    return {}


def _bodies(view: Document, content: Document) -> Document:
    """Return the media types that a body can be sent as, and what each takes.

    Several stay only where the client can tell them apart by the class of what it is given.
    """
    found: dict[str, tuple[str, Document]] = {}
    for content_type, media in content.items():
        kind = _meaning(view, content_type, media.get("schema"))
        kind = BYTES if kind == TEXT else kind
        name = kind if _essence(content_type) in _ANY_TYPE else content_type
        found.setdefault(kind, (name, _body_schema(view, kind, media.get("schema"))))
    references = [schema["$ref"] for _name, schema in found.values() if "$ref" in schema]
    if len(set(references)) < len(references) or not all(
        _is_object(view, schema) or schema == _FILE for _name, schema in found.values()
    ):
        best = next(kind for kind in _PREFERENCE if kind in found)
        found = {best: found[best]}
    return {name: {"schema": schema} for name, schema in found.values()}


def _body_schema(view: Document, kind: str, schema: Any) -> Document:
    """Return what a body takes: a form takes an object, and what is no JSON a file."""
    if kind == JSON:
        return as_mapping(schema)
    if kind == BYTES:
        return dict(_FILE)
    if is_mapping(schema) and _is_object(view, schema):
        return schema
    return {"type": "object", "properties": _all_properties(view, schema)}


def _all_properties(view: Document, schema: Any) -> Document:
    """Return the properties of every member of a union of objects."""
    node = follow(view, as_mapping(schema))
    members = [one for key in ("anyOf", "oneOf") for one in as_list(node.get(key))]
    found: Document = {}
    for member in members:
        for name, value in as_mapping(follow(view, as_mapping(member)).get("properties")).items():
            found.setdefault(name, clone(value))
    return found


def _is_object(view: Document, schema: Document) -> bool:
    node = follow(view, schema)
    if node.keys() & {"anyOf", "oneOf", "enum", "const"}:
        return False
    return node.get("type") == "object" or "properties" in node


def _is_null(view: Document, schema: Any) -> bool:
    return follow(view, as_mapping(schema)).get("type") == "null"


def _is_text(view: Document, schema: Any) -> bool:
    return follow(view, as_mapping(schema)).get("type") == "string"


def _is_file(view: Document, schema: Any) -> bool:
    return follow(view, as_mapping(schema)).get("format") == "binary"

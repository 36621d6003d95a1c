"""Reading Fern's export: OpenAPI 3.1.1 made again from Fern's own model of an API.

It says some things in its own way (enums as maps, nested tags, an identifier for a version) and
has no servers and no security; see the functions below for each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline import reading
from pipeline.errors import PipelineError
from pipeline.jsontypes import as_list, as_mapping, is_list, is_mapping
from pipeline.reading import Reading
from pipeline.structure import operations, schemas

if TYPE_CHECKING:
    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

_PACKAGE = "subpackage_"
_ENDPOINT = "endpoint_"
# Formats that are no formats: what Fern calls a type of its own.
_NO_FORMATS = {"enum", "string"}
_KINDS: tuple[tuple[type, str], ...] = ((bool, "boolean"), (int, "integer"), (float, "number"))


def is_fern(document: Document) -> bool:
    """Tell Fern's export by its version, which names an endpoint: `endpoint_package.method`."""
    version = as_mapping(document.get("info")).get("version")
    return isinstance(version, str) and version.startswith(_ENDPOINT)


def read(document: Document, page: Page) -> Reading:
    """Return the export as ordinary OpenAPI 3.1, and what the export could not say.

    Args:
        document: The fragment; it is changed in place.
        page: The page it was cut from, whose address line gives the server.

    Raises:
        PipelineError: The address line states another method or path than the fragment.
    """
    # The export's title and version are those of one endpoint, not of the API.
    info = as_mapping(document.pop("info", None))
    lost = [reading.INFO, reading.OPERATION_ID, reading.TAGS, reading.DEPRECATED]
    lost += [reading.HEADERS, reading.STYLES, reading.LIMITS, reading.EXAMPLES]
    lost += [reading.UNIONS, reading.NAMES, reading.EXTENSIONS, reading.ALTERNATIVES]
    lost.append(reading.BEARER_FORMAT)
    for schema in schemas(document):
        _plain_enum(schema.node)
        if schema.node.get("format") in _NO_FORMATS:
            del schema.node["format"]
    for path, method, operation in operations(document):
        if page.address:
            document["servers"] = [{"url": _server(page, page.address, path, method)}]
        else:
            lost.append(reading.SERVERS)
        _flatten_tags(operation)
        lost += _body(document, operation)
        if any(as_mapping(one).get("content") == {} for one in _responses(operation)):
            lost.append(reading.ERROR_BODIES)
    endpoint = str(info.get("version")).removeprefix(_ENDPOINT)
    return Reading(document, tuple(lost), endpoint=endpoint)


def _server(page: Page, address: tuple[str, str], path: str, method: str) -> str:
    stated, url = address
    # Variables are also written as `:name`, and the question mark begins no part of the path.
    plain = re.sub(r"/:(\w+)", r"/{\1}", url.partition("?")[0])
    path = path.partition("?")[0]
    try:
        host = urlsplit(plain).netloc
    except ValueError:
        host = ""
    if stated != method or not plain.endswith(path) or not host:
        raise PipelineError(
            f"the page states {stated.upper()} {url}, its fragment {method.upper()} {path}",
            file=page.file,
            line=page.fence_line,
            fix="fetch the page again, or correct it at its source",
        )
    return plain.removesuffix(path)


def _flatten_tags(operation: Document) -> None:
    """Tags are one list of packages inside the list, the innermost last: keep that one."""
    tags = as_list(operation.pop("tags", None))
    flat = [last for tag in tags for last in (tag[-1:] if is_list(tag) else [tag])]
    if flat:
        operation["tags"] = [str(tag).removeprefix(_PACKAGE) for tag in flat]


def _plain_enum(schema: Document) -> None:
    """An enum is a list of maps, `{value: a}`, some with the kind of literal beside it."""
    if not is_list(schema.get("enum")):
        return
    schema["enum"] = [_literal(one) for one in schema["enum"]]
    if "default" in schema:
        schema["default"] = _literal(schema["default"])
    kinds = {_kind(value) for value in schema["enum"]}
    if schema.get("type") == "string" and len(kinds) == 1 and None not in kinds:
        schema["type"] = kinds.pop()


def _literal(value: Any) -> Any:
    return value["value"] if is_mapping(value) and "value" in value else value


def _kind(value: Any) -> str | None:
    """Return the type of a literal that is no text."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), None)


def _body(document: Document, operation: Document) -> list[str]:
    """Require a body whose schema requires a property, since no body says `required`.

    Returns:
        What is lost of the body.
    """
    if "requestBody" not in operation:
        return []
    body = as_mapping(operation["requestBody"])
    lost = [reading.REQUIRED_BODY]
    for media_type, media in as_mapping(body.get("content")).items():
        schema = as_mapping(as_mapping(media).get("schema"))
        if _requires(document, schema):
            body["required"] = True
        if media_type.startswith("multipart/") and not _named(document, schema).get("properties"):
            lost.append(reading.PARTS)
    return lost


def _requires(document: Document, schema: Document, depth: int = 0) -> bool:
    """Tell whether a schema requires a property, whichever of its variants holds."""
    node = _named(document, schema)
    if node.get("required") or depth > 20:
        return bool(node.get("required"))
    members = as_list(node.get("oneOf"))
    return bool(members) and all(_requires(document, as_mapping(m), depth + 1) for m in members)


def _named(document: Document, schema: Document) -> Document:
    named = as_mapping(as_mapping(document.get("components")).get("schemas"))
    name = str(schema.get("$ref")).removeprefix("#/components/schemas/")
    return as_mapping(named.get(name, schema))


def _responses(operation: Document) -> list[Any]:
    return list(as_mapping(operation.get("responses")).values())

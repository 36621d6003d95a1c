"""Reading Fern's export: OpenAPI 3.1.1 made again from Fern's own model of an API.

It says some things in its own way: nested tags, keys as ordinary header parameters, a body where
there is none. The older form also has enums as maps and an identifier for a version, and neither
servers nor security schemes; the newer one has both. See the functions below for each.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline import reading
from pipeline.errors import PipelineError
from pipeline.jsontypes import as_list, as_mapping, is_list, is_mapping
from pipeline.reading import Reading
from pipeline.references import SCHEMAS
from pipeline.structure import operations, schemas

if TYPE_CHECKING:
    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

_PACKAGE = "subpackage_"
_ENDPOINT = "endpoint_"
# Formats that are no formats: what Fern calls a type of its own.
_NO_FORMATS = {"enum", "string"}
# How a response without a body is described, in a component of its own.
_NO_BODY = "Empty response body"
_KINDS: tuple[tuple[type, str], ...] = ((bool, "boolean"), (int, "integer"), (float, "number"))


def is_fern(document: Document, page: Page) -> bool:
    """Tell Fern's export by what only it has.

    The version of the older form names an endpoint: `endpoint_package.method`. The newer one is
    told by the operation's address, which stands on the page as `METHOD https://host/path` while
    the fence states no operation, or by a tag that names a package.
    """
    if _endpoint(document) or (page.address and not page.method):
        return True
    return any(
        str(tag).startswith(_PACKAGE)
        for _path, _method, operation in operations(document)
        for tag in as_list(operation.get("tags"))
    )


def _endpoint(document: Document) -> str:
    """Return the endpoint that the version names; nothing in the newer form."""
    version = as_mapping(document.get("info")).get("version")
    named = isinstance(version, str) and version.startswith(_ENDPOINT)
    return str(version).removeprefix(_ENDPOINT) if named else ""


def read(document: Document, page: Page) -> Reading:
    """Return the export as ordinary OpenAPI 3.1, and what the export could not say.

    Args:
        document: The fragment; it is changed in place.
        page: The page it was cut from, whose address line gives the server.

    Raises:
        PipelineError: The address line states another method or path than the fragment.
    """
    endpoint = _endpoint(document)
    lost: list[str] = []
    if endpoint:
        # The title and version are those of one endpoint, not of the API.
        del document["info"]
        lost.append(reading.INFO)
    lost += [reading.OPERATION_ID, reading.TAGS, reading.DEPRECATED, reading.HEADERS]
    lost += [reading.STYLES, reading.LIMITS, reading.EXAMPLES]
    lost += [reading.UNIONS, reading.NAMES, reading.EXTENSIONS, reading.ALTERNATIVES]
    lost.append(reading.BEARER_FORMAT)
    for schema in schemas(document):
        _plain_enum(schema.node)
        if schema.node.get("format") in _NO_FORMATS:
            del schema.node["format"]
    for path, method, operation in operations(document):
        server = _server(page, page.address, path, method) if page.address else None
        if server and not document.get("servers"):
            document["servers"] = [{"url": server}]
        if not document.get("servers"):
            lost.append(reading.SERVERS)
        _flatten_tags(operation)
        _secure(document, operation)
        _drop_empty_bodies(document, operation)
        lost += _body(document, operation)
        if any(as_mapping(one).get("content") == {} for one in _responses(operation)):
            lost.append(reading.ERROR_BODIES)
        endpoint = endpoint or ".".join(
            [*operation.get("tags", []), str(operation.get("operationId"))]
        )
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
    """Tags are one list of packages, or their names joined by dots: keep the innermost, the last.

    The root package has no name.
    """
    tags = as_list(operation.pop("tags", None))
    last = [one for tag in tags for one in (tag[-1:] if is_list(tag) else [tag])]
    named = [str(tag).rpartition(f".{_PACKAGE}")[2].removeprefix(_PACKAGE) for tag in last if tag]
    if named:
        operation["tags"] = named


def _secure(document: Document, operation: Document) -> None:
    """The newer form declares its schemes and prints the key of each as a header parameter.

    Schemes of one header are alternatives. A parameter that is not required may be left out.
    """
    components = as_mapping(document.get("components"))
    declared = as_mapping(components.get("securitySchemes"))
    parameters = {
        str(one.get("name")).lower(): one
        for one in map(as_mapping, as_list(operation.get("parameters")))
        if one.get("in") == "header"
    }
    carried: dict[str, list[str]] = {}
    for name, scheme in declared.items():
        header = str(as_mapping(scheme).get("name", "Authorization")).lower()
        if header in parameters:
            carried.setdefault(header, []).append(name)
    if carried and "security" not in operation:
        alternatives: list[Document] = [
            {name: [] for name in names} for names in product(*carried.values())
        ]
        optional = not all(parameters[header].get("required") for header in carried)
        operation["security"] = [*alternatives, *([{}] if optional else [])]
        operation["parameters"] = [
            one for one in operation["parameters"] if one not in map(parameters.get, carried)
        ]


def _drop_empty_bodies(document: Document, operation: Document) -> None:
    """A response without a body is printed as JSON, described as an empty response body."""
    for response in map(as_mapping, _responses(operation)):
        media = as_mapping(as_mapping(response.get("content")).get("application/json"))
        schema = _named(document, as_mapping(media.get("schema")))
        if schema.get("description") == _NO_BODY and not schema.get("properties"):
            del response["content"]


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
        if media_type.startswith(reading.FORMS):
            lost.append(reading.ENCODING)
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
    name = str(schema.get("$ref")).removeprefix(SCHEMAS)
    return as_mapping(named.get(name, schema))


def _responses(operation: Document) -> list[Any]:
    return list(as_mapping(operation.get("responses")).values())

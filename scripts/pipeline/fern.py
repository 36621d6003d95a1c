"""Reading Fern's export: OpenAPI 3.1.1 made again from Fern's own model of an API.

It says some things in its own way (enums as maps, nested tags, an identifier for a version) and
has no servers and no security; see the functions below for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import PipelineError
from pipeline.jsontypes import as_list, as_mapping, is_list, is_mapping
from pipeline.structure import operations, schemas

if TYPE_CHECKING:
    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

_PACKAGE = "subpackage_"


def is_fern(document: Document) -> bool:
    """Tell Fern's export by its version, which names an endpoint: `endpoint_package.method`."""
    version = as_mapping(document.get("info")).get("version")
    return isinstance(version, str) and version.startswith("endpoint_")


def read(document: Document, page: Page) -> Document:
    """Return the export as ordinary OpenAPI 3.1.

    Args:
        document: The fragment; it is changed in place.
        page: The page it was cut from, whose address line gives the server.

    Raises:
        PipelineError: The address line states another method or path than the fragment.
    """
    for path, method, operation in operations(document):
        if page.address:
            document["servers"] = [{"url": _server(page, page.address, path, method)}]
        _flatten_tags(operation)
    for place in schemas(document):
        _plain_enum(place.node)
        if place.node.get("format") in {"enum", "string"}:
            del place.node["format"]
    _require_bodies(document)
    # The export's title and version are those of one endpoint, not of the API.
    document.pop("info", None)
    return document


def _server(page: Page, address: tuple[str, str], path: str, method: str) -> str:
    stated, url = address
    if stated != method or not url.endswith(path) or not urlsplit(url).hostname:
        raise PipelineError(
            f"the page states {stated.upper()} {url}, its fragment {method.upper()} {path}",
            file=page.file,
            line=page.fence_line,
            fix="fetch the page again, or correct it at its source",
        )
    return url.removesuffix(path)


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
    literals = schema["enum"]
    schema["enum"] = [
        literal["value"] if is_mapping(literal) and "value" in literal else literal
        for literal in literals
    ]
    if any(as_mapping(literal).get("type") == "booleanLiteral" for literal in literals):
        schema["type"] = "boolean"


def _require_bodies(document: Document) -> None:
    """No body says `required`; one whose schema requires a property must be sent."""
    named = as_mapping(as_mapping(document.get("components")).get("schemas"))
    for _path, _method, operation in operations(document):
        body = as_mapping(operation.get("requestBody"))
        for media in as_mapping(body.get("content")).values():
            schema = as_mapping(as_mapping(media).get("schema"))
            name = str(schema.get("$ref")).rpartition("/")[2]
            if as_mapping(named.get(name, schema)).get("required"):
                body["required"] = True

"""Repairs of operations: ids, responses and path parameters that OpenAPI requires."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.jsontypes import as_list, as_mapping, is_mapping
from pipeline.references import follow
from pipeline.structure import operations, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_LONGEST_ID = 60
_TEMPLATE = re.compile(r"\{([^{}/]+)\}")
_EMPTY_STATUSES = ("1", "204", "205", "304")


def complete_info(document: Document) -> None:
    """`openapi` is a 3.1 version, and `info` has a title and a version even where a page has not.

    An API without a title is called after its server's host.
    """
    if not re.fullmatch(r"3\.1\.\d+", str(document.get("openapi"))):
        document["openapi"] = "3.1.0"
    stated = as_mapping(document.get("info"))
    info = {**stated, "title": stated.get("title") or _host(document) or "API"}
    info["version"] = str(stated.get("version") or "unversioned")
    rest = {key: value for key, value in document.items() if key not in {"openapi", "info"}}
    version = document["openapi"]
    document.clear()
    document |= {"openapi": version, "info": info, **rest}


def _host(document: Document) -> str | None:
    servers = as_list(document.get("servers"))
    url = as_mapping(servers[0]).get("url") if servers else None
    try:
        return urlsplit(str(url)).hostname if url else None
    except ValueError:
        return None


def operation_ids(document: Document) -> None:
    """An operation without an id, or with one that another has, gets one made of its words.

    The words of the summary (Mintlify's and Fern's page title), else method and path, in
    snake_case. A second operation of one id is told apart by its first tag, then by a number.
    """
    taken: set[str] = set()
    unnamed: list[tuple[str, str, Document]] = []
    for path, method, operation in operations(document):
        stated = operation.get("operationId")
        if isinstance(stated, str) and stated and stated not in taken:
            taken.add(stated)
        else:
            unnamed.append((path, method, operation))
    for path, method, operation in unnamed:
        candidates = [_words(operation.get("summary")), _words(f"{method} {path}")]
        if isinstance(operation.get("operationId"), str):
            tag = "".join(map(str, as_list(operation.get("tags"))[:1]))
            candidates.insert(0, _words(f"{tag} {operation['operationId']}"))
        base = next((one for one in candidates if one), method)
        found = base
        count = 2
        while found in taken:
            found, count = f"{base}_{count}", count + 1
        operation["operationId"] = found
        taken.add(found)


def _words(text: Any) -> str:
    """Return the words of a text as an identifier; nothing if they are not plain ASCII words."""
    if not isinstance(text, str) or not text.isascii():
        return ""
    words = "_".join(re.findall(r"[a-z0-9]+", text.lower()))
    return "" if words[:1].isdigit() else words[:_LONGEST_ID].strip("_")


def path_parameters(document: Document) -> None:
    """Every variable of a path template is a parameter, and a path parameter is required."""
    for place in walk(document):
        if place.kind == "parameter" and place.node.get("in") == "path":
            place.node["required"] = True
    for path, _method, operation in operations(document):
        declared = {
            str(parameter.get("name"))
            for holder in (operation, document["paths"][path])
            for parameter in _parameters(document, holder)
            if parameter.get("in") == "path"
        }
        missing = [name for name in dict.fromkeys(_TEMPLATE.findall(path)) if name not in declared]
        if missing:
            operation["parameters"] = [
                *as_list(operation.get("parameters")),
                *(
                    {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                    for name in missing
                ),
            ]


def _parameters(document: Document, holder: Document) -> Iterator[Document]:
    for parameter in as_list(holder.get("parameters")):
        if is_mapping(parameter):
            yield follow(document, parameter)


def content_of_responses(document: Document) -> None:
    """`content: {}` promises nothing, and a status without a body (204, 304 …) has no content."""
    for place in list(walk(document)):
        if place.kind == "response":
            of_status = place.path[-2:-1] == ("responses",)
            empty = of_status and place.path[-1].startswith(_EMPTY_STATUSES)
            if place.node.get("content") in ({}, None) or empty:
                place.node.pop("content", None)


def descriptions_of_responses(document: Document) -> None:
    """A response has a description, and an operation says what it may answer, however little."""
    for place in walk(document):
        if place.kind == "response" and "$ref" not in place.node:
            if not isinstance(place.node.get("description"), str):
                place.node["description"] = ""
        elif place.kind == "operation" and place.node.get("responses") in (None, {}):
            place.node["responses"] = {"default": {"description": ""}}

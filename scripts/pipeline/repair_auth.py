"""Repair of authentication that a document states as ordinary header parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, is_mapping
from pipeline.references import follow
from pipeline.structure import operations

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

# OpenAPI 3.1, Parameter Object: header parameters of these names are to be ignored.
_IGNORED = {"accept", "content-type"}
_KEY_HEADER = re.compile(r"(.*-)?(api-?key|x-key)")
_OF_THE_FORM = re.compile(r"authentication of the form", re.IGNORECASE)


def headers_to_security(document: Document) -> None:
    """A header parameter that carries the key is authentication: it becomes a security scheme.

    `Authorization` by its description: bearer, basic, or else an API key in that header. Other
    headers if they are required and named like a key, or described as authentication.
    `Accept` and `Content-Type` say nothing that the content does not say, and go.
    """
    for path, _method, operation in operations(document):
        found: Document = {}
        for holder in (document["paths"][path], operation):
            found |= _schemes(document, holder)
        requirement: dict[str, list[Any]] = {}
        for name, scheme in found.items():
            requirement[_add_scheme(document, name, scheme)] = []
        if requirement and not operation.get("security", document.get("security")):
            operation["security"] = [requirement]
    for path, _method, operation in operations(document):
        for holder in (document["paths"][path], operation):
            _remove_headers(document, holder)


def _schemes(document: Document, holder: Document) -> Document:
    found: Document = {}
    for parameter in as_list(holder.get("parameters")):
        named = _scheme(_followed(document, parameter))
        if named:
            found[named[0]] = named[1]
    return found


def _remove_headers(document: Document, holder: Document) -> None:
    parameters = as_list(holder.get("parameters"))
    kept = [one for one in parameters if not _is_header_to_drop(_followed(document, one))]
    if len(kept) < len(parameters):
        holder["parameters"] = kept


def _is_header_to_drop(parameter: Document) -> bool:
    name = str(parameter.get("name")).lower()
    return parameter.get("in") == "header" and (name in _IGNORED or _scheme(parameter) is not None)


def _scheme(parameter: Document) -> tuple[str, Document] | None:
    """Return the name and the security scheme that a header parameter stands for, if any."""
    if parameter.get("in") != "header":
        return None
    header = str(parameter.get("name"))
    description = str(parameter.get("description") or "")
    described = {"description": description} if description else {}
    if header.lower() == "authorization":
        for scheme in ("bearer", "basic"):
            if re.search(rf"\b{scheme}\b", description, re.IGNORECASE):
                return f"{scheme}Auth", {"type": "http", "scheme": scheme} | described
    elif not parameter.get("required") or not (
        _KEY_HEADER.fullmatch(header.lower()) or _OF_THE_FORM.search(description)
    ):
        return None
    name = re.sub(r"[^A-Za-z0-9._-]+", "_", header)
    return name, {"type": "apiKey", "in": "header", "name": header} | described


def _add_scheme(document: Document, name: str, scheme: Document) -> str:
    """Add a security scheme under a name that is free or already means the same."""
    components: Any = document.setdefault("components", {})
    schemes: Any = components.setdefault("securitySchemes", {})
    found = name
    count = 2
    while schemes.setdefault(found, scheme) != scheme:
        found, count = f"{name}_{count}", count + 1
    return found


def _followed(document: Document, parameter: Any) -> Document:
    return follow(document, parameter) if is_mapping(parameter) else {}

"""Repair of authentication that a document states as ordinary header parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, is_mapping
from pipeline.references import follow
from pipeline.structure import operations

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

# OpenAPI 3.1, Parameter Object: header parameters of these names are to be ignored.
_IGNORED = {"accept", "content-type"}
_KEY_HEADER = re.compile(r"(.*[-_])?(api[-_]?key|x-key|(auth|access)[-_]?token)")
_OF_THE_FORM = re.compile(r"authentication of the form", re.IGNORECASE)


def headers_to_security(document: Document) -> None:
    """A header parameter that carries the key is authentication: it becomes a security scheme.

    `Authorization` by its description: bearer, basic, or else an API key in that header. Other
    headers if they are described as authentication, or required and named like a key; where the
    operation has security, only those that it names. A header that is optional by its own word
    may be left out. `Accept` and `Content-Type` say nothing that the content does not say, and go.
    """
    for path, _method, operation in operations(document):
        holders = (document["paths"][path], operation)
        stated = as_list(operation.get("security", document.get("security")))
        headers = _IGNORED | {"authorization"} | _headers(document, stated)
        requirement: dict[str, list[Any]] = {}
        optional = False
        for parameter in [] if stated else _parameters(document, holders):
            named = _scheme(parameter)
            if named:
                requirement[_add_scheme(document, *named)] = []
                headers.add(str(parameter["name"]).lower())
                optional = optional or parameter.get("required") is False
        if requirement:
            operation["security"] = [requirement, *([{}] if optional else [])]
        for holder in holders:
            _remove_headers(document, holder, headers)


def _headers(document: Document, security: list[Any]) -> set[str]:
    """Return the names of the headers, in lower case, that carry the keys of a requirement."""
    declared = as_mapping(as_mapping(document.get("components")).get("securitySchemes"))
    schemes = [as_mapping(declared.get(name)) for one in security for name in as_mapping(one)]
    return {str(one.get("name")).lower() for one in schemes if one.get("in") == "header"}


def _parameters(document: Document, holders: tuple[Document, ...]) -> list[Document]:
    return [
        _followed(document, parameter)
        for holder in holders
        for parameter in as_list(holder.get("parameters"))
    ]


def _remove_headers(document: Document, holder: Document, headers: set[str]) -> None:
    parameters = as_list(holder.get("parameters"))
    kept = [one for one in parameters if not _is_one_of(headers, _followed(document, one))]
    if len(kept) < len(parameters):
        holder["parameters"] = kept


def _is_one_of(headers: set[str], parameter: Document) -> bool:
    return parameter.get("in") == "header" and str(parameter.get("name")).lower() in headers


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
    elif not _OF_THE_FORM.search(description) and not (
        parameter.get("required") and _KEY_HEADER.fullmatch(header.lower())
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

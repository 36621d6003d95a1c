"""Repairs of what a document says of itself: info, servers, security schemes, requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, is_list, is_mapping
from pipeline.structure import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.jsontypes import Document

_ROOT = {"openapi", "info", "servers", "security", "tags", "paths", "webhooks", "components"}
_INFO = {"title", "summary", "description", "termsOfService", "contact", "license", "version"}
_VARIABLE = {"enum", "default", "description"}
_FLOWS = {
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "clientCredentials": ("tokenUrl",),
    "authorizationCode": ("authorizationUrl", "tokenUrl"),
}
# How Swagger 2 called two of them.
_OLD_FLOWS = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_TYPES = {"apikey": "apiKey", "http": "http", "oauth2": "oauth2"}
_OF_A_TYPE = {
    "apiKey": {"name", "in"},
    "http": {"scheme", "bearerFormat"},
    "oauth2": {"flows"},
    "openIdConnect": {"openIdConnectUrl"},
    "mutualTLS": set[str](),
}


def root_fields(document: Document) -> None:
    """A document has only the fields of OpenAPI; null means that one is absent."""
    for key in list(document):
        unknown = key not in _ROOT | {"externalDocs"} and not key.startswith("x-")
        if unknown or document[key] is None:
            del document[key]


def info(document: Document) -> None:
    """What `info` says is text; a contact or licence that is none is left out."""
    stated = document.get("info")
    if not is_mapping(stated):
        return
    for key in list(stated):
        value = stated[key]
        if key.startswith("x-"):
            continue
        if value is None or key not in _INFO:
            del stated[key]
        elif key in {"contact", "license"}:
            said = as_mapping(value)
            stated[key] = {one: said[one] for one in said if isinstance(said[one], str)}
        elif key != "version" and not isinstance(value, str):
            stated[key] = str(value)
    if "@" not in as_mapping(stated.get("contact")).get("email", "@"):
        del stated["contact"]["email"]
    if "license" in stated and "name" not in stated["license"]:
        del stated["license"]


def servers(document: Document) -> None:
    """A server has an address, and every variable of it a default and words to choose from."""
    for holder in _holders(document, {"operation", "path item"}):
        stated = holder.get("servers")
        if is_list(stated):
            named = [{"url": one} if isinstance(one, str) else one for one in stated]
            holder["servers"] = [
                _server(one)
                for one in named
                if one is not None and isinstance(as_mapping(one).get("url", ""), str)
                if not is_mapping(one) or "url" in one
            ]


def _server(server: Any) -> Any:
    if not is_mapping(server):
        return server
    mended = {
        key: value
        for key, value in server.items()
        if value is not None
        and (key in {"url", "description", "variables"} or key.startswith("x-"))
    }
    if "variables" in mended:
        named = as_mapping(mended["variables"]).items()
        mended["variables"] = {name: _variable(as_mapping(one)) for name, one in named}
    return mended


def _variable(variable: Document) -> Document:
    mended = {key: variable[key] for key in variable if key in _VARIABLE or key.startswith("x-")}
    words = [str(word) for word in as_list(mended.pop("enum", None))]
    if words:
        mended["enum"] = words
    default = mended.get("default")
    mended["default"] = "".join(words[:1]) if default is None else str(default)
    if not isinstance(mended.get("description", ""), str):
        del mended["description"]
    return mended


def security_schemes(document: Document) -> None:
    """A scheme has the fields of its type, and all that its type needs where one can know it."""
    named = as_mapping(as_mapping(document.get("components")).get("securitySchemes"))
    for name, scheme in named.items():
        if is_mapping(scheme) and "$ref" not in scheme:
            _complete_scheme(name, scheme)


def _complete_scheme(name: str, scheme: Document) -> None:
    kind = str(scheme.get("type"))
    if kind.lower() in {"bearer", "basic"}:
        scheme |= {"type": "http", "scheme": kind.lower()}
    elif kind.lower() in _TYPES:
        scheme["type"] = _TYPES[kind.lower()]
    needed = _OF_A_TYPE.get(str(scheme.get("type")), set(scheme))
    for key in list(scheme):
        if key not in needed | {"type", "description"} and not key.startswith("x-"):
            del scheme[key]
    if scheme.get("type") == "http":
        scheme.setdefault("scheme", "bearer")
        if str(scheme["scheme"]).lower() != "bearer":
            scheme.pop("bearerFormat", None)
    elif scheme.get("type") == "apiKey":
        scheme.setdefault("in", "header")
        scheme["in"] = str(scheme["in"]).lower()
        scheme.setdefault("name", name)
    elif scheme.get("type") == "openIdConnect":
        scheme.setdefault("openIdConnectUrl", "")
    elif scheme.get("type") == "oauth2":
        stated = as_mapping(scheme.get("flows")).items()
        flows = {_OLD_FLOWS.get(flow, flow): _flow(as_mapping(one)) for flow, one in stated}
        scheme["flows"] = {
            flow: one
            for flow, one in flows.items()
            if all(one.get(address) for address in _FLOWS.get(flow, (flow,)))
        }


def _flow(flow: Document) -> Document:
    """Return a flow with its scopes as a mapping of texts; what is no text is left out."""
    scopes: Any = flow.get("scopes")
    if not is_mapping(scopes):
        scopes = {str(scope): "" for scope in as_list(scopes)}
    texts = {key: value for key, value in flow.items() if isinstance(value, str)}
    return texts | {"scopes": {scope: str(said or "") for scope, said in scopes.items()}}


def requirements(document: Document) -> None:
    """Security is a list of mappings of a scheme's name to its scopes."""
    for holder in _holders(document, {"operation"}):
        if "security" not in holder:
            continue
        stated = holder["security"]
        listed = stated if is_list(stated) else [stated]
        holder["security"] = [
            {one: []}
            if isinstance(one, str)
            else {name: [str(scope) for scope in as_list(scopes)] for name, scopes in one.items()}
            for one in listed
            if isinstance(one, str) or is_mapping(one)
        ]


def _holders(document: Document, kinds: set[str]) -> Iterator[Document]:
    yield document
    for place in walk(document):
        if place.kind in kinds:
            yield place.node


OF_THE_ROOT: tuple[Callable[[Document], None], ...] = (
    root_fields,
    info,
    servers,
    security_schemes,
    requirements,
)
"""The repairs of this module, in order."""

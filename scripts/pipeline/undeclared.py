"""Security schemes that an operation asks for and its page does not declare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, is_mapping
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_DESCRIPTION = "The page asks for this scheme and does not describe it."


def declare_schemes(document: Document) -> None:
    """Declare the schemes that only have a name, so that the name is not lost.

    A name that holds `bearer` or `basic` says what it is; any other is a key in the header that
    HTTP has for keys.
    """
    for name in list(_required(document)):
        components: Any = document.setdefault("components", {})
        schemes: Any = as_mapping(components).setdefault("securitySchemes", {})
        if is_mapping(schemes) and name not in schemes:
            schemes[name] = _scheme(name)


def _required(document: Document) -> Iterator[str]:
    for holder in (document, *(operation for _path, _method, operation in operations(document))):
        for requirement in as_list(holder.get("security")):
            yield from requirement if is_mapping(requirement) else ()


def _scheme(name: str) -> Document:
    for scheme in ("bearer", "basic"):
        if scheme in name.lower():
            return {"type": "http", "scheme": scheme, "description": _DESCRIPTION}
    return {"type": "apiKey", "in": "header", "name": "Authorization", "description": _DESCRIPTION}

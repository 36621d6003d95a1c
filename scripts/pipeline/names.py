"""Component names that OpenAPI allows, and everything that refers to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pipeline.jsontypes import as_mapping, is_list, is_mapping
from pipeline.structure import walk

if TYPE_CHECKING:
    from pipeline.jsontypes import Document

_ALLOWED = re.compile(r"[a-zA-Z0-9._-]+")


def safe_component_names(document: Document) -> None:
    """Component names with spaces, slashes or colons are not allowed: each such char is `_`.

    References, security requirements and discriminator mappings follow; a reference in which a
    name is percent-encoded is written plainly.
    """
    sections: Any = document.get("components")
    if not is_mapping(sections):
        return
    renamed: dict[tuple[str, str], str] = {}
    for section, named in sections.items():
        if is_mapping(named) and not section.startswith("x-"):
            renamed |= {(section, old): new for old, new in _safe_names(list(named)).items()}
    rename_components(document, renamed)


def rename_components(document: Document, renamed: dict[tuple[str, str], str]) -> None:
    """Give components other names, and change everything that refers to them.

    Args:
        document: The document; it is changed in place.
        renamed: The new name for section and old name, e.g. `("schemas", "Job")`. No two of a
            section are equal, nor equal to a name that stays.
    """
    sections = as_mapping(document.get("components"))
    for section, named in sections.items():
        if is_mapping(named):
            sections[section] = {
                renamed.get((section, name), name): value for name, value in named.items()
            }
    for place in walk(document):
        reference = place.node.get("$ref")
        if isinstance(reference, str):
            place.node["$ref"] = _renamed(reference, renamed)
        if place.kind == "schema":
            mapping = as_mapping(as_mapping(place.node.get("discriminator")).get("mapping"))
            for key, value in mapping.items():
                name = str(value)
                mapping[key] = renamed.get(("schemas", name)) or _renamed(name, renamed)
        if place.kind == "operation":
            _rename_security(place.node, renamed)
    _rename_security(document, renamed)


def _safe_names(names: list[str]) -> dict[str, str]:
    safe = {name: name for name in names if _ALLOWED.fullmatch(name)}
    taken = set(safe)
    for name in names:
        if name not in safe:
            base = re.sub(r"[^a-zA-Z0-9._-]+", "_", name).strip("_") or "unnamed"
            new = base
            count = 2
            while new in taken:
                new, count = f"{base}_{count}", count + 1
            safe[name] = new
            taken.add(new)
    return {name: safe[name] for name in names}


def _renamed(reference: str, renamed: dict[tuple[str, str], str]) -> str:
    parts = reference.split("/")
    if parts[:2] != ["#", "components"] or len(parts) < 4:
        return reference
    # A name may hold unescaped slashes, so the longest one that is known counts.
    for end in range(len(parts), 3, -1):
        written = "/".join(parts[3:end])
        for name in (written, _unescaped(written), _unescaped(unquote(written))):
            new = renamed.get((parts[2], name))
            if new is not None:
                return "/".join([*parts[:3], new, *parts[end:]])
    return reference


def _unescaped(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")


def _rename_security(node: Document, renamed: dict[tuple[str, str], str]) -> None:
    requirements: Any = node.get("security")
    if is_list(requirements):
        node["security"] = [
            {renamed.get(("securitySchemes", name), name): scopes for name, scopes in one.items()}
            if is_mapping(one)
            else one
            for one in requirements
        ]

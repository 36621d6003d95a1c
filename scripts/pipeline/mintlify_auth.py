"""Security of Mintlify's legacy record: names in a title, and the parameters that carry them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.jsontypes import Document

    Parameter = tuple[str, str, Document]
    """Location, name and description of a parameter that carries a key."""

_KINDS = {"bearer": "bearer", "jwt": "bearer", "basic": "basic"}


def pair(names: Sequence[str], parameters: Sequence[Parameter]) -> dict[str, Parameter]:
    """Return which parameter carries each scheme of one alternative.

    They pair up in order, but the title has the order of the original and the parameters are
    sorted by location: so where there are several, those that sound alike come first.
    Schemes beyond the parameters share the header of the last (two schemes in one header are
    printed once); parameters beyond the schemes are named after themselves.
    """
    found: dict[str, Parameter] = {}
    rest = list(parameters)
    if len({location for location, _name, _one in parameters}) > 1:
        likely = [(_likeness(name, one), name, one) for name in names for one in parameters]
        for likeness, name, one in sorted(likely, key=lambda pair: -pair[0]):
            if likeness and name not in found and one in rest:
                found[name] = one
                rest.remove(one)
    for name in names:
        if name not in found and parameters:
            found[name] = rest.pop(0) if rest else parameters[-1]
    for one in rest:
        found[one[1]] = one
    return {name: found[name] for name in [*names, *found] if name in found}


def _likeness(name: str, parameter: Parameter) -> int:
    """Return how much a scheme's name sounds like a parameter; 0 if not at all."""
    location, header, stated = parameter
    words = _plain(name)
    if stated.get("type") == "http":
        kind = str(stated.get("scheme", "bearer"))
        return 3 * any(word in words and kind == meant for word, meant in _KINDS.items())
    if words == _plain(header):
        return 3
    return 2 * (location in words) or int(words in _plain(header))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def scheme(location: str, name: str, parameter: Document) -> Document:
    """Return the security scheme that a parameter of the record stands for."""
    kind = parameter.get("type")
    described = {"description": parameter["description"]} if "description" in parameter else {}
    if kind == "http":
        return {"type": "http", "scheme": parameter.get("scheme") or "bearer"} | described
    if kind == "oauth2":
        # Flows and scopes are lost in the record.
        oauth2: Document = {"type": "oauth2", "flows": {}}
        return oauth2 | described
    return {"type": "apiKey", "name": name, "in": location} | described

"""Ids: what may become part of a request, decided before anything is sent."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .errors import InvalidIDError

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST = 4096  # percent-encoded at twelve characters each, it still fits into a URL of httpx


def check_id(id: object, *, provider: str, providers: Collection[str]) -> str:
    """Return the id if it can be sent without changing the address of the request.

    An empty id or a dot segment would turn the address of one item into that of all of
    them (RFC 3986, section 5.2.4); everything else is percent-encoded later. A reference
    would be looked for as an id, not be found, and read as deleted already.

    Args:
        id: What the caller gave.
        provider: The name of the provider whose id it is to be.
        providers: The names of all providers, with which references begin.

    Returns:
        The same id.

    Raises:
        InvalidIDError: It is no string, empty, blank, ``.`` or ``..``, too long, a reference,
            or holds control characters or lone surrogates.
    """
    advice = "give it as the provider lists it"
    if not isinstance(id, str):
        problem = f"must be a string, not {type(id).__name__}"
    elif not id.strip():
        problem = "must not be empty"
    elif id in {".", ".."}:
        problem = f"must not be {id!r}, which would change the address"
    elif len(id) > _LONGEST:
        problem = f"must not be longer than {_LONGEST} characters"
    elif not id.isprintable() and any(unicodedata.category(c) in {"Cc", "Cs"} for c in id):
        problem = f"must not hold control characters or lone surrogates: {id[:80]!a}"
    elif (name := id.partition(":")[0].strip().lower()) in providers and ":" in id:
        problem = f"must not be a reference, {id[:80]!a}"
        rest = f"{id.partition(':')[2][:80]!a}"
        advice = f"pass {rest}" if name == provider else f"that is {rest} at {name}"
    else:
        return id
    words = f"{provider}: the id {problem}; {advice}; nothing was sent"
    raise InvalidIDError(words, provider=provider)

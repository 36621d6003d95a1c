"""Ids: what may become part of a request, decided before anything is sent."""

from __future__ import annotations

import unicodedata

from .errors import InvalidIDError

_LONGEST = 4096  # percent-encoded at twelve characters each, it still fits into a URL of httpx


def check_id(id: object, *, provider: str) -> str:
    """Return the id if it can be sent without changing the address of the request.

    An empty id or a dot segment would turn the address of one item into that of all of
    them (RFC 3986, section 5.2.4); everything else is percent-encoded later.

    Args:
        id: What the caller gave.
        provider: The provider's name, for the message.

    Returns:
        The same id.

    Raises:
        InvalidIDError: It is no string, empty, blank, ``.`` or ``..``, too long, or holds
            control characters or lone surrogates.
    """
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
    else:
        return id
    raise InvalidIDError(f"{provider}: the id {problem}; nothing was sent", provider=provider)

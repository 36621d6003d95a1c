"""What changes of servers and of security mean: where one asks, and with which key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.changes import BREAKING, CAREFUL, HARMLESS, NOTHING, Judged, sides
from pipeline.jsontypes import as_list, as_mapping, canonical, is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_Alternative = dict[str, frozenset[str]]
# Where a token comes from is a matter of the token's owner, and not of each exchange.
_NOT_SENT = {"scopes", "flows", "openIdConnectUrl", "bearerFormat"}


def servers(old: list[Document], new: list[Document]) -> Iterator[Judged]:
    """Yield what changes where requests are sent.

    Args:
        old: URL and variables of each server in the old document, in order.
        new: The same of the new one.
    """
    mine, theirs = ({str(one["url"]): one for one in all_of} for all_of in (old, new))
    for url in mine:
        if url not in theirs:
            severity = BREAKING if theirs else CAREFUL
            action = "send to a server that is left; correct base URLs"
            left = ", ".join(theirs) or NOTHING
            yield Judged(severity, "server removed", url, left, action)
    for url, server in theirs.items():
        if url not in mine:
            yield Judged(HARMLESS, "server added", NOTHING, url)
        elif server != mine[url]:
            both = sides(canonical, mine[url]["variables"], server["variables"])
            yield Judged(CAREFUL, "other variables", *both, "check the base URL that is made of it")
    if mine and theirs and next(iter(mine)) in theirs and next(iter(mine)) != next(iter(theirs)):
        first = sides(str, next(iter(mine)), next(iter(theirs)))
        action = "check which one is the default"
        yield Judged(CAREFUL, "another server comes first", *first, action)


def security(old: list[Any], new: list[Any]) -> Iterator[Judged]:
    """Yield what changes in how a request says who sends it; names of schemes do not count.

    Args:
        old: The alternatives of the old document in normal form; none means no key.
        new: Those of the new one.
    """
    mine, theirs = _alternatives(old), _alternatives(new)
    if mine == theirs and [_told(one) for one in old] != [_told(one) for one in new]:
        yield Judged(HARMLESS, "another word for the form of a token")
    for one in mine:
        if not any(_is_enough(one, other) for other in theirs):
            after = " or ".join(map(_said, theirs))
            action = "send what is asked for now"
            yield Judged(BREAKING, "no longer enough", _said(one), after, action)
    for other in theirs:
        if other not in mine:
            yield Judged(HARMLESS, "enough now", NOTHING, _said(other))


def _alternatives(stated: list[Any]) -> list[_Alternative]:
    if stated and not is_mapping(stated[0]):
        return [{str(one): frozenset() for one in stated}]  # which of them are needed was lost
    found: list[_Alternative] = []
    for one in stated or [{}]:
        alternative: _Alternative = {}
        for scheme in one.values():
            kept = {key: value for key, value in scheme.items() if key not in _NOT_SENT}
            alternative[canonical(kept)] = frozenset(map(str, as_list(scheme.get("scopes"))))
        found.append(alternative)
    return found


def _told(alternative: Any) -> list[Any]:
    """Return what is said of the form of tokens, which no exchange depends on."""
    schemes = alternative.values() if is_mapping(alternative) else ()
    return [scheme.get("bearerFormat") for scheme in schemes]


def _is_enough(sent: _Alternative, asked: _Alternative) -> bool:
    """Tell whether what is sent for one alternative satisfies another one."""
    return all(scheme in sent and scopes <= sent[scheme] for scheme, scopes in asked.items())


def _said(alternative: _Alternative) -> str:
    return " and ".join(_scheme(*one) for one in sorted(alternative.items())) or "no key"


def _scheme(text: str, scopes: frozenset[str]) -> str:
    scheme = as_mapping(json.loads(text))
    words = [scheme.get(key) for key in ("type", "scheme", "in", "name")]
    said = " ".join(str(word) for word in words if word)
    return f"{said} ({', '.join(sorted(scopes))})" if scopes else said

"""What a server's own record says of a clean-up: what was deleted, and who told the truth.

Nothing here asks the client that did the clean-up; its reports are what is examined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from finetunes.testing import EmbeddedServer, Received

_NOTHING_DONE = frozenset({"failed", "not_sent"})
_GONE = frozenset({"deleted", "already_gone"})


def reference(request: Received) -> str:
    """Return the reference of the item that a request is about."""
    return f"{request.provider}:{request.item}"


def changing(requests: Iterable[Received]) -> list[Received]:
    """Return the requests that are there to change something."""
    return [request for request in requests if request.method != "GET"]


def outside(requests: Iterable[Received], planned: Collection[str]) -> list[Received]:
    """Return the requests that changed something which is not in the plan."""
    return [
        request
        for request in changing(requests)
        if request.applied and reference(request) not in planned
    ]


def sent_again(requests: Iterable[Received]) -> list[Received]:
    """Return the requests that followed one which may have been carried out.

    Only 429 says for certain that nothing was done, so only after it a request may be sent
    for the same item once more.
    """
    taken: set[str] = set()
    again: list[Received] = []
    for request in changing(requests):
        item = reference(request)
        if item in taken:
            again.append(request)
        if request.status != 429:
            taken.add(item)
    return again


@dataclass(frozen=True, slots=True)
class Truth:
    """What was so on the server at one moment."""

    requests: Mapping[str, Sequence[Received]]
    """Those that are there to change something, by the item's reference, in order."""
    there: frozenset[str]
    """The references of the items that existed."""

    @classmethod
    def now(cls, server: EmbeddedServer) -> Truth:
        """Take what is so now."""
        by_item: dict[str, list[Received]] = {}
        for request in changing(server.received):
            by_item.setdefault(reference(request), []).append(request)
        there = {f"{name}:{id}" for name, played in server.services.items() for id in played.ids()}
        return cls(by_item, frozenset(there))

    def confirms(self, result: Mapping[str, Any]) -> bool:
        """Say whether one result of a report is true.

        Args:
            result: An entry of ``results`` in the JSON document of ``apply``.
        """
        item: str = result["ref"]
        requests = self.requests.get(item, ())
        deleted = any(request.applied for request in requests)
        outcome, changed = result["outcome"], result["changed"]
        if outcome in _GONE:
            # Whoever says whether it was this clean-up has to be right; None says nothing.
            by_us = deleted if changed is None else changed
            possible = deleted or outcome == "already_gone"
            return item not in self.there and by_us is deleted and possible
        if result["end"] == "unknown":
            answered = any(request.applied and request.fault is None for request in requests)
            return changed is None and not answered
        # Nobody else changes anything here, so there is no other end that can be true.
        return (
            result["end"] in _NOTHING_DONE
            and item in self.there
            and all(request.status == 429 for request in requests)
        )


def untrue(results: Iterable[Mapping[str, Any]], truth: Truth) -> list[str]:
    """Return the references of the results that are not true."""
    return [result["ref"] for result in results if not truth.confirms(result)]

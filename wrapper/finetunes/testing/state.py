"""Everything an embedded server knows: the three services, their keys, and what it received."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import finetunes

from .bfl import BlackForestLabs
from .cohere import Cohere
from .document import Document
from .service import Clock
from .together import Together

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Received:
    """One request the server received; it never holds a key."""

    method: str
    path: str
    """As it came, still percent-encoded, with the provider's prefix."""
    provider: str | None
    """None where the path leads to no provider."""
    operation: str | None
    """The operation id of the provider's document, or None where there is no such operation."""
    item: str | None
    """The item the request was about, where it got that far."""
    status: int
    """The HTTP status it was answered with."""


class State:
    """The state behind one server; safe to use from any thread.

    Args:
        keys: The API key each provider accepts, by provider name; ``local-<provider>-key``
            for those not named.
        clock: Gives seconds from any fixed point; never goes back.
        cancel_seconds: Seconds until a job that was asked to stop has stopped.

    Raises:
        ValueError: `keys` names a provider that is not played.
    """

    def __init__(
        self,
        *,
        keys: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        cancel_seconds: float = 2.0,
    ) -> None:
        names = (Together.name, BlackForestLabs.name, Cohere.name)
        self.keys = {name: f"local-{name}-key" for name in names} | dict(keys or {})
        if unknown := set(self.keys).difference(names):
            raise ValueError(f"no such provider is played: {', '.join(sorted(unknown))}")
        self._lock = threading.RLock()
        self._requests: list[Received] = []
        shared = Clock(clock, datetime.now(UTC))

        def common(name: str) -> dict[str, Any]:
            return {"key": self.keys[name], "clock": shared, "lock": self._lock}

        self.together = Together(cancel_seconds=cancel_seconds, **common(Together.name))
        self.bfl = BlackForestLabs(**common(BlackForestLabs.name))
        self.cohere = Cohere(**common(Cohere.name))
        self.services: dict[str, Together | BlackForestLabs | Cohere] = {
            service.name: service for service in (self.together, self.bfl, self.cohere)
        }
        self.documents = {name: Document.load(name) for name in names}

    @property
    def requests(self) -> tuple[Received, ...]:
        """What was received so far, in order."""
        with self._lock:
            return tuple(self._requests)

    def record(self, received: Received) -> None:
        """Add one request to the record."""
        with self._lock:
            self._requests.append(received)

    def base_url(self, provider: str, server: str) -> str:
        """Return the base URL of one provider on a server at that URL."""
        return f"{server}/{provider}{self.documents[provider].base_path}"

    def environment(self, server: str) -> dict[str, str]:
        """Return the variables that point the library at a server at that URL."""
        variables: dict[str, str] = {}
        for name in self.services:
            provider = finetunes.providers()[name]
            variables[provider.api_key_variables[0]] = self.keys[name]
            variables[provider.base_url_variable] = self.base_url(name, server)
        return variables

"""Everything an embedded server knows: the services, their keys, and what it received."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import finetunes

from .bfl import BlackForestLabs
from .clock import Clock
from .cohere import Cohere
from .contract.document import Document
from .faults import Asked, Faults
from .storage import Storage
from .together import Together
from .words import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .faults import Fault, Refusal


@dataclass(frozen=True, slots=True)
class Received:
    """One request the server received; it never holds a key, nor a secret of its body."""

    method: str
    path: str
    """As it came, still percent-encoded, with the provider's prefix."""
    provider: str | None
    """None where the path leads to no provider."""
    operation: str | None
    """The operation id of the provider's document, ``storage``, or None if there is no such."""
    item: str | None
    """The item the request was about, where it got that far."""
    status: int | None
    """The HTTP status it was answered with; None where there was no reply."""
    query: str = ""
    """As it came, still percent-encoded."""
    key_sent: bool = False
    """Whether it carried any key at all, the right one or another."""
    body: Any = None
    """What came as JSON, or the texts of a form; None for anything else."""
    applied: bool = False
    """Whether it was carried out, whatever was answered."""
    fault: Fault | Refusal | None = None
    """What went wrong with it because that was asked for."""
    headers: tuple[str, ...] = field(default=(), compare=False)
    """The names of its headers, in lower case and in order; none of what they said."""


class State:
    """The state behind one server; safe to use from any thread.

    Args:
        keys: The API key each provider accepts, by provider name; ``local-<provider>-key``
            for those not named.
        clock: Gives seconds from any fixed point; never goes back.
        start: The time of day (aware) when the clock starts; now where None.
        speed: How many times faster the items live.
        cancel_seconds: Seconds at speed 1 until a job that was asked to stop has stopped.
        listing_seconds: Seconds until a listing that is not immediate shows a change.

    Raises:
        ValueError: `keys` names a provider that is not played, the speed is not above 0, or
            `start` has no time zone.
    """

    def __init__(
        self,
        *,
        keys: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        start: datetime | None = None,
        speed: float = 1.0,
        cancel_seconds: float = 2.0,
        listing_seconds: float = 0.0,
    ) -> None:
        names = (Together.name, BlackForestLabs.name, Cohere.name)
        self.keys = {name: f"local-{name}-key" for name in names} | dict(keys or {})
        if unknown := set(self.keys).difference(names):
            raise ValueError(f"no such provider is played: {', '.join(sorted(unknown))}")
        self._lock = threading.RLock()
        self._received: list[Received] = []
        self.faults = Faults()
        """What goes wrong with the requests that come."""
        self.clock = shared = Clock(clock, start or datetime.now(UTC), speed)
        self.documents = {name: Document.of(name) for name in names}

        def common(name: str) -> dict[str, Any]:
            secrets = finetunes.providers()[name].secrets
            return {"key": self.keys[name], "clock": shared, "lock": self._lock, "secrets": secrets}

        self.storage = Storage(shared, self._lock)
        self.together = Together(
            cancel_seconds=cancel_seconds, storage=self.storage, **common(Together.name)
        )
        self.bfl = BlackForestLabs(listing_seconds=listing_seconds, **common(BlackForestLabs.name))
        self.cohere = Cohere(**common(Cohere.name))
        self.services: dict[str, Together | BlackForestLabs | Cohere] = {
            service.name: service for service in (self.together, self.bfl, self.cohere)
        }

    @property
    def received(self) -> tuple[Received, ...]:
        """What was received so far, in order."""
        with self._lock:
            return tuple(self._received)

    def record(self, received: Received) -> None:
        """Add one request to the record; a key that came in its address is taken out."""
        path, query = received.path, received.query
        for key in self.keys.values():
            path, query = path.replace(key, "[key]"), query.replace(key, "[key]")
        with self._lock:
            self._received.append(replace(received, path=path, query=query))

    def service(self, provider: str) -> Together | BlackForestLabs | Cohere:
        """Return the service of one provider.

        Raises:
            ValueError: No such provider is played.
        """
        if provider not in self.services:
            raise ValueError(f"no such provider is played: {provider}")
        return self.services[provider]

    def asked(
        self, provider: str | None = None, operation: str | None = None, item: str | None = None
    ) -> Asked:
        """Say which requests are meant.

        Args:
            provider: The provider's name; any where None.
            operation: An operation of the common interface, such as ``delete``, or an
                operation id of a document; any where None.
            item: The item they are about; any where None.

        Returns:
            What a fault waits for.

        Raises:
            ValueError: There is no such provider, or it has no such operation.
        """
        played = self.services if provider is None else {self.service(provider).name}
        if operation is None:
            return Asked(provider, None, item)
        known = {id for name in played for id in self.documents[name].operations}
        meant = known & OPERATIONS.get(operation, {operation})
        if not meant:
            where = provider or "any provider"
            raise ValueError(f"{operation!r} is no operation of {where}")
        return Asked(provider, frozenset(meant), item)

    def base_url(self, provider: str, server: str, region: str | None = None) -> str:
        """Return the base URL of one provider, or one of its regions, on a server at that URL.

        Raises:
            ValueError: The provider has no such region.
        """
        first: str = self.documents[provider].content["servers"][0]["url"]
        path = urlsplit(first).path.rstrip("/")
        for prefix, there in self.services[provider].prefixes.items():
            if region is None or region == there:
                return f"{server}/{prefix}{path}"
        raise ValueError(f"{provider} has no region {region!r}")

    def environment(self, server: str) -> dict[str, str]:
        """Return the variables that point the library at a server at that URL."""
        variables: dict[str, str] = {}
        for name in self.services:
            provider = finetunes.providers()[name]
            variables[provider.api_key_variables[0]] = self.keys[name]
            variables[provider.base_url_variable] = self.base_url(name, server)
        return variables

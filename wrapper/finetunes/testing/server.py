"""A real HTTP server on loopback, in a thread of its own."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from .running import HOST, Running, listen
from .state import Received, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from types import TracebackType
    from typing import Any, Self

    from .bfl import BlackForestLabs
    from .cohere import Cohere
    from .faults import Fault, Schedule
    from .together import Together


class EmbeddedServer:
    """The three provider APIs on loopback, as a context manager.

    Example:
        ``with EmbeddedServer() as server: Client("bfl", api_key=..., base_url=...)``, or put
        `environment` into the environment.

    Args:
        port: The TCP port; 0 lets the system choose a free one.
        keys: The API key each provider accepts, by provider name; ``local-<provider>-key``
            for those not named.
        clock: Gives seconds from any fixed point; never goes back.
        start: The time of day (aware) when the clock starts; now where None.
        speed: How many times faster the fine-tunes live; at 1, a job takes five minutes. Times
            of day stay true.
        cancel_seconds: Seconds at speed 1 until a job that was asked to stop has stopped.
        listing_seconds: Seconds until the listing of Black Forest Labs shows a change.

    Raises:
        ValueError: `keys` names a provider that is not played, the speed is not above 0, or
            `start` has no time zone.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        keys: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        start: datetime | None = None,
        speed: float = 1.0,
        cancel_seconds: float = 2.0,
        listing_seconds: float = 0.0,
    ) -> None:
        self._port = port
        self._state = State(
            keys=keys,
            clock=clock,
            start=start,
            speed=speed,
            cancel_seconds=cancel_seconds,
            listing_seconds=listing_seconds,
        )
        self._running: Running | None = None

    def __enter__(self) -> Self:
        """Listen and serve; whoever connects from now on is answered.

        Raises:
            OSError: The port cannot be used; one line says why.
            RuntimeError: It is running already.
        """
        if self._running:
            raise RuntimeError("this server is running already")
        listener = listen(self._port)
        storage = listen(0)
        self._state.storage.url = f"http://{HOST}:{storage.getsockname()[1]}"
        self._running = Running(listener, storage, self._state)
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _value: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        """Answer what was begun, close every connection, and wait for the thread to end."""
        running, self._running = self._running, None
        if running:
            running.stop()

    @property
    def url(self) -> str:
        """The server's address, without a trailing slash.

        Raises:
            RuntimeError: The server is not running.
        """
        if self._running is None:
            raise RuntimeError("the server has no address: it is not running")
        return f"http://{HOST}:{self._running.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that point the library at this server."""
        return self._state.environment(self.url)

    @property
    def storage_url(self) -> str:
        """The address of the object store that uploads go to: another origin, without a key."""
        return self._state.storage.url

    def base_url(self, provider: str, region: str | None = None) -> str:
        """Return the base URL of one provider here, for ``Client(base_url=...)``.

        Args:
            provider: The provider's name.
            region: One of its regions; its first where None.

        Raises:
            RuntimeError: The server is not running.
            ValueError: The provider has no such region.
        """
        return self._state.base_url(provider, self.url, region)

    def key(self, provider: str) -> str:
        """Return the API key that a provider accepts here, for ``Client(api_key=...)``."""
        return self._state.keys[provider]

    def add(self, provider: str, id: str | None = None, **about: Any) -> str:
        """Put a fine-tune on the server, and return its id.

        Args:
            provider: The provider's name.
            id: The id; one is made up where none is given.
            about: What the provider's own ``add`` takes.

        Raises:
            ValueError: It cannot be added; see the provider's own ``add``.
        """
        return self.services[provider].add(id, **about)

    def seed(self) -> tuple[str, ...]:
        """Put on the server what is worth trying by hand.

        Returns:
            The references, ``provider:id``, of the fine-tunes.
        """
        return tuple(
            f"{name}:{id}" for name, played in self.services.items() for id in played.seed()
        )

    def refuse(
        self,
        provider: str,
        status: int,
        times: int = 1,
        *,
        operation: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer the next requests of a provider with an error, in the provider's own shape.

        Args:
            provider: The provider's name.
            status: The HTTP status.
            times: How many requests.
            operation: The operation id of the document; any where None.
            headers: Headers of that reply, in lower case.

        Raises:
            ValueError: No such provider is played.
        """
        error = self._state.service(provider).error(status, "asked for by a test")
        refusal = replace(error, headers=headers or {})
        self._state.faults.add(provider, refusal, times, operation=operation)

    def fail(
        self,
        provider: str,
        fault: Fault,
        times: int = 1,
        *,
        operation: str | None = None,
        item: str | None = None,
    ) -> None:
        """Let the next requests of a provider go wrong.

        Args:
            provider: The provider's name.
            fault: In which way.
            times: How many requests.
            operation: The operation id of the document; any where None.
            item: The item they are about; any where None.

        Raises:
            ValueError: No such provider is played.
        """
        self._state.service(provider)
        self._state.faults.add(provider, fault, times, operation=operation, item=item)

    def follow(self, schedule: Schedule | None) -> None:
        """Let a schedule decide which requests go wrong from now on, and in which way.

        What `fail` and `refuse` ask for comes first.

        Args:
            schedule: Called with each request, such as a `RandomFaults`; None for no more.
        """
        self._state.faults.schedule = schedule

    @property
    def requests(self) -> tuple[Received, ...]:
        """What was received so far, in order; never with a key."""
        return self._state.requests

    @property
    def services(self) -> Mapping[str, Together | BlackForestLabs | Cohere]:
        """The played APIs by provider name, for what is the same at all of them."""
        return self._state.services

    @property
    def together(self) -> Together:
        """Together's jobs."""
        return self._state.together

    @property
    def bfl(self) -> BlackForestLabs:
        """Black Forest Labs' finetunes."""
        return self._state.bfl

    @property
    def cohere(self) -> Cohere:
        """Cohere's models."""
        return self._state.cohere

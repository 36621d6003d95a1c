"""A real HTTP server on loopback, in a thread of its own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .played import Played
from .running import HOST, Running, listen
from .state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from types import TracebackType
    from typing import Self


class EmbeddedServer(Played):
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
        state = State(
            keys=keys,
            clock=clock,
            start=start,
            speed=speed,
            cancel_seconds=cancel_seconds,
            listing_seconds=listing_seconds,
        )
        super().__init__(state)
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
    def storage_url(self) -> str:
        """The address of the object store that uploads go to: another origin, without a key."""
        return self._state.storage.url

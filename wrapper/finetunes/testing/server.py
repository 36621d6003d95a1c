"""A real HTTP server on loopback, in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn

from .app import application
from .state import Received, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Self

    from .bfl import BlackForestLabs
    from .cohere import Cohere
    from .together import Together

_HOST = "127.0.0.1"


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
        cancel_seconds: Seconds until a job that was asked to stop has stopped.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        keys: Mapping[str, str] | None = None,
        clock: Callable[[], float] = time.monotonic,
        cancel_seconds: float = 2.0,
    ) -> None:
        self._port = port
        self._state = State(keys=keys, clock=clock, cancel_seconds=cancel_seconds)
        self._running: _Running | None = None

    def __enter__(self) -> Self:
        """Listen and serve; whoever connects from now on is answered.

        Raises:
            OSError: The port cannot be used; one line says why.
            RuntimeError: It is running already.
        """
        if self._running:
            raise RuntimeError("this server is running already")
        self._running = _Running(_listen(self._port), self._state)
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
        return f"http://{_HOST}:{self._running.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment variables that point the library at this server."""
        return self._state.environment(self.url)

    def base_url(self, provider: str) -> str:
        """Return the base URL of one provider here, for ``Client(base_url=...)``."""
        return self._state.base_url(provider, self.url)

    def key(self, provider: str) -> str:
        """Return the API key that a provider accepts here, for ``Client(api_key=...)``."""
        return self._state.keys[provider]

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


def _listen(port: int) -> socket.socket:
    # The socket listens from here on: the kernel holds early connections until they are accepted.
    try:
        return socket.create_server((_HOST, port), backlog=128)
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        message = (
            f"cannot listen on {_HOST}:{port}: {reason}; try another port, or 0 for a free one"
        )
        raise OSError(error.errno, message) from None


class _Running(uvicorn.Server):
    """Uvicorn in a thread; it ends when `stop` is called."""

    def __init__(self, listener: socket.socket, state: State) -> None:
        super().__init__(
            uvicorn.Config(
                application(state),
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=5,
            )
        )
        self.port: int = listener.getsockname()[1]
        self._listener = listener
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self.serve([listener])),
            name=f"finetunes embedded server on port {self.port}",
            daemon=True,
        )
        self._thread.start()

    def stop(self) -> None:
        self.should_exit = True
        self._thread.join()
        self._listener.close()

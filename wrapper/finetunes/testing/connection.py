"""A connection that the application can reset, or leave without an answer."""

from __future__ import annotations

import os
import socket
import struct
from typing import TYPE_CHECKING, Protocol

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    from starlette.types import Receive, Scope


CONNECTION = "finetunes.connection"
"""Where the state of a request has what it came over."""

# The two fields of the structure `linger` are shorter on Windows.
_LINGER_NOT = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)


class Breakable(Protocol):
    """What a request came over: a connection, or what plays one in process."""

    def reset(self) -> None:
        """Break it off at once."""

    def keep_silent(self) -> None:
        """Give no answer, for as long as the client waits."""


class Connection(H11Protocol):
    """Uvicorn's own connection, which hands itself to the application with each request.

    ASGI has no word for breaking a connection, and uvicorn none for keeping silent: where
    the application ends without an answer, it answers 500.
    """

    _is_silent = False
    _is_ending = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin, as uvicorn does."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, CONNECTION: self}

    def shutdown(self) -> None:
        """End, once what was begun is answered, or at once where it never will be."""
        super().shutdown()
        self._is_ending = True
        self._end_silence()

    def keep_silent(self) -> None:
        """Let the server not wait for an answer when it ends."""
        self._is_silent = True
        self._end_silence()

    def reset(self) -> None:
        """Break the connection off at once: the peer gets RST, and nothing that is not sent yet."""
        connection: socket.socket = self.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self.transport.abort()

    def _end_silence(self) -> None:
        if self._is_silent and self._is_ending:
            self.reset()


async def reset(scope: Scope, receive: Receive) -> None:
    """Break the connection of a request off.

    Raises:
        ConnectionResetError: The application was called in process, without a connection.
    """
    _connection(scope).reset()
    # The body has been read, so what comes next is the end; only then uvicorn knows of it.
    await receive()


async def keep_silent(scope: Scope, receive: Receive) -> None:
    """Give no answer to a request for as long as its client waits, or the server runs.

    Raises:
        ConnectionResetError: The application was called in process, without a connection.
    """
    _connection(scope).keep_silent()
    await receive()


def _connection(scope: Scope) -> Breakable:
    found: Breakable | None = scope.get("state", {}).get(CONNECTION)
    if found is None:
        raise ConnectionResetError("there is no connection: the application was called in process")
    return found

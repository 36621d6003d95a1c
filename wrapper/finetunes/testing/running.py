"""Uvicorn, in a thread, on ports of its own."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from .app import application
from .connection import Connection

if TYPE_CHECKING:
    from .state import State

HOST = "127.0.0.1"
_PATIENCE = 5.0  # seconds for what was begun to be answered, when the server ends
_LOOK = 0.002  # seconds between two looks whether it was


def listen(port: int) -> socket.socket:
    """Return a socket that listens on loopback.

    Args:
        port: The TCP port; 0 for a free one.

    Raises:
        OSError: The port cannot be used; one line says why.
    """
    # The socket listens from here on: the kernel holds early connections until they are accepted.
    try:
        listener = socket.create_server((HOST, port), backlog=128)
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        message = f"cannot listen on {HOST}:{port}: {reason}; try another port, or 0 for a free one"
        raise OSError(error.errno, message) from None
    # asyncio does it only for sockets that name their protocol; without it, a request on a
    # connection that is used again waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class Running(uvicorn.Server):
    """Uvicorn in a thread, on two ports; it ends when `stop` is called."""

    def __init__(self, listener: socket.socket, storage: socket.socket, state: State) -> None:
        super().__init__(
            uvicorn.Config(
                application(state),
                http=Connection,
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
            )
        )
        self.port: int = listener.getsockname()[1]
        self._sockets = [listener, storage]
        self._stopping = asyncio.Event()
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._loop = self._runner.get_loop()
        self._thread = threading.Thread(
            target=self._serve_to_the_end,
            name=f"finetunes embedded server on port {self.port}",
            daemon=True,
        )
        self._thread.start()

    def _serve_to_the_end(self) -> None:
        with self._runner:
            self._runner.run(self.serve(self._sockets))

    async def main_loop(self) -> None:
        """Serve until `stop` is called, and not up to the next of uvicorn's own looks."""
        while not await self.on_tick(0):  # which keeps the header Date true
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything, in the order that leaves no connection behind."""
        # A connection that was accepted in this very moment would get no transport once its
        # server is closed, and would never be closed itself: first no more, then all of them.
        loop = asyncio.get_running_loop()
        for listener in sockets or ():
            with suppress(NotImplementedError):  # on Windows
                loop.remove_reader(listener)
        for _ in range(3):
            await asyncio.sleep(0)
        # Uvicorn's own way from here on has a pause of 0.1 s in it, however little there is to do.
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                while self.server_state.connections or self.server_state.tasks:
                    await asyncio.sleep(_LOOK)

    def stop(self) -> None:
        """Answer what was begun, close every connection, and wait for the thread to end."""
        self.should_exit = True
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()
        for listener in self._sockets:
            listener.close()

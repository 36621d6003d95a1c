"""The connections of one client: a stack, with the one that was used last on top.

httpcore's pool looks at every connection and every waiting request at each step, so its cost
grows with the square of what goes on at once: from about thirty calls it is the slowest part
of them. Here httpcore's connections lie on a stack that nobody looks through; only from its
bottom, which a few calls at a time never come to, each request takes away what has expired.
docs/decisions/0011-connections.md argues it.

A stack belongs to one process, and to one event loop in it: a socket cannot be shared by a
parent and its child, nor a stream by two loops.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

import httpcore

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator

    from .deadline import Deadline

MOST = 200
"""Requests of one client that go on at once; more wait for their turn."""


class _Stack:
    """Connections that are not in use, and the turns that are left.

    Args:
        turns: A semaphore of `MOST`, for threads or for an event loop.
    """

    def __init__(self, turns: Any) -> None:
        self.turns = turns
        self.idle: list[Any] = []
        self.closed = False

    def take(self) -> Any:
        """Return the connection that was used last; None where there is none."""
        with suppress(IndexError):
            return self.idle.pop()
        return None

    def take_in_turn(self) -> Iterator[Any]:
        """Take from the bottom what is over, which nobody might come to; then from the top."""
        with suppress(IndexError, ValueError):  # another thread has taken it
            while len(self.idle) > 1 and _is_over(lowest := self.idle[0]):
                self.idle.remove(lowest)
                yield lowest
        while connection := self.take():
            yield connection

    def close(self) -> None:
        """Close the connections that are not in use, and from now on those that come back."""
        self.closed = True
        while connection := self.take():
            connection.close()

    async def aclose(self) -> None:
        """Do the same in an event loop."""
        import anyio

        self.closed = True
        with anyio.CancelScope(shield=True):
            while connection := self.take():
                await connection.aclose()


class _Lent:
    """The body of a reply; its connection goes back once it is closed."""

    def __init__(self, stack: _Stack, connection: Any, body: Any) -> None:
        self._stack: _Stack | None = stack
        self._connection = connection
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)

    def close(self) -> None:
        with self._going_back() as stack:
            self._body.close()
        if stack and stack.closed:
            stack.close()

    async def aclose(self) -> None:
        import anyio

        # Closing waits for a lock, and a call that was cancelled may wait for nothing.
        with anyio.CancelScope(shield=True):
            with self._going_back() as stack:
                await self._body.aclose()
            if stack and stack.closed:
                await stack.aclose()

    @contextmanager
    def _going_back(self) -> Generator[_Stack | None]:
        stack, self._stack = self._stack, None
        try:
            yield stack
            if stack:
                stack.idle.append(self._connection)
        finally:
            if stack:
                stack.turns.release()


class Connections:
    """Stands in for httpcore's pool; safe to share between threads, and to use after a fork.

    Args:
        make: Makes a connection, which may be a pool of one, within a deadline.
    """

    def __init__(self, make: Callable[[Deadline], Any]) -> None:
        self._make = make
        self._here = os.getpid(), _Stack(threading.Semaphore(MOST))

    def _stack(self) -> _Stack:
        process, stack = self._here
        if process != os.getpid():
            self._here = os.getpid(), _Stack(threading.Semaphore(MOST))
            return self._stack()
        return stack

    def handle_request(self, request: Any) -> httpcore.Response:
        """Send a request of httpcore's, as its pool does."""
        stack, deadline = self._stack(), request.extensions["timeout"]["pool"]
        if not stack.turns.acquire(timeout=max(0.0, deadline.left())):
            raise _too_many()
        connection: Any = None
        try:
            for connection in stack.take_in_turn():
                if not _is_over(connection):
                    break
                connection.close()
            else:
                connection = self._make(deadline)
            response: httpcore.Response = connection.handle_request(request)
        except BaseException:
            stack.turns.release()
            if connection:  # it is not used again, whatever state it is in
                connection.close()
            raise
        response.stream = cast(Any, _Lent(stack, connection, response.stream))
        return response

    def close(self) -> None:
        """Close the connections; those of calls that still go on, when these end."""
        self._stack().close()


class AsyncConnections:
    """The same for event loops, one after another or several at once."""

    def __init__(self, make: Callable[[Deadline], Awaitable[Any]]) -> None:
        self._make = make
        self._stacks: dict[Any, _Stack] = {}

    def _stack(self) -> _Stack:
        import anyio.lowlevel  # what httpx itself runs on, under asyncio and trio

        token = anyio.lowlevel.current_token()
        here = os.getpid(), getattr(token, "native_token", token)
        if here not in self._stacks:
            # A connection holds its loop, so what a closed one left would stay for ever.
            for process, loop in list(self._stacks):
                if process != here[0] or _is_closed(loop):
                    self._stacks.pop((process, loop), None)
            self._stacks[here] = _Stack(anyio.Semaphore(MOST, fast_acquire=True))
        return self._stacks[here]

    async def handle_async_request(self, request: Any) -> httpcore.Response:
        """Send a request of httpcore's, as its pool does."""
        import anyio

        stack, deadline = self._stack(), request.extensions["timeout"]["pool"]
        await self._turn(stack, deadline.left())
        connection: Any = None
        try:
            for connection in stack.take_in_turn():
                if not _is_over(connection):
                    break
                await connection.aclose()
            else:
                connection = await self._make(deadline)
            response: httpcore.Response = await connection.handle_async_request(request)
        except BaseException:
            stack.turns.release()
            if connection:
                with anyio.CancelScope(shield=True):
                    await connection.aclose()
            raise
        response.stream = cast(Any, _Lent(stack, connection, response.stream))
        return response

    async def _turn(self, stack: _Stack, seconds: float) -> None:
        import anyio

        try:
            stack.turns.acquire_nowait()
        except anyio.WouldBlock:
            with anyio.move_on_after(seconds) as waiting:
                await stack.turns.acquire()
            if waiting.cancelled_caught:
                raise _too_many() from None

    async def aclose(self) -> None:
        """Close the connections of this event loop, as `Connections.close` does."""
        await self._stack().aclose()


def _is_over(connection: Any) -> bool:
    """Say whether a connection, or what a pool of one holds, is of no use any more."""
    is_pool = isinstance(connection, httpcore.ConnectionPool | httpcore.AsyncConnectionPool)
    held = connection.connections if is_pool else [connection]
    return any(_has_unread(one) or not one.is_idle() or one.has_expired() for one in held)


def _has_unread(connection: Any) -> bool:
    """Say whether bytes came behind the last reply: they would answer the next request."""
    state = None
    while connection and not state:
        state = getattr(connection, "_h11_state", None)
        connection = getattr(connection, "_connection", None)  # what a proxy's one holds
    return not state or bool(state.trailing_data[0])


def _is_closed(loop: Any) -> bool:
    if hasattr(loop, "is_closed"):
        return bool(loop.is_closed())
    try:
        loop.run_sync_soon(int)  # all that trio's token tells
    except RuntimeError:
        return True
    return False


def _too_many() -> httpcore.PoolTimeout:
    return httpcore.PoolTimeout(f"{MOST} other requests of this client did not end in time")

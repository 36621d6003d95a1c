"""Connections at the bottom of the stack, which no request comes to, are closed all the same."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest
from finetunes.exchange import deadline
from finetunes.exchange.addresses import check_base_url
from finetunes.exchange.deadline import AsyncDeadlineTransport, Deadline, DeadlineTransport

from .operations import TOGETHER_DELETE
from .wire import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Connection, Start, Wire


class Leaving:
    """A server's end of connections: it counts those that the client has left."""

    def __init__(self) -> None:
        self.left = threading.Semaphore(0)
        self.hung_up = threading.Semaphore(0)

    def serve(self, connection: Connection) -> None:
        connection.serve(TOGETHER_DELETE.reply)
        self.left.release()

    def hang_up(self, connection: Connection) -> None:
        """Reply once, and end the connection from this side."""
        connection.request()
        connection.send(TOGETHER_DELETE.reply)
        connection.socket.shutdown(socket.SHUT_WR)
        self.hung_up.release()
        connection.request()
        self.left.release()

    def wait(self) -> None:
        """Wait until two have hung up."""
        assert all(self.hung_up.acquire(timeout=PATIENCE) for _ in range(2))

    def check(self, server: Wire) -> None:
        """Two were left, and the third was used again."""
        assert all(self.left.acquire(timeout=PATIENCE) for _ in range(2))
        assert not self.left.acquire(blocking=False)
        assert (server.connections, len(server.requests)) == (3, 4)


def request(url: str) -> httpx.Request:
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), Deadline.after(PATIENCE))
    return httpx.Request("GET", f"{url}/x", extensions={"timeout": timeout})


def address(url: str) -> Any:
    return check_base_url(url, provider="together", allow_insecure_http=True)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Put the clock on by so many seconds."""
    clock = time.monotonic

    def put_on(seconds: float) -> None:
        monkeypatch.setattr(time, "monotonic", lambda: clock() + seconds)

    return put_on


def ask(url: str, leaving: Leaving, server: Wire, between: Callable[[], object]) -> None:
    """Have three connections, two of them first idle, and send one more request after a while."""
    transport = DeadlineTransport(address(url))
    *two, third = [transport.handle_request(request(url)) for _ in range(3)]
    for reply in two:
        reply.read()
        reply.close()
    between()
    third.read()
    third.close()
    transport.handle_request(request(url)).read()
    leaving.check(server)
    transport.close()


async def aask(url: str, leaving: Leaving, server: Wire, between: Callable[[], object]) -> None:
    transport = AsyncDeadlineTransport(address(url))
    *two, third = [await transport.handle_async_request(request(url)) for _ in range(3)]
    for reply in two:
        await reply.aread()
        await reply.aclose()
    between()
    await third.aread()
    await third.aclose()
    await (await transport.handle_async_request(request(url))).aread()
    await anyio.to_thread.run_sync(leaving.check, server)
    await transport.aclose()


@pytest.mark.parametrize("proxied", [False, True], ids=["direct", "by a proxy"])
def test_what_was_idle_too_long_is_closed_with_the_next_request(
    wire: Start, monkeypatch: pytest.MonkeyPatch, pass_time: Callable[[float], None], proxied: bool
) -> None:
    leaving = Leaving()
    server = wire(leaving.serve)
    monkeypatch.setenv("HTTP_PROXY", server.url)
    url = "http://provider.invalid" if proxied else server.url
    ask(url, leaving, server, lambda: pass_time(6))


def test_what_the_peer_has_closed_is_closed_with_the_next_request(wire: Start) -> None:
    leaving = Leaving()
    server = wire(leaving.hang_up, leaving.hang_up, leaving.serve)
    ask(server.url, leaving, server, leaving.wait)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("by_the_peer", [False, True])
def test_an_event_loop_does_the_same(
    wire: Start, pass_time: Callable[[float], None], backend: str, by_the_peer: bool
) -> None:
    leaving = Leaving()
    begin = leaving.hang_up if by_the_peer else leaving.serve
    server = wire(begin, begin, leaving.serve)
    between = leaving.wait if by_the_peer else lambda: pass_time(6)
    anyio.run(aask, server.url, leaving, server, between, backend=backend)


def test_one_that_another_thread_takes_meanwhile_is_left_to_it(
    wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaving = Leaving()
    server = wire(leaving.serve)
    transport = DeadlineTransport(address(server.url))
    replies = [transport.handle_request(request(server.url)) for _ in range(2)]
    for reply in replies:
        reply.read()
        reply.close()
    stack: Any = transport._pool._stack()
    lowest = stack.idle[0]

    def take(_: str) -> Any:
        """Stand for the other thread, in the moment after this one has looked."""
        stack.idle.remove(lowest)
        return True

    with monkeypatch.context() as other:
        other.setattr(lowest._network_stream, "get_extra_info", take)
        transport.handle_request(request(server.url)).read()
    assert not leaving.left.acquire(blocking=False)
    lowest.close()
    transport.close()
    assert server.connections == 2


def test_a_socket_that_is_closed_on_this_side_is_readable_as_one_that_ended(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    backend = deadline._BlockingBackend()
    stream = backend.connect_tcp(host="127.0.0.1", port=server.port, timeout=Deadline.after(9))
    assert not stream.get_extra_info("is_readable")
    stream.close()
    assert stream.get_extra_info("is_readable")

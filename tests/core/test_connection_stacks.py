"""The stack of connections by itself: what comes back to it, and when it is let go."""

from __future__ import annotations

import gc
import os
import threading
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest
from finetunes import Client
from finetunes.exchange.addresses import check_base_url
from finetunes.exchange.deadline import AsyncDeadlineTransport, Deadline, DeadlineTransport

from .operations import TOGETHER_DELETE

if TYPE_CHECKING:
    from finetunes.exchange.addresses import Address

    from .wire import Start, Wire


def address(server: Wire) -> Address:
    return check_base_url(
        server.url, provider="together", said_by="base_url", allow_insecure_http=False
    )


def request(server: Wire) -> httpx.Request:
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), Deadline.after(5))
    return httpx.Request("GET", f"{server.url}/x", extensions={"timeout": timeout})


def test_a_reply_that_is_closed_twice_gives_its_connection_back_once(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    transport = DeadlineTransport(address(server))
    reply = transport.handle_request(request(server))
    reply.read()
    body: Any = reply.stream
    body.close()
    body.close()
    others = [transport.handle_request(request(server)) for _ in range(2)]
    for other in others:
        other.close()
    transport.close()
    assert server.connections == 2


def test_a_reply_that_ends_after_the_client_leaves_no_connection_in_any_loop(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)

    async def main() -> None:
        transport = AsyncDeadlineTransport(address(server))
        reply = await transport.handle_async_request(request(server))
        await transport.aclose()
        await reply.aread()
        await reply.aclose()

    anyio.run(main)
    assert server.closed.wait(5)


def test_two_event_loops_of_trio_at_once_keep_their_connections_apart(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    transport = AsyncDeadlineTransport(address(server))
    other_is_done, first_is_ready = threading.Event(), threading.Event()

    async def ask() -> None:
        reply = await transport.handle_async_request(request(server))
        await reply.aread()
        await reply.aclose()

    async def first() -> None:
        await ask()
        first_is_ready.set()
        await anyio.to_thread.run_sync(other_is_done.wait, 10)
        await ask()
        await transport.aclose()

    async def second() -> None:
        await ask()
        await transport.aclose()

    thread = threading.Thread(target=lambda: anyio.run(first, backend="trio"))
    thread.start()
    assert first_is_ready.wait(10)
    anyio.run(second, backend="trio")
    other_is_done.set()
    thread.join(10)
    assert server.connections == 2
    assert len(server.requests) == 3


# The child drops what is its parent's, and never says good-bye on it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_loop_that_a_fork_has_copied_does_not_use_its_parents_connection(
    wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = wire(TOGETHER_DELETE.reply)

    async def main() -> None:
        transport = AsyncDeadlineTransport(address(server))
        for process in (1, 2):
            monkeypatch.setattr(os, "getpid", lambda process=process: process)
            reply = await transport.handle_async_request(request(server))
            await reply.aread()
            await reply.aclose()
        await transport.aclose()

    anyio.run(main)
    gc.collect()  # here, so that no other test is told of it
    assert server.connections == 2


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_closing_in_a_scope_that_was_cancelled_leaves_no_connection(
    wire: Start, backend: str
) -> None:
    server = wire(TOGETHER_DELETE.reply)

    async def main() -> None:
        transport = AsyncDeadlineTransport(address(server))
        replies = [await transport.handle_async_request(request(server)) for _ in range(3)]
        for reply in replies:
            await reply.aread()
            await reply.aclose()
        with anyio.CancelScope() as scope:
            scope.cancel()
            await transport.aclose()

    anyio.run(main, backend=backend)  # a socket that is left would be a ResourceWarning
    assert server.connections == 3


def test_a_connection_by_a_proxy_is_used_again(
    wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = wire(TOGETHER_DELETE.reply)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    options: Any = {"base_url": "http://provider.invalid", "allow_insecure_http": True}
    with Client("together", api_key="a-key-of-a-test", **options) as client:
        for number in range(2):
            client.delete(f"ft-{number}")
    assert len(proxy.requests) == 2
    assert proxy.connections == 1

"""A client that was used, and a process that forks: parent and child never share a connection."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import AsyncClient, Client

from .conftest import KEY
from .operations import TOGETHER_DELETE

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Start

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
    # From Python 3.12: the threads of the test's server are not in the child, nor needed there.
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
    # What the parent has open is dropped in the child, never written to.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def in_a_child(act: Callable[[], object]) -> int:
    """Do something in a forked child, and return its exit code: 0 unless it raised."""
    child = os.fork()
    if child == 0:  # pragma: no cover - coverage is not measured in the child
        code = 1
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_child_makes_connections_of_its_own_and_the_parent_keeps_its(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    with Client("together", api_key=KEY, base_url=server.url) as client:
        client.delete("ft-before")
        assert in_a_child(lambda: client.delete("ft-child")) == 0
        client.delete("ft-after")
    assert [request.target[-6:] for request in server.requests] == ["before", "-child", "-after"]
    assert server.connections == 2


def test_threads_of_a_child_that_begin_at_once_share_nothing_with_the_parent(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)

    def several(client: Client[Any]) -> None:  # pragma: no cover - it runs in the child
        barrier, ends = threading.Barrier(8), list[object]()

        def one(number: int) -> None:
            barrier.wait(10)
            ends.append(client.delete(f"ft-child-{number}").outcome)

        threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert ends == ["deleted"] * 8

    with Client("together", api_key=KEY, base_url=server.url) as client:
        client.delete("ft-before")
        assert in_a_child(lambda: several(client)) == 0
        client.delete("ft-after")
    assert len(server.requests) == 10
    assert server.connections >= 2


def test_an_async_client_works_in_a_child_too(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    client = AsyncClient("together", api_key=KEY, base_url=server.url)
    asyncio.run(_delete(client, "ft-before"))
    assert in_a_child(lambda: asyncio.run(_delete(client, "ft-child"))) == 0
    asyncio.run(_delete(client, "ft-after"))
    assert [request.target[-6:] for request in server.requests] == ["before", "-child", "-after"]
    assert server.connections == 3


async def _delete(client: AsyncClient[Any], id: str) -> None:
    await client.delete(id)


def test_a_child_that_closes_the_client_does_not_close_it_for_the_parent(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    with Client("together", api_key=KEY, base_url=server.url) as client:
        client.delete("ft-before")
        assert in_a_child(client.close) == 0
        client.delete("ft-after")
    assert server.connections == 1

"""One async client in several event loops: one after another, or at once."""

from __future__ import annotations

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import AsyncClient, ConfigurationError

from .conftest import KEY, open_files, where_open_files_are_counted
from .operations import TOGETHER_DELETE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .wire import Connection, Start, Wire

# An event loop that ends with connections open leaves them to Python, which says so.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Let what a test has dropped go while that warning is still expected."""
    yield
    gc.collect()


def client_of(server: Wire) -> AsyncClient[Any]:
    return AsyncClient("together", api_key=KEY, base_url=server.url)


async def delete(client: AsyncClient[Any], id: str = "ft-1") -> str:
    return (await client.delete(id)).outcome


@pytest.mark.parametrize(
    "backends",
    [("asyncio", "asyncio"), ("asyncio", "trio"), ("trio", "asyncio"), ("trio", "trio")],
    ids="-".join,
)
def test_a_client_can_be_used_in_one_event_loop_after_another(
    wire: Start, backends: tuple[str, ...]
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    client = client_of(server)
    for backend in backends:
        assert anyio.run(delete, client, backend=backend) == "deleted"
    anyio.run(client.aclose)
    assert server.connections == 2


def test_within_one_event_loop_the_connection_is_kept(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)

    async def twice(client: AsyncClient[Any]) -> None:
        async with client:
            await delete(client)
            await delete(client)

    asyncio.run(twice(client_of(server)))
    assert server.connections == 1


@where_open_files_are_counted
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_an_ended_loop_takes_its_connections_with_it(wire: Start, backend: str) -> None:
    server = wire(TOGETHER_DELETE.reply)
    client = client_of(server)
    for _ in range(2):
        anyio.run(delete, client, backend=backend)
    before = open_files()
    for _ in range(6):
        anyio.run(delete, client, backend=backend)
    assert server.connections == 8
    assert open_files() < before + 6  # the server's end of one or two may take a moment


def test_two_event_loops_at_once_do_not_touch_each_others_connections(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    client = client_of(server)
    barrier = threading.Barrier(2)

    async def several(loop: int) -> list[str]:
        barrier.wait(10)  # both loops are running
        async with asyncio.TaskGroup() as tasks:
            made = [tasks.create_task(delete(client, f"ft-{loop}-{n}")) for n in range(10)]
        await client.aclose() if loop else None
        return [task.result() for task in made]

    def in_a_loop(number: int) -> list[str]:
        return asyncio.run(several(number))

    with ThreadPoolExecutor(2) as threads:
        ends = list(threads.map(in_a_loop, range(2)))
        assert [outcome for end in ends for outcome in end] == ["deleted"] * 20


def test_it_can_be_closed_in_another_loop_and_twice_and_says_so_afterwards(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    client = client_of(server)
    asyncio.run(delete(client))
    asyncio.run(client.aclose())
    anyio.run(client.aclose, backend="trio")
    with pytest.raises(ConfigurationError, match="this client is closed; make another"):
        asyncio.run(delete(client))
    assert len(server.requests) == 1


def never_answer(connection: Connection) -> None:
    while connection.request():
        pass


def test_a_loop_that_was_stopped_in_the_middle_of_a_call_does_no_harm_to_the_next(
    wire: Start,
) -> None:
    server = wire(never_answer, TOGETHER_DELETE.reply)
    client = client_of(server)

    async def interrupted() -> None:
        with anyio.move_on_after(0.05):
            await delete(client)

    asyncio.run(interrupted())
    assert asyncio.run(delete(client, "ft-2")) == "deleted"

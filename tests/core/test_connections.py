"""Connections are kept for the next call, shared by threads, replaced where needed, and closed."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import anyio
import httpcore
import pytest
from finetunes import APITimeoutError, AsyncClient, Client, ConfigurationError, OutcomeUnknownError
from finetunes.exchange.connections import AsyncConnections, Connections
from finetunes.exchange.deadline import Deadline

from .conftest import open_files, where_open_files_are_counted
from .operations import TOGETHER_DELETE
from .wire import Connection, after_request

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call
    from .wire import Start


@pytest.mark.parametrize("system", ["poll", "no poll"])
def test_a_connection_that_was_closed_while_idle_is_replaced(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    if system == "no poll":
        monkeypatch.setattr("finetunes.exchange.deadline._POLL", None)
    server = wire(after_request(TOGETHER_DELETE.reply), TOGETHER_DELETE.reply)
    closed = server.closed

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.delete("ft-1")
        assert closed.wait(5)
        return (yield client.delete("ft-2"))

    assert call.run(scenario, "together", base_url=server.url).outcome == "deleted"
    assert [request.target[-4:] for request in server.requests] == ["ft-1", "ft-2"]
    assert server.connections == 2


def answer_one_of_two(connection: Connection) -> None:
    """Answer a request, and close the connection on the next."""
    connection.request()
    connection.send(TOGETHER_DELETE.reply)
    connection.request()


def delete_two(client: Any) -> Generator[Any, Any, None]:
    """Delete twice on one connection, of which the second gets no answer."""
    yield client.delete("ft-1")
    with pytest.raises(OutcomeUnknownError):
        yield client.delete("ft-2")


def test_a_kept_connection_that_closes_on_the_next_request_leaves_its_outcome_unknown(
    call: Call, wire: Start
) -> None:
    server = wire(answer_one_of_two, TOGETHER_DELETE.reply)
    call.run(delete_two, "together", base_url=server.url)
    assert [request.target[-4:] for request in server.changes] == ["ft-1", "ft-2"]
    assert server.requests[:2] == server.changes  # both before any other connection was made


def test_calls_one_after_another_share_a_connection(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        for number in range(3):
            yield client.delete(f"ft-{number}")

    call.run(scenario, "together", base_url=server.url)
    assert len(server.requests) == 3
    assert server.connections == 1


def test_a_closed_client_says_so(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.close() if call.colour == "sync" else client.aclose()
        yield client.delete("ft-1")

    with pytest.raises(ConfigurationError, match="this client is closed"):
        call.run(scenario, "together", base_url=server.url)
    assert server.requests == []


def test_threads_share_a_client(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    barrier = threading.Barrier(8)

    def delete(thread: int) -> list[str]:
        barrier.wait(10)
        return [client.delete(f"ft-{thread}-{number}").id for number in range(25)]

    options: Any = {"api_key": "k" * 9, "base_url": server.url}
    with Client("together", **options) as client, ThreadPoolExecutor(8) as pool:
        answered = [id for ids in pool.map(delete, range(8)) for id in ids]
    expected = {f"ft-{thread}-{number}" for thread in range(8) for number in range(25)}
    assert set(answered) == expected
    assert {request.target.rpartition("/")[2] for request in server.requests} == expected
    assert len(server.requests) == 200
    assert server.connections <= 8


@where_open_files_are_counted
def test_a_closed_client_leaves_no_socket_behind(call: Call, wire: Start) -> None:
    server = wire(answer_one_of_two)

    def run() -> None:
        call.run(delete_two, "together", base_url=server.url, timeout=1)

    run()
    before = open_files()
    for _ in range(4):
        run()
    for thread in server._threads[1:]:
        thread.join(5)
    assert open_files() <= before


@pytest.mark.parametrize("asynchronous", [False, True], ids=["threads", "tasks"])
def test_more_calls_than_connections_wait_for_their_turn(
    wire: Start, monkeypatch: pytest.MonkeyPatch, asynchronous: bool
) -> None:
    monkeypatch.setattr("finetunes.exchange.connections.MOST", 2)
    server = wire(TOGETHER_DELETE.reply)
    options: Any = {"api_key": "k" * 9, "base_url": server.url}
    ids = [f"ft-{number}" for number in range(20)]

    async def tasks() -> None:
        async with AsyncClient("together", **options) as client, anyio.create_task_group() as group:
            for id in ids:
                group.start_soon(client.delete, id)

    if asynchronous:
        anyio.run(tasks)
    else:
        with Client("together", **options) as client, ThreadPoolExecutor(20) as pool:
            list(pool.map(client.delete, ids))
    assert len(server.requests) == 20
    assert server.connections <= 2


def test_a_call_whose_turn_never_comes_was_not_sent(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.exchange.connections.MOST", 0)
    server = wire(TOGETHER_DELETE.reply)
    with pytest.raises(APITimeoutError, match="nothing was changed"):
        call("together", base_url=server.url, timeout=0.3)
    assert server.requests == []


# The child drops what is its parent's, and never says good-bye on it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_another_process_makes_connections_of_its_own(
    wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    options: Any = {"api_key": "k" * 9, "base_url": server.url}
    with Client("together", **options) as client:
        client.delete("ft-1")
        with monkeypatch.context() as child:
            child.setattr(os, "getpid", lambda: -1)
            client.delete("ft-2")
            client.close()
    assert server.connections == 2


@pytest.mark.parametrize("asynchronous", [False, True], ids=["threads", "tasks"])
def test_a_connection_that_cannot_be_made_gives_its_turn_back(
    monkeypatch: pytest.MonkeyPatch, asynchronous: bool
) -> None:
    monkeypatch.setattr("finetunes.exchange.connections.MOST", 1)
    timeout = {"pool": Deadline.after(0.5)}
    request = httpcore.Request("GET", "http://127.0.0.1/", extensions={"timeout": timeout})

    def broken(deadline: Deadline) -> Any:
        del deadline
        raise LookupError("a bug")

    async def tasks() -> None:
        connections = AsyncConnections(broken)
        for _ in range(2):
            with pytest.raises(LookupError, match="a bug"):
                await connections.handle_async_request(request)

    if asynchronous:
        anyio.run(tasks)
    else:
        connections = Connections(broken)
        for _ in range(2):
            with pytest.raises(LookupError, match="a bug"):
                connections.handle_request(request)

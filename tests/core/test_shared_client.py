"""One client in many threads: first uses at once, keys, faults, and the end of it."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import Client, ConfigurationError, OutcomeUnknownError, ProviderRetiredWarning

from .conftest import KEY
from .operations import TOGETHER_DELETE
from .wire import Connection, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Start

THREADS = 16


def at_once(act: Callable[[int], Any], threads: int = THREADS) -> list[Any]:
    """Do the same in many threads, all let go at the same moment; return what came of each."""
    barrier = threading.Barrier(threads)

    def one(number: int) -> Any:
        barrier.wait(10)
        return act(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def answer_by_id(connection: Connection) -> None:
    """Answer every request with what its id asks for: 429 the first time, a reset, or an answer."""
    seen: set[str] = connection.wire.__dict__.setdefault("seen", set())
    while (request := connection.request()) is not None:
        id = request.target.rpartition("/")[2]
        if "-lost-" in id and request.method == "DELETE":
            return  # the connection ends, and nobody knows what happened
        if "-busy-" in id and id not in seen:
            seen.add(id)
            connection.send(reply({"error": {"message": "busy"}}, "429 Too Many Requests"))
            continue
        connection.send(TOGETHER_DELETE.reply)


def test_every_thread_gets_the_ends_of_its_own_calls_whatever_befalls_the_others(
    wire: Start,
) -> None:
    server = wire(answer_by_id)
    kinds = ("fine", "busy", "lost", "fine")

    def several(thread: int) -> list[tuple[str, str]]:
        ends: list[tuple[str, str]] = []
        for number in range(12):
            id = f"ft-{kinds[(thread + number) % 4]}-{thread}-{number}"
            try:
                ends.append((id, client.delete(id).id))
            except OutcomeUnknownError as error:
                ends.append((id, f"unknown {error.id}"))
        return ends

    with Client("together", api_key=KEY, base_url=server.url) as client:
        ends = [end for thread in at_once(several) for end in thread]
    assert len(ends) == THREADS * 12
    assert [(id, end) for id, end in ends if end != (f"unknown {id}" if "lost" in id else id)] == []
    sent = [request.target.rpartition("/")[2] for request in server.changes]
    assert {id: sent.count(id) for id, _ in ends} == {id: 1 + ("busy" in id) for id, _ in ends}


def test_a_key_that_is_a_callable_is_called_once_for_each_request_of_any_thread(
    wire: Start,
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    numbers = itertools.count()
    with Client(
        "together", api_key=lambda: f"key-{next(numbers):06}", base_url=server.url
    ) as client:
        at_once(lambda thread: [client.delete(f"ft-{thread}-{n}") for n in range(5)])
    keys = sorted(str(request.header("authorization")) for request in server.requests)
    assert keys == [f"Bearer key-{number:06}" for number in range(THREADS * 5)]


def test_what_is_loaded_at_first_use_may_be_used_first_by_many_threads() -> None:
    code = (
        "import threading, finetunes\n"
        "barrier, ends = threading.Barrier(16), []\n"
        "def one(n):\n"
        "    barrier.wait(10)\n"
        "    client = finetunes.Client(['together', 'bfl', 'cohere'][n % 3], api_key='k' * 9)\n"
        "    client.generated, finetunes.providers(), finetunes.NotFoundError\n"
        "    ends.append(client.operations and finetunes.Status('running'))\n"
        "threads = [threading.Thread(target=one, args=(n,)) for n in range(16)]\n"
        "[thread.start() for thread in threads]; [thread.join() for thread in threads]\n"
        "assert len(ends) == 16 and all(ends), ends\n"
    )
    ignoring = "-Wignore::UserWarning"  # one provider is retired
    run = subprocess.run(
        [sys.executable, "-Werror", ignoring, "-c", code],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")


def test_a_client_that_is_closed_while_others_call_ends_their_calls_in_a_documented_way(
    wire: Start,
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    client = Client("together", api_key=KEY, base_url=server.url)

    def call(thread: int) -> list[str]:
        ends = list[str]()
        for number in range(20):
            if thread == 0 and number == 5:
                client.close()
            try:
                ends.append(client.delete(f"ft-{thread}-{number}").outcome)
            except ConfigurationError as error:
                ends.append(str(error))
        return ends

    ends = {end for thread in at_once(call, 8) for end in thread}
    assert ends == {"deleted", "together: this client is closed; make another"}
    client.close()


def test_many_threads_are_warned_at_least_once_of_what_is_retired(wire: Start) -> None:
    server = wire(reply({}))
    with (
        Client("cohere", api_key=KEY, base_url=server.url) as client,
        pytest.warns(ProviderRetiredWarning, match="retired since"),
    ):
        at_once(lambda thread: client.delete(f"ft-{thread}"))
    assert len(server.changes) == THREADS


def test_a_call_that_ends_after_the_client_was_closed_leaves_no_connection(wire: Start) -> None:
    asked, answered = threading.Event(), threading.Event()

    def answer_late(connection: Connection) -> None:
        connection.request()
        asked.set()
        answered.wait(10)
        connection.send(TOGETHER_DELETE.reply)
        assert connection.request() is None  # the client hangs up

    server = wire(answer_late)
    client = Client("together", api_key=KEY, base_url=server.url)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(client.delete, "ft-1")
        assert asked.wait(10)
        client.close()
        answered.set()
        assert late.result().outcome == "deleted"
        assert server.closed.wait(10)

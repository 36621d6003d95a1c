"""After thousands of calls of which some go wrong, nothing is left of them."""

from __future__ import annotations

import gc
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from finetunes import AsyncClient, Client, FinetunesError

AT_ONCE = 16
ROUNDS = 5
PAGE = 4096
ALWAYS = {
    *("running", "2 listed", "NotFoundError", "cancelling"),
    *("APIConnectionError", "InternalServerError", "RateLimitError", "UndecodableResponseError"),
}
"""What calls and faults come to in a thousand calls."""
RARE = {"OutcomeUnknownError", "BadRequestError", "deleted"}
"""What they may come to, too: where reading back goes wrong, or finds that it is gone."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read in /proc"),
]


def left_behind() -> dict[str, int]:
    """Count what could grow: objects, blocks of memory, resident bytes, open files, threads."""
    gc.collect()
    return {
        "objects": len(gc.get_objects()),
        "blocks": sys.getallocatedblocks(),
        "bytes": int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE,
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "threads": threading.active_count(),
    }


def assert_level(counts: list[dict[str, int]], ends: Counter[str], calls: int) -> None:
    """Look at how much more there is after each round: of a leak, each leaves some.

    What happens once, such as a late import, does not, nor what comes and goes: trio looks
    through its deadlines only when a thousand of them are over. Of the bytes, the allocator may
    take some late, so there it is the end that counts.
    """
    assert ends.total() == calls // AT_ONCE // ROUNDS * AT_ONCE * ROUNDS
    assert set(ends) - RARE == ALWAYS
    warm = counts[1]  # the first round loads what is loaded at first use
    more = {name: min(b[name] - a[name] for a, b in pairwise(counts[1:])) for name in warm}
    assert more["objects"] < 100, counts  # one a call would be 288, in the shortest soak
    assert more["blocks"] < 100, counts
    assert min(counts[-1]["bytes"], counts[-2]["bytes"]) - warm["bytes"] < 4 * 1024 * 1024, counts


def assert_closed(before: dict[str, int]) -> None:
    """Compare what is open when all is closed with what was before: a single file is a leak."""
    after = left_behind()
    assert after["files"] <= before["files"]
    assert after["threads"] <= before["threads"]


def planned(jobs: dict[str, str], calls: int) -> list[tuple[str, str]]:
    """Say what one of sixteen does in a round: the operation, and the id it is about."""
    unknown = "ft-no-job"
    turns = [
        ("retrieve", unknown),
        ("list", ""),
        ("cancel", jobs["stopping"]),
        ("delete", unknown),
        *[("retrieve", jobs["job"])] * 6,
    ]
    return [turns[number % len(turns)] for number in range(calls // AT_ONCE // ROUNDS)]


@pytest.fixture
def jobs(server: dict[str, Any]) -> dict[str, str]:
    """Two fine-tunes of the server, by what is done with them."""
    return {name: server.pop(name) for name in ("job", "stopping")}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read back at once what a lost reply leaves open."""

    async def at_once(_: float) -> None:
        await anyio.lowlevel.checkpoint()

    monkeypatch.setattr("finetunes.exchange.transport.time.sleep", float)
    monkeypatch.setattr("anyio.sleep", at_once)


def test_threads_leave_nothing_behind(
    server: dict[str, Any], jobs: dict[str, str], calls: int
) -> None:
    counts, ends = list[dict[str, int]](), Counter[str]()

    def one(client: Client[Any]) -> list[str]:
        return [end_of(client, *turn) for turn in planned(jobs, calls)]

    before = left_behind()
    with (
        Client("together", max_retries=0, **server) as client,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        for _ in range(ROUNDS):
            for found in threads.map(one, [client] * AT_ONCE):
                ends.update(found)
            counts.append(left_behind())
    assert_level(counts, ends, calls)
    assert_closed(before)


def end_of(client: Client[Any], operation: str, id: str) -> str:
    """Make a call, and return what was read or became of it, or the name of the error."""
    try:
        if operation == "list":
            return f"{len(list(client.list()))} listed"
        done: Any = getattr(client, operation)(id)
        return str(done.status if operation == "retrieve" else done.outcome)
    except FinetunesError as error:
        return type(error).__name__


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_tasks_leave_nothing_behind(
    server: dict[str, Any], jobs: dict[str, str], calls: int, backend: str
) -> None:
    counts, ends = list[dict[str, int]](), Counter[str]()

    async def end_of(client: AsyncClient[Any], operation: str, id: str) -> str:
        try:
            if operation == "list":
                return f"{len([job async for job in client.list()])} listed"
            done: Any = await getattr(client, operation)(id)
            return str(done.status if operation == "retrieve" else done.outcome)
        except FinetunesError as error:
            return type(error).__name__

    async def one(client: AsyncClient[Any]) -> None:
        for turn in planned(jobs, calls):
            ends[await end_of(client, *turn)] += 1

    async def soak() -> None:
        async with AsyncClient("together", max_retries=0, **server) as client:
            for _ in range(ROUNDS):
                async with anyio.create_task_group() as tasks:
                    for _ in range(AT_ONCE):
                        tasks.start_soon(one, client)
                counts.append(left_behind())

    before = left_behind()
    anyio.run(soak, backend=backend)
    assert_level(counts, ends, calls)
    assert_closed(before)

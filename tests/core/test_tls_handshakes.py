"""A TLS handshake that comes to no end leaves no connection open."""

from __future__ import annotations

import gc
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import httpcore
import pytest
from finetunes import APITimeoutError, AsyncClient

from .wire import PATIENCE, Connection

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from .conftest import Call
    from .wire import Start

ONE_TRY: dict[str, Any] = {"api_key": "k" * 9, "max_retries": 0}


@pytest.fixture
def by_hand() -> Iterator[None]:
    """Let nothing be closed only because the collector has found it."""
    gc.disable()
    yield
    gc.enable()


class Handshakes:
    """A server that answers no handshake, and notes what it was sent until the peer is gone."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = threading.Event()
        self.sent = b""

    def __call__(self, connection: Connection) -> None:
        while data := connection.socket.recv(1 << 16):
            self.sent += data
            self.begun.set()
        self.ended.set()


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_call_that_is_cancelled_inside_the_handshake_hangs_up(wire: Start, backend: str) -> None:
    handshakes = Handshakes()
    url = wire(handshakes).url.replace("http:", "https:")
    wait = partial(anyio.to_thread.run_sync, abandon_on_cancel=True)

    async def cancel_inside_the_handshake() -> bool:
        async with AsyncClient("together", base_url=url, **ONE_TRY) as client:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(client.delete, "ft-1")
                assert await wait(handshakes.begun.wait, PATIENCE)
                tasks.cancel_scope.cancel()
            return await wait(handshakes.ended.wait, PATIENCE)

    assert anyio.run(cancel_inside_the_handshake, backend=backend)


class Clock:
    """A clock that only moves when it is told to."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a machine be so busy that the time is up once TCP is connected."""
    clock = Clock()
    monkeypatch.setattr("finetunes.exchange.deadline.time", clock)
    asynchronous: Any = httpcore.AnyIOBackend  # a stub where anyio is missing, to a type checker
    connect, connect_async = httpcore.SyncBackend.connect_tcp, asynchronous.connect_tcp

    def connect_late(*args: Any, **options: Any) -> Any:
        stream = connect(*args, **options)
        clock.now += PATIENCE
        return stream

    async def connect_late_async(*args: Any, **options: Any) -> Any:
        stream = await connect_async(*args, **options)
        clock.now += PATIENCE
        return stream

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_late)
    monkeypatch.setattr(asynchronous, "connect_tcp", connect_late_async)


@pytest.mark.usefixtures("by_hand", "late")
def test_a_call_whose_time_is_up_before_the_handshake_hangs_up(call: Call, wire: Start) -> None:
    handshakes = Handshakes()
    url = wire(handshakes).url.replace("http:", "https:")

    def scenario(client: Any) -> Generator[Any, Any, None]:
        with pytest.raises(APITimeoutError, match="nothing was changed"):
            yield client.delete("ft-1")
        assert handshakes.ended.wait(PATIENCE)

    call.run(scenario, "together", base_url=url, timeout=PATIENCE, **ONE_TRY)
    assert handshakes.sent == b""

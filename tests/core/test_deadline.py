"""The total time of a call holds, whatever a server does to stretch it."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import (
    APIConnectionError,
    APITimeoutError,
    Client,
    FinetunesError,
    OutcomeUnknownError,
    RateLimitError,
)

from .operations import TOGETHER_DELETE, half_written_request
from .wire import Connection, Script, after_request, reply

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call
    from .wire import Start

DEADLINE = 0.3
MARGIN = 15.0
"""Seconds a loaded machine may be late; every script here goes on for longer."""
PLAYED = 30.0
"""Seconds of the played clock until a call must end."""


class Clock:
    """A clock that moves while a server trickles, and at no other time."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


CLOCK = Clock()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let deadlines go by the played clock, on which no machine is late."""
    monkeypatch.setattr("finetunes.exchange.deadline.time", CLOCK)


def trickle(connection: Connection, data: bytes, step: int = 1) -> None:
    """Send some bytes every half second that is played, again and again."""
    pieces = [data[index : index + step] for index in range(0, len(data), step)]
    while True:
        for piece in pieces:
            connection.send(piece)
            CLOCK.now += 0.5
            if connection.wire.stopping.wait(0.002):
                return


def after_the_headers(head: bytes, data: bytes) -> Script:
    def script(connection: Connection) -> None:
        connection.request()
        connection.send(head)
        trickle(connection, data)

    return script


def informational(connection: Connection) -> None:
    connection.request()
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    trickle(connection, early, len(early))


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
TRICKLES: dict[str, Script] = {
    "the status line": after_the_headers(b"HTTP/1.1 200 ", b"O"),
    "the headers": after_the_headers(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "the body": after_the_headers(reply(length=10**9), b" "),
    "a body without a length": after_the_headers(reply(length=None), b" "),
    "chunks": after_the_headers(CHUNKED, b"1\r\n \r\n"),
    "the size of a chunk": after_the_headers(CHUNKED, b"0"),
    "the extension of a chunk": after_the_headers(CHUNKED + b"1;", b"x"),
    "trailers": after_the_headers(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X-A: b\r\n"),
    "informational replies": informational,
}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("script", TRICKLES.values(), ids=TRICKLES)
def test_a_reply_that_trickles_in_ends_with_the_deadline(
    call: Call, wire: Start, script: Script
) -> None:
    server = wire(script)
    with pytest.raises(OutcomeUnknownError, match=r"no reply within 20 s|the time ran out"):
        call("together", base_url=server.url, timeout=PLAYED)
    assert len(server.changes) == 1


@pytest.mark.usefixtures("clock")
def test_an_error_status_whose_body_trickles_in_is_that_error_when_the_time_is_up(
    call: Call, wire: Start
) -> None:
    server = wire(after_the_headers(reply(status="429 Too Many Requests", length=999), b"x"))
    with pytest.raises(RateLimitError, match="the time ran out inside the reply"):
        call("together", base_url=server.url, timeout=PLAYED)


def test_a_third_of_the_time_is_kept_for_reading_back_and_the_whole_is_no_longer(
    call: Call, wire: Start
) -> None:
    server = wire(after_request(end=Connection.stall))
    started = time.monotonic()
    with pytest.raises(OutcomeUnknownError, match=r"no reply within 1\.[12]\d* s") as caught:
        call("together", base_url=server.url, timeout=6 * DEADLINE)
    assert time.monotonic() - started < 6 * DEADLINE + MARGIN
    assert [request.method for request in server.requests[:2]] == ["DELETE", "GET"]
    assert "it could not be read back" in str(caught.value)


@pytest.mark.usefixtures("clock")
def test_the_time_of_one_call_can_be_set(wire: Start) -> None:
    server = wire(TRICKLES["the status line"])
    with (
        Client("together", api_key="k", base_url=server.url, timeout=60) as client,
        pytest.raises(OutcomeUnknownError, match=r"no reply within 10 s"),
    ):
        client.delete("ft-1", timeout=15)


def test_a_tls_handshake_that_never_answers_ends_with_the_deadline(call: Call, wire: Start) -> None:
    server = wire(Connection.stall)
    started = time.monotonic()
    with pytest.raises(APITimeoutError, match="nothing was changed"):
        call("together", base_url=server.url.replace("http:", "https:"), timeout=DEADLINE)
    assert time.monotonic() - started < DEADLINE + MARGIN


def test_a_tls_handshake_that_trickles_in_ends_with_the_deadline(call: Call, wire: Start) -> None:
    # The head of a TLS record that announces 4096 bytes of handshake, and then some of them.
    hello = b"\x16\x03\x03\x10\x00\x02\x00\x0f\xfc" + b"\x00" * 900

    def trickle(connection: Connection) -> None:
        connection.trickle(hello)

    server = wire(trickle)
    started = time.monotonic()
    with pytest.raises(APIConnectionError, match="nothing was changed"):
        call("together", base_url=server.url.replace("http:", "https:"), timeout=DEADLINE)
    assert time.monotonic() - started < DEADLINE + MARGIN


LARGE = "x" * 30_000_000
"""More than the buffers of a loopback connection hold."""


def reads_nothing(connection: Connection) -> None:
    connection.stall()


def reads_slowly(connection: Connection) -> None:
    while not connection.wire.stopping.wait(0.01):
        connection.socket.recv(32_768)


@half_written_request
@pytest.mark.parametrize("script", [reads_nothing, reads_slowly])
def test_a_request_that_is_not_taken_ends_with_the_deadline(
    call: Call, wire: Start, script: Script
) -> None:
    from finetunes_openapi.bfl.client.api.utility import delete_finetune
    from finetunes_openapi.bfl.client.models import DeleteFinetuneInputs

    server = wire(script)
    body = DeleteFinetuneInputs(finetune_id=LARGE)

    send = delete_finetune.sync if call.colour == "sync" else delete_finetune.asyncio

    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield send(client=client.generated, body=body)

    started = time.monotonic()
    with pytest.raises(OutcomeUnknownError, match="no reply within"):
        call.run(scenario, "bfl", base_url=server.url, timeout=10 * DEADLINE)
    assert time.monotonic() - started < 10 * DEADLINE + MARGIN


def test_a_pause_longer_than_the_time_left_is_not_begun(call: Call, wire: Start) -> None:
    server = wire(reply(b"", "429 Too Many Requests", "Retry-After: 25"))
    started = time.monotonic()
    with pytest.raises(RateLimitError) as caught:
        call("together", base_url=server.url, timeout=20)
    assert time.monotonic() - started < MARGIN
    assert caught.value.retry_after == 25
    assert len(server.requests) == 1


def test_a_pause_that_fits_is_waited_for_and_the_request_sent_again(
    call: Call, wire: Start
) -> None:
    busy = reply(b"", "429 Too Many Requests", "Retry-After-Ms: 20", "Connection: close")
    server = wire(busy, TOGETHER_DELETE.reply)
    assert call("together", base_url=server.url, timeout=20).outcome == "deleted"
    assert len(server.requests) == 2


def test_attempts_share_one_deadline(call: Call, wire: Start) -> None:
    def busy_after_a_while(connection: Connection) -> None:
        while connection.request():
            connection.wire.stopping.wait(0.15)
            connection.send(reply(b"", "429 Too Many Requests", "Retry-After: 0"))

    server = wire(busy_after_a_while)
    started = time.monotonic()
    with pytest.raises(FinetunesError):
        call("together", base_url=server.url, timeout=DEADLINE, max_retries=50)
    assert time.monotonic() - started < DEADLINE + MARGIN
    assert len(server.requests) <= 3


@pytest.fixture
def full_port() -> Any:
    """A port whose queue is full: a connection is neither made nor refused (as by a firewall)."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port: int = listener.getsockname()[1]
        for _ in range(8):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.1", port))
        yield port


def test_a_host_that_does_not_answer_ends_with_the_deadline(call: Call, full_port: int) -> None:
    started = time.monotonic()
    with pytest.raises(APITimeoutError):
        call("together", base_url=f"http://127.0.0.1:{full_port}", timeout=DEADLINE)
    assert time.monotonic() - started < DEADLINE + MARGIN


def resolve_to(monkeypatch: pytest.MonkeyPatch, *ports: int) -> None:
    """Give `localhost` several addresses, which here differ in the port."""
    look_up = socket.getaddrinfo

    def several(host: str, port: int, *arguments: Any, **options: Any) -> list[Any]:
        if host != "localhost":
            return look_up(host, port, *arguments, **options)
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("127.0.0.1", other)) for other in ports]

    monkeypatch.setattr("socket.getaddrinfo", several)


def test_the_addresses_of_a_host_share_the_time(
    monkeypatch: pytest.MonkeyPatch, full_port: int
) -> None:
    resolve_to(monkeypatch, *[full_port] * 9)
    started = time.monotonic()
    options: Any = {"api_key": "k", "base_url": f"http://localhost:{full_port}"}
    with Client("together", timeout=DEADLINE, **options) as client, pytest.raises(APITimeoutError):
        client.delete("ft-1")
    assert time.monotonic() - started < DEADLINE + MARGIN


def test_a_host_without_a_known_address_cannot_be_reached(
    call: Call, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    def unknown(*arguments: Any, **options: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    async def unknown_async(*arguments: Any, **options: Any) -> Any:
        unknown()

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    monkeypatch.setattr("anyio.getaddrinfo", unknown_async)
    monkeypatch.setattr("anyio._core._sockets.getaddrinfo", unknown_async)
    with pytest.raises(APIConnectionError, match="Name or service not known"):
        call("together")
    assert pauses == [0.5, 1.0]


@pytest.mark.parametrize("timeout", [1e-9, 1e-6])
def test_a_deadline_that_has_passed_at_once_sends_nothing(
    call: Call, wire: Start, timeout: float
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    with pytest.raises(APITimeoutError):
        call("together", base_url=server.url, timeout=timeout)
    assert server.requests == []

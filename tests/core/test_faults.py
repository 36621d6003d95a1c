"""What a broken connection means: nothing happened, or nobody knows; never a second request."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from finetunes import APIConnectionError, APITimeoutError, NotFoundError, OutcomeUnknownError

from .operations import Operation, every_operation, half_written_request
from .scenes import HALF
from .wire import SOON, Connection, Script, after_request, chunked, reply

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start


HALF_HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: application/js"
HALF_ERROR = reply(b'{"error": {"message": "no su', "404 Not Found", length=100)

LOST = {
    "reset after the request was read": after_request(end=Connection.reset),
    "closed after the request was read": after_request(),
    "reset inside the headers": after_request(HALF_HEADERS, Connection.reset),
    "closed inside the headers": after_request(HALF_HEADERS),
    "reset inside the body": after_request(HALF, Connection.reset),
    "closed inside the body": after_request(HALF),
    "closed before the last chunk": after_request(chunked(b'{"message": "x"}', end=False)),
    "no reply": after_request(end=Connection.stall),
    "nothing after half of the headers": after_request(HALF_HEADERS, Connection.stall),
    "nothing after half of the body": after_request(HALF, Connection.stall),
}


@every_operation
@pytest.mark.parametrize("lost", LOST)
def test_after_a_lost_reply_the_outcome_is_unknown_and_nothing_is_sent_again(
    call: Call, wire: Start, operation: Operation, lost: str
) -> None:
    server = wire(LOST[lost])
    timeout = SOON if lost.startswith("no") else 20
    started = datetime.now(UTC)
    with pytest.raises(OutcomeUnknownError) as caught:
        call(operation.provider, operation.name, base_url=server.url, timeout=timeout)
    assert caught.value.sent_at is not None
    assert started <= caught.value.sent_at <= datetime.now(UTC)
    assert caught.value.provider == operation.provider
    assert caught.value.id == "ft-1"
    assert "may or may not have happened" in str(caught.value)
    assert not isinstance(caught.value, APIConnectionError)
    assert len(server.changes) == 1


@half_written_request
@every_operation
def test_a_connection_reset_before_the_request_was_read_is_ambiguous_too(
    call: Call, wire: Start, operation: Operation
) -> None:
    heads: list[bytes] = []

    def reset_before_reading(connection: Connection) -> None:
        # A request that has come is read by nobody: the kernel answers its bytes with a reset.
        heads.append(connection.socket.recv(20, socket.MSG_PEEK))
        connection.reset()

    server = wire(reset_before_reading)
    with pytest.raises(OutcomeUnknownError) as caught:
        call(operation.provider, operation.name, base_url=server.url)
    assert caught.value.sent_at is not None
    assert heads[0].split()[0] in {b"DELETE", b"POST"}
    assert {head.split()[0] for head in heads[1:]} == {b"GET"}


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


@every_operation
def test_a_refused_connection_is_tried_again_and_then_says_that_nothing_was_changed(
    call: Call, operation: Operation, closed_port: int, pauses: list[float]
) -> None:
    address = f"http://127.0.0.1:{closed_port}"
    with pytest.raises(APIConnectionError, match="nothing was changed") as caught:
        call(operation.provider, operation.name, base_url=address, max_retries=3)
    assert pauses == [0.5, 1.0, 2.0]
    assert not isinstance(caught.value, APITimeoutError)


@pytest.mark.parametrize(
    "script",
    [
        after_request(HALF_ERROR),
        after_request(HALF_ERROR, Connection.reset),
        after_request(HALF_ERROR, Connection.stall),
        reply(b"not gzip", "404 Not Found", "Content-Encoding: gzip"),
        reply(b"\x1b", "404 Not Found", "Content-Encoding: br"),
    ],
    ids=["closed", "reset", "stalled", "broken gzip", "unasked encoding"],
)
def test_an_error_status_whose_body_cannot_be_read_is_still_that_error(
    call: Call, wire: Start, script: Script
) -> None:
    with pytest.raises(NotFoundError) as caught:
        call("together", base_url=wire(script).url, timeout=SOON)
    assert caught.value.status_code == 404

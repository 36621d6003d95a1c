"""What a broken connection means: nothing happened, or nobody knows; never a second request."""

from __future__ import annotations

import itertools
import socket
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes import (
    APIConnectionError,
    APITimeoutError,
    ConfigurationError,
    NotFoundError,
    OutcomeUnknownError,
)

from .operations import TOGETHER_DELETE, Operation, every_operation, half_written_request
from .wire import Connection, Script, chunked, reply

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

    from .conftest import Call
    from .wire import Wire

    Start = Callable[..., Wire]


def reset_before_reading(connection: Connection) -> None:
    # The first bytes of the request are there, unread: the kernel answers the rest with a reset.
    connection.socket.recv(1, socket.MSG_PEEK)
    connection.reset()


def reset_after_reading(connection: Connection) -> None:
    connection.request()
    connection.reset()


def close_after_reading(connection: Connection) -> None:
    connection.request()
    connection.close()


def stall_after_reading(connection: Connection) -> None:
    connection.request()
    connection.stall()


def then_reset(data: bytes) -> Script:
    def script(connection: Connection) -> None:
        connection.request()
        connection.send(data)
        connection.reset()

    return script


def then_close(data: bytes) -> Script:
    def script(connection: Connection) -> None:
        connection.request()
        connection.send(data)

    return script


def then_stall(data: bytes) -> Script:
    def script(connection: Connection) -> None:
        connection.request()
        connection.send(data)
        connection.stall()

    return script


HALF_HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: application/js"
HALF_BODY = reply(b'{"message": "del', length=100)

LOST = {
    "reset after the request was read": reset_after_reading,
    "closed after the request was read": close_after_reading,
    "reset inside the headers": then_reset(HALF_HEADERS),
    "closed inside the headers": then_close(HALF_HEADERS),
    "reset inside the body": then_reset(HALF_BODY),
    "closed inside the body": then_close(HALF_BODY),
    "closed before the last chunk": then_close(chunked(b'{"message": "x"}', end=False)),
    "no reply": stall_after_reading,
    "nothing after half of the headers": then_stall(HALF_HEADERS),
    "nothing after half of the body": then_stall(HALF_BODY),
}


@every_operation
@pytest.mark.parametrize("script", LOST.values(), ids=LOST)
def test_after_a_lost_reply_the_outcome_is_unknown_and_nothing_is_sent_again(
    call: Call, wire: Start, operation: Operation, script: Script
) -> None:
    server = wire(script)
    started = datetime.now(UTC)
    with pytest.raises(OutcomeUnknownError) as caught:
        call(operation.provider, operation.name, base_url=server.url, timeout=0.3)
    assert caught.value.sent_at is not None
    assert started <= caught.value.sent_at <= datetime.now(UTC)
    assert caught.value.provider == operation.provider
    assert caught.value.id == "ft-1"
    assert "may or may not have happened" in str(caught.value)
    assert not isinstance(caught.value, APIConnectionError)
    assert len(server.requests) == 1
    assert server.connections == 1


@half_written_request
@every_operation
def test_a_connection_reset_before_the_request_was_read_is_ambiguous_too(
    call: Call, wire: Start, operation: Operation
) -> None:
    server = wire(reset_before_reading)
    with pytest.raises(OutcomeUnknownError) as caught:
        call(operation.provider, operation.name, base_url=server.url)
    assert caught.value.sent_at is not None
    assert server.connections == 1


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
        then_close(reply(b'{"error": {"message": "no su', "404 Not Found", length=100)),
        then_reset(reply(b'{"error": {"message": "no su', "404 Not Found", length=100)),
        then_stall(reply(b'{"error": {"message": "no su', "404 Not Found", length=100)),
        reply(b"not gzip", "404 Not Found", "Content-Encoding: gzip"),
        reply(b"\x1b", "404 Not Found", "Content-Encoding: br"),
    ],
    ids=["closed", "reset", "stalled", "broken gzip", "unasked encoding"],
)
def test_an_error_status_whose_body_cannot_be_read_is_still_that_error(
    call: Call, wire: Start, script: Script
) -> None:
    with pytest.raises(NotFoundError) as caught:
        call("together", base_url=wire(script).url, timeout=0.3)
    assert caught.value.status_code == 404


def test_a_connection_that_was_closed_while_idle_is_replaced(call: Call, wire: Start) -> None:
    server = wire(then_close(TOGETHER_DELETE.reply), TOGETHER_DELETE.reply)
    closed = server.closed

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.delete("ft-1")
        assert closed.wait(5)
        return (yield client.delete("ft-2"))

    assert call.run(scenario, "together", base_url=server.url).outcome == "deleted"
    assert [request.target[-4:] for request in server.requests] == ["ft-1", "ft-2"]
    assert server.connections == 2


def test_a_kept_connection_that_closes_on_the_next_request_leaves_its_outcome_unknown(
    call: Call, wire: Start
) -> None:
    def answer_once(connection: Connection) -> None:
        connection.request()
        connection.send(TOGETHER_DELETE.reply)
        connection.request()

    server = wire(answer_once, TOGETHER_DELETE.reply)

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.delete("ft-1")
        with pytest.raises(OutcomeUnknownError):
            yield client.delete("ft-2")

    call.run(scenario, "together", base_url=server.url)
    assert [request.target[-4:] for request in server.requests] == ["ft-1", "ft-2"]
    assert server.connections == 1


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


# What stands on the wire.

ENCODED = {
    "ft-1": "ft-1",
    "a/b": "a%2Fb",
    "../models": "..%2Fmodels",
    "x?y=1#z": "x%3Fy%3D1%23z",
    "a b": "a%20b",
    "%2e%2e": "%252e%252e",
    "é": "%C3%A9",
    "{id}": "%7Bid%7D",
    "a;b@c:d": "a%3Bb%40c%3Ad",
    "\\": "%5C",
}


@pytest.mark.parametrize(("id", "encoded"), ENCODED.items(), ids=ENCODED.values())
def test_an_id_is_one_percent_encoded_segment_of_the_request_line(
    call: Call, wire: Start, id: str, encoded: str
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    call("together", "delete", id, base_url=server.url)
    assert server.only.raw.startswith(f"DELETE /v1/fine-tunes/{encoded} HTTP/1.1\r\n".encode())


@pytest.mark.parametrize("id", ["a/b", "é", "a b", "x" * 500, '"quoted"'])
def test_an_id_in_a_body_arrives_as_it_is(call: Call, wire: Start, id: str) -> None:
    server = wire(reply({"deleted_finetune_id": id}))
    call("bfl", "delete", id, base_url=server.url)
    assert server.only.json == {"finetune_id": id}
    assert server.only.header("content-type") == "application/json"


REQUEST_LINES = {
    "together-delete": ("DELETE", "/v1/fine-tunes/ft-1"),
    "together-cancel": ("POST", "/v1/fine-tunes/ft-1/cancel"),
    "bfl-delete": ("POST", "/v1/delete_finetune"),
    "cohere-delete": ("DELETE", "/v1/finetuning/finetuned-models/ft-1"),
}
KEY_HEADERS = {
    "together": ("authorization", "Bearer sk-test-0123456789"),
    "bfl": ("x-key", "sk-test-0123456789"),
    "cohere": ("authorization", "Bearer sk-test-0123456789"),
}


@every_operation
def test_a_request_has_the_documented_method_and_address(
    call: Call, wire: Start, operation: Operation
) -> None:
    server = wire(operation.reply)
    call(operation.provider, operation.name, base_url=server.url)
    expected = REQUEST_LINES[f"{operation.provider}-{operation.name}"]
    assert (server.only.method, server.only.target) == expected


@every_operation
def test_the_key_stands_in_one_header_and_nowhere_else(
    call: Call, wire: Start, operation: Operation
) -> None:
    server = wire(operation.reply)
    call(operation.provider, operation.name, base_url=server.url)
    name, value = KEY_HEADERS[operation.provider]
    assert server.only.header(name) == value
    assert server.only.raw.count(b"sk-test") == 1


@every_operation
def test_a_request_carries_no_other_headers_than_these(
    call: Call, wire: Start, operation: Operation
) -> None:
    server = wire(operation.reply)
    call(operation.provider, operation.name, base_url=server.url)
    names = {name for name, _ in server.only.headers}
    assert names - {"content-length", "content-type"} == {
        "host",
        "accept",
        "accept-encoding",
        "user-agent",
        KEY_HEADERS[operation.provider][0],
    }
    assert (server.only.header("user-agent") or "").startswith("finetunes/")
    assert server.only.header("accept-encoding") == "gzip"


def test_a_cancel_has_no_body_and_says_so(call: Call, wire: Start) -> None:
    server = wire(reply({"id": "ft-1", "status": "cancelled"}))
    call("together", "cancel", base_url=server.url)
    assert server.only.header("content-length") == "0"
    assert server.only.header("content-type") is None
    assert server.only.raw.endswith(b"\r\n\r\n")


def test_a_delete_has_no_body_and_no_length(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    call("together", base_url=server.url)
    assert server.only.header("content-length") is None
    assert server.only.raw.endswith(b"\r\n\r\n")


def test_cookies_are_not_sent_back(call: Call, wire: Start) -> None:
    server = wire(reply({}, "200 OK", "Set-Cookie: session=1; Path=/"))

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.delete("ft-1")
        yield client.delete("ft-2")

    call.run(scenario, "cohere", base_url=server.url)
    assert [request.header("cookie") for request in server.requests] == [None, None]


# Transports that the caller brings.


def mock_transport(call: Call, handler: Callable[[httpx.Request], httpx.Response]) -> Any:
    if call.colour == "sync":
        return httpx.MockTransport(handler)

    async def async_handler(request: httpx.Request) -> httpx.Response:
        return handler(request)

    return httpx.MockTransport(async_handler)


def test_a_mock_transport_of_httpx_can_be_passed(call: Call) -> None:
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.method} {request.url}")
        return httpx.Response(200, json={})

    result = call("cohere", transport=mock_transport(call, handler))
    assert result.outcome == "deleted"
    assert seen == ["DELETE https://api.cohere.com/v1/finetuning/finetuned-models/ft-1"]


def test_a_transport_of_httpx_can_be_passed_and_stays_open(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    blocking = call.colour == "sync"
    transport = httpx.HTTPTransport() if blocking else httpx.AsyncHTTPTransport()

    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield client.delete("ft-1")
        yield client.close() if blocking else client.aclose()
        request = httpx.Request("GET", server.url)
        if isinstance(transport, httpx.HTTPTransport):
            with transport:
                transport.handle_request(request).read()
        else:
            yield (yield transport.handle_async_request(request)).aread()
            yield transport.aclose()

    call.run(scenario, "together", base_url=server.url, transport=transport)
    assert [request.method for request in server.requests] == ["DELETE", "GET"]
    assert server.connections == 1


@pytest.mark.parametrize("failure", [RuntimeError("mine"), ValueError("mine"), OSError("mine")])
def test_an_exception_of_a_passed_transport_that_is_not_one_of_httpx_comes_through(
    call: Call, failure: Exception
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise failure

    with pytest.raises(type(failure), match="mine") as caught:
        call("cohere", transport=mock_transport(call, handler))
    assert caught.value is failure


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (httpx.ConnectError("x"), APIConnectionError),
        (httpx.ConnectTimeout("x"), APITimeoutError),
        (httpx.PoolTimeout("x"), APITimeoutError),
        (httpx.ProxyError("x"), APIConnectionError),
        (httpx.UnsupportedProtocol("x"), APIConnectionError),
        (httpx.ReadError("x"), OutcomeUnknownError),
        (httpx.ReadTimeout("x"), OutcomeUnknownError),
        (httpx.WriteError("x"), OutcomeUnknownError),
        (httpx.WriteTimeout("x"), OutcomeUnknownError),
        (httpx.CloseError("x"), OutcomeUnknownError),
        (httpx.RemoteProtocolError("x"), OutcomeUnknownError),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_each_failure_of_httpx_says_whether_something_may_have_been_sent(
    call: Call, failure: httpx.TransportError, expected: type[Exception]
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise failure

    with pytest.raises(expected) as caught:
        call("cohere", transport=mock_transport(call, handler), max_retries=0)
    assert type(caught.value) is expected


def test_a_recorder_that_patches_httpx_sees_the_requests(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def answer(transport: Any, request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(200, json={})

    async def async_answer(transport: Any, request: httpx.Request) -> httpx.Response:
        return answer(transport, request)

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", answer)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", async_answer)
    call("cohere", id="m")
    assert seen == ["https://api.cohere.com/v1/finetuning/finetuned-models/m"]


class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body without an end, which no deadline of ours reaches."""

    def __init__(self, chunk: bytes) -> None:
        self.chunk = chunk

    def __iter__(self) -> Iterator[bytes]:
        return itertools.repeat(self.chunk)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        return self.chunk


@pytest.mark.parametrize("size", [1, 1_000_000], ids=["small", "large"])
def test_an_endless_body_from_a_passed_transport_ends_with_the_deadline(
    call: Call, size: int
) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, stream=Endless(b"x" * size))

    words = "the time ran out" if size == 1 else "larger than"
    started = time.monotonic()
    with pytest.raises(OutcomeUnknownError, match=words):
        call("cohere", transport=mock_transport(call, handler), timeout=0.2)
    assert time.monotonic() - started < 2

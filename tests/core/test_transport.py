"""Transports that the caller brings, and what becomes of their failures."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes import APIConnectionError, APITimeoutError, OutcomeUnknownError

from .operations import TOGETHER_DELETE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

    from .conftest import Call
    from .wire import Start


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

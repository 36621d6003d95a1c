"""A key that is a callable: when it is called, and what it may be and return."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from finetunes import Client, ConfigurationError, MissingAPIKeyError, RateLimitError

from .canned import Canned, answer, header_sent
from .conftest import KEY, Call


def test_a_callable_is_called_once_for_each_request(call: Call) -> None:
    keys = iter(["key-number-1", "key-number-2"])
    transport = Canned(answer({}))

    def scenario(client: Any) -> Any:
        yield client.delete("ft-1")
        yield client.delete("ft-1")

    call.run(scenario, "cohere", api_key=keys.__next__, transport=transport)
    sent = [request.headers["authorization"] for request in transport.requests]
    assert sent == ["Bearer key-number-1", "Bearer key-number-2"]


def test_a_callable_is_called_again_for_each_attempt(call: Call, pauses: list[float]) -> None:
    keys = iter(["key-number-1", "key-number-2"])
    transport = Canned(answer({}, 429), answer({}))
    call("cohere", api_key=keys.__next__, transport=transport)
    sent = [request.headers["authorization"] for request in transport.requests]
    assert sent == ["Bearer key-number-1", "Bearer key-number-2"]
    assert pauses == [0.5]


def test_a_callable_is_not_called_before_it_is_needed(call: Call) -> None:
    called: list[int] = []

    def scenario(client: Any) -> Any:
        yield client.supports("delete")

    call.run(scenario, "cohere", api_key=lambda: called.append(1))
    assert called == []


@pytest.mark.parametrize("colour", ["asyncio", "trio"])
def test_a_callable_of_an_async_client_may_be_async(colour: str) -> None:
    async def fetch() -> str:
        return "key-from-a-coroutine"

    assert header_sent(Call(colour), "cohere", api_key=fetch) == "Bearer key-from-a-coroutine"


def test_an_async_callable_in_a_blocking_client_is_an_error_and_nothing_is_sent() -> None:
    async def fetch() -> str:
        raise AssertionError("it is never run")

    transport = Canned(answer({}))
    client = Client("cohere", api_key=fetch, transport=transport)  # type: ignore[arg-type]  # the fact
    with pytest.raises(ConfigurationError, match="use it with AsyncClient"):
        client.delete("ft-1")  # an un-awaited coroutine would be a warning, and so an error
    assert transport.requests == []


def test_any_other_awaitable_in_a_blocking_client_is_the_same_error() -> None:
    loop = asyncio.new_event_loop()
    try:
        client = Client("cohere", api_key=loop.create_future, transport=Canned(answer({})))  # type: ignore[arg-type]  # the fact
        with pytest.raises(ConfigurationError, match="use it with AsyncClient"):
            client.delete("ft-1")
    finally:
        loop.close()


@pytest.mark.parametrize("returned", [None, ""], ids=repr)
def test_a_callable_that_returns_nothing_has_no_key(call: Call, returned: Any) -> None:
    transport = Canned(answer({}))
    with pytest.raises(MissingAPIKeyError, match="the API key of api_key is empty"):
        call("cohere", api_key=lambda: returned, transport=transport)
    assert transport.requests == []


def test_what_a_callable_raises_is_raised(call: Call) -> None:
    def fail() -> str:
        raise LookupError("no vault")

    with pytest.raises(LookupError, match="no vault"):
        call("cohere", api_key=fail, transport=Canned(answer({})))


def test_a_callable_that_raises_stop_iteration_does_not_end_in_a_result(call: Call) -> None:
    transport = Canned(answer({}))
    # Blocking: as it is. In a coroutine or a generator: RuntimeError (PEP 479).
    with pytest.raises((StopIteration, RuntimeError)):
        call("cohere", api_key=iter(()).__next__, transport=transport)
    assert transport.requests == []


def test_a_refused_request_with_a_callable_key_is_an_ordinary_error(call: Call) -> None:
    with pytest.raises(RateLimitError):
        call("cohere", api_key=lambda: KEY, transport=Canned(answer({}, 429)), max_retries=0)

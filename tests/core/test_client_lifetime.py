"""The end of a client: closing it, with blocks, and what belongs to the caller."""

from __future__ import annotations

import pickle
from typing import Any

import anyio
import httpx
import pytest
from finetunes import AsyncClient, Client, ConfigurationError

from .canned import Canned, answer
from .conftest import KEY, Call


def test_a_closed_client_refuses_calls(call: Call) -> None:
    transport = Canned(answer({}))

    def scenario(client: Any) -> Any:
        yield client.aclose() if isinstance(client, AsyncClient) else client.close()
        yield client.delete("ft-1")

    with pytest.raises(ConfigurationError, match="cohere: this client is closed; make another"):
        call.run(scenario, "cohere", transport=transport)
    assert transport.requests == []


def test_a_client_is_closed_at_the_end_of_its_with_block(call: Call) -> None:
    kept: list[Any] = []

    def scenario(client: Any) -> Any:
        kept.append(client)
        yield client.delete("ft-1")

    call.run(scenario, "cohere", transport=Canned(answer({})))

    def again(_: Any) -> Any:
        yield kept[0].delete("ft-1")

    with pytest.raises(ConfigurationError, match="closed"):
        call.run(again, "cohere")


def test_closing_twice_is_allowed(call: Call) -> None:
    def scenario(client: Any) -> Any:
        yield client.aclose() if isinstance(client, AsyncClient) else client.close()

    call.run(scenario, "cohere")  # the with block closes it again


def test_the_callers_transport_stays_open(call: Call) -> None:
    transport = Canned(answer({}))
    call("cohere", transport=transport)
    assert not transport.closed


def test_the_client_closes_the_transport_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []

    async def aclose(_: object) -> None:
        closed.append("async")

    def close(_: object) -> None:
        closed.append("sync")

    monkeypatch.setattr(httpx.HTTPTransport, "close", close)
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "aclose", aclose)
    Client("cohere", api_key=KEY).close()
    anyio.run(AsyncClient("cohere", api_key=KEY).aclose)
    assert closed == ["sync", "async"]


def test_an_error_inside_a_with_block_is_not_swallowed(call: Call) -> None:
    def scenario(client: Any) -> Any:
        yield client.provider
        raise LookupError("inside")

    with pytest.raises(LookupError, match="inside"):
        call.run(scenario, "cohere")


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_client_is_not_pickled_and_does_not_say_its_key(kind: Any) -> None:
    with pytest.raises(TypeError) as caught:
        pickle.dumps(kind("cohere", api_key="sesame-open-now", transport=Canned()))
    assert "sesame" not in str(caught.value)

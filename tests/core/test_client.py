"""The two clients: their options, and what they offer."""

from __future__ import annotations

import inspect
import math
from typing import Any

import finetunes
import httpx
import pytest
from finetunes import (
    AsyncClient,
    Client,
    ConfigurationError,
    InvalidIDError,
    MissingAPIKeyError,
    UnsupportedOperationError,
)
from finetunes.adapters.base import OPERATIONS

from .canned import ANSWERS, Canned, answer
from .conftest import KEY, Call

KINDS = [Client, AsyncClient]
every_kind = pytest.mark.parametrize("kind", KINDS)


# Construction


@every_kind
@pytest.mark.parametrize("provider", ["openai", "", "Together", "\x1b[31m", None, 5, []], ids=ascii)
def test_an_unknown_provider_names_those_there_are(kind: Any, provider: Any) -> None:
    with pytest.raises(ConfigurationError, match="there are together, bfl, cohere") as caught:
        kind(provider, api_key=KEY)
    assert str(caught.value).isprintable()


@every_kind
@pytest.mark.parametrize("names", [["apikey"], ["retries", "token"]], ids=str)
def test_an_unknown_argument_is_a_type_error_that_names_it(kind: Any, names: list[str]) -> None:
    with pytest.raises(TypeError, match=", ".join(map(repr, names))):
        kind("cohere", api_key=KEY, **dict.fromkeys(names, 1))


BAD_TIMEOUTS: list[Any] = [0, -1, 0.0, -0.5, math.nan, math.inf, -math.inf, True, False, None, "60",
                           10**400, 1e300, [5], 1j]  # fmt: skip


@every_kind
@pytest.mark.parametrize("timeout", BAD_TIMEOUTS, ids=lambda value: repr(value)[:12])
def test_a_timeout_must_be_a_number_of_seconds(kind: Any, timeout: Any) -> None:
    with pytest.raises(ConfigurationError, match="timeout must be a number of seconds"):
        kind("cohere", api_key=KEY, timeout=timeout)


@pytest.mark.parametrize("timeout", [0.5, 1, 60, 86_400, 1e9])
def test_any_other_number_of_seconds_is_a_timeout(call: Call, timeout: float) -> None:
    assert call("cohere", transport=Canned(answer({})), timeout=timeout).changed


@pytest.mark.parametrize(
    "timeout", [t for t in BAD_TIMEOUTS if t is not None], ids=lambda t: repr(t)[:12]
)
@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_the_timeout_of_one_call_is_checked_like_that_of_the_client(
    call: Call, provider: str, operation: str, timeout: Any
) -> None:
    transport = Canned(answer({}))

    def scenario(client: Any) -> Any:
        yield getattr(client, operation)("ft-1", timeout=timeout)

    with pytest.raises(ConfigurationError, match="timeout must be a number of seconds"):
        call.run(scenario, provider, transport=transport)
    assert transport.requests == []


@pytest.mark.parametrize(("given", "total"), [({}, 60.0), ({"timeout": 5}, 5.0)])
@pytest.mark.parametrize(("given_to_call", "total_of_call"), [({}, None), ({"timeout": 2.5}, 2.5)])
def test_a_transport_is_told_the_time_of_the_call_or_else_of_the_client(
    call: Call, given: Any, total: float, given_to_call: Any, total_of_call: float | None
) -> None:
    transport = Canned(answer({}))

    def scenario(client: Any) -> Any:
        yield client.delete("ft-1", **given_to_call)

    call.run(scenario, "cohere", transport=transport, **given)
    timeouts = transport.only.extensions["timeout"]
    assert set(timeouts) == {"connect", "read", "write", "pool"}
    # The last third of it is kept for reading back.
    (told,) = set(timeouts.values())
    assert told == pytest.approx((total_of_call or total) * 2 / 3, abs=0.1)


@every_kind
@pytest.mark.parametrize("retries", [-1, True, 1.0, "2", None, math.nan], ids=repr)
def test_max_retries_must_be_a_whole_number(kind: Any, retries: Any) -> None:
    with pytest.raises(ConfigurationError, match="max_retries must be 0 or a whole number above"):
        kind("cohere", api_key=KEY, max_retries=retries)


def test_a_request_is_sent_again_twice_unless_told_otherwise(
    call: Call, pauses: list[float]
) -> None:
    transport = Canned(answer({}, 429))
    with pytest.raises(finetunes.RateLimitError):
        call("cohere", transport=transport)
    assert len(transport.requests) == 3
    assert pauses == [0.5, 1.0]


@every_kind
def test_the_arguments_are_those_the_docstring_lists(kind: Any) -> None:
    listed = (Client.__doc__ or "").split("Raises:")[0]
    options = {"base_url": "http://x.example", "timeout": 1, "max_retries": 0, "transport": None,
               "allow_insecure_http": True, "api_key": KEY}  # fmt: skip
    kind("bfl", **options)
    kind("bfl", api_key=KEY, region="eu1")
    assert all(f"{name}:" in listed for name in [*options, "provider", "region"])


# Operations


@every_kind
@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
def test_the_repr_names_provider_and_address_and_no_key(kind: Any, provider: str) -> None:
    client = kind(provider, api_key=KEY, base_url="https://host.example/v1")
    assert repr(client) == f"<finetunes.{kind.__name__} {provider} https://host.example/v1>"


@every_kind
def test_a_client_says_what_its_provider_can_do(kind: Any) -> None:
    for name, provider in finetunes.providers().items():
        client = kind(name, api_key=KEY)
        assert client.operations == provider.operations
        assert client.provider == name
        assert client.base_url == provider.base_url


@every_kind
@pytest.mark.parametrize(
    ("provider", "operation", "supported"),
    [("together", "cancel", True), ("bfl", "cancel", False), ("cohere", "cancel", False),
     ("bfl", "delete", True), ("bfl", "create", False), ("cohere", "create", True),
     ("bfl", "describe", False), ("bfl", "__init__", False)],
)  # fmt: skip
def test_supports_says_whether_there_is_such_an_operation(
    kind: Any, provider: str, operation: str, supported: bool
) -> None:
    assert kind(provider, api_key=KEY).supports(operation) is supported


@pytest.mark.parametrize("provider", ["bfl", "cohere"])
@pytest.mark.parametrize("id", ["ft-1", "", None], ids=repr)
def test_an_unsupported_operation_is_refused_before_anything_else(
    call: Call, provider: str, id: Any
) -> None:
    transport = Canned(answer({}))
    with pytest.raises(UnsupportedOperationError) as caught:
        call(provider, "cancel", id, transport=transport)
    assert transport.requests == []
    assert (caught.value.provider, caught.value.operation) == (provider, "cancel")
    assert str(caught.value) == (
        f"{provider}: the provider's API has no cancel, only "
        f"{', '.join(finetunes.providers()[provider].operations)}; nothing was sent"
    )


def test_a_bad_id_is_refused_before_the_key_is_asked_for(call: Call) -> None:
    def fail() -> str:
        raise AssertionError("asked for the key")

    with pytest.raises(InvalidIDError):
        call("cohere", "delete", "..", api_key=fail)


def test_an_unsupported_operation_is_refused_where_the_client_has_no_key() -> None:
    with pytest.raises(MissingAPIKeyError):
        Client("bfl").cancel("ft-1")  # type: ignore[misc]  # the fact


# Both colours


PUBLIC = [name for name in dir(Client) if not name.startswith("_")]
METHODS = [name for name in PUBLIC if callable(getattr(Client, name))]


@pytest.mark.parametrize("name", PUBLIC)
def test_both_clients_have_the_same_public_names(name: str) -> None:
    other = {"close": "aclose"}.get(name, name)
    assert hasattr(AsyncClient, other)


@pytest.mark.parametrize("name", METHODS)
def test_both_clients_take_the_same_arguments(name: str) -> None:
    other = {"close": "aclose"}.get(name, name)
    found = [
        [(it.name, it.kind, it.default) for it in inspect.signature(method).parameters.values()]
        for method in (getattr(Client, name), getattr(AsyncClient, other))
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_is_a_method_of_both_clients_with_a_docstring(operation: str) -> None:
    for kind in KINDS:
        assert inspect.getdoc(getattr(kind, operation))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_everything_but_a_listing_is_awaited(operation: str) -> None:
    awaited = inspect.iscoroutinefunction(getattr(AsyncClient, operation))
    assert awaited is not operation.startswith("list")


def test_an_async_client_has_no_more_public_names_than_the_blocking_one() -> None:
    names = {n for n in dir(AsyncClient) if not n.startswith("_")}
    assert names - set(dir(Client)) == {"aclose"}


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_all_colours_give_the_same_result(provider: str, operation: str) -> None:
    results = [
        Call(colour)(provider, operation, transport=Canned(answer(ANSWERS[provider, operation])))
        for colour in ("sync", "asyncio", "trio")
    ]
    assert results[0] == results[1] == results[2]


def test_a_client_sends_through_a_transport_of_its_own_colour_only() -> None:
    class Blocking(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={}, request=request)

    class Async(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={}, request=request)

    assert Call("sync")("cohere", transport=Blocking()).changed
    assert Call("asyncio")("cohere", transport=Async()).changed
    assert Call("trio")("cohere", transport=Async()).changed

"""What a provider has taken out of service: a warning before it is used, and once is enough."""

from __future__ import annotations

import linecache
import warnings
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import AsyncClient, Client, ProviderRetiredWarning, alist_all, list_all

from .canned import ANSWERS, Canned, answer
from .conftest import KEY, Call
from .creations import BODIES, CREATED, create
from .reads import READS, everything, read
from .wire import reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .wire import Start

OPERATIONS = ["retrieve", "list", "list_events", "list_metrics", "delete", "wait"]
pytestmark = pytest.mark.filterwarnings("always::finetunes.ProviderRetiredWarning")


def caught_in(function: Any, *arguments: Any, **options: Any) -> list[warnings.WarningMessage]:
    """Call, and return the warnings of retired providers."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function(*arguments, **options)
    return [entry for entry in caught if issubclass(entry.category, ProviderRetiredWarning)]


def good(operation: str) -> Any:
    one = READS["cohere", "retrieve"]
    known = {**READS, **ANSWERS, ("cohere", "wait"): one, ("cohere", "create"): one}
    return answer(known.get(("cohere", operation), {}))


def test_the_warning_says_what_happened_and_when() -> None:
    (warning,) = caught_in(read, Call("sync"), Canned(good("list")), "cohere", "list")
    words = str(warning.message)
    assert words.startswith("cohere: list is retired since 2025-09-15: Fine-tuning was retired")
    assert words.isprintable()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_of_cohere_warns(call: Call, operation: str) -> None:
    transport = Canned(good(operation))
    (warning,) = caught_in(read, call, transport, "cohere", operation)
    assert f"cohere: {operation} is retired" in str(warning.message)


def test_creating_at_cohere_warns(call: Call) -> None:
    transport = Canned(answer(CREATED["cohere"]))
    (warning,) = caught_in(create, call, "cohere", transport=transport)
    assert "cohere: create is retired" in str(warning.message)


def test_the_generated_client_of_cohere_warns(call: Call) -> None:
    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield client.generated

    (warning,) = caught_in(call.run, scenario, "cohere")
    assert "cohere: generated is retired" in str(warning.message)


def test_one_client_warns_once(call: Call) -> None:
    transport = Canned(good("list"))

    def scenario(client: Any) -> Generator[Any, Any, None]:
        for _ in range(3):
            yield everything(client.list())
            yield everything(client.list_events("ft-1"))
        assert client.generated is not None

    assert len(caught_in(call.run, scenario, "cohere", transport=transport)) == 1


def test_another_client_warns_again(call: Call) -> None:
    def twice() -> None:
        for _ in range(2):
            read(call, Canned(good("retrieve")), "cohere", "retrieve")

    assert len(caught_in(twice)) == 2


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_warning_that_is_an_error_keeps_the_request_from_being_sent(
    call: Call, operation: str
) -> None:
    transport = Canned(good(operation))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ProviderRetiredWarning):
            read(call, transport, "cohere", operation)
    assert transport.requests == []


@pytest.mark.parametrize("provider", ["together", "bfl"])
def test_a_provider_in_service_does_not_warn(call: Call, provider: str) -> None:
    transport = Canned(answer(READS[provider, "list"]))
    assert caught_in(read, call, transport, provider, "list") == []


def test_an_operation_that_does_not_exist_does_not_warn() -> None:
    client: Any = Client("cohere", api_key=KEY)

    def ask() -> None:
        with pytest.raises(Exception, match="has no cancel"):
            client.cancel("ft-1")

    assert caught_in(ask) == []


def test_what_is_in_service_beside_a_withdrawn_operation_does_not_warn() -> None:
    assert caught_in(read, Call("sync"), Canned(answer(READS["bfl", "list"])), "bfl", "list") == []


# Where it points to

# One line for each, which the warning must name.
BLOCKING: dict[str, Callable[[Client[Any]], Any]] = {
    "retrieve": lambda client: client.retrieve("ft-1"),
    "list": lambda client: client.list(),
    "list_events": lambda client: client.list_events("ft-1"),
    "list_metrics": lambda client: client.list_metrics("ft-1"),
    "delete": lambda client: client.delete("ft-1"),
    "wait": lambda client: client.wait("ft-1"),
    "create": lambda client: client.create(**BODIES["cohere"]),
    "generated": lambda client: client.generated,
}


async def _create(client: AsyncClient[Any]) -> Any:
    return await client.create(**BODIES["cohere"])


async def _retrieve(client: AsyncClient[Any]) -> Any:
    return await client.retrieve("ft-1")


async def _list(client: AsyncClient[Any]) -> Any:
    return client.list()


async def _wait(client: AsyncClient[Any]) -> Any:
    return await client.wait("ft-1")


async def _delete(client: AsyncClient[Any]) -> Any:
    return await client.delete("ft-1")


async def _generated(client: AsyncClient[Any]) -> Any:
    return client.generated


AWAITED = [_create, _retrieve, _list, _wait, _delete, _generated]


def line_of(warning: warnings.WarningMessage) -> str:
    """Return the line of this file that a warning points to."""
    assert warning.filename == __file__
    return linecache.getline(__file__, warning.lineno)


@pytest.mark.parametrize("operation", BLOCKING)
def test_a_warning_points_to_the_line_of_a_blocking_call(operation: str) -> None:
    client: Client[Any] = Client("cohere", api_key=KEY, transport=Canned(good(operation)))
    (warning,) = caught_in(BLOCKING[operation], client)
    assert f"lambda client: client.{operation}" in line_of(warning)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("operation", AWAITED, ids=lambda function: function.__name__[1:])
def test_a_warning_points_to_the_line_of_an_awaited_call(operation: Any, backend: str) -> None:
    name = operation.__name__[1:]
    client: AsyncClient[Any] = AsyncClient("cohere", api_key=KEY, transport=Canned(good(name)))
    (warning,) = caught_in(anyio.run, operation, client, backend=backend)
    assert f"client.{name}" in line_of(warning)


def test_listing_all_providers_warns_too(monkeypatch: pytest.MonkeyPatch, wire: Start) -> None:
    monkeypatch.setenv("CO_API_KEY", KEY)
    monkeypatch.setenv("CO_API_URL", wire(reply(READS["cohere", "list"])).url)
    assert len(caught_in(list_all)) == 1
    assert len(caught_in(anyio.run, alist_all)) == 1

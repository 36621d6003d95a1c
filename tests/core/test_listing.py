"""Listings: when a page is read, when there are no more, and what a listing without end says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes import (
    ConfigurationError,
    IncompleteListingError,
    InternalServerError,
    InvalidIDError,
    NotFoundError,
    UndecodableResponseError,
    UnsupportedOperationError,
)

from .canned import Canned, answer
from .conftest import Call
from .reads import everything, read, start

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TypeAlias

    Steps: TypeAlias = Generator[Any, Any, None]

ITEMS = {"list": "finetuned_models", "list_events": "events", "list_metrics": "step_metrics"}
every_listing = pytest.mark.parametrize("operation", ITEMS)
LISTINGS = [
    ("together", "list"), ("together", "list_events"), ("together", "list_checkpoints"),
    ("together", "list_metrics"), ("bfl", "list"), ("cohere", "list"), ("cohere", "list_events"),
    ("cohere", "list_metrics"),
]  # fmt: skip


def page(*names: str, then: Any = "", items: str = "finetuned_models") -> httpx.Response:
    """A page of Cohere with these items, and the token of the next."""
    return answer({items: [{"id": name, "name": name} for name in names], "next_page_token": then})


def following(listing: Any) -> Any:
    """Ask for the next item: an item, or something to await for it."""
    return listing.__anext__() if hasattr(listing, "__anext__") else next(listing)


def ids(found: list[Any]) -> list[str]:
    return [item.id for item in found]


@pytest.mark.parametrize(
    ("provider", "variable"), [("together", "TOGETHER_BASE_URL"), ("cohere", "CO_API_URL")]
)
def test_a_listing_that_is_not_found_is_a_matter_of_the_address_and_of_no_id(
    provider: str, variable: str
) -> None:
    def words(**options: Any) -> str:
        with pytest.raises(NotFoundError) as caught:
            read(Call("sync"), Canned(answer({"message": "no"}, 404)), provider, "list", **options)
        return str(caught.value)

    assert words() == f"{provider}: list: 404 Not Found: no"
    there = "https://elsewhere.example/v1"
    assert words(base_url=there) == f"{words()}; asked at {there}; check {variable}"


# Pages


@every_listing
def test_all_pages_are_listed_in_their_order(call: Call, operation: str) -> None:
    items = ITEMS[operation]
    pages = [page("a", "b", then="2", items=items), page("c", then="3", items=items),
             page("d", items=items)]  # fmt: skip
    transport = Canned(*pages)
    found = read(call, transport, "cohere", operation)
    assert [item.body["name"] for item in found] == ["a", "b", "c", "d"]
    tokens = [request.url.params.get("page_token") for request in transport.requests]
    assert tokens == [None, "2", "3"]


def test_a_page_without_items_is_passed_over(call: Call) -> None:
    transport = Canned(page(then="2"), page(then="3"), page("a", then="4"), page())
    assert ids(read(call, transport, "cohere", "list")) == ["a"]
    assert len(transport.requests) == 4


@pytest.mark.parametrize("token", ["", None], ids=str)
def test_no_token_is_the_end(call: Call, token: Any) -> None:
    transport = Canned(page("a", then=token))
    assert ids(read(call, transport, "cohere", "list")) == ["a"]
    assert len(transport.requests) == 1


@pytest.mark.parametrize("operation", ["list", "list_events", "list_checkpoints", "list_metrics"])
def test_together_has_one_page_whatever_token_it_names(operation: str) -> None:
    transport = Canned(answer({"data": [1], "metrics": [1], "next_page_token": "2"}))
    assert len(read(Call("sync"), transport, "together", operation)) == 1
    assert len(transport.requests) == 1


# Laziness


def test_a_page_is_read_when_its_first_item_is_wanted(call: Call) -> None:
    transport = Canned(page("a", "b", then="2"), page("c"))

    def scenario(client: Any) -> Steps:
        listing = client.list()
        read_so_far = [len(transport.requests)]
        for _ in range(3):
            yield following(listing)
            read_so_far.append(len(transport.requests))
        assert read_so_far == [0, 1, 1, 2]

    call.run(scenario, "cohere", transport=transport)


def test_a_listing_that_has_ended_stays_so(call: Call) -> None:
    transport = Canned(page("a"))

    def scenario(client: Any) -> Steps:
        listing = client.list()
        yield everything(listing)
        for _ in range(2):
            with pytest.raises((StopIteration, StopAsyncIteration)):
                yield following(listing)

    call.run(scenario, "cohere", transport=transport)
    assert len(transport.requests) == 1


def test_two_listings_do_not_disturb_each_other(call: Call) -> None:
    transport = Canned(page("a", then="2"), page("b", then="2"), page("c"), page("d"))

    def scenario(client: Any) -> Generator[Any, Any, list[str]]:
        first, second = client.list(), client.list()
        found: list[str] = []
        for listing in [first, second, first, second]:
            item = yield following(listing)
            found.append(item.id)
        return found

    assert call.run(scenario, "cohere", transport=transport) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("timeout", [None, 2.5])
def test_each_page_has_the_time_of_the_call(call: Call, timeout: float | None) -> None:
    transport = Canned(page("a", then="2"), page("b"))

    def scenario(client: Any) -> Steps:
        yield everything(client.list(timeout=timeout))

    call.run(scenario, "cohere", transport=transport, timeout=7)
    for request in transport.requests:
        assert set(request.extensions["timeout"].values()) == {timeout or 7.0}


# Errors in the middle


def test_a_listing_goes_on_after_a_page_that_could_not_be_read(call: Call) -> None:
    transport = Canned(page("a", then="2"), answer({}, 500), answer([]), page("b"))

    def scenario(client: Any) -> Generator[Any, Any, list[str]]:
        listing = client.list()
        found = [(yield following(listing)).id]
        with pytest.raises(InternalServerError):
            yield following(listing)
        with pytest.raises(UndecodableResponseError):
            yield following(listing)
        item = yield following(listing)
        found.append(item.id)
        return found

    assert call.run(scenario, "cohere", transport=transport, max_retries=0) == ["a", "b"]
    tokens = [request.url.params.get("page_token") for request in transport.requests]
    assert tokens == [None, "2", "2", "2"]


@every_listing
@pytest.mark.parametrize("tokens", [["2", "2"], ["2", "3", "2"], ["2", "3", "4", "3"]], ids=str)
def test_a_token_that_comes_again_is_an_incomplete_listing(
    call: Call, operation: str, tokens: list[str]
) -> None:
    pages = [page(f"item-{t}", then=t, items=ITEMS[operation]) for t in tokens]
    transport = Canned(*pages)
    found: list[str] = []

    def scenario(client: Any) -> Steps:
        listing = start(client, operation)
        for _ in tokens:
            item = yield following(listing)
            found.append(item.body["name"])
        with pytest.raises(IncompleteListingError, match="the same page token twice") as caught:
            yield following(listing)
        assert caught.value.operation == operation
        assert caught.value.provider == "cohere"
        with pytest.raises((StopIteration, StopAsyncIteration)):
            yield following(listing)

    call.run(scenario, "cohere", transport=transport)
    assert found == [f"item-{token}" for token in tokens]
    assert len(transport.requests) == len(tokens)


def endless(request: httpx.Request) -> httpx.Response:
    number = int(request.url.params.get("page_token", "0"))
    return page(f"m-{number}", then=str(number + 1))


def test_a_listing_without_end_is_incomplete(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finetunes.operations.listing.MOST_PAGES", 5)
    found: list[str] = []

    def scenario(client: Any) -> Steps:
        listing = client.list()
        for _ in range(5):
            item = yield following(listing)
            found.append(item.id)
        with pytest.raises(IncompleteListingError) as caught:
            yield following(listing)
        assert str(caught.value) == (
            "cohere: list: it went on after 5 pages; what was listed so far is not all there is"
        )

    call.run(scenario, "cohere", transport=httpx.MockTransport(endless))
    assert found == ["m-0", "m-1", "m-2", "m-3", "m-4"]


def test_as_many_pages_as_are_allowed_are_all_there_is(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.operations.listing.MOST_PAGES", 2)
    transport = Canned(page("a", then="2"), page("b"))
    assert ids(read(call, transport, "cohere", "list")) == ["a", "b"]


# Refused at once


@pytest.mark.parametrize(
    ("provider", "operation"),
    [("bfl", "list_events"), ("bfl", "list_checkpoints"), ("bfl", "list_metrics"),
     ("cohere", "list_checkpoints")],
)  # fmt: skip
def test_a_listing_that_is_not_supported_is_refused_before_its_first_item(
    call: Call, provider: str, operation: str
) -> None:
    def scenario(client: Any) -> Steps:
        with pytest.raises(UnsupportedOperationError, match=f"has no {operation}"):
            start(client, operation)
        yield None

    call.run(scenario, provider)


@pytest.mark.parametrize(("provider", "operation"), [it for it in LISTINGS if it[1] != "list"])
def test_a_bad_id_is_refused_before_the_first_item(
    call: Call, provider: str, operation: str
) -> None:
    def scenario(client: Any) -> Steps:
        with pytest.raises(InvalidIDError):
            start(client, operation, "..")
        yield None

    call.run(scenario, provider)


@pytest.mark.parametrize(("provider", "operation"), LISTINGS)
def test_a_bad_timeout_of_a_listing_is_refused_before_anything_is_sent(
    call: Call, provider: str, operation: str
) -> None:
    transport = Canned(answer({}))

    def scenario(client: Any) -> Steps:
        method = getattr(client, operation)
        with pytest.raises(ConfigurationError, match="timeout must be a number of seconds"):
            yield following(method(*([] if operation == "list" else ["ft-1"]), timeout=0))

    call.run(scenario, provider, transport=transport)
    assert transport.requests == []

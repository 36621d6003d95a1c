"""Listings: how much of one is held while it is iterated over."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from typing import Any

import httpx
from finetunes import Client
from finetunes.adapters.reading import decoded

from .canned import answer
from .conftest import KEY


def pages_of(size: int, number: int, token_length: int = 1) -> httpx.MockTransport:
    """Serve so many pages of so many items."""

    def serve(request: httpx.Request) -> httpx.Response:
        this = int(request.url.params.get("page_token", "0"))
        names = [f"model-{this}-{index}" for index in range(size)]
        more = f"{this + 1:0{token_length}}" if this + 1 < number else ""
        items = [{"id": name, "name": name * 20} for name in names]
        return answer({"finetuned_models": items, "next_page_token": more})

    return httpx.MockTransport(serve)


def peak(pages: int) -> int:
    """Iterate over so many pages of 50 items, and return the most memory it took."""
    with Client("cohere", api_key=KEY, transport=pages_of(50, pages)) as client:
        tracemalloc.start()
        try:
            assert sum(1 for _ in client.list()) == pages * 50
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_ten_thousand_items_take_no_more_memory_than_a_few_pages() -> None:
    peak(2)  # what is imported or cached once
    assert peak(200) < 3 * peak(4)


def test_page_tokens_are_not_kept_however_long_they_are() -> None:
    held: list[int] = []
    with Client("cohere", api_key=KEY, transport=pages_of(1, 100, token_length=4_000)) as client:
        tracemalloc.start()
        try:
            for number, _ in enumerate(client.list()):
                if number in {20, 90}:
                    gc.collect()  # empties the free lists of the interpreter, too
                    held.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
    assert held[1] - held[0] < 70 * 1_000


class Body(dict[str, Any]):
    """A JSON object that can be watched."""


def test_an_item_that_does_not_decode_is_let_go_without_the_collector() -> None:
    def decode(body: dict[str, Any]) -> Any:
        return body["not there"]

    body = Body()
    watched = weakref.ref(body)
    gc.disable()
    try:
        assert decoded(decode, body) == (None, "KeyError: 'not there'")
        del body
        assert watched() is None
    finally:
        gc.enable()

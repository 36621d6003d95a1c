"""A client is neither copied nor pickled, and one that is dropped does nothing."""

from __future__ import annotations

import copy
import gc
import multiprocessing
import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import AsyncClient, Client

from .canned import Canned
from .operations import TOGETHER_DELETE

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Start

SECRET = "sesame-open-now"
WAYS: dict[str, Callable[[Any], object]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"pickle {n}": partial(pickle.dumps, protocol=n) for n in range(pickle.HIGHEST_PROTOCOL + 1)
    },
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_client_is_neither_copied_nor_pickled(kind: Any, way: Callable[[Any], object]) -> None:
    client = kind("cohere", api_key=SECRET, transport=Canned())
    with pytest.raises(TypeError) as caught:
        way(client)
    assert str(caught.value) == (
        f"a finetunes.{kind.__name__} is not pickled or copied: it holds a key and open "
        "connections; make another, from the same arguments"
    )


def test_nor_is_one_inside_something_that_is() -> None:
    client = Client("cohere", api_key=SECRET, transport=Canned())
    with pytest.raises(TypeError, match="make another"):
        pickle.dumps({"client": client})


def test_nor_what_it_is_made_of() -> None:
    client = Client("cohere", api_key=SECRET, transport=Canned())
    for part in vars(client).values():
        try:
            kept = pickle.dumps(part)
        except Exception as error:
            kept = str(error).encode()
        assert SECRET.encode() not in kept


def test_a_process_that_is_started_anew_is_not_handed_a_client() -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=print, args=(Client("cohere", api_key=SECRET, transport=Canned()),)
    )
    with pytest.raises(TypeError, match="make another"):
        process.start()


def parts_of(whole: object) -> list[object]:
    return list(vars(whole).values())


def test_no_class_of_a_client_does_anything_when_it_is_dropped() -> None:
    for kind in (Client, AsyncClient):
        client: Any = kind("cohere", api_key=SECRET)
        parts: list[object] = [client, *parts_of(client), *parts_of(client._channel)]
        ours: list[type] = [
            type(part) for part in parts if type(part).__module__.startswith("finetunes")
        ]
        assert len(ours) >= 4
        assert [part for part in ours if hasattr(part, "__del__")] == []


def test_python_says_that_a_client_was_dropped_with_a_connection_open(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    kept = [Client("together", api_key=SECRET, base_url=server.url)]
    kept[0].delete("ft-1")
    with pytest.warns(ResourceWarning, match="unclosed"):
        drop(kept)


def drop(kept: list[Any]) -> None:
    kept.clear()
    gc.collect()


def test_a_client_that_never_connected_is_dropped_without_a_word() -> None:
    client = Client("together", api_key=SECRET)
    del client
    gc.collect()  # a warning would be an error

# type: ignore # noqa: PGH003 - wrong on purpose; test_types.py takes this line out of its copy
"""Never executed. mypy --strict and pyright strict must each object to every marked line, only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import finetunes
import httpx
from finetunes import AsyncClient, Client, Outcome, Result

if TYPE_CHECKING:
    from finetunes_openapi.together.client.models import FinetuneDeleteResponse


async def key() -> str:
    return "k"


def an_operation_that_the_provider_does_not_have() -> None:
    Client("bfl").cancel("x")  # error
    Client("cohere").cancel("x")  # error


async def an_operation_that_the_provider_does_not_have_awaited() -> None:
    await AsyncClient("bfl").cancel("x")  # error
    await AsyncClient("cohere").cancel("x")  # error


def arguments_of_the_wrong_kind() -> None:
    Client("together").delete(5)  # error
    Client("together").delete("x", timeout="1")  # error
    Client("together").delete("x", tiemout=1.0)  # error
    Client("together", api_key=5)  # error
    Client("together", api_kye="k")  # error
    Client("together", api_key=key)  # error
    Client("together", transport=httpx.AsyncHTTPTransport())  # error
    AsyncClient("together", transport=httpx.HTTPTransport())  # error
    Client("together", region="us1")  # error
    Client("bfl", region="eu2")  # error


def what_may_be_missing_is_used_unseen(result: Result[FinetuneDeleteResponse]) -> None:
    result.raw.to_dict()  # error
    (result.message or 0).upper()  # error


def a_result_is_changed(result: Result[FinetuneDeleteResponse]) -> None:
    result.outcome = Outcome.DELETED  # error


def an_awaitable_is_taken_for_its_result() -> None:
    AsyncClient("together").delete("x").outcome.lower()  # error


def a_name_that_does_not_exist() -> None:
    finetunes.no_such_name()  # error

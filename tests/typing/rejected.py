# type: ignore # noqa: PGH003 - wrong on purpose; test_types.py takes this line out of its copy
"""Never executed. mypy --strict and pyright strict must each object to every marked line, only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import finetunes
import httpx
from finetunes import AsyncClient, Client, FineTune, Outcome, Result, Status

if TYPE_CHECKING:
    from finetunes_openapi.cohere.bodies import FinetunedModel, Settings
    from finetunes_openapi.together.client.models import FinetuneDeleteResponse, FinetuneResponse


async def key() -> str:
    return "k"


def an_operation_that_the_provider_does_not_have() -> None:
    Client("bfl").cancel("x")  # error
    Client("cohere").cancel("x")  # error
    Client("bfl").create()  # error
    Client("bfl").wait("x")  # error
    Client("bfl").list_events("x")  # error
    Client("bfl").list_checkpoints("x")  # error
    Client("bfl").list_metrics("x")  # error
    Client("bfl").download("x", "here")  # error
    Client("bfl").upload("here")  # error
    Client("cohere").list_checkpoints("x")  # error
    Client("cohere").download("x", "here")  # error
    Client("cohere").upload("here")  # error


async def an_operation_that_the_provider_does_not_have_awaited() -> None:
    await AsyncClient("bfl").cancel("x")  # error
    await AsyncClient("cohere").cancel("x")  # error
    await AsyncClient("bfl").create()  # error
    await AsyncClient("bfl").wait("x")  # error
    AsyncClient("bfl").list_events("x")  # error
    await AsyncClient("bfl").download("x", "here")  # error
    AsyncClient("cohere").list_checkpoints("x")  # error
    await AsyncClient("cohere").upload("here")  # error


def a_body_of_together_that_is_wrong(body: FinetunedModel) -> None:
    Client("together").create(training_file="f")  # error
    Client("together").create(training_file="f", model=5)  # error
    Client("together").create(training_file="f", model="m", n_epoch=3)  # error
    Client("together").create(training_file="f", model="m", n_epochs="3")  # error
    Client("together").create(training_file="f", model="m", batch_size="min")  # error
    Client("together").create(training_file="f", model="m", training_type={"type": "x"})  # error
    Client("together").create({"training_file": "f", "model": "m"})  # error
    Client("together").create(**body)  # error


async def a_body_of_together_that_is_wrong_awaited() -> None:
    await AsyncClient("together").create(training_file="f")  # error
    await AsyncClient("together").create(training_file="f", model=5)  # error
    await AsyncClient("together").create(training_file="f", model="m", n_epoch=3)  # error


def a_body_of_cohere_that_is_wrong(settings: Settings) -> None:
    Client("cohere").create(name="n")  # error
    Client("cohere").create(settings=settings)  # error
    Client("cohere").create(name=5, settings=settings)  # error
    Client("cohere").create(name="n", settings={"dataset_id": "d"})  # error
    Client("cohere").create(name="n", settings=settings, status="STATUS_READY")  # error


async def a_body_of_cohere_that_is_wrong_awaited(settings: Settings) -> None:
    await AsyncClient("cohere").create(name="n")  # error
    await AsyncClient("cohere").create(name=5, settings=settings)  # error
    await AsyncClient("cohere").create(name="n", settings=settings, model="m")  # error


async def a_listing_is_iterated_over_in_the_wrong_colour() -> None:
    list(AsyncClient("together").list())  # error
    [0 async for _ in Client("cohere").list()]  # error
    await AsyncClient("together").list()  # error


def an_argument_of_another_operation() -> None:
    Client("together").wait("x", progress=5)  # error
    Client("together").list("x")  # error
    Client("together").retrieve()  # error
    Client("together").download("x")  # error
    Client("together").download("x", "here", step="3")  # error
    Client("together").upload("here", progress=lambda job: None)  # error


def what_was_read_is_changed(job: FineTune[FinetuneResponse]) -> None:
    job.status = Status.FAILED  # error
    job.raw.to_dict()  # error
    job.price.quantize(2)  # error


def arguments_of_the_wrong_kind() -> None:
    Client("together").delete(5)  # error
    Client("together").delete("x", timeout="1")  # error
    Client("together").delete("x", tiemout=1.0)  # error
    Client("together").delete("x", force=True)  # error
    Client("together").cancel("x", force=True)  # error
    Client("together").cancel("x", missing_ok=True)  # error
    Client("together").delete("x", wait=True)  # error
    Client("together", policy="finetunes.toml")  # error
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

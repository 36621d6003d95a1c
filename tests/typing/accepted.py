"""Never executed. Every line must be right for mypy --strict and for pyright strict."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, assert_never, assert_type

import httpx
from finetunes import (
    APIStatusError,
    AsyncClient,
    Checkpoint,
    Client,
    Download,
    Event,
    FineTune,
    FinetunesError,
    MetricPoint,
    Outcome,
    OutcomeUnknownError,
    Policy,
    Provider,
    Reference,
    Result,
    Retirement,
    Status,
    UploadedFile,
    alist_all,
    list_all,
    providers,
)
from finetunes_openapi.bfl.client.models import DeleteFinetuneResponse, FinetuneDetailResponse
from finetunes_openapi.cohere.client.models import (
    DeleteFinetunedModelResponse,
    Event as CohereEvent,
    FinetunedModel,
    TrainingStepMetrics,
)
from finetunes_openapi.together.client import AuthenticatedClient
from finetunes_openapi.together.client.models import (
    FileResponse,
    FineTuneCheckpoint,
    FinetuneDeleteResponse,
    FineTuneEvent,
    FineTuneMetrics,
    FinetuneResponse,
    FinetuneResponseTruncated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from finetunes_openapi.cohere.bodies import FinetunedModel as CohereBody
    from finetunes_openapi.together.bodies import CreateFineTune


def each_provider_has_its_own_model() -> None:
    assert_type(Client("together").delete("x"), Result[FinetuneDeleteResponse])
    assert_type(Client("together").cancel("x"), Result[FinetuneResponseTruncated])
    assert_type(Client("bfl").delete("x"), Result[DeleteFinetuneResponse])
    assert_type(Client("cohere").delete("x"), Result[DeleteFinetunedModelResponse])


async def each_provider_has_its_own_model_when_awaited() -> None:
    assert_type(await AsyncClient("together").delete("x"), Result[FinetuneDeleteResponse])
    assert_type(await AsyncClient("together").cancel("x"), Result[FinetuneResponseTruncated])
    assert_type(await AsyncClient("bfl").delete("x"), Result[DeleteFinetuneResponse])
    assert_type(await AsyncClient("cohere").delete("x"), Result[DeleteFinetunedModelResponse])


def a_fine_tune_is_read_as_its_providers_model() -> None:
    assert_type(Client("together").retrieve("x"), FineTune[FinetuneResponse])
    assert_type(Client("bfl").retrieve("x"), FineTune[FinetuneDetailResponse])
    assert_type(Client("cohere").retrieve("x", timeout=1), FineTune[FinetunedModel])
    assert_type(Client("together").wait("x"), FineTune[FinetuneResponse])
    assert_type(Client("cohere").wait("x", timeout=1), FineTune[FinetunedModel])


def a_listing_yields_what_its_provider_lists() -> None:
    jobs = Client("together")
    assert_type(jobs.list(), Iterator[FineTune[FinetuneResponseTruncated]])
    assert_type(jobs.list_events("x"), Iterator[Event[FineTuneEvent]])
    assert_type(jobs.list_checkpoints("x"), Iterator[Checkpoint[FineTuneCheckpoint]])
    assert_type(jobs.list_metrics("x"), Iterator[MetricPoint[FineTuneMetrics]])
    models = Client("cohere")
    assert_type(models.list(timeout=2.5), Iterator[FineTune[FinetunedModel]])
    assert_type(models.list_events("x"), Iterator[Event[CohereEvent]])
    assert_type(models.list_metrics("x"), Iterator[MetricPoint[TrainingStepMetrics]])
    assert_type(Client("bfl").list(), Iterator[FineTune[Any]])
    for job in jobs.list():
        assert_type(job, FineTune[FinetuneResponseTruncated])


async def a_listing_is_iterated_over_with_async_for() -> None:
    jobs = AsyncClient("together")
    assert_type(jobs.list(), AsyncIterator[FineTune[FinetuneResponseTruncated]])
    assert_type(jobs.list_events("x"), AsyncIterator[Event[FineTuneEvent]])
    assert_type(jobs.list_checkpoints("x"), AsyncIterator[Checkpoint[FineTuneCheckpoint]])
    assert_type(jobs.list_metrics("x"), AsyncIterator[MetricPoint[FineTuneMetrics]])
    assert_type(AsyncClient("bfl").list(), AsyncIterator[FineTune[Any]])
    async for model in AsyncClient("cohere").list():
        assert_type(model, FineTune[FinetunedModel])


async def a_fine_tune_is_read_as_its_providers_model_when_awaited() -> None:
    assert_type(await AsyncClient("together").retrieve("x"), FineTune[FinetuneResponse])
    assert_type(await AsyncClient("bfl").retrieve("x"), FineTune[FinetuneDetailResponse])
    assert_type(await AsyncClient("cohere").wait("x"), FineTune[FinetunedModel])


def a_body_is_the_providers_own() -> None:
    job = Client("together").create(training_file="f", model="m", n_epochs=3, batch_size="max")
    assert_type(job, FineTune[FinetuneResponseTruncated])
    model = Client("cohere").create(
        name="n", settings={"dataset_id": "d", "base_model": {"base_type": "BASE_TYPE_CHAT"}}
    )
    assert_type(model, FineTune[FinetunedModel])


async def a_body_is_the_providers_own_when_awaited(body: CreateFineTune, other: CohereBody) -> None:
    job = await AsyncClient("together").create(**body)
    assert_type(job, FineTune[FinetuneResponseTruncated])
    assert_type(await AsyncClient("cohere").create(**other), FineTune[FinetunedModel])


async def files_are_together_s(path: Path) -> None:
    def shown(there: int, all_of_it: int | None) -> None: ...

    client = Client("together")
    assert_type(client.download("x", path, step=3, overwrite=True, progress=shown), Download)
    assert_type(client.upload("train.jsonl", progress=shown), UploadedFile[FileResponse])
    assert_type(await AsyncClient("together").download("x", "here"), Download)
    assert_type(await AsyncClient("together").upload(path), UploadedFile[FileResponse])


def progress_of_any_fine_tune_fits() -> None:
    def shown(job: FineTune[Any]) -> None: ...

    Client("together").wait("x", progress=shown)
    Client("cohere").wait("x", progress=lambda model: None)


def a_fine_tune_says_what_may_be_missing(job: FineTune[FinetuneResponse]) -> None:
    assert_type(job.id, str)
    assert_type(job.ref, str)
    assert_type(job.status.is_final, bool)
    assert_type(job.provider_status, str | None)
    assert_type(job.created_at, datetime | None)
    assert_type(job.price, Decimal | None)
    assert_type(job.raw, FinetuneResponse | None)


async def all_providers_at_once() -> None:
    assert_type(list_all(["together"], timeout=5), list[FineTune[Any]])
    assert_type(await alist_all(), list[FineTune[Any]])


async def a_context_manager_keeps_the_provider() -> None:
    with Client("together", api_key="k", timeout=5, max_retries=0) as client:
        assert_type(client.cancel("x", timeout=1.5), Result[FinetuneResponseTruncated])
    async with AsyncClient("bfl", region="eu1") as other:
        assert_type(await other.delete("x"), Result[DeleteFinetuneResponse])


def a_name_known_only_at_run_time_gives_the_common_base(name: str) -> None:
    client = Client(name, base_url="http://127.0.0.1:1", allow_insecure_http=True)
    assert_type(client.delete("x"), Result[Any])
    assert_type(client.cancel("x"), Result[Any])
    assert_type(client.retrieve("x"), FineTune[Any])
    assert_type(client.create(whatever=1), FineTune[Any])
    assert_type(client.wait("x"), FineTune[Any])
    assert_type(client.list(), Iterator[FineTune[Any]])
    assert_type(client.list_events("x"), Iterator[Event[Any]])
    assert_type(client.list_checkpoints("x"), Iterator[Checkpoint[Any]])
    assert_type(client.list_metrics("x"), Iterator[MetricPoint[Any]])
    assert_type(client.download("x", "here"), Download)
    assert_type(client.upload("here"), UploadedFile[Any])
    assert_type(client.operations, tuple[str, ...])
    assert_type(client.supports("delete"), bool)
    assert_type(client.provider, str)
    assert_type(client.base_url, str)


async def a_name_known_only_at_run_time_gives_the_common_base_when_awaited(name: str) -> None:
    client = AsyncClient(name)
    assert_type(await client.cancel("x"), Result[Any])
    assert_type(await client.retrieve("x"), FineTune[Any])
    assert_type(await client.create(whatever=1), FineTune[Any])
    assert_type(await client.wait("x"), FineTune[Any])
    assert_type(client.list(), AsyncIterator[FineTune[Any]])
    assert_type(client.list_metrics("x"), AsyncIterator[MetricPoint[Any]])
    assert_type(await client.upload("here"), UploadedFile[Any])


def a_result_says_what_may_be_missing(result: Result[FinetuneDeleteResponse]) -> None:
    assert_type(result.raw, FinetuneDeleteResponse | None)
    if result.raw is not None:
        assert_type(result.raw, FinetuneDeleteResponse)
    assert_type(result.undecoded, str | None)
    assert_type(result.changed, bool | None)
    assert_type(result.status, Status)
    assert_type(result.provider_status, str | None)
    assert_type(result.message, str | None)
    assert_type(result.request_id, str | None)
    assert_type(result.id, str)
    assert_type(result.fine_tune, FineTune[Any] | None)
    assert_type(result.checkpoint, Checkpoint[Any] | None)


def a_cancel_can_wait_and_a_delete_can_be_content_with_nothing() -> None:
    client = Client("together")
    assert_type(client.cancel("x", wait=True), Result[FinetuneResponseTruncated])
    assert_type(client.delete("x", missing_ok=True), Result[FinetuneDeleteResponse])


def guard_rails_are_typed(path: Path) -> None:
    policy = Policy(protect=("*:prod-*",), min_age=timedelta(days=1), max_per_run=5)
    client = Client("together", policy=policy)
    assert_type(client.policies, tuple[Policy, ...])
    assert_type(Policy.find(), Policy | None)
    assert_type(Policy.read(path), Policy)
    assert_type(policy.rules(), list[str])
    assert_type(AsyncClient("bfl", policy=policy).policies, tuple[Policy, ...])


def an_outcome_can_be_matched_to_the_end(outcome: Outcome) -> str:
    match outcome:
        case Outcome.DELETED | Outcome.ALREADY_GONE:
            return "gone"
        case Outcome.CANCELLING | Outcome.CANCELLED:
            return "stopped"
        case Outcome.ALREADY_FINISHED | Outcome.FINISHED_MEANWHILE:
            return "ended by itself"
        case _:
            assert_never(outcome)


def the_generated_client_is_the_providers_own() -> None:
    assert_type(Client("together").generated, AuthenticatedClient)
    assert_type(AsyncClient("together").generated, AuthenticatedClient)


def keys_and_transports_fit_their_client() -> None:
    async def key() -> str:
        return "k"

    Client("cohere", api_key=lambda: "k", transport=httpx.HTTPTransport())
    AsyncClient("cohere", api_key=lambda: "k", transport=httpx.AsyncHTTPTransport())
    AsyncClient("cohere", api_key=key)


def an_error_says_what_it_knows(error: FinetunesError) -> None:
    assert_type(error.provider, str | None)
    if isinstance(error, APIStatusError):
        assert_type(error.status_code, int | None)
        assert_type(error.retry_after, float | None)
    if isinstance(error, OutcomeUnknownError):
        assert_type(error.next_step, str | None)
        assert_type(error.request_id, str | None)


def references_and_providers_are_plain_values() -> None:
    assert_type(Reference.parse("together:ft-1").id, str)
    listed: Mapping[str, Provider] = providers()
    assert_type(listed["together"].operations, tuple[str, ...])
    assert_type(listed["cohere"].retired, tuple[Retirement, ...])

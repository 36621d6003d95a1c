"""Never executed. Every line must be right for mypy --strict and for pyright strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never, assert_type

import httpx
from finetunes import (
    APIStatusError,
    AsyncClient,
    Client,
    FinetunesError,
    Outcome,
    OutcomeUnknownError,
    Provider,
    Reference,
    Result,
    Status,
    providers,
)
from finetunes_openapi.bfl.client.models import DeleteFinetuneResponse
from finetunes_openapi.cohere.client.models import DeleteFinetunedModelResponse
from finetunes_openapi.together.client import AuthenticatedClient
from finetunes_openapi.together.client.models import (
    FinetuneDeleteResponse,
    FinetuneResponseTruncated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


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


async def a_context_manager_keeps_the_provider() -> None:
    with Client("together", api_key="k", timeout=5, max_retries=0) as client:
        assert_type(client.cancel("x", timeout=1.5), Result[FinetuneResponseTruncated])
    async with AsyncClient("bfl", region="eu1") as other:
        assert_type(await other.delete("x"), Result[DeleteFinetuneResponse])


def a_name_known_only_at_run_time_gives_the_common_base(name: str) -> None:
    client = Client(name, base_url="http://127.0.0.1:1", allow_insecure_http=True)
    assert_type(client.delete("x"), Result[Any])
    assert_type(client.operations, tuple[str, ...])
    assert_type(client.supports("delete"), bool)
    assert_type(client.provider, str)
    assert_type(client.base_url, str)


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


def an_outcome_can_be_matched_to_the_end(outcome: Outcome) -> str:
    match outcome:
        case Outcome.DELETED | Outcome.ALREADY_GONE:
            return "gone"
        case Outcome.CANCELLING | Outcome.CANCELLED | Outcome.ALREADY_FINISHED:
            return "stopped"
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

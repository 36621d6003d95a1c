"""Operations beyond the common interface, through the generated client: typed, on our transport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import (
    APIConnectionError,
    NotFoundError,
    OutcomeUnknownError,
    UndecodableResponseError,
)
from finetunes_openapi.bfl.client.api.utility import get_credits, get_result, my_finetunes
from finetunes_openapi.bfl.client.errors import UnexpectedBody as OddBodyOfBFL
from finetunes_openapi.bfl.client.models import CreditsResponse, MyFinetunesResponse, ResultResponse
from finetunes_openapi.cohere.client.api.finetuning import (
    list_finetuned_models,
    update_finetuned_model,
)
from finetunes_openapi.cohere.client.models import FinetunedModel, UpdateFinetunedModelResponse
from finetunes_openapi.together.client.api.fine_tuning import (
    estimate_fine_tune_price,
    list_supported_models,
    retrieve_model_limits,
)
from finetunes_openapi.together.client.errors import UnexpectedBody
from finetunes_openapi.together.client.models import (
    EstimatePrice,
    FineTuneModelLimits,
    PriceEstimate,
    SupportedModels,
)

from .conftest import KEY
from .creations import BODIES
from .generated import use
from .reads import BFL_RESULT, COHERE_MODEL
from .wire import Connection, after_request, reply

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start

LIMITS: dict[str, Any] = {
    "model_name": "m",
    "max_num_epochs": 20,
    "max_num_evals": 100,
    "max_learning_rate": 0.1,
    "min_learning_rate": 1e-8,
    "supports_vision": False,
    "supports_tools": True,
    "supports_reasoning": False,
    "merge_output_lora": True,
    "lora_training": {
        "max_batch_size": 8, "max_batch_size_dpo": 4, "min_batch_size": 1, "max_rank": 64,
        "target_modules": ["q_proj"],
    },
}  # fmt: skip
ESTIMATE = {"estimated_total_price": 1.5, "allowed_to_proceed": True, "user_limit": 100.0}


def test_a_price_is_estimated(call: Call, wire: Start) -> None:
    server = wire(reply(ESTIMATE))
    body = EstimatePrice(training_file="file-1", model="m")
    arguments = {"body": body}
    found = use(call, estimate_fine_tune_price, "together", server.url, arguments=arguments).parsed
    assert isinstance(found, PriceEstimate)
    assert (found.estimated_total_price, found.allowed_to_proceed) == (1.5, True)
    assert (server.only.method, server.only.target) == ("POST", "/v1/fine-tunes/estimate-price")
    assert server.only.json == {"training_file": "file-1", "model": "m"}
    assert server.only.header("authorization") == f"Bearer {KEY}"
    assert server.only.header("content-type") == "application/json"


def test_the_supported_models_are_listed(call: Call, wire: Start) -> None:
    server = wire(reply({"models": ["a", "b"]}))
    found = use(call, list_supported_models, "together", server.url, arguments={}).parsed
    assert isinstance(found, SupportedModels)
    assert found.models == ["a", "b"]
    assert server.only.target == "/v1/fine-tunes/models/supported"


def test_the_limits_of_a_model_are_read(call: Call, wire: Start) -> None:
    server = wire(reply(LIMITS))
    arguments = {"model_name": "org/m"}
    found = use(call, retrieve_model_limits, "together", server.url, arguments=arguments).parsed
    assert isinstance(found, FineTuneModelLimits)
    assert found.max_num_epochs == 20
    assert server.only.target == "/v1/fine-tunes/models/limits?model_name=org%2Fm"


def test_a_model_is_updated(call: Call, wire: Start) -> None:
    server = wire(reply({"finetuned_model": COHERE_MODEL}))
    arguments = {"id": "ft-1", "body": FinetunedModel.from_dict(BODIES["cohere"])}
    found = use(call, update_finetuned_model, "cohere", server.url, arguments=arguments).parsed
    assert isinstance(found, UpdateFinetunedModelResponse)
    assert isinstance(found.finetuned_model, FinetunedModel)
    assert found.finetuned_model.name == "my-model"
    target = "/v1/finetuning/finetuned-models/ft-1"
    assert (server.only.method, server.only.target) == ("PATCH", target)
    assert server.only.json == BODIES["cohere"]


def test_a_page_is_asked_for_with_its_size_and_order(call: Call, wire: Start) -> None:
    server = wire(reply({"finetuned_models": [COHERE_MODEL], "next_page_token": "2"}))
    arguments = {"page_size": 5, "page_token": "1", "order_by": "created_at desc"}
    found = use(call, list_finetuned_models, "cohere", server.url, arguments=arguments).parsed
    assert found.next_page_token == "2"
    assert "page_size=5&page_token=1&order_by=created_at" in server.only.target


def test_the_credits_are_read(call: Call, wire: Start) -> None:
    server = wire(reply({"credits": 12.5}))
    found = use(call, get_credits, "bfl", server.url, arguments={}).parsed
    assert found == CreditsResponse(credits_=12.5)
    assert server.only.header("x-key") == KEY


def test_a_result_is_read(call: Call, wire: Start) -> None:
    server = wire(reply(BFL_RESULT))
    found = use(call, get_result, "bfl", server.url).parsed
    assert isinstance(found, ResultResponse)
    assert found.status == "Ready"
    assert server.only.target == "/v1/get_result?id=ft-1"


def test_finetunes_are_listed_as_documented(call: Call, wire: Start) -> None:
    server = wire(reply({"finetunes": ["a", {"id": "b"}]}))
    found = use(call, my_finetunes, "bfl", server.url, arguments={}).parsed
    assert isinstance(found, MyFinetunesResponse)
    assert found.finetunes == ["a", {"id": "b"}]


# Ends


def test_a_refusal_is_an_error_of_this_library(call: Call, wire: Start) -> None:
    server = wire(reply({"message": "no such model"}, "404 Not Found"))
    with pytest.raises(NotFoundError, match="no such model"):
        use(call, retrieve_model_limits, "together", server.url, arguments={"model_name": "m"})


def test_a_read_that_is_answered_with_half_a_body_is_refused(call: Call, wire: Start) -> None:
    server = wire(after_request(reply(LIMITS, length=9999)))
    with pytest.raises(UndecodableResponseError, match="broke off"):
        use(call, list_supported_models, "together", server.url, arguments={}, max_retries=0)


def test_a_read_without_a_reply_is_no_unknown_outcome(call: Call, wire: Start) -> None:
    server = wire(after_request(end=Connection.reset))
    with pytest.raises(APIConnectionError):
        use(call, get_credits, "bfl", server.url, arguments={}, max_retries=0)


def test_an_update_without_a_reply_is_an_unknown_outcome(call: Call, wire: Start) -> None:
    server = wire(after_request(end=Connection.reset))
    arguments = {"id": "ft-1", "body": FinetunedModel.from_dict(BODIES["cohere"])}
    with pytest.raises(OutcomeUnknownError):
        use(call, update_finetuned_model, "cohere", server.url, arguments=arguments)
    assert len(server.requests) == 1


@pytest.mark.parametrize("body", [{}, {"models": None, "model_name": 5}, [], "x", 5], ids=str)
def test_a_body_that_is_not_as_documented_is_an_unexpected_body(
    call: Call, wire: Start, body: Any
) -> None:
    data = reply(body) if not isinstance(body, str) else reply('"x"')
    server = wire(data)
    with pytest.raises(UnexpectedBody) as caught:
        use(call, retrieve_model_limits, "together", server.url, arguments={"model_name": "m"})
    assert caught.value.operation == "retrieve_model_limits"
    assert caught.value.status_code == 200
    assert data.endswith(caught.value.content)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b'{"credits":'], ids=ascii)
def test_a_read_that_is_answered_with_no_json_is_an_unexpected_body(
    call: Call, wire: Start, body: bytes
) -> None:
    server = wire(reply(body))
    with pytest.raises(OddBodyOfBFL) as caught:
        use(call, get_credits, "bfl", server.url, arguments={})
    assert caught.value.content == body
    assert caught.value.__suppress_context__

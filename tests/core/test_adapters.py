"""What every provider's answer means in this library's words, and the table of providers."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from finetunes import Outcome, OutcomeUnknownError, Provider, Status, providers
from finetunes.adapters import find_adapter
from finetunes.adapters.base import OPERATIONS
from finetunes.adapters.protocols import AnyProvider

from .canned import ANSWERS, BFL_DELETED, Canned, answer, asked
from .conftest import Call

# Requests


@pytest.mark.parametrize(
    ("provider", "operation", "method", "url", "body"),
    [
        ("together", "cancel", "POST", "https://api.together.ai/v1/fine-tunes/ft-1/cancel", None),
        ("together", "delete", "DELETE", "https://api.together.ai/v1/fine-tunes/ft-1", None),
        (
            "bfl", "delete", "POST", "https://api.us1.bfl.ai/v1/delete_finetune",
            {"finetune_id": "ft-1"},
        ),
        (
            "cohere", "delete", "DELETE",
            "https://api.cohere.com/v1/finetuning/finetuned-models/ft-1", None,
        ),
    ],
)  # fmt: skip
def test_an_operation_sends_the_documented_request(
    call: Call, provider: str, operation: str, method: str, url: str, body: Any
) -> None:
    transport = Canned(answer(ANSWERS[provider, operation]))
    call(provider, operation, transport=transport)
    request = transport.only
    assert (request.method, str(request.url)) == (method, url)
    assert (json.loads(request.content) if request.content else None) == body


# Typed models


def test_a_failure_of_the_generated_code_is_told_in_one_printable_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from finetunes_openapi.cohere.client.models import DeleteFinetunedModelResponse

    def fail(_: object) -> None:
        raise RecursionError("\x1b[31m\n" + "x" * 1000)

    monkeypatch.setattr(DeleteFinetunedModelResponse, "from_dict", fail)
    result = asked("cohere", "delete", answer({}))
    assert result.outcome is Outcome.DELETED
    assert result.undecoded is not None
    assert result.undecoded.startswith("RecursionError: \\x1b[31m")
    assert len(result.undecoded) <= 201


# Deletes


@pytest.mark.parametrize(("provider", "operation"), [key for key in ANSWERS if key[1] == "delete"])
def test_a_delete_that_the_provider_confirms_is_deleted(
    call: Call, provider: str, operation: str
) -> None:
    result = call(provider, operation, transport=Canned(answer(ANSWERS[provider, operation])))
    assert (result.outcome, result.changed) == (Outcome.DELETED, True)
    assert result.status is Status.DELETED


@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
def test_a_delete_that_is_only_accepted_has_an_unknown_outcome(call: Call, provider: str) -> None:
    transport = Canned(answer(ANSWERS[provider, "delete"], 202))
    with pytest.raises(OutcomeUnknownError, match="202 Accepted") as caught:
        call(provider, transport=transport)
    assert caught.value.status_code == 202


NO_ANSWERS: list[Any] = [b"", "", "null", [], [{}], '"deleted"', 5, True, "<html>ok</html>",
              b"\xff", '{"a":',
              "NaN", "{}{}", '{"a": Infinity}',
              "{}".encode("utf-16"), "{}".encode("utf-32")]  # fmt: skip


@pytest.mark.parametrize("body", NO_ANSWERS, ids=ascii)
@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_success_that_is_no_json_object_has_an_unknown_outcome(
    provider: str, operation: str, body: Any
) -> None:
    transport = Canned(answer(body))
    with pytest.raises(OutcomeUnknownError, match="200 OK, but ") as caught:
        Call("sync")(provider, operation, transport=transport)
    assert len(transport.changes) == 1
    assert (caught.value.operation, caught.value.id) == (operation, "ft-1")
    assert caught.value.status_code == 200


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_204_has_an_unknown_outcome(call: Call, provider: str, operation: str) -> None:
    with pytest.raises(OutcomeUnknownError, match="204 No Content, but the body is empty"):
        call(provider, operation, transport=Canned(answer(b"", 204)))


def test_an_answer_of_cohere_that_shows_the_model_does_not_say_that_it_is_deleted() -> None:
    with pytest.raises(OutcomeUnknownError, match="the answer shows the model"):
        asked("cohere", "delete", answer({"finetuned_model": {"id": "ft-1"}}))


@pytest.mark.parametrize("error", [{"message": "no"}, "no", "", [], False], ids=str)
@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_success_with_an_error_body_has_an_unknown_outcome(
    provider: str, operation: str, error: Any
) -> None:
    transport = Canned(answer({**ANSWERS[provider, operation], "error": error}), answer(b"", 403))
    with pytest.raises(OutcomeUnknownError, match="the status is a success, the body is an error"):
        Call("sync")(provider, operation, transport=transport)


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_null_error_in_an_answer_is_none(provider: str, operation: str) -> None:
    body = {**ANSWERS[provider, operation], "error": None}
    assert asked(provider, operation, answer(body)).changed is True


def test_the_provider_s_message_is_kept() -> None:
    assert asked("together", "delete", answer({"message": "gone"})).message == "gone"


@pytest.mark.parametrize("message", [None, 5, ["x"]], ids=str)
def test_a_message_that_is_no_text_is_none(message: Any) -> None:
    assert asked("bfl", "delete", answer({**BFL_DELETED, "message": message})).message is None


# The table of providers


def test_a_provider_is_described_completely() -> None:
    assert providers()["bfl"] == Provider(
        name="bfl",
        title="Black Forest Labs",
        operations=("retrieve", "list", "delete"),
        api_key_variables=("BFL_API_KEY",),
        base_url_variable="BFL_BASE_URL",
        base_url="https://api.us1.bfl.ai",
        regions=("us1", "eu1"),
        retired=providers()["bfl"].retired,
        secrets=frozenset(),
    )


def test_what_a_provider_has_retired_is_told_with_state_date_and_source() -> None:
    found = {name: provider.retired for name, provider in providers().items()}
    assert found["together"] == ()
    assert [entry[:3] for entry in found["bfl"]] == [("create", "withdrawn", "2026-03-20")]
    assert [entry[:3] for entry in found["cohere"]] == [("all", "retired", "2025-09-15")]
    assert all(entry.note and entry.source for entries in found.values() for entry in entries)


def test_a_client_of_any_provider_is_typed_by_every_operation() -> None:
    typed = {name for name in dir(AnyProvider) if not name.startswith("_")}
    assert typed == {*OPERATIONS, "generated", "uploaded"}


@pytest.mark.parametrize(
    ("provider", "operation"),
    [
        (name, it)
        for name, found in providers().items()
        for it in found.operations
        if it != "create"
    ],
)
def test_an_adapter_takes_what_its_protocol_says(provider: str, operation: str) -> None:
    documented = inspect.signature(getattr(AnyProvider, operation)).parameters
    assert list(inspect.signature(getattr(find_adapter(provider), operation)).parameters) == list(
        documented
    )


def test_the_operations_of_a_provider_are_the_methods_of_its_adapter() -> None:
    found = {name: provider.operations for name, provider in providers().items()}
    assert found == {
        "together": (
            "create", "retrieve", "list", "wait", "cancel", "delete",
            "list_events", "list_checkpoints", "list_metrics", "download", "upload",
        ),
        "bfl": ("retrieve", "list", "delete"),
        "cohere": (
            "create", "retrieve", "list", "wait", "delete", "list_events", "list_metrics",
        ),
    }  # fmt: skip
    assert not hasattr(find_adapter("bfl"), "cancel")

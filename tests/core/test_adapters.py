"""What each provider's answer means in this library's words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from finetunes import (
    APIStatusError,
    NotFoundError,
    Outcome,
    OutcomeUnknownError,
    Provider,
    Result,
    Status,
    providers,
)
from finetunes.adapters import ADAPTERS
from finetunes.adapters.together import STATUSES

from .canned import ANSWERS, BFL_DELETED, TOGETHER_JOB, Canned, answer
from .conftest import Call


def asked(provider: str, operation: str, response: Any, **options: Any) -> Result[Any]:
    return Call("sync")(provider, operation, transport=Canned(response), **options)


def cancelled(**changes: Any) -> Result[Any]:
    """Cancel, and be answered with a good answer changed in some fields; `...` leaves one out."""
    body = {name: value for name, value in {**TOGETHER_JOB, **changes}.items() if value is not ...}
    return asked("together", "cancel", answer(body))


def deleted_at_bfl(**changes: Any) -> Result[Any]:
    body = {name: value for name, value in {**BFL_DELETED, **changes}.items() if value is not ...}
    return asked("bfl", "delete", answer(body))


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


# What a cancel came to, at Together

WORDS = [
    ("cancel_requested", Outcome.CANCELLING, True, Status.CANCELLING),
    ("cancelled", Outcome.CANCELLED, True, Status.CANCELLED),
    ("completed", Outcome.ALREADY_FINISHED, False, Status.SUCCEEDED),
    ("error", Outcome.ALREADY_FINISHED, False, Status.FAILED),
    ("user_error", Outcome.ALREADY_FINISHED, False, Status.FAILED),
    ("pending", Outcome.CANCELLING, None, Status.QUEUED),
    ("queued", Outcome.CANCELLING, None, Status.QUEUED),
    ("running", Outcome.CANCELLING, None, Status.RUNNING),
    ("compressing", Outcome.CANCELLING, None, Status.RUNNING),
    ("uploading", Outcome.CANCELLING, None, Status.RUNNING),
    ("paused", Outcome.CANCELLING, None, Status.UNKNOWN),
    ("CANCELLED", Outcome.CANCELLING, None, Status.UNKNOWN),
    ("", Outcome.CANCELLING, None, Status.UNKNOWN),
]


@pytest.mark.parametrize(("word", "outcome", "changed", "status"), WORDS)
def test_a_status_word_decides_what_a_cancel_came_to(
    word: str, outcome: Outcome, changed: bool | None, status: Status
) -> None:
    result = cancelled(status=word)
    assert (result.outcome, result.changed) == (outcome, changed)
    assert (result.status, result.provider_status) == (status, word)


def test_every_word_the_adapter_knows_is_in_the_table_above() -> None:
    known = {word for word, *_, status in WORDS if status is not Status.UNKNOWN}
    assert set(STATUSES) == known


@pytest.mark.parametrize(
    "status", [..., None, 5, True, ["cancelled"], {"is": "cancelled"}], ids=str
)
def test_a_cancel_without_a_status_word_is_taken_and_nothing_more(status: Any) -> None:
    result = cancelled(status=status)
    assert (result.outcome, result.changed) == (Outcome.CANCELLING, None)
    assert (result.status, result.provider_status) == (Status.UNKNOWN, None)


@pytest.mark.parametrize("id", [..., None, 5, ["ft-2"]], ids=str)
def test_a_cancel_that_repeats_no_id_is_believed(id: Any) -> None:
    assert cancelled(id=id).outcome is Outcome.CANCELLING


@pytest.mark.parametrize("id", ["ft-2", "", "FT-1", "ft-1 "])
def test_a_cancel_answered_about_another_job_has_an_unknown_outcome(call: Call, id: str) -> None:
    transport = Canned(answer({**TOGETHER_JOB, "id": id}))
    with pytest.raises(OutcomeUnknownError, match="about another job"):
        call("together", "cancel", transport=transport)
    assert len(transport.requests) == 1


def test_the_result_names_the_id_of_the_call_where_the_answer_has_none() -> None:
    assert cancelled(id=...).id == "ft-1"


# Typed models

BREAKING: list[Any] = [
    {"created_at": ...}, {"updated_at": ...}, {"id": ...}, {"status": ...}, {"events": None},
    {"events": 5}, {"events": ["x"]}, {"events": [{}]}, {"events": [{"object": "new"}]},
    {"training_type": "Full"}, {"training_method": 5}, {"lr_scheduler": "cosine"},
    {"progress": "half"},
]  # fmt: skip


@pytest.mark.parametrize("changes", BREAKING, ids=str)
def test_a_body_that_does_not_decode_leaves_the_outcome_as_it_is(changes: Any) -> None:
    result = cancelled(**changes)
    assert result.outcome is Outcome.CANCELLING
    assert result.raw is None
    assert result.undecoded
    assert result.undecoded.isprintable()


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "a new one"}, {"status": None}, {"created_at": "yesterday"},
        {"created_at": None}, {"training_type": {"type": "New"}}, {"unheard_of": {"a": [1]}},
        {"training_method": {"method": "new"}}, {"total_price": "many"}, {"events": []},
    ],
    ids=str,
)  # fmt: skip
def test_something_new_in_a_body_is_a_value_of_the_model(changes: Any) -> None:
    result = cancelled(**changes)
    assert result.outcome is Outcome.CANCELLING
    assert result.raw is not None
    assert result.undecoded is None


@pytest.mark.parametrize("field", BFL_DELETED)
def test_a_missing_field_leaves_a_delete_as_it_is(field: str) -> None:
    result = deleted_at_bfl(**{field: ...})
    assert (result.outcome, result.changed) == (Outcome.DELETED, True)
    assert result.raw is None
    assert result.undecoded == f"KeyError: '{field}'"


@pytest.mark.parametrize("field", BFL_DELETED)
def test_a_null_field_leaves_a_delete_as_it_is(field: str) -> None:
    result = deleted_at_bfl(**{field: None})
    assert (result.outcome, result.raw is None) == (Outcome.DELETED, result.undecoded is not None)


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


def test_a_cancel_that_is_accepted_means_what_its_word_says() -> None:
    assert asked("together", "cancel", answer(TOGETHER_JOB, 202)).outcome is Outcome.CANCELLING


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
    assert len(transport.requests) == 1
    assert (caught.value.operation, caught.value.id) == (operation, "ft-1")
    assert caught.value.status_code == 200


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_204_has_an_unknown_outcome(call: Call, provider: str, operation: str) -> None:
    with pytest.raises(OutcomeUnknownError, match="204 No Content, but the body is empty"):
        call(provider, operation, transport=Canned(answer(b"", 204)))


@pytest.mark.parametrize("error", [{"message": "no"}, "no", "", [], False], ids=str)
@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_success_with_an_error_body_has_an_unknown_outcome(
    provider: str, operation: str, error: Any
) -> None:
    with pytest.raises(OutcomeUnknownError, match="the status is a success, the body is an error"):
        asked(provider, operation, answer({**ANSWERS[provider, operation], "error": error}))


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_null_error_in_an_answer_is_none(provider: str, operation: str) -> None:
    body = {**ANSWERS[provider, operation], "error": None}
    assert asked(provider, operation, answer(body)).changed is True


def test_the_provider_s_message_is_kept() -> None:
    assert asked("together", "delete", answer({"message": "gone"})).message == "gone"


@pytest.mark.parametrize("message", [None, 5, ["x"]], ids=str)
def test_a_message_that_is_no_text_is_none(message: Any) -> None:
    assert asked("together", "delete", answer({"message": message})).message is None


# BFL


@pytest.mark.parametrize("word", ["deleted", "success", "Ready", "", "a new one"])
def test_a_status_word_of_bfl_is_kept_and_goes_with_deleted(word: str) -> None:
    result = deleted_at_bfl(status=word)
    assert (result.outcome, result.provider_status) == (Outcome.DELETED, word)


@pytest.mark.parametrize(
    "word", ["failed", "Failure", "ERROR", "Task not found", "not_found", "access denied"]
)
def test_a_status_word_of_failure_has_an_unknown_outcome_and_names_the_region(word: str) -> None:
    with pytest.raises(OutcomeUnknownError, match=r"the answer says .* asked in region us1"):
        deleted_at_bfl(status=word)


@pytest.mark.parametrize("status", [..., None, 5, ""], ids=str)
def test_a_message_of_failure_counts_where_bfl_gives_no_status_word(status: Any) -> None:
    with pytest.raises(OutcomeUnknownError, match="the answer says 'Finetune not found'"):
        deleted_at_bfl(status=status, message="Finetune not found")


def test_a_message_that_mentions_errors_does_not_count_beside_a_good_status_word() -> None:
    assert deleted_at_bfl(message="deleted without error").outcome is Outcome.DELETED


@pytest.mark.parametrize("id", ["ft-2", "", "FT-1"])
def test_a_delete_that_repeats_another_id_has_an_unknown_outcome(call: Call, id: str) -> None:
    transport = Canned(answer({**BFL_DELETED, "deleted_finetune_id": id}))
    with pytest.raises(OutcomeUnknownError, match="about another id"):
        call("bfl", transport=transport)
    assert len(transport.requests) == 1


@pytest.mark.parametrize("body", [{}, {"ok": True}, {"detail": "Finetune not found"}], ids=str)
def test_an_object_with_no_documented_field_has_an_unknown_outcome(body: Any) -> None:
    with pytest.raises(OutcomeUnknownError, match="none of the documented fields"):
        asked("bfl", "delete", answer(body))


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, {"detail": "Finetune not found"}),
        (404, {}),
        (400, {"detail": "finetune NOT FOUND or not ready"}),
        (403, {"message": "not found"}),
        (410, {"error": "Not found"}),
        (422, {"detail": [{"loc": ["body"], "msg": "Finetune not found", "type": "x"}]}),
    ],
)
@pytest.mark.parametrize(
    ("options", "region"),
    [
        ({}, r"asked in region us1; .* BFL_BASE_URL=https://api\.eu1\.bfl\.ai"),
        ({"region": "us1"}, "asked in region us1"),
        ({"region": "eu1"}, r"asked in region eu1; .* BFL_BASE_URL=https://api\.us1\.bfl\.ai"),
        ({"base_url": "https://api.eu1.bfl.ai/"}, "asked in region eu1"),
        ({"base_url": "https://proxy.example/bfl"}, "asked at https://proxy.example/bfl"),
    ],
    ids=str,
)
def test_every_not_found_of_bfl_names_the_region_that_was_asked(
    options: dict[str, str], region: str, status: int, body: Any
) -> None:
    with pytest.raises(NotFoundError, match=region) as caught:
        asked("bfl", "delete", answer(body, status), **options)
    assert caught.value.status_code == status


@pytest.mark.parametrize("status", [400, 402, 403, 409, 422, 429])
def test_another_refusal_of_bfl_is_no_not_found(status: int) -> None:
    with pytest.raises(APIStatusError) as caught:
        asked("bfl", "delete", answer({"detail": "no credits"}, status), max_retries=0)
    assert not isinstance(caught.value, NotFoundError)


@pytest.mark.parametrize("provider", ["together", "cohere"])
def test_elsewhere_a_not_found_follows_the_status_alone(provider: str) -> None:
    with pytest.raises(APIStatusError) as caught:
        asked(provider, "delete", answer({"message": "model not found"}, 400))
    assert type(caught.value).__name__ == "BadRequestError"
    assert "region" not in str(caught.value)


# The table of providers


def test_a_provider_is_described_completely() -> None:
    assert providers()["bfl"] == Provider(
        name="bfl",
        title="Black Forest Labs",
        operations=("delete",),
        api_key_variables=("BFL_API_KEY",),
        base_url_variable="BFL_BASE_URL",
        base_url="https://api.us1.bfl.ai",
        regions=("us1", "eu1"),
    )


def test_the_operations_of_a_provider_are_the_methods_of_its_adapter() -> None:
    found = {name: provider.operations for name, provider in providers().items()}
    assert found == {"together": ("cancel", "delete"), "bfl": ("delete",), "cohere": ("delete",)}
    assert not hasattr(ADAPTERS["bfl"], "cancel")

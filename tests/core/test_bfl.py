"""What Black Forest Labs' answers mean in this library's words, and which region was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import APIStatusError, NotFoundError, Outcome, OutcomeUnknownError, Result

from .canned import BFL_DELETED, Canned, answer, asked

if TYPE_CHECKING:
    from .conftest import Call


def deleted_at_bfl(**changes: Any) -> Result[Any]:
    body = {name: value for name, value in {**BFL_DELETED, **changes}.items() if value is not ...}
    return asked("bfl", "delete", answer(body))


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
    assert len(transport.changes) == 1


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
        (410, {"error": "Not found"}),
        (422, {"detail": [{"loc": ["body"], "msg": "Finetune not found", "type": "x"}]}),
    ],
)
@pytest.mark.parametrize(
    ("options", "region"),
    [
        ({}, r"asked in region us1 at .* BFL_BASE_URL=https://api\.eu1\.bfl\.ai"),
        ({"region": "us1"}, "asked in region us1"),
        ({"region": "eu1"}, r"asked in region eu1 at .* BFL_BASE_URL=https://api\.us1\.bfl\.ai"),
        ({"base_url": "https://api.eu1.bfl.ai/"}, "asked in region eu1"),
        ({"base_url": "https://proxy.example/bfl"}, "asked at https://proxy.example/bfl"),
        (
            {"base_url": "https://proxy.example/bfl", "region": "eu1"},
            "asked in region eu1 at https://proxy.example/bfl",
        ),
    ],
    ids=str,
)
def test_every_not_found_of_bfl_names_the_region_that_was_asked(
    options: dict[str, str], region: str, status: int, body: Any
) -> None:
    with pytest.raises(NotFoundError, match=region) as caught:
        asked("bfl", "delete", answer(body, status), **options)
    assert caught.value.status_code == status


@pytest.mark.parametrize("status", [401, 402, 403, 429])
def test_a_refused_key_or_quota_that_was_not_found_is_no_missing_finetune(status: int) -> None:
    with pytest.raises(APIStatusError) as caught:
        asked("bfl", "delete", answer({"detail": "API key not found"}, status), max_retries=0)
    assert not isinstance(caught.value, NotFoundError)
    assert "region" not in str(caught.value)


@pytest.mark.parametrize("status", [..., None])
def test_a_finetune_whose_name_speaks_of_failure_can_be_deleted(status: Any) -> None:
    body = {
        "status": status,
        "message": "terror-model deleted",
        "deleted_finetune_id": "terror-model",
    }
    body = {name: value for name, value in body.items() if value is not ...}
    result = asked("bfl", "delete", answer(body), id="terror-model")
    assert result.outcome is Outcome.DELETED
    assert result.undecoded is not None or result.raw is not None


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

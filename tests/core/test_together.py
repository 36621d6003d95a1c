"""What Together's answer to a cancel means in this library's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import Outcome, OutcomeUnknownError, Result, Status
from finetunes.adapters.together import STATUSES

from .canned import TOGETHER_JOB, Canned, answer, asked

if TYPE_CHECKING:
    from .conftest import Call


def cancelled(**changes: Any) -> Result[Any]:
    """Cancel, and be answered with a good answer changed in some fields; `...` leaves one out."""
    body = {name: value for name, value in {**TOGETHER_JOB, **changes}.items() if value is not ...}
    return asked("together", "cancel", answer(body))


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


@pytest.mark.parametrize("id", [..., None], ids=str)
def test_a_cancel_that_repeats_no_id_is_believed(id: Any) -> None:
    assert cancelled(id=id).outcome is Outcome.CANCELLING


@pytest.mark.parametrize("id", ["ft-2", "", "FT-1", "ft-1 ", 5, ["ft-1"]], ids=str)
def test_a_cancel_answered_about_another_job_has_an_unknown_outcome(call: Call, id: Any) -> None:
    transport = Canned(answer({**TOGETHER_JOB, "id": id}))
    with pytest.raises(OutcomeUnknownError, match="about another id"):
        call("together", "cancel", transport=transport)
    assert len(transport.changes) == 1


def test_the_result_names_the_id_of_the_call_where_the_answer_has_none() -> None:
    assert cancelled(id=...).id == "ft-1"


# Typed models

BREAKING: list[Any] = [
    {"created_at": ...}, {"updated_at": ...}, {"id": ...}, {"status": ...}, {"events": 5},
    {"events": ["x"]}, {"events": [{}]}, {"events": [{"object": "new"}]},
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


def test_a_cancel_that_is_accepted_means_what_its_word_says() -> None:
    assert asked("together", "cancel", answer(TOGETHER_JOB, 202)).outcome is Outcome.CANCELLING

"""A cancel that waits until the job has really stopped."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import JobRestartedError, Outcome, OutcomeUnknownError
from finetunes.adapters.together import Together

from . import scenes
from .canned import TOGETHER_JOB, Canned, answer
from .reads import TOGETHER_CHECKPOINT, TOGETHER_EVENT
from .scenes import Scene

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call
    from .wire import Start

TAKEN = "taken: cancel_requested"


def stopped(
    call: Call, wire: Start, happened: str, *read: str, timeout: float | None = None
) -> Any:
    """Cancel and wait, where the job is read like this, look after look."""
    scene = Scene("together", happened, read)

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield client.cancel("ft-1", wait=True, timeout=timeout))

    try:
        return call.run(scenario, "together", base_url=wire(scene).url, max_retries=0)
    finally:
        assert len(scene.changes) == 1


def test_it_returns_when_the_job_has_really_stopped(call: Call, wire: Start) -> None:
    result = stopped(call, wire, TAKEN, "`cancel_requested`", "`running`", "`cancelled`")
    assert (result.outcome, result.changed) == (Outcome.CANCELLED, True)
    assert (result.status, result.provider_status) == ("cancelled", "cancelled")
    assert result.fine_tune.price == Decimal("1.23456789")


def test_a_word_that_says_nothing_leaves_open_who_stopped_it(call: Call, wire: Start) -> None:
    result = stopped(call, wire, "taken: running", "`cancelled`")
    assert (result.outcome, result.changed) == (Outcome.CANCELLED, None)


@pytest.mark.parametrize("word", ["completed", "error"])
@pytest.mark.parametrize("happened", [TAKEN, "taken: cancelled"])
def test_a_job_that_ends_by_itself_while_it_is_cancelled_has_finished_meanwhile(
    call: Call, wire: Start, happened: str, word: str
) -> None:
    result = stopped(call, wire, happened, f"`{word}`")
    assert (result.outcome, result.changed) == (Outcome.FINISHED_MEANWHILE, False)
    assert result.provider_status == word
    assert result.message == "the job came to its own end while it was being cancelled"


@pytest.mark.parametrize("happened", ["taken: completed", "400", "409"])
def test_a_job_that_had_ended_before_is_told_apart(call: Call, wire: Start, happened: str) -> None:
    result = stopped(call, wire, happened, "`completed`")
    assert (result.outcome, result.changed) == (Outcome.ALREADY_FINISHED, False)
    assert result.fine_tune.price == Decimal("1.23456789")


def test_a_job_that_was_being_cancelled_already_is_waited_for(call: Call, wire: Start) -> None:
    result = stopped(call, wire, "400", "`cancel_requested`", "`cancelled`")
    assert (result.outcome, result.changed) == (Outcome.CANCELLED, False)


@pytest.mark.parametrize(
    ("read", "outcome", "changed"),
    [("`cancelled`", Outcome.CANCELLED, None), ("`completed`", Outcome.FINISHED_MEANWHILE, False)],
)
def test_after_a_lost_answer_it_waits_all_the_same(
    call: Call, wire: Start, read: str, outcome: Outcome, changed: bool | None
) -> None:
    result = stopped(call, wire, "500", "`cancel_requested`", read)
    assert (result.outcome, result.changed) == (outcome, changed)


def test_a_lost_answer_that_reading_back_does_not_explain_is_not_waited_for(
    call: Call, wire: Start
) -> None:
    with pytest.raises(OutcomeUnknownError, match="still shows it as running"):
        stopped(call, wire, "500", "`running`")


def test_when_the_time_runs_out_it_is_still_cancelling(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.waiting._TOO_LITTLE", 30)
    result = stopped(call, wire, TAKEN, "`running`", timeout=20)
    assert (result.outcome, result.changed) == (Outcome.CANCELLING, True)
    assert result.message == "the time ran out before the job stopped; it may still bill"
    assert result.fine_tune.provider_status == "running"
    assert result.checkpoint is None


@pytest.mark.parametrize("read", ["not found", "refused", "no answer", "dead"])
def test_trouble_with_reading_is_no_error_once_the_cancel_was_taken(
    call: Call, wire: Start, read: str
) -> None:
    result = stopped(call, wire, TAKEN, read)
    assert (result.outcome, result.changed) == (Outcome.CANCELLING, True)
    assert result.message.startswith("whether the job has stopped cannot be read: together:ft-1: ")
    assert result.message.endswith("; it may still bill")
    assert result.fine_tune is None


def test_what_was_read_after_a_lost_answer_is_kept_where_nothing_more_can_be_read(
    call: Call, wire: Start
) -> None:
    result = stopped(call, wire, "500", "`cancel_requested`", "refused")
    assert (result.outcome, result.changed) == (Outcome.CANCELLING, None)
    assert result.fine_tune.provider_status == "cancel_requested"


def test_a_cancelled_job_that_cannot_be_read_any_more_is_not_said_to_bill(
    call: Call, wire: Start
) -> None:
    result = stopped(call, wire, "taken: cancelled", "refused")
    assert (result.outcome, result.changed, result.message) == (Outcome.CANCELLED, True, None)


def test_a_job_that_goes_on_under_another_id_is_an_error_that_names_it(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    restart = {**TOGETHER_EVENT, "type": "JOB_RESTARTED", "message": "Job restarted as ft-2"}
    monkeypatch.setitem(scenes.HISTORY, "events", {"data": [restart]})
    with pytest.raises(JobRestartedError, match="goes on under another id") as caught:
        stopped(call, wire, TAKEN, "`error`")
    assert caught.value.new_id == "ft-2"


# The last checkpoint


def test_the_last_checkpoint_is_the_one_of_the_highest_step(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [{**TOGETHER_CHECKPOINT, "step": step} for step in (10, 30, None, 20)]
    monkeypatch.setitem(scenes.HISTORY, "checkpoints", {"data": kept})
    assert stopped(call, wire, TAKEN, "`cancelled`").checkpoint.step == 30


@pytest.mark.parametrize("body", [{"data": []}, {"data": 5}], ids=str)
def test_a_job_whose_checkpoints_are_none_or_cannot_be_read_has_no_last_one(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]
) -> None:
    monkeypatch.setitem(scenes.HISTORY, "checkpoints", body)
    result = stopped(call, wire, TAKEN, "`cancelled`")
    assert (result.outcome, result.checkpoint) == (Outcome.CANCELLED, None)


def test_a_provider_that_keeps_no_checkpoints_is_not_asked_for_them(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("finetunes.adapters.together_history.TogetherHistory.list_checkpoints")
    assert not hasattr(Together, "list_checkpoints")
    assert stopped(call, wire, TAKEN, "`cancelled`").checkpoint is None


# Time


@pytest.mark.parametrize(
    ("options", "arguments", "seconds"),
    [
        ({}, {"wait": True}, 60),  # of the 600 that it may take in all
        ({"timeout": 5}, {"wait": True}, 5),
        ({"timeout": 5}, {"wait": True, "timeout": 30}, 5),
        ({}, {"wait": True, "timeout": 30}, 20),
        ({}, {"wait": False}, 40),
        ({"timeout": 6}, {}, 4),
    ],
)
def test_each_request_has_the_time_of_the_client_even_where_the_wait_is_longer(
    call: Call, options: Any, arguments: Any, seconds: float
) -> None:
    stopped_job = {**TOGETHER_JOB, "status": "cancelled"}
    transport = Canned(answer(TOGETHER_JOB), answer(stopped_job), answer({"data": []}))

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield client.cancel("ft-1", **arguments))

    call.run(scenario, "together", transport=transport, **options)
    told = [request.extensions["timeout"]["read"] for request in transport.requests]
    assert told[0] == pytest.approx(seconds, abs=0.5)
    assert max(told) < (options.get("timeout") or 60) + 1


def test_without_wait_nothing_is_read_after_an_answer_that_says_it(call: Call) -> None:
    transport = Canned(answer(TOGETHER_JOB))
    result = call("together", "cancel", transport=transport)
    assert (result.outcome, result.fine_tune, result.checkpoint) == ("cancelling", None, None)
    assert len(transport.requests) == 1

"""Waiting: when the client looks again, when it stops, and what it says then."""

from __future__ import annotations

from typing import Any

import pytest
from finetunes import (
    APIConnectionError,
    FineTune,
    FinetunesError,
    InternalServerError,
    JobRestartedError,
    NotFoundError,
    Status,
    WaitTimeoutError,
)
from finetunes.adapters import find_adapter
from finetunes.exchange.addresses import check_base_url
from finetunes.exchange.deadline import Deadline
from finetunes.exchange.flow import Pause, Send, Step, run

from .driven import NEVER_SENT, SENT_AND_LOST, reply

ID = "ft-1"


@pytest.fixture(autouse=True)
def _no_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    def middle(low: float, high: float) -> float:
        return (low + high) / 2

    monkeypatch.setattr("random.uniform", middle)


def job(status: str, **more: Any) -> Any:
    return reply(200, {"id": ID, "status": status, **more})


def events(*items: dict[str, Any]) -> Any:
    return reply(200, {"data": list(items)})


class Wait:
    """Waits for a job without a network or a clock: ends go in, looks and pauses are counted."""

    def __init__(self, *ends: Any, left: float = 1e9, provider: str = "together") -> None:
        kind = find_adapter(provider)
        adapter: Any = kind(check_base_url(kind.base_url, provider=provider), 0)
        self.sent: list[Send] = []
        self.pauses: list[float] = []
        self.seen: list[FineTune[Any]] = []
        self.value: FineTune[Any] | None = None
        self.error: FinetunesError | None = None
        self._left = left
        self._ends = iter(ends)
        try:
            flow = adapter.wait(ID, self.seen.append, 60.0)
            self.value = run(flow, self, Deadline.after(60))
        except FinetunesError as error:
            self.error = error

    def perform(self, step: Step, deadline: Deadline) -> Any:
        if isinstance(step, Pause):
            return self._pause(step.seconds)
        assert isinstance(step, Send)
        self.sent.append(step)
        return next(self._ends)

    def _pause(self, seconds: float) -> float:
        if seconds >= self._left:
            return 0.0
        self._left -= seconds
        self.pauses += [seconds] if seconds else []
        return self._left


def test_a_job_that_has_ended_is_returned_after_one_look() -> None:
    wait = Wait(job("completed"))
    assert wait.value is not None
    assert wait.value.status is Status.SUCCEEDED
    assert len(wait.sent) == 1
    assert wait.pauses == []


@pytest.mark.parametrize("word", ["pending", "queued", "running", "uploading", "cancel_requested"])
def test_a_job_that_goes_on_is_looked_at_again(word: str) -> None:
    wait = Wait(job(word), job("completed"))
    assert wait.value is not None
    assert wait.value.provider_status == "completed"
    assert len(wait.pauses) == 1


def test_a_word_nobody_knows_is_not_an_end() -> None:
    assert len(Wait(job("defragmenting"), job("completed")).sent) == 2


def test_the_pauses_grow_from_2_to_30_seconds() -> None:
    wait = Wait(*[job("running")] * 9, job("completed"))
    assert wait.pauses == [2, 3, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30, 30]


def test_progress_is_told_every_state_that_was_read() -> None:
    wait = Wait(job("queued"), NEVER_SENT, job("running"), job("completed"))
    assert [seen.provider_status for seen in wait.seen] == ["queued", "running", "completed"]


def test_each_look_has_its_own_limit_of_time() -> None:
    assert [send.within for send in Wait(job("running"), job("completed")).sent] == [60, 60]


@pytest.mark.parametrize(
    "end", [NEVER_SENT, SENT_AND_LOST, reply(502), reply(429), reply(200, ["no object"])]
)
def test_a_look_that_fails_in_passing_does_not_end_the_wait(end: Any) -> None:
    wait = Wait(end, job("completed"))
    assert wait.value is not None


def test_the_time_that_the_provider_asks_for_is_waited() -> None:
    assert Wait(reply(429, retry_after="45"), job("completed")).pauses == [45]


def test_a_look_that_can_only_fail_again_ends_the_wait() -> None:
    assert isinstance(Wait(job("running"), reply(404)).error, NotFoundError)


def test_twenty_failures_in_a_row_end_the_wait() -> None:
    wait = Wait(*[NEVER_SENT] * 19, job("running"), *[NEVER_SENT] * 19, reply(500))
    assert isinstance(wait.error, InternalServerError)
    assert len(wait.sent) == 40
    assert isinstance(Wait(*[NEVER_SENT] * 20).error, APIConnectionError)


def test_a_job_that_goes_on_at_the_end_of_the_time_is_said_so() -> None:
    wait = Wait(*[job("cancel_requested")] * 20, left=60)
    assert isinstance(wait.error, WaitTimeoutError)
    assert wait.error.last_seen.status is Status.CANCELLING
    assert str(wait.error) == (
        "together:ft-1: wait: the time ran out; the job is cancelling (cancel_requested) "
        "and may still bill; wait again, or look later"
    )


def test_the_last_look_comes_within_two_seconds_of_the_end() -> None:
    wait = Wait(*[job("running")] * 40, left=60)
    assert 58 < sum(wait.pauses) < 60


def test_a_job_that_could_never_be_read_in_time_is_said_so() -> None:
    wait = Wait(*[NEVER_SENT] * 5, left=4)
    assert isinstance(wait.error, WaitTimeoutError)
    assert wait.error.last_seen is None
    assert "could not be read" in str(wait.error)


RESTARTED = {"type": "JOB_RESTARTED", "message": "restarted as ft-2. Old job: ft-1"}


@pytest.mark.parametrize("word", ["JOB_RESTARTED", "job_restarted"])
@pytest.mark.parametrize("status", ["error", "cancelled"])
def test_a_job_that_was_restarted_under_another_id_is_said_so(word: str, status: str) -> None:
    there = events({"type": "job_start"}, {**RESTARTED, "type": word})
    wait = Wait(job(status), there, reply(200, {"id": "ft-2", "status": "running"}))
    assert isinstance(wait.error, JobRestartedError)
    assert wait.error.new_id == "ft-2"
    assert wait.error.last_seen.provider_status == status
    assert "wait for together:ft-2" in str(wait.error)


OLD, NEW = "2026-01-02T03:04:05Z", "2026-01-02T04:04:05Z"


@pytest.mark.parametrize("status", ["pending", "running", "cancel_requested"])
def test_a_restart_of_a_job_that_never_ends_is_found_in_the_events_that_come_with_it(
    status: str,
) -> None:
    seen = job(status, events=[RESTARTED], created_at=OLD)
    wait = Wait(seen, reply(200, {"id": "ft-2", "status": "running", "created_at": NEW}))
    assert isinstance(wait.error, JobRestartedError)
    assert wait.error.new_id == "ft-2"


def test_a_job_that_comes_from_an_older_one_is_waited_for() -> None:
    older = reply(200, {"id": "ft-2", "status": "error", "created_at": OLD})
    new = {"events": [RESTARTED], "created_at": NEW}
    wait = Wait(job("running", **new), older, job("error", **new), older)
    assert wait.value is not None
    assert wait.value.status is Status.FAILED


@pytest.mark.parametrize("look", [NEVER_SENT, reply(404), reply(500)])
def test_a_restart_whose_new_job_cannot_be_read_is_believed_once_the_old_one_has_ended(
    look: Any,
) -> None:
    events = [RESTARTED]
    wait = Wait(job("running", events=events), look, job("error", events=events), look)
    assert isinstance(wait.error, JobRestartedError)
    assert len(wait.sent) == 4


def test_a_restart_without_an_id_does_not_end_the_wait_for_a_job_that_runs() -> None:
    wait = Wait(job("running", events=[{"type": "job_restarted"}]), job("completed"))
    assert wait.value is not None


def test_a_job_that_succeeded_is_returned_whatever_its_events_say() -> None:
    wait = Wait(job("completed", events=[RESTARTED]))
    assert wait.value is not None


def test_a_restart_that_names_no_new_id_is_said_all_the_same() -> None:
    wait = Wait(job("error"), events({"type": "job_restarted"}))
    assert isinstance(wait.error, JobRestartedError)
    assert wait.error.new_id is None
    assert "list the jobs" in str(wait.error)


def test_a_job_that_failed_and_was_not_restarted_is_returned() -> None:
    wait = Wait(job("error"), events({"type": "job_error"}, {"message": "without a type"}))
    assert wait.value is not None
    assert wait.value.status is Status.FAILED


def test_events_that_cannot_be_read_do_not_hide_how_the_job_ended() -> None:
    wait = Wait(job("cancelled"), reply(500))
    assert wait.value is not None
    assert wait.value.status is Status.CANCELLED


def test_nobody_asks_for_a_restart_of_a_job_that_succeeded() -> None:
    assert len(Wait(job("completed")).sent) == 1


def test_a_provider_without_restarts_is_asked_for_none() -> None:
    model = {"id": ID, "status": "STATUS_FAILED"}
    wait = Wait(reply(200, {"finetuned_model": model}), provider="cohere")
    assert wait.value is not None
    assert len(wait.sent) == 1

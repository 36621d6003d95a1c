"""The journal of a plan: one holder, one plan, and what it remembers."""

from __future__ import annotations

import errno
import json
import os
import stat
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import pytest
from finetunes.cleanup import PlanError, PlanRefusedError
from finetunes.cleanup.journal import Journal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "plan.json"


def lines(plan: Path) -> list[dict[str, Any]]:
    text = plan.with_name("plan.json.journal").read_text()
    return [json.loads(line) for line in text.splitlines()]


def test_an_intent_and_its_end_are_in_the_file_when_the_call_returns(plan: Path) -> None:
    with Journal(plan, "digest") as journal:
        anyio.run(journal.intent, "together:ft-1")
        assert lines(plan)[-1]["event"] == "intent"
        journal.end("together:ft-1", {"end": "deleted"})
        assert lines(plan)[-1]["about"] == {"end": "deleted"}
    assert {line["plan"] for line in lines(plan)} == {"digest"}
    assert lines(plan)[0]["pid"] == os.getpid()


def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the last event in the journal each time that it comes to the disk."""
    events: list[str] = []
    sync = os.fsync

    def recorded(file: int) -> None:
        sync(file)
        text = os.pread(file, 1 << 20, 0) if stat.S_ISREG(os.fstat(file).st_mode) else b""
        events.extend(json.loads(line)["event"] for line in text.splitlines()[-1:])

    monkeypatch.setattr(os, "fsync", recorded)
    return events


def test_an_intent_is_on_the_disk_when_the_call_returns_and_an_end_at_the_end_of_the_run(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = synced(monkeypatch)
    with Journal(plan, "digest") as journal:
        anyio.run(journal.intent, "together:ft-1")
        assert events == ["begin", "intent"]
        journal.end("together:ft-1", {"end": "deleted"})
        assert events == ["begin", "intent"]
    assert events == ["begin", "intent", "end"]


def test_intents_that_are_written_at_the_same_time_come_to_the_disk_together(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = synced(monkeypatch)

    async def many() -> None:
        async with anyio.create_task_group() as tasks:
            for number in range(100):
                tasks.start_soon(journal.intent, f"together:ft-{number}")

    with Journal(plan, "digest") as journal:
        anyio.run(many)
        assert len(events) <= 3  # begin, the first intent, and all the others
        assert len(lines(plan)) == 101


def test_all_that_wait_for_the_disk_go_on_at_the_same_time(plan: Path) -> None:
    turns, ends = 0, list[int]()

    async def count_turns() -> None:
        nonlocal turns
        while len(ends) < 100:
            turns += 1
            await anyio.lowlevel.checkpoint()

    async def intent(number: int) -> None:
        await journal.intent(f"together:ft-{number}")
        ends.append(turns)

    async def many() -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(count_turns)
            for number in range(100):
                tasks.start_soon(intent, number)

    with Journal(plan, "digest") as journal:
        anyio.run(many)
    assert ends[-1] - ends[1] <= 2  # the first was alone on its way to the disk


def test_after_a_sync_that_failed_no_other_is_believed(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with Journal(plan, "digest") as journal:
        with monkeypatch.context() as failing:
            failing.setattr(os, "fsync", fail)
            with pytest.raises(PlanError, match="the journal cannot be written: Input/output"):
                anyio.run(journal.intent, "together:ft-1")
        with pytest.raises(PlanError, match="the journal cannot be written: Input/output"):
            anyio.run(journal.intent, "together:ft-2")


def test_the_next_run_finds_what_was_sent_and_what_ended(plan: Path) -> None:
    with Journal(plan, "digest") as journal:
        anyio.run(journal.intent, "together:ft-1")
        anyio.run(journal.intent, "together:ft-2")
        journal.end("together:ft-1", {"end": "deleted"})
    with Journal(plan, "digest") as journal:
        ends = {ref: about and about.value for ref, about in journal.last.items()}
    assert ends == {"together:ft-1": {"end": "deleted"}, "together:ft-2": None}


def test_an_intent_after_an_end_is_open_again(plan: Path) -> None:
    with Journal(plan, "digest") as journal:
        anyio.run(journal.intent, "together:ft-1")
        journal.end("together:ft-1", {"end": "failed"})
        anyio.run(journal.intent, "together:ft-1")
    with Journal(plan, "digest") as journal:
        assert journal.last == {"together:ft-1": None}


def test_a_second_run_is_told_which_process_holds_the_plan(plan: Path) -> None:
    words = f"process {os.getpid()} is applying this plan"
    with Journal(plan, "digest"), pytest.raises(PlanRefusedError, match=words):
        Journal(plan, "digest")
    Journal(plan, "digest").__exit__()


def test_a_holder_that_has_not_written_yet_is_another_process(plan: Path) -> None:
    with Journal(plan, "digest"):
        plan.with_name("plan.json.journal").write_bytes(b"")
        with pytest.raises(PlanRefusedError, match="another process is applying this plan"):
            Journal(plan, "digest")


def test_the_journal_of_another_plan_is_refused(plan: Path) -> None:
    Journal(plan, "digest").__exit__()
    with pytest.raises(PlanRefusedError, match=r"plan.json.journal: it is the journal of another"):
        Journal(plan, "another")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[]", "line 2 is no JSON object"),
        ('{"plan": "digest", "event": "sent"}', "line 2: it is none of this version's lines"),
        ('{"plan": "digest", "event": "intent"}', "line 2: 'at' is missing"),
    ],
)
def test_a_line_of_another_kind_is_refused_with_its_number(
    plan: Path, line: str, words: str
) -> None:
    Journal(plan, "digest").__exit__()
    with plan.with_name("plan.json.journal").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(PlanError, match=words):
        Journal(plan, "digest")


def test_a_journal_that_cannot_be_opened_is_an_error_of_the_plan(plan: Path) -> None:
    plan.with_name("plan.json.journal").mkdir()
    with pytest.raises(PlanError, match="the journal cannot be written: Is a directory"):
        Journal(plan, "digest")


def test_a_line_that_cannot_be_written_is_an_error_of_the_plan(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with Journal(plan, "digest") as journal:
        monkeypatch.setattr(os, "write", full)
        with pytest.raises(PlanError, match="cannot be written: No space left"):
            anyio.run(journal.intent, "together:ft-1")

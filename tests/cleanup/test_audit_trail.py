"""Reading an audit log: calls with their ends, whatever else stands in the file."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from finetunes import NotFoundError
from finetunes.cleanup.audit import AuditError, AuditLog
from finetunes.cleanup.trail import AuditTrail
from hypothesis import given, strategies as st

from .test_audit import DELETED, REF


def line(**changed: Any) -> bytes:
    known = {"schema": 1, "id": "1", "ref": REF, "operation": "delete", "event": "intent"}
    return json.dumps({**known, "at": "2026-01-01T00:00:00+00:00", **changed}).encode() + b"\n"


def test_there_is_nothing_in_a_log_that_is_not_there(log: AuditLog) -> None:
    assert log.read() == AuditTrail((), ())


def test_reading_makes_no_file(log: AuditLog) -> None:
    log.read()
    assert not log.path.exists()


def test_a_log_that_cannot_be_read_is_an_error(log: AuditLog) -> None:
    log.path.symlink_to(log.path)
    with pytest.raises(AuditError, match="cannot be read: Too many levels of symbolic links"):
        log.read()


def test_a_pipe_is_no_log_and_is_not_waited_for(log: AuditLog) -> None:
    os.mkfifo(log.path)
    with pytest.raises(AuditError, match="cannot be read: it is no regular file"):
        log.read()
    with pytest.raises(AuditError, match="cannot be written: it is no regular file; nothing was"):
        log.check()


def test_intents_come_with_their_outcomes_in_the_order_they_were_begun(log: AuditLog) -> None:
    first = log.intent("delete", "together:ft-1", base_url="https://x.invalid", snapshot={"n": 1})
    second = log.intent("cancel", "together:ft-2")
    log.outcome(second, NotFoundError("no"))
    log.outcome(first, DELETED)
    one, two = log.read().entries
    assert (one.ref, one.operation, one.outcome) == ("together:ft-1", "delete", "deleted")
    assert (one.base_url, one.snapshot, one.changed) == ("https://x.invalid", {"n": 1}, True)
    assert one.at is not None
    assert one.ended_at is not None
    assert one.at <= one.ended_at
    assert (two.ref, two.outcome, two.message) == ("together:ft-2", "failed", "no")


def test_an_intent_without_an_outcome_was_interrupted(log: AuditLog) -> None:
    log.intent("delete", REF)
    (entry,) = log.read().entries
    assert (entry.outcome, entry.changed, entry.ended_at) == ("unknown: interrupted", None, None)


def test_an_outcome_without_an_intent_is_shown_too(log: AuditLog) -> None:
    log.path.write_bytes(line(event="outcome", outcome="deleted"))
    (entry,) = log.read().entries
    assert (entry.ref, entry.outcome, entry.at) == (REF, "deleted", None)


def test_only_calls_about_one_reference_are_shown_where_that_is_asked(log: AuditLog) -> None:
    log.intent("delete", "together:ft-1")
    log.intent("delete", "together:ft-2")
    assert [entry.ref for entry in log.read(ref="together:ft-2").entries] == ["together:ft-2"]


def test_only_calls_from_a_time_on_are_shown_where_that_is_asked(log: AuditLog) -> None:
    log.path.write_bytes(line() + line(id="2", at="2026-01-02T00:00:00+00:00"))
    since = datetime(2026, 1, 1, tzinfo=UTC)
    found = [len(log.read(since=since + timedelta(days=n)).entries) for n in (0, 1, 2)]
    assert found == [2, 1, 0]


@pytest.mark.parametrize(
    ("at", "kept"), [("9999-12-31T23:59:59-23:59", 1), ("0001-01-01T00:00:00+23:59", 0)]
)
def test_a_call_at_the_end_of_the_calendar_is_read(log: AuditLog, at: str, kept: int) -> None:
    log.path.write_bytes(line(at=at))
    assert [entry.at for entry in log.read().entries] == [datetime.fromisoformat(at)]
    assert len(log.read(since=datetime(2026, 1, 1, tzinfo=UTC)).entries) == kept


@pytest.mark.parametrize("at", [None, "yesterday", "2026-01-01T00:00:00"])
def test_a_call_at_a_time_that_cannot_be_read_is_never_left_out(log: AuditLog, at: Any) -> None:
    log.path.write_bytes(line(at=at))
    (entry,) = log.read(since=datetime(2030, 1, 1, tzinfo=UTC)).entries
    assert entry.at is None


@pytest.mark.parametrize(
    "broken",
    [
        b"\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b"[]\n",
        b"{}\n",
        line(snapshot=float("nan")),
        line(snapshot=[-float("inf")]),
        line(pid=1).replace(b"1}", b"1e999}"),
        line(schema=2),
        line(id=7),
        line(ref=None),
        line(operation=[]),
        line(event="other"),
        line(event="outcome"),
        line(event="outcome", outcome=None),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_hides_no_other(
    log: AuditLog, broken: bytes
) -> None:
    log.path.write_bytes(line(id="1") + broken + line(id="2"))
    trail = log.read()
    assert (len(trail.entries), trail.unreadable) == (2, (2,))


def test_a_torn_last_line_does_not_count(log: AuditLog) -> None:
    log.path.write_bytes(line(id="1") + line(id="2").rstrip())
    trail = log.read()
    assert (len(trail.entries), trail.unreadable) == (1, (2,))


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_a_torn_line_is_kept_apart_by_the_next_one(log: AuditLog, kept: int) -> None:
    before = line(id="1")
    torn = line(id="2")[:-1][:kept] if kept > 0 else line(id="2")[:-1]
    log.path.write_bytes(before + torn)
    log.intent("delete", "together:ft-3")
    assert log.path.read_bytes().startswith(before + torn)
    trail = log.read()
    assert [entry.ref for entry in trail.entries] == [REF, "together:ft-3"]
    assert trail.unreadable == (2,)


@given(st.binary())
def test_no_content_of_the_file_ends_the_reading(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("log") / "audit.jsonl"
    path.write_bytes(content + b"\n" + line())
    assert [entry.ref for entry in AuditLog(path).read().entries][-1:] == [REF]

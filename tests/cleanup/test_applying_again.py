"""A plan that is applied again: what is finished stays so, and what was under way is read back."""

from __future__ import annotations

import errno
import os
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import AsyncClient, Client, Outcome, OutcomeUnknownError, Policy
from finetunes.cleanup import AuditLog, End, Plan, PlanError, apply, plan
from finetunes.cleanup.journal import Journal
from finetunes.cleanup.plans import read_with_digest

from .conftest import ALL, destructive, planned

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.cleanup import Report
    from finetunes.testing import EmbeddedServer


def begun(path: Path, operation: Any = "delete") -> Plan:
    """Write a plan of everything, and an intent for each item, as a run that was killed does."""
    made = plan(operation, selection=ALL)
    made.write(path)
    with Journal(path, read_with_digest(path)[1]) as journal:
        for item in made.items:
            anyio.run(journal.intent, item.ref)
    return made


def only(report: Any) -> Any:
    (item,) = report.results
    return item


def test_what_is_finished_is_skipped_with_what_came_of_it(
    server: EmbeddedServer, path: Path
) -> None:
    server.bfl.add("x")
    planned(path)
    first = only(apply(path))
    again = only(apply(path))
    assert (again.end, again.outcome, again.changed) == (End.SKIPPED, Outcome.DELETED, True)
    assert (again.status, again.message) == (first.status, first.message)
    assert len(destructive(server)) == 1


@pytest.mark.parametrize(
    ("provider", "end"), [("together", "deleted"), ("bfl", "already_gone"), ("cohere", "deleted")]
)
def test_a_delete_under_way_whose_item_is_gone_is_done_by_nobody_knows_whom(
    server: EmbeddedServer, path: Path, provider: str, end: str
) -> None:
    id = server.add(provider, **({"status": "completed"} if provider == "together" else {}))
    begun(path)
    with Client(provider) as client:
        client.delete(id)
    item = only(apply(path))
    assert (item.end, item.changed, item.status) == (end, None, "deleted")
    assert len(destructive(server)) == 1
    assert only(apply(path)).end is End.SKIPPED


def test_a_delete_under_way_whose_item_is_there_is_unknown_and_never_sent_again(
    server: EmbeddedServer, path: Path
) -> None:
    server.together.add("ft-1", status="completed")
    begun(path)
    assert only(apply(path)).end is End.UNKNOWN
    item = only(apply(path))
    assert item.end is End.UNKNOWN
    assert isinstance(item.error, OutcomeUnknownError)
    assert "it is still there ('completed'); it is not sent again" in str(item.error)
    assert "`finetunes delete together:ft-1` if it still shows no change" in str(item.error)
    assert destructive(server) == []


@pytest.mark.parametrize(
    ("status", "end", "changed"),
    [
        ("cancel_requested", "cancelling", None),
        ("cancelled", "cancelled", None),
        ("completed", "already_finished", False),
        ("running", "unknown", None),
    ],
)
def test_a_cancel_under_way_is_what_the_job_shows(
    server: EmbeddedServer, path: Path, status: str, end: str, changed: bool | None
) -> None:
    fields = {"status": "running"}
    server.together.add("ft-1", status="running", fields=fields)
    begun(path, "cancel")
    fields["status"] = status
    item = only(apply(path))
    assert (str(item.end), item.changed) == (end, changed)
    assert destructive(server) == []


def test_a_cancel_under_way_whose_job_is_gone_is_already_gone(
    server: EmbeddedServer, path: Path
) -> None:
    server.together.add("ft-1", status="running")
    begun(path, "cancel")
    server.fail_next(404, provider="together", operation="retrieveFineTune")
    item = only(apply(path))
    assert (item.end, item.changed) == ("already_gone", None)


def test_what_cannot_be_read_back_stays_unknown(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    begun(path)
    server.fail_next(403, provider="together", operation="retrieveFineTune")
    item = only(apply(path))
    assert item.end is End.UNKNOWN
    assert "it could not be read back: together:ft-1: retrieve: 403" in str(item.error)


def test_what_was_under_way_is_unknown_even_if_the_run_is_stopped_first(
    server: EmbeddedServer, path: Path
) -> None:
    server.together.add("ft-1", status="completed")
    begun(path)

    class Stopped:
        def is_set(self) -> bool:
            return True

    assert only(apply(path, stop=Stopped())).end is End.UNKNOWN


def test_what_ended_unknown_is_read_back(
    server: EmbeddedServer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.verify._PAUSES", ())
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail_next(500, provider="together", operation="deleteFineTune")
    assert only(apply(path)).end is End.UNKNOWN
    assert only(apply(path)).end is End.UNKNOWN
    server.fail_next(404, provider="together", operation="retrieveFineTune")
    item = only(apply(path))
    assert (item.end, item.changed) == ("deleted", None)
    assert len(destructive(server)) == 1


def test_what_was_refused_is_sent_again_by_the_next_run(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail_next(403, provider="together", operation="deleteFineTune")
    assert only(apply(path)).end is End.FAILED
    assert only(apply(path)).end == "deleted"


def test_a_policy_keeps_an_item_and_nothing_is_sent(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed", name="prod-1")
    planned(path)
    make: Any = partial(AsyncClient, policy=Policy(protect=("*:*prod-1*",)))
    item = only(apply(path, make_client=make))
    assert (item.end, type(item.error).__name__) == (End.FAILED, "PolicyError")
    assert destructive(server) == []


def test_a_bug_in_a_client_leaves_its_item_unknown_and_the_others_go_on(
    server: EmbeddedServer, path: Path
) -> None:
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    planned(path)

    class Broken(AsyncClient[Any]):
        async def delete(self: Any, id: str, **options: Any) -> Any:
            if id == "ft-1":
                raise ZeroDivisionError("a bug")
            return await super().delete(id, **options)

    report = apply(path, make_client=Broken)
    assert [str(item.end) for item in report.results] == ["unknown", "deleted"]
    assert "ZeroDivisionError: a bug" in str(report.results[0].error)


def apply_on_a_full_disk(event: bytes, path: Path, **options: Any) -> Report:
    """Carry a plan out while the disk is full for the lines of one event."""
    write = os.write

    def full(file: int, data: bytes) -> int:
        if b'"event": "' + event in data:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(file, data)

    with pytest.MonkeyPatch.context() as disk:
        disk.setattr(os, "write", full)
        return apply(path, **options)


def test_without_an_intent_on_the_disk_nothing_is_sent(server: EmbeddedServer, path: Path) -> None:
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    planned(path)
    report = apply_on_a_full_disk(b"intent", path)
    assert report.counts == {"not_sent": 2}
    assert "the journal cannot be written: No space left" in str(report.document()["problem"])
    assert destructive(server) == []
    assert apply(path).counts == {"deleted": 2}


def test_without_an_end_on_the_disk_the_end_is_still_true_and_nothing_more_is_sent(
    server: EmbeddedServer, path: Path
) -> None:
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    planned(path)
    report = apply_on_a_full_disk(b"end", path, concurrency=1)
    assert [str(item.end) for item in report.results] == ["deleted", "not_sent"]
    assert isinstance(report.problem, PlanError)
    report = apply(path)
    assert [(str(item.end), item.changed) for item in report.results] == [
        ("deleted", None),
        ("deleted", True),
    ]
    assert [item for item, _ in destructive(server)] == ["ft-1", "ft-2"]


def test_each_request_is_in_the_audit_log(
    server: EmbeddedServer, path: Path, log: AuditLog
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    apply(path, audit=log)
    (entry,) = log.read().entries
    assert (entry.ref, entry.outcome) == ("together:ft-1", "deleted")


def test_a_refusal_is_in_the_audit_log_too(
    server: EmbeddedServer, path: Path, log: AuditLog
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail_next(403, provider="together", operation="deleteFineTune")
    assert only(apply(path, audit=log)).end is End.FAILED
    (entry,) = log.read().entries
    assert (entry.outcome, entry.error) == ("failed", "PermissionDeniedError")


def test_what_cannot_be_audited_is_not_sent(
    server: EmbeddedServer, path: Path, log: AuditLog
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    log.path.mkdir()
    report = apply(path, audit=log)
    assert (only(report).end, type(report.problem).__name__) == (End.NOT_SENT, "AuditError")
    assert destructive(server) == []
    assert only(apply(path)).end == "deleted"


def test_a_journal_with_an_end_nobody_knows_is_refused(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    begun(path)
    with Journal(path, read_with_digest(path)[1]) as journal:
        journal.end("together:ft-1", {"end": "vanished"})
    with pytest.raises(PlanError, match=r"plan.json.journal: line 4.about: '.*' is missing"):
        apply(path)

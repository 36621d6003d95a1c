"""A client that keeps an audit log of its own, beside that of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import AsyncClient, OutcomeUnknownError, Result
from finetunes.cleanup import AuditError, AuditLog, End, apply

from .conftest import destructive, planned

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.cleanup import Report
    from finetunes.testing import EmbeddedServer


@pytest.fixture(autouse=True)
def _planned(server: EmbeddedServer, path: Path) -> None:
    """A plan that deletes two jobs."""
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    planned(path)


def applied(path: Path, audit: AuditLog) -> Report:
    """Carry the plan out with clients whose own log is full once they have deleted."""
    own = AuditLog(path.with_name("own.jsonl"))

    class Audited(AsyncClient[Any]):
        async def delete(self: Any, id: str, **options: Any) -> Result[Any]:
            intent = own.intent("delete", f"together:{id}")
            result: Result[Any] = await super().delete(id, **options)
            own.path.unlink()
            own.path.mkdir()
            own.outcome(intent, result)
            return result

    return apply(path, make_client=Audited, audit=audit, concurrency=1)


def test_what_a_client_sent_and_could_not_note_is_unknown_and_nothing_more_is_sent(
    server: EmbeddedServer, path: Path, log: AuditLog
) -> None:
    report = applied(path, log)
    first, second = report.results
    assert (first.end, type(first.error)) == (End.UNKNOWN, OutcomeUnknownError)
    assert "the call ended (deleted), which is not noted" in str(first.error)
    assert second.end is End.NOT_SENT
    assert isinstance(report.problem, AuditError)
    assert [item for item, _ in destructive(server)] == ["ft-1"]


def test_the_audit_log_of_the_run_does_not_say_that_it_failed(path: Path, log: AuditLog) -> None:
    applied(path, log)
    (entry,) = log.read().entries
    assert (entry.outcome, entry.changed, entry.error) == ("unknown", None, "AuditError")


def test_the_next_run_reads_back_what_came_of_it(
    server: EmbeddedServer, path: Path, log: AuditLog
) -> None:
    applied(path, log)
    assert apply(path).counts == {"deleted": 2}
    assert [item for item, _ in destructive(server)] == ["ft-1", "ft-2"]

"""A plan that has expired: what was begun in time is read back, and nothing more is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import anyio
import attrs
import pytest
from finetunes import Outcome
from finetunes.cleanup import ItemEnd, PlanRefusedError, apply, plan
from finetunes.cleanup.journal import Journal
from finetunes.cleanup.plans import read_with_digest

from .conftest import ALL, destructive

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer


@pytest.fixture
def path(server: EmbeddedServer, tmp_path: Path) -> Path:
    """A plan that deletes three jobs, and has expired."""
    for id in ("ft-1", "ft-2", "ft-3"):
        server.together.add(id, status="completed")
    made = plan("delete", selection=ALL)
    late = attrs.evolve(made, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    late.write(tmp_path / "plan.json")
    return tmp_path / "plan.json"


def test_one_that_was_never_begun_is_refused(server: EmbeddedServer, path: Path) -> None:
    with pytest.raises(PlanRefusedError, match=r"plan.json: the plan expired at .*make a new one"):
        apply(path)
    assert destructive(server) == []


def test_one_that_was_begun_is_read_back_and_nothing_more_of_it_is_sent(
    server: EmbeddedServer, path: Path
) -> None:
    with Journal(path, read_with_digest(path)[1]) as journal:
        for id in ("ft-1", "ft-2"):
            anyio.run(journal.intent, f"together:{id}")
    server.fail_next(404, provider="together", operation="retrieveFineTune")
    report = apply(path, concurrency=1)
    assert [str(item.end) for item in report.results] == ["deleted", "unknown", "not_sent"]
    assert isinstance(report.problem, PlanRefusedError)
    assert "nothing more of it is sent; make a new one for the rest" in str(report.problem)
    assert destructive(server) == []


def test_one_that_was_carried_out_in_time_is_no_failure(path: Path) -> None:
    with Journal(path, read_with_digest(path)[1]) as journal:
        for id in ("ft-1", "ft-2", "ft-3"):
            done = Outcome.DELETED
            end = ItemEnd(ref=f"together:{id}", operation="delete", end=done, outcome=done)
            journal.end(end.ref, end.document())
    again = apply(path)
    assert (again.counts, again.problem) == ({"skipped": 3}, None)

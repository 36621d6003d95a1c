"""How far a plan is: what is finished, what was under way, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
import pytest
from finetunes import Outcome
from finetunes.cleanup import ItemEnd, Plan, PlanError, Standing, standing
from finetunes.cleanup.journal import Journal
from finetunes.cleanup.plans import read_with_digest

from .conftest import planned

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer


def test_how_far_a_plan_is_can_be_said_without_asking_anybody(
    server: EmbeddedServer, path: Path
) -> None:
    for name in ("a", "b", "c"):
        server.bfl.add(name)
    made = Plan.read(planned(path))
    assert standing(path) == Standing(made, (), (), made.items)
    assert not path.with_name("plan.json.journal").exists()
    asked = len(server.received)
    with Journal(path, read_with_digest(path)[1]) as journal:
        for item in made.items[:2]:
            anyio.run(journal.intent, item.ref)
        done = ItemEnd(
            ref="bfl:a", operation="delete", end=Outcome.DELETED, outcome=Outcome.DELETED
        )
        journal.end("bfl:a", done.document())
        first, second, third = made.items
        assert standing(path) == Standing(made, (first,), (second,), (third,))
    assert len(server.received) == asked


def test_a_journal_that_cannot_be_opened_says_nothing_of_how_far_a_plan_is(
    server: EmbeddedServer, path: Path
) -> None:
    server.bfl.add("a")
    planned(path)
    path.with_name("plan.json.journal").mkdir()
    with pytest.raises(PlanError, match="the journal cannot be written: Is a directory"):
        standing(path)

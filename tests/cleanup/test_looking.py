"""What it means that an item of a plan is not found: gone, or not for this key to see."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import finetunes
import pytest
from attrs import evolve
from finetunes import AsyncClient, Policy, PolicyError
from finetunes.cleanup import End, Plan, PlanRefusedError, apply
from finetunes.cleanup.journal import Journal
from finetunes.cleanup.plans import read_with_digest
from finetunes.testing.service import Reply

from .conftest import destructive, planned

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

OTHER = "tgp_another_key_0123456789"


def delete(*ids: str) -> None:
    with finetunes.Client("together") as client:
        for id in ids:
            client.delete(id)


@pytest.fixture
def plan(server: EmbeddedServer, path: Path) -> Path:
    """A plan that deletes ft-1 and ft-2."""
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    return planned(path)


def ends(path: Path, **options: Any) -> list[tuple[str, str | None]]:
    make: Any = partial(AsyncClient, **options)
    results = apply(path, make_client=make, concurrency=1).results
    return [(str(item.end), type(item.error).__name__ if item.error else None) for item in results]


def begin(path: Path, ref: str) -> None:
    """Write down that a request was begun, as a run that was killed does."""
    with Journal(path, read_with_digest(path)[1]) as journal:
        anyio.run(journal.intent, ref)


@contextmanager
def another_account(server: EmbeddedServer, *ids: str) -> Generator[None]:
    """Let the server know the other key only, which sees nothing but these jobs."""
    together = server.together
    key, items = together._key, together._items
    together._key, together._items = OTHER, {id: items[id] for id in ids}
    try:
        yield
    finally:
        together._key, together._items = key, items


REFUSED = (End.FAILED, "PlanRefusedError")
UNKNOWN = (End.UNKNOWN, "OutcomeUnknownError")


def test_what_another_key_does_not_find_is_not_gone_and_the_plan_can_still_be_carried_out(
    server: EmbeddedServer, plan: Path
) -> None:
    with another_account(server):
        assert ends(plan, api_key=OTHER) == [REFUSED, REFUSED]
    assert destructive(server) == []
    assert ends(plan) == [("deleted", None)] * 2


def test_another_key_is_believed_once_it_has_seen_something_of_the_plan(
    server: EmbeddedServer, plan: Path
) -> None:
    with another_account(server, "ft-1"):
        assert ends(plan, api_key=OTHER) == [("deleted", None), ("already_gone", None)]


def test_the_key_of_a_callable_is_taken_for_another(server: EmbeddedServer, plan: Path) -> None:
    delete("ft-1", "ft-2")
    key = server.environment["TOGETHER_API_KEY"]
    assert ends(plan, api_key=lambda: key) == [REFUSED, REFUSED]


def test_a_delete_under_way_that_another_key_does_not_find_stays_unknown(
    server: EmbeddedServer, plan: Path
) -> None:
    begin(plan, "together:ft-1")
    with another_account(server):
        assert ends(plan, api_key=OTHER) == [UNKNOWN, REFUSED]
    assert destructive(server) == []


def test_the_404_of_a_proxy_is_no_proof_that_anything_is_gone(
    server: EmbeddedServer, plan: Path
) -> None:
    begin(plan, "together:ft-1")
    handlers = server.together.handlers
    html = Reply(404, "<html>default backend - 404</html>")
    server.together.handlers = dict.fromkeys(handlers, lambda _: html)
    assert [end for end, _ in ends(plan)] == [End.UNKNOWN, End.FAILED]
    server.together.handlers = handlers
    assert ends(plan) == [UNKNOWN, ("deleted", None)]


def test_a_plan_holds_no_key_and_its_marks_are_of_that_plan_alone(
    server: EmbeddedServer, plan: Path, path: Path
) -> None:
    marks: list[str] = []
    for name in ("a.json", "b.json"):
        planned(path.with_name(name))
        marks += json.loads(path.with_name(name).read_text())["key_marks"].values()
    assert len(set(marks)) == len(marks)
    assert all(len(mark) == 8 for mark in marks)
    assert server.environment["TOGETHER_API_KEY"] not in plan.read_text()


def test_what_is_not_found_but_still_listed_is_not_gone(server: EmbeddedServer, path: Path) -> None:
    for id in ("w", "x"):
        server.bfl.add(id)
    planned(path, "delete", "bfl:x")
    server.fail_next(404, provider="bfl", operation="finetune_details")
    assert ends(path) == [(End.CHANGED_SINCE_PLAN, "ChangedSincePlanError")]
    assert destructive(server) == []


def test_a_plan_that_is_not_the_one_that_was_shown_is_refused(
    server: EmbeddedServer, plan: Path
) -> None:
    shown = Plan.read(plan)
    assert apply(plan, shown=shown).counts == {"deleted": 2}
    with pytest.raises(PlanRefusedError, match="changed after the plan was shown"):
        apply(plan, shown=evolve(shown, items=()))


def test_a_rule_against_any_further_call_is_the_problem_of_the_run(
    server: EmbeddedServer, plan: Path
) -> None:
    make: Any = partial(AsyncClient, policy=Policy(read_only=True))
    report = apply(plan, make_client=make, concurrency=1)
    assert report.counts == {"not_sent": 2}
    assert isinstance(report.problem, PolicyError)
    assert destructive(server) == []

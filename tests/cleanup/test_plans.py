"""Plan files: what is written is read again, and nothing else is."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import Status
from finetunes.cleanup import Plan, PlanError, PlanItem, Selection, Skipped
from finetunes.cleanup.plans import journal_path

from .conftest import NOW, fine_tune

if TYPE_CHECKING:
    from collections.abc import Callable

ADDRESSES = {"together": "http://127.0.0.1:1/v1", "bfl": "http://127.0.0.1:1"}


def plan_of(*items: Any, **about: Any) -> Plan:
    known: dict[str, Any] = {
        "operation": "delete",
        "created_at": NOW,
        "expires_at": NOW + timedelta(hours=24),
        "addresses": ADDRESSES,
        "key_marks": {"together": "0123abcd", "bfl": None},
        "selection": Selection(older_than=timedelta(days=90), cost_above=Decimal("1.50")),
        "by_reference": False,
        "items": tuple(map(PlanItem.of, items)),
        "skipped": (Skipped(ref="together:ft-9", reason="its date is not known"),),
    }
    return Plan(**known | about)


def whole() -> Plan:
    """A plan in which everything is said."""
    item = fine_tune(
        name="Ärger\ud800",
        model="m",
        provider_status="completed",
        created_at=NOW,
        updated_at=NOW.astimezone(timezone(timedelta(hours=5, minutes=30))),
        price=Decimal("12.345678901"),
    )
    latest = Selection(names=("a*",), statuses=("failed",), keep_latest=3, per="model")
    return plan_of(item, fine_tune("x", provider="bfl"), selection=latest)


def edited(tmp_path: Path, change: Any, plan: Plan | None = None) -> Path:
    """Write a plan whose document was changed."""
    document: Any = (plan or whole()).document()
    change(document)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document))
    return path


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    whole().write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json") == whole()


def test_the_file_has_money_as_text_and_times_with_their_offset(tmp_path: Path) -> None:
    whole().write(tmp_path / "plan.json")
    document = json.loads((tmp_path / "plan.json").read_text())
    assert document["schema"] == 1
    assert document["items"][0]["price"] == "12.345678901"
    assert document["items"][0]["updated_at"] == "2026-01-01T05:30:00+05:30"
    assert document["criteria"]["keep_latest"] == 3


def test_a_plan_is_replaced_at_once_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    whole().write(tmp_path / "plan.json")
    plan_of().write(tmp_path / "plan.json")
    assert Plan.read(tmp_path / "plan.json") == plan_of()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_a_plan_that_was_begun_is_not_replaced(tmp_path: Path) -> None:
    journal_path(tmp_path / "plan.json").touch()
    with pytest.raises(PlanError, match=r"plan.json: the journal beside it .* another name"):
        whole().write(tmp_path / "plan.json")


def test_a_plan_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"plan.json: it cannot be written: No such file"):
        whole().write(tmp_path / "nowhere" / "plan.json")


def test_a_full_disk_leaves_the_plan_that_was_there(tmp_path: Path) -> None:
    plan_of().write(tmp_path / "plan.json")
    limit = resource.RLIMIT_FSIZE
    code = (
        "import resource, signal, sys\n"
        "from tests.cleanup.test_plans import whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit({limit}, (100, 100))\n"
        "whole().write(sys.argv[1])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "plan.json")]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert "PlanError: plan.json: it cannot be written: File too large" in ended.stderr
    assert Plan.read(tmp_path / "plan.json") == plan_of()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"plan.json: it cannot be read: No such file"):
        Plan.read(tmp_path / "plan.json")


def test_items_may_be_taken_out_of_a_plan(tmp_path: Path) -> None:
    def take_out(document: Any) -> None:
        del document["items"][0]

    path = edited(tmp_path, take_out)
    assert [item.ref for item in Plan.read(path).items] == ["bfl:x"]


EDITS: list[tuple[Callable[[Any], Any], str]] = [
    (lambda d: d.pop("skipped"), "'skipped' is missing"),
    (lambda d: d.update(force=True), "'force' is not known here"),
    (lambda d: d.update(schema=2), "schema: this version reads schema 1"),
    (lambda d: d.update(schema=True), "schema: expected a whole number"),
    (lambda d: d.update(operation="drop"), "operation: expected one of cancel, delete"),
    (lambda d: d.update(operation="cancel"), "items[0]: it, or what is said of all items"),
    (
        lambda d: d.update(operation="cancel", items=d["items"][1:]),
        "items[0]: the provider's API has no cancel",
    ),
    (
        lambda d: d.update(expires_at="2030-01-01T00:00:00Z"),
        "items[0]: it, or what is said of all items",
    ),
    (
        lambda d: d["addresses"].update(together="http://x"),
        "items[0]: it, or what is said of all items",
    ),
    (lambda d: d["addresses"].pop("bfl"), "items[1]: the plan has no address of bfl"),
    (lambda d: d["addresses"].update(bfl=1), "addresses.'bfl': expected text"),
    (lambda d: d["criteria"].update(older_than_seconds=0), "criteria: older_than must"),
    (lambda d: d["criteria"].update(older_than_seconds=10**15), "criteria: older_than is long"),
    (lambda d: d["criteria"].update(statuses=["x"]), "criteria: there is no status 'x'"),
    (lambda d: d["criteria"].update(by_reference=0), "criteria.by_reference: expected true"),
    (lambda d: d["items"].append(d["items"][0]), "items[2]: 'together:ft-1' stands twice"),
    (
        lambda d: d["items"][0].update(ref="together:ft-2"),
        "items[0]: it, or what is said of all items",
    ),
    (lambda d: d["items"][0].update(ref="ft-2"), "items[0]: 'ft-2' is no reference"),
    (lambda d: d["items"][0].update(ref="openai:x"), "items[0]: there is no provider"),
    (
        lambda d: d["items"][0].update(provider_status="error"),
        "items[0]: it, or what is said of all items",
    ),
    (lambda d: d["items"][0].update(updated_at=None), "items[0]: it, or what is said of all items"),
    (lambda d: d["items"][0].update(model="other"), "items[0]: it, or what is said of all items"),
    (lambda d: d["items"][0].update(name="old-test"), "items[0]: it, or what is said of all items"),
    (lambda d: d["items"][0].update(price="0.00"), "items[0]: it, or what is said of all items"),
    (lambda d: d["key_marks"].update(together=None), "items[0]: it, or what is said of all items"),
    (lambda d: d["key_marks"].update(together=1), "key_marks.'together': expected text"),
    (lambda d: d["items"][0].update(status="done"), "items[0].status: expected one of"),
    (lambda d: d["items"][0].update(price=1.5), "items[0].price: expected text"),
    (lambda d: d["items"][0].update(fingerprint=""), "items[0]: it, or what is said of all items"),
    (lambda d: d["skipped"][0].update(ref=1), "skipped[0].ref: expected text"),
]


@pytest.mark.parametrize(("change", "words"), EDITS)
def test_an_edited_plan_is_refused_with_the_place(tmp_path: Path, change: Any, words: str) -> None:
    with pytest.raises(PlanError) as caught:
        Plan.read(edited(tmp_path, change))
    assert f"plan.json: {words}" in str(caught.value)


def test_changes_are_told_in_the_words_of_the_item() -> None:
    planned = PlanItem.of(fine_tune(provider_status="completed", model="m", updated_at=NOW))
    now = fine_tune(provider_status="running", status=Status.RUNNING, updated_at=NOW)
    assert planned.changes(now) == [
        "status was 'completed', is 'running'",
        "model was 'm', is not known",
    ]


def test_a_job_that_runs_is_updated_all_the_time_which_is_no_change() -> None:
    running = {"provider_status": "running", "status": Status.RUNNING}
    planned = PlanItem.of(fine_tune(**running, updated_at=NOW))
    assert planned.changes(fine_tune(**running, updated_at=NOW + timedelta(hours=1))) == []


def test_the_same_moment_in_another_offset_is_no_change() -> None:
    planned = PlanItem.of(fine_tune(updated_at=NOW))
    east = NOW.astimezone(timezone(timedelta(hours=9)))
    assert planned.changes(fine_tune(updated_at=east)) == []


def test_a_status_that_the_provider_forgets_is_no_change_but_another_name_is() -> None:
    planned = PlanItem.of(fine_tune(provider="bfl", provider_status="Ready", name="a"))
    forgotten = fine_tune(provider="bfl", provider_status="Task not found", name="a")
    renamed = fine_tune(provider="bfl", provider_status="Ready", name="b")
    assert planned.changes(forgotten) == []
    assert planned.changes(renamed) == ["name was 'a', is 'b'"]


def test_a_new_item_under_an_old_id_is_a_change() -> None:
    planned = PlanItem.of(fine_tune(created_at=NOW))
    assert planned.changes(fine_tune(created_at=NOW + timedelta(seconds=1)))


def test_a_moment_at_the_end_of_the_calendar_has_a_fingerprint() -> None:
    last = datetime.max.replace(tzinfo=timezone(-timedelta(hours=5)))
    item = PlanItem.of(fine_tune(updated_at=last, created_at=datetime.min.replace(tzinfo=UTC)))
    assert plan_of().fingerprint(item)
    assert item.identity["updated_at"] == last.isoformat()

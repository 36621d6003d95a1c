"""Which fine-tunes a selection chooses, and which it leaves alone with a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from finetunes import ConfigurationError, FineTune, Status
from finetunes.cleanup import Selection

from .conftest import NOW, fine_tune

DAY = timedelta(days=1)


def chosen(selection: Selection, *items: FineTune[Any], **options: Any) -> list[str]:
    """The ids a delete would be about."""
    found = selection.choose(options.pop("operation", "delete"), items, now=NOW, **options)
    return [item.id for item in found.items]


def skipped(selection: Selection, *items: FineTune[Any], **options: Any) -> dict[str, str]:
    """The reasons of those left alone, by reference."""
    found = selection.choose(options.pop("operation", "delete"), items, now=NOW, **options)
    return {entry.ref: entry.reason for entry in found.skipped}


def test_an_item_is_older_only_if_more_than_the_age_has_passed() -> None:
    items = (
        fine_tune("ft-old", created_at=NOW - 90 * DAY - timedelta(seconds=1)),
        fine_tune("ft-exact", created_at=NOW - 90 * DAY),
        fine_tune("ft-tomorrow", created_at=NOW + DAY),
    )
    assert chosen(Selection(older_than=90 * DAY), *items) == ["ft-old"]


@pytest.mark.parametrize("year", [None, 1, 1970], ids=["none", "zero of Go", "zero of Unix"])
def test_an_item_without_a_real_date_is_never_older(year: int | None) -> None:
    item = fine_tune(created_at=year and datetime(year, 1, 1, tzinfo=UTC))
    assert chosen(Selection(older_than=DAY), item) == []
    assert "date is not known" in skipped(Selection(older_than=DAY), item)["together:ft-1"]


def test_an_item_of_another_status_is_left_out_without_a_word() -> None:
    items = (fine_tune("ft-1"), fine_tune("ft-2", status=Status.FAILED))
    assert chosen(Selection(statuses=("failed",)), *items) == ["ft-2"]
    assert skipped(Selection(statuses=("failed",)), *items) == {}


def test_an_item_of_unknown_status_is_skipped_with_the_reason() -> None:
    item = fine_tune(status=Status.UNKNOWN)
    reasons = skipped(Selection(statuses=("failed",)), item)
    assert reasons == {"together:ft-1": "its status is not known"}


def test_an_unknown_status_can_be_asked_for() -> None:
    assert chosen(Selection(statuses=("unknown",)), fine_tune(status=Status.UNKNOWN)) == ["ft-1"]


@pytest.mark.parametrize("pattern", ["ft-1", "ft-?", "prod-*", "*[ab]"])
def test_a_pattern_fits_the_id_or_the_name(pattern: str) -> None:
    assert chosen(Selection(names=(pattern,)), fine_tune(name="prod-b")) == ["ft-1"]


@pytest.mark.parametrize("pattern", ["FT-1", "prod", "rod-*", "ft"])
def test_a_pattern_fits_the_whole_text_and_its_case(pattern: str) -> None:
    assert chosen(Selection(names=(pattern,)), fine_tune(name="prod-b")) == []


def test_one_of_several_patterns_is_enough() -> None:
    items = (fine_tune("ft-1"), fine_tune("ft-2"), fine_tune("ft-3"))
    assert chosen(Selection(names=("*-1", "*-3")), *items) == ["ft-1", "ft-3"]


def test_an_item_costs_more_only_if_the_provider_says_so() -> None:
    items = (
        fine_tune("ft-cheap", price=Decimal("5.00")),
        fine_tune("ft-dear", price=Decimal("5.000000001")),
        fine_tune("ft-unknown"),
    )
    selection = Selection(cost_above=Decimal(5))
    assert chosen(selection, *items) == ["ft-dear"]
    assert skipped(selection, *items) == {"together:ft-unknown": "its cost is not known"}


def test_the_latest_of_each_group_are_kept_and_listed() -> None:
    items = [fine_tune(f"ft-{n}", model="m", created_at=NOW - n * DAY) for n in range(4)]
    items.append(fine_tune("ft-9", model="other", created_at=NOW - 9 * DAY))
    selection = Selection(keep_latest=2, per="model")
    assert chosen(selection, *items) == ["ft-2", "ft-3"]
    assert skipped(selection, *items)["together:ft-9"] == "kept: one of the latest 2 of other"


def test_the_latest_are_counted_among_those_for_which_everything_else_holds() -> None:
    items = [
        fine_tune("ft-new", created_at=NOW, status=Status.FAILED),
        fine_tune("ft-old", created_at=NOW - DAY),
    ]
    selection = Selection(keep_latest=1, per="provider", statuses=("succeeded",))
    assert chosen(selection, *items) == []


def test_an_item_without_a_date_is_never_deleted_by_keeping_the_latest() -> None:
    items = (fine_tune("ft-1"), fine_tune("ft-2", created_at=NOW), fine_tune("ft-3"))
    selection = Selection(keep_latest=1, per="provider")
    assert chosen(selection, *items) == []
    assert "date is not known" in skipped(selection, *items)["together:ft-3"]


def test_an_item_without_a_model_is_in_no_group_of_a_model() -> None:
    item = fine_tune(created_at=NOW)
    assert "model is not known" in skipped(Selection(keep_latest=1, per="model"), item).popitem()[1]


@pytest.mark.parametrize("status", ["queued", "running", "cancelling"])
def test_a_delete_leaves_alone_what_still_runs(status: str) -> None:
    item = fine_tune(status=Status(status), provider_status="busy")
    assert chosen(Selection(names=("*",)), item) == []
    reason = skipped(Selection(names=("*",)), item)["together:ft-1"]
    assert reason == "it still runs (busy); cancel it first"


def test_a_delete_takes_what_still_runs_if_it_is_named() -> None:
    item = fine_tune(status=Status.RUNNING)
    assert chosen(Selection(), item, named={"together:ft-1"}) == ["ft-1"]


def test_a_cancel_never_takes_what_has_ended() -> None:
    items = [fine_tune(f"ft-{status}", status=status) for status in Status if status.is_final]
    assert chosen(Selection(names=("*",)), *items, operation="cancel") == []
    assert skipped(Selection(names=("*",)), *items, operation="cancel") == {}


@pytest.mark.parametrize(
    ("operation", "status", "reason"),
    [
        ("cancel", "succeeded", "it has ended (succeeded)"),
        ("cancel", "cancelling", "it is being cancelled already"),
        ("delete", "deleted", "it is deleted already"),
    ],
)
def test_what_was_named_and_needs_nothing_is_skipped_with_the_reason(
    operation: Any, status: str, reason: str
) -> None:
    named = fine_tune(status=Status(status))
    reasons = skipped(Selection(), named, operation=operation, named={named.ref})
    assert reasons == {named.ref: reason}


def test_what_is_deleted_already_is_left_out_without_a_word() -> None:
    assert skipped(Selection(names=("*",)), fine_tune(status=Status.DELETED)) == {}


def test_a_cancel_takes_what_runs_and_what_nobody_knows() -> None:
    statuses = [Status.QUEUED, Status.RUNNING, Status.UNKNOWN]
    items = [fine_tune(f"ft-{status}", status=status) for status in statuses]
    assert len(chosen(Selection(names=("*",)), *items, operation="cancel")) == 3


def test_ages_are_counted_up_to_now_unless_said_otherwise() -> None:
    item = fine_tune(created_at=datetime.now(UTC) - 2 * DAY)
    assert Selection(older_than=DAY).choose("delete", [item]).items == (item,)


def test_patterns_and_statuses_may_come_in_anything_to_go_through() -> None:
    words = (word for word in ("a*", "b"))
    selection = Selection(names=words, statuses=["failed", Status.FAILED])
    assert (selection.names, selection.statuses) == (("a*", "b"), (Status.FAILED,))


@pytest.mark.parametrize(
    ("criteria", "words"),
    [
        ({"older_than": timedelta()}, "older_than"),
        ({"older_than": timedelta(seconds=1.5)}, "older_than"),
        ({"statuses": ("done",)}, "there is no status 'done'; there are queued, running"),
        ({"names": ("",)}, "'\\*' matches all"),
        ({"keep_latest": 3}, "keep_latest and per"),
        ({"per": "model"}, "keep_latest and per"),
        ({"keep_latest": 0, "per": "model"}, "keep_latest must be 1"),
        ({"keep_latest": 1, "per": "owner"}, "per must be"),
        ({"cost_above": Decimal("NaN")}, "cost_above"),
        ({"cost_above": Decimal("sNaN")}, "cost_above"),
        ({"cost_above": Decimal("Infinity")}, "cost_above"),
        ({"cost_above": Decimal(-1)}, "cost_above"),
        ({"cost_above": Decimal("1e10000")}, "cost_above"),
        ({"cost_above": Decimal("1e-10000")}, "cost_above"),
        ({"names": "*-test-*"}, r"names takes a list, as in \['\*-test-\*'\], and not one text"),
        ({"names": b"*-test-*"}, "names takes a list, .*, and not one text"),
        ({"names": 1}, "names takes a list, and not int"),
        ({"names": ["a", b"b"]}, "a pattern for names must be of type str, not bytes"),
        ({"statuses": "failed"}, r"statuses takes a list, as in \['failed'\], and not one text"),
        ({"statuses": 1}, "statuses takes a list, and not int"),
        ({"statuses": [1]}, "there is no status '1'"),
        ({"older_than": 90}, "older_than must be of type timedelta, not int"),
        ({"keep_latest": True, "per": "model"}, "keep_latest must be of type int, not bool"),
        ({"keep_latest": 2.5, "per": "model"}, "keep_latest must be of type int, not float"),
        ({"keep_latest": Decimal(3), "per": "model"}, "keep_latest must be of type int, not Dec"),
        ({"keep_latest": 1, "per": ["model"]}, "per must be of type str, not list"),
        ({"cost_above": 5}, "cost_above must be of type Decimal, not int"),
        ({"cost_above": "5"}, "cost_above must be of type Decimal, not str"),
    ],
)
def test_a_criterion_that_cannot_be_used_is_refused(criteria: Any, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        Selection(**criteria)

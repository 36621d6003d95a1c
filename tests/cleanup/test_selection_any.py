"""What holds for every selection of any fine-tunes."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from finetunes import FineTune, Status
from finetunes.cleanup import Selection
from hypothesis import given, strategies as st

from .conftest import NOW, fine_tune

DATES = st.none() | st.integers(9 * 10**8, 18 * 10**8).map(lambda n: datetime.fromtimestamp(n, UTC))
PRICES = st.none() | st.decimals(0, 1000, places=2)
ITEMS = st.lists(
    st.builds(
        fine_tune,
        id=st.from_regex(r"ft-[0-9]{1,3}", fullmatch=True),
        provider=st.sampled_from(["together", "cohere"]),
        status=st.sampled_from(Status),
        name=st.none() | st.text(max_size=5),
        model=st.sampled_from([None, "a", "b"]),
        created_at=DATES,
        price=PRICES,
    ),
    max_size=25,
    unique_by=lambda item: item.ref,
)
LATEST = st.none() | st.tuples(st.integers(1, 4), st.sampled_from(["provider", "model"]))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    latest: Any = draw(LATEST) or (None, None)
    age = draw(st.none() | st.integers(1, 10**9))
    return Selection(
        older_than=None if age is None else timedelta(seconds=age),
        statuses=tuple(draw(st.sets(st.sampled_from(Status)))),
        names=tuple(draw(st.lists(st.sampled_from(["*", "ft-?", "*1*", "x"]), max_size=2))),
        keep_latest=latest[0],
        per=latest[1],
        cost_above=draw(st.none() | st.decimals(0, 1000, places=2)),
    )


OPERATIONS: st.SearchStrategy[Literal["cancel", "delete"]] = st.sampled_from(["cancel", "delete"])


@given(OPERATIONS, selections(), ITEMS)
def test_no_item_is_chosen_by_a_date_or_cost_that_is_not_known(
    operation: Literal["cancel", "delete"], selection: Selection, items: list[FineTune[Any]]
) -> None:
    for item in selection.choose(operation, items, now=NOW).items:
        if selection.older_than is not None or selection.keep_latest is not None:
            assert item.created_at is not None
            assert item.created_at.year >= 2000
        if selection.cost_above is not None:
            assert item.price is not None
            assert item.price > Decimal(selection.cost_above)


@given(OPERATIONS, selections(), ITEMS)
def test_no_item_is_both_chosen_and_skipped_and_the_order_stays(
    operation: Literal["cancel", "delete"], selection: Selection, items: list[FineTune[Any]]
) -> None:
    found = selection.choose(operation, items, now=NOW)
    refs = [item.ref for item in found.items]
    assert not {*refs} & {entry.ref for entry in found.skipped}
    assert refs == [item.ref for item in items if item.ref in {*refs}]


@given(OPERATIONS, ITEMS, st.integers(1, 4), st.sampled_from(["provider", "model"]), selections())
def test_exactly_the_latest_of_each_group_are_kept(
    operation: Literal["cancel", "delete"],
    items: list[FineTune[Any]],
    number: int,
    per: Literal["provider", "model"],
    others: Selection,
) -> None:
    without = Selection(
        older_than=others.older_than,
        statuses=others.statuses,
        names=others.names,
        cost_above=others.cost_above,
    )
    both = Selection(
        older_than=others.older_than,
        statuses=others.statuses,
        names=others.names,
        cost_above=others.cost_above,
        keep_latest=number,
        per=per,
    )
    groups: dict[Any, list[FineTune[Any]]] = defaultdict(list)
    for item in without.choose(operation, items, now=NOW).items:
        if item.created_at is not None and item.created_at.year >= 2000:
            groups[getattr(item, per)].append(item)
    expected: set[str] = set()
    for group, members in groups.items():
        if group is not None:
            members.sort(key=lambda item: (item.created_at or NOW, item.ref))
            expected |= {item.ref for item in members[:-number]}
    assert {item.ref for item in both.choose(operation, items, now=NOW).items} == expected

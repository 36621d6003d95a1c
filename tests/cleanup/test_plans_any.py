"""What holds for every plan, and for every way to spoil one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from finetunes import Status
from finetunes.cleanup import Plan, PlanError, Skipped
from hypothesis import given, strategies as st

from .conftest import NOW, fine_tune
from .test_plans import ADDRESSES, plan_of, whole
from .test_selection_any import selections

if TYPE_CHECKING:
    import random
    from pathlib import Path

TEXTS = st.none() | st.text(max_size=8)
TIMES = st.none() | st.integers(-(2**31), 2**34).map(lambda n: datetime.fromtimestamp(n, UTC))
ITEMS = st.lists(
    st.builds(
        fine_tune,
        id=st.from_regex(r"[a-z0-9:/ ]{0,3}[a-z]", fullmatch=True),
        provider=st.sampled_from(["together", "bfl"]),
        status=st.sampled_from(Status),
        provider_status=TEXTS,
        name=TEXTS,
        model=TEXTS,
        created_at=TIMES,
        updated_at=TIMES,
        price=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=9),
    ),
    max_size=4,
    unique_by=lambda item: item.ref,
)
SKIPPED = st.lists(st.builds(Skipped, ref=st.text(max_size=5), reason=st.text(max_size=5)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@given(ITEMS, SKIPPED, selections(), st.booleans(), st.integers(1, 10**8))
def test_any_plan_is_read_as_it_was_written(
    folder: Path,
    items: list[Any],
    skipped: list[Skipped],
    selection: Any,
    by_reference: bool,
    seconds: int,
) -> None:
    plan = plan_of(
        *items,
        skipped=tuple(skipped),
        selection=selection,
        by_reference=by_reference,
        expires_at=NOW + timedelta(seconds=seconds),
    )
    plan.write(folder / "plan.json")
    assert Plan.read(folder / "plan.json") == plan


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1, 1.5, "", "x", "delete", "cancel", "together:ft-2", [], {}, "2026-01-01"]
)


@given(st.randoms(use_true_random=False), VALUES)
def test_any_change_of_a_value_is_refused_or_changes_nothing_that_is_sent(
    folder: Path, choice: random.Random, value: Any
) -> None:
    document = whole().document()
    places = list(walk(document))
    parent, key = choice.choice(places)
    if choice.random() < 0.2:
        del parent[key]
    else:
        parent[key] = value
    path = folder / "plan.json"
    path.write_text(json.dumps(document))
    assert_harmless(path)


@given(st.integers(0, 10**6), st.binary(max_size=3), st.integers(0, 3))
def test_any_change_of_bytes_is_refused_or_changes_nothing_that_is_sent(
    folder: Path, at: int, new: bytes, length: int
) -> None:
    path = folder / "plan.json"
    content = json.dumps(whole().document()).encode()
    at %= len(content)
    path.write_bytes(content[:at] + new + content[at + length :])
    assert_harmless(path)


def assert_harmless(path: Path) -> None:
    """What is left of a spoiled plan is a part of the plan that was made."""
    try:
        plan = Plan.read(path)
    except PlanError as error:
        words = str(error)
    else:
        words = "plan.json: "
        made = whole()
        known = {item.ref: item.document() for item in made.items}
        for item in plan.items:
            assert item.document() == known[item.ref]
            assert plan.addresses[item.reference.provider] == ADDRESSES[item.reference.provider]
            assert (plan.operation, plan.expires_at) == (made.operation, made.expires_at)
    assert words.startswith("plan.json: ")
    assert "\n" not in words


def walk(value: Any) -> Any:
    """Every place in a JSON document, as its parent and the key there."""
    if isinstance(value, dict | list):
        parent = cast("Any", value)
        for key in list(parent) if isinstance(value, dict) else range(len(parent)):
            yield parent, key
            yield from walk(parent[key])

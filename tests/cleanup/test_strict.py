"""Reading JSON strictly: one clear error that names the place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cleanup import PlanError
from finetunes.cleanup.strict import Place

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON document"),
        (b"\xff\xfe", "no JSON document"),
        (b"[" * 100_000, "no JSON document"),
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b'{"a": NaN}', "NaN is no number"),
    ],
    ids=["empty", "no text", "deep", "twice", "NaN"],
)
def test_what_is_no_plain_json_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(PlanError, match=f"plan.json: .*{words}"):
        Place.parse(content, "plan.json")


READS: list[tuple[Callable[[Place], Any], Any, str]] = [
    (lambda p: p.text(), 1, "expected text, found 1"),
    (lambda p: p.whole(), True, "expected a whole number, found true"),
    (lambda p: p.whole(), 1.0, "expected a whole number, found 1.0"),
    (lambda p: p.items(), {}, "expected a list"),
    (lambda p: p.entries(), [], "expected an object"),
    (lambda p: p.fields("a"), {}, "'a' is missing"),
    (lambda p: p.fields(), {"b": 1}, "'b' is not known here"),
    (lambda p: p.yes_or_no(), 1, "expected true or false, found 1"),
    (lambda p: p.choice(("x", "y")), "z", "expected one of x, y, found 'z'"),
    (lambda p: p.moment(), "yesterday", "expected a time with its offset"),
    (lambda p: p.moment(), "2026-01-01T00:00:00", "expected a time with its offset"),
    (lambda p: p.money(), "a lot", "expected an amount"),
    (lambda p: p.money(), "Infinity", "expected an amount"),
    (lambda p: p.money(), "1e999999999", "expected an amount"),
    (lambda p: p.money(), "0e-999999999", "expected an amount"),
]


@pytest.mark.parametrize(("read", "value", "words"), READS)
def test_a_value_of_another_kind_is_refused_with_its_place(
    read: Callable[[Place], Any], value: Any, words: str
) -> None:
    with pytest.raises(PlanError) as caught:
        read(Place(value, "plan.json", "items[3]"))
    assert str(caught.value).startswith(f"plan.json: items[3]: {words}")


def test_a_place_is_named_by_the_way_to_it() -> None:
    root = Place({"items": [{"price": 1}]}, "plan.json")
    price = root.fields("items")["items"].items()[0].fields("price")["price"]
    with pytest.raises(PlanError, match=r"^plan.json: items\[0\]\.price: expected an amount|text"):
        price.money()

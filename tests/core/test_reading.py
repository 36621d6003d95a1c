"""How one field is read: leniently, exactly, and never with an error."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from finetunes.adapters.reading import Fields, decoded

NO_OBJECTS: list[Any] = [None, 5, True, "x", ["x"], 1.5]


def fields(value: Any) -> Fields:
    return Fields({"x": value})


def from_json(text: str) -> Fields:
    return fields(json.loads(text))


@pytest.mark.parametrize("body", NO_OBJECTS, ids=str)
def test_what_is_no_object_has_no_fields(body: Any) -> None:
    found = Fields(body)
    assert [found.text("x"), found.whole("x"), found.time("x"), found.dollars("x", 0)] == [None] * 4
    assert found.numbers() == {}
    assert found.object("x").text("x") is None


@pytest.mark.parametrize("value", [None, "", 5, True, ["x"], {"x": "x"}], ids=str)
def test_what_is_no_text_is_none(value: Any) -> None:
    assert fields(value).text("x") is None


def test_the_first_field_that_is_text_counts() -> None:
    body = {"a": None, "b": "", "c": "third", "d": "fourth"}
    assert Fields(body).text("missing", "a", "b", "c", "d") == "third"


@pytest.mark.parametrize("value", [0, -1, 7, 10**30])
def test_a_whole_number_is_read(value: int) -> None:
    assert fields(value).whole("x") == value


@pytest.mark.parametrize("value", [None, True, False, 1.0, 1.5, "7", [7]], ids=repr)
def test_what_is_no_whole_number_is_none(value: Any) -> None:
    assert fields(value).whole("x") is None


def test_every_number_is_read_and_nothing_else() -> None:
    body = {"loss": 0.5, "step": 7, "below": -1e-9, "name": "x", "on": True, "off": None, "in": [1]}
    assert Fields(body).numbers() == {"loss": 0.5, "step": 7.0, "below": -1e-9}


@pytest.mark.parametrize("text", ["1e400", "-1e400", "1" + "0" * 400])
def test_a_number_too_large_for_a_computer_is_left_out(text: str) -> None:
    assert from_json(text).numbers() == {}


def test_a_number_is_a_float() -> None:
    assert [type(value) for value in fields(7).numbers().values()] == [float]


MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-02T03:04:05Z", MOMENT),
        ("2026-01-02T03:04:05+00:00", MOMENT),
        ("2026-01-02T05:04:05+02:00", MOMENT),
        ("2026-01-02 03:04:05Z", MOMENT),
        ("2026-01-02T03:04:05.25Z", MOMENT + timedelta(milliseconds=250)),
        ("2026-01-02T03:04:05.123456Z", MOMENT + timedelta(microseconds=123456)),
        ("2026-01-02T03:04:05.123456789Z", MOMENT + timedelta(microseconds=123456)),
    ],
)
def test_a_moment_is_read(text: str, moment: datetime) -> None:
    assert fields(text).time("x") == moment


def test_a_moment_keeps_the_offset_it_was_given_with() -> None:
    found = fields("2026-01-02T03:04:05-07:00").time("x")
    assert found is not None
    assert found.tzinfo == timezone(timedelta(hours=-7))


@pytest.mark.parametrize(
    "value",
    ["2026-01-02T03:04:05", "2026-01-02", "yesterday", "", "2026-13-02T03:04:05Z", "9" * 50,
     "0000-00-00T00:00:00Z", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
     None, 1767323045, True, ["2026-01-02T03:04:05Z"]],
    ids=str,
)  # fmt: skip
def test_what_names_no_moment_is_none(value: Any) -> None:
    assert fields(value).time("x") is None


@pytest.mark.parametrize(
    ("units", "dollars"),
    [(0, "0"), (1, "0.000000001"), (1_234_567_890, "1.23456789"), (-5 * 10**9, "-5"),
     (10**18 + 1, "1000000000.000000001")],
)  # fmt: skip
def test_an_amount_is_exact(units: int, dollars: str) -> None:
    assert fields(units).dollars("x", 9) == Decimal(dollars)


@pytest.mark.parametrize("value", [None, "5", 1.5, True, [5]], ids=repr)
def test_what_is_no_amount_is_none(value: Any) -> None:
    assert fields(value).dollars("x", 9) is None


def test_an_object_inside_is_read_like_any_other() -> None:
    assert Fields({"x": {"y": {"z": "deep"}}}).object("x").object("y").text("z") == "deep"


# Decoding


@pytest.mark.parametrize(
    ("body", "reason"),
    [(None, "NoneType instead of an object: None"), (["x"], "list instead of an object: ['x']"),
     ("a\nb", "str instead of an object: a b"), (5, "int instead of an object: 5")],
)  # fmt: skip
def test_what_is_no_object_is_not_decoded_and_said_so(body: Any, reason: str) -> None:
    assert decoded(dict, body) == (None, reason)


def test_a_body_that_decodes_has_no_reason() -> None:
    assert decoded(dict, {"a": 1}) == ({"a": 1}, None)


@pytest.mark.parametrize("kind", [KeyError, RecursionError, ValueError, AttributeError])
def test_whatever_decoding_raises_is_told_in_one_short_line(kind: type[Exception]) -> None:
    def fail(_: object) -> None:
        raise kind("\x1b[31m\n" + "x" * 1000)

    raw, reason = decoded(fail, {})
    assert raw is None
    assert reason is not None
    assert reason.startswith(kind.__name__)
    assert reason.isprintable()
    assert len(reason) <= 201

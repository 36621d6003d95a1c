"""One value that is no JSON, null, or no token: the rest is read, or its loss is said."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from finetunes import OutcomeUnknownError, UndecodableResponseError

from .canned import Canned, answer
from .conftest import KEY, Call
from .reads import READS, TOGETHER_JOB, answered

SYNC = Call("sync")
ITEMS = {
    key: next(iter(body))
    for key, body in READS.items()
    if key[1] != "retrieve" and key != ("bfl", "list")
}
ODD = {
    "no number": "NaN",
    "no end": "-Infinity",
    "many digits": "-" + "1" * 5000,
    "deep": "[" * 101 + "]" * 101,
    "deeper than Python goes": "[" * 100_000 + '"]"' + "]" * 100_000,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("key", ITEMS)
def test_one_value_that_is_no_json_does_not_hide_the_rest(key: tuple[str, str], odd: str) -> None:
    good = READS[key][ITEMS[key]][0]
    text = json.dumps({ITEMS[key]: [good, {"odd": "S", "s": '[{"'}, good]}).replace('"S"', odd)
    first, second, third = answered(SYNC, *key, text)
    assert first.body == third.body == good
    assert second.body["s"] == '[{"'
    assert pickle.loads(pickle.dumps(second)).body == second.body


@pytest.mark.parametrize("text", ["[" * 101, "[" * 200 + "]" * 101, '{"a": NaN', "[NaN]"])
def test_what_is_broken_stays_no_answer(text: str) -> None:
    with pytest.raises(UndecodableResponseError, match="but the body is no JSON"):
        answered(SYNC, "together", "list", text)


def test_a_key_behind_an_escape_is_hidden_in_a_lenient_reading_too() -> None:
    hidden = "".join(f"\\u{ord(c):04x}" for c in KEY)
    (found,) = answered(SYNC, "together", "list", f'{{"data": [{{"id": "{hidden}", "x": NaN}}]}}')
    assert found.body == {"id": "[API key]", "x": None}


def test_a_diverged_run_shows_the_points_before() -> None:
    text = '{"metrics": [{"train/loss": 0.5, "step": 1}, {"train/loss": NaN, "step": 2}]}'
    before, after = answered(SYNC, "together", "list_metrics", text)
    assert (before.values, after.values) == ({"train/loss": 0.5, "step": 1}, {"step": 2})


def test_a_destructive_answer_is_read_strictly() -> None:
    with pytest.raises(OutcomeUnknownError):
        SYNC("together", transport=Canned(answer('{"message": "deleted", "x": NaN}')))


@pytest.mark.parametrize("field", ["events", "training_type", "lr_scheduler"])
def test_null_where_a_property_may_be_left_out_is_nothing(field: str) -> None:
    found = answered(SYNC, "together", "retrieve", {**TOGETHER_JOB, field: None})
    assert (found.undecoded, found.body[field]) == (None, None)
    assert found.raw is not None


def test_a_property_that_does_not_decode_is_named() -> None:
    found = answered(SYNC, "together", "retrieve", {**TOGETHER_JOB, "lr_scheduler": "none"})
    assert found.undecoded == (
        "TypeError: no object, and so none of LRScheduler, UnspecifiedLRScheduler"
    )


@pytest.mark.parametrize("operation", ["list", "list_events", "list_metrics"])
@pytest.mark.parametrize("token", [5, 0, True, False, ["2"], {"a": "2"}], ids=str)
def test_a_token_that_is_no_text_is_no_end_but_an_error(operation: str, token: Any) -> None:
    body: dict[str, Any] = {ITEMS["cohere", operation]: [], "next_page_token": token}
    with pytest.raises(UndecodableResponseError, match="'next_page_token', the token of the next"):
        answered(SYNC, "cohere", operation, body)

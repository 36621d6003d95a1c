"""When a request is sent again, and how long is waited before that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from finetunes.calls import deliver
from finetunes.errors import RateLimitError
from finetunes.exchange.replies import Reply
from hypothesis import given, strategies as st

from .driven import (
    GOOD,
    NEVER_SENT,
    SEND,
    SENT_AND_LOST,
    TOO_LATE,
    TOO_LATE_TO_CONNECT,
    Driven,
    call,
    reply,
)


def lower(low: float, high: float) -> float:
    """Stands in for `random.uniform`."""
    return min(low, high)


# What may be sent again


@pytest.mark.parametrize(
    ("end", "again"),
    [(NEVER_SENT, True), (reply(429), True), (SENT_AND_LOST, False), (TOO_LATE, False),
     (TOO_LATE_TO_CONNECT, False), (reply(408), False), (reply(500), False), (reply(502), False),
     (reply(503, None, retry_after="1"), False), (reply(599), False), (reply(409), False),
     (reply(400), False), (reply(404), False), (reply(301), False), (reply(425), False)],
)  # fmt: skip
def test_a_destructive_request_is_sent_again_only_where_nothing_can_have_happened(
    end: Any, again: bool
) -> None:
    assert Driven(deliver(call(), SEND), end, GOOD).sends == (2 if again else 1)


@pytest.mark.parametrize(
    ("end", "again"),
    [(NEVER_SENT, True), (reply(429), True), (SENT_AND_LOST, True), (TOO_LATE, False),
     (reply(408), True), (reply(500), True), (reply(503), True), (reply(599), True),
     (reply(409), False), (reply(400), False), (reply(404), False), (reply(301), False)],
)  # fmt: skip
def test_a_read_is_sent_again_after_every_fault_that_may_pass(end: Any, again: bool) -> None:
    driven = Driven(deliver(call(destructive=False), SEND), end, GOOD)
    assert driven.sends == (2 if again else 1)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_a_success_is_never_sent_again(status: int) -> None:
    driven = Driven(deliver(call(), SEND), reply(status), GOOD)
    assert (driven.sends, driven.value.status_code) == (1, status)


@pytest.mark.parametrize("max_retries", [0, 1, 2, 5])
@pytest.mark.parametrize("end", [NEVER_SENT, reply(429)])
def test_a_request_is_sent_again_at_most_max_retries_times(max_retries: int, end: Any) -> None:
    driven = Driven(deliver(call(max_retries=max_retries), SEND), *[end] * 9)
    assert driven.sends == max_retries + 1
    assert len(driven.pauses) == max_retries


def test_a_request_is_not_sent_again_where_the_time_does_not_last_for_the_pause() -> None:
    driven = Driven(deliver(call(), SEND), reply(429, None, retry_after="30"), GOOD, time_left=20)
    assert driven.sends == 1
    assert isinstance(driven.error, RateLimitError)
    assert driven.error.retry_after == 30


ENDS = st.one_of(
    st.sampled_from([NEVER_SENT, SENT_AND_LOST, TOO_LATE_TO_CONNECT, TOO_LATE]),
    st.integers(200, 599).map(reply),
    st.sampled_from(["0", "1", "61", "x"]).map(lambda after: reply(429, retry_after=after)),
    st.sampled_from(["0", "1", "61", "x"]).map(lambda after: reply(503, retry_after=after)),
)


@given(st.lists(ENDS, min_size=8, max_size=8), st.integers(0, 7))
def test_no_destructive_request_follows_one_that_may_have_been_received(
    ends: list[Any], max_retries: int
) -> None:
    driven = Driven(deliver(call(max_retries=max_retries), SEND), *ends)
    for end in ends[: driven.sends - 1]:  # all but the last were followed by another request
        assert end is NEVER_SENT or end.status_code == 429
    last = ends[driven.sends - 1]
    if isinstance(last, Reply) and 200 <= last.status_code < 300:
        assert driven.value is last
    else:
        assert driven.error is not None


# How long the pauses are


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "7"}, 7.0),
        ({"retry_after": "0"}, 0.0),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after": "60"}, 60.0),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after_ms": "250", "retry_after": "9"}, 0.25),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry_after": "Wed, 21 Oct 2015 07:28:00 -0000"}, 0.0),
        ({"retry_after": "-5"}, 0.5),
        ({"retry_after": "nan"}, 0.5),
        ({"retry_after": "inf"}, 0.5),
        ({"retry_after": ""}, 0.5),
        ({"retry_after": "soon"}, 0.5),
        ({"retry_after": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, 0.5),
        ({}, 0.5),
    ],
    ids=str,
)
def test_a_pause_is_what_the_provider_asks_for_with_a_quarter_of_spread(
    headers: dict[str, str], seconds: float
) -> None:
    driven = Driven(deliver(call(), SEND), reply(429, None, **headers), GOOD)
    assert driven.value is GOOD
    assert seconds <= driven.pauses[0] <= seconds * 1.25


def test_a_pause_until_a_date_lasts_until_then() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    driven = Driven(deliver(call(), SEND), reply(429, None, retry_after=date), GOOD)
    assert 25 <= driven.pauses[0] <= 30 * 1.25


@pytest.mark.parametrize("headers", [
    {"retry_after": "61"}, {"retry_after": "1e9"}, {"retry_after_ms": "60001"},
    {"retry_after": "Fri, 01 Jan 2500 00:00:00 GMT"},
], ids=str)  # fmt: skip
def test_a_provider_that_asks_for_more_than_a_minute_is_not_waited_for(
    headers: dict[str, str],
) -> None:
    driven = Driven(deliver(call(), SEND), reply(429, None, **headers), GOOD)
    assert (driven.sends, driven.pauses) == (1, [])
    assert isinstance(driven.error, RateLimitError)
    assert driven.error.retry_after is not None
    assert driven.error.retry_after > 60


def test_pauses_grow_to_eight_seconds_and_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lower)
    driven = Driven(deliver(call(max_retries=2000), SEND), *[NEVER_SENT] * 2001)
    assert driven.pauses[:7] == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert max(driven.pauses) == 8.0

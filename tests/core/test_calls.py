"""When a request is sent again, and what each end of a call means; no network, no clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.adapters import find_adapter
from finetunes.addresses import check_base_url
from finetunes.auth import APIKey
from finetunes.calls import Answer, Call, ask, deliver, printable
from finetunes.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    FinetunesError,
    InternalServerError,
    OutcomeUnknownError,
    RateLimitError,
    UndecodableResponseError,
)
from finetunes.flow import Flow, Pause, Send
from finetunes.replies import BodyReader, Lost, Reply
from hypothesis import given
from hypothesis import strategies as st

from .conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SEND = Send("DELETE", "/items/ft-1")


def reply(status: int, body: Any = None, **headers: str) -> Reply:
    reader = BodyReader()
    reader.feed(b"" if body is None else json.dumps(body).encode())
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, reader, NOW, APIKey(KEY))


NEVER_SENT = Lost("ConnectError: refused", sent=False, timed_out=False, sent_at=NOW)
SENT_AND_LOST = Lost("ReadError: reset", sent=True, timed_out=False, sent_at=NOW)
TOO_LATE_TO_CONNECT = Lost("no reply within 1 s", sent=False, timed_out=True, sent_at=NOW)
TOO_LATE = Lost("no reply within 1 s", sent=True, timed_out=True, sent_at=NOW)
GOOD = reply(200, {"message": "done"})


def call(*, destructive: bool = True, max_retries: int = 2) -> Call:
    kind = find_adapter("cohere")
    address = check_base_url(kind.base_url, provider="cohere")
    return Call(kind(address, max_retries), "delete", "ft-1", destructive)


def lower(low: float, high: float) -> float:
    """Stands in for `random.uniform`."""
    return min(low, high)


class Driven:
    """Runs a flow by hand: a list of ends goes in, sends and pauses are counted."""

    def __init__(self, flow: Flow[Any], *ends: Any, time_left: float = 1e9) -> None:
        self.sends = 0
        self.pauses: list[float] = []
        self.value: Any = None
        self.error: FinetunesError | None = None
        given: Iterator[Any] = iter(ends)
        answer: Any = None
        try:
            while True:
                step = flow.send(answer)
                if isinstance(step, Pause):
                    self.pauses.append(step.seconds)
                    answer = step.seconds < time_left
                else:
                    assert step == SEND
                    self.sends += 1
                    answer = next(given)
        except StopIteration as done:
            self.value = done.value
        except FinetunesError as error:
            self.error = error


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
    monkeypatch.setattr("finetunes.calls.random.uniform", lower)
    driven = Driven(deliver(call(max_retries=2000), SEND), *[NEVER_SENT] * 2001)
    assert driven.pauses[:7] == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert max(driven.pauses) == 8.0


# What each end means


@pytest.mark.parametrize("end", [SENT_AND_LOST, TOO_LATE])
def test_a_destructive_request_without_a_reply_has_an_unknown_outcome(end: Lost) -> None:
    error = Driven(deliver(call(), SEND), end).error
    assert type(error) is OutcomeUnknownError
    assert end.reason in str(error)
    assert error.sent_at == NOW
    assert error.next_step is not None
    assert error.next_step in str(error)
    assert (error.status_code, error.body, error.last_seen) == (None, None, None)


@pytest.mark.parametrize("status", [408, 499, 500, 502, 503, 504, 520, 530, 599])
def test_a_fault_after_a_destructive_request_has_an_unknown_outcome(status: int) -> None:
    end = reply(status, {"message": "try later"}, x_request_id="req-7", retry_after="3")
    error = Driven(deliver(call(), SEND), end).error
    assert type(error) is OutcomeUnknownError
    assert (error.status_code, error.body) == (status, {"message": "try later"})
    assert (error.request_id, error.retry_after) == ("req-7", 3.0)
    assert error.sent_at == NOW
    assert f"{status}" in str(error)
    assert "try later" in str(error)
    assert "(request req-7)" in str(error)


def test_an_unknown_outcome_is_no_error_that_callers_retry() -> None:
    assert not issubclass(OutcomeUnknownError, APIConnectionError | APIStatusError)


@pytest.mark.parametrize(
    ("end", "kind"), [(NEVER_SENT, APIConnectionError), (TOO_LATE_TO_CONNECT, APITimeoutError)]
)
def test_a_request_that_was_never_sent_changed_nothing_and_says_so(
    end: Lost, kind: type[FinetunesError]
) -> None:
    error = Driven(deliver(call(max_retries=0), SEND), end).error
    assert type(error) is kind
    assert str(error) == f"cohere:ft-1: delete: {end.reason}; nothing was changed"


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (NEVER_SENT, APIConnectionError),
        (SENT_AND_LOST, APIConnectionError),
        (TOO_LATE, APITimeoutError),
        (reply(408), APIStatusError),
        (reply(500), InternalServerError),
        (reply(599), InternalServerError),
    ],
)
def test_the_same_ends_of_a_read_are_ordinary_errors(end: Any, kind: type[FinetunesError]) -> None:
    error = Driven(deliver(call(destructive=False, max_retries=0), SEND), end).error
    assert type(error) is kind
    assert "nothing was changed" not in str(error)


@pytest.mark.parametrize(
    ("destructive", "kind"), [(True, OutcomeUnknownError), (False, UndecodableResponseError)]
)
@pytest.mark.parametrize("body", [None, [], "text", 5, True, [{"message": "x"}]], ids=str)
def test_a_success_without_a_json_object_is_no_answer(
    destructive: bool, kind: type[FinetunesError], body: Any
) -> None:
    error = Driven(ask(call(destructive=destructive), SEND), reply(200, body)).error
    assert type(error) is kind
    assert "200 OK, but the body is " in str(error)


def test_a_success_with_a_json_object_is_an_answer() -> None:
    value = Driven(ask(call(), SEND), GOOD).value
    assert isinstance(value, Answer)
    assert value.body == {"message": "done"}


def test_the_text_of_an_answer_is_a_string_or_none() -> None:
    end = reply(200, {"text": "x", "number": 5, "null": None, "list": ["x"]})
    answer = Driven(ask(call(), SEND), end).value
    found = [answer.text(name) for name in ("text", "number", "null", "list", "missing")]
    assert found == ["x", None, None, None, None]


@pytest.mark.parametrize("end", [SENT_AND_LOST, NEVER_SENT])
def test_hostile_words_of_a_lost_reply_stay_one_short_printable_line(end: Lost) -> None:
    hostile = end._replace(reason="\x1b[31mRED\r\n\u202e" + "x" * 1_000_000)
    error = Driven(deliver(call(max_retries=0), SEND), hostile).error
    assert str(error).isprintable()
    assert len(str(error)) < 500


# What becomes of foreign text


@given(st.text(max_size=300))
def test_any_text_becomes_one_short_printable_line(text: str) -> None:
    assert printable(text).isprintable()
    assert len(printable(text)) <= 201


@given(st.text("abcdef ", max_size=200).map(lambda text: " ".join(text.split())))
def test_a_short_line_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\n  b\tc\u2028d", "a b c d"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eabc", "\\u202eabc"),
        ("\ud800", "\\ud800"),
        ("x" * 201, "x" * 200 + "…"),
        ("", ""),
    ],
)
def test_what_cannot_be_printed_is_escaped(text: str, line: str) -> None:
    assert printable(text) == line

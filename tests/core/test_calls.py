"""What each end of a call means, and what becomes of foreign text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes.calls import Answer, ask, deliver, printable
from finetunes.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    FinetunesError,
    InternalServerError,
    OutcomeUnknownError,
    UndecodableResponseError,
)
from hypothesis import given, strategies as st

from .driven import (
    GOOD,
    NEVER_SENT,
    NOW,
    SEND,
    SENT_AND_LOST,
    TOO_LATE,
    TOO_LATE_TO_CONNECT,
    Driven,
    call,
    reply,
)

if TYPE_CHECKING:
    from finetunes.exchange.replies import Lost

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
    assert str(error) == (
        f"cohere:ft-1: delete: {end.reason}; nothing was changed; "
        "asked at https://api.cohere.com; check CO_API_URL and the network"
    )


def test_a_place_that_a_server_named_is_what_cannot_be_reached() -> None:
    elsewhere = SEND._replace(method="GET", url="https://store.example/x?signature=1", public=True)
    flow = deliver(call(destructive=False, max_retries=0), elsewhere)
    assert next(flow) == elsewhere
    with pytest.raises(APIConnectionError) as caught:
        flow.send(NEVER_SENT)
    words = f"cohere:ft-1: delete: {NEVER_SENT.reason}; asked at store.example; try again"
    assert str(caught.value) == words


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

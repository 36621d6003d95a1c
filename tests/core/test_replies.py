"""Odd replies, over a real socket: each has one documented end, and none is a bare exception."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import (
    APIStatusError,
    BadRequestError,
    Client,
    FinetunesError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
    Result,
)
from finetunes.replies import BODY_LIMIT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .operations import TOGETHER_DELETE, Operation, every_operation
from .wire import Connection, Script, chunked, gzipped, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .conftest import Call
    from .wire import Wire

    Start = Callable[..., Wire]

DONE = json.dumps(TOGETHER_DELETE.answer).encode()


def raw(data: bytes) -> Script:
    """Answer the one request with these bytes, and close."""

    def script(connection: Connection) -> None:
        connection.request()
        connection.send(data)

    return script


def encoded(body: bytes, encoding: str, status: str = "200 OK") -> bytes:
    return reply(body, status, f"Content-Encoding: {encoding}")


# Replies that are the provider's answer, however oddly they come.

ANSWERS: dict[str, bytes] = {
    "plain": reply(DONE),
    "chunked": chunked(DONE[:5], DONE[5:]),
    "chunked byte by byte": chunked(*[DONE[i : i + 1] for i in range(len(DONE))]),
    "without a length": reply(DONE, length=None),
    "gzip": gzipped(TOGETHER_DELETE.answer),
    "zlib that says gzip": encoded(zlib.compress(DONE), "gzip"),
    "gzip in capitals": encoded(gzip.compress(DONE), "GZIP"),
    "gzip with bytes after its end": encoded(gzip.compress(DONE) + b"xxx", "gzip"),
    "identity": encoded(DONE, "identity"),
    "after informational replies": b"HTTP/1.1 100 Continue\r\n\r\n" * 20 + reply(DONE),
    "status 201": reply(DONE, "201 Created"),
    "status 299": reply(DONE, "299 Whatever"),
    "no phrase": reply(DONE, "200"),
    "no content type": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(DONE), DONE),
    "content type text/html": reply(DONE, "200 OK", "Content-Type: text/html"),
    "charset of another age": reply(
        DONE, "200 OK", "Content-Type: application/json; charset=utf-7"
    ),
    "HTTP/1.0": reply(DONE).replace(b"HTTP/1.1", b"HTTP/1.0"),
    "white space around": reply(b" \r\n\t" + DONE + b"\n" * 1000),
    "byte order mark": reply(b"\xef\xbb\xbf" + DONE),
    "the same name twice": reply(b'{"message": 1, "message": "deleted"}'),
    "a lone surrogate": reply(b'{"message": "\\ud800"}'),
    "a very small number": reply(b'{"message": "deleted", "n": 1e-999999}'),
    "unknown fields": reply(b'{"message": "deleted", "new": [{"a": null}]}'),
    "message is null": reply(b'{"message": null}'),
    "message is an object": reply(b'{"message": {"a": 1}}'),
    "no field at all": reply({}),
    "99 headers": reply(DONE, "200 OK", *[f"X-{n}: {n}" for n in range(99)]),
    "header with bytes beyond ASCII": reply(DONE, "200 OK", "X-Request-Id: é"),
    "nested 90 deep": reply(b'{"a": ' + b"[" * 90 + b"]" * 90 + b"}"),
    "as large as is allowed": reply(b'{"a": "' + b"x" * (BODY_LIMIT - 9) + b'"}'),
}


@pytest.mark.parametrize("data", ANSWERS.values(), ids=ANSWERS)
def test_this_is_an_answer(call: Call, wire: Start, data: bytes) -> None:
    script = data if b"Content-Length" in data else raw(data)
    result = call("together", base_url=wire(script).url)
    assert result.outcome == "deleted"
    assert isinstance(result.body, dict)


# Replies with a success status that do not say what happened.

BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMBED = BOMB.compress(b" " * 200_000_000) + BOMB.flush()
HUGE = b'{"a": "' + b"x" * (BODY_LIMIT + 1) + b'"}'
DEEP = b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

UNCLEAR: dict[str, tuple[bytes, str]] = {
    "a page": (reply("<html>Sign in</html>"), "the body is no JSON: <html>Sign in</html>"),
    "empty": (reply(), "the body is empty"),
    "only white space": (reply(b" \n "), "the body is no JSON"),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", "204 No Content, but the body is empty"),
    "205": (reply(status="205 Reset Content"), "205 Reset Content, but the body is empty"),
    "202": (reply(DONE, "202 Accepted"), "202 Accepted"),
    "null": (reply(b"null"), "the body is no JSON object: null"),
    "a list": (reply([DONE.decode()]), "the body is no JSON object"),
    "a string": (reply(b'"deleted"'), "the body is no JSON object"),
    "true": (reply(b"true"), "the body is no JSON object"),
    "a number": (reply(b"1"), "the body is no JSON object"),
    "an error": (reply({"error": {"message": "no"}}), "the body is an error"),
    "truncated": (reply(DONE[:-1]), "the body is no JSON"),
    "two documents": (reply(DONE + DONE), "the body is no JSON"),
    "single quotes": (reply(b"{'message': 'deleted'}"), "the body is no JSON"),
    "NaN": (reply(b'{"message": NaN}'), "the body is no JSON"),
    "Infinity": (reply(b'{"message": -Infinity}'), "the body is no JSON"),
    "an integer of 5000 digits": (reply(b'{"n": ' + b"9" * 5000 + b"}"), "the body is no JSON"),
    "nested 120 deep": (reply(b'{"a": ' + b"[" * 120 + b"]" * 120 + b"}"), "the body is no JSON"),
    "nested 100,000 deep": (reply(DEEP), "the body is no JSON"),
    "nested 700 deep, with an escape": (
        reply(b'{"e": "\\u0041", "a": ' + b"[" * 700 + b"]" * 700 + b"}"),
        "the body is no JSON",
    ),
    "invalid UTF-8": (reply(b'{"message": "\xff\xfe"}'), "the body is no JSON"),
    "UTF-16": (reply(DONE.decode().encode("utf-16")), "the body is no JSON"),
    "bytes 0": (reply(b"\x00" * 100), "the body is no JSON"),
    "too large": (reply(HUGE), "larger than 8388608 bytes"),
    "too large in chunks": (chunked(*[HUGE[i : i + 65536] for i in range(0, len(HUGE), 65536)]),
                            "larger than 8388608 bytes"),
    "too large in gzip": (encoded(gzip.compress(HUGE), "gzip"), "larger than 8388608 bytes"),
    "a gzip bomb": (encoded(BOMBED, "gzip"), "larger than 8388608 bytes"),
    "a length that is too long": (reply(DONE, length=1000), "the reply broke off"),
    "a length that is too short": (reply(DONE, length=5), "the body is no JSON"),
    "a gzip that is none": (encoded(DONE, "gzip"), "says it is gzip, and is not"),
    "half a gzip": (encoded(gzip.compress(DONE)[:-9], "gzip"), "the gzip body broke off"),
    "nothing in gzip": (encoded(b"", "gzip"), "the body is empty"),
    "gzip of nothing": (encoded(gzip.compress(b""), "gzip"), "the body is empty"),
    "br": (encoded(b"\x0b\x02\x80{}\x03", "br"), "an encoding that was not asked for"),
    "zstd": (encoded(b"(\xb5/\xfd", "zstd"), "an encoding that was not asked for"),
    "gzip twice": (encoded(b"x", "gzip, gzip"), "an encoding that was not asked for"),
    "an encoding nobody knows": (encoded(b"x", "x" * 1000), "an encoding that was not asked for"),
    "a broken chunk size": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "the reply broke off",
    ),
}  # fmt: skip

NO_REPLY: dict[str, bytes] = {
    "nothing": b"",
    "a page without HTTP": b"<html>hello</html>\r\n\r\n",
    "HTTP/0.9": DONE,
    "HTTP/2 preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "TLS": b"\x15\x03\x03\x00\x02\x02\x28",
    "random": bytes(range(256)),
    "line breaks": b"\r\n" * 50_000,
    "line breaks before a reply": b"\n\r\n\r\r" + reply(DONE),
    "a request": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "status 20": reply(DONE, "20 OK"),
    "status 2000": reply(DONE, "2000 OK"),
    "status 099": reply(DONE, "099 OK"),
    "status 000": reply(DONE, "000 OK"),
    "status abc": reply(DONE, "abc OK"),
    "switching protocols": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    "only informational replies": b"HTTP/1.1 100 Continue\r\n\r\n" * 3,
    "a header without a name": b"HTTP/1.1 200 OK\r\n: x\r\n\r\n{}",
    "a header with a byte 0": b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n{}",
    "a flood of headers": b"HTTP/1.1 200 OK\r\n" + b"X-Flood: 1234567890\r\n" * 20_000,
    "an endless header": b"HTTP/1.1 200 OK\r\nX-Flood: " + b"x" * 300_000,
    "two lengths": reply(DONE, "200 OK", "Content-Length: 3"),
    "a negative length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
    "a length of words": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
    "an unknown transfer encoding": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: x\r\n\r\n{}",
}


@pytest.mark.parametrize(("data", "words"), UNCLEAR.values(), ids=UNCLEAR)
def test_this_success_leaves_the_outcome_unknown(
    call: Call, wire: Start, data: bytes, words: str
) -> None:
    server = wire(raw(data))
    with pytest.raises(OutcomeUnknownError) as caught:
        call("together", base_url=server.url, timeout=20)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    assert caught.value.status_code is not None
    assert len(server.requests) == 1


@pytest.mark.parametrize("data", NO_REPLY.values(), ids=NO_REPLY)
def test_this_is_no_reply_and_leaves_the_outcome_unknown(
    call: Call, wire: Start, data: bytes
) -> None:
    server = wire(raw(data))
    with pytest.raises(OutcomeUnknownError) as caught:
        call("together", base_url=server.url, timeout=20)
    assert caught.value.status_code is None
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    assert len(server.requests) == 1


@every_operation
@pytest.mark.parametrize(
    "body", [b"<html>", b"", b"null", b"[]"], ids=["page", "empty", "null", "list"]
)
def test_no_provider_answers_like_this(
    call: Call, wire: Start, operation: Operation, body: bytes
) -> None:
    server = wire(reply(body))
    with pytest.raises(OutcomeUnknownError):
        call(operation.provider, operation.name, base_url=server.url)
    assert len(server.requests) == 1


# Statuses.

PAGE = "<html><body>nginx</body></html>"
STATUSES: dict[int, type[FinetunesError]] = {
    **dict.fromkeys([300, 301, 302, 303, 304, 307, 308, 399], APIStatusError),
    400: BadRequestError,
    404: NotFoundError,
    **dict.fromkeys([402, 405, 410, 418, 451], APIStatusError),
    429: RateLimitError,
    **dict.fromkeys(
        [408, 499, 500, 502, 503, 504, 511, *range(520, 531), 599], OutcomeUnknownError
    ),
    **dict.fromkeys([600, 777, 999], OutcomeUnknownError),
}


@pytest.mark.parametrize(("status", "expected"), STATUSES.items(), ids=str)
def test_each_status_has_its_error_whatever_page_comes_with_it(
    call: Call, wire: Start, status: int, expected: type[FinetunesError]
) -> None:
    server = wire(reply(PAGE, f"{status} Whatever"))
    with pytest.raises(expected) as caught:
        call("together", base_url=server.url, max_retries=0)
    assert type(caught.value) is expected
    assert caught.value.status_code == status
    assert caught.value.body == (None if status == 304 else PAGE)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@every_operation
def test_a_redirect_to_another_host_is_an_error_and_the_other_host_hears_nothing(
    call: Call, wire: Start, operation: Operation, status: int
) -> None:
    other = wire(operation.reply)
    server = wire(reply(b"", f"{status} Elsewhere", f"Location: {other.url}/steal"))
    with pytest.raises(APIStatusError, match="redirects are not followed") as caught:
        call(operation.provider, operation.name, base_url=server.url)
    assert caught.value.status_code == status
    assert len(server.requests) == 1
    assert other.connections == 0


# Retry-After, in every form it comes in.

RETRY_AFTER: dict[str, float | None] = {
    "Retry-After: 5": 5,
    "Retry-After: 0": 0,
    "Retry-After: 1.5": 1.5,
    "Retry-After-Ms: 1500": 1.5,
    "Retry-After: 9\r\nRetry-After-Ms: 20": 0.02,
    "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT": 0,
    "Retry-After: Wed, 21 Oct 2015 07:28:00 -0000": 0,
    "Retry-After: -1": None,
    "Retry-After: nan": None,
    "Retry-After: inf": None,
    "Retry-After: 1e999": None,
    "Retry-After:": None,
    "Retry-After: soon": None,
    "Retry-After: \u00b2": None,
    "Retry-After: Wed, 99 Oct 2015 99:99:99 GMT": None,
    "Retry-After: Wed, 21 Oct 2015 07:28:00 +9999999999999999": None,
    "X-Other: 5": None,
}


@pytest.mark.parametrize(("header", "seconds"), RETRY_AFTER.items(), ids=RETRY_AFTER)
def test_retry_after_is_read_in_seconds_milliseconds_and_as_a_date(
    call: Call, wire: Start, header: str, seconds: float | None
) -> None:
    server = wire(reply(b"", "429 Too Many Requests", header))
    with pytest.raises(RateLimitError) as caught:
        call("together", base_url=server.url, max_retries=0)
    assert caught.value.retry_after == seconds


def test_retry_after_as_a_date_counts_from_now(call: Call, wire: Start) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    server = wire(reply(b"", "429 Too Many Requests", f"Retry-After: {date}"))
    with pytest.raises(RateLimitError) as caught:
        call("together", base_url=server.url)
    assert caught.value.retry_after == pytest.approx(100, abs=15)
    assert len(server.requests) == 1


# Memory.


@pytest.mark.parametrize(
    "data", [encoded(BOMBED, "gzip"), encoded(gzip.compress(BOMBED), "gzip")], ids=["once", "twice"]
)
def test_a_gzip_bomb_is_not_unpacked(call: Call, wire: Start, data: bytes) -> None:
    server = wire(raw(data))
    tracemalloc.start()
    try:
        with pytest.raises(OutcomeUnknownError):
            call("together", base_url=server.url, timeout=20)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 * BODY_LIMIT


def test_an_endless_body_is_left(call: Call, wire: Start) -> None:
    sent = bytearray(1)

    def endless(connection: Connection) -> None:
        connection.request()
        connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while not connection.wire.stopping.is_set():
            connection.send(b"x" * 1_000_000)
            sent.append(0)

    server = wire(endless)
    with pytest.raises(OutcomeUnknownError, match="larger than"):
        call("together", base_url=server.url, timeout=20)
    assert len(sent) < 40


# Anything at all.


class Replaying:
    """One server for many examples: it answers with what `data` is at that moment."""

    def __init__(self, start: Start) -> None:
        self.data = b""
        self.server = start(self.script)
        self.client = Client(
            "together", api_key="k" * 9, base_url=self.server.url, timeout=0.5, max_retries=0
        )

    def script(self, connection: Connection) -> None:
        connection.request()
        connection.send(self.data)

    def ends(self, data: bytes, provider_call: str = "delete") -> None:
        self.data = data
        end: object
        try:
            end = getattr(self.client, provider_call)("ft-1")
        except FinetunesError as error:
            end = error
        assert "\n" not in str(end)
        assert isinstance(end, Result | FinetunesError)


@pytest.fixture
def replaying(wire: Start) -> Iterator[Replaying]:
    made = Replaying(wire)
    with made.client:
        yield made


anything = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@anything
@given(data=st.binary(max_size=300))
def test_any_bytes_end_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, data: bytes
) -> None:
    replaying.ends(data)


@anything
@given(head=st.binary(max_size=100), body=st.binary(max_size=100), status=st.integers(0, 9999))
def test_any_headers_end_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, head: bytes, body: bytes, status: int
) -> None:
    replaying.ends(b"HTTP/1.1 %d X\r\n%b\r\n\r\n%b" % (status, head, body))


@anything
@given(
    edits=st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), min_size=1, max_size=4),
    compressed=st.booleans(),
)
def test_a_good_reply_with_any_bytes_changed_ends_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, edits: list[tuple[int, bytes]], compressed: bool
) -> None:
    answer = {"id": "ft-1", "status": "cancel_requested", "events": [{"level": "info"}]}
    data = gzipped(answer) if compressed else reply(answer, "200 OK", "X-Request-Id: r-1")
    for number, instead in edits:
        place = number % len(data)
        data = data[:place] + instead + data[place + 1 :]
    replaying.ends(data, "cancel")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@anything
@given(
    body=st.dictionaries(
        st.sampled_from(["id", "status", "message", "error", "detail", "events", "created_at"]),
        json_values,
    ),
    status=st.sampled_from([200, 400, 404, 422, 500]),
)
def test_any_json_under_known_names_ends_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, body: dict[str, Any], status: int
) -> None:
    replaying.ends(reply(body, f"{status} X"), "cancel")


@anything
@given(text=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\0"), max_size=40))
def test_any_retry_after_ends_in_a_result_or_an_error_of_this_library(
    replaying: Replaying, text: str
) -> None:
    replaying.ends(reply(b"", "429 Too Many Requests", f"Retry-After: {text}"))


@pytest.mark.parametrize(
    "shape",
    ['{"detail": [{"msg": "x"}, %s]}', '{"detail": [{"loc": [%s], "msg": "x"}]}', '{"error": %s}'],
)
def test_an_error_nested_to_the_limit_of_the_parser_is_an_error_of_this_library(
    replaying: Replaying, shape: str
) -> None:
    # Somewhere in here the parser still manages, and whatever reads its value does not.
    for depth in range(850, 1000):
        body = shape % ("[" * depth + "]" * depth)
        replaying.ends(reply(body, "422 Unprocessable Content"))

"""Odd replies, over a real socket: broken messages, statuses, redirects and Retry-After."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from finetunes import (
    APIStatusError,
    BadRequestError,
    FinetunesError,
    NotFoundError,
    OutcomeUnknownError,
    RateLimitError,
)

from .operations import TOGETHER_DELETE, Operation, every_operation
from .wire import after_request, reply

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start

DONE = json.dumps(TOGETHER_DELETE.answer).encode()

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


@pytest.mark.parametrize("data", NO_REPLY.values(), ids=NO_REPLY)
def test_this_is_no_reply_and_leaves_the_outcome_unknown(
    call: Call, wire: Start, data: bytes
) -> None:
    server = wire(after_request(data))
    with pytest.raises(OutcomeUnknownError) as caught:
        call("together", base_url=server.url, timeout=20)
    assert caught.value.status_code is None
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    assert len(server.changes) == 1


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
    assert len(server.changes) == 1


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

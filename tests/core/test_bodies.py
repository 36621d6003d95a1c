"""Bodies of a success: which are an answer, which say nothing, and how large one may be."""

from __future__ import annotations

import gzip
import json
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest
from finetunes import OutcomeUnknownError
from finetunes.exchange.flow import BODY_LIMIT

from .operations import TOGETHER_DELETE, Operation, every_operation
from .wire import Connection, after_request, chunked, gzipped, reply

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start

DONE = json.dumps(TOGETHER_DELETE.answer).encode()


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
    "99 headers": reply(DONE, "200 OK", *[f"X-{n}: {n}" for n in range(99)]),
    "header with bytes beyond ASCII": reply(DONE, "200 OK", "X-Request-Id: é"),
    "nested 90 deep": reply(b'{"message": "", "a": ' + b"[" * 90 + b"]" * 90 + b"}"),
    "as large as is allowed": reply(b'{"message": "' + b"x" * (BODY_LIMIT - 15) + b'"}'),
}


@pytest.mark.parametrize("data", ANSWERS.values(), ids=ANSWERS)
def test_this_is_an_answer(call: Call, wire: Start, data: bytes) -> None:
    script = data if b"Content-Length" in data else after_request(data)
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
    "errors": (reply({"message": "ok", "errors": ["no"]}), "the body is an error"),
    "no success": (reply({"message": "ok", "success": False}), "the body is an error"),
    "words of failure": (reply({"message": "It is locked, not deleted"}), "the answer says"),
    "the job itself": (reply({"id": "ft-1", "status": "completed"}), "has no 'message'"),
    "message is null": (reply(b'{"message": null}'), "has no 'message'"),
    "message is an object": (reply(b'{"message": {"a": 1}}'), "has no 'message'"),
    "no field at all": (reply({}), "has no 'message'"),
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


@pytest.mark.parametrize(("data", "words"), UNCLEAR.values(), ids=UNCLEAR)
def test_this_success_leaves_the_outcome_unknown(
    call: Call, wire: Start, data: bytes, words: str
) -> None:
    server = wire(after_request(data))
    with pytest.raises(OutcomeUnknownError) as caught:
        call("together", base_url=server.url, timeout=20)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    assert caught.value.status_code is not None
    assert len(server.changes) == 1


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
    assert len(server.changes) == 1


# Memory.


@pytest.mark.parametrize(
    "data", [encoded(BOMBED, "gzip"), encoded(gzip.compress(BOMBED), "gzip")], ids=["once", "twice"]
)
def test_a_gzip_bomb_is_not_unpacked(call: Call, wire: Start, data: bytes) -> None:
    server = wire(after_request(data))
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
        request = connection.request()
        if request is None or request.method == "GET":
            return
        connection.send(b"HTTP/1.1 200 OK\r\n\r\n")
        while not connection.wire.stopping.is_set():
            connection.send(b"x" * 1_000_000)
            sent.append(0)

    server = wire(endless)
    with pytest.raises(OutcomeUnknownError, match="larger than"):
        call("together", base_url=server.url, timeout=20)
    assert len(sent) < 40

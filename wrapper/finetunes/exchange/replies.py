"""What came of one request: a reply, as far as it was one, or nothing."""

from __future__ import annotations

import json
import math
import re
import zlib
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from .flow import BODY_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .auth import Scrubs

_REQUEST_ID_HEADERS = ("x-request-id", "cf-ray")
_DEEPEST = 100
_CONTAINERS: frozenset[object] = frozenset({dict, list})
_NOT_JSON = object()
_BRACKETS = r'(?s)"(?:[^"\\]++|\\.)*+"|[\[\]{}]'  # and strings, which hide them
_MOST_DIGITS = 640  # what Python converts even where it is told to be strict


class Lost(NamedTuple):
    """No reply arrived."""

    reason: str
    """What happened, for a person."""
    sent: bool
    """Whether the provider may have received the request."""
    timed_out: bool
    """Whether the total time of the call ran out."""
    sent_at: datetime
    """When the request was sent."""


class Reply:
    """A status line arrived; the body may be whole, broken off, or too large.

    Everything it hands out is without the key, also where the server echoed it.

    Attributes:
        status_code: The HTTP status.
        content: The bytes of the body.
        problem: Why the body was not read to its end, or None.
        sent_at: When the request was sent.
    """

    def __init__(
        self,
        status_code: int,
        headers: Mapping[str, str],
        body: BodyReader,
        sent_at: datetime,
        key: Scrubs,
    ) -> None:
        self.status_code = status_code
        self.content: bytes = key.scrub(body.content())
        self.problem = body.problem
        self.sent_at = sent_at
        self.headers = headers
        self._key = key

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code < 300

    def header(self, name: str) -> str | None:
        """Return a header, or None where it is not there."""
        text: str | None = self._key.scrub(self.headers.get(name))
        return text

    @property
    def request_id(self) -> str | None:
        """The provider's id of the request, or None."""
        return next(filter(None, map(self.header, _REQUEST_ID_HEADERS)), None)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    @cached_property
    def _json(self) -> Any:
        return self._parse(_strictly)

    @cached_property
    def lenient_body(self) -> Any:
        """As `body`, but None stands for what alone makes it no JSON, or too deep or too large.

        So that in a listing of thousands one value does not hide all the others.
        """
        found = self._json if self.is_json else self._parse(_leniently)
        return self.body if found is _NOT_JSON else found

    def _parse(self, parse: Callable[[str], Any]) -> Any:
        if self.problem:
            return _NOT_JSON
        try:
            # As UTF-8 only: in another encoding an echoed key would pass unseen.
            value = parse(self.content.decode("utf-8-sig"))
        except (ValueError, RecursionError):  # no JSON, no UTF-8, or nested beyond reason
            return _NOT_JSON
        # An escape may hide the key from a search in the bytes; parsing has undone it.
        return self._key.scrub(value) if b"\\" in self.content else value

    @property
    def is_json(self) -> bool:
        """Whether the whole body is JSON (RFC 8259)."""
        return self._json is not _NOT_JSON

    @property
    def body(self) -> Any:
        """The JSON, else the text; None where there is nothing."""
        return self._json if self.is_json else (self.text or None)

    @property
    def retry_after(self) -> float | None:
        """Seconds the provider asks to wait (RFC 9110, section 10.2.3, and ``retry-after-ms``)."""
        text, unit = self.header("retry-after-ms"), 1000
        if text is None:
            text, unit = self.header("retry-after"), 1
        try:
            seconds = float(text or "nan") / unit
        except ValueError:
            seconds = _seconds_until(text or "")
        return seconds if 0 <= seconds < math.inf else None


def _seconds_until(date: str) -> float:
    from email.utils import parsedate_to_datetime  # loads much, and is seldom needed

    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return math.nan
    if moment.tzinfo is None:  # "-0000" means UTC without saying so
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _strictly(text: str) -> Any:
    value = _DECODER.decode(text)
    if _is_deep(value, _DEEPEST):
        raise ValueError("nested beyond reason")
    return value


def _leniently(text: str) -> Any:
    kept, depth, place = list[str](), 0, 0
    for found in re.finditer(_BRACKETS, text):
        if found[0] in "[{":
            depth += 1
            if depth == _DEEPEST + 1:
                kept.append(f"{text[place : found.start()]}null")
        elif found[0] in "]}":
            depth -= 1
            if depth == _DEEPEST:
                place = found.end()
    kept.append(text[place:])
    return json.loads("".join(kept), parse_constant=lambda _: None, parse_int=_whole)


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def _is_deep(value: Any, limit: int) -> bool:
    # How deep Python's own parser goes depends on its version; what reads the value later
    # (scrubbing, printing, pickling) gives up earlier than that.
    level: list[Any] = [value] if value.__class__ in _CONTAINERS else []
    for _ in range(limit - 1):
        level = [
            child
            for item in level
            for child in (item.values() if item.__class__ is dict else item)
            if child.__class__ in _CONTAINERS
        ]
        if not level:
            return False
    return any(level)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)  # json.loads would make one each time


class BodyReader:
    """Collects the chunks of a body, undoes gzip, and stops at the limit."""

    def __init__(self, encoding: str = "", limit: int = BODY_LIMIT) -> None:
        self._limit = limit
        self._chunks: list[bytes] = []
        self._size = 0
        self._inflate = zlib.decompressobj(wbits=47) if encoding == "gzip" else None
        self.problem: str | None = None
        if encoding not in {"", "identity", "gzip"}:
            self.problem = "the body has an encoding that was not asked for"

    def feed(self, chunk: bytes) -> None:
        """Take the next chunk; `problem` says when no more is wanted."""
        try:
            # One byte more than allowed is enough to know; a bomb is never unpacked.
            room = self._limit + 1 - self._size
            chunk = self._inflate.decompress(chunk, room) if self._inflate else chunk
        except zlib.error:
            self.problem = "the body says it is gzip, and is not"
            return
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > self._limit:
            self.problem, self._chunks = f"the body is larger than {self._limit} bytes", []

    def content(self) -> bytes:
        """Return what was read."""
        if self._inflate and self._chunks and not self._inflate.eof:
            self.problem = self.problem or "the gzip body broke off"
        return b"".join(self._chunks)

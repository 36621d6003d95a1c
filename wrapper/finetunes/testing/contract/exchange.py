"""One request and its answer, wherever they were seen."""

from __future__ import annotations

import base64
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

Pairs = tuple[tuple[str, str], ...]

# Parameters and headers that carry a key at one API or another, whatever a document says.
_SECRET_WORDS = (
    "key",
    "token",
    "secret",
    "signature",
    "passw",
    "passphrase",
    "credential",
    "authorization",
    "bearer",
    "session",
)
_SECRET_NAMES = ("cookie", "set-cookie", "auth", "jwt", "pass", "pwd", "sid", "sig")
_FIELD = re.compile(r'"([^"\\]*)"\s*:\s*"((?:[^"\\]|\\.)*)"')  # a text of JSON, and its name
_PIECE = re.compile(r'[^\s;,"]+')
_SHORTEST_PIECE = 8  # a shorter one is a word of the header's grammar as often as not


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer; what may hold a key is left out of its repr.

    Args:
        method: The method, in any case.
        url: The whole address.
        request_headers: Pairs of name and value, in any case; a name may be there twice.
        request_body: The bytes without transfer and content coding, or None if not known.
        status: The status of the answer; None where only the request is judged.
        response_headers: As those of the request.
        response_body: As that of the request.
    """

    method: str
    url: str = field(repr=False)
    request_headers: Pairs = field(default=(), repr=False)
    request_body: bytes | None = field(default=b"", repr=False)
    status: int | None = None
    response_headers: Pairs = field(default=(), repr=False)
    response_body: bytes | None = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        """The path as it was sent, still encoded."""
        return urlsplit(self.url).path

    @property
    def is_http(self) -> bool:
        """Whether it went over HTTP; browsers record ``data:`` and ``wss:`` addresses too."""
        return urlsplit(self.url).scheme in {"http", "https"}

    @property
    def host(self) -> str:
        """The host, and the port if the address names one; with the scheme, if not HTTP."""
        address = urlsplit(self.url)
        host = address.netloc.rpartition("@")[2].lower()
        return host if self.is_http else f"{address.scheme}:{host and '//'}{host}"

    @property
    def query(self) -> list[tuple[str, str]]:
        """The decoded parameters in their order, empty and repeated ones too."""
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    def secrets(self) -> set[str]:
        """Return the texts of the exchange that nobody may see, as they are before encoding."""
        address = urlsplit(self.url)
        found = {unquote(part) for part in (address.username, address.password) if part}
        headers = (*self.request_headers, *self.response_headers)
        for name, value in (*headers, *self.query, *self._fields()):
            if is_secret(name):
                found.update(_parts(value))
        return {secret for secret in found if secret}

    def _fields(self) -> list[tuple[str, str]]:
        """Return the names and values of the request's body, if it is JSON or a form."""
        body = (self.request_body or b"").decode("utf-8", "replace")
        is_json = body.lstrip()[:1] in {"{", "["}
        return _FIELD.findall(body) if is_json else parse_qsl(body)


def _parts(value: str) -> Iterator[str]:
    """Yield a secret and what it is made of: a key behind its scheme, the values of cookies."""
    value = value.strip()
    scheme, _, rest = value.partition(" ")
    yield from (value, rest.strip(), value.rpartition(" ")[2])
    if scheme.lower() == "basic":
        with suppress(ValueError):  # what is no base 64 hides nothing more
            yield base64.b64decode(rest).decode("utf-8", "replace").partition(":")[2]
    for piece in _PIECE.findall(value):
        for part in (piece, piece.partition("=")[2]):
            if len(part) >= _SHORTEST_PIECE:
                yield part


def is_secret(name: str) -> bool:
    """Say whether a parameter, header or property of this name may hold a key."""
    plain = name.lower()
    return plain in _SECRET_NAMES or any(word in plain for word in _SECRET_WORDS)


def values_of(headers: Pairs, name: str) -> list[str]:
    """Return the values of a header in their order.

    Args:
        headers: Pairs of name and value.
        name: The name, in any case.
    """
    return [value for key, value in headers if key.lower() == name.lower()]

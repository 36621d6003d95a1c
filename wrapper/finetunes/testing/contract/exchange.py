"""One request and its answer, wherever they were seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

Pairs = tuple[tuple[str, str], ...]

# Parameters and headers that carry a key at one API or another, whatever a document says.
_SECRET_NAMES = ("key", "token", "secret", "signature", "password", "credential", "authorization")
_SECRET_HEADERS = ("cookie", "set-cookie")


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
    def host(self) -> str:
        """The host, and the port if the address names one."""
        return urlsplit(self.url).netloc.rpartition("@")[2].lower()

    @property
    def query(self) -> list[tuple[str, str]]:
        """The decoded parameters in their order, empty and repeated ones too."""
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    def secrets(self) -> set[str]:
        """Return the texts of the exchange that nobody may see."""
        address = urlsplit(self.url)
        found = {address.username, address.password}
        for name, value in (*self.request_headers, *self.response_headers, *self.query):
            if is_secret(name):
                found |= {value, value.rpartition(" ")[2]}
        return {secret for secret in found if secret}


def is_secret(name: str) -> bool:
    """Say whether a parameter, header or property of this name may hold a key."""
    plain = name.lower()
    return plain in _SECRET_HEADERS or any(word in plain for word in _SECRET_NAMES)


def values_of(headers: Pairs, name: str) -> list[str]:
    """Return the values of a header in their order.

    Args:
        headers: Pairs of name and value.
        name: The name, in any case.
    """
    return [value for key, value in headers if key.lower() == name.lower()]

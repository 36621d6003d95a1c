"""Addresses: what a client may talk to, decided before a key comes near it."""

from __future__ import annotations

import ipaddress
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from ..errors import ConfigurationError

PORTS = {"https": 443, "http": 80}


class Address(NamedTuple):
    """A checked base URL; a client's key is sent to this origin (RFC 6454) and no other."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"

    @property
    def is_loopback(self) -> bool:
        """Whether requests stay on this machine."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def check_base_url(
    text: object, *, provider: str, said_by: str = "base_url", allow_insecure_http: bool = False
) -> Address:
    """Check a base URL, and take it apart.

    Args:
        text: The URL, with or without a path; a slash at its end is dropped.
        provider: The provider's name, for the message.
        said_by: The argument or environment variable it comes from, for the message.
        allow_insecure_http: Whether ``http://`` may go further than this machine.

    Returns:
        The address.

    Raises:
        ConfigurationError: It is no absolute http(s) URL, carries user name, password, query
            or fragment, or would send the key unencrypted. The message never repeats the URL,
            which may hold a password.
    """
    try:
        return _read(text, allow_insecure_http=allow_insecure_http)
    except ValueError as error:
        problem = str(error)
    raise ConfigurationError(
        f"{provider}: {said_by} {problem}; nothing was sent", provider=provider
    )


def _read(text: object, *, allow_insecure_http: bool) -> Address:
    if not isinstance(text, str):
        raise ValueError("must be a string")  # noqa: TRY004 - one kind of refusal
    if not (text.isascii() and text.isprintable()) or " " in text or "\\" in text:
        raise ValueError("holds spaces, backslashes, control or non-ASCII characters")
    try:
        parts = urlsplit(text)
        host = httpx.Request("GET", text).url.raw_host.decode()
        labels = host.removesuffix(".").split(".")
        if host and not all(0 < len(label) < 64 for label in labels):
            raise ValueError("its labels have 1 to 63 characters (RFC 1035, section 2.3.4)")
        port = parts.port if parts.port is not None else PORTS.get(parts.scheme, 0)
    except (ValueError, httpx.InvalidURL):  # their words would repeat the URL
        raise ValueError("is malformed, or has no valid port") from None
    if parts.scheme not in PORTS or not host or host != parts.hostname or "%" in host:
        raise ValueError("must begin with https:// (http:// on this machine) and name a host")
    if "@" in parts.netloc:
        raise ValueError("must not carry a user name or password; the key is given apart from it")
    if "?" in text or "#" in text:
        raise ValueError("must not carry a query or fragment")
    if {".", ".."} & set(parts.path.split("/")):
        raise ValueError("must not have . or .. in its path")
    address = Address(parts.scheme, host, port, parts.path.rstrip("/"))
    if parts.scheme == "http" and not address.is_loopback and not allow_insecure_http:
        raise ValueError(
            f"would send the key unencrypted to {address.host}; use https://, "
            "or pass allow_insecure_http=True in Python"
        )
    return address


def origin(url: httpx.URL) -> Address:
    """Return the origin of a URL (RFC 6454): an address without a path."""
    port = url.port or PORTS.get(url.scheme, 0)
    return Address(url.scheme, url.raw_host.decode(), port, "")


def may_go(own: Address, there: Address) -> bool:
    """Say whether a server at `own` may send us to `there`, without the key."""
    return there.scheme == "https" or (
        there.scheme == "http" and there.is_loopback and own.is_loopback
    )

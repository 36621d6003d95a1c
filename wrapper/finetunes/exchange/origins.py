"""Origins: where a URL that a server named may lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .addresses import PORTS, Address

if TYPE_CHECKING:
    import httpx


def origin(url: httpx.URL) -> Address:
    """Return the origin of a URL (RFC 6454): an address without a path."""
    port = url.port or PORTS.get(url.scheme, 0)
    return Address(url.scheme, url.raw_host.decode(), port, "")


def may_go(own: Address, there: Address) -> bool:
    """Say whether a server at `own` may send us to `there`, without the key."""
    return there.scheme == "https" or (
        there.scheme == "http" and there.is_loopback and own.is_loopback
    )

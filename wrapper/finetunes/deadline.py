"""A total deadline for a call, kept even where bytes or headers trickle in.

httpx's timeouts bound each read, so a server that sends a byte now and then holds a call
for ever. Here the timeout that httpx hands down to the socket is a `Deadline`, and the
network backend below httpcore turns it into the seconds left at each single read, write or
handshake. docs/decisions/0004-deadline.md argues it.
"""

from __future__ import annotations

import inspect
import time
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

if TYPE_CHECKING:
    import ssl

    from .addresses import Address


class Deadline(float):
    """Seconds a call may take in all, as a float, and the moment they run out."""

    __slots__ = ("moment",)

    moment: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Start the clock."""
        deadline = cls(seconds)
        deadline.moment = time.monotonic() + seconds
        return deadline

    def left(self) -> float:
        """Seconds left; zero or less when the time is up."""
        return self.moment - time.monotonic()


def _left(timeout: float | None, error: type[Exception]) -> float | None:
    if isinstance(timeout, Deadline):
        timeout = timeout.left()
        if timeout <= 0:
            raise error("the time is up")
    return timeout


class _Stream:
    """A connection whose every read and write ends with the call's deadline.

    It serves blocking and async streams alike: what the inner stream returns, bytes or an
    awaitable of bytes, is handed on.
    """

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        return self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def start_tls(self, *args: Any, timeout: float | None = None, **options: Any) -> Any:
        options["timeout"] = _left(timeout, httpcore.ConnectTimeout)
        return _wrapped(self._inner.start_tls(*args, **options))


class _Backend:
    """A network backend of httpcore, blocking or async, that makes such connections."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def connect_tcp(self, *args: Any, timeout: float | None = None, **options: Any) -> Any:
        options["timeout"] = _left(timeout, httpcore.ConnectTimeout)
        return _wrapped(self._inner.connect_tcp(*args, **options))


def _wrapped(made: Any) -> Any:
    return _awaited(made) if inspect.isawaitable(made) else _Stream(made)


async def _awaited(made: Any) -> _Stream:
    return _Stream(await made)


@cache
def _tls() -> ssl.SSLContext:
    """One TLS context for the process: making one takes longer than a call."""
    return httpx.create_ssl_context()


def _proxy(address: Address) -> httpcore.Proxy | None:
    """Read the environment's proxy for this address; never one for this machine itself."""
    if address.is_loopback or proxy_bypass(address.host):
        return None
    proxies = getproxies()
    found = proxies.get(address.scheme) or proxies.get("all")
    if not found:
        return None
    url = httpx.URL(found if "://" in found else f"http://{found}")
    auth = (url.username, url.password) if url.username else None
    return httpcore.Proxy(str(url.copy_with(username=None, password=None)), auth=auth)


def _pool_options(address: Address, backend: Any) -> dict[str, Any]:
    return {
        "ssl_context": _tls() if address.scheme == "https" else None,
        "proxy": _proxy(address),
        "max_connections": 100,
        "max_keepalive_connections": 100,  # fewer would close what is about to be used again
        "keepalive_expiry": 5.0,
        "network_backend": _Backend(backend),
    }


class DeadlineTransport(httpx.HTTPTransport):
    """An httpx transport whose pool keeps deadlines.

    It is httpx's own transport, so recorders that patch `httpx.HTTPTransport` see it; only
    the pool underneath is another one, made without a TLS context where none is needed.
    """

    def __init__(self, address: Address) -> None:
        self._pool = httpcore.ConnectionPool(**_pool_options(address, httpcore.SyncBackend()))


class AsyncDeadlineTransport(httpx.AsyncHTTPTransport):
    """The same for an event loop; httpcore's AnyIO backend serves asyncio and trio."""

    def __init__(self, address: Address) -> None:
        options = _pool_options(address, httpcore.AnyIOBackend())
        self._pool = httpcore.AsyncConnectionPool(**options)

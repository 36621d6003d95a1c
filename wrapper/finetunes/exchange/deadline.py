"""A total deadline for a call, kept even where bytes or headers trickle in.

httpx's timeouts bound each read, so a server that sends a byte now and then holds a call
for ever. Here the timeout that httpx hands down to the socket is a `Deadline`, and the
network backend below httpcore turns it into the seconds left at each single read, write or
handshake. docs/decisions/0004-deadline.md argues it.
"""

from __future__ import annotations

import select
import socket
import ssl
import time
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from ..errors import ConfigurationError
from .connections import AsyncConnections, Connections

if TYPE_CHECKING:
    from .addresses import Address


_PIECE = 16 * 1024
_KEPT = 5.0  # seconds that a connection may be idle
_POLL = getattr(select, "poll", None)


class Deadline(float):
    """Seconds a call may take in all, as a float, and the moment they run out."""

    __slots__ = ("moment", "tunnelling")

    moment: float
    tunnelling: bool
    """Whether the last thing written was for a proxy: the request itself has not left."""

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Start the clock."""
        deadline = cls(seconds)
        deadline.renew()
        deadline.tunnelling = False
        return deadline

    def renew(self) -> None:
        """Start the clock anew: something came, went or was done."""
        self.moment = time.monotonic() + self

    def left(self) -> float:
        """Seconds left; zero or less when the time is up."""
        return self.moment - time.monotonic()


def _left(deadline: Deadline, error: type[Exception]) -> float:
    seconds = deadline.left()
    if seconds <= 0:
        raise error("the time is up")
    return seconds


class _Stream:
    """A connection whose every read and write ends with the call's deadline.

    What the inner stream returns, bytes or an awaitable of bytes, is handed on.
    """

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._fresh = True
        self._socket = inner.get_extra_info("socket")
        self._tls = inner.get_extra_info("ssl_object")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def get_extra_info(self, info: str) -> Any:
        if info != "is_readable":
            return self._inner.get_extra_info(info)
        return self._is_readable() or self._has_record()

    def _is_readable(self) -> bool:
        if _POLL is None:
            return bool(self._inner.get_extra_info("is_readable"))
        # Asked before each request; anyio would put together all that it knows of the socket.
        poll = _POLL()
        if (number := self._socket.fileno()) >= 0:
            poll.register(number, select.POLLIN)
        return number < 0 or bool(poll.poll(0))

    def _has_record(self) -> bool:
        """Say whether there is a record that was taken from the socket and not decrypted yet."""
        if not isinstance(self._tls, ssl.SSLObject):  # an SSLSocket takes one at a time
            return False
        try:
            self._tls.read(1)
        except ssl.SSLError as error:
            return not isinstance(error, ssl.SSLWantReadError)
        return True

    def read(self, max_bytes: int, timeout: Deadline) -> Any:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: Deadline) -> Any:
        if not buffer:  # the end of a request without a body is written too, as nothing
            return self._inner.write(buffer, timeout)
        # Only what comes first: a later body may begin with any word.
        timeout.tunnelling = self._fresh and buffer.startswith(b"CONNECT ")
        self._fresh = False
        return self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))


class _AsyncStream(_Stream):
    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None, timeout: Deadline
    ) -> Any:
        import anyio

        try:
            left = _left(timeout, httpcore.ConnectTimeout)
            inner = await self._inner.start_tls(ssl_context, server_hostname, left)
        except BaseException:  # when cancelled, too; nobody else has this stream
            with anyio.CancelScope(shield=True):
                await self._inner.aclose()
            raise
        return _AsyncStream(inner)


class _BlockingStream(_Stream):
    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None, timeout: Deadline
    ) -> Any:
        try:
            left = _left(timeout, httpcore.ConnectTimeout)
            return _BlockingStream(self._inner.start_tls(ssl_context, server_hostname, left))
        except BaseException:
            self._inner.close()
            raise

    def write(self, buffer: bytes, timeout: Deadline) -> None:
        # The inner stream starts its clock again whenever the peer has taken a part.
        for start in range(0, len(buffer), _PIECE):
            super().write(buffer[start : start + _PIECE], timeout)


class _AsyncBackend(httpcore.AnyIOBackend):
    """Serves asyncio and trio; tries the addresses of a host within one timeout by itself."""

    async def connect_tcp(self, *args: Any, **options: Any) -> Any:
        options["timeout"] = _left(options["timeout"], httpcore.ConnectTimeout)
        inner: Any = super()  # a stub where anyio is missing, to a type checker
        return _AsyncStream(await inner.connect_tcp(*args, **options))

    async def open(self, way: _Way, deadline: Deadline) -> Any:
        """Open a connection; httpcore's `AsyncHTTPConnection` would lock itself at each request."""
        if way.proxy:
            return httpcore.AsyncConnectionPool(**way.pool_of_one(self))
        stream = await self.connect_tcp(host=way.host, port=way.port, timeout=deadline)
        if way.tls:
            stream = await stream.start_tls(way.tls, way.host, deadline)
        return httpcore.AsyncHTTP11Connection(way.origin, stream, _KEPT)


class _BlockingBackend(httpcore.SyncBackend):
    """Shares the time between the addresses of a host; httpcore gives all of it to each."""

    def connect_tcp(self, *args: Any, **options: Any) -> Any:
        deadline = options.pop("timeout")
        failure: Exception = httpcore.ConnectError("the host has no address")
        addresses = _addresses(options.pop("host"), options["port"])
        for index, host in enumerate(addresses):
            left = _left(deadline, httpcore.ConnectTimeout)
            options |= {"host": host, "timeout": left / (len(addresses) - index)}
            try:
                return _BlockingStream(super().connect_tcp(*args, **options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def open(self, way: _Way, deadline: Deadline) -> Any:
        """Open a connection, or a pool of one where it goes by a proxy."""
        if way.proxy:
            return httpcore.ConnectionPool(**way.pool_of_one(self))
        stream = self.connect_tcp(host=way.host, port=way.port, timeout=deadline)
        if way.tls:
            stream = stream.start_tls(way.tls, way.host, deadline)
        return httpcore.HTTP11Connection(way.origin, stream, _KEPT)


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(str(error)) from None
    return [str(address[0]) for *_, address in found]


@cache
def _tls() -> ssl.SSLContext:
    """One TLS context for the process: making one takes longer than a call."""
    try:
        context = httpx.create_ssl_context()
    except OSError as error:  # ssl.SSLError is one
        raise ConfigurationError(
            "the certificates that the environment names cannot be used "
            f"({error.strerror or type(error).__name__}); correct or unset SSL_CERT_FILE"
        ) from None
    context.set_alpn_protocols(["http/1.1"])
    return context


def _proxy(address: Address) -> httpcore.Proxy | None:
    """Read the environment's proxy for this address; never one for this machine itself."""
    if address.is_loopback or proxy_bypass(address.host):
        return None
    proxies = getproxies()
    found = proxies.get(address.scheme) or proxies.get("all")
    if not found:
        return None
    try:
        proxy = httpx.Proxy(found if "://" in found else f"http://{found}")
    except (ValueError, httpx.InvalidURL):  # their words would repeat its password
        proxy = None
    if proxy is None or proxy.url.scheme.startswith("socks"):
        raise ConfigurationError(
            "the environment names a proxy that is no http(s) proxy; correct or unset "
            f"{address.scheme.upper()}_PROXY or ALL_PROXY, or pass transport="
        )
    return httpcore.Proxy(str(proxy.url), auth=proxy.raw_auth)


class _Way:
    """How an address is reached: direct, or by a proxy."""

    def __init__(self, address: Address) -> None:
        self.host, self.port = address.host, address.port
        self.origin = httpcore.URL(str(address)).origin
        self.proxy = _proxy(address)
        self.tls = _tls() if address.scheme == "https" else None

    def pool_of_one(self, backend: Any) -> dict[str, Any]:
        """Return the options of a pool that is one connection: only pools know proxies."""
        known = {"ssl_context": self.tls, "proxy": self.proxy, "network_backend": backend}
        return {**known, "max_connections": 1, "keepalive_expiry": _KEPT}


class DeadlineTransport(httpx.HTTPTransport):
    """An httpx transport whose connections keep deadlines.

    It is httpx's own transport, so recorders that patch `httpx.HTTPTransport` see it; only
    the connections underneath are others, made without a TLS context where none is needed.
    """

    def __init__(self, address: Address) -> None:
        self._pool: Any = Connections(partial(_BlockingBackend().open, _Way(address)))


class AsyncDeadlineTransport(httpx.AsyncHTTPTransport):
    """The same for an event loop; the backend serves asyncio and trio."""

    def __init__(self, address: Address) -> None:
        self._pool: Any = AsyncConnections(partial(_AsyncBackend().open, _Way(address)))

"""The one place where requests leave and replies arrive.

A channel performs the steps of an operation (`flow`): it builds the request for its own
origin, puts the key into the header at the last moment, sends it once, without following
redirects, and reads the reply as far as it was one. Only a public request goes elsewhere, and
it goes without the key, over a connection of its own. What goes wrong is a value (`Lost`,
or `Reply.problem`), because the same event means different things to different operations.

No exception of httpx leaves this module: the frames below hold the headers, and with them
the key, in local variables that a traceback can print.
"""

from __future__ import annotations

import logging
import ssl
import sys
import time
from collections.abc import AsyncIterable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import httpx

from .._version import __version__
from ..errors import ConfigurationError
from .addresses import may_go, origin
from .auth import Sealed, hide_keys_in_logs
from .deadline import AsyncDeadlineTransport, Deadline, DeadlineTransport
from .flow import Pause, Send, Step, Work
from .replies import BodyReader, Lost, Reply

if TYPE_CHECKING:
    from .addresses import Address
    from .auth import APIKey, KeySource, Scrubs

_log = logging.getLogger("finetunes")
_HEADERS = {
    "accept": "application/json",
    "accept-encoding": "gzip",
    "user-agent": f"finetunes/{__version__} python/{'.'.join(map(str, sys.version_info[:3]))}",
}
_NO_SECRETS = Sealed({})
_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NEVER_SENT = (*_NO_CONNECTION, httpx.ProxyError, httpx.UnsupportedProtocol)


class Route(NamedTuple):
    """Where a client sends its requests, and how the key is presented there."""

    provider: str
    address: Address
    auth_header: str
    auth_prefix: str


class _Attempt:
    """One request on its way: what both channels do alike."""

    def __init__(self, route: Route, send: Send, deadline: Deadline, key: APIKey | None) -> None:
        if send.within is not None and send.within < deadline.left():
            deadline = Deadline.after(send.within)
        self.request = _build(route, send, deadline)
        self._deadline = deadline
        self._limit = send.limit
        self._sink = send.sink
        self._secrets: Scrubs = _NO_SECRETS
        self._shown = self.request.url
        if send.public:  # the query of a place that a server named may be a signature
            self._secrets = Sealed({"query": self._shown.query.decode()}, ("query",))
            self._shown = self._shown.copy_with(query=None)
        if key is not None:
            self.request.headers[route.auth_header] = key.header(route.auth_prefix)
            self._secrets = _Secrets(key, send.body) if send.body else key
        self._sent_at = datetime.now(UTC)
        self._response: httpx.Response | None = None
        self._body = BodyReader()

    def arrived(self, response: httpx.Response) -> None:
        """The status line and headers are here."""
        self._response = response
        if self._sink and self._sink.takes(response.status_code, response.headers):
            from .streams import Poured

            self._body = Poured(self._sink, self._deadline)
            headers = self._secrets.scrub(dict(response.headers))
            self._body.problem = self._sink.begin(response.status_code, headers)
            return
        encoding = response.headers.get("content-encoding", "").strip().lower()
        self._body = BodyReader(encoding, self._limit)

    def is_enough(self, chunk: bytes) -> bool:
        """Take a piece of the body, and say whether to stop."""
        if self._body.problem is None:
            self._body.feed(chunk)
        if self._deadline.left() <= 0:
            self._body.problem = self._body.problem or "the time ran out inside the reply"
        return self._body.problem is not None

    def ended(self, error: Exception | None) -> Reply | Lost:
        """Say what came of it."""
        timed_out = isinstance(error, httpx.TimeoutException)
        if self._response is None:
            words = f"{type(error).__name__}: {self._secrets.scrub(str(error))}".rstrip(": ")
            reason = f"no reply within {float(self._deadline):g} s" if timed_out else words
            sent = not (isinstance(error, _NEVER_SENT) or self._deadline.tunnelling)
            _log.debug("%s %s: %s", self.request.method, self._shown, reason)
            return Lost(reason, sent, timed_out, self._sent_at)
        if error is not None:
            how = "the time ran out inside the reply" if timed_out else "the reply broke off"
            self._body.problem = self._body.problem or how
        status = self._response.status_code
        _log.debug("%s %s: %s", self.request.method, self._shown, status)
        return Reply(status, self._response.headers, self._body, self._sent_at, self._secrets)


class _Secrets(NamedTuple):
    """The key and a body's secrets, which a server may echo alike."""

    key: APIKey
    body: Sealed

    def scrub(self, value: Any) -> Any:
        return self.body.scrub(self.key.scrub(value))


def _build(route: Route, send: Send, deadline: Deadline) -> httpx.Request:
    """Build the request, without the key, for this origin only unless it is public."""
    own = route.address
    typed = {"content-type": "application/json"} if send.body else {}
    if send.source:
        typed = {"content-length": str(send.source.size)}
    request = httpx.Request(
        send.method,
        send.url if send.url.startswith("http") else f"{own}{send.url}",
        params=send.params,
        headers={**_HEADERS, **typed, **(send.headers or {})},
        json=send.json,
        content=send.body.content() if send.body else send.content,
        extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), deadline)},
    )
    if send.source:
        from .streams import Pouring  # few calls have a body too large to hold

        request.stream = Pouring(send.source, deadline)
    there = origin(request.url)
    if not may_go(own, there) if send.public else there[:3] != own[:3]:
        raise ConfigurationError(
            f"{route.provider}: a request to {there.host} was refused; this client and its key "
            f"belong to {own}",
            provider=route.provider,
        )
    return request


def _in_earnest(transport: Any, seconds: float, deadline: Deadline) -> float:
    """Return how long to wait: a transport that plays time has a `pause`, which says so."""
    pause = getattr(transport, "pause", None)
    return seconds if pause is None else float(pause(seconds, deadline))


class _Channel:
    """What both channels share.

    Args:
        route: Where the requests go.
        keys: Where the key comes from, asked once per request.
        own: Whether the transport is closed with the channel.
    """

    def __init__(self, route: Route, keys: KeySource, *, own: bool) -> None:
        hide_keys_in_logs()
        self._route = route
        self._keys = keys
        self._own = own
        self._closed = False

    def _start(self, send: Send, deadline: Deadline, key: APIKey | None) -> _Attempt:
        if self._closed:
            raise ConfigurationError(f"{self._route.provider}: this client is closed; make another")
        return _Attempt(self._route, send, deadline, key)

    def _lay_bare(self, error: BaseException) -> None:
        """Take the frames that hold the key off an interruption; a caller's transport keeps its."""
        if self._own:
            error.with_traceback(None)


class Channel(_Channel):
    """Performs the steps of operations, blocking; safe to share between threads."""

    def __init__(
        self, route: Route, keys: KeySource, transport: httpx.BaseTransport | None
    ) -> None:
        super().__init__(route, keys, own=transport is None)
        self._transport = transport or DeadlineTransport(route.address)

    def perform(self, step: Step, deadline: Deadline) -> Any:
        """Do one step within the deadline, and return its answer."""
        if isinstance(step, Pause):
            if step.seconds >= deadline.left():
                return 0.0
            if step.seconds:  # a pause of nothing only asks for the time left
                time.sleep(_in_earnest(self._transport, step.seconds, deadline))
            return deadline.left()
        if isinstance(step, Work):
            done = step.function()
            deadline.renew()
            return done
        return self._exchange(step, deadline)

    def _exchange(self, step: Send, deadline: Deadline) -> Reply | Lost:
        attempt = self._start(step, deadline, None if step.public else self._keys.key())
        transport = self._transport
        if step.public and self._own:
            transport = DeadlineTransport(origin(attempt.request.url))
        failure: Exception | None = None
        try:
            response = transport.handle_request(attempt.request)
            try:
                attempt.arrived(response)
                any(map(attempt.is_enough, cast(Iterable[bytes], response.stream)))
            finally:
                response.close()
        except httpx.TransportError as error:
            failure = error.with_traceback(None)
        except BaseException as error:
            self._lay_bare(error)
            raise
        finally:
            if transport is not self._transport:
                transport.close()
        return attempt.ended(failure)

    def close(self) -> None:
        """Close the connections; a transport that the caller passed stays open."""
        self._closed = True
        if self._own:
            self._transport.close()


class AsyncChannel(_Channel):
    """The same for an event loop."""

    def __init__(
        self, route: Route, keys: KeySource, transport: httpx.AsyncBaseTransport | None
    ) -> None:
        super().__init__(route, keys, own=transport is None)
        self._transport = transport or AsyncDeadlineTransport(route.address)

    async def perform(self, step: Step, deadline: Deadline) -> Any:
        """Do one step within the deadline, and return its answer."""
        import anyio.to_thread  # what httpx itself runs on, under asyncio and trio

        if isinstance(step, Pause):
            if step.seconds >= deadline.left():
                return 0.0
            if step.seconds:
                await anyio.sleep(_in_earnest(self._transport, step.seconds, deadline))
            return deadline.left()
        if isinstance(step, Work):
            done = await anyio.to_thread.run_sync(step.function, abandon_on_cancel=True)
            deadline.renew()
            return done
        return await self._exchange(step, deadline)

    async def _exchange(self, step: Send, deadline: Deadline) -> Reply | Lost:
        attempt = self._start(step, deadline, None if step.public else await self._keys.akey())
        transport = self._transport
        if step.public and self._own:
            transport = AsyncDeadlineTransport(origin(attempt.request.url))
        failure: Exception | None = None
        try:
            response = await transport.handle_async_request(attempt.request)
            try:
                attempt.arrived(response)
                async for chunk in cast(AsyncIterable[bytes], response.stream):
                    if attempt.is_enough(chunk):
                        if response.is_closed:  # a stream of the caller's may go on all the same
                            break
                        # Reading on to the error of a closed stream ends every generator
                        # inside; leaving them half read is what trio warns about.
                        await response.aclose()
            finally:
                await response.aclose()
        except (httpx.TransportError, ssl.SSLError) as error:  # anyio lets the latter through
            failure = error.with_traceback(None)
        except BaseException as error:
            self._lay_bare(error)
            raise
        finally:
            if transport is not self._transport:
                await transport.aclose()
        return attempt.ended(failure)

    async def aclose(self) -> None:
        """Close the connections; a transport that the caller passed stays open."""
        self._closed = True
        if self._own:
            await self._transport.aclose()

"""The three provider APIs in this process: the embedded server's own code, without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, cast
from unittest import mock

import anyio.lowlevel
import httpx

import finetunes

from .app import application
from .connection import CONNECTION
from .contract import Document
from .played import Played
from .state import State

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Generator, Iterator, Mapping
    from datetime import datetime

    from starlette.types import ASGIApp, Message

_HOST = "finetunes-fake.invalid"  # RFC 6761: no such name can ever be looked up
_STORAGE = "storage.finetunes-fake.invalid"


class Fake(Played):
    """The three provider APIs in this process, for tests.

    Nothing takes real time: the clock stands still but for ``clock.advance(seconds)`` and for
    what a client waits between two requests, which passes at once. Safe to use from any
    thread and in any event loop.

    Example:
        ``fake = Fake()`` and then ``fake.client("together")``, or ``with fake.installed():``
        for code that makes its clients by itself.

    Args:
        start: The time of day (aware) when the clock starts; now where None.
        cancel_seconds: Seconds until a job that was asked to stop has stopped.
        listing_seconds: Seconds until the listing of Black Forest Labs shows a change.

    Raises:
        ValueError: `start` has no time zone.
    """

    def __init__(
        self,
        *,
        start: datetime | None = None,
        cancel_seconds: float = 2.0,
        listing_seconds: float = 0.0,
    ) -> None:
        state = State(
            clock=lambda: 0.0,
            start=start,
            cancel_seconds=cancel_seconds,
            listing_seconds=listing_seconds,
        )
        state.storage.url = f"https://{_STORAGE}"
        super().__init__(state)

    @property
    def url(self) -> str:
        """The address of all of it; nothing outside this process has it."""
        return f"https://{_HOST}"

    def transport(self, provider: str) -> FakeTransport:
        """Return an httpx transport that leads to one provider here, blocking and async.

        Give the client ``base_url=fake.base_url(provider)`` as well, unless it asks the
        provider's own address: one that the environment names may have paths of its own,
        which are nothing here, so that every call ends in a `NotFoundError`.

        Args:
            provider: The provider's name. What is addressed to anybody else, such as the
                provider's own address, is taken for it, with the path as it stands.

        Raises:
            ValueError: No such provider is played.
        """
        return FakeTransport(self._state, self._state.service(provider).prefixes)

    def client(self, provider: str, **options: Any) -> finetunes.Client[Any]:
        """Make a client of one provider here.

        Args:
            provider: The provider's name.
            options: What `finetunes.Client` takes beside key, address and transport.

        Raises:
            ConfigurationError: There is no such provider, or an option cannot be used.
            ValueError: The provider has no such region.
        """
        return finetunes.Client(provider, **self._options(provider, options))

    def async_client(self, provider: str, **options: Any) -> finetunes.AsyncClient[Any]:
        """Make an async client of one provider here; otherwise the same as `client`."""
        return finetunes.AsyncClient(provider, **self._options(provider, options))

    def _options(self, provider: str, options: dict[str, Any]) -> dict[str, Any]:
        if provider not in self.services:
            return options  # the client says what is wrong with it
        region = options.get("region")
        own = {"api_key": self.key(provider), "base_url": self.base_url(provider, region)}
        return own | {"transport": self.transport(provider)} | options

    @contextmanager
    def installed(self) -> Generator[None]:
        """Let every client lead here that is made within and asks the environment for its address.

        The environment gets this fake's keys and addresses, and the transports of httpx hand
        over what is addressed to it: the two public methods that recorders and other fakes of
        httpx put theirs into as well. What is addressed to a provider itself, by a client that
        was made before or has an address of its own, is refused: a test deletes nothing. All
        else goes its usual way, but for the pauses of finetunes' own clients, which pass at
        once whatever they talk to.
        """
        fake = FakeTransport(self._state, {})
        blocking, awaited = httpx.HTTPTransport, httpx.AsyncHTTPTransport
        send, asend = blocking.handle_request, awaited.handle_async_request

        def handle(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
            return fake.handle_request(request) if _is_ours(request) else send(transport, request)

        async def ahandle(
            transport: httpx.AsyncHTTPTransport, request: httpx.Request
        ) -> httpx.Response:
            if _is_ours(request):
                return await fake.handle_async_request(request)
            return await asend(transport, request)

        with (
            mock.patch.dict("os.environ", self.environment),
            mock.patch.object(blocking, "handle_request", handle),
            mock.patch.object(awaited, "handle_async_request", ahandle),
            mock.patch.object(blocking, "pause", staticmethod(fake.pause), create=True),
            mock.patch.object(awaited, "pause", staticmethod(fake.pause), create=True),
        ):
            yield


def _is_ours(request: httpx.Request) -> bool:
    """Say whether a request is addressed to the fake; one to a provider itself is refused."""
    host = request.url.host
    if host in {_HOST, _STORAGE}:
        return True
    if any(Document.of(name).belongs(str(request.url)) for name in finetunes.providers()):
        words = "make the client within the test, and leave out base_url"
        raise httpx.ConnectError(f"{host} is not asked while finetunes' fake is in use: {words}")
    return False


class _Deadline(Protocol):
    moment: float


class FakeTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Hands requests to the application of the embedded server, and its answers back.

    Args:
        state: What the application knows and changes.
        prefixes: The first segment, and the region it stands for, of what has another address
            than the fake's own.
    """

    def __init__(self, state: State, prefixes: Mapping[str, str | None]) -> None:
        self._state = state
        self._application = application(state)
        self._prefixes = prefixes

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request.

        Raises:
            httpx.ReadError: The connection broke off, because that was asked for.
            httpx.ReadTimeout: There was no answer, because that was asked for.
        """
        body = b"".join(cast(Iterable[bytes], request.stream))
        return self._answer(request, body)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; otherwise the same as `handle_request`."""
        body = b"".join([chunk async for chunk in cast(AsyncIterable[bytes], request.stream)])
        await anyio.lowlevel.checkpoint()  # as a request over a network would
        return self._answer(request, body)

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        path = request.url.raw_path.partition(b"?")[0]
        if request.url.host not in {_HOST, _STORAGE}:
            host = request.url.host
            named = [name for name, region in self._prefixes.items() if f".{region}." in host]
            path = f"/{(named or [*self._prefixes])[0]}".encode() + path
        return _Exchange(request, path, body).run(self._application)

    def pause(self, seconds: float, deadline: _Deadline) -> float:
        """Let the time between two requests pass at once.

        Args:
            seconds: How long the client would wait.
            deadline: Until when the call may last.

        Returns:
            How many seconds to wait in earnest: none.
        """
        self._state.clock.advance(seconds)
        deadline.moment -= seconds
        return 0.0


@dataclass(slots=True)
class _Exchange:
    """One request on its way through the application; it is the application's connection, too."""

    request: httpx.Request
    path: bytes
    """Percent-encoded, with the provider's prefix."""
    body: bytes
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list[tuple[bytes, bytes]])
    chunks: list[bytes] = field(default_factory=list[bytes])
    failure: httpx.TransportError | None = None

    def run(self, application: ASGIApp) -> httpx.Response:
        url = self.request.url
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.request.method,
            "scheme": url.scheme,
            "path": self.path.decode(),
            "raw_path": self.path,
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in self.request.headers.raw],
            "server": (url.host, url.port),
            "state": {CONNECTION: self},
        }
        # It waits for nothing but these two, which have their answer at once.
        steps = application(scope, self._receive, self._send).__await__()
        assert next(steps, None) is None  # noqa: S101
        if self.failure and not self.status:
            raise self.failure
        stream = _Body(self.chunks, self.failure)
        return httpx.Response(
            self.status, headers=self.headers, stream=stream, request=self.request
        )

    def reset(self) -> None:
        """Break the connection off."""
        self.failure = httpx.ReadError("the connection was reset", request=self.request)

    def keep_silent(self) -> None:
        """Give no answer; a client would wait until its time is up."""
        self.failure = httpx.ReadTimeout("there was no answer", request=self.request)

    async def _receive(self) -> Message:
        if self.failure:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": self.body}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], message["headers"]
        elif self.request.method != "HEAD":  # as a server leaves it out (RFC 9110, 9.3.2)
            self.chunks.append(message["body"])


class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """The body of an answer, as far as it came, and what ended it."""

    def __init__(self, chunks: list[bytes], failure: httpx.TransportError | None) -> None:
        self._chunks = chunks
        self._failure = failure

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks
        if self._failure:
            raise self._failure

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

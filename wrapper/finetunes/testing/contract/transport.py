"""An httpx transport that looks on: what passes by is held to the provider's document."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import httpx

from .bodies import LARGEST
from .checking import check, require_extra
from .document import Document
from .exchange import Exchange
from .findings import show

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from .checking import Checked
    from .findings import Finding

_MOST = 1000  # different findings that are kept


class ContractTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Reports in what a client and a provider differ from the document, and changes nothing.

    It stands before another transport, for ``finetunes.Client(..., transport=...)`` as well as
    for a client of httpx. An exchange is checked when its answer is closed; a body of more than
    1 MiB, or one that was not read to its end, is not checked. What goes to other hosts only
    passes, and a call that gets no answer is not judged. No error of a check ever reaches the
    caller; the errors of the other transport pass as they are.

    Args:
        transport: What sends; it is closed with this one.
        provider: The provider whose document counts.
        base_url: The address that stands for the document's server, of a mock for example.
        on_drift: Called with each new finding at once; what it raises is only counted.

    Raises:
        ValueError: There is no such provider, or the base URL is no address.
        ModuleNotFoundError: The extra ``contracts`` is not installed; it says what to run.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport | httpx.AsyncBaseTransport,
        *,
        provider: str,
        base_url: str | None = None,
        on_drift: Callable[[Finding], object] | None = None,
    ) -> None:
        require_extra()
        self._transport = transport
        self._document = Document.of(provider)
        self._document.belongs("", base_url)  # refuses what is no address
        self._base_url = base_url
        self._on_drift = on_drift or _ignore
        self._lock = threading.Lock()
        self._findings: Counter[Finding] = Counter()
        self._checked: Counter[str] = Counter()
        self._unchecked: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        """Hand on what else the transport inside can do."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._transport, name)

    @property
    def drift(self) -> list[Finding]:
        """What was found until now, each once, in the order it was found first."""
        with self._lock:
            return list(self._findings)

    def report(self) -> str:
        """Return what was found, by operation, as lines of text."""
        with self._lock:
            lines = [f"{self._document.provider}: document sha256 {self._document.sha256}"]
            for operation, times in self._checked.items():
                lines.append(f"{operation}: {times} checked")
                lines += [
                    f"  {finding} ({often} times)"
                    for finding, often in self._findings.items()
                    if finding.operation == operation
                ]
            lines += [
                f"not checked: {what} ({often} times)" for what, often in self._unchecked.items()
            ]
            lines += [f"{what} ({often} times)" for what, often in self._failed.items()]
        return "\n".join(lines)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Hand a request on, and the answer back, as httpx asks for."""
        if not isinstance(self._transport, httpx.BaseTransport):
            raise TypeError("the transport inside is for asynchronous clients only")
        response = self._transport.handle_request(request)
        self._watch(request, response, _Tee)
        return response

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Do the same for an asynchronous client."""
        if not isinstance(self._transport, httpx.AsyncBaseTransport):
            raise TypeError("the transport inside is for synchronous clients only")
        response = await self._transport.handle_async_request(request)
        self._watch(request, response, _AsyncTee)
        return response

    def close(self) -> None:
        """Close the transport inside."""
        if isinstance(self._transport, httpx.BaseTransport):
            self._transport.close()

    async def aclose(self) -> None:
        """Close the transport inside."""
        if isinstance(self._transport, httpx.AsyncBaseTransport):
            await self._transport.aclose()

    def _watch(
        self, request: httpx.Request, response: httpx.Response, tee: type[_Tee | _AsyncTee]
    ) -> None:
        """Have the exchange judged when its answer is over."""
        if response.is_closed:  # it came as a whole, without content coding
            self._judge(request, response, response.content, encoded=False)
            return
        stream: Any = response.stream
        held = _Held()
        said = response.headers.get("content-length")
        response.stream = tee(
            stream, held, lambda: self._judge(request, response, held.whole(said), encoded=True)
        )

    def _judge(
        self, request: httpx.Request, response: httpx.Response, body: bytes | None, *, encoded: bool
    ) -> None:
        try:
            self._take(self._check(request, response, body, encoded=encoded))
        except Exception as error:  # noqa: BLE001 - the caller's work goes on, whatever it is
            with self._lock:
                self._unchecked[f"the check failed: {type(error).__name__}"] += 1

    def _check(
        self, request: httpx.Request, response: httpx.Response, body: bytes | None, *, encoded: bool
    ) -> Checked | None:
        url = str(request.url)
        if not self._document.belongs(url, self._base_url):
            return None
        exchange = Exchange(
            request.method,
            url,
            tuple(request.headers.multi_items()),
            _content(request),
            response.status_code,
            tuple(
                (name, value)
                for name, value in response.headers.multi_items()
                if encoded or name != "content-encoding"
            ),
            body,
        )
        return check(exchange, self._document, self._base_url)

    def _take(self, checked: Checked | None) -> None:
        with self._lock:
            if checked is None:
                self._unchecked["it went to another host"] += 1
                return
            found = checked.operation
            self._checked[show(found.id) if found else checked.findings[0].operation] += 1
            self._unchecked.update(checked.unchecked)
            new = [finding for finding in checked.findings if finding not in self._findings]
            self._findings.update(
                finding
                for finding in checked.findings
                if finding in self._findings or len(self._findings) < _MOST
            )
        for finding in new:
            try:
                self._on_drift(finding)
            except Exception as error:  # noqa: BLE001 - as in a check
                with self._lock:
                    self._failed[f"on_drift failed: {type(error).__name__}"] += 1


def _ignore(_: Finding) -> None:
    pass


class _Held:
    """The bytes that have passed by, as long as they are few enough."""

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._size = 0
        self.ended = False

    def add(self, chunk: bytes) -> None:
        """Keep a piece; all are let go when they become too many."""
        self._size += len(chunk)
        if self._size <= LARGEST:
            self._chunks.append(chunk)
        else:
            self._chunks.clear()

    def whole(self, said: str | None) -> bytes | None:
        """Return what passed by, or None if that was too much, or not all.

        Args:
            said: The Content-Length; a client may stop reading there, before the end is seen.
        """
        if self._size > LARGEST or not (self.ended or said == str(self._size)):
            return None
        return b"".join(self._chunks)


class _Tee(httpx.SyncByteStream):
    """Hands on the bytes of another stream, and keeps a copy of a few."""

    def __init__(self, stream: httpx.SyncByteStream, held: _Held, over: Callable[[], None]) -> None:
        self._stream, self._held, self._over = stream, held, over

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._held.add(chunk)
            yield chunk
        self._held.ended = True

    def close(self) -> None:
        self._stream.close()
        self._over()


class _AsyncTee(httpx.AsyncByteStream):
    """The same for an event loop."""

    def __init__(
        self, stream: httpx.AsyncByteStream, held: _Held, over: Callable[[], None]
    ) -> None:
        self._stream, self._held, self._over = stream, held, over

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._held.add(chunk)
            yield chunk
        self._held.ended = True

    async def aclose(self) -> None:
        await self._stream.aclose()
        self._over()


def _content(request: httpx.Request) -> bytes | None:
    """Return the body of a request, unless it is streamed or large."""
    try:
        content = request.content
    except httpx.RequestNotRead:
        return None
    return content if len(content) <= LARGEST else None

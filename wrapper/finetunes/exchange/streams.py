"""Bodies too large to hold, on their way in or out, and the time they may take.

Their deadline is one between two pieces: a transfer may last for days as long as it moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from .replies import BodyReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .deadline import Deadline
    from .flow import Sink, Source


class Poured(BodyReader):
    """A body that goes into a sink; each piece of it renews the deadline."""

    def __init__(self, sink: Sink, deadline: Deadline) -> None:
        super().__init__()
        self._sink = sink
        self._deadline = deadline

    def feed(self, chunk: bytes) -> None:
        """Hand on the next piece; `problem` says when no more is wanted."""
        self.problem = self._sink.write(chunk)
        self._deadline.renew()


class Pouring(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes out of a source; each piece that has left renews the deadline.

    It is read in the event loop itself: a piece is small, and a thread for each would cost
    more than reading it from the page cache.
    """

    def __init__(self, source: Source, deadline: Deadline) -> None:
        self._pieces = iter(source)
        self._left = source.size
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        self._deadline.renew()
        if not self._left:
            raise StopIteration
        piece = next(self._pieces, b"")
        self._left -= len(piece)
        if not piece:  # one of ours, because httpcore lets the one of its parser through
            raise httpx.WriteError("the body ended too early")
        return piece

    def __aiter__(self) -> Pouring:  # no generator: one left half read is what trio warns about
        return self

    async def __anext__(self) -> bytes:
        try:
            return next(self)
        except StopIteration:
            raise StopAsyncIteration from None

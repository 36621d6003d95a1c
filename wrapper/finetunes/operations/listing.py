"""Listings: one page after the other, until there is no more or something is wrong."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from ..calls import Call
from ..errors import IncompleteListingError
from ..exchange.flow import arun, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..adapters.base import Adapter
    from ..adapters.reading import Page
    from ..exchange.deadline import Deadline
    from ..exchange.flow import Flow
    from ..exchange.transport import AsyncChannel, Channel

T = TypeVar("T")

MOST_PAGES = 10_000
"""Pages of a listing that are read; a listing that goes on is taken for one that never ends."""


class Pager(Generic[T]):
    """Asks for one page after another, and knows when to stop.

    Args:
        ask: Reads the page of a token, the first one for None.
        adapter: The provider's.
        operation: What is listed, for an error.
    """

    def __init__(
        self, ask: Callable[[str | None], Flow[Page[T]]], adapter: Adapter, operation: str
    ) -> None:
        self._ask = ask
        self._call = Call(adapter, operation, destructive=False)
        self._token: str | None = None
        # Of the tokens, which may be long, eight bytes each. Python's hash has 64 bits and a key
        # of each process: that two of 10,000 tokens share one is a chance of 3 in 10**12, and all
        # it does is to stop the listing.
        self._seen = array("q")
        self.more = True
        """Whether there is another page."""

    def page(self) -> Flow[Iterable[T]]:
        """Read the next page.

        Raises:
            IncompleteListingError: It goes round in circles, or on for ever.
            FinetunesError: The page cannot be read.
        """
        token = hash(self._token)
        if token in self._seen:
            self._stop("the provider gave the same page token twice")
        if len(self._seen) == MOST_PAGES:
            self._stop(f"it went on after {MOST_PAGES} pages")
        page = yield from self._ask(self._token)
        self._seen.append(token)
        self._token, self.more = page.next, page.next is not None
        return page.items

    def _stop(self, problem: str) -> NoReturn:
        self.more = False
        raise self._call.error(
            IncompleteListingError, f"{problem}; what was listed so far is not all there is"
        )


class Listing(Generic[T]):
    """Iterates over a listing, blocking; a page is read when its first item is wanted."""

    def __init__(self, pager: Pager[T], channel: Channel, deadline: Callable[[], Deadline]) -> None:
        self._pager = pager
        self._channel = channel
        self._deadline = deadline
        self._items: Iterator[T] = iter(())

    def __iter__(self) -> Listing[T]:
        return self

    def __next__(self) -> T:
        while True:
            for item in self._items:
                return item
            if not self._pager.more:
                raise StopIteration
            self._items = iter(run(self._pager.page(), self._channel, self._deadline()))


class AsyncListing(Generic[T]):
    """The same for an event loop."""

    def __init__(
        self, pager: Pager[T], channel: AsyncChannel, deadline: Callable[[], Deadline]
    ) -> None:
        self._pager = pager
        self._channel = channel
        self._deadline = deadline
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> AsyncListing[T]:
        return self

    async def __anext__(self) -> T:
        while True:
            for item in self._items:
                return item
            if not self._pager.more:
                raise StopAsyncIteration
            self._items = iter(await arun(self._pager.page(), self._channel, self._deadline()))

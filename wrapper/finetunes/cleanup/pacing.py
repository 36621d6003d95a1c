"""Many calls of one provider: so many at a time, and all pausing when it asks for a pause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import anyio

from finetunes import (
    APIConnectionError,
    FinetunesError,
    InternalServerError,
    RateLimitError,
    UndecodableResponseError,
)

from .errors import NotSentError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

T = TypeVar("T")

TRIES = 5
"""How often one call is made; so many pauses, or failed calls, in a row end a provider's turn."""
LONGEST_PAUSE = 600.0
"""Seconds; a provider that asks for more is not asked again in this run."""
_SLICE = 0.2  # seconds until a pause notices that it should end
_SHARED = (RateLimitError, APIConnectionError)
_PASSING = (*_SHARED, InternalServerError, UndecodableResponseError)


class Stop(Protocol):
    """Says whether nothing more should begin; a `threading.Event` does, so does anyio's."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


class Pace:
    """The pace of one provider.

    What was refused for its rate, or found no connection, certainly changed nothing; so it is
    made again after a pause that all calls of the provider keep. A read that ended in a fault
    of the server is made again, too, after a pause of its own. The client has tried a few
    times by itself before it comes to that.

    Args:
        stop: Ends pauses, and keeps calls from beginning.
        sleep: Waits for seconds.
    """

    def __init__(
        self, stop: Stop | None = None, sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    ) -> None:
        self._stop = stop
        self._sleep = sleep
        self._pauses = 0
        self._in_a_row = 0
        self._failed_in_a_row = 0
        self._pausing: anyio.Event | None = None
        self._given_up: FinetunesError | None = None

    async def keep(self, call: Callable[[], Awaitable[T]]) -> T:
        """Make a call, again after a pause where it certainly changed nothing.

        Args:
            call: Makes it. A destructive call that ends in a fault of the server must raise
                OutcomeUnknownError, as the clients do, never InternalServerError.

        Returns:
            What it returns.

        Raises:
            NotSentError: It was not made (again), because of `stop`, or because the provider
                failed every call for too long.
            FinetunesError: It failed.
        """
        failure: FinetunesError | None = None
        tries = 0
        while True:
            while self._pausing:
                await self._pausing.wait()
            if reason := self._over():
                raise failure or NotSentError(reason)
            pauses = self._pauses
            try:
                result = await call()
            except _PASSING as error:
                failure = error
                tries += 1
                if not isinstance(error, _SHARED):
                    await self._wait(2.0**tries / 2 if tries < TRIES else 0)
                elif pauses == self._pauses:  # others that were under way notice the same
                    await self._pause(error)
                if tries == TRIES:
                    self._count_failure(error)
                    raise
            else:
                self._in_a_row = self._failed_in_a_row = 0
                return result

    def _over(self) -> str | None:
        """Say why no call is made any more, or None."""
        if self._stop and self._stop.is_set():
            return "the run was stopped before its turn"
        return f"another call ended the run: {self._given_up}" if self._given_up else None

    def _count_failure(self, error: FinetunesError) -> None:
        self._failed_in_a_row += 1
        if self._failed_in_a_row == TRIES:
            self._given_up = error

    async def _pause(self, error: FinetunesError) -> None:
        seconds = 2.0**self._in_a_row if error.retry_after is None else error.retry_after
        self._pauses += 1
        self._in_a_row += 1
        if self._in_a_row == TRIES or seconds > LONGEST_PAUSE:
            self._given_up = error
            return
        self._pausing = anyio.Event()
        try:
            await self._wait(seconds)
        finally:
            self._pausing.set()
            self._pausing = None

    async def _wait(self, seconds: float) -> None:
        while seconds > 0 and not (self._stop and self._stop.is_set()):
            await self._sleep(min(seconds, _SLICE))
            seconds -= _SLICE


async def at_once(
    concurrency: int, items: Iterable[T], work: Callable[[T], Awaitable[None]]
) -> None:
    """Work on all items, so many at a time, in their order.

    Args:
        concurrency: How many at a time.
        items: What to work on.
        work: Works on one; it must not raise.
    """
    waiting = list(items)
    left = iter(waiting)

    async def worker() -> None:
        for item in left:
            await work(item)

    async with anyio.create_task_group() as tasks:
        for _ in range(min(concurrency, len(waiting))):
            tasks.start_soon(worker)

"""Waiting until a job has ended: asking again, at growing intervals, for as long as allowed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from .calls import Answering, Call, printable
from .errors import (
    APIConnectionError,
    FinetunesError,
    InternalServerError,
    JobRestartedError,
    RateLimitError,
    UndecodableResponseError,
    WaitTimeoutError,
)
from .exchange.flow import Pause, limited

if TYPE_CHECKING:
    from collections.abc import Callable

    from .exchange.flow import Flow
    from .models import FineTune

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_FIRST, _GROWTH, _LONGEST = 2.0, 1.5, 30.0  # seconds between two looks
_PATIENCE = 20  # looks in a row that fail
_TOO_LITTLE = 1.0  # seconds before the end in which nothing is asked any more
_PASSING = (APIConnectionError, InternalServerError, RateLimitError, UndecodableResponseError)


class Restart(NamedTuple):
    """The platform ended a job and runs it again under another id."""

    message: str
    """What the provider says about it."""
    new_id: str | None
    """The new id, where the provider names it."""


class Retrieving(Answering, Protocol[T_co]):
    """What waiting has to know of a provider."""

    def retrieve(self, id: str) -> Flow[FineTune[T_co]]:
        """Read one fine-tune."""
        ...


def until_final(
    adapter: Retrieving[T],
    id: str,
    progress: Callable[[FineTune[Any]], None] | None,
    within: float,
    restart: Callable[[FineTune[Any]], Flow[Restart | None]] | None = None,
) -> Flow[FineTune[T]]:
    """Retrieve a fine-tune until it has ended.

    Args:
        adapter: The provider's.
        id: The job.
        progress: Called with each state that was read.
        within: Seconds a single look may take.
        restart: Finds out, for each state that was read, whether the platform runs the job
            again under another id.

    Returns:
        The fine-tune as it ended.

    Raises:
        WaitTimeoutError: The time ran out; the job goes on.
        JobRestartedError: The job goes on under another id.
        FinetunesError: The job cannot be read: at once where asking again is no use, else
            after many failures in a row.
    """
    call = Call(adapter, "wait", id, destructive=False)
    seen: FineTune[T] | None = None
    delay, failures = _FIRST, 0
    while True:
        asked = 0.0
        try:
            seen = yield from limited(adapter.retrieve(id), within)
        except _PASSING as error:
            failures += 1
            if failures == _PATIENCE:
                raise
            asked = error.retry_after or 0.0
        else:
            failures = 0
            if progress is not None:
                progress(seen)
            if restart is not None and (found := (yield from limited(restart(seen), within))):
                raise _restarted(call, found, seen)
            if seen.status.is_final:
                return seen
        # Half of what is left at most, so that the last look comes shortly before the end.
        left = yield Pause(0)
        spread = random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, guards nothing
        pause = min(max(delay * spread, asked), left / 2)
        if left < _TOO_LITTLE or not (yield Pause(pause)):
            raise _still_running(call, seen)
        delay = min(delay * _GROWTH, _LONGEST)


def _restarted(call: Call, found: Restart, seen: FineTune[Any]) -> FinetunesError:
    where = f"wait for {call.adapter.name}:{found.new_id}" if found.new_id else "list the jobs"
    words = f"{printable(found.message)}; the job goes on under another id: {where}"
    return call.error(JobRestartedError, words, new_id=found.new_id, last_seen=seen)


def _still_running(call: Call, seen: FineTune[Any] | None) -> FinetunesError:
    state = f"is {seen.status}" if seen else "could not be read"
    word = f" ({printable(seen.provider_status)})" if seen and seen.provider_status else ""
    words = f"the time ran out; the job {state}{word} and may still bill; wait again, or look later"
    return call.error(WaitTimeoutError, words, last_seen=seen)

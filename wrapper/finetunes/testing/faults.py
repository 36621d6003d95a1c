"""What can go wrong with a request, and who decides with which."""

from __future__ import annotations

import math
import threading
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .drift import Drift
from .service import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Fault(StrEnum):
    """One way in which a request goes wrong."""

    DROP_BEFORE = "drop_before"
    """The connection is reset before the request was carried out."""
    DROP_AFTER_COMMIT = "drop_after_commit"
    """It is carried out; then the connection is reset, without a reply."""
    DROP_MID_REPLY = "drop_mid_reply"
    """It is carried out; the connection is reset in the middle of the reply's body."""
    STALL = "stall"
    """It is carried out, and the reply never begins; the connection stays open."""
    ERROR_BEFORE = "error_before"
    """The answer is 500, and nothing was done."""
    ERROR_AFTER_COMMIT = "error_after_commit"
    """It is carried out, and the answer is 500 all the same."""
    RATE_LIMIT = "rate_limit"
    """The answer is 429, and nothing was done."""
    GARBAGE = "garbage"
    """It is carried out; the answer is 200 with bytes that are no JSON, nor UTF-8."""
    PROXY_PAGE = "proxy_page"
    """A proxy answers in the provider's place, 200 with HTML, and nothing was done."""

    @property
    def is_after_commit(self) -> bool:
        """Whether the request is carried out."""
        return self in _AFTER_COMMIT

    @property
    def is_silent(self) -> bool:
        """Whether there is no reply at all."""
        return self in {Fault.DROP_BEFORE, Fault.DROP_AFTER_COMMIT, Fault.STALL}

    def instead(self, error: Callable[[int, str], Reply]) -> Reply | None:
        """Return what is answered instead of the answer, or None where that is not replaced.

        Args:
            error: Makes an error in the provider's own shape.
        """
        match self:
            case Fault.ERROR_BEFORE | Fault.ERROR_AFTER_COMMIT:
                return error(500, "Internal server error")
            case Fault.RATE_LIMIT:
                return Refusal(429, "Too many requests", _SOON).instead(error)
            case Fault.GARBAGE:
                return Reply(200, content=_GARBAGE, headers={"content-type": "application/json"})
            case Fault.PROXY_PAGE:
                return Reply(200, content=_PAGE, headers={"content-type": "text/html"})
            case _:
                return None


_AFTER_COMMIT = frozenset(
    {
        Fault.DROP_AFTER_COMMIT,
        Fault.DROP_MID_REPLY,
        Fault.STALL,
        Fault.ERROR_AFTER_COMMIT,
        Fault.GARBAGE,
    }
)
_SOON = (("retry-after-ms", "50"),)
_GARBAGE = b'{"message": "dele\xff\x00'
_PAGE = b"<!DOCTYPE html><title>Sign in</title><p>Sign in to use this network.</p>"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer with an error status, in the provider's own shape; nothing was done."""

    status: int
    """The HTTP status."""
    message: str = "asked for by a test"
    """What the provider says about it."""
    headers: tuple[tuple[str, str], ...] = ()
    """Headers of the answer, in lower case."""

    def __str__(self) -> str:
        """Name it, for a message."""
        return f"an answer with {self.status}"

    def instead(self, error: Callable[[int, str], Reply]) -> Reply:
        """Return what is answered; `error` makes an error in the provider's own shape."""
        return replace(error(self.status, self.message), headers=dict(self.headers))


class Incoming(NamedTuple):
    """One request, as far as a schedule may want to know it."""

    provider: str
    operation: str
    """The operation id of the document."""
    item: str | None
    """The item it is about, where it names one."""
    number: int
    """How many requests came before it with the same provider, operation and item."""


Schedule: TypeAlias = "Callable[[Incoming], Fault | None]"
"""Decides what goes wrong with a request; called in the thread of the server, once for each."""


class RandomFaults:
    """A schedule that chooses at random, from a seed.

    What happens to a request depends on the seed and the request alone, and so not on the
    order in which several clients, or the tasks of one, happen to send.

    Args:
        seed: Another one makes another choice.
        shares: How likely each fault is, from 0 to 1; in all not more than 1.

    Raises:
        ValueError: A share is below 0, or they are more than 1 in all.
    """

    def __init__(self, seed: int, shares: Mapping[Fault, float]) -> None:
        if any(share < 0 for share in shares.values()) or sum(shares.values()) > 1:
            raise ValueError("shares must be 0 or more, and not more than 1 in all")
        self._seed = seed
        self._shares = dict(shares)

    def __call__(self, incoming: Incoming) -> Fault | None:
        """Choose."""
        left = Random(f"{self._seed} {tuple(incoming)}").random()  # noqa: S311 - guards nothing, and must repeat itself
        for fault, share in self._shares.items():
            left -= share
            if left < 0:
                return fault
        return None


class Asked(NamedTuple):
    """Which requests something is for; None is any."""

    provider: str | None = None
    operations: frozenset[str] | None = None
    """Operation ids of the documents."""
    item: str | None = None

    def __str__(self) -> str:
        """Name them, for a message."""
        operations = "/".join(sorted(self.operations)) if self.operations else None
        return " ".join(filter(None, (self.provider, operations, self.item))) or "any request"

    def is_for(self, incoming: Incoming) -> bool:
        """Whether this request is one of them."""
        return (
            self.provider in {None, incoming.provider}
            and (self.operations is None or incoming.operation in self.operations)
            and self.item in {None, incoming.item}
        )


@dataclass(slots=True)
class _Waiting:
    """What the next requests of a kind come to."""

    what: Fault | Refusal | Drift
    asked: Asked
    left: float
    """How many more; infinite for all of them."""
    used: bool = False

    @property
    def is_done(self) -> bool:
        return self.left <= 0 or (self.used and self.left == math.inf)

    def use(self) -> None:
        self.used = True
        self.left -= 1


class Faults:
    """What goes wrong from now on: what waits for the next requests, then the schedule."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._seen: Counter[tuple[str, str, str | None]] = Counter()
        self.schedule: Schedule | None = None

    def add(
        self, what: Fault | Refusal | Drift, times: int | None = 1, asked: Asked | None = None
    ) -> None:
        """Let it wait for the next requests, behind what waits already.

        Args:
            what: What they come to; a drift takes effect beside a fault, not in its place.
            times: How many; None for all.
            asked: Which ones; any where None.

        Raises:
            ValueError: `times` is below 1.
        """
        if times is not None and times < 1:
            raise ValueError("times must be 1 or more, or None for all")
        with self._lock:
            left = math.inf if times is None else times
            self._waiting.append(_Waiting(what, asked or Asked(), left))

    @property
    def unused(self) -> tuple[str, ...]:
        """What has not come to pass, one line each."""
        with self._lock:
            left = [one for one in self._waiting if not one.is_done]
        return tuple(f"{one.what} for {one.asked}" for one in left)

    def next(self, provider: str, operation: str, item: str | None) -> Fault | Refusal | None:
        """Say what a request comes to that has arrived, and count it."""
        about = (provider, operation, item)
        with self._lock:
            incoming = Incoming(*about, self._seen[about])
            self._seen[about] += 1
            for waiting in self._open(incoming):
                if not isinstance(waiting.what, Drift):
                    waiting.use()
                    return waiting.what
            schedule = self.schedule
        return schedule(incoming) if schedule else None

    def drifted(self, provider: str, operation: str, reply: Reply) -> Reply:
        """Return an answer as the drifts that wait for it have changed it."""
        with self._lock:
            for waiting in self._open(Incoming(provider, operation, reply.item, 0)):
                if isinstance(waiting.what, Drift) and (changed := waiting.what.change(reply)):
                    waiting.use()
                    reply = changed
        return reply

    def _open(self, incoming: Incoming) -> Iterator[_Waiting]:
        return (one for one in self._waiting if one.left > 0 and one.asked.is_for(incoming))

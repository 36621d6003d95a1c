"""Operations written once, run both ways.

An operation is a plain generator: it yields a `Step`, something to do, and is handed what
came of it. `yield from` composes operations the way `await` composes coroutines. Two small
drivers run them, `run` blocking and `arun` in an event loop, so retries and everything
else that takes more than one request is ordinary code, written once and testable without
network or clock. The same idea carries httpx's `Auth.auth_flow`.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .deadline import Deadline

T = TypeVar("T")


class Send(NamedTuple):
    """Send one request; answered with a `Reply` or a `Lost`."""

    method: str
    url: str
    """A path below the base URL, or an absolute URL of the same origin."""
    params: Mapping[str, Any] | None = None
    json: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] | None = None


class Pause(NamedTuple):
    """Wait; answered with False, at once, where the call has not that much time left."""

    seconds: float


Step: TypeAlias = Send | Pause
Flow: TypeAlias = Generator[Step, Any, T]


class Performer(Protocol):
    """What does a step: `transport.Channel` or, with `await`, `transport.AsyncChannel`."""

    def perform(self, step: Step, deadline: Deadline) -> Any:
        """Do one step within the deadline, and return its answer."""


def run(flow: Flow[T], channel: Performer, deadline: Deadline) -> T:
    """Run an operation, blocking; what it returns is returned, what it raises is raised."""
    answer: Any = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as done:
            return cast(T, done.value)
        # Outside the try: a StopIteration of a caller's callable is not the end of the flow.
        answer = channel.perform(step, deadline)


async def arun(flow: Flow[T], channel: Performer, deadline: Deadline) -> T:
    """Run an operation in an event loop; otherwise the same as `run`."""
    answer: Any = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as done:
            return cast(T, done.value)
        answer = await channel.perform(step, deadline)

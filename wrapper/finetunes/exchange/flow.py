"""Operations written once, run both ways.

An operation is a plain generator: it yields a `Step`, something to do, and is handed what
came of it. `yield from` composes operations the way `await` composes coroutines. Two small
drivers run them, `run` blocking and `arun` in an event loop, so retries and everything
else that takes more than one request is ordinary code, written once and testable without
network or clock. The same idea carries httpx's `Auth.auth_flow`.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .auth import Sealed
    from .deadline import Deadline

T = TypeVar("T")

BODY_LIMIT = 8 * 1024 * 1024
"""Bytes of a decoded body that are read; a larger one is not the answer to a small question."""

LISTING_LIMIT = 256 * 1024 * 1024
"""The same for what may be large: one provider puts all there is onto one page."""


class Source(Protocol):
    """A request body of known size that is sent piece by piece."""

    size: int

    def __iter__(self) -> Iterator[bytes]:
        """Begin anew, for each request; a body that ends too early breaks the request off."""
        ...


class Sink(Protocol):
    """Takes the body of a reply piece by piece."""

    def takes(self, status_code: int, headers: Mapping[str, str]) -> bool:
        """Say whether this is a reply for it; any other comes back as a whole."""
        ...

    def begin(self, status_code: int, headers: Mapping[str, str]) -> str | None:
        """Take the head of the reply, and say why its body is not wanted, or None."""

    def write(self, chunk: bytes) -> str | None:
        """Take the next bytes as they came, and say why no more are wanted, or None."""


class Send(NamedTuple):
    """Send one request; answered with a `Reply` or a `Lost`."""

    method: str
    url: str
    """A path below the base URL, or an absolute URL of the same origin."""
    params: Mapping[str, Any] | None = None
    json: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] | None = None
    body: Sealed | None = None
    """A JSON body that may hold secrets."""
    within: float | None = None
    """Seconds this request may take at most, within the time of the call."""
    limit: int = BODY_LIMIT
    """Bytes of the decoded reply that are read."""
    source: Source | None = None
    """A body too large to hold; each piece that leaves renews the deadline."""
    sink: Sink | None = None
    """Where a body goes that is too large to hold; each piece that comes renews the deadline."""
    public: bool = False
    """Whether a server named the URL: any origin may be asked, none sees the key."""


class Pause(NamedTuple):
    """Wait; answered with the seconds left after it, or 0, at once, where there are not so many."""

    seconds: float


class Work(NamedTuple):
    """Read on this machine what takes a while; answered with what it returns.

    An event loop lets a thread do it, and lets go of the thread when it is cancelled. It is
    progress, so it renews the deadline.
    """

    function: Callable[[], Any]


Step: TypeAlias = Send | Pause | Work
Flow: TypeAlias = Generator[Step, Any, T]


def limited(flow: Flow[T], seconds: float) -> Flow[T]:
    """Run a flow, each of its requests within so many seconds."""
    answer: Any = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as done:
            value: T = done.value
            return value
        if isinstance(step, Send):
            step = step._replace(within=min(seconds, step.within or seconds))
        answer = yield step


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
        try:
            answer = channel.perform(step, deadline)
        except BaseException as error:
            _interrupted(flow, error)
            raise


async def arun(flow: Flow[T], channel: Performer, deadline: Deadline) -> T:
    """Run an operation in an event loop; otherwise the same as `run`."""
    answer: Any = None
    while True:
        try:
            step = flow.send(answer)
        except StopIteration as done:
            return cast(T, done.value)
        try:
            answer = await channel.perform(step, deadline)
        except BaseException as error:
            _interrupted(flow, error)
            raise


def _interrupted(flow: Flow[Any], error: BaseException) -> None:
    # The traceback of Ctrl-C, which a notebook keeps, would keep the flow's files locked.
    if not isinstance(error, Exception):
        flow.close()

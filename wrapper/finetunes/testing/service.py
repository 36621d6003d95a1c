"""What the three played APIs have in common: items, key, lock, and who answers which operation."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    import threading


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as a handler sees it: path parameters are decoded, the body is not."""

    path: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: a status, a JSON body, and the item it is about (for the server's record)."""

    status: int
    body: Any
    item: str | None = None


Handler = Callable[[Call], Reply]


@dataclass(slots=True)
class Clock:
    """The one source of time, so that a test can move it.

    Args:
        seconds: Gives seconds from any fixed point; never goes back.
        start: The time of day (aware) at which the clock is made.
    """

    seconds: Callable[[], float]
    start: datetime
    _origin: float = field(init=False)

    def __post_init__(self) -> None:
        self._origin = self.seconds()

    def timestamp(self) -> str:
        """Return the time of day as RFC 3339 text, to the millisecond."""
        now = self.start + timedelta(seconds=self.seconds() - self._origin)
        return now.isoformat(timespec="milliseconds")


ItemT = TypeVar("ItemT")


class Service(Generic[ItemT]):
    """One provider's API, played; a subclass says what is the provider's own.

    A provider's module sets the class variables, fills `handlers` (operation id of the
    document → method), and adds items under `_lock`.

    Args:
        error_body: Makes the provider's error body from a status and words.
        key: The API key it accepts.
        clock: Its source of time.
        lock: Held while state is read or changed; shared by all services of a server.
    """

    name: ClassVar[str]
    id_form: ClassVar[str]
    """How an id is made up from a running number, for `str.format`."""
    key_header: ClassVar[str] = "Authorization"
    key_prefix: ClassVar[str] = "Bearer "
    key_refusal: ClassVar[tuple[int, str]]
    """Status and words for a missing or wrong key."""

    def __init__(
        self,
        error_body: Callable[[int, str], Any],
        *,
        key: str,
        clock: Clock,
        lock: threading.RLock,
    ) -> None:
        self._error_body = error_body
        self._key = key
        self._clock = clock
        self._lock = lock
        self._items: dict[str, ItemT] = {}
        self._added = 0
        self.handlers: Mapping[str, Handler] = {}

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the items that are there, in the order they came."""
        with self._lock:
            return tuple(self._items)

    def accepts(self, headers: Mapping[str, str]) -> bool:
        """Compare the key that came with the right one, in constant time."""
        given = headers.get(self.key_header, "").encode("latin-1")
        return hmac.compare_digest(given, f"{self.key_prefix}{self._key}".encode())

    def error(self, status: int, message: str, item: str | None = None) -> Reply:
        """Say what is wrong, in the provider's own shape."""
        return Reply(status, self._error_body(status, message), item)

    def answer(self, operation: str, call: Call) -> Reply:
        """Carry out one operation; 501 for one that the document has and this server has not."""
        handler = self.handlers.get(operation)
        if handler is None:
            return self.error(501, f"the embedded server does not play {operation} yet")
        with self._lock:
            return handler(call)

    def _put(self, id: str | None, item: ItemT) -> str:
        """Keep an item under its id, or under one made up for it; the lock is held."""
        self._added += 1
        key = self.id_form.format(self._added) if id is None else id
        if key in self._items:
            raise ValueError(f"{self.name} has {key!r} already")
        self._items[key] = item
        return key

"""What the played APIs have in common: items, key, lock, and who answers which operation."""

from __future__ import annotations

import hmac
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, cast

from .contract.document import Document
from .contract.schemas import problems

if TYPE_CHECKING:
    import threading

    from .clock import Clock, Life


@dataclass(frozen=True, slots=True)
class Call:
    """One request, as a handler sees it: parameters are decoded, the body is not."""

    path: Mapping[str, str]
    body: bytes = b""
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    region: str | None = None
    """The region that was asked, where the provider has several."""
    provider: str = ""
    operation: str = ""
    """The operation id of the document."""

    def json_object(self, status: int = 400) -> dict[str, Any]:
        """Return the body, a JSON object that keeps to the document, or raise a `RefusalError`.

        Args:
            status: What a body that does not is refused with.
        """
        try:
            body: Any = json.loads(self.body, parse_float=_number, parse_constant=_number)
        except (ValueError, RecursionError):
            raise RefusalError(status, "the body is no JSON") from None
        document = Document.of(self.provider)
        operation = document.operations[self.operation].pointer
        schema = f"{operation}/requestBody/content/application~1json/schema"
        for path, found, documented in problems(document, schema, body, "request"):
            raise RefusalError(status, f"{path}: {found}; the document says {documented}")
        return cast("dict[str, Any]", body)

    def whole_number(self, name: str, default: int, bits: int = 64) -> int:
        """Return a query parameter, a whole number, or raise a `RefusalError`.

        Args:
            name: The parameter's name.
            default: What it is where the request has none.
            bits: What the document says of its size, ``int32`` or ``int64``.
        """
        text = self.query.get(name, str(default))
        if not _WHOLE_NUMBER.fullmatch(text) or not -1 << bits - 1 <= int(text) < 1 << bits - 1:
            raise RefusalError(400, f"{name} must be a whole number of {bits} bits")
        return int(text)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: a status, its content, and the item it is about (for the server's record)."""

    status: int
    body: Any = None
    """What is sent as JSON, unless there is `content`."""
    item: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content: bytes | None = None
    """Bytes that are sent as they are; `headers` say what they are."""

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300


class RefusalError(Exception):
    """A handler's way to say no: a status and words, put into the provider's own shape."""

    def __init__(self, status: int, message: str, item: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.item = item


_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,19}")

Handler = Callable[[Call], Reply]


class Item(Protocol):
    """What a service keeps; each item goes through a life of its own."""

    life: Life


ItemT = TypeVar("ItemT", bound=Item)


class Service(Generic[ItemT]):
    """One provider's API, played; a subclass says what is the provider's own.

    A provider's module sets the class variables, fills `handlers` (operation id of the
    document → method), and adds items under `_lock`.

    Args:
        error_body: Makes the provider's error body from a status and words.
        key: The API key it accepts.
        clock: Its source of time.
        lock: Held while state is read or changed; shared by all services of a server.
        secrets: Names of properties that hold secrets, and are not kept.
    """

    name: ClassVar[str]
    id_form: ClassVar[str]
    """How an id is made up from a running number, for `str.format`."""
    prefixes: ClassVar[Mapping[str, str | None]]
    """The first segment of every path, and the region it stands for."""
    succeeded: ClassVar[str]
    """The status word of an item that has come to a good end."""
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
        secrets: frozenset[str],
    ) -> None:
        self._error_body = error_body
        self._key = key
        self._clock = clock
        self._lock = lock
        self._secrets = secrets
        self._items: dict[str, ItemT] = {}
        self._added = 0
        self.handlers: Mapping[str, Handler] = {}

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the items that are there, in the order they came."""
        with self._lock:
            return tuple(self._items)

    def status(self, id: str) -> str | None:
        """Return the status word of an item by now, or None if it is not there."""
        with self._lock:
            item = self._items.get(id)
            return item.life.status(self._clock.seconds()) if item else None

    def example(self) -> dict[str, Any]:
        """Return a body that a create takes; it is empty where the provider has no create."""
        return {}

    def item(self, call: Call) -> str | None:
        """Return the item that a request names, whether or not it is there."""
        return next(iter(call.path.values()), None)

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
        try:
            with self._lock:
                return handler(call)
        except RefusalError as refusal:
            return self.error(refusal.status, refusal.message, refusal.item)

    def _next_id(self, id: str | None) -> str:
        """Return the id, or one made up, for an item that comes now; the lock is held."""
        self._added += 1
        key = self.id_form.format(self._added) if id is None else id
        if key in self._items:
            raise ValueError(f"{self.name} has {key!r} already")
        return key


def _number(text: str) -> float:
    """Read a number as JSON Schema sees it: 2.0 is a whole one."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} cannot be sent back as JSON")
    return int(number) if number.is_integer() else number


def without_secrets(value: Any, names: frozenset[str]) -> Any:
    """Return JSON in which every property that holds a secret reads ``[secret]``.

    Args:
        value: Any JSON value; it is not changed.
        names: The names of such properties, at any depth.

    Returns:
        A copy.
    """
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {
            name: "[secret]" if name in names else without_secrets(item, names)
            for name, item in pairs
        }
    if isinstance(value, list):
        return [without_secrets(item, names) for item in cast("Iterable[Any]", value)]
    return value

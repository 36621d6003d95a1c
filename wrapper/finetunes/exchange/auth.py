"""API keys: found, checked, and kept out of everything that can be printed.

A traceback can print the local variables of its frames, so no function here holds the bare
text of a key in one.
"""

from __future__ import annotations

import inspect
import json
import os
import re
import weakref
from functools import reduce
from typing import TYPE_CHECKING, Any, Protocol, cast

from ..errors import ConfigurationError, InvalidAPIKeyError, MissingAPIKeyError

if TYPE_CHECKING:
    import logging
    from collections.abc import Collection, Iterator

_VISIBLE_ASCII = re.compile(r"[\x21-\x7e]+")
_HIDDEN = "[API key]"
_SHORTEST_SECRET = 8  # a shorter key is a placeholder, and would be found inside ordinary words
_KNOWN: weakref.WeakValueDictionary[int, APIKey] = weakref.WeakValueDictionary()


class Scrubs(Protocol):
    """Knows secrets, and takes them out of what a server sent."""

    def scrub(self, value: Any) -> Any:
        """Return the JSON value with every secret replaced wherever it stands in a string."""


class APIKey:
    """A key that shows itself nowhere: its text leaves only through `header` and `scrub`."""

    __slots__ = ("__weakref__", "_forms", "_value")

    def __init__(self, value: Any) -> None:
        self._value = value
        # As it is, and as a server may quote it: inside JSON, in either way of escaping.
        text = isinstance(value, str) and len(value) >= _SHORTEST_SECRET
        quoted = {json.dumps(value, ensure_ascii=way)[1:-1] for way in (True, False) if text}
        self._forms = sorted({*quoted, value}, key=len, reverse=True) if text else []

    def __repr__(self) -> str:
        return "APIKey(…)"

    def __reduce__(self) -> Any:
        raise TypeError("an API key is not pickled")

    def checked(self, provider: str, said_by: str) -> APIKey:
        """Return the key if a header can carry it (RFC 9110, section 5.5).

        Args:
            provider: The provider's name, for the message.
            said_by: The argument or environment variable it comes from, for the message.

        Raises:
            MissingAPIKeyError: It is empty.
            InvalidAPIKeyError: It is no string or holds spaces, control or non-ASCII characters.
        """
        if self._value is None or self._value == "":
            raise MissingAPIKeyError(
                f"{provider}: the API key of {said_by} is empty; pass another, or none, and "
                "it is looked for in the environment",
                provider=provider,
            )
        if not isinstance(self._value, str) or not _VISIBLE_ASCII.fullmatch(self._value):
            raise InvalidAPIKeyError(
                f"{provider}: the API key of {said_by} is no string, or holds a space, line "
                "break, control or non-ASCII character (often a line break from a file); copy it "
                "again; nothing was sent",
                provider=provider,
            )
        _KNOWN[id(self)] = self
        return self

    def header(self, prefix: str) -> str:
        """Return the value of the authentication header."""
        return f"{prefix}{self._value}"

    def mark(self, about: str) -> str:
        """Return 32 bits of a hash: enough to notice another key, too few to find this one."""
        import hashlib

        return hashlib.sha256(f"{about}\0{self._value}".encode()).hexdigest()[:8]

    def scrub(self, value: Any) -> Any:
        """Return the JSON value with the key replaced wherever it stands in a string."""
        if not self._forms:
            return value
        kind = cast(object, type(value))  # JSON and bytes come in exactly these types
        if kind is str:
            return reduce(lambda left, form: left.replace(form, _HIDDEN), self._forms, value)
        if kind is bytes:
            forms = (form.encode("utf-8", "surrogatepass") for form in self._forms)
            return reduce(lambda left, form: left.replace(form, _HIDDEN.encode()), forms, value)
        if kind is list:
            return [self.scrub(item) for item in value]
        if kind is dict:
            return {self.scrub(name): self.scrub(item) for name, item in value.items()}
        return value


class Sealed:
    """A JSON body that shows itself nowhere; the secrets in it are kept out like the key.

    Args:
        body: The body; its names are taken out of it, because a traceback prints the local
            variables of every frame that holds it.
        secret_names: Names of the properties that hold secrets, at any depth.
    """

    __slots__ = ("_body", "_secrets", "no_texts")

    def __init__(self, body: dict[str, Any], secret_names: Collection[str] = ()) -> None:
        if not isinstance(cast(object, body), dict):
            raise ValueError("a body is a JSON object")  # noqa: TRY004 - as where it is no JSON
        self._body = dict(body)
        body.clear()
        self._secrets = [APIKey(value) for _, value in _find(self._body, secret_names)]
        self.no_texts = sorted(
            {name for name, value in _find(self._body, secret_names) if not isinstance(value, str)}
        )
        """The names of secrets that are no text, which nobody could find in an answer."""
        _KNOWN.update((id(secret), secret) for secret in self._secrets)

    def __repr__(self) -> str:
        return "Sealed(…)"

    def __reduce__(self) -> Any:
        raise TypeError("a body that may hold secrets is not pickled")

    @property
    def names(self) -> set[str]:
        """The names of its properties."""
        return set(self._body)

    def open(self) -> dict[str, Any]:
        """Return the body itself; never to be kept in a local variable."""
        return self._body

    def content(self) -> bytes | None:
        """Return the body as JSON (RFC 8259), or None where it holds what JSON cannot."""
        try:
            return json.dumps(self._body, allow_nan=False).encode()
        except (TypeError, ValueError, RecursionError):
            return None

    def scrub(self, value: Any) -> Any:
        """Return the JSON value with every secret replaced wherever it stands in a string."""
        for secret in self._secrets:
            value = secret.scrub(value)
        return value


def _find(body: dict[str, Any], names: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Yield every value below a property of these names, with the name."""
    # Without recursion: a body may be deeper than Python's stack, or hold itself.
    waiting: list[tuple[str, Any]] = [("", body)]
    seen: set[tuple[str, int]] = set()
    while waiting:
        name, value = waiting.pop()
        if (name, id(value)) in seen:
            continue
        seen.add((name, id(value)))
        if isinstance(value, list | tuple):
            waiting += ((name, item) for item in cast("list[Any]", value))
        elif isinstance(value, dict):
            inside = cast("dict[str, Any]", value)
            waiting += ((name or (key if key in names else ""), inside[key]) for key in inside)
        elif name and value is not None:
            yield name, value


class KeySource:
    """Where the key of one client comes from: a string, a callable, or the environment.

    Args:
        given: What the caller passed as `api_key`, wrapped; wraps None where nothing was.
        provider: The provider's name.
        variables: Environment variables to look at, in order.

    Raises:
        MissingAPIKeyError: No key was given and no variable holds one.
        InvalidAPIKeyError: The key cannot be sent.
    """

    def __init__(self, given: APIKey, *, provider: str, variables: tuple[str, ...]) -> None:
        self._provider = provider
        self._source = given
        self._said_by = "api_key"
        if given._value is None:
            found = next((name for name in variables if os.environ.get(name)), None)
            if found is None:
                raise MissingAPIKeyError(
                    f"{provider}: no API key; set {' or '.join(variables)}, or pass api_key= "
                    "in Python",
                    provider=provider,
                )
            self._source = APIKey(os.environ[found])
            self._said_by = found
        if not callable(self._source._value):
            self._source.checked(provider, self._said_by)

    def key(self) -> APIKey:
        """Return the key for one request; a callable is called once for it."""
        if not callable(self._source._value):
            return self._source
        key = APIKey(self._source._value())
        if inspect.isawaitable(key._value):
            if inspect.iscoroutine(key._value):
                key._value.close()
            raise ConfigurationError(
                f"{self._provider}: api_key is an async callable; use it with AsyncClient",
                provider=self._provider,
            )
        return key.checked(self._provider, self._said_by)

    def mark(self, about: str) -> str | None:
        """Return the mark of the key; None where a callable may give another each time."""
        return None if callable(self._source._value) else self._source.mark(about)

    async def akey(self) -> APIKey:
        """Return the key for one request, for `AsyncClient`: the callable may be async."""
        if not callable(self._source._value):
            return self._source
        key = APIKey(self._source._value())
        if inspect.isawaitable(key._value):
            key = APIKey(await key._value)
        return key.checked(self._provider, self._said_by)


def _hide_keys(record: logging.LogRecord) -> bool:
    text = record.getMessage()
    known = [key for reference in _KNOWN.valuerefs() if (key := reference())]
    if any(key.scrub(text) != text for key in known):
        record.msg, record.args = "left out: a line that held an API key", ()
    return True


def hide_keys_in_logs() -> None:
    """Keep keys that a server echoes in its headers out of httpcore's debug log."""
    import logging  # httpcore has loaded it; what makes no client does without

    for name in ("httpcore.connection", "httpcore.http11", "httpcore.proxy"):
        logging.getLogger(name).addFilter(_hide_keys)

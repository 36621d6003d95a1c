"""API keys: found, checked, and kept out of everything that can be printed.

A traceback can print the local variables of its frames, so no function here holds the bare
text of a key in one.
"""

from __future__ import annotations

import inspect
import logging
import os
import re
import weakref
from typing import Any, cast

from ..errors import ConfigurationError, InvalidAPIKeyError, MissingAPIKeyError

_VISIBLE_ASCII = re.compile(r"[\x21-\x7e]+")
_HIDDEN = "[API key]"
_SHORTEST_SECRET = 8  # a shorter key is a placeholder, and would be found inside ordinary words
_KNOWN: weakref.WeakValueDictionary[int, APIKey] = weakref.WeakValueDictionary()


class APIKey:
    """A key that shows itself nowhere: its text leaves only through `header` and `scrub`."""

    __slots__ = ("__weakref__", "_value")

    def __init__(self, value: Any) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "APIKey(…)"

    def __reduce__(self) -> Any:
        raise TypeError("an API key is not pickled")

    def checked(self, provider: str) -> APIKey:
        """Return the key if a header can carry it (RFC 9110, section 5.5).

        Raises:
            MissingAPIKeyError: It is empty.
            InvalidAPIKeyError: It is no string or holds spaces, control or non-ASCII characters.
        """
        if self._value is None or self._value == "":
            raise MissingAPIKeyError(f"{provider}: the API key is empty", provider=provider)
        if not isinstance(self._value, str) or not _VISIBLE_ASCII.fullmatch(self._value):
            raise InvalidAPIKeyError(
                f"{provider}: the API key is no string, or holds a space, line break, control "
                "or non-ASCII character (often a line break from a file); nothing was sent",
                provider=provider,
            )
        _KNOWN[id(self)] = self
        return self

    def header(self, prefix: str) -> str:
        """Return the value of the authentication header."""
        return f"{prefix}{self._value}"

    def scrub(self, value: Any) -> Any:
        """Return the JSON value with the key replaced wherever it stands in a string."""
        if len(self._value) < _SHORTEST_SECRET:
            return value
        kind = cast(object, type(value))  # JSON and bytes come in exactly these types
        if kind is str:
            return value.replace(self._value, _HIDDEN)
        if kind is bytes:
            return value.replace(self._value.encode(), _HIDDEN.encode())
        if kind is list:
            return [self.scrub(item) for item in value]
        if kind is dict:
            return {self.scrub(name): self.scrub(item) for name, item in value.items()}
        return value


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
        if given._value is None:
            found = next((name for name in variables if os.environ.get(name)), None)
            if found is None:
                raise MissingAPIKeyError(
                    f"{provider}: no API key; set {' or '.join(variables)}, or pass api_key=",
                    provider=provider,
                )
            self._source = APIKey(os.environ[found])
        if not callable(self._source._value):
            self._source.checked(provider)

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
        return key.checked(self._provider)

    async def akey(self) -> APIKey:
        """Return the key for one request, for `AsyncClient`: the callable may be async."""
        if not callable(self._source._value):
            return self._source
        key = APIKey(self._source._value())
        if inspect.isawaitable(key._value):
            key = APIKey(await key._value)
        return key.checked(self._provider)


def _hide_keys(record: logging.LogRecord) -> bool:
    text = record.getMessage()
    known = [key for reference in _KNOWN.valuerefs() if (key := reference())]
    if any(key.scrub(text) != text for key in known):
        record.msg, record.args = "left out: a line that held an API key", ()
    return True


def hide_keys_in_logs() -> None:
    """Keep keys that a server echoes in its headers out of httpcore's debug log."""
    for name in ("httpcore.connection", "httpcore.http11", "httpcore.proxy"):
        logging.getLogger(name).addFilter(_hide_keys)

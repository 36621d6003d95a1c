"""What may be stored of an exchange with a provider: what is known to be harmless, no more."""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from . import documents
from .asked import LLAMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Nothing, a switch, a small number, a time, or what stands for a text that was taken out.
_HARMLESS = re.compile(
    r"|true|false|\d{1,4}|redacted-\d+|00000000-0000-4000-8000-\d{12}"
    r"|\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)
_NAME = re.compile(r"[A-Za-z_]+([./-][A-Za-z_]+)*", re.ASCII)
_OF_A_PERSON = re.compile(r"(^|_)(id|user|owner|account|organi[sz]ation)($|_)", re.IGNORECASE)


class Scrubber:
    """Replaces every text that is not known to be harmless, the same one always by the same.

    Known are the words of the provider's document, times, and the ids that a run was given,
    which become those of the document's examples. Only the form of a body is evidence; what
    somebody called a fine-tune is not.

    Args:
        provider: Whose document says which words are known.
        ids: For each id that the run was given, what is stored instead.
    """

    def __init__(self, provider: str, ids: Mapping[str, str]) -> None:
        self._words = _words(provider) | {LLAMA, *ids.values()}
        self._ids = ids
        self._taken: dict[str, int] = {}

    def __repr__(self) -> str:
        return "Scrubber(…)"  # it knows what it has taken out

    def address(self, url: str) -> str:
        """Return an address whose ids and query values may be stored."""
        base, mark, query = url.partition("?")
        path = urlsplit(base).path
        stored = "/".join(
            quote(self._ids.get(unquote(part), unquote(part)), safe="") for part in path.split("/")
        )
        pairs = [(name, self._text(text)) for name, text in parse_qsl(query, True)]
        return base.removesuffix(path) + stored + mark + urlencode(pairs)

    def body(self, body: bytes | None) -> bytes | None:
        """Return a body that may be stored; of one that is no JSON, that there was one."""
        if not body:
            return body
        try:
            value: object = json.loads(body)
        except (ValueError, RecursionError):
            return b"redacted"
        return json.dumps(self._json(value)).encode()

    def _json(self, value: object, name: str = "") -> object:
        if isinstance(value, dict):
            members = cast("dict[str, object]", value).items()
            return {self._name(key): self._json(member, key) for key, member in members}
        if isinstance(value, list):
            return [self._json(item, name) for item in cast("list[object]", value)]
        if isinstance(value, str):
            return self._text(value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return 0 if is_number and _OF_A_PERSON.search(name) else value

    def _name(self, name: str) -> str:
        return name if name in self._words or _NAME.fullmatch(name) else self._text(name)

    def _text(self, text: str) -> str:
        if text in self._ids:
            return self._ids[text]
        if text in self._words or _HARMLESS.fullmatch(text):
            return text
        number = self._taken.setdefault(text, len(self._taken) + 1)
        form = "00000000-0000-4000-8000-{:012d}" if _UUID.fullmatch(text) else "redacted-{}"
        return form.format(number)


@functools.cache
def _words(provider: str) -> frozenset[str]:
    """The names of properties and the words of enumerations in a document."""
    return frozenset(_found(documents.read(provider).content))


def _found(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in cast("list[object]", node):
            yield from _found(item)
    elif isinstance(node, dict):
        mapping = cast("dict[str, Any]", node)
        yield from mapping.get("properties", {})
        known = [*mapping.get("enum", []), mapping.get("const")]
        yield from (word for word in known if isinstance(word, str))
        for item in mapping.values():
            yield from _found(item)

"""What is known of a file at a provider, written down beside what there is of it.

Only a file whose source is certainly the same is gone on with (RFC 9110, sections 13.1.5 and
14.4): by a strong ETag, or, where the server gives none, by the length of the whole.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_STRONG = re.compile(r'"[\x21\x23-\x7e]*"')
_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})")
_LENGTH = re.compile(r"[0-9]{1,18}")
_WORDS = re.compile(r"\s*(text/html|application/(.*\+)?json)\s*(;.*)?", re.IGNORECASE)


def is_file(headers: Mapping[str, str]) -> bool:
    """Say whether a reply brings a file, and not words about one: an error, or a page to log in."""
    return not _WORDS.fullmatch(headers.get("content-type", ""))


class Source(NamedTuple):
    """A file at a provider."""

    request: str
    """The provider's own address of it; nothing secret, and nothing of a redirect."""
    etag: str | None
    modified: str | None
    """When it changed last, in the server's words."""
    size: int | None
    """All its bytes."""

    @classmethod
    def read(cls, request: str, note: bytes) -> Source | None:
        """Read a note; None where it is no note, or one about another file."""
        try:
            found: Any = json.loads(note)
        except (ValueError, RecursionError):
            return None
        match found:
            case {
                "request": str(noted),
                "etag": str() | None as etag,
                "modified": str() | None as modified,
                "size": int() | None as size,
            } if noted == request:
                return cls(request, etag, modified, size)
            case _:
                return None

    @classmethod
    def of_reply(cls, request: str, headers: Mapping[str, str]) -> Source:
        """Read the head of a reply that brings all of it."""
        length = _LENGTH.fullmatch(headers.get("content-length", ""))
        size = int(length[0]) if length else None
        return cls(request, headers.get("etag"), headers.get("last-modified"), size)

    def note(self) -> bytes:
        """Write the note."""
        return json.dumps(self._asdict()).encode()

    @property
    def strong(self) -> str | None:
        """The ETag, if an equal one means equal bytes."""
        return self.etag if _STRONG.fullmatch(self.etag or "") else None

    def goes_on(self, size: int) -> bool:
        """Say whether what there is, so many bytes, can be gone on with."""
        if self.size is None:
            return self.strong is not None
        return size <= self.size

    def ranged(self, size: int) -> tuple[int, dict[str, str]]:
        """Say from which byte on to ask, and with which headers.

        Of a file that is all there, the last byte is asked for: the reply to it says whether
        it is still the same file, which a 416 would not.
        """
        first = size if self.size is None else min(size, self.size - 1)
        if first <= 0:
            return 0, {}
        condition = {"if-range": self.strong} if self.strong else {}
        return first, {"range": f"bytes={first}-", **condition}

    def continued(self, first: int, headers: Mapping[str, str]) -> Source | None:
        """Read the head of a 206; None where it is not the same file from that byte on."""
        stated = _RANGE.fullmatch(headers.get("content-range", ""))
        if not stated:
            return None
        start, end, total = map(int, stated.groups())
        modified = self.modified if self.strong else headers.get("last-modified", self.modified)
        same = (
            start == first <= end < total == (self.size or total)
            and headers.get("etag", self.etag) == self.etag
            and modified == self.modified
        )
        return self._replace(size=total) if same else None

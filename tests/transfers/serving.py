"""A file on a server that breaks off where a test tells it to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..core.wire import Connection, reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..core.wire import Request

CONTENT = bytes(range(256)) * 1024


@dataclass
class Served:
    """Serves a file, and ranges of it; a script for `wire`.

    Attributes:
        breaks: After how many bytes of its body each reply breaks off, first to last.
        end: How it does.
        ranges: Whether ranges are served.
    """

    content: bytes = CONTENT
    headers: tuple[str, ...] = ('ETag: "v1"',)
    breaks: list[int] = field(default_factory=list[int])
    end: Callable[[Connection], None] = Connection.close
    ranges: bool = True

    def __call__(self, connection: Connection) -> None:
        while request := connection.request():
            data = self.answer(request)
            if self.breaks:
                head = data.index(b"\r\n\r\n") + 4
                connection.send(data[: head + self.breaks.pop(0)])
                self.end(connection)
                return
            connection.send(data)

    def answer(self, request: Request) -> bytes:
        """Write the reply to a request, whole."""
        asked = re.fullmatch(r"bytes=(\d+)-", request.header("range") or "")
        condition = request.header("if-range")
        fresh = condition is None or f"ETag: {condition}" in self.headers
        if not (asked and fresh and self.ranges):
            return reply(self.content, "200 OK", *self.headers)
        first, total = int(asked[1]), len(self.content)
        if first >= total:
            return reply(b"", "416 Range Not Satisfiable", f"Content-Range: bytes */{total}")
        place = f"Content-Range: bytes {first}-{total - 1}/{total}"
        return reply(self.content[first:], "206 Partial Content", place, *self.headers)


def leftovers(target: Path) -> list[str]:
    """Return the names of everything beside a target that begins like it."""
    return sorted(p.name for p in target.parent.iterdir() if p.name.startswith(target.name))

"""A documentation site on loopback, for tests of sync.py."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from ..core.wire import Connection, Request, Wire, reply
from .small import PAGE

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

Answer: TypeAlias = bytes | Callable[[Connection, Request], None]

STOP = "/jobs/stop.md"
INDEX = "/llms.txt"
NEWER = PAGE.replace("        state:", "        paused: {type: boolean}\n        state:")
"""The page of `small`, with one property more."""


def page(name: str = "stop", method: str = "post", title: str = "Small API") -> str:
    """Write the page of an operation like that of `small.PAGE`."""
    words = {"/stop": f"/{name}", "stopJob": f"{name}Job", "Small API": title}
    words |= {"    post:": f"    {method}:", "yaml POST": f"yaml {method.upper()}"}
    text = PAGE
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def index(*paths: str) -> str:
    """Write an index of pages as documentation sites publish it."""
    return "# Docs\n\n" + "".join(f"- [Some page]({path}): what it says\n" for path in paths)


class Site:
    """Answers each path as it was told, and says 404 to all others.

    Attributes:
        answers: What to answer, by path.
        requests: What was asked, in order.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self._wire = Wire((self._serve,))
        self.requests = self._wire.requests

    @property
    def asked(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.target for request in self.requests]

    def url(self, path: str = "") -> str:
        """Return the address of a path."""
        return self._wire.url + path

    def put(self, path: str, text: str, kind: str = "text/markdown; charset=utf-8") -> None:
        """Publish a text, compressed, with an ETag that is its digest."""
        etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:8]}"'
        headers = (f"Content-Type: {kind}", f"ETag: {etag}", "Content-Encoding: gzip")
        content = gzip.compress(text.encode(), mtime=0)

        def answer(connection: Connection, request: Request) -> None:
            if request.header("if-none-match") == etag:
                connection.send(reply(b"", "304 Not Modified"))
            else:
                connection.send(reply(content, "200 OK", *headers))

        self.answers[path] = answer

    def redirect(self, path: str, location: str, status: str = "302 Found") -> None:
        """Send whoever asks for a path elsewhere."""
        self.answers[path] = reply(b"", status, f"Location: {location}")

    def _serve(self, connection: Connection) -> None:
        while request := connection.request():
            answer = self.answers.get(request.target, reply("gone", "404 Not Found"))
            if isinstance(answer, bytes):
                connection.send(answer)
                if b"Content-Length:" not in answer and b"chunked" not in answer:
                    return
            else:
                answer(connection, request)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._wire.__exit__(kind, error, at)

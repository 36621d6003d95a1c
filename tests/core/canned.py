"""A transport with answers written in advance, for facts that need no socket."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx

from .conftest import Call

if TYPE_CHECKING:
    from finetunes import Result

TOGETHER_JOB = {
    "id": "ft-1",
    "status": "cancel_requested",
    "created_at": "2026-01-02T03:04:05Z",
    "updated_at": "2026-01-02T03:04:06Z",
}
BFL_DELETED = {
    "status": "deleted",
    "message": "Finetune deleted",
    "deleted_finetune_id": "ft-1",
    "timestamp": "2026-01-02T03:04:05Z",
}
ANSWERS: dict[tuple[str, str], dict[str, Any]] = {
    ("together", "cancel"): TOGETHER_JOB,
    ("together", "delete"): {"message": "Fine-tune job deleted"},
    ("bfl", "delete"): BFL_DELETED,
    ("cohere", "delete"): {},
}
"""A good answer for each operation there is, about the id ft-1."""
NO_SUCH = {
    "error": {"message": "no such thing"},
    "detail": "no such thing",
    "message": "no such thing",
}
"""What any provider may say itself of an item that it does not know."""


def answer(body: Any = b"", status: int = 200, **headers: str) -> httpx.Response:
    """Write a reply: bytes as they are, text in UTF-8, anything else as JSON.

    Args:
        body: The body.
        status: The status code.
        headers: Header names with ``_`` for ``-``.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, bytes | str):
        return httpx.Response(status, content=body, headers=named)
    named = {"content-type": "application/json", **named}
    # Escaped, so that a lone surrogate can be served too.
    return httpx.Response(status, content=json.dumps(body, separators=(",", ":")), headers=named)


class Canned(httpx.MockTransport):
    """Serves both clients; gives its answers one after another, and keeps the requests.

    Args:
        answers: Replies, or exceptions to raise; the last one repeats.
    """

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.requests: list[httpx.Request] = []
        self.closed = False

        def handle(request: httpx.Request) -> httpx.Response:
            found = answers[min(len(self.requests), len(answers) - 1)]
            self.requests.append(request)
            if isinstance(found, Exception):
                raise found
            # A response is used up by reading it, so each request gets a fresh one.
            return httpx.Response(found.status_code, headers=found.headers, content=found.content)

        super().__init__(handle)

    @property
    def only(self) -> httpx.Request:
        """The one request there was."""
        assert len(self.requests) == 1, f"{len(self.requests)} requests were sent"
        return self.requests[0]

    @property
    def changes(self) -> list[httpx.Request]:
        """The requests that change something; what else was sent only looks."""
        return [request for request in self.requests if request.method != "GET"]

    def close(self) -> None:
        """Remember it."""
        self.closed = True

    async def aclose(self) -> None:
        """Remember it."""
        self.closed = True


def asked(provider: str, operation: str, response: httpx.Response, **options: Any) -> Result[Any]:
    """Make one blocking call that is answered like this; `options` are the client's."""
    return Call("sync")(provider, operation, transport=Canned(response), **options)


def header_sent(call: Call, provider: str, **options: Any) -> str:
    """Return the header that carried the key of a delete."""
    transport = Canned(answer(ANSWERS[provider, "delete"]))
    call(provider, transport=transport, **options)
    return transport.only.headers["x-key" if provider == "bfl" else "authorization"]

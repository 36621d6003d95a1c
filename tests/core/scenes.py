"""A provider that fails at a destructive request as a test says, and shows a state afterwards."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from .canned import NO_SUCH
from .reads import BFL_DETAILS, BFL_RESULT, COHERE_MODEL, TOGETHER_JOB
from .wire import Connection, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wire import Request

ASIDES = ("/my_finetunes", "/get_result", "/checkpoints", "/events")
"""Ends of the paths that are asked beside that of the item itself."""
PAGE = "<html><title>502</title>the proxy is sorry</html>"
HALF = reply(b'{"message": "del', length=100)

REPLIES: dict[str, tuple[bytes, Callable[[Connection], None] | None]] = {
    "reset after the request was read": (b"", Connection.reset),
    "reset inside the reply": (HALF, Connection.reset),
    "no reply in time": (b"", Connection.stall),
    "503, and the connection is closed": (reply(b"", "503 Gone Fishing"), Connection.close),
    "200 with bytes that are no JSON": (reply(b"\x00\xff garbage"), None),
    "200 with the page of a proxy": (reply(PAGE, "200 OK", "Content-Type: text/html"), None),
    "200 with words of failure": (reply({"message": "Failed to delete: it is locked"}), None),
    "202": (reply({"message": "queued"}, "202 Accepted"), None),
    **{
        f"taken: {word}": (reply({"id": "ft-1", "status": word}), None)
        for word in ("cancel_requested", "cancelled", "completed", "running")
    },
    **{
        str(status): (reply({"error": {"message": "no, thanks"}}, f"{status} Whatever"), None)
        for status in (400, 401, 403, 404, 408, 409, 422, 429, 500)
    },
}
"""What is sent in reply to the destructive request, and then done, by what happened."""

HISTORY: dict[str, dict[str, Any]] = {"checkpoints": {"data": []}, "events": {"data": []}}
READ = {
    "no answer": reply(PAGE),
    "refused": reply(b"", "403 Forbidden"),
    "not found": reply(NO_SUCH, "404 Not Found"),
    "a proxy's not found": reply(PAGE, "404 Not Found"),
}


def shown(provider: str, read: str, path: str) -> bytes | None:
    """Write what a GET of this path is answered with; None for a reset."""
    kind, _, more = read.partition(", ")
    if kind == "dead":
        return None
    if path.endswith("/my_finetunes"):
        known = {"nor listed": ["ft-2"], "but listed": ["ft-2", "ft-1"]}
        return reply({"finetunes": known[more]}) if more in known else READ["no answer"]
    if kind in READ:
        return READ[kind]
    id, word = ("ft-2", "running") if kind == "another id" else ("ft-1", kind.strip("`"))
    if provider == "bfl":
        return reply({**BFL_RESULT, "status": word} if "get_result" in path else BFL_DETAILS)
    if provider == "cohere":
        return reply({"finetuned_model": {**COHERE_MODEL, "id": id, "status": word}})
    if path.endswith(("/checkpoints", "/events")):
        return reply(HISTORY[path.rpartition("/")[2]])
    return reply({**TOGETHER_JOB, "id": id, "status": word})


class Scene:
    """The script of every connection; the state that is shown goes on from look to look.

    Args:
        provider: Whose answers are given.
        happened: What happens to the destructive request.
        read: What is read, look after look; the last repeats.
    """

    def __init__(self, provider: str, happened: str, read: tuple[str, ...]) -> None:
        self._provider = provider
        self._happened = happened
        self._read = list(read)
        self.lines: list[str] = []
        """Method and path of each request, in order, also of one that is reset unread."""

    @property
    def changes(self) -> list[str]:
        """The requests that change something."""
        return [line for line in self.lines if not line.startswith("GET ")]

    @property
    def looks(self) -> int:
        """How often the item itself was asked for."""
        asked = [line.partition("?")[0] for line in self.lines if line.startswith("GET ")]
        return sum(not line.endswith(ASIDES) for line in asked)

    def __call__(self, connection: Connection) -> None:
        """Serve one connection."""
        while head := connection.socket.recv(64, socket.MSG_PEEK):
            line = head.decode("latin-1").partition(" HTTP")[0].partition("\r")[0]
            self.lines.append(line)
            changes = not line.startswith("GET ")
            if changes and self._happened == "reset before the request was read":
                return connection.reset()
            request = connection.request()
            assert request is not None
            data, end = REPLIES[self._happened] if changes else self._state(request)
            connection.send(data)
            if end is not None:
                return end(connection)
        return None

    def _state(self, request: Request) -> tuple[bytes, Callable[[Connection], None] | None]:
        path = request.target.partition("?")[0]
        about_the_item = not path.endswith(ASIDES)
        if about_the_item and self.looks > 1 and len(self._read) > 1:
            self._read.pop(0)
        data = shown(self._provider, self._read[0], path)
        return (b"", Connection.reset) if data is None else (data, None)

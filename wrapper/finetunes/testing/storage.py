"""An object store at an origin of its own, as the presigned addresses of uploads lead to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

from .files import etag
from .service import Reply

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping

    from .clock import Clock

EXPIRES = 3600.0
"""Seconds for which an address can be used."""

_BYTES = {"content-type": "application/octet-stream"}


@dataclass(slots=True)
class _Slot:
    signature: str
    expires: float
    content: bytes | None = None


class Storage:
    """Takes and gives objects at addresses it has given out; a key has no business here.

    Args:
        clock: The source of time.
        lock: Held while state is read or changed.
    """

    def __init__(self, clock: Clock, lock: threading.RLock) -> None:
        self.url = "http://storage.invalid"
        """Its origin; there is one only while a server runs."""
        self._clock = clock
        self._lock = lock
        self._slots: dict[str, _Slot] = {}

    def presign(self, name: str, content: bytes | None = None) -> tuple[str, float]:
        """Return an address at which an object can be put, and read once it is there.

        Args:
            name: The object's name; an earlier address of it leads nowhere from now on.
            content: Its bytes, where they are there already.

        Returns:
            The address, and the second of the clock at which it expires, an hour from now.
        """
        expires = self._clock.seconds() + EXPIRES
        signature = hashlib.sha256(f"{name} {expires}".encode()).hexdigest()
        self._slots[name] = _Slot(signature, expires, content)
        return f"{self.url}/{quote(name, safe='')}?signature={signature}", expires

    def content(self, name: str) -> bytes | None:
        """Return the bytes of an object, or None where they have not come."""
        slot = self._slots.get(name)
        return slot.content if slot else None

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        body: bytes,
        *,
        key_sent: bool,
    ) -> Reply:
        """Take or give the bytes of an object.

        Args:
            method: The method of the request.
            path: Its path.
            query: Its query.
            headers: Its headers.
            body: The bytes.
            key_sent: Whether it carried a key; a provider's key must never get here.

        Returns:
            200, or a refusal in XML, the way object stores answer.
        """
        name = unquote(path.removeprefix("/"))
        with self._lock:
            slot = self._slots.get(name)
            if key_sent:
                return _refuse(400, "InvalidArgument", "only one auth mechanism allowed", name)
            if slot is None or query.get("signature") != slot.signature:
                return _refuse(403, "SignatureDoesNotMatch", "the signature is not valid", name)
            if self._clock.seconds() >= slot.expires:
                return _refuse(403, "AccessDenied", "Request has expired", name)
            if method == "GET" and slot.content is not None:
                return Reply(200, item=name, headers=_BYTES, content=slot.content)
            return self._put(slot, name, method, headers, body)

    def _put(
        self, slot: _Slot, name: str, method: str, headers: Mapping[str, str], body: bytes
    ) -> Reply:
        if method != "PUT":
            return _refuse(405, "MethodNotAllowed", f"{method} is not allowed", name)
        if "content-length" not in headers:
            return _refuse(411, "MissingContentLength", "there is no Content-Length", name)
        slot.content = body
        return Reply(200, item=name, headers={"etag": etag(body)}, content=b"")


def _refuse(status: int, code: str, message: str, name: str) -> Reply:
    text = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    headers = {"content-type": "application/xml"}
    return Reply(status, item=name, headers=headers, content=text.encode())

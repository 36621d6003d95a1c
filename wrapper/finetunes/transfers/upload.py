"""A file to a provider: checked, announced, sent to where the provider leads, handed over."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from ..calls import ask, printable
from ..errors import FinetunesError, InvalidFileError, TransferError, UndecodableResponseError
from ..exchange.flow import Send
from . import jsonl
from .files import Meter, open_regular, reason, shown
from .steps import REDIRECTS, broken, expect, local, redirected, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ..calls import Call
    from ..exchange.addresses import Address
    from ..exchange.flow import Flow
    from ..exchange.replies import Reply
    from .files import Progress

_PIECE = 64 * 1024
_CONFLICT = 409
_EXPIRED = 403


class Handshake(NamedTuple):
    """How a provider takes a file; the adapters know it."""

    start: Callable[[str, int, str], Send]
    """Announces a file by name, size in bytes and SHA-256 in hex; the reply is a redirect to
    where the bytes go, or 409 where the provider has them."""
    file_id: Callable[[Reply], str | None]
    """Finds the file's id in that reply."""
    finish: Callable[[str], Send]
    """Hands the file with this id over, when its bytes are there."""
    retrieve: Callable[[str], Send]
    """Asks for what the provider knows of the file with this id."""
    largest: int
    """Bytes that the provider takes in one piece."""


class Uploaded(NamedTuple):
    """A file at a provider."""

    id: str
    size: int
    existed: bool
    """Whether the provider had it already."""
    body: dict[str, Any]
    """What the provider says of it."""


class _File:
    """A local file as a `Source`; its bytes must stay what they are.

    It is read in pieces so small that an event loop may do it, and a thread for each would
    cost more.
    """

    def __init__(self, call: Call, path: Path, largest: int, progress: Progress | None) -> None:
        self._call = call
        self._path = path
        self._meter = Meter(progress)
        self._failure: Exception | None = None
        try:
            path.name.encode()
            self._file = open_regular(path)
        except ValueError as error:
            words = str(error) if isinstance(error, InvalidFileError) else "its name is no text"
            raise self._refuse(words) from None
        self._seen = self._state()
        self.size = self._seen[0]
        if not 0 < self.size <= largest:
            self._file.close()
            known = f"has {self.size} bytes; it takes 1 to {largest} in one piece"
            raise self._refuse(f"{shown(path)} {known}")

    def _refuse(self, words: str, line: int | None = None) -> FinetunesError:
        return self._call.error(InvalidFileError, f"{words}; nothing was sent", line=line)

    def _state(self) -> tuple[int, int]:
        found = os.fstat(self._file.fileno())
        return found.st_size, found.st_mtime_ns

    def examine(self) -> str:
        """Check the lines of a ``.jsonl``, and return the SHA-256 in hex."""
        try:
            if self._path.suffix.lower() == ".jsonl":
                jsonl.check(self._path)
            return hashlib.file_digest(self._file, "sha256").hexdigest()
        except InvalidFileError as error:
            raise self._refuse(str(error), error.line) from None
        except OSError as error:
            raise self._refuse(f"{shown(self._path)} cannot be read: {reason(error)}") from None

    def __iter__(self) -> Iterator[bytes]:
        sent = 0
        while not self._failure and (piece := self._read(sent)):
            yield piece
            sent += len(piece)
            try:
                self._meter(sent, self.size)
            except Exception as error:  # noqa: BLE001 - raised in the flow, where no frame holds a key
                self._failure = error

    def _read(self, place: int) -> bytes:
        try:
            self._file.seek(place)
            return self._file.read(min(_PIECE, self.size - place))
        except OSError as error:
            words = f"{shown(self._path)} cannot be read: {reason(error)}"
            self._failure = self._call.error(TransferError, words)
            return b""

    def check(self) -> None:
        """Raise what went wrong on this machine while it was sent, if anything did."""
        if self._failure:
            raise self._failure
        if self._state() != self._seen:
            words = f"{shown(self._path)} has changed while it was sent; run the same command again"
            raise self._call.error(TransferError, words)

    def end(self) -> None:
        """Tell that all of it has left."""
        self._meter.end(self.size)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def upload(
    call: Call, path: Path, handshake: Handshake, *, own: Address, progress: Progress | None = None
) -> Flow[Uploaded]:
    """Send a file, the lines of a ``.jsonl`` checked first; other files go as they are.

    The bytes go where the provider redirects to, without the key. A broken transfer of them
    is begun anew: the same bytes at the same place change nothing. So is the whole hand-shake,
    once, if the place refuses them with 403, because its address is valid for a time only.

    The deadline of the call is one between two pieces, retries included; checking the file
    does not count.

    Args:
        call: What is uploaded.
        path: The file.
        handshake: The provider's requests.
        own: The address that may see the key.
        progress: Called with the bytes that have left, and all bytes, at most ten times a
            second.

    Returns:
        The file at the provider.

    Raises:
        InvalidFileError: The file is missing, unreadable, empty, too large, or a line is
            wrong; nothing was sent.
        TransferError: It did not come to its end; the message says what is left.
        FinetunesError: As `calls.ask`.
    """
    with closing(_File(call, path, handshake.largest, progress)) as file:
        checksum = yield from local(file.examine)
        start = handshake.start(path.name, file.size, checksum)
        begun, id = yield from _announce(call, start, handshake)
        existed = begun.status_code == _CONFLICT
        if not existed and not (yield from _put(call, start, begun, file, own)):
            begun, id = yield from _announce(call, start, handshake)
            if not (yield from _put(call, start, begun, file, own)):
                words = "the place the provider leads to answered 403 Forbidden, twice"
                again = "run the same command again later"
                raise call.error(TransferError, f"{words}; {again}", passing=True)
        file.end()
    if existed:
        answer = yield from ask(call, handshake.retrieve(id))
    else:
        try:
            answer = yield from ask(call, handshake.finish(id))
        except FinetunesError as error:
            left = f"all bytes are there, as {printable(id)}; run the same command again"
            raise broken(error, left) from None
    return Uploaded(id, file.size, existed, answer.body)


def _announce(call: Call, start: Send, handshake: Handshake) -> Flow[tuple[Reply, str]]:
    reply = yield from expect(call, start, REDIRECTS | {_CONFLICT})
    id = handshake.file_id(reply)
    if id is None:
        words = f"the answer, {reply.status_code}, names no file; nothing was uploaded"
        raise call.error(UndecodableResponseError, words)
    return reply, id


def _put(call: Call, start: Send, begun: Reply, file: _File, own: Address) -> Flow[bool]:
    """Send the bytes where a redirect leads; False where that place says 403."""
    place = redirected(call, start, begun, own)
    put = Send("PUT", place.url, source=file, public=True)
    try:
        reply = yield from expect(call, put)
    except FinetunesError:
        file.check()
        raise
    file.check()
    if not reply.is_success and reply.status_code != _EXPIRED:
        raise refused(call, put, reply)
    return reply.is_success

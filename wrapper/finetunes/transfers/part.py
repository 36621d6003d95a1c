"""A file that is not whole yet: ``<target>.part``, with what is known of its source beside it."""

from __future__ import annotations

import errno
import importlib
import importlib.util
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ..errors import InvalidFileError, TransferError
from ..records import Download
from .files import is_folder, reason, shown
from .source import Source, is_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..calls import Call
    from ..errors import FinetunesError
    from ..exchange.flow import Send
    from .files import Meter

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FLAGS = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_BINARY", "O_CLOEXEC"))
# Where the platform has no such lock, two runs at once are the caller's care.
_LOCKS: Any = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None


class Part:
    """A `Sink` that collects a file, and gives it its name when it is whole.

    Args:
        call: What is downloaded, for the messages.
        target: The file to make.
        request: The provider's address of it, without anything secret.
        meter: Told how far it has got.
        overwrite: Whether a target that exists is replaced.

    Attributes:
        size: The bytes that are there and can be gone on with.

    Raises:
        InvalidFileError: The target cannot be made, or exists already.
        TransferError: Another run is downloading to it.
    """

    def __init__(
        self, call: Call, target: Path, request: str, meter: Meter, *, overwrite: bool
    ) -> None:
        self._call = call
        self._target = target
        self._request = request
        self._meter = meter
        self._overwrite = overwrite
        self._path = target.with_name(f"{target.name}.part")
        self._note = target.with_name(f"{target.name}.part.json")
        self._asked = 0
        self._finished = False
        self._failure: Exception | None = None
        self._check_target()
        self._descriptor = self._open()
        try:
            self._source = self._recall()
        except BaseException:
            os.close(self._descriptor)
            raise
        self.size = self._on_disk() if self._source else 0
        self._resumed = self.size

    def _refuse(self, words: str) -> FinetunesError:
        return self._call.error(InvalidFileError, f"{words}; nothing was sent")

    def _check_target(self) -> None:
        if not is_folder(self._call, self._target.parent):
            raise self._refuse(f"there is no folder {shown(self._target.parent)}; make it first")
        if is_folder(self._call, self._target):
            raise self._refuse(f"{shown(self._target)} is a folder")
        if self._target.exists() and not self._target.is_file():  # a device would be lost
            raise self._refuse(f"{shown(self._target)} is no regular file")
        if os.path.lexists(self._target) and not self._overwrite:
            raise self._refuse(
                f"{shown(self._target)} exists; move it away, or say that it may be overwritten"
            )

    def _open(self) -> int:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
        except (OSError, ValueError) as error:
            words = reason(error)
        else:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                return descriptor
            os.close(descriptor)
            words = "it is no regular file"
        raise self._refuse(f"{shown(self._path)} cannot be written: {words}")

    def _recall(self) -> Source | None:
        """Take the file over, and say what is known of what is in it."""
        if not self._is_ours():
            words = f"another run is downloading to {shown(self._path)}; wait until it has ended"
            raise self._call.error(TransferError, words, passing=True)
        try:
            source = Source.read(self._request, self._note.read_bytes())
        except FileNotFoundError:
            if self._on_disk():
                words = f"{shown(self._path)} was not left by a download; move it away"
                raise self._refuse(words) from None
            return None
        except OSError as error:
            raise self._refuse(f"{shown(self._note)} cannot be read: {reason(error)}") from None
        return source if source and source.goes_on(self._on_disk()) else None

    def _is_ours(self) -> bool:
        try:
            if _LOCKS:  # the system drops it with the process, however that ends
                _LOCKS.flock(self._descriptor, _LOCKS.LOCK_EX | _LOCKS.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass  # a file system without locks
        try:  # whoever held the lock until now may have renamed or removed the file
            return os.path.samestat(self._path.lstat(), os.fstat(self._descriptor))
        except OSError:
            return False

    def _on_disk(self) -> int:
        return os.fstat(self._descriptor).st_size

    @property
    def left(self) -> str:
        """What is on disk, and what to do next."""
        source = self._source
        if not source or not self.size:
            return "run the same command again"
        of = "" if source.size is None else f" of {source.size}"
        how = "resume" if source.goes_on(self.size) else "begin anew"
        return (
            f"{self.size}{of} bytes are in {shown(self._path)}; run the same command again to {how}"
        )

    def asks(self, send: Send) -> Send:
        """Return the request for what is missing."""
        headers = {"accept": "*/*", "accept-encoding": "identity", **(send.headers or {})}
        self._asked, more = 0, dict[str, str]()
        if self._source and self._source.goes_on(self.size):
            self._asked, more = self._source.ranged(self.size)
        return send._replace(headers=headers | more, sink=self)

    def takes(self, status_code: int, headers: Mapping[str, str]) -> bool:
        """Say whether a reply brings the file, or a part of it."""
        return status_code in {200, 206} and is_file(headers)

    def begin(self, status_code: int, headers: Mapping[str, str]) -> str | None:
        """Take the head of a reply: go on, or begin anew."""
        try:
            return self._begin(status_code, headers)
        except OSError as error:
            return self._fail(self._trouble(error))

    def _begin(self, status_code: int, headers: Mapping[str, str]) -> str | None:
        if headers.get("content-encoding", "identity").strip().lower() != "identity":
            return self._fail(self._error("the file comes compressed, which was not asked for"))
        if status_code == 206:
            same = self._source and self._asked and self._source.continued(self._asked, headers)
            if not same:
                self.restart()
                return "the server sends another part than was asked for, or of another file"
            self._go_to(self._asked)
        else:
            same = Source.of_reply(self._request, headers)
            if same.size is None and "chunked" not in headers.get("transfer-encoding", "").lower():
                return self._fail(self._error("the server does not say how long the file is"))
            self.restart()
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _FLAGS
            with os.fdopen(os.open(self._note, flags, 0o666), "wb") as note:
                note.write(same.note())
        self._source = same
        return None

    def write(self, chunk: bytes) -> str | None:
        """Take the next bytes; they go to the page cache, which needs no thread of its own."""
        total = self._source.size if self._source else None
        try:
            if total is not None and self.size + len(chunk) > total:
                self.restart()
                return "the server sends more than it said"
            view = memoryview(chunk)
            while view:
                written = os.write(self._descriptor, view)
                self.size += written
                view = view[written:]
        except OSError as error:
            return self._fail(self._trouble(error))
        try:
            self._meter(self.size, total)
        except Exception as error:  # noqa: BLE001 - raised in the flow, where no frame holds a key
            return self._fail(error)
        return None

    def _fail(self, error: Exception) -> str:
        self._failure = error
        return "it could not be kept"

    def _error(self, words: str) -> FinetunesError:
        return self._call.error(TransferError, f"{words}; {self.left}")

    def _trouble(self, error: OSError) -> FinetunesError:
        room = "; make room there" if error.errno in _FULL else ""
        return self._error(f"{shown(self._path)} cannot be written: {reason(error)}{room}")

    def is_whole(self, *, ended: bool) -> bool:
        """Say whether every byte is there.

        Args:
            ended: Whether the reply came to its end; where no length was said, that decides.

        Returns:
            Whether it is.

        Raises:
            Exception: What went wrong on this machine while the reply came, if anything did.
        """
        if self._failure:
            raise self._failure
        total = self._source.size if self._source else None
        return (ended and self._source is not None) if total is None else self.size == total

    def restart(self) -> None:
        """Forget what is there."""
        self._source = None
        self._resumed = 0
        self._go_to(0)

    def _go_to(self, size: int) -> None:
        os.ftruncate(self._descriptor, size)
        os.lseek(self._descriptor, size, os.SEEK_SET)
        self.size = size

    def sync(self) -> None:
        """Wait until the bytes are on the disk.

        Raises:
            TransferError: They are not.
        """
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            raise self._trouble(error) from None

    def finish(self) -> Download:
        """Give the file its name, in one step.

        Returns:
            The file.

        Raises:
            TransferError: Something of that name has appeared meanwhile, or it cannot be done.
        """
        whole = f"the whole file is in {shown(self._path)}"
        if os.path.lexists(self._target) and not self._overwrite:
            words = f"{shown(self._target)} has appeared meanwhile; {whole}"
            raise self._call.error(TransferError, words)
        try:
            if not _LOCKS:
                self._release()  # such a platform renames no open file
            self._path.replace(self._target)
        except OSError as error:
            words = f"{shown(self._target)} cannot be made: {reason(error)}; {whole}"
            raise self._call.error(TransferError, words) from None
        self._finished = True
        with suppress(OSError):
            self._note.unlink()
            folder = os.open(self._target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        etag = self._source.etag if self._source else None
        return Download(
            path=self._target, size=self.size, resumed_from=self._resumed, validator=etag
        )

    def _release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1

    def close(self) -> None:
        """Let go of the file; what is in it stays for the next run."""
        if not self._finished and self._descriptor >= 0 and not self._on_disk():
            with suppress(OSError):
                self._path.unlink()
                self._note.unlink()
        self._release()

"""Reading an archive of weights to its end, because only then it is known to be whole."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import importlib.util
import sys
import tarfile
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PIECE = 1024 * 1024
_BLOCK = 512  # a tar archive ends with blocks of zeros (POSIX.1-2017, pax)
_ZSTD, _GZIP = b"\x28\xb5\x2f\xfd", b"\x1f\x8b"
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)  # frames a zstd file may begin with (RFC 8878, 3.1.2)


class ArchiveError(Exception):
    """An archive is no archive, or is not whole; the message says why."""


@frozen(kw_only=True)
class Archive:
    """An archive that was read to its end."""

    format: str
    """``tar``, with what it is compressed by."""
    members: int
    """The files in it."""
    content: int
    """The bytes it has when it is unpacked."""
    size: int
    """The bytes it has as it is."""
    sha256: str
    """The SHA-256 of the file, in hex."""
    md5: str
    """Its MD5, in hex: some stores give it as their validator."""


class _Watched:
    """Reads on, and keeps in mind what has passed.

    Args:
        source: What is read.
        see: Called with each piece.
    """

    def __init__(self, source: BinaryIO, see: Callable[[bytes], None] | None = None) -> None:
        self._source = source
        self._see = see
        self.size = 0
        """The bytes that have passed."""
        self.end = b""
        """The last of them: a block, if there are so many."""

    def read(self, size: int = -1) -> bytes:
        """Read the next bytes."""
        piece = self._source.read(size)
        self.size += len(piece)
        self.end = (self.end + piece[-_BLOCK:])[-_BLOCK:]
        if self._see:
            self._see(piece)
        return piece

    def drain(self) -> None:
        """Read what is left."""
        while self.read(_PIECE):
            pass


def has_zstd() -> bool:
    """Say whether this Python can read what is compressed with zstd."""
    return _zstd_module() is not None


def _zstd_module() -> str | None:
    # In the standard library since 3.14; the backport is the same code under another name.
    name = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"
    try:
        return name if importlib.util.find_spec(name) else None
    except ModuleNotFoundError:  # not even its parent is there
        return None


def read_archive(path: Path, progress: Callable[[int, int | None], None] | None = None) -> Archive:
    """Read an archive to its end, unpacking it to nowhere.

    Args:
        path: A tar archive, plain or compressed with zstd or gzip.
        progress: Called with the bytes that were read, and all bytes.

    Returns:
        What was found on the way.

    Raises:
        ArchiveError: It is none, is not whole, or holds nothing.
        OSError: The file cannot be read.
        Exception: What `progress` raises.
    """
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    total = path.stat().st_size
    raised: list[BaseException] = []

    def see(piece: bytes) -> None:
        sha256.update(piece)
        md5.update(piece)
        if progress:
            try:
                progress(outer.size, total)
            except BaseException as error:
                raised.append(error)
                raise

    with path.open("rb") as file:
        kind = _kind(file.read(4))
        file.seek(0)
        outer = _Watched(file, see)
        inner = _Watched(_unpacked(kind, outer))
        try:
            members = _members(inner)
        except ArchiveError:
            raise
        except Exception as error:
            # What a broken archive makes of decoders has no end; BadGzipFile has no number.
            if raised or (isinstance(error, OSError) and error.errno is not None):
                raise
            words = str(error) or type(error).__name__
            raise ArchiveError(f"it cannot be read to its end: {words}") from None
    return Archive(
        format=f"tar, {kind}" if kind else "tar",
        members=members,
        content=inner.size,
        size=outer.size,
        sha256=sha256.hexdigest(),
        md5=md5.hexdigest(),
    )


def _kind(head: bytes) -> str:
    if head == _ZSTD or int.from_bytes(head, "little") in _SKIPPABLE:
        return "zstd"
    return "gzip" if head.startswith(_GZIP) else ""


def _unpacked(kind: str, packed: _Watched) -> BinaryIO:
    file = cast("BinaryIO", packed)
    if kind == "gzip":
        return cast("BinaryIO", gzip.GzipFile(fileobj=file, mode="rb"))
    if kind == "zstd":
        if (name := _zstd_module()) is None:
            raise ArchiveError("it is compressed with zstd, which this Python cannot read")
        module: Any = importlib.import_module(name)
        return cast("BinaryIO", module.ZstdFile(file))
    return file


def _members(archive: _Watched) -> int:
    """Count the files, with every byte of them read."""
    with tarfile.open(fileobj=cast("BinaryIO", archive), mode="r|", bufsize=_PIECE) as tar:
        files = [member.size for member in tar if member.isfile()]
    archive.drain()
    if archive.end.strip(b"\0") or archive.size % _BLOCK:
        raise ArchiveError("it has no end, as a tar archive that was cut off")
    if not any(files):
        raise ArchiveError("there is nothing in it")
    return len(files)

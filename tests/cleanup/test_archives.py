"""Archives of weights: read to their end, or refused with the reason."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import io
import tarfile
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cleanup import archives
from finetunes.cleanup.archives import ArchiveError, has_zstd, read_archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTENT = bytes(range(256)) * 4096


def tar(**files: bytes) -> bytes:
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w") as made:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, io.BytesIO(content))
    return output.getvalue()


def zstd(content: bytes) -> bytes:
    module: Any = importlib.import_module(archives._zstd_module() or "")
    packed: bytes = module.compress(content)
    return packed


def skippable(content: bytes) -> bytes:
    """A frame that says nothing (RFC 8878, section 3.1.2), then the content."""
    return b"\x5f\x2a\x4d\x18\x03\x00\x00\x00abc" + zstd(content)


def same(content: bytes) -> bytes:
    return content


TAR = tar(config=b"{}", weights=CONTENT)
PACKED: list[tuple[Callable[[bytes], bytes], str]] = [
    (same, "tar"),
    (gzip.compress, "tar, gzip"),
    (zstd, "tar, zstd"),
    (skippable, "tar, zstd"),
]


def read(folder: Path, content: bytes, progress: Any = None) -> archives.Archive:
    path = folder / "weights"
    path.write_bytes(content)
    return read_archive(path, progress)


@pytest.mark.parametrize(("pack", "format"), PACKED)
def test_a_whole_archive_is_read_to_its_end(
    pack: Callable[[bytes], bytes], format: str, tmp_path: Path
) -> None:
    packed = pack(TAR)
    found = read(tmp_path, packed)
    assert found == archives.Archive(
        format=format,
        members=2,
        content=len(TAR),
        size=len(packed),
        sha256=hashlib.sha256(packed).hexdigest(),
        md5=hashlib.md5(packed).hexdigest(),
    )


@pytest.mark.parametrize(("pack", "_format"), PACKED)
def test_padding_behind_the_end_is_read_too(
    pack: Callable[[bytes], bytes], _format: str, tmp_path: Path
) -> None:
    packed = pack(TAR + bytes(5 * 1024 * 1024))
    found = read(tmp_path, packed)
    assert (found.content, found.size) == (len(TAR) + 5 * 1024 * 1024, len(packed))
    assert found.sha256 == hashlib.sha256(packed).hexdigest()


def test_two_frames_after_each_other_are_one_archive(tmp_path: Path) -> None:
    packed = zstd(TAR[:1000]) + zstd(TAR[1000:])
    assert read(tmp_path, packed).content == len(TAR)


@pytest.mark.parametrize(("pack", "_format"), PACKED)
@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.9999])
def test_an_archive_that_was_cut_off_is_refused(
    kept: float, pack: Callable[[bytes], bytes], _format: str, tmp_path: Path
) -> None:
    packed = pack(TAR.rstrip(b"\0") + bytes(1024))
    with pytest.raises(ArchiveError):
        read(tmp_path, packed[: int(len(packed) * kept)])


@pytest.mark.parametrize(("pack", "_format"), PACKED[1:])
def test_an_archive_with_a_changed_byte_is_refused(
    pack: Callable[[bytes], bytes], _format: str, tmp_path: Path
) -> None:
    packed = bytearray(pack(TAR))
    packed[-2] ^= 1  # of the checksum, or of the data
    with pytest.raises(ArchiveError, match="cannot be read to its end: "):
        read(tmp_path, bytes(packed))


def test_an_archive_that_ends_between_two_files_is_refused(tmp_path: Path) -> None:
    cut = TAR[: TAR.index(b"weights\0")]
    with pytest.raises(ArchiveError, match="it has no end, as a tar archive that was cut off"):
        read(tmp_path, cut)


def test_what_comes_behind_a_packed_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read(tmp_path, zstd(TAR) + b"<html>")


@pytest.mark.parametrize("content", [b"<html>not found</html>", b"x" * 5000, b"\x1f", zstd(b"x")])
def test_what_is_no_archive_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        read(tmp_path, content)


@pytest.mark.parametrize("files", [{}, {"weights": b""}], ids=["no file", "no byte"])
def test_an_archive_of_nothing_is_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="there is nothing in it"):
        read(tmp_path, tar(**files))


def test_progress_is_told_up_to_the_last_byte(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []

    def note(done: int, total: int | None) -> None:
        seen.append((done, total))

    read(tmp_path, TAR, note)
    assert seen == sorted(seen)
    assert seen[-1] == (len(TAR), len(TAR))


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_what_progress_raises_ends_the_reading(error: type[Exception], tmp_path: Path) -> None:
    def stop(*_: Any) -> None:
        raise error

    with pytest.raises(error):
        read(tmp_path, TAR, stop)


def test_a_file_that_cannot_be_read_is_no_fault_of_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(tarfile, "open", fail)
    (tmp_path / "weights").write_bytes(TAR)
    with pytest.raises(OSError, match="Input/output error"):
        read_archive(tmp_path / "weights")


@pytest.mark.parametrize("parent", [True, False], ids=["no module", "no parent of it"])
def test_without_zstd_an_archive_packed_with_it_is_refused(
    parent: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = zstd(TAR)

    def find(_: str) -> None:
        if not parent:
            raise ModuleNotFoundError

    monkeypatch.setattr(importlib.util, "find_spec", find)
    assert not has_zstd()
    with pytest.raises(ArchiveError, match="zstd, which this Python cannot read"):
        read(tmp_path, packed)


def test_a_large_archive_takes_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "weights"
    path.write_bytes(zstd(tar(weights=bytes(100_000_000))))
    tracemalloc.start()
    read_archive(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000

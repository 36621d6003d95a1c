"""Local files that cannot be uploaded, or fail while they are read."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.errors import InvalidFileError, TransferError
from finetunes.transfers.files import open_regular

from ..core.wire import after_request, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.wire import Start
    from .conftest import Runner


def missing(folder: Path) -> Path:
    return folder / "missing.jsonl"


def a_folder(folder: Path) -> Path:
    return folder


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.jsonl")
    return folder / "pipe.jsonl"


def empty(folder: Path) -> Path:
    (folder / "empty.csv").touch()
    return folder / "empty.csv"


def too_large(folder: Path) -> Path:
    (folder / "large.csv").write_bytes(b"x" * 1001)
    return folder / "large.csv"


def named_in_bytes(folder: Path) -> Path:
    file = Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv"))
    file.write_bytes(b"x")
    return file


def wrong_in_line_two(folder: Path) -> Path:
    (folder / "data.JSONL").write_bytes(b"{}\n{]\n")
    return folder / "data.JSONL"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (missing, "missing.jsonl cannot be read: No such file or directory"),
        (a_folder, "is no regular file"),
        (a_pipe, "is no regular file"),
        (empty, "has 0 bytes; it takes 1 to 1000 in one piece"),
        (too_large, "has 1001 bytes; it takes 1 to 1000 in one piece"),
        (named_in_bytes, "its name is no text"),
        (wrong_in_line_two, "line 2 is no JSON"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_before_anything_is_sent(
    runner: Runner, wire: Start, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    server = wire(reply({}))
    with pytest.raises(InvalidFileError) as caught:
        runner.upload(server.url, make(tmp_path), largest=1000)
    assert words in str(caught.value)
    assert str(caught.value).startswith("maker: upload: ")
    assert str(caught.value).endswith("; nothing was sent")
    assert caught.value.line == (2 if make is wrong_in_line_two else None)
    assert server.requests == []


class Failing:
    """A file whose disk fails from a certain read on."""

    def __init__(self, file: Any, reads: int) -> None:
        self.file = file
        self.reads = reads

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def _count(self) -> None:
        self.reads -= 1
        if self.reads < 0:
            raise OSError(errno.EIO, "Input/output error")

    def read(self, size: int) -> Any:
        self._count()
        return self.file.read(size)

    def readinto(self, buffer: Any) -> Any:
        self._count()
        return self.file.readinto(buffer)


@pytest.mark.parametrize(
    ("reads", "kind"), [(0, InvalidFileError), (1, InvalidFileError), (3, TransferError)]
)
def test_a_disk_that_fails_is_said(
    runner: Runner,
    wire: Start,
    tmp_path: Path,
    pauses: list[float],
    monkeypatch: pytest.MonkeyPatch,
    reads: int,
    kind: type[Exception],
) -> None:
    (tmp_path / "data.csv").write_bytes(b"x" * 70_000)

    def open_failing(path: Path) -> Any:
        return Failing(open_regular(path), reads)

    monkeypatch.setattr("finetunes.transfers.upload.open_regular", open_failing)
    storage = wire(reply(b""))
    lead = reply(b"", "302 Found", f"Location: {storage.url}", "X-File-Id: file-1")
    with pytest.raises(kind, match=r"data\.csv cannot be read: Input/output error"):
        runner.upload(wire(after_request(lead)).url, tmp_path / "data.csv")

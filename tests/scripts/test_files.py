"""Files are read with a limit and written whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pipeline import files
from pipeline.errors import PipelineError


def test_a_text_is_written_whole_and_only_if_it_differs(tmp_path: Path) -> None:
    path = tmp_path / "x"
    files.write_text(path, "one\n")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    files.write_text(path, "one\n")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    files.write_text(path, "two\n")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("x", "two\n")]
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_text("old")

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        files.write_text(path, "new")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("x", "old")]


def test_a_pipe_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    files.write_text(pipe, "text")
    assert os.read(reader, 100) == b"text"
    os.close(reader)
    assert pipe.is_fifo()


def test_what_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"one\ntwo \xff")
    with pytest.raises(PipelineError, match=r"x:2: not UTF-8: invalid start byte; save it"):
        files.read_text(tmp_path / "x")


def test_a_folder_is_no_file_to_read(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="cannot be read: Is a directory; check"):
        files.read_text(tmp_path)

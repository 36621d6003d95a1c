"""Files of JSON lines: what is written stays, whatever happens."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cleanup import durable, jsonlines
from finetunes.cleanup.jsonlines import JSONLines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def read(path: Path) -> list[dict[str, Any]]:
    with JSONLines(path) as file:
        return [line for _, line in file.read()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lines"


def test_lines_are_read_in_the_order_they_were_written(path: Path) -> None:
    for number in range(3):
        with JSONLines(path) as file:
            file.append({"n": number, "text": "ä\n\u2028"})
    assert [line["n"] for line in read(path)] == [0, 1, 2]
    assert path.read_bytes().count(b"\n") == 3


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    JSONLines(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_symbolic_link_is_not_followed(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(OSError, match="symbolic"):
        JSONLines(path)


@pytest.mark.parametrize("torn", [b"{", b'{"n": 2}', b"\0" * 40], ids=["part", "whole", "zeros"])
def test_a_torn_last_line_is_left_out_and_the_others_stay(path: Path, torn: bytes) -> None:
    path.write_bytes(b'{"n": 1}\n' + torn)
    assert read(path) == [{"n": 1}]


@pytest.mark.parametrize("torn", [b"{", b'{"n": 2}', b"\0" * 40], ids=["part", "whole", "zeros"])
def test_a_torn_line_is_ended_and_marked_by_the_next(path: Path, torn: bytes) -> None:
    path.write_bytes(b'{"n": 1}\n' + torn)
    with JSONLines(path) as file:
        file.append({"n": 3})
    assert read(path) == [{"n": 1}, {"n": 3}]
    assert path.read_bytes().startswith(b'{"n": 1}\n' + torn)


@pytest.mark.parametrize("first", range(1, 9))
def test_lines_are_torn_one_after_another_and_the_others_stay(path: Path, first: int) -> None:
    for second in range(15):
        path.write_bytes(b'{"n": 1}\n')
        for kept in (first, second):
            with JSONLines(path) as file, pytest.MonkeyPatch.context() as patch:
                patch.setattr(os, "write", full_after(kept))
                with pytest.raises(OSError, match="No space"):
                    file.write({"n": 2})
        assert read(path) == [{"n": 1}]
        with JSONLines(path) as file:
            file.write({"n": 3})
        assert read(path) == [{"n": 1}, {"n": 3}]


def full_after(kept: int) -> Callable[[int, bytes], int]:
    """A disk that takes so many bytes of a write, and nothing after these."""
    write = os.write
    left = [kept]

    def write_what_fits(file: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = write(file, data[: left[0]])
        left[0] -= taken
        return taken

    return write_what_fits


def test_a_line_that_another_tears_while_the_file_is_held_is_marked(path: Path) -> None:
    with JSONLines(path) as file, file.lock(wait=False):
        file.append({"n": 1})
        with path.open("ab") as other:
            other.write(b'{"n":')
        file.append({"n": 2})
        file.append({"n": 3})
    assert read(path) == [{"n": 1}, {"n": 2}, {"n": 3}]


@pytest.mark.parametrize("line", [b"", b"[]", b"{", b"[" * 100_000, b"\xff"])
def test_a_whole_line_that_is_no_object_is_refused_with_its_number(path: Path, line: bytes) -> None:
    path.write_bytes(b'{"n": 1}\n' + line + b"\n")
    with pytest.raises(ValueError, match="line 2 is no JSON object"):
        read(path)


def test_a_second_holder_is_turned_away(path: Path) -> None:
    with JSONLines(path) as file, JSONLines(path) as other:  # noqa: SIM117 - two open, then two held
        with file.lock(wait=False), pytest.raises(BlockingIOError), other.lock(wait=False):
            pass
    with JSONLines(path) as file, file.lock(wait=True):
        pass


def test_without_locks_of_the_platform_nobody_is_turned_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonlines, "_LOCKS", None)
    with JSONLines(path) as file, JSONLines(path) as other:  # noqa: SIM117 - two open, then two held
        with file.lock(wait=False), other.lock(wait=False):
            pass


def test_a_write_that_takes_a_part_goes_on(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def write_a_part(file: int, data: bytes) -> int:
        return write(file, data[:3])

    monkeypatch.setattr(os, "write", write_a_part)
    with JSONLines(path) as file:
        file.append({"n": 1})
    assert read(path) == [{"n": 1}]


def test_a_line_that_another_process_tore_between_two_holds_is_marked(path: Path) -> None:
    with JSONLines(path) as file:
        with file.lock(wait=False):
            file.append({"n": 1})
        path.write_bytes(path.read_bytes() + b'{"n":')
        with file.lock(wait=False):
            file.append({"n": 2})
    assert read(path) == [{"n": 1}, {"n": 2}]


def test_a_full_disk_is_an_error_and_loses_no_line(path: Path) -> None:
    code = (
        "import resource, signal, sys, pathlib\n"
        "from finetunes.cleanup.jsonlines import JSONLines\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "file = JSONLines(pathlib.Path(sys.argv[1]))\n"
        "file.append({'n': 1})\n"
        f"resource.setrlimit({resource.RLIMIT_FSIZE}, (20, 100))\n"
        "try: file.append({'n': 2, 'text': 'x' * 40})\n"
        "except OSError as error: print(error.strerror)\n"
        f"resource.setrlimit({resource.RLIMIT_FSIZE}, (100, 100))\n"
        "file.append({'n': 3})"
    )
    command = [sys.executable, "-c", code, str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ended.stdout == "File too large\n"
    assert read(path) == [{"n": 1}, {"n": 3}]


def test_a_folder_that_may_not_be_opened_is_not_synced(tmp_path: Path) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refuse)
        durable.sync_folder(tmp_path)

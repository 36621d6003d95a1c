"""JSON lines: each line is an object, or the error says which line is not, and why."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from finetunes.errors import InvalidFileError
from finetunes.transfers import jsonl
from hypothesis import given, settings, strategies as st


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.jsonl"


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"{}", 1),
        (b"{}\n", 1),
        (b'{"a": 1}\r\n{"b": [1, null, "\\u00e4"]}\r\n', 2),
        ('{"ä": "\u2028"}\n{}'.encode(), 2),
        (b' {"a": {"b": {}}} \n', 1),
    ],
)
def test_lines_that_are_objects_are_counted(path: Path, content: bytes, lines: int) -> None:
    path.write_bytes(content)
    assert jsonl.check(path) == lines


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"\xef\xbb\xbf{}\n", 1, "begins with a byte order mark; save the file as UTF-8"),
        (b"{}\n\xef\xbb\xbf{}\n", 2, "is no JSON"),
        (b"{}\n\n{}\n", 2, "is blank; remove it"),
        (b"{}\n \t\r\n", 2, "is blank; remove it"),
        (b"{}\n{}\n\n", 3, "is blank; remove it"),
        (b'{}\n{"a": "\xe4"}\n', 2, "is not UTF-8 (at byte 8)"),
        (b"\xff\xfe{\x00}\x00\n\x00", 1, "is not UTF-8 (at byte 1)"),
        (b'{"a": }\n', 1, "is no JSON: Expecting value (at character 7)"),
        (b"{} {}\n", 1, "is no JSON: Extra data (at character 4)"),
        (b"{}\r{}\r", 1, "is no JSON: Extra data"),
        (b"[{}]\n", 1, "is JSON, but no object"),
        (b"null\n", 1, "is JSON, but no object"),
        (b'{"a": NaN}\n', 1, "holds NaN, which is no JSON"),
        (b'{"a": {"b": 1, "b": 2}}\n', 1, "holds an object with the same name twice"),
        (b"[" * 200_000 + b"\n", 1, "is nested too deep"),
        (b'{"a": ' + b"9" * 5000 + b"}\n", 1, "4300"),
    ],
)
def test_a_line_that_is_no_object_is_named(
    path: Path, content: bytes, line: int, words: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(InvalidFileError) as caught:
        jsonl.check(path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}: line {line} ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_line_as_long_as_allowed_is_taken_and_a_longer_one_is_not(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 10)
    path.write_bytes(b'{"a": 12}\n')
    assert jsonl.check(path) == 1
    path.write_bytes(b'{"a": 123}\n')
    with pytest.raises(InvalidFileError, match="line 1 is longer than 10 bytes"):
        jsonl.check(path)


def test_an_empty_file_is_refused(path: Path) -> None:
    path.touch()
    with pytest.raises(InvalidFileError, match=r"data\.jsonl is empty"):
        jsonl.check(path)


def test_a_file_without_permission_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"{}")

    def refuse(*_: Any) -> int:  # the tests may run as a user whom nothing is forbidden
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("finetunes.transfers.files.os.open", refuse)
    with pytest.raises(InvalidFileError, match="cannot be read: Permission denied"):
        jsonl.check(path)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError, match="embedded null byte"):
        jsonl.check(tmp_path / "a\0b")


class Broken(io.RawIOBase):
    """A file whose disk fails."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raise OSError(errno.EIO, "Input/output error")


def test_a_disk_that_fails_while_it_is_read_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_broken(_: Path) -> Broken:
        return Broken()

    monkeypatch.setattr(jsonl, "open_regular", open_broken)
    with pytest.raises(InvalidFileError, match="cannot be read: Input/output error"):
        jsonl.check(path)


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(codec="utf-8"))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=10,
)


@settings(max_examples=40)
@given(st.lists(st.dictionaries(TEXT, VALUES), min_size=1, max_size=10), st.booleans())
def test_what_json_writes_passes(objects: list[dict[str, Any]], ascii_only: bool) -> None:
    lines = (json.dumps(o, ensure_ascii=ascii_only) for o in objects)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "given.jsonl")
        path.write_bytes("\n".join(lines).encode())
        assert jsonl.check(path) == len(objects)


def test_memory_stays_flat(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with path.open("wb") as file:
        for _ in range(64):
            file.write(b'{"text": "' + b"x" * 1_000_000 + b'"}\n')
    program = (
        "import resource, sys; from pathlib import Path; from finetunes.transfers import jsonl;"
        "start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "assert jsonl.check(Path(sys.argv[1])) == 64;"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stdout) * unit < 24_000_000

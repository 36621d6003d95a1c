"""A download from its request to its name, when nothing goes wrong on the way."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from finetunes.calls import Call
from finetunes.errors import InvalidFileError, NotFoundError, TransferError
from finetunes.transfers.download import target_in

from ..core.canary import assert_shown_nowhere
from ..core.wire import chunked, gzipped, reply
from .conftest import KEY, Maker, Seen
from .serving import CONTENT, Served, leftovers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..core.wire import Start
    from .conftest import Runner


CALL = Call(Maker(0), "download", "ft-1", destructive=False)


def test_a_file_arrives_whole_under_its_name_and_nothing_else_stays(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())
    target = tmp_path / "model.tar"
    done = runner.download(server.url, target)
    assert target.read_bytes() == CONTENT
    assert leftovers(target) == ["model.tar"]
    assert (done.path, done.size, done.resumed_from) == (target, len(CONTENT), 0)
    assert done.validator == '"v1"'


def test_the_request_asks_for_the_bytes_as_they_are_and_carries_the_key(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())
    runner.download(server.url, tmp_path / "f")
    assert server.only.target == "/files/1?part=all"
    assert server.only.header("accept-encoding") == "identity"
    assert server.only.header("authorization") == f"Bearer {KEY}"
    assert server.only.header("range") is None


@pytest.mark.parametrize("data", [reply(b""), chunked()])
def test_an_empty_file_is_refused_and_replaces_nothing(
    runner: Runner, wire: Start, tmp_path: Path, data: bytes
) -> None:
    target = tmp_path / "f"
    target.write_text("precious")
    with pytest.raises(TransferError, match="the file is empty"):
        runner.download(wire(data).url, target, overwrite=True)
    assert target.read_text() == "precious"
    assert leftovers(target) == ["f"]


@pytest.mark.parametrize(
    "kind", ["text/html", "Application/JSON; charset=utf-8", "application/problem+json"]
)
def test_words_are_no_file_are_shown_and_replace_nothing(
    runner: Runner, wire: Start, tmp_path: Path, kind: str
) -> None:
    target = tmp_path / "f"
    target.write_text("precious")
    server = wire(reply(f"<html>log in with {KEY}", "200 OK", f"Content-Type: {kind}"))
    with pytest.raises(TransferError, match="200 is no answer with a file: <html>log in") as caught:
        runner.download(server.url, target, overwrite=True)
    assert target.read_text() == "precious"
    assert leftovers(target) == ["f"]
    assert len(server.requests) == 1
    assert_shown_nowhere(caught.value)


def test_words_that_come_instead_of_the_rest_leave_the_part(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    html = reply(b"<html>", "206 Partial Content", "Content-Type: text/html")
    server = wire(Served(breaks=[1000]), html)
    with pytest.raises(TransferError, match=r"206 is no answer .*; 1000 of \d+ bytes are in"):
        runner.download(server.url, tmp_path / "f")
    assert (tmp_path / "f.part").read_bytes() == CONTENT[:1000]


def test_a_file_whose_length_is_not_said_ends_with_its_last_chunk(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(chunked(b"one ", b"two"))
    seen = Seen()
    runner.download(server.url, tmp_path / "f", progress=seen)
    assert (tmp_path / "f").read_bytes() == b"one two"
    assert seen[0][1] is None
    assert seen[-1] == (7, 7)


def test_progress_ends_with_all_bytes_and_is_told_seldom(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served(CONTENT * 16))
    seen = Seen()
    runner.download(server.url, tmp_path / "f", progress=seen)
    total = len(CONTENT) * 16
    assert seen[-1] == (total, total)
    assert seen == sorted(seen)
    assert len(seen) < 60  # of some 64 pieces and more


def test_an_existing_target_is_replaced_only_if_that_is_wanted(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())
    target = tmp_path / "f"
    target.write_text("precious")
    with pytest.raises(InvalidFileError, match=r"exists; move it away.*nothing was sent"):
        runner.download(server.url, target)
    assert server.requests == []
    assert target.read_text() == "precious"
    runner.download(server.url, target, overwrite=True)
    assert target.read_bytes() == CONTENT


def in_no_folder(folder: Path) -> Path:
    return folder / "missing" / "f"


def a_folder(folder: Path) -> Path:
    (folder / "f").mkdir()
    return folder / "f"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "f")
    return folder / "f"


def a_pipe_in_the_way(folder: Path) -> Path:
    os.mkfifo(folder / "f.part")
    return folder / "f"


def a_link_in_the_way(folder: Path) -> Path:
    (folder / "f.part").symlink_to(folder / "elsewhere")
    return folder / "f"


def someone_elses_part(folder: Path) -> Path:
    (folder / "f.part").write_text("not ours")
    return folder / "f"


def an_unreadable_note(folder: Path) -> Path:
    (folder / "f.part.json").mkdir()
    return folder / "f"


def a_long_name(folder: Path) -> Path:
    return folder / ("f" * 254)


def a_name_too_long_to_look_at(folder: Path) -> Path:
    return folder / ("f" * 300)


def behind_a_name_too_long(folder: Path) -> Path:
    return folder / ("f" * 300) / "f"


def a_name_with_nul(folder: Path) -> Path:
    return folder / "f\0g"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (in_no_folder, "there is no folder"),
        (a_folder, "is a folder"),
        (a_pipe, "f is no regular file"),
        (a_pipe_in_the_way, "f.part cannot be written: it is no regular file"),
        (a_link_in_the_way, "f.part cannot be written: Too many levels of symbolic links"),
        (someone_elses_part, "f.part was not left by a download; move it away"),
        (an_unreadable_note, "f.part.json cannot be read: Is a directory"),
        (a_long_name, "cannot be written: File name too long"),
        (a_name_too_long_to_look_at, "cannot be written: File name too long"),
        (behind_a_name_too_long, "cannot be written: File name too long"),
        (a_name_with_nul, "embedded null"),
    ],
)
def test_a_target_that_cannot_be_made_is_refused_before_anything_is_sent(
    blocking: Runner, wire: Start, tmp_path: Path, make: Callable[[Path], Path], words: str
) -> None:
    server = wire(Served())
    target = make(tmp_path)
    with pytest.raises(InvalidFileError) as caught:
        blocking.download(server.url, target, overwrite=True)
    assert words in str(caught.value)
    assert str(caught.value).startswith("maker:ft-1: download: ")
    assert str(caught.value).endswith("; nothing was sent")
    assert "\n" not in str(caught.value)
    assert server.requests == []


def test_a_refusal_of_the_provider_is_its_own_error_and_leaves_nothing(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(reply({"message": "no such job"}, "404 Not Found"))
    with pytest.raises(NotFoundError, match="no such job"):
        runner.download(server.url, tmp_path / "f")
    assert leftovers(tmp_path / "f") == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (gzipped({"a": 1}), "the file comes compressed, which was not asked for"),
        (reply(b"abc", length=None), "the server does not say how long the file is"),
        (reply(b"", "204 No Content", length=None), "204 is no answer with a file"),
    ],
)
def test_an_answer_that_is_no_file_is_refused_at_once(
    runner: Runner, wire: Start, tmp_path: Path, data: bytes, words: str
) -> None:
    server = wire(data)
    with pytest.raises(TransferError, match=words):
        runner.download(server.url, tmp_path / "f")
    assert len(server.requests) == 1
    assert leftovers(tmp_path / "f") == []


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("ft-1.tar.zst", "ft-1.tar.zst"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("org/name:3", "org_name_3"),
        ("-rf", "rf"),
        ("..", "download"),
        ("", "download"),
        ("ä\n\0b", "_b"),
        ("x" * 500, "x" * 200),
    ],
)
def test_a_file_in_a_folder_gets_a_plain_name(tmp_path: Path, name: str, file: str) -> None:
    assert target_in(CALL, tmp_path)(name) == tmp_path / file


def test_a_path_that_is_no_folder_is_the_file_itself(tmp_path: Path) -> None:
    assert target_in(CALL, tmp_path / "here")("ft-1") == tmp_path / "here"


def test_a_path_that_cannot_be_looked_at_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError, match="File name too long; nothing was sent"):
        target_in(CALL, tmp_path / ("x" * 300))

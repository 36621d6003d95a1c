"""Files that are named to `plan` and `apply` and cannot be used: one line, and nobody is asked."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from .conftest import Run, environment, finish, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a pipe and a link that leads to itself."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    return tmp_path


ODD = [
    ("pipe", "it is no regular file"),
    ("circle", "Too many levels of symbolic links"),
    ("p" * 248, "File name too long"),
    ("p" * 256, "File name too long"),
]


@pytest.mark.parametrize(("name", "why"), [*ODD, ("none/p", "No such file")])
def test_a_plan_that_could_not_be_written_is_refused_before_the_listing(
    server: EmbeddedServer, run: Run, folder: Path, name: str, why: str
) -> None:
    before = sorted(folder.iterdir())
    ended = run("plan", "delete", "together", "--name", "*", "-o", str(folder / name))
    assert (ended.code, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert why in ended.stderr
    assert (server.received, sorted(folder.iterdir())) == ((), before)


@pytest.mark.parametrize(("name", "why"), ODD)
def test_what_is_no_file_with_a_plan_is_refused_in_one_line(
    server: EmbeddedServer, run: Run, folder: Path, name: str, why: str
) -> None:
    ended = run("apply", str(folder / name), "--yes")
    assert (ended.code, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert why in ended.stderr
    assert server.received == ()


def test_a_plan_cannot_come_through_a_pipe(server: EmbeddedServer) -> None:
    process = spawn("apply", "/dev/stdin", "--yes", env=environment(server), stdin=subprocess.PIPE)
    ended = finish(process)
    assert (ended.code, ended.stdout) == (2, "")
    assert "finetunes: stdin: it cannot be used: it is no regular file" in ended.stderr

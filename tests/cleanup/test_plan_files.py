"""Where a plan may be written to, and read from: regular files that take a journal beside them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cleanup import Plan, PlanError, apply, standing
from finetunes.cleanup.durable import write_json

from .test_plans import plan_of, whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def the_folder_itself(folder: Path) -> Path:
    return folder


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "plan")
    return folder / "plan"


def a_link_to_a_pipe(folder: Path) -> Path:
    (folder / "link").symlink_to(a_pipe(folder))
    return folder / "link"


def a_circle(folder: Path) -> Path:
    (folder / "circle").symlink_to(folder / "circle")
    return folder / "circle"


def a_name_with_nul(folder: Path) -> Path:
    return folder / "a\0b"


def a_name_too_long_for_a_journal(folder: Path) -> Path:
    return folder / ("p" * 248)


def behind_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "plan"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (the_folder_itself, "it is no regular file, but a folder, a device or a pipe"),
        (a_pipe, "it is no regular file, but a folder, a device or a pipe"),
        (a_link_to_a_pipe, "it is no regular file, but a folder, a device or a pipe"),
        (a_circle, "Too many levels of symbolic links"),
        (a_name_with_nul, "embedded null"),
        (a_name_too_long_for_a_journal, "File name too long"),
        (behind_a_file, "Not a directory"),
    ],
)
@pytest.mark.parametrize("use", [Plan.check_target, whole().write, Plan.read, standing, apply])
def test_a_plan_is_neither_written_to_nor_read_from_what_is_no_regular_file(
    tmp_path: Path, make: Callable[[Path], Path], words: str, use: Callable[[Path], Any]
) -> None:
    path = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(PlanError) as caught:
        use(path)
    assert str(caught.value).startswith(f"{path.name}: it cannot be used: ")
    assert words in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("path", [".", "/"])
def test_a_path_without_a_name_is_named_as_it_is(path: str) -> None:
    with pytest.raises(PlanError, match=f"^{re.escape(path)}: it cannot be used: "):
        Plan.check_target(path)


@pytest.mark.parametrize("name", ["missing/plan", "p" * 247])
def test_a_target_that_its_folder_does_not_take_is_found_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(os, "getpid", lambda: 12345)  # which makes the part's name longer
    for use in (Plan.check_target, whole().write):
        with pytest.raises(PlanError, match=r"it cannot be written: (No such|File name too)"):
            use(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_looking_at_a_target_leaves_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("an older plan")
    for name in ("old", "new"):
        Plan.check_target(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (tmp_path / "old").read_text() == "an older plan"


def test_a_target_beside_a_journal_is_found_at_once(tmp_path: Path) -> None:
    (tmp_path / "plan.journal").touch()
    with pytest.raises(PlanError, match=r"plan: the journal beside it .* another name"):
        Plan.check_target(tmp_path / "plan")


@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path, there: bool) -> None:
    link, file = tmp_path / "link", tmp_path / "file"
    link.symlink_to(file)
    if there:
        whole().write(file)
    plan_of().write(link)
    assert (link.is_symlink(), file.is_symlink()) == (True, False)
    assert Plan.read(file) == Plan.read(link) == plan_of()


def test_no_document_replaces_a_pipe(tmp_path: Path) -> None:
    pipe = a_pipe(tmp_path)
    with pytest.raises(OSError, match="it is no regular file"):
        write_json(pipe, {})
    assert pipe.is_fifo()

"""Where state is kept, on each platform."""

from __future__ import annotations

import sys
from pathlib import Path

import finetunes
import pytest
from finetunes.cleanup.state import make_private, state_folder


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        ("linux", ".local/state/finetunes"),
        ("darwin", "Library/Application Support/finetunes"),
        ("win32", "AppData/Local/finetunes"),
    ],
)
def test_the_folder_is_where_the_platform_keeps_state(
    platform: str, expected: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert state_folder() == home / expected


@pytest.mark.parametrize(
    ("platform", "variable"), [("linux", "XDG_STATE_HOME"), ("win32", "LOCALAPPDATA")]
)
def test_the_variable_of_the_platform_names_another_folder(
    platform: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, "/var/state")
    assert state_folder() == Path("/var/state/finetunes")


def test_a_relative_path_in_the_variable_of_the_platform_counts_as_none(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", "here/and/there")
    assert state_folder() == home / ".local/state/finetunes"


def test_our_own_variable_goes_before_everything(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/var/state")
    monkeypatch.setenv("FINETUNES_STATE", "~/own")
    assert state_folder() == home / "own"


def test_a_relative_path_in_our_own_variable_begins_where_the_process_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FINETUNES_STATE", "own")
    assert state_folder() == tmp_path / "own"


def test_a_user_without_a_home_is_told_which_variable_helps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FINETUNES_STATE", "~nobody-of-this-name/own")
    with pytest.raises(finetunes.ConfigurationError, match=r"set FINETUNES_STATE$"):
        state_folder()


def test_the_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "finetunes"
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    make_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o750

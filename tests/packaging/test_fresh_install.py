"""`make fresh-install`: what it asks the installer for, and what it says of a failure.

No index is asked here: a stand-in for the commands says how each of them ends.
"""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fresh_install
import pytest

from .sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

Commands = list[list[str]]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Commands]:
    """Stand in for every command; those that hold `failing` end with 1."""

    def stand_in(failing: str = "\0") -> Commands:
        called: Commands = []

        def run(command: list[str], *, env: Any, **_: Any) -> subprocess.CompletedProcess[str]:
            called.append(command)
            if "-c" in command:
                assert {*env} == {"HOME", "PATH"}  # no key of the user's
            if "hatchling" in command:
                Path(command[-1], "finetunes-1-py3-none-any.whl").touch()
            wrong = any(failing in word for word in command)
            return subprocess.CompletedProcess(command, int(wrong), "", "no such version")

        monkeypatch.setattr(subprocess, "run", run)
        return called

    return stand_in


def test_every_extra_is_installed_with_both_resolutions(
    commands: Callable[..., Commands], capsys: pytest.CaptureFixture[str]
) -> None:
    called = commands()
    assert fresh_install.main([]) == 0
    printed = capsys.readouterr().out.splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = sorted(project["optional-dependencies"])
    expected = ["no extra", *extras, ",".join(extras)]
    assert printed == [
        *[f"{way}, {name}: works" for way in ("highest", "lowest-direct") for name in expected],
        "every environment works",
    ]
    compiled = [command for command in called if "compile" in command]
    assert [c.count("--extra") for c in compiled] == [0, *[1] * len(extras), len(extras)] * 2
    assert all("--no-deps" in c for c in called if str(c[-1]).endswith(".whl"))


def test_one_that_does_not_work_is_said_and_the_others_are_tried(
    commands: Callable[..., Commands], capsys: pytest.CaptureFixture[str]
) -> None:
    commands("plotille")
    assert fresh_install.main(["--resolution", "highest"]) == 1
    printed = capsys.readouterr().out
    assert "highest, plot: could not run: no such version\n" in printed
    assert "highest, testing: works\n" in printed
    assert printed.endswith("1 of the environments do not work\n")


def test_a_wheel_that_cannot_be_built_ends_it(commands: Callable[..., Commands]) -> None:
    commands("hatchling")
    with pytest.raises(RuntimeError, match="could not build the wheel: no such version"):
        fresh_install.main([])

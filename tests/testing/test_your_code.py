"""The guide for those who test their own code: its examples run, as a user would run them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ..packaging.examples import examples

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT, TESTS, SERVER_TESTS, BY_HAND = examples("docs/testing-your-code.md", "python")
# Other plugins that are installed here have no part in it, and take long to load.
OTHERS = ("schemathesis", "hypothesispytest", "typeguard", "pytest_cov", "cacheprovider")
PLUGINS = [f"-pno:{name}" for name in OTHERS]


def run(folder: Path, *arguments: str) -> str:
    """Run pytest there, with the plugin that the installation registers."""
    folder.joinpath("cleaning.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-Werror", "--rootdir=.", *PLUGINS, *arguments],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_examples_pass_in_two_processes_and_where_the_network_is_blocked(
    tmp_path: Path,
) -> None:
    tmp_path.joinpath("test_cleaning.py").write_text(TESTS, encoding="utf-8")
    tmp_path.joinpath("test_script.py").write_text(SERVER_TESTS, encoding="utf-8")
    count = (TESTS + SERVER_TESTS).count("def test_")
    assert f"{count} passed" in run(tmp_path, "--block-network", "-n", "2")


def test_clients_can_be_led_to_the_fake_by_hand_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOGETHER_BASE_URL", "http://127.0.0.1:8123/together/v1")  # quick start
    exec(compile(BY_HAND, "testing-your-code.md", "exec"), {})


WITHOUT = """
import sys

sys.modules["starlette"] = None


def test_it(finetunes_fake):
    pass
"""


def test_without_the_extra_only_the_fixture_fails_and_says_what_to_install(tmp_path: Path) -> None:
    tmp_path.joinpath("test_it.py").write_text(WITHOUT, encoding="utf-8")
    with pytest.raises(AssertionError) as caught:
        run(tmp_path)
    said = "finetunes.testing needs starlette; run: pip install 'finetunes[testing]'"
    assert said in str(caught.value)
    assert "1 error" in str(caught.value)

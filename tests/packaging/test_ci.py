"""The entry for a build server finds a Python that is new enough, and runs `make test` with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from .sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

BASH = shutil.which("bash") or ""
OLD = "#!/bin/sh\nexit 1\n"
NEW = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that is all of PATH: a `make` that shows its arguments, and an old `python3`."""
    dirname = shutil.which("dirname")
    assert dirname
    (tmp_path / "dirname").symlink_to(dirname)
    install(tmp_path / "make", '#!/bin/sh\necho "$PWD: make $*"\n')
    install(tmp_path / "python3", OLD)
    return tmp_path


def install(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


def run(machine: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASH, str(ROOT / ".ci" / "run")],
        cwd=machine,
        env={"PATH": str(machine), "HOME": str(machine), **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def test_it_runs_make_test_from_the_root_of_the_repository(machine: Path) -> None:
    install(machine / "python3", NEW)
    assert run(machine).stdout == f"{ROOT}: make test PYTHON=python3\n"


@pytest.mark.parametrize("name", ["python3.11", "python3.12", "python3.13"])
def test_it_finds_a_newer_python_by_name_where_python3_is_old(machine: Path, name: str) -> None:
    install(machine / name, NEW)
    assert run(machine).stdout.endswith(f"make test PYTHON={name}\n")


def test_it_finds_a_newer_python_among_the_versions_of_pyenv(machine: Path) -> None:
    python = machine / ".pyenv" / "versions" / "3.12.1" / "bin" / "python3"
    install(python, NEW)
    assert run(machine).stdout.endswith(f"make test PYTHON={python}\n")


def test_a_python_that_was_named_comes_first(machine: Path) -> None:
    install(machine / "python3", NEW)
    install(machine / "mine", NEW)
    assert run(machine, PYTHON="mine").stdout.endswith("make test PYTHON=mine\n")


def test_it_says_what_is_missing_where_every_python_is_old(machine: Path) -> None:
    finished = run(machine)
    assert finished.returncode == 1
    assert finished.stdout == ""
    assert "no Python 3.11 or newer" in finished.stderr


def test_the_workflow_runs_that_entry_with_no_more_rights_than_reading() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    workflow: dict[str, Any] = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    job = workflow["jobs"]["test"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert ".ci/run" in [step.get("run") for step in job["steps"]]

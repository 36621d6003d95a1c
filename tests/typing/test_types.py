"""Both type checkers read the installed package from another directory, as a user's would."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..packaging.examples import ROOT, blocks, examples

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PYRIGHT = HERE.parent / "node" / "node_modules" / "pyright" / "index.js"
RELEASED = sorted(path.name for path in HERE.glob("released_*.py"))
# The examples of two guides, by the names that they have there.
TESTING = ("cleaning.py", "test_cleaning.py", "test_script.py", "by_hand.py")
EXAMPLES = {
    **dict(zip(TESTING, examples("docs/testing-your-code.md", "python"), strict=True)),
    **{block.file: block.text for block in blocks(ROOT / "docs/client.md")},
}
FILES = ("accepted.py", "rejected.py", *RELEASED, *EXAMPLES)

Complaints = dict[tuple[str, int], list[str]]


def marked_lines() -> set[tuple[str, int]]:
    lines = (HERE / "rejected.py").read_text("utf-8").splitlines()
    return {("rejected.py", n) for n, line in enumerate(lines, 1) if line.endswith("# error")}


def mypy(folder: Path) -> Complaints:
    command = [sys.executable, "-m", "mypy", "--strict", "--output=json", "--config-file=mypy.ini"]
    (folder / "mypy.ini").write_text("[mypy]\n", "utf-8")
    finished = subprocess.run(
        [*command, *FILES], cwd=folder, check=False, capture_output=True, text=True
    )
    assert finished.returncode in {0, 1}, finished.stderr
    found: Complaints = {}
    for line in finished.stdout.splitlines():
        entry = json.loads(line)
        if entry["severity"] == "error":
            found.setdefault((entry["file"], entry["line"]), []).append(entry["message"])
    return found


def pyright(folder: Path) -> Complaints:
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    if node is None or not PYRIGHT.exists():
        pytest.skip("Node or pyright is missing; `make setup` installs both")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}', "utf-8")
    command = [node, str(PYRIGHT), "--outputjson", "--pythonpath", sys.executable, *FILES]
    finished = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert finished.returncode in {0, 1}, finished.stderr
    found: Complaints = {}
    for entry in json.loads(finished.stdout)["generalDiagnostics"]:
        if entry["severity"] == "error":
            place = (Path(entry["file"]).name, entry["range"]["start"]["line"] + 1)
            found.setdefault(place, []).append(entry["message"])
    return found


@pytest.fixture(scope="module", params=[mypy, pyright])
def complaints(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Complaints:
    """What one type checker says about the files, by file and line."""
    check: Callable[[Path], Complaints] = request.param
    folder = tmp_path_factory.mktemp("elsewhere")
    for name in ("accepted.py", "rejected.py", *RELEASED):
        text = (HERE / name).read_text("utf-8")
        # An empty line in its place keeps the line numbers.
        (folder / name).write_text(re.sub(r"\A# type: ignore .*", "", text), "utf-8")
    for name, text in EXAMPLES.items():
        (folder / name).write_text(text, "utf-8")
    return check(folder)


def test_right_uses_have_their_exact_types_and_no_error(complaints: Complaints) -> None:
    assert {at: words for at, words in complaints.items() if at[0] == "accepted.py"} == {}


def test_every_wrong_use_is_an_error_and_nothing_else_is(complaints: Complaints) -> None:
    assert {at for at in complaints if at[0] == "rejected.py"} == marked_lines()


def test_what_was_written_against_each_release_is_still_without_error(
    complaints: Complaints,
) -> None:
    assert RELEASED
    assert {at: words for at, words in complaints.items() if at[0] in RELEASED} == {}


def test_the_examples_of_the_guides_have_no_error(complaints: Complaints) -> None:
    assert {at: words for at, words in complaints.items() if at[0] in EXAMPLES} == {}

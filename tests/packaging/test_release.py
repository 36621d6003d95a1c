"""A release: tag, version and change log agree, and nobody holds a token for long."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING, Any

import pytest
import release
import yaml

from .distributions import build
from .sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the check looks at, of a release that is ready."""
    tmp_path.joinpath(release.VERSION).parent.mkdir(parents=True)
    tmp_path.joinpath(release.VERSION).write_text('__version__ = "1.2.3"\n', "utf-8")
    tmp_path.joinpath("CHANGELOG.md").write_text("# Changelog\n\n## 1.2.3 - 2026-12-01\n", "utf-8")
    return tmp_path


def test_a_release_that_is_ready_has_no_problem(checkout: Path) -> None:
    assert release.problems(checkout, "v1.2.3") == []


@pytest.mark.parametrize(
    ("tag", "changes", "words"),
    [
        ("v1.2.4", "## 1.2.3 - 2026-12-01", "the tag is 'v1.2.4', but"),
        ("1.2.3", "## 1.2.3 - 2026-12-01", "the tag is '1.2.3', but"),
        ("v1.2.3", "## 1.2.2 - 2026-01-01", "does not begin with 1.2.3"),
        ("v1.2.3", "nothing", "does not begin with 1.2.3"),
        ("v1.2.3", "## 1.2.3 - unreleased", "gives 1.2.3 no date"),
    ],
)
def test_what_does_not_agree_is_said_with_what_to_do(
    checkout: Path, tag: str, changes: str, words: str
) -> None:
    checkout.joinpath("CHANGELOG.md").write_text(f"# Changelog\n\n{changes}\n", "utf-8")
    (problem,) = release.problems(checkout, tag)
    assert words in problem


def test_a_file_that_no_commit_holds_is_refused_before_it_goes_into_the_wheel(
    checkout: Path,
) -> None:
    def git(*words: str) -> None:
        identity = ("-c", "user.name=n", "-c", "user.email=e@example.com")
        subprocess.run(["git", *identity, *words], cwd=checkout, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "all")
    checkout.joinpath("notes.txt").touch()  # it would not
    assert release.problems(checkout, "v1.2.3") == []
    checkout.joinpath("wrapper", "notes.txt").touch()
    (problem,) = release.problems(checkout, "v1.2.3")
    assert problem.startswith("'wrapper/notes.txt' is not as it was committed: ")


def test_a_tag_that_is_wrong_builds_nothing(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.main(["v9"], checkout) == 1
    assert "the tag is 'v9'" in capsys.readouterr().err
    assert not checkout.joinpath("dist").exists()


def test_a_tag_that_is_right_builds_and_checks_both_distributions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tarfile.open(build()[1]) as archive:
        archive.extractall(tmp_path, filter="data")
    (root,) = tmp_path.iterdir()
    version = root.name.removeprefix("finetunes-")
    changes = root / "CHANGELOG.md"
    changes.write_text(f"## {version} - 2026-12-01\n", "utf-8")
    monkeypatch.setattr("sys.argv", ["release.py", f"v{version}"])
    assert release.main(root=root) == 0
    assert sorted(path.suffix for path in (root / "dist").iterdir()) == [".gz", ".whl"]
    shutil.rmtree(root)


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def runs_something(job: dict[str, Any]) -> bool:
    return any("run" in step or "checkout" in step.get("uses", "") for step in job["steps"])


def test_the_job_that_publishes_runs_nothing_of_this_repository() -> None:
    jobs = read(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert jobs["publish"]["needs"] == ["build", "install"]
    assert not runs_something(jobs["publish"])
    for job in (jobs["build"], jobs["install"]):
        assert job["permissions"] == {"contents": "read"}


def test_a_release_is_installed_on_every_python_that_is_promised_before_it_is_published() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    promised = set(re.findall(r'"Programming Language :: Python :: (3\.\d+)"', text))
    assert promised
    for name in ("ci", "fresh-install", "release"):
        jobs = read(ROOT / ".github" / "workflows" / f"{name}.yml")["jobs"].values()
        tried = [job["strategy"]["matrix"]["python"] for job in jobs if "strategy" in job]
        assert [set(pythons) for pythons in tried] == [promised]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_workflow_holds_a_token_or_puts_foreign_text_into_a_shell(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "secrets." not in text
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            assert "${{ github." not in step.get("run", "")


def test_what_the_workflows_call_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    calls = {
        word
        for path in WORKFLOWS
        for job in read(path)["jobs"].values()
        for step in job["steps"]
        for word in step.get("run", "").split("make ")[1:]
    }
    names = {call.split()[0] for call in calls}
    assert {"test", "release-check", "fresh-install", "soak"} <= names
    assert [name for name in names if f"\n{name}:" not in makefile] == []

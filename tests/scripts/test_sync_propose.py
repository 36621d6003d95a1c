"""What a nightly run has changed becomes one pull request, made from main, and nothing more."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import propose
import pytest

if TYPE_CHECKING:
    from pathlib import Path


FAKE_GH = f"""#!{sys.executable}
import json, pathlib, sys
log = pathlib.Path(__file__).with_name("gh.json")
calls = json.loads(log.read_text()) if log.exists() else []
found = [{{"number": n, "isCrossRepository": True}} for n in range(100, 60, -1)]
found += [{{"number": 7, "isCrossRepository": False}}] * bool(calls)
limit = int(sys.argv[sys.argv.index("--limit") + 1]) if "--limit" in sys.argv else 30
print(json.dumps(found[:limit]))
calls.append([sys.argv[1:], "" if "list" in sys.argv else sys.stdin.read()])
log.write_text(json.dumps(calls))
"""


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@t", *arguments],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of a small repository, with a remote and a `gh` that notes what it is told."""
    folder = tmp_path / "checkout"
    (folder / "specs/acme").mkdir(parents=True)
    (folder / "specs/acme/page.md").write_text("old\n")
    (folder / "specs/acme/gone.md").write_text("old\n")
    (folder / "Makefile").write_text("all:\n")
    (folder / ".gitignore").write_text("/build/\n")
    git(tmp_path, "init", "--bare", "--quiet", "-b", "main", "remote.git")
    git(tmp_path, "init", "--quiet", "-b", "main", "checkout")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    git(folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(folder, "push", "--quiet", "origin", "main")
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(FAKE_GH)
    gh.chmod(0o755)
    monkeypatch.setenv("PATH", f"{gh.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(folder)
    nightly(folder).mkdir(parents=True)
    (nightly(folder) / propose.REPORT).write_text("# acme\n", "utf-8")
    return folder


def nightly(checkout: Path) -> Path:
    return checkout / "build/nightly"


def change(checkout: Path, text: str = "new\n") -> None:
    """Change, add and remove a file, pack it, and put everything back, as in another job."""
    (checkout / "specs/acme/page.md").write_text(text)
    (checkout / "generated").mkdir(exist_ok=True)
    (checkout / "generated/made.py").write_bytes(b"\0binary")
    (checkout / "specs/acme/gone.md").unlink()
    assert propose.main(["pack"]) == 0
    git(checkout, "reset", "--quiet", "--hard", "main")
    git(checkout, "clean", "--quiet", "-fd")


def calls(checkout: Path) -> list[tuple[list[str], str]]:
    found: list[tuple[list[str], str]] = json.loads((checkout.parent / "bin/gh.json").read_text())
    return found


def test_what_has_changed_is_pushed_and_proposed(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(checkout)
    assert propose.main(["open"]) == 0
    assert capsys.readouterr().out == "opened the pull request of upstream\n"
    remote = checkout.parent / "remote.git"
    assert git(remote, "show", "upstream:specs/acme/page.md") == "new\n"
    assert git(remote, "show", "upstream:generated/made.py") == "\0binary"
    assert "gone.md" not in git(remote, "ls-tree", "-r", "--name-only", "upstream")
    assert git(remote, "rev-parse", "upstream^") == git(remote, "rev-parse", "main")
    (listed, _), (created, body) = calls(checkout)
    assert listed[:4] == ["pr", "list", "--head", "upstream"]
    assert created[:6] == ["pr", "create", "--base", "main", "--head", "upstream"]
    assert body == "# acme\n"


def test_a_newer_run_takes_the_pull_request_over(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(checkout)
    assert propose.main(["open"]) == 0
    git(checkout, "switch", "--quiet", "main")
    change(checkout, "newer\n")
    assert propose.main(["open"]) == 0
    assert "renewed the pull request" in capsys.readouterr().out
    remote = checkout.parent / "remote.git"
    assert git(remote, "show", "upstream:specs/acme/page.md") == "newer\n"
    assert git(remote, "rev-parse", "upstream^") == git(remote, "rev-parse", "main")
    assert calls(checkout)[-1][0][:3] == ["pr", "edit", "7"]


def test_a_long_report_is_cut_to_what_the_host_takes(checkout: Path) -> None:
    change(checkout)
    (nightly(checkout) / propose.REPORT).write_text("x" * 100_000, "utf-8")
    assert propose.main(["open"]) == 0
    body = calls(checkout)[-1][1]
    assert len(body) < 65_536
    assert body.endswith("… and more: `make report` shows all of it.\n")


def test_where_nothing_has_changed_nothing_is_proposed(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(nightly(checkout))
    assert propose.main(["pack"]) == 0
    assert propose.main(["open"]) == 0
    assert capsys.readouterr().out == "nothing to propose\n"
    assert [call[:2] for call, _ in calls(checkout)] == [["pr", "list"]]
    assert "upstream" not in git(checkout.parent / "remote.git", "branch", "--list")


def test_a_pull_request_that_upstream_has_made_pointless_is_closed_with_a_word(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(checkout)
    assert propose.main(["open"]) == 0
    git(checkout, "switch", "--quiet", "main")
    (nightly(checkout) / propose.REPORT).unlink()
    assert propose.main(["pack"]) == 0
    assert propose.main(["open"]) == 0
    assert capsys.readouterr().out.endswith("\nclosed the pull request of upstream\n")
    *closed, comment = calls(checkout)[-1][0]
    assert closed == ["pr", "close", "7", "--comment"]
    assert "nothing left to propose" in comment


def test_a_change_of_anything_else_is_not_packed(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "Makefile").write_text("all: evil\n")
    assert propose.main(["pack"]) == 1
    assert "'Makefile' has changed" in capsys.readouterr().err


def test_nothing_is_packed_without_a_report(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nightly(checkout) / propose.REPORT).unlink()
    (checkout / "specs/acme/page.md").write_text("new\n")
    assert propose.main(["pack"]) == 1
    assert "report.md: is missing; run `make sync` first" in capsys.readouterr().err


NEW = "diff --git a/{0} b/{0}\nnew file mode {1}\n--- /dev/null\n+++ b/{0}\n@@ -0,0 +1 @@\n+x\n"
MODE = "diff --git a/specs/acme/page.md b/specs/acme/page.md\nold mode 100644\nnew mode 100755\n"


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        (NEW.format("Makefile.local", "100644"), "'Makefile.local' has changed"),
        (NEW.format(".github/workflows/x.yml", "100644"), "has changed"),
        (NEW.format("specs/../x", "100644"), "invalid path"),
        (NEW.format("specs/link", "120000"), "more than plain files"),
        (NEW.format("specs/run", "100755"), "more than plain files"),
        (MODE, "more than plain files"),
        ("nonsense", "git apply"),
    ],
    ids=["file", "workflow", "outside", "link", "executable", "mode", "no patch"],
)  # fmt: skip
def test_a_patch_that_does_more_than_a_nightly_run_is_refused(
    patch: str, said: str, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (nightly(checkout) / propose.PATCH).write_text(patch)
    assert propose.main(["open"]) == 1
    assert said in capsys.readouterr().err
    assert "upstream" not in git(checkout.parent / "remote.git", "branch", "--list")


def test_a_folder_without_a_patch_is_refused(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert propose.main(["open"]) == 1
    assert "changes.patch: is missing; run `make sync`" in capsys.readouterr().err

"""The guide to cleaning up, and the README's part of it: every command and example runs."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import SECONDS, environment

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "cleaning-up.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Clean up safely\n")[2]
ASKING = re.compile(r"^(finetunes (?:cancel|delete|apply)\b[^#>\n]*)", re.MULTILINE)
TEST_MODEL = {"model_output_name": "me/a-test-1"}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(server: EmbeddedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and a server with what the guide talks about."""
    monkeypatch.chdir(tmp_path)
    now = datetime.now(UTC)
    old = now - timedelta(days=100)
    server.together.add("ft-124", status="running", created_at=now - timedelta(hours=7))
    server.together.add("ft-456", status="error")
    server.together.add("ft-789", status="completed")
    server.together.add("ft-test", status="completed", fields=TEST_MODEL, created_at=old)
    for number in range(5):
        server.together.add(f"ft-old-{number}", status="completed", model="a/x", created_at=old)
    return tmp_path


def play(server: EmbeddedServer, script: str) -> str:
    """Run a block as a shell does, without its comments; what would ask is told --yes."""
    commands = ASKING.sub(r"\1 --yes", re.sub(r" +#.*", "", script))
    bin = Path(sys.executable).parent
    done = subprocess.run(
        ["/bin/sh", "-euc", commands],
        env=environment(server, PATH=f"{bin}:/usr/bin:/bin"),
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS * 2,
    )
    assert done.returncode == 0, (commands, done.stderr)
    return done.stdout


def test_the_commands_of_the_readme_run(server: EmbeddedServer, folder: Path) -> None:
    printed = play(server, blocks(README, "sh")[0])
    assert server.together.status("ft-124") in {"cancel_requested", "cancelled"}
    left = [id for id in server.together.ids() if id.startswith("ft-old-")]
    assert (len(left), "ft-789" in server.together.ids()) == (3, False)
    assert (folder / "kept" / "together-ft-789" / "manifest.json").exists()
    assert "together:ft-789" in printed.rpartition("operation")[2]


def test_the_commands_of_the_guide_run(server: EmbeddedServer, folder: Path) -> None:
    found = blocks(GUIDE, "sh")
    assert len(found) == 5
    for script in found:
        play(server, script)
    assert (folder / "report.json").stat().st_size > 0


def test_the_python_example_runs(
    server: EmbeddedServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = blocks(GUIDE, "python")
    exec(compile(example, "cleaning-up.md", "exec"), {})
    assert capsys.readouterr().out == "{'deleted': 1}\n"
    assert "ft-test" not in server.together.ids()

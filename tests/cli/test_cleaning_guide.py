"""The guide to cleaning up, and the README's part of it: every command and example runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from finetunes.cleanup import PlanError

from ..packaging.examples import answered, examples, play, search_path

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

GUIDE = "docs/cleaning-up.md"
TEST_MODEL = {"model_output_name": "me/a-test-1"}


@pytest.fixture
def folder(server: EmbeddedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and a server with what the guide talks about."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", search_path())
    now = datetime.now(UTC)
    old = now - timedelta(days=100)
    server.together.add("ft-124", status="running", created_at=now - timedelta(hours=7))
    server.together.add("ft-456", status="error")
    server.together.add("ft-789", status="completed")
    server.together.add("ft-test", status="completed", fields=TEST_MODEL, created_at=old)
    for number in range(5):
        server.together.add(f"ft-old-{number}", status="completed", model="a/x", created_at=old)
    return tmp_path


def test_the_commands_of_the_readme_run(server: EmbeddedServer, folder: Path) -> None:
    printed = play(answered(examples("README.md", "sh")[-1]), folder)
    assert server.together.status("ft-124") in {"cancel_requested", "cancelled"}
    left = [id for id in server.together.ids() if id.startswith("ft-old-")]
    assert (len(left), "ft-789" in server.together.ids()) == (3, False)
    assert (folder / "kept" / "together-ft-789" / "manifest.json").exists()
    assert "together:ft-789" in printed.rpartition("operation")[2]


def test_the_commands_of_the_guide_run(folder: Path) -> None:
    found = examples(GUIDE, "sh")
    assert len(found) == 5
    for script in found:
        play(answered(script), folder)
    assert (folder / "report.json").stat().st_size > 0


def test_the_python_example_runs(
    server: EmbeddedServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = examples(GUIDE, "python")
    exec(compile(example, "cleaning-up.md", "exec"), {})
    assert capsys.readouterr().out == "{'deleted': 1}\n"
    assert "ft-test" not in server.together.ids()
    with pytest.raises(PlanError, match="choose another name for the new plan"):
        exec(compile(example, "cleaning-up.md", "exec"), {})

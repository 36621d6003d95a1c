"""What a person at a terminal sees while something takes long, and what a script never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

    from .conftest import AtTerminal, Run


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_listing_says_whom_it_asks(server: EmbeddedServer, run_at_terminal: AtTerminal) -> None:
    server.together.add()
    _, said = run_at_terminal(b"", "list")
    assert "listing every provider with a key" in said
    _, said = run_at_terminal(b"", "list", "together", "bfl")
    assert "listing together, bfl" in said


def test_a_listing_shows_how_many_it_has_found(
    server: EmbeddedServer, run_at_terminal: AtTerminal
) -> None:
    for _ in range(3):
        server.bfl.add()
    _, said = run_at_terminal(b"", "list", "bfl")
    assert "listing bfl: 3" in said


def test_a_plan_says_that_it_looks(server: EmbeddedServer, run_at_terminal: AtTerminal) -> None:
    server.bfl.add()
    _, said = run_at_terminal(b"", "plan", "delete", "bfl", "--name", "*")
    assert "looking for what to delete" in said


@pytest.mark.parametrize("command", ["events", "checkpoints", "metrics"])
def test_what_is_listed_is_counted(
    server: EmbeddedServer, run: Run, run_at_terminal: AtTerminal, command: str
) -> None:
    job = server.together.add(status="completed", steps=3)
    there = len(run(command, f"together:{job}", "--json").document[command])
    ended, said = run_at_terminal(b"", command, f"together:{job}", "--json")
    assert f"{command} of together:{job}: {there}" in said
    assert len(ended.document[command]) == there


def test_the_check_of_a_file_is_said(
    server: EmbeddedServer, run_at_terminal: AtTerminal, tmp_path: Path
) -> None:
    file = tmp_path / "train.jsonl"
    file.write_text('{"text": "a"}\n', encoding="utf-8")
    ended, said = run_at_terminal(b"", "upload", "together", str(file))
    assert ended.code == 0
    assert "checking train.jsonl" in said


@pytest.mark.parametrize("words", [("list", "bfl"), ("list", "bfl", "--json")])
def test_off_a_terminal_nothing_is_said(
    server: EmbeddedServer, run: Run, words: tuple[str, ...]
) -> None:
    server.bfl.add()
    assert run(*words).stderr == ""

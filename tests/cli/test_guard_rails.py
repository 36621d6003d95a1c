"""The policy in force: shown before every question and by `doctor`, and never lifted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import AtTerminal, Ended, Run

Write = Callable[[str], Path]


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Write:
    """Put guard rails in force."""

    def write_here(rules: str) -> Path:
        file = tmp_path / "rails.toml"
        file.write_text(f"[policy]\n{rules}\n")
        monkeypatch.setenv("FINETUNES_CONFIG", str(file))
        return file

    return write_here


def found(ended: Ended, check: str) -> tuple[str, str]:
    (finding,) = [item for item in ended.document["findings"] if item["check"] == check]
    return finding["grade"], finding["words"]


def test_the_question_names_the_policy_once_for_all_providers(
    server: EmbeddedServer, run_at_terminal: AtTerminal, write: Write
) -> None:
    file = write('protect = ["*:prod-*"]\nmin_age = "7d"\nread_only = false')
    references = [f"together:{server.together.add()}", f"bfl:{server.bfl.add()}"]
    _, said = run_at_terminal(b"no\n", "delete", *references)
    words = f"Policy in force: {file}: protect *:prod-*, min_age 7 days"
    assert said.count(words) == 1


def test_a_policy_without_a_rule_says_so(
    server: EmbeddedServer, run_at_terminal: AtTerminal, write: Write
) -> None:
    file = write("")
    _, said = run_at_terminal(b"no\n", "delete", f"bfl:{server.bfl.add()}")
    assert f"Policy in force: {file}: no rule" in said


def test_yes_does_not_lift_it(server: EmbeddedServer, run: Run, write: Write) -> None:
    file = write('protect = ["bfl:keep"]')
    server.bfl.add("keep")
    ended = run("delete", "bfl:keep", "--yes", "--json")
    assert (ended.code, ended.errors) == (6, ["PolicyError"])
    assert f"{file}: protect" in ended.stderr
    assert server.bfl.ids() == ("keep",)


def test_doctor_shows_the_policy_and_where_the_audit_log_is(
    server: EmbeddedServer, run: Run, write: Write, state: Path
) -> None:
    assert found(run("doctor", "--json"), "policy") == ("note", "none")
    file = write("max_per_run = 5")
    ended = run("doctor", "--json")
    assert found(ended, "policy") == ("ok", f"{file}: max_per_run 5")
    assert found(ended, "audit log") == ("ok", str(state / "audit.jsonl"))
    assert not (state / "audit.jsonl").exists() or (state / "audit.jsonl").read_text() == ""


def test_a_malformed_policy_is_a_failure_of_doctor_and_of_everything_else(
    server: EmbeddedServer, run: Run, write: Write
) -> None:
    file = write("max_per_run = -1")
    ended = run("doctor", "--online", "--json")
    assert (ended.code, found(ended, "policy")[0]) == (6, "failure")
    assert str(file) in ended.stderr
    for command in (
        ["list"],
        ["delete", "bfl:a", "--yes"],
        ["ps"],
        ["plan", "cancel", "--name", "*"],
    ):
        refused = run(*command)
        assert (refused.code, str(file) in refused.stderr) == (6, True), command
    assert run("providers").code == 2
    assert server.received == ()


def test_an_audit_log_that_cannot_be_written_is_a_warning_of_doctor(
    server: EmbeddedServer, run: Run, state: Path
) -> None:
    (state / "audit.jsonl").mkdir()
    ended = run("doctor", "--json")
    grade, words = found(ended, "audit log")
    assert (ended.code, grade) == (0, "warning")
    assert words.startswith("no cancel or delete can be sent: the audit log")

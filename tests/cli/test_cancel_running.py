"""`finetunes cancel --running`: plan and apply in one, and nothing left behind."""

from __future__ import annotations

import json
import shlex
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from finetunes.testing.service import Call, Handler, Reply

from .conftest import AtTerminal, Run, held, instead, interrupt_main_thread

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

NOW = datetime.now(UTC)


@pytest.fixture
def jobs(server: EmbeddedServer) -> EmbeddedServer:
    """A server with two running jobs, one of them old, a queued one, and one that has ended."""
    server.together.add("ft-old", status="running", created_at=NOW - timedelta(hours=7))
    server.together.add("ft-new", status="running", created_at=NOW - timedelta(hours=1))
    server.together.add("ft-next", status="queued", created_at=NOW)
    server.together.add("ft-done", status="completed", created_at=NOW - timedelta(hours=9))
    return server


def cancelled(server: EmbeddedServer) -> set[str | None]:
    return {r.item for r in server.received if r.operation == "cancelFineTune"}


def test_what_runs_or_waits_its_turn_is_cancelled(jobs: EmbeddedServer, run: Run) -> None:
    ended = run("cancel", "--running", "--yes", "--json")
    assert (ended.code, ended.document["counts"]) == (0, {"cancelling": 3})
    assert cancelled(jobs) == {"ft-old", "ft-new", "ft-next"}


def test_only_what_is_old_enough_is_cancelled(jobs: EmbeddedServer, run: Run) -> None:
    assert run("cancel", "--running", "--older-than", "6h", "together", "--yes").code == 0
    assert cancelled(jobs) == {"ft-old"}


def test_the_list_is_shown_and_its_number_agrees(
    jobs: EmbeddedServer, run_at_terminal: AtTerminal
) -> None:
    ended, said = run_at_terminal(b"3\n", "cancel", "--running")
    assert ended.code == 0
    for shown in (
        "About to cancel:", "together:ft-old", "Policy in force: none", "Finished steps are billed",
        "Type 3, how many these are, to cancel them: ",
    ):  # fmt: skip
        assert shown in said


def test_yes_is_no_number(jobs: EmbeddedServer, run_at_terminal: AtTerminal) -> None:
    ended, _ = run_at_terminal(b"yes\n", "cancel", "--running")
    assert (ended.code, cancelled(jobs)) == (6, set())


def test_without_a_terminal_it_wants_yes(jobs: EmbeddedServer, run: Run) -> None:
    ended = run("cancel", "--running")
    assert (ended.code, "pass --yes to cancel" in ended.stderr) == (6, True)
    assert cancelled(jobs) == set()


def test_ctrl_c_while_looking_sends_nothing(jobs: EmbeddedServer, run: Run) -> None:
    with held(jobs.together, "listFineTunes", interrupt_main_thread):
        ended = run("cancel", "--running", "--yes", "--json")
    assert (ended.code, ended.document["stopped"], cancelled(jobs)) == (130, True, set())


def test_what_is_left_alone_is_said_with_the_reason(jobs: EmbeddedServer, run: Run) -> None:
    jobs.together.add("ft-odd", status="running", fields={"status": "pondering"})
    ended = run("cancel", "--running", "--yes")
    assert "together:ft-odd is left alone: its status is not known\n" in ended.stderr


def test_a_dry_run_shows_the_plan_and_sends_nothing(jobs: EmbeddedServer, run: Run) -> None:
    ended = run("cancel", "--running", "--dry-run")
    assert (ended.code, cancelled(jobs)) == (0, set())
    assert "finetunes: would cancel 3; 0 left alone\n" in ended.stderr
    document = run("cancel", "--running", "--dry-run", "--json").document
    assert (document["operation"], len(document["items"])) == ("cancel", 3)


def test_where_nothing_runs_there_is_nothing_to_do(server: EmbeddedServer, run: Run) -> None:
    ended = run("cancel", "--running")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr == (
        "finetunes: bfl is left out: its API has no cancel\n"
        "finetunes: cohere is left out: its API has no cancel\n"
        "finetunes: nothing was found that runs and can be cancelled, so there was nothing to do\n"
    )
    assert run("cancel", "--running", "together", "--json").results == []


def test_the_plan_is_gone_once_everything_is_done(
    jobs: EmbeddedServer, run: Run, state: Path
) -> None:
    run("cancel", "--running", "--yes")
    assert [*(state / "plans").iterdir()] == []


def test_the_plan_stays_while_something_is_left_and_the_command_to_go_on_is_said(
    jobs: EmbeddedServer, run: Run
) -> None:
    usual = jobs.together.handlers

    def refuse_one(usual: Handler, call: Call) -> Reply:
        return Reply(401, {}) if "ft-new" in call.path.values() else usual(call)

    instead(jobs.together, "cancelFineTune", refuse_one)
    ended = run("cancel", "--running", "--yes")
    assert ended.code == 7
    jobs.together.handlers = usual
    *_, last = ended.stderr.splitlines()
    command = shlex.split(last.partition("go on with: ")[2])
    assert f"should this break off, go on with: {shlex.join(command)}\n" in ended.stderr
    again = run(*command[1:], "--yes", "--json")
    assert (again.code, again.document["counts"]) == (0, {"skipped": 2, "cancelling": 1})


def test_a_listing_that_is_not_complete_cancels_nothing(jobs: EmbeddedServer, run: Run) -> None:
    jobs.fail_next(401, provider="together", times=10)
    ended = run("cancel", "--running", "--yes", "--json")
    assert (ended.code, ended.document["problem"]["type"]) == (3, "IncompleteListingError")
    assert cancelled(jobs) == set()


def test_a_state_folder_that_cannot_hold_the_plan_sends_nothing(
    jobs: EmbeddedServer, run: Run, state: Path
) -> None:
    (state / "plans").write_text("in the way")
    ended = run("cancel", "--running", "--yes")
    assert (ended.code, cancelled(jobs)) == (2, set())
    assert "plans: it cannot be made: File exists; nothing was sent" in ended.stderr


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--older-than", "6h", "together:ft-old"], "--older-than is for --running"),
        ([], "Missing argument 'REF...', or --running"),
        (["--running", "--wait"], "for jobs that are named by REF"),
        (["--running", "--base-url", "http://127.0.0.1:1"], "for jobs that are named by REF"),
        (["--running", "together:ft-old", "--yes"], "there is no provider 'together:ft-old'"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    jobs: EmbeddedServer, run: Run, words: list[str], why: str
) -> None:
    ended = run("cancel", *words)
    assert (ended.code, why in ended.stderr, cancelled(jobs)) == (2, True, set())


def test_every_call_is_in_the_audit_log(jobs: EmbeddedServer, run: Run, state: Path) -> None:
    run("cancel", "--running", "--yes")
    lines = [json.loads(line) for line in (state / "audit.jsonl").read_text().splitlines()]
    assert {line["operation"] for line in lines} == {"cancel"}
    assert len(lines) == 6

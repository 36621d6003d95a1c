"""The audit log of the command line: always there, or nothing is sent; and `audit show`."""

from __future__ import annotations

import json
import os
import signal
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import SECONDS, Run, environment, finish, held, instead, interrupt_main_thread, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer
    from finetunes.testing.service import Call, Handler, Reply


def lines(state: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (state / "audit.jsonl").read_text().splitlines()]


def test_a_delete_is_noted_before_and_after_with_a_snapshot(
    server: EmbeddedServer, run: Run, state: Path
) -> None:
    job = server.together.add("ft-1", status="completed", fields={"wandb_key": "a-secret-value"})
    noted: list[int] = []

    def look(usual: Handler, call: Call) -> Reply:
        noted.append(len(lines(state)))
        return usual(call)

    instead(server.together, "deleteFineTune", look)
    assert run("delete", f"together:{job}", "--yes").code == 0
    intent, outcome = lines(state)
    assert noted == [1]
    assert (intent["event"], intent["ref"], intent["operation"]) == (
        "intent", "together:ft-1", "delete",
    )  # fmt: skip
    assert (intent["snapshot"]["id"], intent["base_url"]) == ("ft-1", server.base_url("together"))
    assert (outcome["event"], outcome["outcome"]) == ("outcome", "deleted")
    assert "a-secret-value" not in (state / "audit.jsonl").read_text()
    assert server.key("together") not in (state / "audit.jsonl").read_text()


@pytest.mark.parametrize("operation", ["cancel", "delete"])
def test_a_log_that_cannot_be_written_stops_the_command_before_anything_is_sent(
    server: EmbeddedServer, run: Run, state: Path, operation: str
) -> None:
    (state / "audit.jsonl").mkdir()
    ended = run(operation, "together:a", "together:b", "--yes", "--json")
    assert (ended.code, ended.errors) == (1, ["AuditError"] * 2)
    assert "nothing was sent" in ended.stderr
    assert "FINETUNES_STATE" in ended.stderr
    assert server.received == ()


def test_without_a_folder_for_state_nothing_is_sent(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINETUNES_STATE", "~no-such-user-here/state")
    ended = run("delete", "together:a", "--yes", "--json")
    assert (ended.code, ended.errors) == (2, ["ConfigurationError"])
    assert server.received == ()
    assert run("audit", "show").code == 2


def test_neither_a_dry_run_nor_a_refusal_is_noted(
    server: EmbeddedServer, run: Run, state: Path
) -> None:
    run("delete", "together:a", "--dry-run")
    run("delete", "together:a")
    assert not (state / "audit.jsonl").exists()


def test_an_interrupt_before_anything_was_sent_is_not_noted(
    server: EmbeddedServer, run: Run, state: Path
) -> None:
    job = server.together.add()
    with held(server.together, "retrieveFineTune", interrupt_main_thread):
        ended = run("delete", f"together:{job}", "--yes", "--json")
    assert (ended.code, ended.errors) == (130, ["NotSentError"])
    assert (server.together.ids(), (state / "audit.jsonl").read_text()) == ((job,), "")


def test_show_prints_what_was_asked_for_and_what_came_of_it(
    server: EmbeddedServer, run: Run
) -> None:
    job = server.together.add("ft-1", status="running")
    run("cancel", f"together:{job}", "--yes")
    run("delete", "together:ft-none", "--yes")
    ended = run("audit", "show")
    assert ended.code == 0
    heading, _, first, second = ended.stdout.splitlines()
    assert heading.split() == ["ref", "operation", "outcome", "when", "by", "message"]
    assert first.split()[:3] == ["together:ft-1", "cancel", "cancelling"]
    assert second.split()[:4] == ["together:ft-none", "delete", "failed", "(NotFoundError)"]


def test_json_has_everything(server: EmbeddedServer, run: Run, state: Path) -> None:
    run("delete", f"bfl:{server.bfl.add('portrait')}", "--yes")
    document = run("audit", "show", "--json").document
    assert list(document) == ["schema", "path", "calls", "unreadable_lines", "error"]
    assert document["path"] == str(state / "audit.jsonl")
    (call,) = document["calls"]
    assert (call["ref"], call["outcome"], call["changed"]) == ("bfl:portrait", "deleted", True)
    assert datetime.fromisoformat(call["at"]) <= datetime.fromisoformat(call["ended_at"])


def test_only_what_is_about_a_reference_or_recent_is_shown(
    server: EmbeddedServer, run: Run, state: Path
) -> None:
    for name in ("a", "b"):
        run("delete", f"bfl:{server.bfl.add(name)}", "--yes")
    written = (state / "audit.jsonl").read_text().splitlines()
    old = json.loads(written[0]) | {"at": (datetime.now(UTC) - timedelta(days=8)).isoformat()}
    (state / "audit.jsonl").write_text("\n".join([json.dumps(old), *written[1:]]) + "\n")

    def shown(*words: str) -> list[str]:
        return [call["ref"] for call in run("audit", "show", *words, "--json").document["calls"]]

    assert shown() == ["bfl:a", "bfl:b"]
    assert shown("--since", "7d") == ["bfl:b"]
    assert shown("--ref", "bfl:a") == ["bfl:a"]
    assert shown("--ref", "bfl:a", "--since", "7d") == []


def test_a_log_that_is_not_there_yet_is_empty(run: Run, state: Path) -> None:
    ended = run("audit", "show")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr == f"finetunes: nothing is noted in {state / 'audit.jsonl'}\n"


def test_what_is_no_reference_is_not_taken_for_never_deleted(run: Run) -> None:
    ended = run("audit", "show", "--ref", "ft-789")
    assert (ended.code, ended.stdout) == (2, "")
    assert ended.stderr == "finetunes: 'ft-789' is no reference; write provider:id\n"


def test_lines_that_cannot_be_read_are_named_and_the_others_shown(
    server: EmbeddedServer, run: Run, state: Path
) -> None:
    (state / "audit.jsonl").write_text("torn\n")
    run("delete", f"bfl:{server.bfl.add('a')}", "--yes")
    ended = run("audit", "show")
    assert (ended.code, "bfl:a" in ended.stdout) == (0, True)
    assert ended.stderr == "finetunes: lines that cannot be read, and are left out: 1\n"
    assert run("audit", "show", "--json").document["unreadable_lines"] == [1]


def test_a_log_that_cannot_be_read_is_an_error(run: Run, state: Path) -> None:
    (state / "audit.jsonl").mkdir()
    ended = run("audit", "show", "--json")
    assert (ended.code, ended.document["error"]["type"]) == (1, "AuditError")
    assert (ended.document["calls"], "cannot be read" in ended.stderr) == ([], True)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
def test_a_date_at_the_end_of_the_calendar_is_shown_as_it_stands(
    run: Run, state: Path, at: str
) -> None:
    odd = {"schema": 1, "id": "1", "event": "intent", "operation": "delete", "ref": "bfl:a"}
    (state / "audit.jsonl").write_text(json.dumps({**odd, "at": at}) + "\n")
    for words in ((), ("--since", "7d")):
        ended = run("audit", "show", *words)
        assert (ended.code, at in ended.stdout) == (0, at.startswith("9") or not words)


def test_what_is_no_number_of_json_never_comes_out_as_json(run: Run, state: Path) -> None:
    odd = {"schema": 1, "id": "1", "event": "intent", "operation": "delete", "ref": "bfl:a"}
    lines = [json.dumps({**odd, "snapshot": value}) for value in (1, float("nan"), float("inf"))]
    (state / "audit.jsonl").write_text("\n".join([*lines, lines[0][:-2] + "1e999}"]) + "\n")
    ended = run("audit", "show", "--json")
    assert (len(ended.document["calls"]), ended.document["unreadable_lines"]) == (1, [2, 3, 4])


def test_hostile_text_in_the_log_is_shown_and_never_obeyed(run: Run, state: Path) -> None:
    odd = {"schema": 1, "id": "1", "event": "intent", "operation": "delete", "user": "\x1b[2J"}
    end = {**odd, "event": "outcome", "outcome": "failed", "message": "\u202e", "error": "\x07"}
    log = [json.dumps({**line, "ref": "bfl:\x1b]0;"}) for line in (odd, end)]
    (state / "audit.jsonl").write_text("\n".join(log) + "\n")
    ended = run("audit", "show")
    for shown in (r"bfl:\x1b]0;", r"\x1b[2J", r"\u202e", r"\x07"):
        assert shown in ended.stdout
    assert "\x1b" not in ended.stdout + ended.stderr


def test_a_process_that_was_killed_leaves_an_intent_that_is_shown_as_unknown(
    server: EmbeddedServer, run: Run
) -> None:
    received = threading.Event()
    name = server.bfl.add("a")
    with held(server.bfl, "delete_finetune", received.set):
        process = spawn("delete", f"bfl:{name}", "--yes", env=environment(server))
        assert received.wait(SECONDS)
        os.kill(process.pid, signal.SIGKILL)
        assert finish(process).code == -signal.SIGKILL
    (call,) = run("audit", "show", "--json").document["calls"]
    assert (call["ref"], call["outcome"]) == ("bfl:a", "unknown: interrupted")


def test_a_narrow_terminal_loses_no_message_of_the_log(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = server.together.add("ft-00000000-0000-4000-8000-000000000001", status="completed")
    run("delete", f"together:{job}", "--yes")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    shown = run("audit", "show")
    for name in ("ref", "operation", "outcome", "when", "by", "message"):
        assert f"{name}:" in shown.stdout
    assert f"together:{job}" in shown.stdout
    monkeypatch.setenv("COLUMNS", "100")
    assert "there is no room for by" in run("audit", "show").stderr

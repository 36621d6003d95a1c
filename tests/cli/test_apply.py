"""`finetunes apply`: what the plan says, once, and a true report of it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from finetunes import cleanup
from finetunes.testing.service import Call, Handler, Reply

from .conftest import Run, environment, finish, instead, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer


def deletes(server: EmbeddedServer) -> int:
    return [request.operation for request in server.received].count("deleteFineTune")


@pytest.fixture
def plan(server: EmbeddedServer, run: Run, tmp_path: Path) -> str:
    """A plan that deletes three jobs."""
    for number in (1, 2, 3):
        server.together.add(f"ft-{number}", status="completed")
    server.together.add("ft-4", status="completed")
    file = tmp_path / "plan.json"
    assert run("plan", "delete", "together", "--name", "ft-[123]", "-o", str(file)).code == 0
    return str(file)


def test_everything_in_the_plan_is_done_and_nothing_else(
    server: EmbeddedServer, run: Run, plan: str
) -> None:
    ended = run("apply", plan, "--yes")
    assert (ended.code, server.together.ids()) == (0, ("ft-4",))
    assert [line.split()[:2] for line in ended.stdout.splitlines()[2:]] == [
        [f"together:ft-{number}", "deleted"] for number in (1, 2, 3)
    ]
    assert ended.stderr == "finetunes: 3 deleted\n"


def test_json_has_every_item_complete_and_how_many_ended_how(
    server: EmbeddedServer, run: Run, plan: str
) -> None:
    ended = run("apply", plan, "--yes", "--json")
    assert list(ended.document) == ["schema", "results", "counts", "stopped", "problem"]
    assert list(ended.results[0]) == [
        "ref", "operation", "end", "outcome", "changed", "status", "provider_status", "message",
        "request_id", "error",
    ]  # fmt: skip
    assert ended.document["counts"] == {"deleted": 3}
    assert (ended.document["stopped"], ended.document["problem"]) == (False, None)


def test_every_call_is_in_the_audit_log(
    server: EmbeddedServer, run: Run, plan: str, state: Path
) -> None:
    run("apply", plan, "--yes")
    lines = [json.loads(line) for line in (state / "audit.jsonl").read_text().splitlines()]
    assert sorted((line["ref"], line["event"]) for line in lines) == [
        (f"together:ft-{number}", event) for number in (1, 2, 3) for event in ("intent", "outcome")
    ]


def test_what_was_done_is_skipped_by_the_next_run(
    server: EmbeddedServer, run: Run, plan: str
) -> None:
    run("apply", plan, "--yes")
    sent = len(server.received)
    again = run("apply", plan, "--yes")
    assert (again.code, len(server.received)) == (0, sent)
    assert again.stdout.count("skipped (deleted)") == 3
    assert (
        again.stderr
        == "finetunes: all of it is finished; nothing is left to send\nfinetunes: 3 skipped\n"
    )


def test_what_has_changed_is_refused(server: EmbeddedServer, run: Run, plan: str) -> None:
    def changed(usual: Handler, call: Call) -> Reply:
        reply = usual(call)
        return Reply(200, {**reply.body, "status": "running"})

    instead(server.together, "retrieveFineTune", changed)
    refused = run("apply", plan, "--yes", "--json")
    assert (refused.code, refused.ends) == (6, ["changed_since_plan"] * 3)
    assert set(refused.errors) == {"ChangedSincePlanError"}
    assert len(server.together.ids()) == 4


def test_some_refused_and_some_done_is_mixed(server: EmbeddedServer, run: Run, plan: str) -> None:
    def refuse_one(usual: Handler, call: Call) -> Reply:
        return Reply(400, {}) if "ft-2" in call.path.values() else usual(call)

    instead(server.together, "deleteFineTune", refuse_one)
    ended = run("apply", plan, "--yes", "--json")
    assert (ended.code, ended.ends) == (7, ["deleted", "failed", "deleted"])
    assert f"finetunes: 1 left; go on with: finetunes apply {plan}\n" in ended.stderr


def test_an_unknown_end_wins_and_is_not_sent_again(
    server: EmbeddedServer, run: Run, plan: str
) -> None:
    instead(server.together, "deleteFineTune", lambda _, __: Reply(500, {}))
    ended = run("apply", plan, "--yes", "--json", "--timeout", "1")
    assert (ended.code, ended.ends) == (5, ["unknown"] * 3)
    again = run("apply", plan, "--yes", "--json", "--timeout", "1")
    assert (again.code, again.ends) == (5, ["unknown"] * 3)
    assert deletes(server) == 3


def test_an_empty_plan_is_done_at_once(server: EmbeddedServer, run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "plan.json")
    run("plan", "delete", "together", "--name", "none", "-o", file)
    ended = run("apply", file)
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr == "finetunes: the plan has no items, so there was nothing to do\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, "plan.json: it cannot be read: No such file"), ("{}", "plan.json"), ("[", "plan.json")],
)
def test_a_file_that_is_no_plan_is_refused(
    server: EmbeddedServer, run: Run, tmp_path: Path, content: str | None, why: str
) -> None:
    file = tmp_path / "plan.json"
    if content is not None:
        file.write_text(content)
    ended = run("apply", str(file), "--yes", "--json")
    assert (ended.code, ended.results) == (2, [])
    assert ended.document["problem"]["type"] == "PlanError"
    assert why in ended.stderr


def test_an_edited_item_is_refused(server: EmbeddedServer, run: Run, plan: str) -> None:
    with open(plan, encoding="utf-8") as file:  # noqa: PTH123 - it is a name here
        text = file.read()
    with open(plan, "w", encoding="utf-8") as file:  # noqa: PTH123 - as above
        file.write(text.replace("together:ft-3", "together:ft-4"))
    ended = run("apply", plan, "--yes")
    assert (ended.code, "was edited after the plan was made" in ended.stderr) == (2, True)
    assert len(server.together.ids()) == 4


def test_an_expired_plan_is_refused(server: EmbeddedServer, run: Run, tmp_path: Path) -> None:
    server.together.add("ft-1", status="completed")
    file = tmp_path / "plan.json"
    made = cleanup.plan(
        "delete",
        ["together"],
        selection=cleanup.Selection(names=("*",)),
        expires_in=timedelta(microseconds=1),
    )
    made.write(file)
    ended = run("apply", str(file), "--yes")
    assert (ended.code, "the plan expired at" in ended.stderr) == (6, True)
    assert server.together.ids() == ("ft-1",)


def test_an_audit_log_that_cannot_be_written_stops_everything(
    server: EmbeddedServer, run: Run, plan: str, state: Path
) -> None:
    state.rmdir()
    state.write_text("in the way")
    sent = len(server.received)
    ended = run("apply", plan, "--yes", "--json")
    assert (ended.code, ended.document["problem"]["type"]) == (1, "AuditError")
    assert "nothing was sent" in ended.stderr
    assert "FINETUNES_STATE" in ended.stderr
    assert len(server.received) == sent


def fill(state: Path, usual: Handler, call: Call) -> Reply:
    """Answer, and let the audit log be one that cannot be written from now on."""
    if state.is_dir():
        shutil.rmtree(state)
        state.write_text("in the way")
    return usual(call)


def test_an_audit_log_that_fails_on_the_way_ends_the_run(
    server: EmbeddedServer, run: Run, plan: str, state: Path
) -> None:
    instead(server.together, "deleteFineTune", partial(fill, state))
    ended = run("apply", plan, "--yes", "--json", "--concurrency", "1")
    assert (ended.code, ended.ends) == (7, ["deleted", "not_sent", "not_sent"])
    assert ended.document["problem"]["type"] == "AuditError"
    assert "finetunes: warning: together:ft-1" in ended.stderr
    assert server.together.ids() == ("ft-2", "ft-3", "ft-4")


def test_what_was_not_sent_counts_no_further_than_its_cause(
    server: EmbeddedServer, run: Run, plan: str, state: Path
) -> None:
    instead(server.together, "retrieveFineTune", partial(fill, state))
    ended = run("apply", plan, "--yes", "--json", "--concurrency", "1")
    assert (ended.code, ended.ends, deletes(server)) == (1, ["not_sent"] * 3, 0)
    assert ended.stderr.count("cannot be written") == 1


def test_a_protected_item_is_left_and_the_rest_is_done(
    server: EmbeddedServer, run: Run, plan: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    policy = tmp_path / "rails.toml"
    policy.write_text('[policy]\nprotect = ["together:ft-2"]\n')
    monkeypatch.setenv("FINETUNES_CONFIG", str(policy))
    ended = run("apply", plan, "--yes", "--json")
    assert (ended.code, ended.errors) == (7, [None, "PolicyError", None])
    assert server.together.ids() == ("ft-2", "ft-4")


@pytest.mark.parametrize(("rule", "gone"), [("max_per_run = 2", 2), ("read_only = true", 0)])
def test_a_rule_against_any_further_call_is_told_once_and_the_rest_is_not_sent(
    server: EmbeddedServer, plan: str, tmp_path: Path, rule: str, gone: int
) -> None:
    policy = tmp_path / "rails.toml"
    policy.write_text(f"[policy]\n{rule}\n")
    env = environment(server, FINETUNES_CONFIG=str(policy))
    ended = finish(spawn("apply", plan, "--yes", "--json", "--concurrency", "1", env=env))
    assert (ended.code, ended.ends) == (
        7 if gone else 6,
        ["deleted"] * gone + ["not_sent"] * (3 - gone),
    )
    assert (ended.document["problem"]["type"], deletes(server)) == ("PolicyError", gone)
    assert ended.stderr.count(rule.partition(" = ")[0]) == 1
    assert f"{3 - gone} left; go on with: finetunes apply" in ended.stderr


def test_the_next_run_does_what_the_limit_of_a_run_has_left(
    server: EmbeddedServer, plan: str, tmp_path: Path
) -> None:
    policy = tmp_path / "rails.toml"
    policy.write_text("[policy]\nmax_per_run = 2\n")
    env = environment(server, FINETUNES_CONFIG=str(policy))
    finish(spawn("apply", plan, "--yes", env=env))
    ended = finish(spawn("apply", plan, "--yes", "--json", env=env))
    assert (ended.code, ended.document["counts"]) == (0, {"skipped": 2, "deleted": 1})


def test_a_malformed_policy_stops_everything(
    server: EmbeddedServer, run: Run, plan: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FINETUNES_CONFIG", str(tmp_path))
    ended = run("apply", plan, "--yes")
    assert (ended.code, "the policy cannot be read" in ended.stderr) == (6, True)
    assert len(server.together.ids()) == 4


def test_it_works_in_a_pipe(server: EmbeddedServer, plan: str) -> None:
    ended = finish(spawn("apply", plan, "--yes", "--json", env=environment(server)))
    assert (ended.code, ended.ends) == (0, ["deleted"] * 3)
    assert ended.stderr == "finetunes: 3 deleted\n"

"""What `apply` and `cancel --running` ask, which answer agrees, and what Ctrl-C does."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from finetunes import cleanup

from .conftest import (
    SECONDS,
    AtTerminal,
    Run,
    environment,
    finish,
    held,
    instead,
    read_until,
    spawn,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from finetunes.testing import EmbeddedServer
    from finetunes.testing.service import Call, Handler, Reply


def test_the_number_agrees(server: EmbeddedServer, run_at_terminal: AtTerminal, plan: str) -> None:
    ended, _ = run_at_terminal(b"3\n", "apply", plan, "--json")
    assert (ended.code, server.together.ids()) == (0, ())


@pytest.mark.parametrize(
    "answer",
    [
        b"\n", b"y\n", b"yes\n", b"nay, not really\n", b"2\n", b"33\n", b"03\n", b"3.\n", b" 3\n",
        b"three\n", b"\xff\n", b"\x04", b"3\x04\x04",
    ],
)  # fmt: skip
def test_every_other_answer_and_the_end_of_input_mean_no(
    server: EmbeddedServer, run_at_terminal: AtTerminal, plan: str, answer: bytes
) -> None:
    seen = len(server.received)
    ended, said = run_at_terminal(answer, "apply", plan, "--json")
    assert (ended.code, ended.document["problem"]["type"]) == (6, "NotConfirmedError")
    assert "not confirmed; nothing was sent" in said
    assert len(server.received) == seen


def test_the_question_shows_the_list_the_address_the_policy_and_what_cannot_be_taken_back(
    server: EmbeddedServer,
    run_at_terminal: AtTerminal,
    plan: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    policy = tmp_path / "rails.toml"
    policy.write_text("[policy]\nmax_per_run = 9\n")
    monkeypatch.setenv("FINETUNES_CONFIG", str(policy))
    monkeypatch.setenv("COLUMNS", "300")
    _, said = run_at_terminal(b"no\n", "apply", plan)
    for shown in (
        "About to delete:",
        "together:ft-1",
        f"together is at {server.base_url('together')}",
        f"Policy in force: {policy}: max_per_run 9",
        "This cannot be undone.",
        "Type 3, how many these are, to delete them: ",
    ):
        assert shown in said


def test_the_question_leaves_out_nothing_on_a_narrow_terminal(
    server: EmbeddedServer, run_at_terminal: AtTerminal, plan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("NO_COLOR", "1")
    _, said = run_at_terminal(b"no\n", "apply", plan)
    assert "there is no room" not in said
    assert all(heading in said for heading in ("ref", "status", "name", "model", "age", "price"))


def test_what_a_server_says_is_shown_in_the_question_and_never_obeyed(
    server: EmbeddedServer,
    run_at_terminal: AtTerminal,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    server.together.add(status="completed", fields={"model_output_name": "\x1b]0;x\x07\u202e"})
    file = str(tmp_path / "plan.json")
    run("plan", "delete", "together", "--name", "*", "-o", file)
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("NO_COLOR", "1")
    _, said = run_at_terminal(b"no\n", "apply", file)
    assert r"\x1b]0;x\x07\u202e" in said
    assert "\x1b]" not in said
    assert "\u202e" not in said


def test_a_real_process_shows_how_far_it_is(server: EmbeddedServer, plan: str) -> None:
    controller, inside = os.openpty()
    process = spawn(
        "apply", plan, env=environment(server, TERM="xterm"), stdin=inside, stderr=inside
    )
    os.close(inside)
    read_until(controller, "delete them: ")
    os.write(controller, b"3\n")
    read_until(controller, "3/3")
    ended = finish(process)
    os.close(controller)
    assert (ended.code, ended.stdout.count("deleted")) == (0, 6)


def test_a_plan_that_is_replaced_while_the_question_stands_is_not_carried_out(
    server: EmbeddedServer, plan: str
) -> None:
    controller, inside = os.openpty()
    process = spawn("apply", plan, "--json", env=environment(server), stdin=inside, stderr=inside)
    os.close(inside)
    read_until(controller, "delete them: ")
    made = cleanup.Plan.read(plan)
    attrs.evolve(made, items=made.items[:2]).write(plan)
    os.write(controller, b"3\n")
    ended = finish(process)
    os.close(controller)
    assert (ended.code, ended.document["problem"]["type"]) == (6, "PlanRefusedError")
    assert "was changed after the plan was shown; nothing was sent" in ended.stdout
    assert len(server.together.ids()) == 3


@pytest.fixture
def expired(plan: str) -> str:
    """That plan, of yesterday."""
    late = datetime.now(UTC) - timedelta(days=1)
    attrs.evolve(cleanup.Plan.read(plan), expires_at=late).write(plan)
    return plan


def test_an_expired_plan_is_refused_before_anything_is_asked(
    run_at_terminal: AtTerminal, expired: str
) -> None:
    ended, said = run_at_terminal(b"", "apply", expired, "--json")
    assert (ended.code, ended.document["problem"]["type"]) == (6, "PlanRefusedError")
    assert "Type 3" not in said


def test_of_an_expired_plan_that_was_begun_nothing_is_asked_and_nothing_sent(
    server: EmbeddedServer, run_at_terminal: AtTerminal, expired: str
) -> None:
    digest = hashlib.sha256(Path(expired).read_bytes()).hexdigest()
    begin = {"plan": digest, "at": "2026-01-01T00:00:00+00:00", "event": "begin", "pid": 1}
    Path(f"{expired}.journal").write_text(json.dumps(begin) + "\n")
    ended, said = run_at_terminal(b"", "apply", expired, "--json")
    assert (ended.code, ended.document["counts"]) == (6, {"not_sent": 3})
    assert "nothing more of it is sent; make a new one for the rest" in said
    assert ("Type 3" in said, "go on with" in said) == (False, False)
    assert len(server.together.ids()) == 3


@pytest.mark.parametrize("yes", [[], ["--json"]])
def test_without_a_terminal_nothing_is_sent(
    server: EmbeddedServer, run: Run, plan: str, yes: list[str]
) -> None:
    seen = len(server.received)
    ended = run("apply", plan, *yes)
    assert ended.code == 6
    assert "there is no terminal to ask on; pass --yes to delete" in ended.stderr
    assert len(server.received) == seen


def press(times: int, release: threading.Event) -> Callable[[Handler, Call], Reply]:
    """Press Ctrl-C while an answer is on its way; again once the first has been noticed."""
    before = signal.getsignal(signal.SIGINT)
    main = threading.main_thread().ident or 0

    def handle(usual: Handler, call: Call) -> Reply:
        reply = usual(call)
        noticed = signal.getsignal(signal.SIGINT)
        for _ in range(times):
            signal.pthread_kill(main, signal.SIGINT)
            while signal.getsignal(signal.SIGINT) is noticed is not before:
                release.wait(0.01)
        if times > 1:
            release.wait(SECONDS)
        return reply

    return handle


def test_ctrl_c_lets_what_is_under_way_end_and_reports_the_rest_as_not_sent(
    server: EmbeddedServer, run: Run, plan: str
) -> None:
    instead(server.together, "deleteFineTune", press(1, threading.Event()))
    ended = run("apply", plan, "--yes", "--json", "--concurrency", "1")
    assert (ended.code, ended.document["stopped"]) == (130, True)
    assert ended.ends == ["deleted", "not_sent", "not_sent"]
    assert "finetunes: nothing more is begun; Ctrl-C again waits for nothing\n" in ended.stderr
    assert f"finetunes: 2 left; go on with: finetunes apply {plan}\n" in ended.stderr
    assert len(server.together.ids()) == 2


def test_the_run_after_ctrl_c_does_the_rest(server: EmbeddedServer, run: Run, plan: str) -> None:
    usual = server.together.handlers
    instead(server.together, "deleteFineTune", press(1, threading.Event()))
    run("apply", plan, "--yes", "--concurrency", "1")
    server.together.handlers = usual
    again = run("apply", plan, "--yes", "--json")
    assert (again.code, again.document["counts"]) == (0, {"skipped": 1, "deleted": 2})


def test_ctrl_c_twice_waits_for_nothing_and_the_next_run_reads_back(
    server: EmbeddedServer, run: Run, plan: str
) -> None:
    usual, release = server.together.handlers, threading.Event()
    instead(server.together, "deleteFineTune", press(2, release))
    try:
        ended = run("apply", plan, "--yes", "--json", "--concurrency", "1")
    finally:
        release.set()
    assert (ended.code, ended.results, ended.document["stopped"]) == (130, [], True)
    assert f"which reads back what was under way: finetunes apply {plan}\n" in ended.stderr
    server.together.handlers = usual
    again = run("apply", plan, "--yes", "--json")
    assert again.code == 0
    assert [item["changed"] for item in again.results] == [None, True, True]
    sent = [request.operation for request in server.received].count("deleteFineTune")
    assert (sent, server.together.ids()) == (3, ())


def test_a_real_process_that_is_interrupted_ends_with_130_and_a_report(
    server: EmbeddedServer, plan: str
) -> None:
    received = threading.Event()
    env = environment(server, PYTHONUNBUFFERED="1")
    reader, writer = os.pipe()
    words = ("apply", plan, "--yes", "--json", "--concurrency", "1")
    with held(server.together, "deleteFineTune", received.set):
        process = spawn(*words, env=env, stderr=writer)
        os.close(writer)
        assert received.wait(SECONDS)
        process.send_signal(signal.SIGINT)
        read_until(reader, "nothing more is begun")
    ended = finish(process)
    os.close(reader)
    assert ended.code == 130
    assert ended.ends == ["deleted", "not_sent", "not_sent"]


def test_ctrl_c_at_the_question_sends_nothing(server: EmbeddedServer, plan: str) -> None:
    seen = len(server.received)
    controller, inside = os.openpty()
    process = spawn("apply", plan, "--json", env=environment(server), stdin=inside, stderr=inside)
    os.close(inside)
    read_until(controller, "delete them: ")
    process.send_signal(signal.SIGINT)
    ended = finish(process)
    os.close(controller)
    assert (ended.code, ended.document["stopped"]) == (130, True)
    assert len(server.received) == seen

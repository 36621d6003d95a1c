"""`finetunes wait`: until jobs have ended, with an exit code that says how."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from .conftest import answer, environment, finish, read_until, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import AtTerminal, Clock, Run


def test_it_ends_when_the_job_has_and_says_each_change_once(
    playing: EmbeddedServer, run: Run
) -> None:
    job = playing.together.add(status="running", advances=True)
    ended = run("wait", f"together:{job}")
    assert ended.code == 0
    said = ended.stderr.splitlines()
    assert said[0] == f"together:{job} running"
    assert said[-1] == f"together:{job} succeeded (completed)"
    assert len(said) == len(set(said)) <= 3
    assert "completed" in ended.stdout.splitlines()[-1]


def test_several_are_waited_for_one_after_the_other(playing: EmbeddedServer, run: Run) -> None:
    job = playing.together.add(status="running", advances=True)
    model = playing.cohere.add(status="STATUS_FINETUNING", advances=True)
    ended = run("wait", f"together:{job}", f"cohere:{model}", "--json")
    assert ended.code == 0
    assert [item["status"] for item in ended.document["fine_tunes"]] == ["succeeded"] * 2


@pytest.mark.parametrize(
    ("end", "status"), [("error", "failed (error)"), ("cancelled", "cancelled")]
)
def test_a_job_that_has_not_succeeded_ends_with_1_and_is_said(
    server: EmbeddedServer, run: Run, end: str, status: str
) -> None:
    job = server.together.add(status=end)
    ended = run("wait", f"together:{job}")
    assert ended.code == 1
    assert f"finetunes: together:{job} {status}: the job has not succeeded\n" in ended.stderr


def test_different_ends_are_mixed(server: EmbeddedServer, run: Run) -> None:
    bad, good = server.together.add(status="error"), server.together.add(status="completed")
    ended = run("wait", f"together:{bad}", f"together:{good}", "--json")
    assert (ended.code, len(ended.document["fine_tunes"])) == (7, 2)


def test_at_the_deadline_a_running_job_ends_with_75_and_is_shown(
    playing: EmbeddedServer, run: Run
) -> None:
    job = playing.together.add(status="running")
    ended = run("wait", f"together:{job}", "--timeout", "1.2")
    assert (ended.code, "running" in ended.stdout) == (75, True)
    assert f"together:{job}: wait: the time ran out; the job is running" in ended.stderr
    assert "may still bill" in ended.stderr


def test_without_time_every_job_is_looked_at_once(server: EmbeddedServer, run: Run) -> None:
    running, done = server.together.add(), server.together.add(status="completed")
    ended = run("wait", f"together:{running}", f"together:{done}", "--timeout", "0", "--json")
    assert ended.code == 7
    assert [item["status"] for item in ended.document["fine_tunes"]] == [
        "running",
        "succeeded",
    ] or [item["id"] for item in ended.document["fine_tunes"]] == [done]
    assert len(server.received) == 2
    (failure,) = ended.document["failures"]
    assert failure["error"]["type"] == "WaitTimeoutError"


def test_a_job_that_could_never_be_read_is_not_shown(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add()
    server.fail_next(500, provider="together", times=99)
    ended = run("wait", f"together:{job}", "--timeout", "1.2")
    assert (ended.code, ended.stdout) == (75, "")
    assert "the job could not be read" in ended.stderr


def test_a_restarted_job_is_said_with_the_command_to_go_on(
    playing: EmbeddedServer, run: Run
) -> None:
    job = playing.together.add(status="running")
    new = playing.together.restart(job)
    ended = run("wait", f"together:{job}", "--json")
    assert ended.code == 1
    assert ended.stderr.endswith(f"finetunes: go on with: finetunes wait together:{new}\n")
    assert [item["id"] for item in ended.document["fine_tunes"]] == [job]
    assert ended.document["failures"][0]["error"]["type"] == "JobRestartedError"


def test_a_restart_that_names_no_new_job_is_said_too(server: EmbeddedServer, run: Run) -> None:
    events = {"data": [{"type": "job_restarted", "message": "restarted"}]}
    answer(server.together, "listFineTuneEvents", events)
    ended = run("wait", f"together:{server.together.add(status='error')}")
    assert (ended.code, "the job goes on under another id" in ended.stderr) == (1, True)
    assert "go on with" not in ended.stderr


def test_a_provider_that_has_nothing_to_wait_for_is_refused_before_anything_is_sent(
    server: EmbeddedServer, run: Run
) -> None:
    ended = run("wait", f"bfl:{server.bfl.add()}", "--json")
    assert (ended.code, server.received) == (2, ())
    assert ended.document["failures"][0]["error"]["type"] == "UnsupportedOperationError"


@pytest.mark.parametrize("limit", ["-1", "soon"])
def test_a_time_that_is_none_is_a_usage_error(run: Run, limit: str) -> None:
    assert run("wait", "together:ft-1", "--timeout", limit).code == 2


def test_on_a_terminal_one_line_shows_the_state_and_goes_away(
    playing: EmbeddedServer, run_at_terminal: AtTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    job = playing.together.add(status="completed")
    ended, said = run_at_terminal(b"", "wait", f"together:{job}")
    assert (ended.code, f"together:{job} succeeded" in said) == (0, True)
    assert said.endswith("\x1b[2K[end]")


def test_on_a_terminal_that_can_do_nothing_it_says_lines(
    playing: EmbeddedServer, run_at_terminal: AtTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    job = playing.together.add(status="completed")
    _, said = run_at_terminal(b"", "wait", f"together:{job}")
    assert said == f"together:{job} succeeded (completed)\r\n[end]"


def test_time_passes_only_while_the_command_pauses(playing: EmbeddedServer, clock: Clock) -> None:
    clock.advance(330)
    assert clock() == 1330.0


def test_an_interrupt_keeps_what_was_found(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupt)
    done, running = server.together.add(status="completed"), server.together.add()
    ended = run("wait", f"together:{done}", f"together:{running}", "--json")
    assert (ended.code, [item["id"] for item in ended.document["fine_tunes"]]) == (130, [done])
    assert ended.stderr.endswith("finetunes: interrupted\nfinetunes: the jobs go on\n")


def test_an_interrupt_of_a_real_process_says_that_the_jobs_go_on(server: EmbeddedServer) -> None:
    job = server.together.add(status="running")
    controller, inside = os.openpty()
    env = environment(server, TERM="xterm")
    process = spawn("wait", f"together:{job}", env=env, stderr=inside)
    os.close(inside)
    read_until(controller, "running")
    process.send_signal(signal.SIGINT)
    ended = finish(process)
    said = read_until(controller, "the jobs go on")
    os.close(controller)
    assert (ended.code, "Traceback" in said) == (130, False)
    assert server.together.status(job) == "running"

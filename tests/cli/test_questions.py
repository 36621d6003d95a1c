"""When cancel and delete ask, what they say, and which answers agree."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

from .conftest import SECONDS, AtTerminal, Run, environment, finish, read_until, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


@pytest.mark.parametrize("answer", ["y", "yes", "Y", "YES", "  Yes  "])
def test_only_y_and_yes_agree(
    server: EmbeddedServer, run_at_terminal: AtTerminal, answer: str
) -> None:
    name = server.bfl.add()
    ended, _ = run_at_terminal(f"{answer}\n".encode(), "delete", f"bfl:{name}")
    assert (ended.code, server.bfl.ids()) == (0, ())


@pytest.mark.parametrize(
    "answer",
    [
        b"\n",
        b"n\n",
        b"nay, not really\n",
        b"yes please\n",
        b"ye\n",
        b"\xff\n",
        b"\x04",
        b"yes\x04\x04",
    ],
)
def test_every_other_answer_and_the_end_of_input_mean_no(
    server: EmbeddedServer, run_at_terminal: AtTerminal, answer: bytes
) -> None:
    job = server.together.add()
    ended, said = run_at_terminal(answer, "cancel", f"together:{job}", "--json")
    assert (ended.code, ended.errors) == (6, ["NotConfirmedError"])
    assert "not confirmed; nothing was sent" in said
    assert server.received == ()


def test_yes_asks_nothing(server: EmbeddedServer, run_at_terminal: AtTerminal) -> None:
    name = server.bfl.add()
    ended, said = run_at_terminal(b"", "delete", f"bfl:{name}", "--yes", "--json")
    assert (ended.code, said) == (0, "[end]")


def test_an_interrupt_at_the_question_sends_nothing(
    server: EmbeddedServer, run_interrupted: Run
) -> None:
    ended = run_interrupted("delete", "bfl:a", "--json")
    assert (ended.code, ended.errors) == (130, ["NotSentError"])
    assert server.received == ()


@pytest.mark.parametrize(
    ("operation", "warning"),
    [
        ("cancel", "Finished steps are billed, and a cancelled job cannot be resumed."),
        ("delete", "This cannot be undone."),
    ],
)
def test_the_question_shows_every_reference_where_it_is_and_what_cannot_be_taken_back(
    server: EmbeddedServer, operation: str, warning: str
) -> None:
    jobs = [server.together.add(), server.together.add("ft\u202e-2")]
    controller, inside = os.openpty()
    process = spawn(
        operation,
        *(f"together:{job}" for job in jobs),
        env=environment(server, PYTHONUTF8="1"),
        stdin=inside,
        stderr=inside,
    )
    os.close(inside)
    question = read_until(controller, "agrees: ")
    os.write(controller, b"yes\n")
    assert finish(process).code == 0
    os.close(controller)
    for shown in (
        f"together:{jobs[0]}",
        r"together:ft\u202e-2",
        server.base_url("together"),
        warning,
    ):
        assert shown in question
    assert {request.status for request in server.received} == {200}


def test_an_interrupted_question_of_a_real_process_ends_with_130(server: EmbeddedServer) -> None:
    controller, inside = os.openpty()
    process = spawn("delete", "bfl:a", env=environment(server), stdin=inside, stderr=inside)
    os.close(inside)
    read_until(controller, "agrees: ")
    process.send_signal(signal.SIGINT)
    assert finish(process).code == 130
    os.close(controller)
    assert server.received == ()


def test_under_pytest_there_is_no_terminal_either(server: EmbeddedServer, run: Run) -> None:
    ended = run("cancel", "together:a", "together:b", "--json")
    assert (ended.code, ended.errors) == (6, ["NotConfirmedError"] * 2)
    assert server.received == ()


@pytest.mark.parametrize("given", [b"", b"yes\n"])
def test_without_a_terminal_nothing_is_sent_whatever_is_piped_in(
    server: EmbeddedServer, given: bytes
) -> None:
    process = spawn("delete", "bfl:a", "--json", env=environment(server), stdin=subprocess.PIPE)
    stdout, stderr = process.communicate(given, timeout=SECONDS)
    assert process.returncode == 6
    assert b"NotConfirmedError" in stdout
    assert b"there is no terminal to ask on; pass --yes to delete without being asked" in stderr
    assert server.received == ()


def test_a_question_that_nobody_would_see_is_not_asked(server: EmbeddedServer) -> None:
    controller, inside = os.openpty()
    process = spawn("delete", "bfl:a", env=environment(server), stdin=inside)
    os.close(inside)
    ended = finish(process)
    os.close(controller)
    assert ended.code == 6
    assert "no terminal" in ended.stderr

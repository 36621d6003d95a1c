"""What reaches the terminal: escaped, plain where nobody looks, and quiet when nobody reads."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from finetunes.cli import terminal

from .conftest import COMMAND, Run, environment, finish, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("plain 🎉 ünï", "plain 🎉 ünï"),
        ("\x1b[2J", r"\x1b[2J"),
        ("a\r\nb\tc", r"a\r\nb\tc"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202egnp.exe\u2066", r"\u202egnp.exe\u2066"),
        ("\u200b\ufeff", r"\u200b\ufeff"),
        ("\udcff", r"\udcff"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_becomes_visible(hostile: str, shown: str) -> None:
    assert terminal.escape(hostile) == shown


def test_a_pipe_gets_no_colours_and_no_cut_lines(server: EmbeddedServer) -> None:
    job = server.together.add("ft-" + "x" * 200)
    ended = finish(spawn("delete", f"together:{job}", "--yes", env=environment(server)))
    assert "\x1b" not in ended.stdout
    assert f"together:{job}" in ended.stdout


@pytest.mark.parametrize("more", [{}, {"NO_COLOR": "1"}])
def test_a_terminal_gets_a_table_that_fits_and_no_colour_that_was_declined(
    more: dict[str, str],
) -> None:
    controller, inside = os.openpty()
    env = environment(None, TERM="xterm-256color", COLUMNS="60", **more)
    process = spawn("providers", env=env, stdout=inside)
    os.close(inside)
    written = b"".join(iter(lambda: read(controller), b"")).decode()
    os.close(controller)
    assert finish(process).code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written)
    assert max(map(len, plain.splitlines())) <= 60
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", written)


def test_only_for_a_terminal_does_the_table_have_to_fit(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def width() -> int:
        return max(map(len, re.sub(r"\x1b\[[0-9;]*m", "", run("providers").stdout).splitlines()))

    monkeypatch.setenv("COLUMNS", "60")
    assert width() > 60
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert width() <= 60


def test_no_word_is_broken_in_a_terminal_that_has_room_for_the_longest(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(run("providers").stdout.split())
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = re.sub(r"\x1b\[[0-9;]*m", "", run("providers").stdout)
    assert {word for word in shown.split() if not word.startswith("─")} <= whole
    assert "https://api.together.ai/v1" in shown
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run("providers")
    assert "https://api.together.ai/v1" in narrow.stdout
    assert narrow.stderr == "finetunes: there is no room for name; --json has it\n"


def test_a_pipe_gets_the_table_of_a_terminal_that_is_wide_enough(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.bfl.add("漢字-e\u0301-🎉")
    piped = run("list", "bfl").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "1000")
    assert piped == re.sub(r"\x1b\[[0-9;]*m", "", run("list", "bfl").stdout)


def test_the_environment_may_say_that_there_is_no_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = run("providers").stdout
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("FORCE_COLOR", "")
    assert run("providers").stdout == piped


def test_a_reference_stays_on_one_line_of_a_narrow_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")
    reference = "together:ft-00000000-0000-4000-8000-000000000001"
    assert f"\n{reference} " in run("delete", reference).stdout


def read(controller: int) -> bytes:
    try:
        return os.read(controller, 4096)
    except OSError:  # Linux says EIO when the last process has closed the terminal
        return b""


def test_a_reader_that_went_away_changes_neither_exit_code_nor_stderr(
    server: EmbeddedServer,
) -> None:
    name = server.bfl.add()
    reader, writer = os.pipe()
    process = spawn("delete", f"bfl:{name}", "--yes", env=environment(server), stdout=writer)
    os.close(reader)
    os.close(writer)
    ended = finish(process)
    assert (ended.code, ended.stderr) == (0, "")
    assert server.bfl.ids() == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a full disk")
def test_a_report_that_cannot_be_written_is_one_line(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = server.bfl.add()
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        ended = run("delete", f"bfl:{name}", "--yes", "--json")
    assert ended.code == 1
    assert ended.stderr == (
        "finetunes: cannot print the result: No space left on device; what was done is done\n"
    )
    assert server.bfl.ids() == ()


def test_what_is_printed_as_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.print_json({"body": [1e999, float("nan"), 1.5, "Infinity"]})
    assert json.loads(capsys.readouterr().out) == {"body": [None, None, 1.5, "Infinity"]}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a full disk")
def test_words_that_cannot_be_written_keep_no_report_from_stdout(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w") as full, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", full)
        ended = run("plan", "cancel", "--name", "*", "--json")  # says first who is left out
    assert (ended.code, ended.document["operation"]) == (1, "cancel")


def test_writing_to_a_closed_pipe_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        terminal.print_text("nobody reads this")
        terminal.print_text("nor this")
        assert os.fstat(writer).st_rdev == Path(os.devnull).stat().st_rdev


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"LC_ALL": "C"}, 7),
        ({"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, 7),
        # Here Python cannot read the argument either: lone surrogates, which no id may hold.
        ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, 2),
    ],
)
def test_no_locale_makes_a_command_fail_on_a_character(
    server: EmbeddedServer, variables: dict[str, str], code: int
) -> None:
    server.bfl.add("porträt")
    env = environment(server, **variables)
    references = ("bfl:porträt", "bfl:żółw")
    ended = finish(spawn("delete", *references, "--yes", "--json", env=env))
    assert (ended.code, len(ended.results)) == (code, 2)
    table = finish(spawn("delete", *references, "--yes", env=env))
    assert table.code in {2, 4}
    assert "Traceback" not in table.stderr


def test_an_ascii_terminal_gets_an_ascii_table() -> None:
    ended = finish(spawn("providers", env=environment(None, PYTHONIOENCODING="ascii")))
    assert ended.code == 0
    assert ended.stdout.isascii()


def test_missing_streams_are_replaced_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    terminal.prepare()
    try:
        terminal.say("to nobody")
        terminal.print_text("to nobody")
        assert sys.stdin.read() == ""
        assert terminal.can_ask() is False
    finally:
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            stream.close()


def test_closed_streams_do_not_keep_a_process_from_its_work(server: EmbeddedServer) -> None:
    name = server.bfl.add()
    script = f'"$0" "$1" delete bfl:{name} --yes <&- >&- 2>&-'
    command = ["sh", "-c", script, sys.executable, COMMAND]
    assert subprocess.run(command, env=environment(server), check=False, timeout=30).returncode == 0
    assert server.bfl.ids() == ()


def test_a_closed_stdout_is_said(server: EmbeddedServer) -> None:
    name = server.bfl.add()
    command = ["sh", "-c", f'"$0" "$1" delete bfl:{name} --yes >&-', sys.executable, COMMAND]
    ended = subprocess.run(
        command, env=environment(server), check=False, timeout=30, capture_output=True, text=True
    )
    said = "finetunes: stdout is closed; what would be printed there is lost\n"
    assert (ended.returncode, ended.stderr) == (0, said)


def test_a_stream_that_is_no_text_wrapper_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    terminal.prepare()
    terminal.print_json({"a": "é"})
    assert stream.getvalue() == '{\n  "a": "\\u00e9"\n}\n'

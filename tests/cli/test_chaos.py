"""`finetunes demo --chaos`: that it passes with our commands, and that careless ones do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from finetunes.cli import chaos

if TYPE_CHECKING:
    from .conftest import Run

WRONG = (
    "planned otherwise than asked",
    "deleted, and not in the plan",
    "sent again after one was received",
    "reported, and not true",
    "in the plan, and not reported",
    "exit codes that say otherwise",
)


def figures(text: str) -> dict[str, int]:
    """The table, by its words."""
    return {
        words: int(count) for words, count in re.findall(r"^(\S.*?) +(\d+) *$", text, re.MULTILINE)
    }


@pytest.mark.slow
def test_a_clean_up_under_faults_deletes_what_was_planned_once_and_reports_it_truly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = chaos.run(3, size=36)
    stdout = capsys.readouterr().out
    found = figures(stdout)
    assert code == 0, stdout
    assert [found[words] for words in WRONG] == [0] * len(WRONG)
    assert found["fine-tunes in the plan"] == 36
    assert found["runs of apply, the first one killed"] >= 3
    assert min(found[words] for words in ("replies lost", "answered 429")) > 0
    last = stdout.splitlines()[-1]
    assert re.fullmatch(r"Seed 3: all as it must be\. \d+ ended unknown, and need a person\.", last)


Replace = Callable[[str], None]


@pytest.fixture
def replace_commands(monkeypatch: pytest.MonkeyPatch) -> Replace:
    """Let other commands be run than ours, with this fault."""

    def replace_with(fault: str) -> None:
        path = str(Path(__file__).with_name("careless.py"))
        words = f"sys.argv[:1] = [{path!r}, {fault!r}]; runpy.run_path({path!r})"
        monkeypatch.setattr(chaos, "_START", f"import runpy, sys; {words}")

    return replace_with


def play(capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """How a small clean-up ended, what it printed, and what it said last."""
    code = chaos.run(1, size=30)
    captured = capsys.readouterr()
    return code, captured.out, captured.err.splitlines()[-1]


def test_everything_that_a_careless_client_does_wrong_is_found(
    replace_commands: Replace, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_commands("careless")
    code, stdout, _ = play(capsys)
    found = figures(stdout)
    assert [words for words in WRONG if not found[words]] == []
    assert (code, "Seed 1: NOT as it must be." in stdout) == (1, True)


def test_it_does_not_apply_for_ever_what_never_comes_to_an_end(
    replace_commands: Replace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_commands("never ends")
    monkeypatch.setattr(chaos, "_TRIES", 2)
    code, stdout, _ = play(capsys)
    assert (code, figures(stdout)["runs of apply, the first one killed"]) == (1, 3)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("plans nothing", r"finetunes: there is no plan after 10 attempts: nay, \x1b[2J"),
        ("does nothing", "finetunes: apply ended before it could be killed:"),
        ("says nothing", "finetunes: apply gave no report:"),
    ],
)
def test_a_command_that_does_not_do_its_part_ends_it_with_its_words(
    replace_commands: Replace, capsys: pytest.CaptureFixture[str], fault: str, words: str
) -> None:
    replace_commands(fault)
    assert play(capsys) == (1, "", words)


def test_a_command_that_hangs_is_killed(
    replace_commands: Replace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_commands("hangs")
    monkeypatch.setattr(chaos, "_LONGEST", 0.1)
    code, _, said = play(capsys)
    assert code == 1
    assert said.endswith("timed out after 0.1 seconds")


@pytest.mark.parametrize("words", [(), ("--seed", "7")])
def test_it_is_a_kind_of_demo(replace_commands: Replace, run: Run, words: tuple[str, ...]) -> None:
    replace_commands("does nothing")
    ended = run("demo", "--chaos", *words)
    assert (ended.code, "for 80 fine-tunes" in ended.stderr) == (1, True)


def test_a_seed_without_chaos_is_a_usage_error(run: Run) -> None:
    ended = run("demo", "--seed", "1")
    assert (ended.code, ended.stdout) == (2, "")
    assert "--seed is for --chaos" in ended.stderr

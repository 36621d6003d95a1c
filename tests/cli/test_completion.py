"""Shell completion: the script, and what it is answered with."""

from __future__ import annotations

from collections.abc import Callable

import finetunes
import pytest
from finetunes.cli import main

from .conftest import environment, finish, spawn

Complete = Callable[..., list[str]]


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Complete:
    """Return what the shell is offered for the last of some words."""

    def complete_here(*words: str) -> list[str]:
        monkeypatch.setenv("_FINETUNES_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(["finetunes", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        with pytest.raises(SystemExit) as ended:
            main([])
        assert ended.value.code == 0
        return [line.partition(",")[2] for line in capsys.readouterr().out.splitlines()]

    return complete_here


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script(shell: str) -> None:
    ended = finish(spawn(env=environment(None, _FINETUNES_COMPLETE=f"{shell}_source")))
    assert ended.code == 0
    assert "_FINETUNES_COMPLETE" in ended.stdout


def test_commands_are_completed(complete: Complete) -> None:
    assert complete("che") == ["checkpoints"]


@pytest.mark.parametrize("command", ["show", "events", "wait", "delete", "download"])
def test_a_reference_is_completed_with_the_names_of_the_providers(
    complete: Complete, command: str
) -> None:
    assert complete(command, "") == [f"{name}:" for name in finetunes.providers()]
    assert complete(command, "co") == ["cohere:"]


@pytest.mark.parametrize("command", ["list", "create", "upload"])
def test_a_provider_is_completed(complete: Complete, command: str) -> None:
    assert complete(command, "b") == ["bfl"]


def test_a_status_is_completed(complete: Complete) -> None:
    assert complete("list", "--status", "canc") == ["cancelling", "cancelled"]

"""`finetunes demo`."""

from __future__ import annotations

import os

import pytest
from finetunes import waiting
from finetunes.cli import demo
from finetunes.testing import EmbeddedServer
from finetunes.testing.service import Call, Reply

from .conftest import Run, environment, finish, spawn


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a wait look again at once, instead of after seconds."""
    monkeypatch.setattr(waiting, "_FIRST", 0.05)


@pytest.mark.usefixtures("impatient")
def test_it_shows_every_operation_of_every_provider_through_both_clients(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TOGETHER_API_KEY", "BFL_API_KEY", "CO_API_KEY"):
        monkeypatch.setenv(name, "a-real-key")
    monkeypatch.setenv("BFL_BASE_URL", "not a url")
    before = dict(os.environ)
    ended = run("demo")
    assert (ended.code, ended.stderr, dict(os.environ)) == (0, "", before)
    assert (
        "78 calls to imitations of the providers on this machine, all as they must be."
        in ended.stdout
    )
    for words in (
        "both together: upload uploaded 302, 200, 200 ok",
        "both together: create queued POST 200 ok",
        "both together: wait succeeded GET 200 ok",
        "both together: download bytes GET 200 ok",
        "both together: cancel cancelling POST 200 ok",
        "both bfl: create not offered nothing ok",
        "both bfl: delete deleted POST 200 ok",
        "both cohere: list_metrics listed GET 200 ok",
        "both cohere: delete again NotFoundError DELETE 404 ok",
        "both together: wrong key AuthenticationError DELETE 401 ok",
    ):
        assert any(all(word in line for word in words.split()) for line in ended.stdout.split("\n"))
    assert max(len(line.rstrip()) for line in ended.stdout.splitlines()) <= 80


def test_the_installed_command_works_without_any_key() -> None:
    ended = finish(spawn("demo", env=environment()))
    assert (ended.code, ended.stderr) == (0, "")


@pytest.mark.usefixtures("impatient")
def test_a_server_that_does_something_else_is_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    server = EmbeddedServer(speed=1000)
    server.bfl.handlers = {
        **server.bfl.handlers,
        "delete_finetune": lambda _call: Reply(409, {"detail": "it is locked"}),
    }
    assert demo.run(server) == 1
    assert "NO, expected deleted" in capsys.readouterr().out


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_is_right_for_an_item_that_was_not_asked_for_is_found_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    server = EmbeddedServer(speed=1000)
    honest = server.together.handlers["deleteFineTune"]

    def delete_everything(call: Call) -> Reply:
        reply = honest(call)
        for job in server.together.ids():
            honest(Call({"id": job}, b""))
        return reply

    server.together.handlers = {**server.together.handlers, "deleteFineTune": delete_everything}
    assert demo.run(server) == 1
    assert "Fine-tunes that were not to be deleted ARE MISSING." in capsys.readouterr().out

"""`finetunes demo`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from finetunes.cli import demo
from finetunes.testing import EmbeddedServer
from finetunes.testing.service import Call, Reply

from .conftest import Run, environment, finish, spawn

if TYPE_CHECKING:
    import pytest


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
        "24 calls to imitations of the providers on this machine, all as they must be."
        in ended.stdout
    )
    for words in (
        "sync together: cancel cancelling POST 200 ok",
        "sync bfl: cancel UnsupportedOperationError nothing ok",
        "async bfl: delete deleted POST 200 ok",
        "async cohere: delete again NotFoundError DELETE 404 ok",
        "async together: wrong key AuthenticationError DELETE 401 ok",
    ):
        assert any(all(word in line for word in words.split()) for line in ended.stdout.split("\n"))
    assert max(len(line.rstrip()) for line in ended.stdout.splitlines()) <= 80


def test_the_installed_command_works_without_any_key() -> None:
    ended = finish(spawn("demo", env=environment()))
    assert (ended.code, ended.stderr) == (0, "")


def test_a_server_that_does_something_else_is_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    server = EmbeddedServer()
    server.cohere.handlers = {"DeleteFinetunedModel": lambda _call: Reply(200, {})}
    assert demo.run(server) == 1
    assert "NO, expected NotFoundError" in capsys.readouterr().out


def test_an_answer_that_is_right_for_an_item_that_was_not_asked_for_is_found_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    server = EmbeddedServer()
    honest = server.together.handlers["deleteFineTune"]

    def delete_everything(call: Call) -> Reply:
        reply = honest(call)
        for job in server.together.ids():
            honest(Call({"id": job}, b""))
        return reply

    server.together.handlers = {**server.together.handlers, "deleteFineTune": delete_everything}
    assert demo.run(server) == 1
    assert "Fine-tunes that were not named ARE MISSING." in capsys.readouterr().out

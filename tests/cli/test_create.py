"""`finetunes create`: shown and asked first, sent once, and honest about what came of it."""

from __future__ import annotations

import signal
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from .conftest import SECONDS, environment, finish, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

    from .conftest import AtTerminal, Run

MODEL = "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference"
SECRET = "canary-of-a-secret"


@pytest.fixture
def words(server: EmbeddedServer) -> list[str]:
    """The command line of a create that the server takes."""
    file = server.together.files.add(b'{"text": "a"}\n', filename="train.jsonl")
    return ["create", "together", f"training_file={file}", f"model={MODEL}"]


def sent(server: EmbeddedServer) -> list[str | None]:
    return [request.operation for request in server.received]


def test_what_was_created_is_printed_with_how_to_wait_for_it(
    server: EmbeddedServer, run: Run, words: list[str]
) -> None:
    ended = run(*words, "n_epochs=2", "training_type.type=Full", "--yes")
    (job,) = server.together.ids()
    assert (ended.code, f"together:{job}  " in ended.stdout) == (0, True)
    assert ended.stderr == f"finetunes: to wait for it: finetunes wait together:{job}\n"
    body = server.received[0].body
    assert isinstance(body, dict)
    assert [body["n_epochs"], body["training_type"]] == [2, {"type": "Full"}]


def test_json_holds_the_fine_tune_and_nothing_is_said(
    server: EmbeddedServer, run: Run, words: list[str]
) -> None:
    ended = run(*words, "--yes", "--json")
    (item,) = ended.document["fine_tunes"]
    assert (ended.code, ended.stderr, ended.document["failures"]) == (0, "", [])
    assert item["ref"] == f"together:{server.together.ids()[0]}"


def test_the_body_may_come_from_a_file_with_a_secret_in_it(
    server: EmbeddedServer, run: Run, words: list[str], tmp_path: Path
) -> None:
    source = tmp_path / "job.yaml"
    source.write_text(f"suffix: NO\nn_epochs: 1\nwandb_api_key: {SECRET}\n")
    ended = run(*words, "n_epochs=3", "--from", str(source), "--yes", "--json")
    assert ended.code == 0
    body = server.received[0].body
    assert isinstance(body, dict)
    assert [body["suffix"], body["n_epochs"]] == ["NO", 3]
    assert "wandb_api_key" in body
    assert SECRET not in ended.stdout + ended.stderr


def test_a_dry_run_shows_the_request_without_secrets_and_sends_nothing(
    server: EmbeddedServer, run: Run, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANDB", SECRET)
    ended = run(*words, "wandb_api_key=@env:WANDB", "--dry-run", "--json")
    assert ended.code == 0
    (request,) = ended.document["requests"]
    assert [request["method"], request["body"]["wandb_api_key"]] == ["POST", "<secret>"]
    assert SECRET not in ended.stdout + ended.stderr
    assert server.received == ()


def test_the_question_shows_what_will_be_sent_without_secrets(
    server: EmbeddedServer,
    run_at_terminal: AtTerminal,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WANDB", SECRET)
    options = ["n_epochs=3", "suffix=\x1b[2J", "wandb_api_key=@env:WANDB"]
    ended, said = run_at_terminal(b"yes\n", *words, *options)
    assert (ended.code, len(server.together.ids())) == (0, 1)
    for line in (
        f"About to create a fine-tune at {server.base_url('together')}:",
        f"  model: {MODEL}",
        "  n_epochs: 3",
        r"  suffix: \x1b[2J",
        "  wandb_api_key: <secret>",
        "It costs money from its first step.",
    ):
        assert f"{line}\r\n" in said
    assert SECRET not in said


@pytest.mark.parametrize("answer", [b"n\n", b"\n", b"\x04"])
def test_without_a_yes_nothing_is_sent(
    server: EmbeddedServer, run_at_terminal: AtTerminal, words: list[str], answer: bytes
) -> None:
    ended, said = run_at_terminal(answer, *words, "--json")
    assert (ended.code, ended.document["fine_tunes"]) == (6, [])
    assert ended.document["failures"][0]["error"]["type"] == "NotConfirmedError"
    assert "together: not confirmed; nothing was sent" in said
    assert server.received == ()


def test_without_a_terminal_it_needs_yes(
    server: EmbeddedServer, run: Run, words: list[str]
) -> None:
    ended = run(*words)
    assert (ended.code, ended.stdout) == (6, "")
    assert "there is no terminal to ask on; pass --yes to create" in ended.stderr
    assert server.received == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["together", "n_epochs=1"], "model is missing; training_file is missing"),
        (["together", "training_file=f", "model=m", "epochs=1"], "there is no epochs"),
        (["together", "model"], "an argument is no NAME=VALUE"),
        (["together", "wandb_api_key=canary"], "wandb_api_key is a secret"),
        (["bfl", "name=x"], "the provider's API has no create"),
        (["openai", "model=x"], "there is no provider 'openai'"),
        (["together", "--from", "none.yaml"], "none.yaml: cannot be read"),
        (["together", "a=1", "--base-url", "ftp://x"], "base_url"),
    ],
)
def test_what_makes_no_request_is_a_usage_error_before_any_question(
    server: EmbeddedServer, run: Run, arguments: list[str], said: str
) -> None:
    ended = run("create", *arguments, "--yes", "--json")
    assert (ended.code, ended.document["fine_tunes"]) == (2, [])
    assert ended.document["failures"][0]["provider"] == arguments[0]
    assert said in ended.stderr
    assert "canary" not in ended.stdout + ended.stderr
    assert server.received == ()


def test_a_missing_key_is_found_before_the_question(run_at_terminal: AtTerminal) -> None:
    ended, said = run_at_terminal(b"", "create", "together", "training_file=f", "model=m")
    assert (ended.code, "Go on?" in said) == (3, False)


def test_a_refusal_of_the_provider_is_its_error(
    server: EmbeddedServer, run: Run, words: list[str]
) -> None:
    ended = run("create", "together", "training_file=file-none", f"model={MODEL}", "--yes")
    assert (ended.code, ended.stdout) == (4, "")
    assert "finetunes: together: create: 404" in ended.stderr


def test_an_unknown_outcome_is_sent_once_and_says_how_to_look(
    server: EmbeddedServer, run: Run, words: list[str]
) -> None:
    server.fail_next(500, provider="together", times=9)
    ended = run(*words, "--yes")
    assert (ended.code, sent(server)) == (5, ["createFineTune"])
    assert "it may or may not have happened" in ended.stderr
    assert ended.stderr.endswith("finetunes: to see whether it is there: finetunes list together\n")


def test_an_interrupt_while_it_is_sent_says_how_to_look() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(SECONDS)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        env = environment(None, TOGETHER_API_KEY="k" * 20, TOGETHER_BASE_URL=url)
        process = spawn("create", "together", "training_file=f", "model=m", "--yes", env=env)
        connection, _ = silent.accept()
        with connection:
            assert connection.recv(1)
            process.send_signal(signal.SIGINT)
            ended = finish(process)
    assert (ended.code, ended.stdout) == (130, "")
    assert ended.stderr == (
        "finetunes: together: one may or may not have been created\n"
        "finetunes: to see whether it is there: finetunes list together\n"
        "finetunes: interrupted\n"
    )


def test_an_interrupt_in_this_process_ends_with_130_too(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(SECONDS)
        monkeypatch.setenv("TOGETHER_API_KEY", "k" * 20)
        monkeypatch.setenv("TOGETHER_BASE_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")

        def interrupt() -> None:
            connection, _ = silent.accept()
            with connection:
                assert connection.recv(1)
                signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
                connection.recv(1)

        thread = threading.Thread(target=interrupt)
        thread.start()
        ended = run("create", "together", "training_file=f", "model=m", "--yes", "--json")
        thread.join()
    assert (ended.code, ended.document["fine_tunes"]) == (130, [])


def test_an_interrupt_at_the_question_sends_nothing(
    server: EmbeddedServer, run_interrupted: Run, words: list[str]
) -> None:
    assert run_interrupted(*words).code == 130
    assert server.received == ()


def test_a_retired_provider_warns_in_one_line(server: EmbeddedServer, run: Run) -> None:
    settings = '{"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "local-dataset"}'
    ended = run("create", "cohere", "name=x", f"settings={settings}", "--yes", "--json")
    assert ended.code == 0
    (line,) = ended.stderr.splitlines()
    assert line.startswith("finetunes: warning: cohere: create is retired since 2025-09-15")

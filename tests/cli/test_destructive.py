"""`finetunes cancel` and `finetunes delete` against a running server."""

from __future__ import annotations

import json
import signal
import threading

import pytest
from finetunes.testing import EmbeddedServer
from finetunes.testing.service import Reply

from .conftest import SECONDS, Ended, Run, environment, finish, held, interrupt_main_thread, spawn

KEYS = [
    "ref",
    "operation",
    "outcome",
    "changed",
    "status",
    "provider_status",
    "message",
    "request_id",
    "price",
    "checkpoint",
    "backup",
    "error",
]


def test_a_delete_is_reported_and_has_happened(server: EmbeddedServer, run: Run) -> None:
    name = server.bfl.add("portrait")
    ended = run("delete", f"bfl:{name}", "--yes", "--json")
    assert (ended.code, ended.stderr) == (0, "")
    assert [list(item) for item in ended.results] == [KEYS]
    assert ended.results[0] == {
        "ref": "bfl:portrait",
        "operation": "delete",
        "outcome": "deleted",
        "changed": True,
        "status": "deleted",
        "provider_status": "success",
        "message": "Finetune portrait deleted",
        "request_id": None,
        "price": None,
        "checkpoint": None,
        "backup": None,
        "error": None,
    }
    assert server.bfl.ids() == ()


def test_a_cancel_is_reported_and_has_happened(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add()
    ended = run("cancel", f"together:{job}", "--yes", "--json")
    assert (ended.code, ended.results[0]["outcome"]) == (0, "cancelling")
    assert ended.results[0]["provider_status"] == "cancel_requested"
    assert server.together.status(job) == "cancel_requested"


def test_the_table_has_a_line_for_every_reference(server: EmbeddedServer, run: Run) -> None:
    job, model = server.together.add(), server.cohere.add()
    ended = run("delete", f"together:{job}", f"cohere:{model}", "--yes")
    assert ended.code == 0
    lines = [line for line in ended.stdout.splitlines() if "deleted" in line]
    assert [job in lines[0], model in lines[1], len(lines)] == [True, True, 2]
    assert server.together.ids() == server.cohere.ids() == ()


def test_the_table_shows_the_providers_own_status_word(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add()
    ended = run("cancel", f"together:{job}", "--yes")
    assert "cancelling (cancel_requested)" in ended.stdout


@pytest.mark.parametrize(
    ("reference", "error"),
    [
        ("", "InvalidIDError"),
        ("bfl", "InvalidIDError"),
        ("bfl:", "InvalidIDError"),
        ("together:..", "InvalidIDError"),
        ("bfl:a\nb", "InvalidIDError"),
        ("openai:ft-1", "ConfigurationError"),
        ("cohere:1", "UnsupportedOperationError"),
    ],
)
def test_one_bad_reference_keeps_everything_from_being_sent(
    server: EmbeddedServer, run: Run, reference: str, error: str
) -> None:
    job = server.together.add()
    ended = run("cancel", f"together:{job}", reference, "--yes", "--json")
    assert (ended.code, ended.errors) == (2, ["NotSentError", error])
    assert [item["ref"] for item in ended.results] == [f"together:{job}", reference]
    assert server.received == ()


def test_a_base_url_for_several_providers_sends_nothing(server: EmbeddedServer, run: Run) -> None:
    ended = run("delete", "bfl:a", "cohere:b", "--yes", "--json", "--base-url", server.url)
    assert (ended.code, ended.errors) == (2, ["ConfigurationError"] * 2)
    assert ended.stderr.count("--base-url is the address of one provider") == 1
    assert server.received == ()


def test_a_base_url_on_the_command_line_wins(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_BASE_URL", "http://127.0.0.1:1")
    reference = f"bfl:{server.bfl.add()}"
    assert run("delete", reference, "--yes", "--base-url", server.base_url("bfl")).code == 0


def test_a_timeout_that_is_no_time_is_a_usage_error(server: EmbeddedServer, run: Run) -> None:
    ended = run("delete", "bfl:a", "--yes", "--json", "--timeout", "0")
    assert (ended.code, ended.errors) == (2, ["ConfigurationError"])


def test_a_missing_key_is_found_before_anything_is_sent(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CO_API_KEY")
    name = server.bfl.add()
    ended = run("delete", f"bfl:{name}", "cohere:1", "cohere:2", "--yes", "--json")
    assert (ended.code, ended.errors) == (
        3,
        ["NotSentError", "MissingAPIKeyError", "MissingAPIKeyError"],
    )
    assert server.received == ()


def test_a_reference_given_twice_is_done_once_and_said_so(server: EmbeddedServer, run: Run) -> None:
    reference = f"bfl:{server.bfl.add()}"
    ended = run("delete", reference, reference, "--yes", "--json")
    assert (ended.code, len(ended.results)) == (0, 1)
    assert [request.operation for request in server.received].count("delete_finetune") == 1
    assert ended.stderr == f"finetunes: {reference} was given more than once; it is done once\n"


@pytest.mark.parametrize(
    ("key", "references", "code"),
    [
        ("local-together-key", ["together:ft-none"], 4),
        ("local-together-key", ["together:ft-none", "together:ft-nil"], 4),
        ("local-together-key", ["together:ft-there", "together:ft-none"], 7),
        ("a-wrong-key", ["together:ft-there"], 3),
        ("a\tkey", ["together:ft-there"], 3),
    ],
)
def test_the_exit_code_follows_the_ends(
    server: EmbeddedServer,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    references: list[str],
    code: int,
) -> None:
    server.together.add("ft-there")
    monkeypatch.setenv("TOGETHER_API_KEY", key)
    ended = run("delete", *references, "--yes", "--json")
    assert ended.code == code
    assert key not in ended.stdout + ended.stderr


@pytest.mark.usefixtures("clock")
def test_a_server_that_is_not_there_is_worth_another_try(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedServer() as server:
        url = server.base_url("bfl")
    monkeypatch.setenv("BFL_API_KEY", "k")
    ended = run("delete", "bfl:a", "--yes", "--json", "--base-url", url)
    assert (ended.code, ended.errors) == (75, ["APIConnectionError"])


@pytest.mark.usefixtures("clock")
def test_an_unknown_outcome_wins_over_every_other_end(server: EmbeddedServer, run: Run) -> None:
    lost: Reply = Reply(500, {"detail": "it broke on the way"})
    server.bfl.handlers = {"delete_finetune": lambda _call: lost}
    job = server.together.add()
    ended = run("delete", f"together:{job}", "bfl:a", "--yes", "--json")
    assert (ended.code, ended.errors) == (5, [None, "OutcomeUnknownError"])


@pytest.mark.usefixtures("clock")
def test_what_a_server_says_is_shown_and_never_obeyed(server: EmbeddedServer, run: Run) -> None:
    hostile = "\x1b[31m[bold]red[/bold]\u202egnp\r\n" + "x" * 4000
    reply = {"status": "ok", "message": hostile, "deleted_finetune_id": "a", "timestamp": ""}
    server.bfl.handlers = {"delete_finetune": lambda _call: Reply(200, reply)}
    table = run("delete", "bfl:a", "--yes")
    assert r"\x1b[31m[bold]red[/bold]\u202egnp\r\nxxx" in table.stdout
    assert "x... (2037 more characters)" in table.stdout
    assert hostile[0] not in table.stdout + table.stderr
    document = run("delete", "bfl:a", "--yes", "--json")
    assert document.results[0]["message"] == hostile
    assert document.stdout.isascii()
    assert "\x1b" not in document.stdout


@pytest.mark.usefixtures("clock")
def test_an_error_from_a_server_is_escaped_on_stderr(server: EmbeddedServer, run: Run) -> None:
    server.bfl.handlers = {"delete_finetune": lambda _call: Reply(400, {"detail": "\x1b]0;x\x07"})}
    ended = run("delete", "bfl:a", "--yes")
    assert "\x1b" not in ended.stdout + ended.stderr
    assert "bfl:a" in ended.stderr


def test_a_bug_while_sending_one_does_not_lose_the_report_of_the_others(
    server: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import finetunes

    def broken(_client: object, _id: str) -> None:
        raise RuntimeError("a bug")

    name = server.bfl.add()
    monkeypatch.setattr(finetunes.Client, "cancel", broken)
    deleted = run("delete", f"bfl:{name}", "--yes", "--json")
    cancelled = run("cancel", "together:a", "together:b", "--yes", "--json")
    assert deleted.code == 0
    assert (cancelled.code, cancelled.errors) == (5, ["OutcomeUnknownError"] * 2)
    assert "RuntimeError: a bug" in cancelled.stderr


def assert_interrupted_report(ended: Ended) -> None:
    assert ended.code == 130
    assert ended.errors == [None, "OutcomeUnknownError", "NotSentError"]
    assert "finetunes: interrupted" in ended.stderr


def test_an_interrupt_reports_what_was_done_what_is_unknown_and_what_was_not_sent(
    server: EmbeddedServer, run: Run
) -> None:
    job = server.together.add()
    with held(server.bfl, "delete_finetune", interrupt_main_thread):
        ended = run("delete", f"together:{job}", "bfl:a", "cohere:b", "--yes", "--json")
    assert_interrupted_report(ended)


def test_an_interrupted_process_reports_and_ends_with_130(server: EmbeddedServer) -> None:
    received = threading.Event()
    job = server.together.add()
    references = (f"together:{job}", "bfl:a", "cohere:b")
    with held(server.bfl, "delete_finetune", received.set):
        process = spawn("delete", *references, "--yes", "--json", env=environment(server))
        assert received.wait(SECONDS)
        process.send_signal(signal.SIGINT)
        assert_interrupted_report(finish(process))
    assert [request.provider for request in server.received[:1]] == ["together"]


def test_data_goes_to_stdout_and_words_to_stderr_of_a_real_process(server: EmbeddedServer) -> None:
    name = server.bfl.add()
    ended = finish(
        spawn("delete", f"bfl:{name}", "bfl:none", "--yes", "--json", env=environment(server))
    )
    assert (ended.code, ended.errors) == (7, [None, "NotFoundError"])
    assert ended.stderr.startswith("finetunes: bfl:none")
    assert json.loads(ended.stdout)["schema"] == 1

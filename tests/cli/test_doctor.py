"""`finetunes doctor`: keys, addresses, life cycle, and with `--online` the providers themselves."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING, Any

import finetunes
import pytest

from .conftest import Ended, Run, environment, finish, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

CANARY = "canary-of-a-key"
CLOSED = "http://127.0.0.1:9"


def found(ended: Ended, subject: str, check: str) -> dict[str, Any]:
    """The only finding about this."""
    assert ended.document["schema"] == 1
    (finding,) = (
        item
        for item in ended.document["findings"]
        if (item["subject"], item["check"]) == (subject, check)
    )
    return dict(finding)


def test_without_any_key_it_ends_with_3_and_names_the_variables(run: Run) -> None:
    ended = run("doctor")
    assert ended.code == 3
    variables = (found.api_key_variables[0] for found in finetunes.providers().values())
    names = ", ".join(variables)
    assert ended.stderr == f"finetunes: no provider has an API key; set one of {names}\n"
    assert "no key; set CO_API_KEY or COHERE_API_KEY to use Cohere" in ended.stdout


def test_a_provider_without_a_key_is_only_noted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", CANARY)
    ended = run("doctor", "--json")
    assert (ended.code, ended.stderr, ended.document["fine"]) == (0, "", True)
    assert found(ended, "bfl", "key")["grade"] == "note"
    assert found(ended, "together", "key")["words"] == "TOGETHER_API_KEY is set"


def test_a_proxy_that_cannot_be_used_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    monkeypatch.setenv("TOGETHER_API_KEY", CANARY)
    ended = run("doctor", "--json")
    assert ended.code == 2
    assert found(ended, "together", "key")["grade"] == "ok"
    assert "no http(s) proxy" in found(ended, "together", "address")["words"]
    assert found(ended, "together", "address")["grade"] == "failure"
    assert found(ended, "bfl", "address")["grade"] == "warning"


def test_the_variable_in_force_is_named_and_no_key_is_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHERE_API_KEY", CANARY)
    monkeypatch.setenv("BFL_API_KEY", f"{CANARY}\n")
    for arguments in (["doctor"], ["doctor", "--json"]):
        ended = run(*arguments)
        assert CANARY not in ended.stdout + ended.stderr
    assert found(ended, "cohere", "key")["words"] == "COHERE_API_KEY is set"


def test_a_key_that_cannot_be_sent_ends_with_3(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "two words")
    ended = run("doctor", "--json")
    finding = found(ended, "bfl", "key")
    assert (ended.code, finding["grade"], finding["code"]) == (3, "failure", 3)
    assert ended.stderr.startswith("finetunes: bfl: the API key")


def test_an_address_that_cannot_be_used_ends_with_2_where_there_is_a_key(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", CANARY)
    monkeypatch.setenv("BFL_BASE_URL", "https://user:secret@example.com")
    ended = run("doctor", "--json")
    finding = found(ended, "bfl", "address")
    assert (ended.code, finding["grade"], finding["code"]) == (2, "failure", 2)
    assert "BFL_BASE_URL" in finding["words"]
    assert "secret" not in ended.stdout + ended.stderr


def test_an_address_that_nobody_uses_is_only_a_warning(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", CANARY)
    monkeypatch.setenv("BFL_BASE_URL", "not a url")
    ended = run("doctor", "--json")
    assert (ended.code, found(ended, "bfl", "address")["grade"]) == (0, "warning")


def test_different_failures_end_with_7(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", "two words")
    monkeypatch.setenv("BFL_API_KEY", CANARY)
    monkeypatch.setenv("BFL_BASE_URL", "not a url")
    assert run("doctor").code == 7


def test_an_address_says_which_variable_it_comes_from(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGETHER_BASE_URL", "http://127.0.0.1:8080")
    ended = run("doctor", "--json")
    assert found(ended, "together", "address")["words"] == (
        "http://127.0.0.1:8080/v1, from TOGETHER_BASE_URL"
    )
    assert found(ended, "bfl", "address")["words"] == "https://api.us1.bfl.ai"


def test_a_retired_service_is_a_warning_with_date_and_source_and_no_failure(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_KEY", CANARY)
    ended = run("doctor", "--json")
    finding = found(ended, "cohere", "life cycle")
    assert (ended.code, finding["grade"]) == (0, "warning")
    (entry,) = finetunes.providers()["cohere"].retired
    assert f"all: retired since 2025-09-15 (source: {entry.source})" in finding["words"]


def test_an_operation_that_is_withdrawn_altogether_is_a_note(run: Run) -> None:
    finding = found(run("doctor", "--json"), "bfl", "life cycle")
    assert finding["grade"] == "note"
    assert finding["words"].startswith("create: withdrawn since ")


def test_online_every_provider_with_a_key_is_asked_once(
    run: Run, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CO_API_KEY")
    ended = run("doctor", "--online", "--json")
    assert (ended.code, ended.stderr) == (0, "")
    assert found(ended, "together", "online")["words"] == "reachable, and takes the key"
    assert [request.provider for request in server.received] == ["together", "bfl"]


def test_offline_nobody_is_asked(run: Run, server: EmbeddedServer) -> None:
    assert run("doctor").code == 0
    assert server.received == ()


@pytest.mark.parametrize("variable", ["TOGETHER_API_KEY", "BFL_API_KEY"])
def test_online_a_key_that_is_refused_ends_with_3(
    run: Run, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, CANARY)
    ended = run("doctor", "--online")
    assert ended.code == 3
    assert "reachable, and refuses the key" in ended.stderr
    assert CANARY not in ended.stdout + ended.stderr


def test_online_nobody_at_the_address_ends_with_75(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", CANARY)
    monkeypatch.setenv("TOGETHER_BASE_URL", CLOSED)
    ended = run("doctor", "--online", "--json")
    finding = found(ended, "together", "online")
    assert (ended.code, finding["code"]) == (75, 75)
    assert finding["words"].startswith("unreachable: together: list: ConnectError")


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (404, 1, "reachable, and answers something else"),
        (418, 1, "reachable, and answers something else"),
        (429, 75, "reachable, and cannot answer now"),
        (503, 75, "reachable, and cannot answer now"),
    ],
)
def test_online_another_answer_is_told_from_a_refused_key(
    run: Run,
    server: EmbeddedServer,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    code: int,
    words: str,
) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", server.key("together"))
    monkeypatch.setenv("TOGETHER_BASE_URL", server.base_url("together"))
    server.fail_next(status, provider="together")
    ended = run("doctor", "--online", "--json")
    finding = found(ended, "together", "online")
    assert (ended.code, finding["code"]) == (code, code)
    assert words in finding["words"]


@pytest.mark.parametrize(("status", "code"), [(404, 0), (403, 0), (401, 3)])
def test_online_a_retired_service_may_answer_anything_but_that_the_key_is_wrong(
    run: Run, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    monkeypatch.setenv("CO_API_KEY", server.key("cohere"))
    monkeypatch.setenv("CO_API_URL", server.base_url("cohere"))
    server.fail_next(status, provider="cohere")
    assert run("doctor", "--online").code == code


def test_online_a_time_that_cannot_be_waited_is_a_usage_error(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_KEY", CANARY)
    ended = run("doctor", "--online", "--timeout", "0")
    assert ended.code == 2
    assert "not asked: timeout must be a number of seconds" in ended.stderr


def test_a_provider_with_a_wrong_address_is_not_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", CANARY)
    monkeypatch.setenv("BFL_BASE_URL", "not a url")
    checks = [item["check"] for item in run("doctor", "--online", "--json").document["findings"]]
    assert "online" not in checks


def test_versions_and_extras_are_read_from_what_is_installed(run: Run) -> None:
    ended = run("doctor", "--json")
    assert found(ended, "finetunes", "version")["words"].startswith(f"{finetunes.__version__}, ")
    assert f"httpx {metadata.version('httpx')}" in found(ended, "finetunes", "libraries")["words"]
    assert found(ended, "finetunes", "extra cli")["words"].startswith("click ")


def test_an_extra_that_is_not_complete_is_noted_with_what_to_run(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def requires(_name: str) -> list[str]:
        return ["no-such-thing>=1; extra == 'cli'"]

    monkeypatch.setattr(metadata, "requires", requires)
    finding = found(run("doctor", "--json"), "finetunes", "extra cli")
    assert finding["grade"] == "note"
    assert finding["words"] == (
        "no-such-thing is missing; to have it, run: pip install 'finetunes[cli]'"
    )


def test_a_package_that_is_only_on_the_path_is_noted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def requires(name: str) -> list[str]:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", requires)
    finding = found(run("doctor", "--json"), "finetunes", "extras")
    assert finding["grade"] == "note"


def test_the_installed_command_knows_it() -> None:
    ended = finish(spawn("doctor", "--json", env=environment(TOGETHER_API_KEY=CANARY)))
    assert (ended.code, ended.stderr) == (0, "")

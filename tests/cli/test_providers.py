"""`finetunes providers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import finetunes
import pytest
from finetunes import Client
from finetunes.exchange import deadline

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Run


def test_every_provider_is_listed_with_its_operations_and_address(run: Run) -> None:
    ended = run("providers", "--json")
    assert (ended.code, ended.stderr, ended.document["schema"]) == (0, "", 1)
    rows = {row["provider"]: row for row in ended.document["providers"]}
    assert rows.keys() == finetunes.providers().keys()
    assert rows["bfl"] == {
        "provider": "bfl",
        "title": "Black Forest Labs",
        "operations": ["retrieve", "list", "delete"],
        "retired": [finetunes.providers()["bfl"].retired[0]._asdict()],
        "api_key_variables": [{"name": "BFL_API_KEY", "set": False}],
        "base_url_variable": "BFL_BASE_URL",
        "base_url": "https://api.us1.bfl.ai",
        "regions": ["us1", "eu1"],
        "error": None,
    }


def test_what_is_retired_stands_beside_the_operations(run: Run) -> None:
    assert "; all retired 2025-09-15" in run("providers").stdout


def test_a_key_is_only_said_to_be_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COHERE_API_KEY", "canary-of-a-key")
    for arguments in (["providers"], ["providers", "--json"]):
        ended = run(*arguments)
        assert "canary" not in ended.stdout + ended.stderr
    assert "CO_API_KEY: not set, COHERE_API_KEY: set" in run("providers").stdout


def test_the_address_in_force_is_the_one_a_client_would_use(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOGETHER_BASE_URL", "http://127.0.0.1:8080")
    assert "http://127.0.0.1:8080/v1" in run("providers").stdout


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "all_proxy", "SSL_CERT_FILE"])
def test_an_environment_that_no_client_can_use_is_said_and_ends_with_2(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setattr("finetunes.exchange.deadline._tls", deadline._tls.__wrapped__)
    monkeypatch.setenv(variable, "socks5://127.0.0.1:1")
    ended = run("providers", "--json")
    assert ended.code == 2
    assert {row["error"]["type"] for row in ended.document["providers"]} == {"ConfigurationError"}


def test_the_address_in_force_is_that_of_a_client_where_the_environment_names_none(
    run: Run,
) -> None:
    for row in run("providers", "--json").document["providers"]:
        assert row["base_url"] == Client(row["provider"], api_key="unused-0123456789").base_url


RULES = {
    'protect = ["nosuch:x"]': "names no provider there is",
    "min_age = 7": 'must be a whole number and m, h, d or w, for example "7d"',
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8080"])
def test_guard_rails_that_cannot_be_used_are_a_refusal_whatever_the_address(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rule: str, url: str
) -> None:
    file = tmp_path / "finetunes.toml"
    file.write_text(f"[policy]\n{rule}\n", "utf-8")
    monkeypatch.setenv("FINETUNES_CONFIG", str(file))
    monkeypatch.setenv("TOGETHER_BASE_URL", url)
    ended = run("providers", "--json")
    errors = [row["error"] for row in ended.document["providers"]]
    assert (ended.code, {error["type"] for error in errors}) == (2, {"PolicyError"})
    assert all(RULES[rule] in error["message"] for error in errors)


@pytest.mark.parametrize("url", ["https://user:secret@example.com", "not a url"])
def test_an_address_that_cannot_be_used_is_a_usage_error(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BFL_BASE_URL", url)
    table = run("providers")
    assert table.code == 2
    assert "BFL_BASE_URL cannot be used" in table.stdout
    document = run("providers", "--json").document
    (row,) = (row for row in document["providers"] if row["error"])
    assert (row["provider"], row["base_url"]) == ("bfl", None)
    assert row["error"]["type"] == "ConfigurationError"
    assert "secret" not in table.stdout + table.stderr

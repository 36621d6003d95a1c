"""Recording from a provider, against a stand-in on loopback: what it touches, and what it keeps."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.testing import EmbeddedServer

from . import documents, recording
from .live import PERFORMED, Live

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {name: f"sk-real-looking-{name}" for name in documents.PROVIDERS}
MODEL = "00000000-aaaa-4000-8000-0000000000{}"
OPTIONS = [
    *("--live-id", "together:ft-ours", "--live-cancel", "together:ft-cancel"),
    *("--live-delete", "together:ft-delete", "--live-id", "bfl:a chair/ours"),
    *("--live-delete", "bfl:table", "--live-id", f"cohere:{MODEL.format(11)}"),
    *("--live-delete", f"cohere:{MODEL.format(22)}"),
]
# What an account's answers may tell of the people behind it.
PRIVATE = {
    "user_id": "user-4711", "owner_address": "ada@example.com", "suffix": "ada-secret-project",
    "wandb_url": "https://host.example/f?X-Amz-Signature=0a1b2c", "job_token": "tok-5f5f5f",
    "account_id": 4_711_000_815, "by ada@example.com": ["ada@example.com"],
}  # fmt: skip


def run(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the contract tests as somebody at a terminal would, and return what came of it."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=long", "--showlocals"]
    command += ["tests/contract/test_calls.py", "--cassettes", str(folder), *options]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        command,
        cwd=documents.ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def fill(server: EmbeddedServer) -> None:
    for id in ("ours", "cancel", "delete", "theirs"):
        server.together.add(f"ft-{id}", fields=PRIVATE)
    for id in ("a chair/ours", "table", "theirs"):
        server.bfl.add(id, fields={"finetune_comment": "ada@example.com"})
    for number in (11, 22, 33):
        server.cohere.add(MODEL.format(number), name="ada-secret-project", fields=PRIVATE)


@dataclass
class Recorded:
    """A finished run, what it has written, and what arrived at the stand-in."""

    ended: subprocess.CompletedProcess[str]
    folder: Path
    received: list[tuple[str, str, str | None]]

    def files(self) -> dict[str, str]:
        live = self.folder / "live"
        return {
            path.relative_to(live).with_suffix("").as_posix(): path.read_text("utf-8")
            for path in sorted(live.rglob("*.yaml"))
        }


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    folder = tmp_path_factory.mktemp("live")
    with EmbeddedServer(keys=KEYS) as server:
        fill(server)
        ended = run(folder, "--target=live", *OPTIONS, **server.environment)
        received = [(seen.method, seen.operation or "", seen.item) for seen in server.received]
    return Recorded(ended, folder, received)


def test_each_call_that_is_performed_is_recorded(recorded: Recorded) -> None:
    assert recorded.ended.returncode == 0, recorded.ended.stdout[-3000:]
    performed = {
        f"{provider}/{name}-200"
        for provider, names in PERFORMED.items()
        for name in names
        if name != "retrieve_file"  # no id of a file was given
    }
    refused = {"together/list-401", "together/list_files-401", "together/list_supported_models-401"}
    refused |= {"bfl/list-403", "bfl/get_credits-403", "cohere/list-401"}
    assert recorded.files().keys() == performed | refused


def test_nothing_is_changed_but_what_was_named_and_nothing_twice(recorded: Recorded) -> None:
    changed = [
        (operation, item) for method, operation, item in recorded.received if method != "GET"
    ]
    assert sorted(changed, key=str) == [
        ("DeleteFinetunedModel", MODEL.format(22)),
        ("cancelFineTune", "ft-cancel"),
        ("deleteFineTune", "ft-delete"),
        ("delete_finetune", "table"),
    ]
    items = {item for _, _, item in recorded.received if item}
    assert not any("theirs" in item or item == MODEL.format(33) for item in items)


def test_no_file_and_no_output_holds_a_key(recorded: Recorded) -> None:
    texts = [*recorded.files().values(), recorded.ended.stdout, recorded.ended.stderr]
    assert [key for key in KEYS.values() for text in texts if key in text] == []


@pytest.mark.parametrize(
    "secret",
    ["user-4711", "ada@example", "secret-project", "Signature", "5f5f5f", "4711000815", "ft-ours",
     "chair/ours", "chair%2Fours", "ft-theirs", "local-user", "0000000033", "127.0.0.1"],
)  # fmt: skip
def test_nobody_is_known_by_a_live_recording(recorded: Recorded, secret: str) -> None:
    assert [name for name, text in recorded.files().items() if secret in text] == []


def test_a_live_recording_says_what_it_is_from_and_of_what_document(recorded: Recorded) -> None:
    for name in recorded.files():
        cassette = recording.load(recorded.folder / "live" / f"{name}.yaml")
        exchanges = recording.exchanges(cassette)
        (server, *_) = exchanges[0][1].document.content["servers"]
        assert cassette["recorded"]["from"] == f"stand-in for {server['url']}"
        assert cassette["recorded"]["operation_sha256"] == {
            operation.id: operation.sha256() for _, operation in exchanges
        }
        for stored, _ in exchanges:
            assert stored["request"]["uri"].startswith(f"{server['url']}/")
            assert stored["response"]["headers"].keys() <= recording.LIVE_RESPONSE_HEADERS


def test_a_live_recording_is_replayed_by_the_same_tests(recorded: Recorded) -> None:
    replayed = run(recorded.folder, "-k", "live-", "-rN")
    assert replayed.returncode == 0, replayed.stdout[-3000:]
    names = "|".join(recorded.files())
    assert names.count("|") + 1 > 20
    assert " passed" in replayed.stdout


def test_a_run_that_fails_leaves_the_cassettes_as_they_were(
    recorded: Recorded, tmp_path: Path
) -> None:
    stored = tmp_path / "live" / "bfl" / "list-200.yaml"
    stored.parent.mkdir(parents=True)
    stored.write_text("as it was\n", "utf-8")
    with EmbeddedServer(keys=KEYS) as server:
        environment = {**server.environment, "BFL_API_KEY": "sk-one-that-was-revoked"}
        ended = run(tmp_path, "--target=live", "-k", "bfl-list", **environment)
    assert (ended.returncode, stored.read_text("utf-8")) == (1, "as it was\n")
    assert list(tmp_path.rglob("*.yaml")) == [stored]
    assert "sk-one-that" not in ended.stdout + ended.stderr


def test_without_a_key_each_provider_is_skipped_and_its_variable_named(tmp_path: Path) -> None:
    ended = run(tmp_path, "--target=live", "-k", "list-200", TOGETHER_API_KEY="")
    assert ended.returncode == 0, ended.stdout
    for words in ("TOGETHER_API_KEY", "BFL_API_KEY", "CO_API_KEY or COHERE_API_KEY"):
        assert f"no key: set {words}" in ended.stdout
    assert list(tmp_path.iterdir()) == []


def live(**options: list[str]) -> Live:
    named: dict[str, Any] = {f"--live-{name}": [] for name in ("id", "cancel", "delete")}
    named |= {f"--live-{name}": values for name, values in options.items()}
    config: Any = SimpleNamespace(getoption=named.__getitem__)
    return Live(config)


@pytest.mark.parametrize("text", ["ft-1", "together:", "somebody:ft-1"])
def test_an_id_is_given_with_its_provider(text: str) -> None:
    with pytest.raises(pytest.UsageError, match="--live-delete takes PROVIDER:ID"):
        live(delete=[text])


@pytest.mark.parametrize("address", ["https://example.com/v1", "http://localhost:1", "nonsense"])
def test_nothing_stands_in_for_a_provider_but_loopback(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("TOGETHER_BASE_URL", address)
    with pytest.raises(pytest.UsageError, match="TOGETHER_BASE_URL must be unset"):
        live()


def test_what_a_stand_in_answers_cannot_be_stored_as_a_providers() -> None:
    folder = recording.FOLDER
    ended = run(folder, "--target=live", BFL_BASE_URL="http://127.0.0.1:9")
    assert (ended.returncode, "goes elsewhere: --cassettes FOLDER" in ended.stderr) == (4, True)


def test_a_text_with_a_key_in_it_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", KEYS["bfl"])
    with pytest.raises(RuntimeError, match="API key") as caught:
        live().check(f"echo: {KEYS['bfl']}")
    assert KEYS["bfl"] not in str(caught.value)

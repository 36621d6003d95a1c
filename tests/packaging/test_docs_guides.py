"""The examples of the guides that no other test runs, as a reader would run them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import finetunes
import pytest

from .examples import ROOT, answered, examples, play, search_path

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _finetunes_state: None) -> Path:
    """An empty working folder, with the commands of this environment and a state of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", search_path())
    return tmp_path


def test_the_quick_start_goes_from_a_server_to_a_delete_that_stays_out_of_the_own_record(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(folder))
    _install, serve, *later = examples("docs/quick-start.md", "sh")
    (program,) = examples("docs/quick-start.md", "python")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    activate = folder / ".venv" / "bin" / "activate"
    activate.parent.mkdir(parents=True)
    activate.touch()
    (folder / "program.py").write_text(program, "utf-8")
    script = answered("".join(later)).replace("8123", port)
    script += "echo In Python:\npython program.py\n"
    started = subprocess.Popen(
        ["/bin/sh", "-c", "exec " + serve.replace("8123", port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    with started as serving:
        assert serving.stdout
        said = {serving.stdout.readline().strip().removeprefix("export ") for _ in range(6)}
        try:
            printed = play(script, folder)
        finally:
            serving.send_signal(signal.SIGINT)
    assert set(re.findall(r"\b\w+_(?:KEY|URL)=\S+", script)) <= said
    said_by_commands, _, said_by_program = printed.partition("In Python:\n")
    ends = r"^(?:\w+:\S+ +)?(cancelling|deleted|exit code \d)\b"
    assert re.findall(ends, said_by_commands, re.MULTILINE) == [
        "cancelling",
        "deleted",
        "deleted",
        "exit code 4",
    ]
    assert said_by_program.endswith("\ndeleted\n")
    (log,) = folder.rglob("audit.jsonl")
    assert log.parent.name.startswith("tmp.")


def test_the_policy_of_the_guard_rails_guide_is_one_and_the_example_adds_another(
    server: EmbeddedServer, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (policy,) = examples("docs/guard-rails.md", "toml")
    (program,) = examples("docs/guard-rails.md", "python")
    (folder / "finetunes.toml").write_text(policy, "utf-8")
    exec(compile(program, "guard-rails.md", "exec"), {})
    printed = capsys.readouterr().out
    assert [rule for rule in ("*-prod-*", "*golden*", "20") if rule not in printed] == []


@pytest.mark.parametrize(("name", "rule"), [("prod-1", "*-prod-*"), ("golden", "*golden*")])
def test_the_policy_of_the_guard_rails_guide_protects_a_model_by_the_suffix_of_its_job(
    server: EmbeddedServer, folder: Path, name: str, rule: str
) -> None:
    (policy,) = examples("docs/guard-rails.md", "toml")
    (folder / "finetunes.toml").write_text(policy, "utf-8")
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)
    id = server.together.add(name=name, status="completed", created_at=long_ago)
    with (
        finetunes.Client("together") as client,
        pytest.raises(finetunes.PolicyError, match=re.escape(rule)),
    ):
        client.delete(id)
    assert server.together.ids() == (id,)


def test_the_example_of_the_error_reference_tells_a_typo_from_a_delete(
    server: EmbeddedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = examples("docs/errors.md", "python")
    exec(compile(program, "errors.md", "exec"), {})
    assert capsys.readouterr().out == "together ft-456 404\n"


def test_the_commands_about_what_the_clients_were_made_from_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, *_, change = examples("docs/regenerating.md", "sh")
    assert "cancelFineTune" in play(status, folder)
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so there is no last commit to compare with")
    # A build server often checks out as another user than the one that runs the tests.
    for number, text in {"COUNT": "1", "KEY_0": "safe.directory", "VALUE_0": "*"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{number}", text)
    assert play(change, ROOT).startswith("wire: ")

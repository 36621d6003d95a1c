"""`finetunes delete --backup`: a checked copy first, or no delete."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

import pytest

from .conftest import AtTerminal, Run, answer, environment, finish, instead, read_until, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer
    from finetunes.testing.service import Call, Handler, Reply


@pytest.fixture
def job(server: EmbeddedServer) -> str:
    """A reference to a job that has weights."""
    return f"together:{server.together.add('ft-1', status='completed')}"


def test_weights_and_metadata_are_there_before_it_is_deleted(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    weights = server.together.archive("ft-1") or b""
    seen: list[bool] = []

    def look(usual: Handler, call: Call) -> Reply:
        seen.append((tmp_path / "kept" / "together-ft-1" / "manifest.json").exists())
        return usual(call)

    instead(server.together, "deleteFineTune", look)
    ended = run("delete", job, "--backup", str(tmp_path / "kept"), "--yes", "--json")
    assert (ended.code, seen, server.together.ids()) == (0, [True], ())
    folder = tmp_path / "kept" / "together-ft-1"
    assert ended.results[0]["backup"] == str(folder)
    manifest = json.loads((folder / "manifest.json").read_text())
    assert hashlib.sha256(weights).hexdigest() in json.dumps(manifest)


def test_what_is_not_in_the_backup_is_said_before_the_question(
    server: EmbeddedServer, run_at_terminal: AtTerminal, job: str, tmp_path: Path
) -> None:
    ended, said = run_at_terminal(b"no\n", "delete", job, "--backup", str(tmp_path / "kept"))
    assert (ended.code, server.together.ids()) == (6, ("ft-1",))
    kept, question = said.index("  not in it: the weights of other"), said.index("Go on?")
    assert said.index(f"{job}: backup in {tmp_path / 'kept'}") < kept < question


def test_the_table_names_the_folder(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    ended = run("delete", job, "--backup", str(tmp_path / "kept"), "--yes")
    assert f"backup in {tmp_path / 'kept' / 'together-ft-1'}" in ended.stdout


@pytest.mark.parametrize("more", [["--yes"], [], ["--dry-run"]])
def test_where_a_provider_cannot_export_it_is_said_up_front_and_nothing_is_sent(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path, more: list[str]
) -> None:
    ended = run("delete", job, "bfl:a", "cohere:b", "--backup", str(tmp_path), "--json", *more)
    assert (ended.code, ended.errors) == (
        2,
        ["NotSentError", "UnsupportedOperationError", "UnsupportedOperationError"],
    )
    assert "bfl:a: backup: the provider's API hands out no weights" in ended.stderr
    assert server.received == ()


def test_what_could_not_be_backed_up_is_kept_and_the_rest_is_deleted(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    running = f"together:{server.together.add('ft-2', status='running')}"
    ended = run("delete", running, job, "--backup", str(tmp_path), "--yes", "--json")
    assert (ended.code, ended.errors) == (7, ["BackupError", None])
    assert server.together.ids() == ("ft-2",)


def test_a_download_that_breaks_off_deletes_nothing_and_is_worth_another_try(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    server.fail_next(503, provider="together", times=20, operation="downloadFineTune")
    words = ("delete", job, "--backup", str(tmp_path), "--yes", "--json", "--timeout", "2")
    ended = run(*words)
    assert (ended.code, server.together.ids()) == (75, ("ft-1",))


def test_nobody_is_asked_where_nothing_could_be_backed_up(
    server: EmbeddedServer, run_at_terminal: AtTerminal, tmp_path: Path
) -> None:
    running = f"together:{server.together.add('ft-2', status='running')}"
    ended, said = run_at_terminal(b"", "delete", running, "--backup", str(tmp_path), "--json")
    assert (ended.code, ended.errors, "Go on?" in said) == (1, ["BackupError"], False)


def test_weights_that_are_no_archive_are_no_backup(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    answer(server.together, "downloadFineTune", {"error": "none"})
    ended = run("delete", job, "--backup", str(tmp_path), "--yes", "--json")
    assert (ended.code == 0, server.together.ids()) == (False, ("ft-1",))


def test_a_delete_that_fails_after_the_backup_names_the_folder(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    server.fail_next(401, provider="together", operation="deleteFineTune")
    ended = run("delete", job, "--backup", str(tmp_path), "--yes", "--json")
    assert (ended.code, ended.errors) == (3, ["AuthenticationError"])
    assert ended.results[0]["backup"] == str(tmp_path / "together-ft-1")


def test_a_second_try_uses_the_backup_that_is_there(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    server.fail_next(401, provider="together", operation="deleteFineTune")
    words = ("delete", job, "--backup", str(tmp_path), "--yes", "--json")
    run(*words)
    assert run(*words).code == 0
    assert [r.operation for r in server.received].count("downloadFineTune") == 1


def test_without_a_terminal_nothing_is_downloaded_either(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    assert run("delete", job, "--backup", str(tmp_path / "kept")).code == 6
    assert (server.received, (tmp_path / "kept").exists()) == ((), False)


def test_a_real_process_asks_after_the_backup(
    server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    controller, inside = os.openpty()
    words = ("delete", job, "--backup", str(tmp_path / "kept"), "--json")
    process = spawn(*words, env=environment(server, TERM="xterm"), stdin=inside, stderr=inside)
    os.close(inside)
    read_until(controller, "agrees: ")
    assert server.together.ids() == ("ft-1",)
    os.write(controller, b"y\n")
    ended = finish(process)
    os.close(controller)
    assert (ended.code, server.together.ids()) == (0, ())

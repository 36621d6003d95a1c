"""`finetunes upload`."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from .conftest import SECONDS, environment, finish, instead, interrupt_main_thread, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer
    from finetunes.testing.service import Call, Handler, Reply

    from .conftest import Run

GOOD = '{"text": "a"}\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_the_id_of_the_file_is_all_that_is_printed(
    server: EmbeddedServer, run: Run, file: Path
) -> None:
    ended = run("upload", "together", str(file))
    (id,) = server.together.files.ids()
    assert (ended.code, ended.stdout, ended.stderr) == (0, f"{id}\n", "")
    assert server.together.files.content(id) == GOOD.encode()


def test_json_has_everything_about_each_file(
    server: EmbeddedServer, run: Run, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"text": "b"}\n{"text": "c"}\n', encoding="utf-8")
    ended = run("upload", "together", str(file), str(other), str(file), "--json")
    assert (ended.code, ended.document["schema"]) == (0, 1)
    ids = server.together.files.ids()
    assert ended.document["files"] == [
        {"path": str(file), "id": ids[0], "size": 14, "existed": False, "error": None},
        {"path": str(other), "id": ids[1], "size": 28, "existed": False, "error": None},
    ]


def test_the_purpose_is_the_one_that_was_given(
    server: EmbeddedServer, run: Run, file: Path
) -> None:
    run("upload", "together", str(file), "--purpose", "eval")
    assert server.received[0].body["purpose"] == "eval"


def test_a_file_that_the_provider_has_already_is_said_so(
    server: EmbeddedServer, run: Run, file: Path
) -> None:
    first = run("upload", "together", str(file))
    again = run("upload", "together", str(file))
    assert (again.code, again.stdout) == (0, first.stdout)
    assert again.stderr == f"finetunes: {file}: the provider had this file already\n"


def test_one_wrong_line_anywhere_keeps_every_file_from_being_sent(
    server: EmbeddedServer, run: Run, file: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(f"{GOOD}no json\n", encoding="utf-8")
    ended = run("upload", "together", str(file), str(wrong), "--json")
    assert (ended.code, server.received) == (2, ())
    first, second = ended.document["files"]
    assert (first["id"], first["error"]) == (None, None)
    assert second["error"]["type"] == "InvalidFileError"
    assert "line 2" in ended.stderr
    assert "wrong.jsonl" in ended.stderr


def test_a_file_that_is_not_there_is_a_usage_error(server: EmbeddedServer, run: Run) -> None:
    ended = run("upload", "together", "missing.jsonl")
    assert (ended.code, ended.stdout, server.received) == (2, "", ())
    assert "missing.jsonl" in ended.stderr


def test_a_provider_that_takes_no_files_is_a_usage_error(run: Run, file: Path) -> None:
    ended = run("upload", "bfl", str(file))
    assert (ended.code, ended.stdout) == (2, "")
    assert "has no upload" in ended.stderr


def test_a_provider_that_nobody_knows_is_a_usage_error(run: Run, file: Path) -> None:
    ended = run("upload", "openai", str(file))
    assert ended.code == 2
    assert "there is no provider" in ended.stderr


def test_without_a_key_it_ends_with_3(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOGETHER_API_KEY", raising=False)
    ended = run("upload", "together", str(file), "--json")
    assert ended.code == 3
    assert ended.document["files"][0]["error"]["type"] == "MissingAPIKeyError"


def test_a_file_that_is_refused_does_not_keep_the_next_from_being_sent(
    server: EmbeddedServer, run: Run, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"text": "b"}\n', encoding="utf-8")
    server.fail_next(400, provider="together")
    ended = run("upload", "together", str(file), str(other), "--json")
    assert ended.code == 7
    first, second = ended.document["files"]
    assert first["error"]["type"] == "BadRequestError"
    assert second["id"] in server.together.files.ids()


def test_an_interrupt_ends_with_130_and_prints_the_ids_that_are_there(
    server: EmbeddedServer, run: Run, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text('{"text": "b"}\n', encoding="utf-8")
    release = threading.Event()

    def interrupt_the_second(usual: Handler, call: Call) -> Reply:
        if server.together.files.ids():
            interrupt_main_thread()
            release.wait(SECONDS)
        return usual(call)

    instead(server.together, "startFileUpload", interrupt_the_second)
    try:
        ended = run("upload", "together", str(file), str(other))
    finally:
        release.set()
    assert (ended.code, ended.stdout) == (130, f"{server.together.files.ids()[0]}\n")
    assert ended.stderr == "finetunes: interrupted; upload the files without an id again\n"


def test_the_installed_command_knows_it(server: EmbeddedServer, file: Path) -> None:
    ended = finish(spawn("upload", "together", str(file), env=environment(server)))
    assert (ended.code, ended.stdout) == (0, f"{server.together.files.ids()[0]}\n")

"""`finetunes download`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import environment, finish, held, interrupt_main_thread, spawn

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

    from .conftest import AtTerminal, Run

SIZE = 65_536


@pytest.fixture
def job(server: EmbeddedServer) -> str:
    return server.together.add("ft-1", status="completed", download_bytes=SIZE)


def test_path_and_size_are_printed_and_the_bytes_are_the_providers(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    target = tmp_path / "weights.tar"
    ended = run("download", f"together:{job}", "-o", str(target))
    content = server.together.archive(job) or b""
    assert (ended.code, ended.stderr) == (0, "")
    assert ended.stdout == f"{target}  {len(content):,} bytes\n"
    assert target.read_bytes() == content


def test_by_default_it_goes_into_the_current_folder_under_a_name_of_its_own(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("download", f"together:{job}").code == 0
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == server.together.archive(job)


def test_an_adapter_has_a_name_of_its_own(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    for kind in ("merged", "adapter"):
        assert (
            run("download", f"together:{job}", "--checkpoint", kind, "-o", str(tmp_path)).code == 0
        )
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["ft-1-adapter.tar.zst", "ft-1.tar.zst"]


def test_a_path_that_cannot_be_looked_at_is_refused_before_anything_is_sent(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    ended = run("download", f"together:{job}", "-o", str(tmp_path / ("x" * 300)))
    assert (ended.code, server.received) == (2, ())
    assert ended.stderr.startswith("finetunes: together:ft-1: download: ")
    assert ended.stderr.endswith("cannot be written: File name too long; nothing was sent\n")


def test_json_has_everything_about_the_file(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    target = tmp_path / "weights.tar"
    document = run("download", f"together:{job}", "-o", str(target), "--json").document
    assert document.pop("validator").startswith('"')
    assert document == {
        "schema": 1,
        "ref": "together:ft-1",
        "path": str(target),
        "size": len(server.together.archive(job) or b""),
        "resumed_from": 0,
        "error": None,
    }


def test_a_checkpoint_is_chosen_by_its_step(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    target = tmp_path / "weights.tar"
    step = server.together.steps(job)
    ended = run("download", f"together:{job}", "-o", str(target), "--step", str(step))
    assert (ended.code, ended.stderr) == (0, "")
    assert target.read_bytes() == server.together.archive(job, step=step)


def test_the_kind_of_weights_is_passed_on(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    target = tmp_path / "weights.tar"
    ended = run("download", f"together:{job}", "-o", str(target), "--checkpoint", "adapter")
    assert ended.code == 0
    assert "checkpoint=adapter" in server.received[-1].query


def test_a_file_that_is_there_is_kept_unless_it_may_be_overwritten(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    target = tmp_path / "weights.tar"
    target.write_text("precious", encoding="utf-8")
    refused = run("download", f"together:{job}", "-o", str(target), "--json")
    assert (refused.code, target.read_text(encoding="utf-8")) == (2, "precious")
    assert refused.document["error"]["type"] == "InvalidFileError"
    assert refused.document["path"] is None
    assert run("download", f"together:{job}", "-o", str(target), "--overwrite").code == 0
    assert target.read_bytes() == server.together.archive(job)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("together:ft-none",), 4, "404 Not Found"),
        (("bfl:a",), 2, "has no download"),
        (("ft-1",), 2, "write provider:id"),
        (("together:ft-1", "--checkpoint", "best"), 2, "there is no checkpoint 'best'"),
        (("together:ft-1", "--timeout", "0"), 2, "timeout must be"),
        (("together:ft-1", "--base-url", "ftp://x"), 2, "base_url must begin with"),
    ],
)
def test_what_cannot_be_downloaded_is_said_so_and_leaves_nothing(
    run: Run,
    job: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("download", *arguments)
    assert (ended.code, ended.stdout) == (code, "")
    assert words in ended.stderr
    assert [*tmp_path.iterdir()] == []


def test_an_interrupt_says_that_the_same_command_goes_on(
    server: EmbeddedServer, run: Run, job: str, tmp_path: Path
) -> None:
    with held(server.together, "downloadFineTune", interrupt_main_thread):
        ended = run("download", f"together:{job}", "-o", str(tmp_path / "weights.tar"))
    assert (ended.code, ended.stdout) == (130, "")
    assert ended.stderr == (
        "finetunes: interrupted; the same command goes on where this one stopped\n"
    )


def test_a_terminal_shows_how_far_it_is(
    run_at_terminal: AtTerminal, job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    target = str(tmp_path / "weights.tar")
    ended, shown = run_at_terminal(b"", "download", f"together:{job}", "-o", target)
    assert ended.code == 0
    assert "together:ft-1" in shown
    assert "kB" in shown


def test_off_a_terminal_there_is_no_bar(server: EmbeddedServer, job: str, tmp_path: Path) -> None:
    target = tmp_path / "weights.tar"
    words = ("download", f"together:{job}", "-o", str(target))
    ended = finish(spawn(*words, env=environment(server, FORCE_COLOR="1")))
    assert (ended.code, ended.stderr) == (0, "")
    assert ended.stdout.startswith(str(target))

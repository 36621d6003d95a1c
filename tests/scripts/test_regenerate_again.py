"""A second run makes what is out of date and nothing else, and `--check` says what differs."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import regenerate
from pipeline import stamp, swap
from regenerate import ROOT

from .small import tree


def test_a_second_run_makes_nothing(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    capsys.readouterr()
    assert run() == 0
    assert capsys.readouterr().out == "small: up to date\n"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_a_run_with_nothing_to_do_loads_no_generator(
    run: Callable[..., int], specs: Path, tmp_path: Path
) -> None:
    run()
    program = (
        "import sys; sys.argv = sys.argv[1:]; import runpy\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit as end: assert not end.code\n"
        "print(sorted({'httpx', 'pydantic', 'ruamel', 'jsonschema', 'jinja2'} & set(sys.modules)))"
    )
    script = ROOT / "scripts/regenerate.py"
    arguments = ["--specs", str(specs), "--out", str(tmp_path / "out"), "--package", "made"]
    environment = dict(os.environ) | {"PYTHONPATH": str(script.parent)}
    done = subprocess.run(
        [sys.executable, "-c", program, str(script), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert done.stdout == "small: up to date\n[]\n"


def test_an_interruption_waits_until_what_is_swapped_in_is_written_down(
    run: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = swap.swap

    def interrupted(*arguments: Any) -> None:
        for _ in range(2):
            signal.raise_signal(signal.SIGINT)
        real(*arguments)

    monkeypatch.setattr(swap, "swap", interrupted)
    assert run() == 130
    waits, end = capfd.readouterr().err.splitlines()
    assert waits.startswith("interrupted: what must not be left half done is finished first;")
    assert end.startswith("interrupted; ")
    assert run() == 0
    assert capfd.readouterr().out == "small: up to date\n"


def test_what_is_made_again_and_comes_out_the_same_is_said_to_be_unchanged(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    stamp.place(tmp_path / "out/made/small").unlink()
    capsys.readouterr()
    assert run() == 0
    assert capsys.readouterr().out == "small: unchanged\n"
    page = specs / "small/pages/stop.md"
    page.write_text(page.read_text().replace("description: Stopped", "description: It stops"))
    assert run() == 0
    assert capsys.readouterr().out == "small: made\n"


@pytest.mark.parametrize("file", ["client/client.py", "openapi.json", "receipt.json"])
def test_a_hand_edit_is_noticed_and_mended(
    file: str, run: Callable[..., int], tmp_path: Path
) -> None:
    run()
    before = tree(tmp_path / "out")
    path = tmp_path / "out/made/small" / file
    path.write_text(path.read_text() + "\n")
    assert run() == 0
    assert tree(tmp_path / "out") == before


def test_a_file_added_by_hand_is_noticed_and_removed(
    run: Callable[..., int], tmp_path: Path
) -> None:
    run()
    (tmp_path / "out/made/small/extra.py").write_text("")
    assert run() == 0
    assert not (tmp_path / "out/made/small/extra.py").exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"inputs": "x"}'])
def test_a_broken_stamp_only_costs_time(text: str, run: Callable[..., int], tmp_path: Path) -> None:
    run()
    before = tree(tmp_path / "out")
    (tmp_path / "out/made/.stamps/small.json").write_text(text)
    assert run() == 0
    assert tree(tmp_path / "out") == before


def test_check_finds_a_hand_edit_even_if_the_stamp_was_edited_too(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    package = tmp_path / "out/made/small"
    edited = package / "client/client.py"
    edited.write_text(edited.read_text() + "# edited\n")
    stamp.write(specs / "small", package, None)
    assert stamp.is_current(specs / "small", package, with_document=False)
    capsys.readouterr()
    assert run("--check") == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"{edited}: is not what its sources make"
    assert said[-1] == "1 different; run `python scripts/regenerate.py`"


def test_check_names_what_is_missing_and_what_is_too_much_and_changes_nothing(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    (tmp_path / "out/made/small/bodies.py").unlink()
    (tmp_path / "out/made/small/extra.py").write_text("")
    before = tree(tmp_path)
    assert run("--check") == 1
    said = capsys.readouterr().err
    assert "bodies.py: is missing" in said
    assert "extra.py: is not made from anything; remove it" in said
    assert tree(tmp_path) == before


def test_check_without_any_output_is_not_up_to_date(
    run: Callable[..., int], tmp_path: Path
) -> None:
    assert run("--check") == 1
    assert not (tmp_path / "out").exists()


def test_a_run_for_one_provider_leaves_the_others_alone(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(specs / "small", specs / "other")
    run()
    shutil.copytree(specs / "other", specs / "third")
    shutil.rmtree(specs / "other")
    (specs / "third/overlay.yaml").write_text("broken")
    (tmp_path / "out/made/other/extra.py").write_text("")
    capsys.readouterr()
    assert run("small") == 0
    assert run("--check", "small") == 0
    assert capsys.readouterr().out == "small: up to date\nup to date: small\n"
    assert (tmp_path / "out/made/other/extra.py").exists()


def test_a_run_for_another_specs_folder_leaves_the_packages_of_others_alone(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(specs / "small", specs / "other")
    run()
    shutil.rmtree(specs / "other")
    before = tree(tmp_path / "out")
    assert run() == 0
    assert tree(tmp_path / "out") == before
    assert run("--check") == 0
    (tmp_path / "out/made/py.typed").unlink()
    capsys.readouterr()
    assert run("--check") == 1
    assert "py.typed: is missing" in capsys.readouterr().err


def test_a_full_run_of_this_repository_removes_the_package_of_a_provider_that_is_gone(
    run: Callable[..., int],
    specs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(regenerate, "ROOT", tmp_path)
    shutil.copytree(specs / "small", specs / "other")
    run()
    (tmp_path / "out/made/by_hand").mkdir()
    shutil.rmtree(specs / "other")
    assert run("--check") == 1
    capsys.readouterr()
    assert run() == 0
    assert "other: removed" in capsys.readouterr().out
    assert not (tmp_path / "out/made/other").exists()
    assert not (tmp_path / "out/made/.stamps/other.json").exists()
    assert (tmp_path / "out/made/by_hand").exists()

"""The benchmark measures both sides, in turns, in an environment that is pinned."""

from __future__ import annotations

import json
import socket
import sys
from typing import TYPE_CHECKING

import bench
import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LOCK = """\
attrs==26.1.0 \\
    --hash=sha256:aa
attrs-extra==1.0 \\
    --hash=sha256:bb
httpx==0.28.1 ; python_version >= '3.11' \\
    --hash=sha256:cc
"""


def test_a_run_measures_all_four_ratios_and_writes_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "bench.json"
    short = ["--python", sys.executable, "--rounds", "1", "--calls", "2"]
    assert bench.main([*short, "--json", str(figures)]) == 0
    written = json.loads(figures.read_text("utf-8"))
    assert [entry["target"] for entry in written] == [1.25, 0.05, 1.0, 1.0]
    assert all(entry["ratio"] == entry["ours_ms"] / entry["bare_ms"] for entry in written)
    assert all(entry["ours_ms"] > 0 for entry in written)
    printed = capsys.readouterr().out
    assert [entry["name"] in printed for entry in written] == [True] * 4


def test_a_run_without_a_file_only_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert bench.main(["--python", sys.executable, "--rounds", "1", "--calls", "1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    assert list(tmp_path.iterdir()) == []


def test_a_command_runs_in_the_repository_and_its_output_is_returned() -> None:
    shown = bench.run([sys.executable, "-c", "import os; print(os.getcwd())"])
    assert shown == f"{bench.ROOT}\n"


def test_a_program_that_fails_ends_the_run_with_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "python"
    # It starts the server, and no measured program (those run isolated).
    broken.write_text(f'#!/bin/sh\n[ "$1" = -I ] && exit 3\nexec {sys.executable} "$@"\n')
    broken.chmod(0o755)
    assert bench.main(["--python", str(broken), "--rounds", "1"]) == 1
    assert capsys.readouterr().err == f"bench: exit code 3 of: {broken}\n"


def test_the_server_is_gone_after_the_run() -> None:
    with bench.serving(sys.executable) as url:
        port = int(url.removesuffix("/v1").rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_both_sides_take_turns_and_the_first_turn_does_not_count() -> None:
    turns: list[str] = []

    def side(name: str, seconds: list[float]) -> float:
        turns.append(name)
        return seconds.pop(0)

    ours, bare = [9.0, 1.0, 2.0], [9.0, 3.0, 4.0]
    series = bench.in_turns(2, lambda: side("ours", ours), lambda: side("bare", bare))
    assert turns == ["ours", "bare"] * 3
    assert series == [[1.0, 2.0], [3.0, 4.0]]


def test_a_measurement_compares_medians_in_milliseconds() -> None:
    found = bench.measurement("x", 1.0, ours=[0.001, 0.002, 9.0], bare=[0.004, 0.001, 0.009])
    assert (found.ours_ms, found.bare_ms, found.ratio) == (2.0, 4.0, 0.5)


def test_the_table_marks_a_missed_target() -> None:
    good = bench.Measurement("good", 1.0, 1.0, 1.0)
    bad = bench.Measurement("bad", 1.1, 1.0, 1.0)
    lines = bench.table([good, bad]).splitlines()
    assert [line.endswith("missed") for line in lines] == [False, False, True]


def test_the_environment_takes_its_pins_from_the_lock_file() -> None:
    assert bench.pinned(LOCK, {"attrs", "httpx"}) == LOCK.replace(
        "attrs-extra==1.0 \\\n    --hash=sha256:bb\n", ""
    )


def test_the_environment_holds_what_the_core_needs_and_no_extra() -> None:
    found = bench.dependencies("finetunes")
    assert {"httpx", "attrs", "httpcore", "anyio"} <= found
    assert found & {"click", "rich", "pydantic", "starlette", "trio"} == set()


def test_the_environment_is_made_once_with_hashes_and_gets_a_new_wheel_each_time(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "environment"
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        commands.append(command)
        (folder / "wheels").mkdir(parents=True, exist_ok=True)
        (folder / "wheels" / "finetunes-1-py3-none-any.whl").touch()
        return ""

    assert bench.prepare(folder, run) == str(folder / "bin" / "python")
    marks = ("venv", "--require-hashes", "hatchling", "--force-reinstall")
    assert [next(m for m in marks if m in command) for command in commands] == list(marks)
    first, commands[:] = list(commands), []
    bench.prepare(folder, run)
    assert commands == first[2:]

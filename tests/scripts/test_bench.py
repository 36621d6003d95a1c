"""The benchmark measures the sides in turns, in environments that are pinned."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks import environments, measuring, suites
from benchmarks.documents import large_document
from benchmarks.measuring import Figure
from pipeline import yaml12

import bench

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOCK = """\
attrs==26.1.0 \\
    --hash=sha256:aa
attrs-extra==1.0 \\
    --hash=sha256:bb
httpx==0.28.1 ; python_version >= '3.11' \\
    --hash=sha256:cc
"""


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure this environment, so that nothing is installed."""

    def prepare(_: Path) -> str:
        return sys.executable

    def prepare_peers(_: Path) -> tuple[None, str]:
        return None, "not measured: peers"

    monkeypatch.setattr(bench, "prepare", prepare)
    monkeypatch.setattr(bench, "prepare_peers", prepare_peers)


def test_a_part_is_measured_shown_and_written(
    here: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "bench.json"
    assert bench.main(["installed", "--json", str(written)]) == 0
    figures = json.loads(written.read_text("utf-8"))
    shown = capsys.readouterr()
    assert [figure["name"] in shown.out for figure in figures] == [True, True]
    assert [figure["value"] for figure in figures] == [figure["ours"] for figure in figures]
    assert shown.err == "not measured: peers\n"


def test_without_a_file_a_run_only_prints(
    here: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare_peers(_: Path) -> tuple[str, str]:
        return sys.executable, ""

    monkeypatch.setattr(bench, "prepare_peers", prepare_peers)
    monkeypatch.chdir(tmp_path)
    assert bench.main(["installed"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert list(tmp_path.iterdir()) == []


def named(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


@pytest.mark.slow
def test_calls_are_compared_with_httpx_and_with_what_stands_beside_it() -> None:
    found = named(suites.calls(sys.executable, sys.executable, 1, 2))
    delete = found["sync: finetunes delete, against httpx"]
    assert delete.base is not None
    assert delete.value == delete.ours / delete.base > 0
    assert "async: generated client cancel, against httpx" in found


@pytest.mark.slow
def test_a_plan_is_measured_with_its_connections() -> None:
    found = named(suites.bulk(sys.executable, (2, 4)))
    assert found["plan of 4, 20 at once, 5-50 ms: connections"].value <= 4
    assert found["CPU an item, 4 against 2"].value > 0


@pytest.mark.slow
def test_decoding_and_long_lists_are_measured() -> None:
    found = named(suites.decoding(sys.executable, 1, 3)) | named(
        suites.listing(sys.executable, 300)
    )
    assert found["decode 3 without events, against json.loads"].value > 0
    assert found["list 300: peak, against two pages"].value > 0


@pytest.mark.slow
def test_the_command_line_is_compared_with_the_smallest_of_its_library() -> None:
    found = named(suites.command_line(sys.executable, 1))
    assert found["finetunes --version, against click's hello"].value > 0


def test_a_large_document_holds_every_operation_many_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.documents.LINES", 5000)
    lines = large_document(tmp_path / "large")
    written = (tmp_path / "large" / "document.yaml").read_text("utf-8")
    document: Any = yaml12.load(written, "large")
    ids: list[str] = []
    for item in document["paths"].values():
        ids += [operation["operationId"] for operation in item.values()]
    assert lines == len(written.splitlines())
    assert lines > 5000
    assert len(ids) == len({*ids}) > 60


def test_a_large_document_of_few_operations_has_many_schemas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.documents.LINES", 5000)
    assert large_document(tmp_path / "large", 41) > 5000
    document: Any = yaml12.load((tmp_path / "large" / "document.yaml").read_text("utf-8"), "large")
    assert sum(len(item) for item in document["paths"].values()) == 41
    assert len(document["components"]["schemas"]) > 100


def test_a_part_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        bench.main(["start", "stop"])
    assert end.value.code == 2
    assert "there is no part stop; there are start, calls," in capsys.readouterr().err


def test_the_first_client_of_a_peer_is_measured_beside_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suites, "SDKS", ("httpx",))  # here, too; its own SDKs are not
    names = [figure.name for figure in suites.start(sys.executable, sys.executable, 1)]
    assert "ready: httpx, against httpx" in names
    assert "process with one call: httpx, against httpx" in names


def test_making_clients_is_measured_in_a_copy_and_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> str:
        commands.append(command)
        (Path(command[1]).parents[1] / "generated").mkdir(exist_ok=True)
        return ""

    monkeypatch.setattr("benchmarks.documents.LINES", 1)
    monkeypatch.setattr(suites, "run", run)
    names = [figure.name for figure in suites.making(1)]
    assert names[:2] == ["regenerate: all providers", "regenerate: nothing to do"]
    assert [name.partition(", ")[2] for name in names[2:]] == [
        "41 operations",
        "hundreds of operations",
    ]
    assert environments.ROOT not in Path(commands[0][1]).parents
    assert "--specs" in commands[-1]


def test_a_command_runs_in_the_repository_and_its_output_is_returned() -> None:
    shown = environments.run([sys.executable, "-c", "import os; print(os.getcwd())"])
    assert shown == f"{environments.ROOT}\n"


def test_a_program_that_fails_ends_the_run_with_one_line(
    here: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)

    def prepare(_: Path) -> str:
        return str(broken)

    monkeypatch.setattr(bench, "prepare", prepare)
    assert bench.main(["decoding", "--rounds", "1"]) == 1
    assert capsys.readouterr().err.endswith(f"bench: exit code 3 of: {broken}\n")


def test_a_measured_program_sees_no_key_and_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOGETHER_API_KEY", "a-key-of-this-shell")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    program = "import json, os\nprint(json.dumps(sorted(os.environ)))"
    seen = measuring.read_program(sys.executable, program)
    assert {"TOGETHER_API_KEY", "HTTPS_PROXY"} & {*seen} == set()


def test_the_server_is_gone_after_the_run() -> None:
    with measuring.serving(sys.executable) as url:
        port = int(url.rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_the_sides_take_turns_and_the_first_turn_does_not_count() -> None:
    turns: list[str] = []

    def side(name: str, seconds: list[float]) -> float:
        turns.append(name)
        return seconds.pop(0)

    ours, bare = [9.0, 1.0, 2.0], [9.0, 3.0, 4.0]
    medians = measuring.in_turns(2, lambda: side("ours", ours), lambda: side("bare", bare))
    assert turns == ["ours", "bare"] * 3
    assert medians == [1.5, 3.5]


def test_the_table_marks_a_missed_target() -> None:
    figures = [
        Figure("good", 1.0, 1.0, target=1),
        Figure("bad", 1.1, 1.0, target=1),
        Figure("so", 9),
    ]
    lines = measuring.table(figures).splitlines()
    assert [line.endswith("missed") for line in lines] == [False, False, True, False]


def test_the_environment_takes_its_pins_from_the_lock_file() -> None:
    assert environments.pinned(LOCK, {"attrs", "httpx"}) == LOCK.replace(
        "attrs-extra==1.0 \\\n    --hash=sha256:bb\n", ""
    )


def test_the_environment_holds_what_the_core_needs_and_no_extra() -> None:
    found = environments.dependencies("finetunes")
    assert {"httpx", "attrs", "httpcore", "anyio"} <= found
    assert found & {"click", "rich", "pydantic", "starlette", "trio"} == set()
    assert {"httpx", "click", "rich"} <= environments.dependencies("finetunes", "cli")


class Runs:
    """Notes commands, and makes the wheel that one of them would make."""

    def __init__(self, folder: Path, failing: str = "") -> None:
        self.commands: list[Sequence[str]] = []
        self._folder = folder
        self._failing = failing

    def __call__(self, command: Sequence[str]) -> str:
        self.commands.append(command)
        if self._failing and self._failing in command:
            raise subprocess.CalledProcessError(1, command)
        (self._folder / "wheels").mkdir(parents=True, exist_ok=True)
        (self._folder / "wheels" / "finetunes-1-py3-none-any.whl").touch()
        return ""


def test_the_environment_is_made_once_with_hashes_and_gets_a_new_wheel_each_time(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "environment"
    run = Runs(folder)
    assert environments.prepare(folder, run=run) == str(folder / "bin" / "python")
    marks = ("venv", "--require-hashes", "hatchling", "--force-reinstall")
    assert [next(m for m in marks if m in command) for command in run.commands] == [*marks]
    again = Runs(folder)
    environments.prepare(folder, run=again)
    assert again.commands == run.commands[2:]


def test_the_peers_are_installed_once(tmp_path: Path) -> None:
    run = Runs(tmp_path)
    assert environments.prepare_peers(tmp_path, run) == (str(tmp_path / "bin" / "python"), "")
    assert [*run.commands[-1][-3:]] == [*environments.PEER_PINS]
    again = Runs(tmp_path)
    environments.prepare_peers(tmp_path, again)
    assert not any({*environments.PEER_PINS} <= {*command} for command in again.commands)


def test_peers_that_cannot_be_installed_are_named_and_not_measured(tmp_path: Path) -> None:
    found = environments.prepare_peers(tmp_path, Runs(tmp_path, environments.PEER_PINS[0]))
    assert found == (
        None,
        "not measured: together==3.1.1, cohere==7.3.1, openai==3.52.0 (exit code 1 of pip)",
    )

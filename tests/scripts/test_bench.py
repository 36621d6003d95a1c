"""The benchmark measures the sides in turns, and shows and keeps what they came to."""

from __future__ import annotations

import json
import socket
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from benchmarks import calling, environments, measuring, reading, starting
from benchmarks.measuring import Figure

import bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

HERE = {environments.CORE: sys.executable, environments.COMMAND_LINE: sys.executable}


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure this environment, so that nothing is installed."""

    def prepare() -> tuple[dict[str, str], list[str]]:
        return HERE, ["not measured: peers"]

    monkeypatch.setattr(bench, "prepare", prepare)


@pytest.fixture
def peer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Environments of which one has a peer, which is httpx: it is here, the SDKs are not."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(environments, "PEERS", {"httpx": "httpx==1"})
    return HERE | {"httpx": str(python)}


def test_a_part_is_shown_and_the_file_of_the_whole_run_is_left_alone(
    here: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "results.json"
    assert bench.main(["installed"], written) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("installed\n")
    assert len(shown.out.splitlines()) == 5
    assert shown.err == "not measured: peers\n"
    assert not written.exists()


def test_a_whole_run_is_kept_with_what_it_was_measured_in(
    here: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[str] = []

    def measure(part: str, *_: object) -> list[Figure]:
        measured.append(part)
        return [Figure(part, "finetunes", 1.0, "httpx", 2.0)]

    monkeypatch.setattr(bench, "measure", measure)
    written = tmp_path / "results.json"
    assert bench.main(["--rounds", "4"], written) == 0
    found = json.loads(written.read_text("utf-8"))
    assert [*found["figures"]] == measured == [*bench.PARTS]
    assert found["figures"]["calls"][0]["value"] == 0.5
    assert found["missing"] == ["not measured: peers"]
    assert found["rounds"] == 4
    assert found["environments"]["core"]["httpx"].startswith("0.28")
    assert str(environments.ROOT) not in written.read_text("utf-8")
    assert socket.gethostname() not in found.values()


def named(figures: Iterable[Figure]) -> dict[tuple[str, str, str], Figure]:
    return {(figure.name, figure.side, figure.environment): figure for figure in figures}


def of_one(figures: Iterable[Figure], side: str = "finetunes") -> dict[str, Figure]:
    return {figure.name: figure for figure in figures if figure.side == side}


@pytest.mark.slow
def test_calls_are_compared_with_httpx_of_the_same_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []

    def read_program(python: str, *rest: object) -> dict[str, list[float]]:
        asked.append((python, *map(str, rest)))
        speed = 1.0 if python == "p" else 4.0
        return {"finetunes/delete": [speed], "httpx/delete": [2 * speed], "x/delete": [speed]}

    found = named(calling.calls(HERE, 1, 2))
    delete = found["delete, sync, CPU", "finetunes", "core"]
    assert delete.base is not None
    assert delete.value == delete.median / delete.base > 0
    assert ("cancel, async, CPU", "generated code", "core") in found
    monkeypatch.setattr(calling, "read_program", read_program)
    monkeypatch.setattr(calling, "serving", nullcontext)
    beside = named(calling.calls(HERE | {"openai": "p"}, 1, 2))
    assert beside["delete, sync, CPU", "x", "openai"].base == 2000
    assert beside["delete, sync, CPU", "x", "core"].base == 8000
    assert beside["delete, sync, CPU", "finetunes", "openai"].target is None
    assert asked[1][-3:] == ("finetunes", "httpx", "openai")


@pytest.mark.slow
def test_a_plan_is_measured_with_its_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "_PLANS", ((20, 5, 50, 1.1),))
    monkeypatch.setattr(calling, "BESIDE", "cohere")
    found = of_one(calling.bulk({**HERE, "openai": sys.executable}, 1, (2, 4)))
    plan = found["plan of 4, 20 at once, 5-50 ms"]
    assert plan.value > 1  # nobody is quicker than the server
    assert found[f"{plan.name}: connections"].value <= 4
    assert found["plan of 4: CPU an item"].value > 0


@pytest.mark.slow
def test_many_deletes_are_compared_where_the_same_can_be_deleted(
    peer: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "_PLANS", ((2, 1, 2, 1.1),))
    monkeypatch.setattr(calling, "BESIDE", "httpx")
    found = named(calling.bulk(peer, 1, (3, 4)))
    name = "3 deletes, 32 at once, 5-50 ms"
    assert {side for one, side, where in found if (one, where) == (name, "httpx")} == {
        "finetunes",
        "httpx",
    }
    assert found[name, "httpx", "httpx"].value > 1


@pytest.mark.slow
def test_decoding_is_compared_with_json_and_a_list_with_httpx(peer: dict[str, str]) -> None:
    body = reading.Body(3, 1, target=2.1, held=1.25)
    found = of_one(reading.decoding(peer, 1, [body]), "generated code")
    assert found["decode 3 jobs, 1 events each, CPU"].against == "json.loads"
    assert found["memory of 3 jobs, 1 events each"].value > 0
    lists = of_one(reading.decoding(peer, 1, [reading.Body(3, 0)]))
    assert lists["list 3 jobs, 0 events each, CPU"].against == "httpx"


def test_the_sdk_of_the_same_provider_lists_beside_ours_and_the_generator_holds_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_program(_: str, __: str, what: str, *rest: object) -> Mapping[str, Sequence[float]]:
        return {str(side): [2e6 if what == "bytes" else 1.0] for side in rest[3:]}

    monkeypatch.setattr(reading, "read_program", read_program)
    interpreters = HERE | {environments.GENERATOR: sys.executable, "together": "p", "cohere": "p"}
    found = named(reading.decoding(interpreters, 1, [reading.Body(3, 1, held=1.25)]))
    assert ("list 3 jobs, 1 events each, CPU", "together", "together") in found
    generator = found["memory of 3 jobs, 1 events each", environments.GENERATOR, "core"]
    assert (generator.median, generator.target) == (2, None)


@pytest.mark.slow
def test_a_long_list_is_measured_with_its_peak(
    peer: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LISTING", "httpx")
    found = named(reading.listing(peer, 1, 300))
    assert found["list 300 on pages: peak", "finetunes", "core"].target == 1.0
    assert found["list 300 on pages: peak", "httpx", "httpx"].value > 0


@pytest.mark.slow
def test_the_command_line_is_compared_with_the_smallest_of_its_library() -> None:
    found = of_one(starting.command_line(HERE, 1))
    assert found["finetunes --version, CPU"].value > 0


@pytest.mark.slow
def test_the_first_client_of_a_peer_is_measured_beside_ours(peer: dict[str, str]) -> None:
    found = named(starting.start(peer, 1))
    name = "ready: import and client, CPU"
    assert found[name, "httpx", "httpx"].value == 1
    assert found[name, "finetunes", "core"].target == 1.2
    assert found[name, "finetunes", "httpx"].target is None
    assert ("process with one call, CPU", "httpx", "httpx") in found


def test_a_part_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        bench.main(["start", "stop"])
    assert end.value.code == 2
    assert "there is no part stop; there are start, calls," in capsys.readouterr().err


def test_a_program_that_fails_ends_the_run_with_one_line(
    here: None, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)

    def prepare() -> tuple[dict[str, str], list[str]]:
        return {environments.CORE: str(broken)}, []

    monkeypatch.setattr(bench, "prepare", prepare)
    assert bench.main(["listing", "--rounds", "1"]) == 1
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


def test_the_sides_take_turns_to_and_fro_and_the_first_turn_does_not_count() -> None:
    turns: list[str] = []

    def side(name: str, seconds: list[float]) -> Callable[[], dict[str, float]]:
        def measured() -> dict[str, float]:
            turns.append(name)
            return {"seconds": seconds.pop(0)}

        return measured

    ours, bare = [9.0, 1.0, 2.0], [9.0, 3.0, 4.0]
    sides = {"ours": side("ours", ours), "bare": side("bare", bare)}
    found = measuring.in_turns(2, sides)
    assert turns == ["ours", "bare", "bare", "ours", "ours", "bare"]
    assert found == {"ours": {"seconds": 1.5}, "bare": {"seconds": 3.5}}


def test_the_table_marks_a_missed_target() -> None:
    figures = [
        Figure("good", "ours", 1.0, "bare", 1.0, target=1),
        Figure("bad", "ours", 1.1, "bare", 1.0, target=1),
        Figure("so", "ours", 9),
    ]
    lines = measuring.table(figures).splitlines()
    assert [line.endswith("missed") for line in lines] == [False, False, True, False]

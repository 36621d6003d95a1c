"""Runs that are killed, interrupted or cancelled, and two runs at once."""

from __future__ import annotations

import errno
import fcntl
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes.errors import TransferError
from finetunes.transfers import part

from ..core.wire import Connection
from .conftest import adownload
from .serving import CONTENT, Served, leftovers

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.records import Download

    from ..core.wire import Start
    from .conftest import Runner

TOTAL = len(CONTENT)
HALF = TOTAL // 2


PROGRAM = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from tests.transfers.conftest import Runner

def progress(done, total):
    if done > {stop}:
        print("ready", flush=True)
        sys.stdin.read()

Runner("sync").download(sys.argv[1], Path(sys.argv[2]), progress=progress)
"""


def start(url: str, target: Path, *, stop: int = TOTAL, limit: int = 0) -> subprocess.Popen[str]:
    path = [str(part.__file__).partition("wrapper")[0], *sys.path]
    program = PROGRAM.format(path=path, stop=stop)
    if limit:
        program = (
            f"import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({limit},) * 2)\n"
            + program
        )
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", program, url, str(target)]
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_its_part_and_no_lock_to_the_next(
    blocking: Runner, wire: Start, tmp_path: Path, how: signal.Signals
) -> None:
    server = wire(Served(breaks=[HALF], end=Connection.stall), Served())
    with start(server.url, tmp_path / "f", stop=0) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(TransferError, match="another run is downloading to"):
            blocking.download(server.url, tmp_path / "f")
        process.send_signal(how)
        process.wait(20)
    there = (tmp_path / "f.part").stat().st_size
    assert 0 < there <= HALF
    assert not (tmp_path / "f").exists()
    assert blocking.download(server.url, tmp_path / "f").resumed_from == there
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_limit_of_the_system_is_said_by_a_real_process(wire: Start, tmp_path: Path) -> None:
    server = wire(Served())
    with start(server.url, tmp_path / "f", limit=HALF) as process:
        _, errors = process.communicate(timeout=30)
    assert "cannot be written: File too large; make room there" in errors
    assert (tmp_path / "f.part").read_bytes() == CONTENT[:HALF]


def test_an_interruption_frees_the_part_at_once(
    blocking: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())

    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as kept:
        blocking.download(server.url, tmp_path / "f", progress=interrupt)
    assert leftovers(tmp_path / "f") == ["f.part", "f.part.json"]
    assert blocking.download(server.url, tmp_path / "f").resumed_from > 0
    assert kept.value is not None  # its traceback still holds every frame


@pytest.mark.parametrize("colour", ["asyncio", "trio"])
def test_a_cancellation_frees_the_part_at_once(wire: Start, tmp_path: Path, colour: str) -> None:
    server = wire(Served(breaks=[HALF], end=Connection.stall), Served())

    async def main() -> Download:
        scope = anyio.CancelScope()

        def cancel(done: int, total: int | None) -> None:
            scope.cancel()

        with scope:
            await adownload(server.url, tmp_path / "f", progress=cancel)
        return await adownload(server.url, tmp_path / "f")

    assert anyio.run(main, backend=colour).resumed_from > 0
    assert (tmp_path / "f").read_bytes() == CONTENT


def no_locks(*_: Any) -> None:
    raise OSError(errno.ENOTSUP, "Operation not supported")


@pytest.mark.parametrize("locks", ["none", "not here"])
def test_without_locks_a_download_works_all_the_same(
    runner: Runner, wire: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locks: str
) -> None:
    if locks == "none":
        monkeypatch.setattr(part, "_LOCKS", None)
    else:
        monkeypatch.setattr(fcntl, "flock", no_locks)
    runner.download(wire(Served()).url, tmp_path / "f")
    assert leftovers(tmp_path / "f") == ["f"]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_part_that_another_run_takes_away_while_it_is_locked_is_left_alone(
    blocking: Runner, wire: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replaced: bool
) -> None:
    server = wire(Served())

    def taken(*_: Any) -> None:
        (tmp_path / "f.part").unlink()
        if replaced:
            (tmp_path / "f.part").write_text("new")

    monkeypatch.setattr(fcntl, "flock", taken)
    with pytest.raises(TransferError, match="another run"):
        blocking.download(server.url, tmp_path / "f")
    assert server.requests == []

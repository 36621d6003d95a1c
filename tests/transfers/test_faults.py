"""Downloads that end badly: what is kept, what is said, and who may go on."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.errors import APIConnectionError, TransferError
from finetunes.exchange.flow import Flow, Work

from ..core.canary import assert_shown_nowhere
from ..core.wire import Connection, reply
from .serving import CONTENT, Served, leftovers

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.calls import Call
    from finetunes.exchange.addresses import Address

    from ..core.wire import Start
    from .conftest import Runner

TOTAL = len(CONTENT)
HALF = TOTAL // 2


def test_a_server_that_stalls_is_given_up_after_the_timeout_and_keeps_the_part(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served(breaks=[HALF], end=Connection.stall))
    with pytest.raises(TransferError, match="the time ran out inside the reply") as caught:
        runner.download(server.url, tmp_path / "f", timeout=1)
    assert (tmp_path / "f.part").read_bytes() == CONTENT[:HALF]
    assert_shown_nowhere(caught.value)


def test_a_download_may_take_longer_than_the_timeout_while_bytes_come(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    def slowly(connection: Connection) -> None:
        connection.request()
        connection.send(reply(b"", length=60))
        connection.trickle(b"x" * 60)  # some 1.2 s in all

    runner.download(wire(slowly).url, tmp_path / "f", timeout=1)
    assert (tmp_path / "f").read_bytes() == b"x" * 60


def test_a_provider_that_goes_away_in_the_middle_leaves_the_part(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    server = wire(Served(breaks=[HALF]), Connection.reset)
    with pytest.raises(TransferError) as caught:
        runner.download(server.url, tmp_path / "f")
    assert "run the same command again to resume" in str(caught.value)
    assert (caught.value.provider, caught.value.id) == ("maker", "ft-1")
    assert len(server.requests) < 5
    assert_shown_nowhere(caught.value)


def test_a_provider_that_never_answers_is_a_connection_error(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    with pytest.raises(APIConnectionError):
        runner.download(wire(Connection.reset).url, tmp_path / "f")
    assert leftovers(tmp_path / "f") == []


def test_a_fault_in_the_middle_keeps_its_status(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    server = wire(Served(breaks=[HALF]), reply({"message": "busy"}, "503 Service Unavailable"))
    with pytest.raises(TransferError, match=r"busy; \d+ of \d+ bytes are in") as caught:
        runner.download(server.url, tmp_path / "f")
    assert caught.value.status_code == 503


def failing(number: int, *, after: int) -> Any:
    real, left = os.write, [after]

    def write(descriptor: int, data: Any) -> int:
        if len(data) < 1000:  # what an event loop tells itself
            return real(descriptor, data)
        if left[0] <= 0:
            raise OSError(number, os.strerror(number))
        written = real(descriptor, data[: left[0]])
        left[0] -= written
        return written

    return write


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_takes_no_more_is_said_and_the_next_run_goes_on(
    runner: Runner, wire: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    server = wire(Served())
    with monkeypatch.context() as patch:
        patch.setattr("finetunes.transfers.part.os.write", failing(number, after=HALF))
        with pytest.raises(TransferError) as caught:
            runner.download(server.url, tmp_path / "f")
    words = f"{tmp_path / 'f'}.part cannot be written: {os.strerror(number)}"
    assert words in str(caught.value)
    assert ("; make room there; " in str(caught.value)) == (number != errno.EIO)
    assert f"{HALF} of {TOTAL} bytes are in" in str(caught.value)
    assert len(server.requests) == 1
    assert runner.download(server.url, tmp_path / "f").resumed_from == HALF
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_what_progress_raises_comes_out_as_it_is_and_stops_the_download(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(Served())
    mine = BrokenPipeError("mine")

    def fail(done: int, total: int | None) -> None:
        raise mine

    with pytest.raises(BrokenPipeError) as caught:
        runner.download(server.url, tmp_path / "f", progress=fail)
    assert caught.value is mine
    assert any(entry.name == "fail" for entry in caught.traceback)
    assert len(server.requests) == 1
    assert leftovers(tmp_path / "f") == ["f.part", "f.part.json"]


def test_a_target_that_appears_meanwhile_is_not_replaced(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    def appear(done: int, total: int | None) -> None:
        (tmp_path / "f").write_text("precious")

    with pytest.raises(TransferError, match="has appeared meanwhile; the whole file is in"):
        runner.download(wire(Served()).url, tmp_path / "f", progress=appear)
    assert (tmp_path / "f").read_text() == "precious"
    assert (tmp_path / "f.part").read_bytes() == CONTENT


def test_a_target_that_cannot_be_made_at_the_end_is_said(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    def appear(done: int, total: int | None) -> None:
        (tmp_path / "f").mkdir(exist_ok=True)

    with pytest.raises(TransferError, match="f cannot be made: Is a directory; the whole file"):
        runner.download(wire(Served()).url, tmp_path / "f", progress=appear, overwrite=True)


def refuse(*_: Any) -> None:
    raise OSError(errno.EIO, "Input/output error")


def test_bytes_that_do_not_reach_the_disk_get_no_name(
    runner: Runner, wire: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.transfers.part.os.fsync", refuse)
    with pytest.raises(TransferError, match="cannot be written: Input/output error"):
        runner.download(wire(Served()).url, tmp_path / "f")
    assert leftovers(tmp_path / "f") == ["f.part", "f.part.json"]


def test_a_note_that_cannot_be_written_stops_the_download(
    blocking: Runner, wire: Start, tmp_path: Path
) -> None:
    (tmp_path / "f.part.json").symlink_to("missing")
    with pytest.raises(TransferError, match="cannot be written: Too many levels"):
        blocking.download(wire(Served()).url, tmp_path / "f")


def test_local_work_leaves_the_event_loop_alone(runner: Runner, wire: Start) -> None:
    def make(call: Call, own: Address) -> Flow[bool]:
        here = threading.get_ident()
        elsewhere: int = yield Work(threading.get_ident)
        return elsewhere == here

    assert runner.run(make, wire(b"").url) == (runner.colour == "sync")

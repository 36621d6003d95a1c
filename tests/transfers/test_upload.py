"""An upload: checked here, announced, put where the provider leads, handed over."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.errors import (
    APIConnectionError,
    APITimeoutError,
    TransferError,
    UndecodableResponseError,
)

from ..core.canary import assert_shown_nowhere
from ..core.wire import Connection, after_request, reply
from .conftest import KEY, Seen

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.wire import Start, Wire
    from .conftest import Runner

LINES = b'{"text": "a"}\n' * 9000
SIGNATURE = "X-Signature=5ecre7-0123456789"
DONE = reply({"id": "file-1", "done": True})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "data.jsonl"
    file.write_bytes(LINES)
    return file


def provider(wire: Start, storage: Wire, *then: bytes) -> Wire:
    """Start a provider that leads to a storage, and answers what follows."""
    lead = f"Location: {storage.url}/bucket?{SIGNATURE}"
    announced = reply(b"", "302 Found", lead, "X-File-Id: file-1")
    return wire(*(after_request(data) for data in (announced, *(then or (DONE,)))))


def test_the_bytes_go_where_the_provider_leads_and_the_key_does_not(
    runner: Runner, wire: Start, path: Path
) -> None:
    storage = wire(reply(b""))
    server = provider(wire, storage)
    seen = Seen()
    done = runner.upload(server.url, path, progress=seen)
    assert (done.id, done.size, done.existed) == ("file-1", len(LINES), False)
    assert done.body == {"id": "file-1", "done": True}
    announced, finished = server.requests
    assert announced.json == ["data.jsonl", len(LINES), hashlib.sha256(LINES).hexdigest()]
    assert finished.target == "/files/file-1/process"
    assert {r.header("authorization") for r in server.requests} == {f"Bearer {KEY}"}
    put = storage.only
    assert (put.method, put.target, put.body) == ("PUT", f"/bucket?{SIGNATURE}", LINES)
    assert put.header("content-length") == str(len(LINES))
    assert put.header("transfer-encoding") is None
    assert put.header("content-type") is None
    assert b"CANARY" not in put.raw
    assert b"authorization" not in put.raw.lower()
    assert seen[-1] == (len(LINES), len(LINES))


def test_a_file_that_the_provider_has_is_only_looked_at(
    runner: Runner, wire: Start, path: Path
) -> None:
    server = wire(
        after_request(reply({}, "409 Conflict", "X-File-Id: file-1")), after_request(DONE)
    )
    done = runner.upload(server.url, path)
    assert (done.id, done.existed, done.body["done"]) == ("file-1", True, True)
    assert [f"{r.method} {r.target}" for r in server.requests] == [
        "POST /files", "GET /files/file-1"
    ]  # fmt: skip


def test_a_put_that_breaks_off_is_sent_again(
    runner: Runner, wire: Start, path: Path, pauses: list[float]
) -> None:
    def break_off(connection: Connection) -> None:
        connection.socket.recv(1000)
        connection.reset()

    storage = wire(break_off, reply(b"", "503 Slow Down"), reply(b""))
    runner.upload(provider(wire, storage).url, path)
    assert storage.requests[-1].body == LINES
    assert len(pauses) == 2


def test_a_put_that_always_breaks_off_is_given_up(
    runner: Runner, wire: Start, path: Path, pauses: list[float]
) -> None:
    storage = wire(Connection.reset)
    with pytest.raises(APIConnectionError) as caught:
        runner.upload(provider(wire, storage).url, path)
    assert "5ecre7" not in str(caught.value)
    assert_shown_nowhere(caught.value)


def test_a_storage_that_takes_nothing_is_given_up_after_the_timeout(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    file = tmp_path / "large.bin"
    with file.open("wb") as large:
        large.truncate(64 * 1024 * 1024)  # more than any socket takes by itself
    storage = wire(Connection.stall)
    with pytest.raises(APITimeoutError):
        runner.upload(provider(wire, storage).url, file, timeout=1)


def test_an_upload_may_take_longer_than_the_timeout_while_bytes_leave(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    file = tmp_path / "large.bin"
    with file.open("wb") as large:
        large.truncate(24 * 1024 * 1024)

    def slowly(connection: Connection) -> None:
        left = 24 * 1024 * 1024
        while left > 0:
            left -= len(connection.socket.recv(1024 * 1024))
            connection.wire.stopping.wait(0.05)
        connection.send(reply(b""))

    runner.upload(provider(wire, wire(slowly)).url, file, timeout=1)


def test_an_address_that_has_expired_is_asked_for_anew_once(
    runner: Runner, wire: Start, path: Path
) -> None:
    storage = wire(after_request(reply(b"expired", "403 Forbidden")), reply(b""))
    lead = reply(b"", "302 Found", f"Location: {storage.url}", "X-File-Id: file-2")
    server = provider(wire, storage, lead, DONE)
    assert runner.upload(server.url, path).id == "file-2"
    assert [request.method for request in storage.requests] == ["PUT", "PUT"]


def test_an_address_that_is_refused_again_is_an_error(
    runner: Runner, wire: Start, path: Path
) -> None:
    storage = wire(reply(b"expired", "403 Forbidden"))
    lead = reply(b"", "302 Found", f"Location: {storage.url}", "X-File-Id: file-2")
    with pytest.raises(TransferError, match="answered 403 Forbidden, twice; run the same"):
        runner.upload(provider(wire, storage, lead).url, path)
    assert len(storage.requests) == 2


@pytest.mark.parametrize("status", ["400 Bad Request", "307 Temporary Redirect", "411 L"])
def test_another_refusal_of_the_storage_is_an_error(
    runner: Runner, wire: Start, path: Path, status: str
) -> None:
    storage = wire(reply(f"<Url>{SIGNATURE}</Url>", status))
    with pytest.raises(TransferError, match=f"where the provider leads, answered {status[:3]}"):
        runner.upload(provider(wire, storage).url, path)
    assert len(storage.requests) == 1


@pytest.mark.parametrize("status", ["200 OK", "302 Found", "409 Conflict"])
def test_an_announcement_that_names_no_file_is_not_understood(
    runner: Runner, wire: Start, path: Path, status: str
) -> None:
    server = wire(reply({}, status, f"Location: https://storage.example/?{SIGNATURE}"))
    with pytest.raises(UndecodableResponseError, match="names no file; nothing was uploaded"):
        runner.upload(server.url, path)
    assert len(server.requests) == 1


def test_a_failure_at_the_end_names_the_file_that_is_there(
    runner: Runner, wire: Start, path: Path
) -> None:
    server = provider(wire, wire(reply(b"")), reply({"message": "no"}, "400 Bad Request"))
    with pytest.raises(TransferError, match="no; all bytes are there, as file-1; run") as caught:
        runner.upload(server.url, path)
    assert (caught.value.status_code, caught.value.operation) == (400, "upload")


def test_a_file_of_another_kind_goes_as_it_is(runner: Runner, wire: Start, tmp_path: Path) -> None:
    storage = wire(reply(b""))
    (tmp_path / "data.parquet").write_bytes(b"\x00\xff")
    runner.upload(provider(wire, storage).url, tmp_path / "data.parquet")
    assert storage.only.body == b"\x00\xff"


def change(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"{}\n")


def cut(path: Path) -> None:
    os.truncate(path, 100)


@pytest.mark.parametrize("how", [change, cut])
def test_a_file_that_changes_while_it_is_sent_is_not_handed_over(
    runner: Runner, wire: Start, path: Path, pauses: list[float], how: Any
) -> None:
    server = provider(wire, wire(reply(b"")))

    def progress(done: int, total: int | None) -> None:
        how(path)

    with pytest.raises(TransferError, match="has changed while it was sent; run the same"):
        runner.upload(server.url, path, progress=progress)
    assert len(server.requests) == 1


def test_what_progress_raises_comes_out_as_it_is(
    runner: Runner, wire: Start, path: Path, pauses: list[float]
) -> None:
    mine = BrokenPipeError("mine")

    def fail(*_: Any) -> None:
        raise mine

    with pytest.raises(BrokenPipeError) as caught:
        runner.upload(provider(wire, wire(reply(b""))).url, path, progress=fail)
    assert caught.value is mine
    assert any(entry.name == "fail" for entry in caught.traceback)

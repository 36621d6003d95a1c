"""The file that a download of one of Together's jobs gives, whole and in parts."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing.files import etag, file_reply
from hypothesis import given, strategies as st

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import HandClock, Wire


@pytest.fixture
def job(server: EmbeddedServer) -> str:
    return server.together.add("ft-1", status="completed", n_checkpoints=3, download_bytes=500)


def download(wire: Wire, job: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
    params = {"ft_id": job, **query}
    return wire.send("together", "GET", "/finetune/download", params=params, headers=headers)


def test_a_download_is_an_archive_with_a_name_and_a_validator(
    server: EmbeddedServer, wire: Wire, job: str
) -> None:
    reply = download(wire, job)
    assert (reply.status_code, reply.content) == (200, server.together.archive(job))
    assert reply.headers["content-disposition"] == 'attachment; filename="ft-1-model.tar.zst"'
    assert reply.headers["accept-ranges"] == "bytes"
    assert reply.headers["etag"].startswith('"')
    assert server.received[-1].item == job


def unpacked(content: bytes) -> bytes:
    """What is in a zstd frame, according to node's library."""
    node = Path(sys.executable).with_name("node")
    script = (
        "process.stdout.write(require('zlib').zstdDecompressSync(require('fs').readFileSync(0)))"
    )
    return subprocess.run(
        [node, "-e", script], input=content, capture_output=True, check=True
    ).stdout


@pytest.mark.parametrize("size", [500, 300_000])
def test_the_archive_can_be_unpacked(server: EmbeddedServer, wire: Wire, size: int) -> None:
    job = server.together.add(status="completed", download_bytes=size)
    content = unpacked(download(wire, job).content)
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        members = [(member.name, member.mtime) for member in tar]
        assert members == [("config.json", 0), ("model.bin", 0)]
        assert tar.getmember("model.bin").size == size


def test_the_bytes_follow_from_what_is_downloaded(
    server: EmbeddedServer, wire: Wire, job: str
) -> None:
    other = server.together.add(status="completed", download_bytes=500)
    contents = [
        download(wire, job).content,
        download(wire, job, checkpoint="adapter").content,
        download(wire, job, checkpoint_step=10).content,
        download(wire, other).content,
    ]
    assert len(set(contents)) == 4
    assert download(wire, job, checkpoint="merged", checkpoint_step=0).content == contents[0]
    assert server.together.archive(job, 10) == contents[2]
    assert server.together.archive(job, checkpoint="adapter") == contents[1]


def test_a_full_training_has_one_kind_of_model(server: EmbeddedServer, wire: Wire) -> None:
    job = server.together.add(status="completed", training_type={"type": "Full"})
    whole = download(wire, job)
    assert download(wire, job, checkpoint="model_output_path").content == whole.content
    assert download(wire, job, checkpoint="adapter").status_code == 400


@pytest.mark.parametrize(
    "query",
    [{"checkpoint": "model_output_path"}, {"checkpoint_step": 11}, {"checkpoint_step": "last"}],
)
def test_a_file_that_is_not_there_is_a_bad_request(
    wire: Wire, job: str, query: dict[str, Any]
) -> None:
    assert download(wire, job, **query).status_code == 400


def test_an_unfinished_job_gives_its_checkpoints_but_no_model(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    job = server.together.add(status="running", advances=True, n_checkpoints=3)
    clock.now += 100
    refused = download(wire, job)
    assert refused.status_code == 400
    assert "which is running" in refused.json()["error"]["message"]
    assert download(wire, job, checkpoint_step=10).status_code == 200


@given(
    first=st.integers(0, 3000) | st.just(""),
    last=st.integers(0, 3000) | st.just(""),
    same=st.booleans(),
)
def test_a_range_is_the_part_of_the_file_that_it_names(
    first: int | str, last: int | str, same: bool
) -> None:
    content = bytes(number % 251 for number in range(2000))
    asked = {"range": f"bytes={first}-{last}", "if-range": etag(content) if same else '"old"'}
    reply = file_reply(content, asked, {})
    match same, first, last:
        case (False, _, _) | (True, "", ""):
            expected = (200, content)
        case True, "", int(count):
            expected = (206, content[-count:]) if count else (416, b"")
        case True, int(begin), int(end) if end < begin:
            expected = (200, content)
        case True, int(begin), end if begin < 2000:
            expected = (206, content[begin:] if end == "" else content[begin : int(end) + 1])
        case _:
            expected = (416, b"")
    assert (reply.status, reply.content) == expected


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, "0-9"),
        ("bytes=9-9", 206, "9-9"),
        ("bytes=10-", 206, "10-{last}"),
        ("bytes=-10", 206, "{tenth}-{last}"),
        ("bytes=-99999999", 206, "0-{last}"),
        ("bytes={size}-", 416, "*"),
        ("bytes=-0", 416, "*"),
        ("bytes=9-8", 200, None),
        ("bytes=-", 200, None),
        ("bytes=0-1,3-4", 200, None),
        ("lines=0-1", 200, None),
    ],
)
def test_a_range_is_answered_with_what_there_is_of_it(
    server: EmbeddedServer, wire: Wire, job: str, asked: str, status: int, part: str | None
) -> None:
    size = len(server.together.archive(job) or b"")
    reply = download(wire, job, {"range": asked.format(size=size)})
    expected = part and part.format(last=size - 1, tenth=size - 10)
    found = reply.headers.get("content-range")
    assert (reply.status_code, found) == (status, expected and f"bytes {expected}/{size}")


def test_a_range_of_a_file_that_has_changed_is_the_whole_file(wire: Wire, job: str) -> None:
    validator = download(wire, job).headers["etag"]
    part = {"range": "bytes=5-"}
    assert download(wire, job, {**part, "if-range": validator}).status_code == 206
    assert download(wire, job, {**part, "if-range": '"another"'}).status_code == 200


def test_a_tokenized_dataset_lies_at_an_address_that_needs_no_key(
    server: EmbeddedServer, wire: Wire
) -> None:
    file = server.together.files.add(b'{"text": "a"}\n')
    job = server.together.add(training_file=file)
    path = f"/fine-tunes/{job}/download-tokenized-dataset"
    body = wire.get("together", path)
    assert body["expires_at"] == "2026-01-01T01:00:00.000+00:00"
    assert body["url"].startswith(server.storage_url)
    fetched = httpx.get(body["url"], trust_env=False)
    assert (fetched.status_code, len(fetched.content)) == (200, body["size"])


def test_a_job_whose_file_is_gone_has_no_tokenized_dataset(
    server: EmbeddedServer, wire: Wire
) -> None:
    path = f"/fine-tunes/{server.together.add()}/download-tokenized-dataset"
    assert wire.send("together", "GET", path).status_code == 404

"""Backups where the weights, the disk or the process are not what they should be."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import finetunes
import pytest
from finetunes.cleanup.backups import BackupError, backup

from ..core.wire import PATIENCE, Connection, Wire, reply
from .test_archives import TAR, zstd

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.cleanup.manifests import Backup

BACKUP = """
import sys
import finetunes
from finetunes.cleanup.backups import backup

with finetunes.Client("together", api_key="sk-test-0123456789", base_url=sys.argv[1]) as client:
    print(backup(client, "ft-1", sys.argv[2], verifying=lambda *_: __import__("os").kill(
        __import__("os").getpid(), 9)))
"""


@dataclass
class Store:
    """Plays one job, whose weights are what a test says."""

    weights: bytes
    headers: tuple[str, ...] = ('ETag: "v1"',)
    asked: list[str] = field(default_factory=list[str])

    def __call__(self, connection: Connection) -> None:
        while request := connection.request():
            path = request.target.partition("?")[0]
            self.asked.append(path)
            if path.endswith("/finetune/download"):
                connection.send(reply(self.weights, "200 OK", *self.headers))
            elif path.endswith("/metrics"):
                connection.send(reply({"metrics": []}))
            elif path.endswith(("/events", "/checkpoints")):
                connection.send(reply({"data": []}))
            else:
                connection.send(reply({"id": path.rpartition("/")[2], "status": "completed"}))


def run(store: Store, folder: Path, **options: Any) -> Backup:
    with (
        Wire((store,)) as server,
        finetunes.Client("together", api_key="sk-test-0123456789", base_url=server.url) as client,
    ):
        return backup(client, "ft-1", folder, **options)


def etag(content: bytes) -> str:
    return f'ETag: "{hashlib.md5(content).hexdigest()}"'


def test_an_etag_that_is_the_md5_of_the_weights_is_a_checksum(tmp_path: Path) -> None:
    weights = zstd(TAR)
    made = run(Store(weights, (etag(weights),)), tmp_path)
    assert made.verified[-1] == "the store's ETag is the MD5 of the weights"
    assert made.not_verified == made.not_kept == ()


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ((), "gives no ETag"),
        (('ETag: "v1"',), "gives an ETag that is not the MD5"),
        ((etag(b"others"),), "gives an ETag that is not the MD5"),
        ((f'ETag: "{"0" * 32}-12"',), "gives an ETag that is not the MD5"),
    ],
)
def test_an_etag_that_is_no_md5_of_the_weights_is_said_to_prove_nothing(
    headers: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    made = run(Store(zstd(TAR), headers), tmp_path)
    assert words in made.not_verified[0]


@pytest.mark.parametrize("weights", [zstd(TAR)[:-9], b"<html>", zstd(TAR) + b"\0"])
def test_weights_that_cannot_be_read_to_their_end_are_kept_and_are_no_backup(
    weights: bytes, tmp_path: Path
) -> None:
    words = r"^together:ft-1: backup: ft-1\.tar\.zst: .+; it is kept, but it is no backup$"
    with pytest.raises(BackupError, match=words) as caught:
        run(Store(weights), tmp_path)
    folder = tmp_path / "together-ft-1"
    assert (folder / "ft-1.tar.zst").read_bytes() == weights
    assert not (folder / "manifest.json").exists()
    known = (caught.value.provider, caught.value.operation, caught.value.id)
    assert known == ("together", "backup", "ft-1")


def test_weights_that_were_damaged_are_fetched_anew_by_the_next_run(tmp_path: Path) -> None:
    with pytest.raises(BackupError):
        run(Store(b"<html>"), tmp_path)
    assert not run(Store(zstd(TAR)), tmp_path).existed


def test_weights_that_change_while_they_are_checked_are_no_backup(tmp_path: Path) -> None:
    def grow(done: int, total: int | None) -> None:
        path = tmp_path / "together-ft-1" / "ft-1.tar.zst"
        if done == total:
            path.write_bytes(path.read_bytes() + bytes(512))

    with pytest.raises(BackupError, match=r"it was \d+ bytes, and is \d+ now"):
        run(Store(TAR), tmp_path, verifying=grow)


def test_a_process_that_is_killed_before_the_manifest_leaves_no_backup(tmp_path: Path) -> None:
    store = Store(zstd(TAR))
    with Wire((store,)) as server:
        words = [sys.executable, "-c", BACKUP, server.url, str(tmp_path)]
        killed = subprocess.run(words, timeout=PATIENCE, capture_output=True, check=False)
    assert (killed.returncode, killed.stdout) == (-9, b"")
    assert not (tmp_path / "together-ft-1" / "manifest.json").exists()
    assert not run(store, tmp_path).existed


def test_a_folder_that_cannot_be_written_to_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "together-ft-1").write_text("")
    with pytest.raises(BackupError, match=r"/together-ft-1: File exists$"):
        run(Store(zstd(TAR)), tmp_path)


@pytest.mark.parametrize("kind", ["file", "pipe", "circle"])
def test_what_is_no_folder_takes_no_backup_and_nothing_is_sent(tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    store = Store(zstd(TAR))
    with pytest.raises(BackupError, match=f"ft-1: backup: .*{kind} is no folder; nothing was sent"):
        run(store, tmp_path / kind)
    assert store.asked == []


@pytest.mark.parametrize("name", ["manifest.json", "metadata.json", "ft-1.tar.zst"])
def test_a_pipe_in_a_backup_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    store = Store(zstd(TAR))
    folder = run(store, tmp_path).folder
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(BackupError, match="it is no regular file"):
        run(store, tmp_path)


def test_an_id_too_long_for_a_folder_is_an_error(tmp_path: Path) -> None:
    with (
        Wire((Store(zstd(TAR)),)) as server,
        finetunes.Client("together", api_key="sk-test-0123456789", base_url=server.url) as client,
        pytest.raises(BackupError, match="File name too long"),
    ):
        backup(client, "x" * 300, tmp_path)


def test_a_document_that_cannot_get_its_name_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "together-ft-1" / "metadata.json").mkdir(parents=True)
    with pytest.raises(BackupError, match="it is no regular file"):
        run(Store(zstd(TAR)), tmp_path)
    assert [path.name for path in (tmp_path / "together-ft-1").iterdir()] == ["metadata.json"]

"""Backups: fetched from the embedded server, checked, and compared when they are there already."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import finetunes
import pytest
from finetunes.cleanup import archives
from finetunes.cleanup.backups import BackupError, backup, check_backup

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

CREATED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def client(server: EmbeddedServer) -> Iterator[finetunes.Client[Any]]:
    with finetunes.Client("together") as made:
        yield made


@pytest.fixture
def job(server: EmbeddedServer) -> str:
    return server.together.add("ft-1", status="completed", created_at=CREATED)


def document(path: Path) -> Any:
    return json.loads(path.read_text("ascii"))


def asked(server: EmbeddedServer) -> list[str | None]:
    """The operations that were asked for so far."""
    return [request.operation for request in server.received]


def test_a_backup_holds_the_weights_byte_by_byte(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    made = backup(client, job, tmp_path)
    assert (made.ref, made.folder) == ("together:ft-1", tmp_path / "together-ft-1")
    weights = (made.folder / "ft-1.tar.zst").read_bytes()
    assert weights == server.together.archive(job)


def test_a_backup_holds_all_that_is_known_of_the_fine_tune(
    client: finetunes.Client[Any], job: str, tmp_path: Path
) -> None:
    found = document(backup(client, job, tmp_path).folder / "metadata.json")
    assert found == {
        "ref": "together:ft-1",
        "fine_tune": client.retrieve(job).body,
        "events": [event.body for event in client.list_events(job)],
        "checkpoints": [checkpoint.body for checkpoint in client.list_checkpoints(job)],
        "metrics": [point.body for point in client.list_metrics(job)],
    }


def test_no_secret_of_the_body_is_in_a_backup(
    client: finetunes.Client[Any], server: EmbeddedServer, tmp_path: Path
) -> None:
    id = server.together.add(status="completed", fields={"wandb_api_key": "CANARY-0123456789"})
    folder = backup(client, id, tmp_path).folder
    texts = [path.read_bytes() for path in folder.iterdir()]
    assert not any(b"CANARY" in text or server.key("together").encode() in text for text in texts)


def test_the_manifest_names_every_file_with_its_sha256(
    client: finetunes.Client[Any], job: str, tmp_path: Path
) -> None:
    made = backup(client, job, tmp_path)
    manifest = document(made.folder / "manifest.json")
    others = {path.name for path in made.folder.iterdir()} - {"manifest.json"}
    assert {file["name"] for file in manifest["files"]} == others
    for file in manifest["files"]:
        content = (made.folder / file["name"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["size"] == len(content)


def test_the_manifest_says_what_was_checked_and_what_could_not_be(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    made = backup(client, job, tmp_path)
    size = len(server.together.archive(job) or b"")
    assert made.verified == (
        f"the download came to its end: {size} bytes",
        "the archive (tar, zstd) reads to its end: 71680 bytes, 2 files in it",
    )
    words = "its store gives an ETag that is not the MD5, and no other is known"
    assert made.not_verified == (f"a checksum of the provider: {words}",)
    assert made.not_kept == ("the weights of other checkpoints; the provider lists 3",)
    manifest = document(made.folder / "manifest.json")
    assert [manifest[name] for name in ("verified", "not_verified", "not_kept")] == [
        list(made.verified),
        list(made.not_verified),
        list(made.not_kept),
    ]
    assert manifest["base_url"] == client.base_url


def test_a_checkpoint_can_be_backed_up_instead(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    made = backup(client, job, tmp_path, step=30)
    weights = (made.folder / "ft-1-step-30.tar.zst").read_bytes()
    assert weights == server.together.archive(job, 30)


def test_progress_is_told_of_the_download_and_of_the_check(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    seen: dict[str, tuple[int, int | None]] = {}

    def downloaded(done: int, total: int | None) -> None:
        seen["download"] = (done, total)

    def verified(done: int, total: int | None) -> None:
        seen["verify"] = (done, total)

    backup(client, job, tmp_path, progress=downloaded, verifying=verified)
    size = len(server.together.archive(job) or b"")
    assert seen == {"download": (size, size), "verify": (size, size)}


def test_an_id_leads_nowhere_else_than_into_the_folder(
    client: finetunes.Client[Any], server: EmbeddedServer, tmp_path: Path
) -> None:
    id = server.together.add("../../x y", status="completed")
    made = backup(client, id, tmp_path)
    assert made.folder == tmp_path / "together-..%2F..%2Fx%20y"


@pytest.mark.parametrize("provider", ["bfl", "cohere"])
def test_a_provider_without_weights_to_hand_out_is_refused_before_anything_is_sent(
    provider: str, server: EmbeddedServer, tmp_path: Path
) -> None:
    id = server.add(provider)
    words = "the provider's API hands out no weights, so there is nothing to back up"
    with (
        finetunes.Client(provider) as client,
        pytest.raises(
            finetunes.UnsupportedOperationError,
            match=f"^{provider}:{id}: backup: {words}; nothing was sent$",
        ),
    ):
        backup(client, id, tmp_path)
    assert asked(server) == []


def test_a_provider_can_be_asked_for_without_an_item() -> None:
    with pytest.raises(finetunes.UnsupportedOperationError, match=r"^bfl: backup: "):
        check_backup("bfl")


def test_without_zstd_it_is_refused_before_anything_is_sent(
    client: finetunes.Client[Any],
    server: EmbeddedServer,
    job: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "_zstd_module", lambda: None)
    with pytest.raises(BackupError, match=r"install 'finetunes\[backup\]'; nothing was sent"):
        backup(client, job, tmp_path)
    assert asked(server) == []


@pytest.mark.parametrize("status", ["pending", "running", "cancel_requested", "a new word"])
def test_a_fine_tune_that_has_not_ended_is_refused(
    status: str, client: finetunes.Client[Any], server: EmbeddedServer, tmp_path: Path
) -> None:
    id = server.together.add("ft-2", status="completed", fields={"status": status})
    with pytest.raises(BackupError, match=rf"ft-2: backup: it has not ended \('{status}'\)"):
        backup(client, id, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_weights_that_the_provider_does_not_have_are_no_backup(
    client: finetunes.Client[Any], server: EmbeddedServer, tmp_path: Path
) -> None:
    id = server.together.add("ft-2", status="cancelled")
    with pytest.raises(finetunes.BadRequestError, match="There is no merged of this job"):
        backup(client, id, tmp_path)
    assert not (tmp_path / "together-ft-2" / "manifest.json").exists()


def test_a_listing_that_the_provider_does_not_have_is_said_to_be_missing(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    server.fail_next(404, provider="together", operation="listFineTuneMetrics")
    made = backup(client, job, tmp_path)
    assert made.not_kept[0].startswith("metrics: together:ft-1: list_metrics: 404 Not Found")
    assert "metrics" not in document(made.folder / "metadata.json")


def test_a_listing_that_fails_ends_the_backup(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    server.fail_next(403, provider="together", operation="listFineTuneCheckpoints")
    with pytest.raises(finetunes.PermissionDeniedError):
        backup(client, job, tmp_path)
    assert not (tmp_path / "together-ft-1" / "manifest.json").exists()


def test_a_second_run_compares_and_downloads_nothing(
    client: finetunes.Client[Any], server: EmbeddedServer, job: str, tmp_path: Path
) -> None:
    first = backup(client, job, tmp_path)
    before = len(server.received)
    second = backup(client, job, tmp_path)
    assert asked(server)[before:] == ["retrieveFineTune"]
    assert second.existed
    assert not first.existed
    assert (second.files, second.not_kept) == (first.files, first.not_kept)


@pytest.mark.parametrize("name", ["metadata.json", "ft-1.tar.zst"])
def test_a_backup_in_which_a_byte_has_changed_is_refused(
    name: str, client: finetunes.Client[Any], job: str, tmp_path: Path
) -> None:
    path = backup(client, job, tmp_path).folder / name
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    with pytest.raises(BackupError, match=f"{name} is not what the manifest says"):
        backup(client, job, tmp_path)


def test_a_backup_from_which_a_file_is_missing_is_refused(
    client: finetunes.Client[Any], job: str, tmp_path: Path
) -> None:
    (backup(client, job, tmp_path).folder / "metadata.json").unlink()
    with pytest.raises(BackupError, match="No such file or directory"):
        backup(client, job, tmp_path)


@pytest.mark.parametrize("step", [30, None])
def test_a_backup_of_other_weights_or_of_another_state_is_refused(
    step: int | None, client: finetunes.Client[Any], server: EmbeddedServer, tmp_path: Path
) -> None:
    fields = {"updated_at": "2026-01-01T00:00:00Z"}
    id = server.together.add(status="completed", fields=fields)
    backup(client, id, tmp_path)
    if step is None:
        fields["updated_at"] = "2026-01-02T00:00:00Z"
    with pytest.raises(BackupError, match="a backup of another state of it, or of other weights"):
        backup(client, id, tmp_path, step=step)


@pytest.mark.parametrize(
    "changed",
    [
        {"schema": 2},
        {"files": []},
        {"files": [{"name": "x"}]},
        {"files": 1},
        {"verified": None},
        {"ref": None},
    ],
)
def test_a_manifest_that_is_none_of_this_version_is_refused(
    changed: dict[str, Any], client: finetunes.Client[Any], job: str, tmp_path: Path
) -> None:
    path = backup(client, job, tmp_path).folder / "manifest.json"
    path.write_text(json.dumps(document(path) | changed), "ascii")
    with pytest.raises(BackupError):
        backup(client, job, tmp_path)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff"])
def test_a_manifest_that_is_no_manifest_is_refused(
    content: bytes, client: finetunes.Client[Any], job: str, tmp_path: Path
) -> None:
    path = backup(client, job, tmp_path).folder / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(BackupError, match=r"manifest\.json is no manifest of this version"):
        backup(client, job, tmp_path)

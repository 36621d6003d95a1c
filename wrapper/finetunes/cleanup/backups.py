"""A copy of a fine-tune on this machine, checked before anybody relies on it.

The manifest is written last and at once, so a folder without one holds no backup.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from attrs import frozen

from finetunes import (
    Client,
    FineTune,
    FinetunesError,
    NotFoundError,
    UnsupportedOperationError,
    __version__,
    providers,
)

from . import manifests
from .archives import ArchiveError, has_zstd, read_archive
from .durable import sync_folder, write_json
from .manifests import Backup, BackupFile
from .snapshots import hide_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from os import PathLike

    from finetunes import Download

    from .archives import Archive

Progress: TypeAlias = "Callable[[int, int | None], None]"
METADATA = "metadata.json"
_LISTINGS = ("list_events", "list_checkpoints", "list_metrics")
_MD5 = re.compile(r'"?([0-9a-f]{32})"?', re.IGNORECASE)


class BackupError(FinetunesError):
    """A backup cannot be made, or could not be checked, so it is none."""


def check_backup(provider: str, id: str | None = None) -> None:
    """Refuse at once what could not be backed up; nothing is sent.

    Args:
        provider: The provider's name.
        id: The fine-tune it is about, for the message.

    Raises:
        UnsupportedOperationError: The provider hands out no weights.
        BackupError: This Python cannot read the archives they come in.
    """
    item = f"{provider}:{id}" if id else provider
    known: dict[str, Any] = {"provider": provider, "operation": "backup", "id": id}
    if "download" not in providers()[provider].operations:
        raise UnsupportedOperationError(
            f"{item}: backup: the provider's API hands out no weights, so there is nothing to "
            "back up; nothing was sent",
            **known,
        )
    if not has_zstd():
        raise BackupError(
            f"{item}: backup: archives of weights are compressed with zstd, which this Python "
            "cannot read, so none could be checked; install 'finetunes[backup]'; nothing was sent",
            **known,
        )


def backup(
    client: Client[Any],
    id: str,
    folder: str | PathLike[str],
    *,
    step: int | None = None,
    checkpoint: str | None = None,
    progress: Progress | None = None,
    verifying: Progress | None = None,
    timeout: float | None = None,
) -> Backup:
    """Download the weights and everything that is known of a fine-tune, and check the copy.

    The weights' length, the archive's every byte, and the store's checksum where its validator
    is one; `Backup.not_verified` says what could not be checked. A run that broke off goes on
    with the download; one that is repeated compares the files with the manifest.

    Args:
        client: A client of the provider.
        id: The provider's id of the fine-tune, which must have ended.
        folder: Where backups are; this one gets a folder of its own there.
        step: As for `Client.download`.
        checkpoint: As for `Client.download`.
        progress: As for `Client.download`.
        verifying: The same for the check after it, which takes as long as reading the file.
        timeout: As for each call of the client.

    Returns:
        The backup. What it has not is said, too: see `Backup.not_kept`.

    Raises:
        UnsupportedOperationError: The provider hands out no weights; nothing was sent.
        BackupError: It cannot be made or checked, or there is one of an earlier state.
        FinetunesError: As for `Client.retrieve` and `Client.download`.
    """
    check_backup(client.provider, id)
    home = Path(folder).absolute()
    if os.path.lexists(home) and not home.is_dir():
        words = f"{client.provider}:{id}: backup: {home} is no folder; nothing was sent"
        raise BackupError(words, provider=client.provider, operation="backup", id=id)
    item = client.retrieve(id, timeout=timeout)
    place = home / quote(f"{client.provider}-{id}", safe="")
    options = {"step": step, "checkpoint": checkpoint}
    making = _Making(client, id, item, place, options, timeout)
    if not item.status.is_final:
        word = item.provider_status or item.status
        raise making.error(f"it has not ended ({word!a:.60}); cancel it, or wait for it, first")
    with making.on_disk():
        if (place / manifests.NAME).exists():
            return making.compare()
        return making.make(progress, verifying)


@frozen
class _Making:
    """One backup while it is made, or looked at again."""

    client: Client[Any]
    id: str
    item: FineTune[Any]
    folder: Path
    options: dict[str, Any]
    timeout: float | None

    @property
    def ref(self) -> str:
        """The reference of what is backed up."""
        return f"{self.client.provider}:{self.id}"

    def error(self, words: str) -> BackupError:
        """Make an error that says which backup it is about."""
        known: dict[str, Any] = {"provider": self.client.provider, "id": self.id}
        return BackupError(f"{self.ref}: backup: {words}", operation="backup", **known)

    @contextmanager
    def on_disk(self) -> Generator[None]:
        """Turn what goes wrong on this machine into an error of the backup."""
        try:
            yield
        except OSError as error:
            raise self.error(f"{self.folder}: {error.strerror or error}") from None

    def state(self) -> dict[str, Any]:
        """Return what must be the same for an earlier backup to be one of this fine-tune."""
        item = self.item
        moments = {"created_at": item.created_at, "updated_at": item.updated_at}
        return {
            "status": item.provider_status,
            "model": item.model,
            **{name: moment and moment.isoformat() for name, moment in moments.items()},
        }

    def make(self, progress: Progress | None, verifying: Progress | None) -> Backup:
        """Fetch everything, check it, and write the manifest."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder.parent, self.folder.parent.parent):
            sync_folder(folder)  # what is deleted next must not depend on a folder that is lost
        known, not_kept = self.metadata()
        content = write_json(self.folder / METADATA, known)
        weights = self.client.download(
            self.id,
            self.folder,
            **self.options,
            overwrite=True,
            progress=progress,
            timeout=self.timeout,
        )
        archive = self.read(weights, verifying)
        checksum = _is_md5(weights.validator, archive)
        made = Backup(
            ref=self.ref,
            folder=self.folder,
            files=(
                BackupFile(METADATA, len(content), hashlib.sha256(content).hexdigest()),
                BackupFile(weights.path.name, archive.size, archive.sha256),
            ),
            verified=_verified(archive, checksum=checksum),
            not_verified=() if checksum else (_no_checksum(weights.validator),),
            not_kept=tuple(not_kept),
        )
        manifests.write(
            made,
            made_at=datetime.now(UTC).isoformat(),
            version=__version__,
            base_url=self.client.base_url,
            state=self.state(),
            options=self.options,
            etag=weights.validator,
        )
        return made

    def metadata(self) -> tuple[dict[str, Any], list[str]]:
        """Read what is known, and say what of it will not be in the backup."""
        kept: dict[str, list[Any]] = {}
        not_kept: list[str] = []
        for operation in filter(self.client.supports, _LISTINGS):
            name = operation.removeprefix("list_")
            try:
                found = getattr(self.client, operation)(self.id, timeout=self.timeout)
                kept[name] = [entry.body for entry in found]
            except NotFoundError as error:  # the fine-tune is there, so the provider has none
                not_kept.append(f"{name}: {error}")
        if number := len(kept.get("checkpoints", ())):
            not_kept.append(f"the weights of other checkpoints; the provider lists {number}")
        document = {"ref": self.ref, "fine_tune": self.item.body, **kept}
        return hide_secrets(document, self.client.provider), not_kept

    def read(self, weights: Download, progress: Progress | None) -> Archive:
        """Read the weights to their end."""
        name = weights.path.name
        try:
            archive = read_archive(weights.path, progress)
        except ArchiveError as error:
            raise self.error(f"{name}: {error}; it is kept, but it is no backup") from None
        if archive.size != weights.size:
            raise self.error(f"{name}: it was {weights.size} bytes, and is {archive.size} now")
        return archive

    def compare(self) -> Backup:
        """Look at a backup that is there: of the same state, and not a byte different."""
        try:
            made, found = manifests.read(self.folder)
        except ValueError:
            raise self.error(
                f"{self.folder / manifests.NAME} is no manifest of this version; move it away"
            ) from None
        now = {"ref": self.ref, "state": self.state(), "options": self.options}
        if any(found.get(name) != value for name, value in now.items()):
            raise self.error(
                f"{self.folder} has a backup of another state of it, or of other weights; name "
                "another folder"
            )
        if path := manifests.differing(made):
            raise self.error(f"{path} is not what the manifest says; move the folder away")
        return made


def _is_md5(validator: str | None, archive: Archive) -> bool:
    found = _MD5.fullmatch(validator or "")
    return found is not None and found[1].lower() == archive.md5


def _verified(archive: Archive, *, checksum: bool) -> tuple[str, ...]:
    read = f"{archive.content} bytes, {archive.members} files in it"
    words = (
        f"the download came to its end: {archive.size} bytes",
        f"the archive ({archive.format}) reads to its end: {read}",
    )
    return (*words, "the store's ETag is the MD5 of the weights") if checksum else words


def _no_checksum(validator: str | None) -> str:
    # An ETag is opaque (RFC 9110, section 8.8.3): one that is no MD5 of it proves nothing.
    given = "gives an ETag that is not the MD5" if validator else "gives no ETag"
    return f"a checksum of the provider: its store {given}, and no other is known"

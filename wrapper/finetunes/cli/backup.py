"""``delete --backup``: a checked copy of each fine-tune, before anybody is asked to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import finetunes
from finetunes import cleanup

from . import terminal, transfers
from .references import NothingSentError
from .report import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from finetunes import Reference


def check(references: Sequence[Reference]) -> None:
    """Refuse at once where a provider hands out no weights, or where none could be checked.

    Args:
        references: What is to be deleted.

    Raises:
        NothingSentError: One of them cannot be backed up.
    """
    reasons: dict[str, Exception] = {}
    for reference in references:
        try:
            cleanup.check_backup(*reference)
        except finetunes.FinetunesError as error:
            reasons[str(reference)] = error
    if reasons:
        raise NothingSentError(reasons)


def make(
    references: Sequence[Reference],
    clients: Mapping[str, finetunes.Client[Any]],
    folder: Path,
    ends: dict[str, Item],
) -> dict[Reference, Path]:
    """Back up one fine-tune after the other, and say what a backup does not have.

    Args:
        references: What is to be deleted.
        clients: The clients by provider.
        folder: Where the backups go.
        ends: Takes those that failed, which must not be deleted.

    Returns:
        The folder of each backup.
    """
    made: dict[Reference, Path] = {}
    for reference in references:
        try:
            done = _make(clients[reference.provider], reference, folder)
        except finetunes.FinetunesError as error:
            ends[str(reference)] = Item.failed(str(reference), "delete", error)
            continue
        made[reference] = done.folder
        terminal.say(f"{terminal.escape(done.ref)}: backup in {terminal.escape(str(done.folder))}")
        for word, missing in (("verified", done.not_verified), ("in it", done.not_kept)):
            for what in missing:
                terminal.say(f"  not {word}: {terminal.escape(what)}")
    return made


def _make(client: finetunes.Client[Any], reference: Reference, folder: Path) -> cleanup.Backup:
    with transfers.bar(str(reference)) as progress:
        # The same bar runs a second time, over the same bytes, while they are checked.
        return cleanup.backup(client, reference.id, folder, progress=progress, verifying=progress)

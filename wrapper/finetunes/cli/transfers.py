"""What ``download`` and ``upload`` share: the progress bar, and how a broken transfer ends."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

import finetunes

from . import terminal
from .exits import ExitCode, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def bar(label: str) -> Generator[Callable[[int, int | None], None] | None, None, None]:
    """Show how far a transfer is, on stderr while it is a terminal.

    Args:
        label: What is transferred.

    Yields:
        What `Client.download` and `Client.upload` take as `progress`; None off a terminal.
    """
    if not sys.stderr.isatty():
        yield None
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as shown:
        task = shown.add_task(terminal.escape(label), total=None)

        def advance(done: int, total: int | None) -> None:
            shown.update(task, completed=done, total=total)

        yield advance


def transfer_code(error: Exception) -> ExitCode:
    """Return the exit code of a transfer: 75 only where the same command again can help."""
    if isinstance(error, finetunes.TransferError):
        return ExitCode.TRY_AGAIN if error.passing else ExitCode.OTHER
    # Nothing of a transfer is lost by repeating it, so a fault of the provider counts as passing.
    fault = isinstance(error, finetunes.InternalServerError)
    return ExitCode.TRY_AGAIN if fault else code_of(error)

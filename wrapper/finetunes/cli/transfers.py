"""What ``download`` and ``upload`` share: the progress bar."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from . import terminal

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
    from . import drawing

    with drawing.transfer() as shown:
        task = shown.add_task(terminal.escape(label), total=None)

        def advance(done: int, total: int | None) -> None:
            shown.update(task, completed=done, total=total)

        yield advance

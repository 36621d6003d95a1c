"""Let an interrupt wait while something is done that must not be cut short."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

INTERRUPTED = 130
"""The exit code of a command that an interrupt has ended, as shells give it: 128 + SIGINT."""


@contextmanager
def held() -> Generator[None]:
    """Hold back Ctrl-C (SIGINT) until the block has ended; only in the main thread.

    Blocks may be nested: the outermost one lets go.

    Raises:
        KeyboardInterrupt: The block has ended, and an interrupt came meanwhile.
    """
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)

"""Let an interrupt wait while something is done that must not be cut short."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

INTERRUPTED = 130
"""The exit code of a command that an interrupt has ended, as shells give it: 128 + SIGINT."""
_NOTED = b"interrupted: what must not be left half done is finished first; then this stops\n"


class _Noted:
    """A handler of an interrupt, which says that it has come, and does nothing else."""

    def __init__(self) -> None:
        self.came = False

    def __call__(self, *_: object) -> None:
        # Not by way of `sys.stderr`: what is interrupted may be writing there just now.
        if not self.came:
            with contextlib.suppress(OSError):
                os.write(2, _NOTED)
        self.came = True


@contextlib.contextmanager
def held() -> Generator[None]:
    """Hold back Ctrl-C (SIGINT) until the block has ended, and say so; only in the main thread.

    Blocks may be nested: the outermost one lets go.

    Raises:
        KeyboardInterrupt: The block has ended, and an interrupt came meanwhile.
    """
    before = signal.getsignal(signal.SIGINT)
    if isinstance(before, _Noted):
        yield
        return
    noted = _Noted()
    signal.signal(signal.SIGINT, noted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if noted.came:
            signal.raise_signal(signal.SIGINT)

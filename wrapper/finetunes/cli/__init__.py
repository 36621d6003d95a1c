"""The command line ``finetunes``. Needs the extra ``cli``."""

from __future__ import annotations

import gc
import os
import sys

from finetunes import __version__

# Type checkers read it as True; importing `typing` would cost more than all of this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the entry point of the console script.

    Args:
        arguments: What follows the command's name; those of this process where None.

    Returns:
        The exit code, see `finetunes.cli.exits.ExitCode`.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["--version"]:
        # Answered before anything is imported: scripts ask for it often.
        sys.stdout.write(f"finetunes {__version__}\n")
        return 0
    if arguments is None:  # in a process of its own
        gc.disable()
    try:
        from finetunes.cli.commands import run
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in {"click", "rich"}:
            raise
        sys.stderr.write(f"finetunes: {library} is missing; run: pip install 'finetunes[cli]'\n")
        return 1
    if arguments is None:
        # What is loaded stays. Looking through it for garbage, while it is loaded and again when
        # Python ends, takes a fifth of the time of a short command.
        gc.freeze()
        gc.enable()
    from finetunes.cli.exits import ExitCode

    code = run(words)
    if arguments is None and code == ExitCode.INTERRUPTED:
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End the process at once: a second Ctrl-C may leave a thread that Python would wait for."""
    from contextlib import suppress

    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(code)

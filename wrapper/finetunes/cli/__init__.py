"""The command line ``finetunes``. Needs the extra ``cli``."""

from __future__ import annotations

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
    try:
        from finetunes.cli.commands import run
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in {"click", "rich"}:
            raise
        sys.stderr.write(f"finetunes: {library} is missing; run: pip install 'finetunes[cli]'\n")
        return 1
    return run(words)

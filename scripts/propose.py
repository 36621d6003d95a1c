"""Hand a nightly run's changes from one job to the next, and propose them as a pull request.

    python scripts/propose.py pack [FOLDER]    what has changed here, as a patch beside report.md
    python scripts/propose.py open [FOLDER]    a pull request of both, made from main; where the
                                               patch is empty, the one that is open is closed

The job that packs runs code made from foreign documents, and has no right to write. The one that
opens may write, and runs nothing of what it is handed: it reads a patch, and refuses one that
touches more than a nightly run makes. It needs only git, `gh`, and Python's standard library.
There is one branch, made anew from main each time, and so one pull request, which a newer run
takes over, or closes where upstream is as main again. A run in which a source could not be read
comes to neither: it does not know. Exit codes: 0 done, or nothing to propose; 1 refused; 2 usage.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from collections.abc import Sequence

MADE = ("specs/", "generated/", "tests/cassettes/")
"""What a nightly run may change."""

BRANCH = "upstream"
REPORT, PATCH = "report.md", "changes.patch"
_TITLE = "What the providers publish has changed"
_POINTLESS = (
    "What the providers publish is what main has now, so there is nothing left to propose."
    " The nightly run closes this; it opens another one when there is something again."
)
_LONGEST = 60_000  # characters; GitHub takes 65,536
_AUTHOR = ("-c", "user.name=finetunes", "-c", "user.email=noreply@invalid")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command in the working directory, which is a checkout.

    Args:
        argv: Arguments without the program's name; None for those of the process.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(prog="propose.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("step", choices=("pack", "open"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/nightly"))
    arguments = parser.parse_args(argv)
    try:
        (pack if arguments.step == "pack" else propose)(arguments.folder)
    except (OSError, PipelineError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def pack(folder: Path) -> None:
    """Write what has changed in the checkout as a patch, new files included.

    Args:
        folder: Where; the report is there already, unless nothing has changed.

    Raises:
        PipelineError: There is no report, or something else has changed than what is made.
    """
    _git("add", "--all", "--intent-to-add", ".")
    _check(_git("diff", "--name-only", "-z", "HEAD").split("\0"))
    patch = _run("git", "diff", "--binary", "--no-renames", "--no-ext-diff", "HEAD")
    if patch and not (folder / REPORT).is_file():
        raise PipelineError("is missing", file=folder / REPORT, fix="run `make sync` first")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PATCH).write_bytes(patch)


def propose(folder: Path) -> None:
    """Open a pull request of what was packed, or renew the one that is open, or close it.

    Args:
        folder: Where patch and report are; an empty patch says that there is nothing to propose.

    Raises:
        PipelineError: The patch touches what it may not, does not fit main, or git or gh failed.
    """
    patch = (folder / PATCH).resolve()
    if not patch.is_file():
        raise PipelineError("is missing", file=patch, fix="run `make sync`, then `make pack`")
    if not patch.read_bytes():
        _close()
        return
    body = (folder / REPORT).read_text(encoding="utf-8")
    if len(body) > _LONGEST:
        body = f"{body[:_LONGEST]}\n\n… and more: `make report` shows all of it.\n"
    lines = _git("apply", "--numstat", "-z", str(patch)).split("\0")
    _check([line.split("\t", 2)[-1] for line in lines])
    modes = _git("apply", "--summary", str(patch)).splitlines()
    if odd := [line for line in modes if "mode" in line and " mode 100644 " not in line]:
        raise PipelineError(f"the patch has more than plain files: {odd[0].strip()}", file=patch)
    _git("switch", "--force-create", BRANCH)
    _git("apply", "--index", str(patch))
    _git(*_AUTHOR, "commit", "--quiet", "-m", _TITLE)
    _git("push", "--force", "origin", f"HEAD:refs/heads/{BRANCH}")
    numbers = _open_ones()
    words = ("--title", _TITLE, "--body-file", "-")
    if numbers:
        _run("gh", "pr", "edit", numbers[0], *words, given=body)
    else:
        _run("gh", "pr", "create", "--base", "main", "--head", BRANCH, *words, given=body)
    print(f"{'renewed' if numbers else 'opened'} the pull request of {BRANCH}")


def _close() -> None:
    """Close the pull request that has become pointless, with a word about why."""
    numbers = _open_ones()
    for number in numbers:
        _run("gh", "pr", "close", number, "--comment", _POINTLESS)
    print(f"closed the pull request of {BRANCH}" if numbers else "nothing to propose")


def _open_ones() -> list[str]:
    fields = "number,isCrossRepository"
    # A fork may call its branch as we do, and gh gives only the newest 30 unless told otherwise.
    which = ("--head", BRANCH, "--state", "open", "--limit", "1000")
    told = _run("gh", "pr", "list", *which, "--json", fields)
    return [str(one["number"]) for one in json.loads(told) if not one["isCrossRepository"]]


def _check(names: Sequence[str]) -> None:
    if other := sorted(name for name in names if name and not name.startswith(MADE)):
        raise PipelineError(
            f"{other[0]!r} has changed", fix=f"a nightly run changes only {', '.join(MADE)}"
        )


def _git(*arguments: str) -> str:
    return _run("git", *arguments).decode("utf-8", "surrogateescape")


def _run(*command: str, given: str | None = None) -> bytes:
    done = subprocess.run(
        command,
        input=given.encode() if given is not None else None,
        stdin=subprocess.DEVNULL if given is None else None,
        check=False,
        capture_output=True,
    )
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip() or "it says nothing"
        raise PipelineError(f"{' '.join(command[:2])}: {said}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

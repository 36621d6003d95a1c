"""Build what is released from a tag; refuse where tag, version, change log and commit differ.

``make release-check TAG=v1.2.3`` runs it; publishing is another job's business
(.github/workflows/release.yml), which runs nothing of this repository.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
VERSION = Path("wrapper", "finetunes", "_version.py")
_BUILT_FROM = ("wrapper", "generated", "pyproject.toml", "README.md")


def problems(root: Path, tag: str) -> list[str]:
    """Say what keeps a tag from being released.

    Args:
        root: The checkout.
        tag: The tag's name.

    Returns:
        A line for each problem, with what to do.
    """
    found = re.search(r'"([^"]+)"', root.joinpath(VERSION).read_text("utf-8").split("=", 1)[1])
    version = found[1] if found else ""
    wrong: list[str] = []
    if tag != f"v{version}":
        wrong.append(f"the tag is {tag!a}, but {VERSION} says {version}: one of them is wrong")
    changes = root.joinpath("CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (\S+) - (\S+)$", changes, re.MULTILINE)
    if not headings or headings[0][0] != version:
        wrong.append(f"CHANGELOG.md does not begin with {version}: write what has changed")
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", headings[0][1]):
        wrong.append(f"CHANGELOG.md gives {version} no date: put it in the place of the word")
    return wrong + [
        f"{name!a} is not as it was committed: commit it, or take it away" for name in _strays(root)
    ]


def _strays(root: Path) -> list[str]:
    """Name the files that would go into the wheel and that no commit holds as they are."""
    if not root.joinpath(".git").exists():
        return []  # an unpacked sdist
    # A build server often checks out as another user than the one that builds.
    git = ["git", "-c", "safe.directory=*", "status", "--porcelain", "-z", "--untracked-files=all"]
    command = [*git, "--no-renames", "--", *_BUILT_FROM]
    listed = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [line[3:] for line in listed.split("\0") if line]


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Check a tag, and build both distributions into `dist`.

    Args:
        arguments: The tag; by default that of the command line.
        root: The checkout.

    Returns:
        0 if all is well, 1 if there is a problem, which is said.
    """
    (tag,) = sys.argv[1:] if arguments is None else arguments
    if wrong := problems(root, tag):
        print("\n".join(wrong), file=sys.stderr)
        return 1
    dist = root / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(dist)]
    subprocess.run(build, cwd=root, check=True)
    check = [sys.executable, "-m", "twine", "check", "--strict", *map(str, sorted(dist.iterdir()))]
    return subprocess.run(check, cwd=root, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""The blocks of code in the README and in docs/, and how they are run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]

_BLOCK = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?P<language>\w*) ?(?P<file>[^\n]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_SECONDS = 60  # how long a script may take; none needs more than a few
_ASKING = re.compile(r"^(finetunes (?:cancel|delete|apply)\b[^#>|\n]*)", re.MULTILINE)


class Block(NamedTuple):
    """A block of code: its language, the file it names, if any, and its text."""

    language: str
    file: str
    text: str


def name(page: Path) -> str:
    """Return how a page is called in a table."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """Return all blocks of a page, in order."""
    found = _BLOCK.finditer(page.read_text("utf-8"))
    return [Block(block["language"], block["file"], block["text"]) for block in found]


def examples(page: str, language: str) -> list[str]:
    """Return the blocks of a page that are in one language."""
    return [block.text for block in blocks(ROOT / page) if block.language == language]


def answered(script: str) -> str:
    """Return a script in which whatever would ask is told --yes."""
    return _ASKING.sub(r"\1 --yes ", script)


def play(script: str, where: Path) -> str:
    """Run a script as a shell does, and return what it printed."""
    done = subprocess.run(
        ["/bin/sh", "-euc", script],
        cwd=where, check=False, capture_output=True, text=True, timeout=_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, (script, done.stdout, done.stderr)
    return done.stdout


def search_path() -> str:
    """Return a PATH in which the commands of this environment come first."""
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

"""What mkdocs does beside its own work: named by `hooks` in mkdocs.yml."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

# A block that names its file, as guides do that a test follows: the name becomes its title.
_NAMED = re.compile(r"^(`{3,}|~{3,})(\w+) ([\w./-]+)$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Show the file that a block of code names.

    Args:
        markdown: The page.

    Returns:
        The page as mkdocs shall read it.
    """
    return _NAMED.sub(r'\1\2 title="\3"', markdown)


def on_post_build(config: Any, **_: Any) -> None:
    """Put the Markdown of each page beside it, where llms.txt leads.

    Args:
        config: The configuration of mkdocs, of which two folders are read.
    """
    source, target = Path(config["docs_dir"]), Path(config["site_dir"])
    for page in source.rglob("*.md"):
        shutil.copyfile(page, target / page.relative_to(source))

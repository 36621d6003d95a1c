"""llms.txt: what the site has, for those who read text (https://llmstxt.org)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SECTION = re.compile(r"  - (?P<title>[^:]+):")
_PAGE = re.compile(r" *- (?P<title>.+): (?P<file>\S+\.md) # (?P<words>.+)")
_NOTES = """\
It is a Python library and a command line. A cancel or delete is sent once; what it came to is said,
and where that cannot be known it is an `OutcomeUnknownError`, never a guess. Nothing here was run
against the live services."""


def text(configuration: Path) -> str:
    """Return the file docs/llms.txt.

    Args:
        configuration: `mkdocs.yml`; the comments of its `nav` say what each page is about.

    Raises:
        ValueError: A line of `nav` is neither a section nor a page with such a comment.
    """
    head, _, nav = configuration.read_text("utf-8").partition("\nnav:\n")
    summary = head.partition("\nsite_description: ")[2].partition("\n")[0]
    lines = ["# finetunes", "", f"> {summary}", "", _NOTES, "", "## Start", ""]
    for line in nav.splitlines():
        if page := _PAGE.fullmatch(line):
            lines.append(f"- [{page['title']}]({page['file']}): {page['words']}")
        elif section := _SECTION.fullmatch(line):
            lines += ["", f"## {section['title']}", ""]
        else:
            raise ValueError(
                f"{configuration.name}: {line.strip()!r} says not what the page is about: add `# …`"
            )
    return "\n".join(lines) + "\n"

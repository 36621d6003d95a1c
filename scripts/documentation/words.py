"""Text of the code as Markdown."""

from __future__ import annotations

import re

SOURCE = "<!-- Made by scripts/docs.py; `make docs` makes it again. -->"


def escape(text: str) -> str:
    """Return text that Markdown shows as it is; what stands between backticks stays code."""
    parts = re.split(r"(`+[^`]*`+)", text)
    parts[::2] = [re.sub(r"([\\*_<>\[\]])", r"\\\1", part) for part in parts[::2]]
    return "".join(parts)


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; the first row has the headings."""
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)


def page(*blocks: str) -> str:
    """Return a page, a blank line between its blocks."""
    return "\n\n".join((SOURCE, *blocks)) + "\n"

"""The tables of docs/outcomes.md, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs" / "outcomes.md"


def rows(name: str) -> list[list[str]]:
    """Return the cells of a table that stands between ``<!-- name`` and ``<!-- end of name``."""
    text = PAGE.read_text("utf-8")
    table = text.partition(f"<!-- {name}: ")[2].partition(f"<!-- end of {name} -->")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


class Ending(NamedTuple):
    """How a request ended."""

    operation: str
    happened: str
    end: str

    def __str__(self) -> str:
        return f"{self.operation}-{self.happened}"


class Reading(NamedTuple):
    """What was read back, and what that comes to."""

    provider: str
    operation: str
    read: tuple[str, ...]
    answer: str
    changed: bool | None
    last: str | None

    def __str__(self) -> str:
        return f"{self.provider}-{self.operation}-{' then '.join(self.read)}"


def endings() -> list[Ending]:
    """Return the first table."""
    return [
        Ending(operation.strip("`"), happened, end.strip("`"))
        for operation, happened, end in rows("ends")
    ]


def readings(name: str) -> list[Reading]:
    """Return one of the tables of what was read."""
    known = {"True": True, "False": False, "None": None, "": None}
    return [
        Reading(
            provider.strip("`"),
            operation.strip("`"),
            tuple(read.split(", then ")),
            answer.strip("`"),
            known[changed],
            last.strip("`") or None,
        )
        for provider, operation, read, answer, changed, last in rows(name)
    ]

"""The page of the benchmarks, from what `make bench` has written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .words import page, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Row = Mapping[str, Any]

FILE = Path(__file__).resolve().parents[2] / "bench" / "results.json"
_TEXT = Path(__file__).with_suffix(".md")
# Why a figure is not lower, by how its name begins; shown where its target is missed.
_REASONS = {
    "import": "Something is imported at the top of the package that should wait.",
    "ready: modules": "Each module has one subject; fewer would be larger ones.",
    "ready": "Beside `httpx` come `attrs` and our own modules for a provider, its models included.",
    "process": "The import is most of it, see *ready*.",
    "a second client": "The TLS context is shared; what is left is the client's own objects.",
    "delete": "The transport is called without `httpx.Client`, and what that saves is spent on "
    "the deadline, the guard rails and the judgement of the answer.",
    "cancel": "A cancel is answered with the whole fine-tune, which is decoded into typed objects; "
    "bare `httpx` stops at a dictionary. The rest is as for a delete.",
    "plan": "Each item is noted in the journal before and after, and forced to the disk; all "
    "of it is Python in one thread, which the more at once leaves less time for.",
    "decode": "Each object is made by generated Python, field by field; only a decoder in C, "
    "which would be a dependency more, is much quicker.",
    "memory": "Objects with slots hold less than dictionaries; what a model has no name for is "
    "kept in a dictionary beside it.",
    "list": "No page is kept. Each request leaves some bytes behind below us, where `httpx` quotes "
    "its URL, for one; the row of bare `httpx` shows what is its own.",
    "finetunes": "`click`, `rich` and what is printed are loaded when a command needs them.",
    "regenerate": "Both generators and the formatter run over everything, in as many processes as "
    "there are processors.",
    "installed": "The generated clients are many small files, so that an operation loads its own "
    "models alone.",
}  # fmt: skip


def text(file: Path = FILE) -> str:
    """Return the page docs/performance.md.

    Args:
        file: The figures of a whole run of `make bench`.

    Raises:
        LookupError: A figure has a target, and nobody says why it might be missed.
    """
    found = json.loads(file.read_text("utf-8"))
    parts: Mapping[str, list[Row]] = found["figures"]
    written = _TEXT.read_text("utf-8").rstrip()
    made = {name: _figures(rows) for name, rows in parts.items()}
    made |= {"about": _about(found), "missed": _missed(parts)}
    for name, block in made.items():
        written = written.replace(f"<!-- {name} -->", block)
    return page(written)


def _about(found: Mapping[str, Any]) -> str:
    """Say when, and on what, the figures were measured."""
    environments: Mapping[str, Mapping[str, str]] = found["environments"]
    generator = f"openapi-python-client {found['openapi-python-client']}"
    machine = f"Python {found['python']}, {found['system']}, {found['processors']} processors"
    turns = f"Each side took {found['rounds']} turns, or fewer where it is said"
    lines = [f"Measured on {found['date']} with {machine}; {generator}. {turns}."]
    lines += [f"{line[0].upper()}{line[1:]}." for line in found["missing"]]
    rows = [
        (name, ", ".join(f"{one} {version}" for one, version in versions.items()))
        for name, versions in environments.items()
    ]
    return "\n\n".join((*lines, table(("Environment", "What is in it, among others"), *rows)))


def _figures(rows: list[Row]) -> str:
    """Return the table of one part."""
    lines = [
        (
            row["name"],
            row["side"],
            row["environment"],
            _number(row["median"], row["unit"]),
            f"{_number(row['base'], row['unit'])} ({row['against']})" if row["against"] else "",
            f"{row['value']:.3f}" if row["against"] else "",
            "" if row["target"] is None else f"{row['target']:g}{_mark(row)}",
        )
        for row in rows
    ]
    head = ("What", "Side", "Environment", "Measured", "Beside", "Ratio", "Target")
    return table(head, *lines)


def _number(value: float, unit: str) -> str:
    shown = f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
    return f"{shown} {unit}".rstrip()


def _mark(row: Row) -> str:
    return ", missed" if _is_missed(row) else ""


def _is_missed(row: Row) -> bool:
    return row["target"] is not None and row["value"] > row["target"]


def _missed(parts: Mapping[str, list[Row]]) -> str:
    """Say which targets are missed, by how much, and why."""
    held = [(row, _reason(row["name"])) for rows in parts.values() for row in rows if _held(row)]
    missed = [(row, reason) for row, reason in held if _is_missed(row)]
    met = f"{len(held) - len(missed)} of {len(held)} targets are met."
    return "\n".join((met, *_lines(missed)))


def _held(row: Row) -> bool:
    return row["target"] is not None


def _lines(missed: list[tuple[Row, str]]) -> Iterator[str]:
    if missed:
        yield ""
    for row, reason in missed:
        over = f", {row['value'] / row['target'] - 1:.1%} over" if row["target"] else ""
        figure = f"{row['value']:.3f} where {row['target']:g} was the target{over}"
        yield f"- **{row['name']}**: {figure}. {reason}"


def _reason(name: str) -> str:
    for start, reason in _REASONS.items():
        if name.startswith(start):
            return reason
    raise LookupError(f"{name}: say in {Path(__file__).name} why it may miss its target")

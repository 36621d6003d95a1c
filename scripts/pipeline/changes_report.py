"""Changes as text for a terminal, JSON for programs, and Markdown for a pull request."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pipeline.changes import HARMLESS, NOTHING, Severity, Verdict
from pipeline.errors import code_span, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.changes import Change

_LONGEST = 120
_SHOWN_OPERATIONS = 3
# A pull request's body holds 65,536 characters at GitHub; there are six sections at most.
_LONGEST_SECTION = 9_000
_TITLES = {Verdict.WIRE: "Wire", Verdict.SDK: "SDK"}
_QUESTIONS = {
    Verdict.WIRE: "are old requests taken, and new replies understood?",
    Verdict.SDK: "does Python code that uses the client have to change?",
}
_WIDTH = 100
LEGEND = "\n".join(
    [
        *(f"{verdict}: {question}" for verdict, question in _QUESTIONS.items()),
        "breaking: what worked stops working; careful: somebody has to look; harmless: neither",
        "Each change: severity, verdict, operations; where: what has changed: before → after",
    ]
)
"""How `text` is read; for a terminal, once before all of it."""


def text(changes: Sequence[Change], of: str = "") -> str:
    """Return a line for each verdict, then all changes, the worst first; `LEGEND` explains it.

    Changes of one severity in the same operations stand below one heading. Lines are wrapped.

    Args:
        changes: The changes, in order.
        of: What stands before each verdict, e.g. `acme: `.
    """
    lines = [f"{of}{verdict}: {_counted(changes, verdict)}" for verdict in Verdict]
    for head, group in groupby(changes, _head):
        lines += ["", *_wrapped(head, "", 8)]
        for one in group:
            lines += _wrapped(f"{_short(one.place)}: {one.what}{_sides(one, _short)}", "  ", 8)
            if one.action != NOTHING:
                lines += _wrapped(f"to do: {one.action}", "      ", 8)
    return "\n".join(lines)


def document(changes: Sequence[Change]) -> str:
    """Return one JSON document: `schema`, the two verdicts with counts, and all changes whole.

    Args:
        changes: The changes, in order.
    """
    made: dict[str, Any] = {"schema": 1}
    for verdict in Verdict:
        counts = _counts(changes, verdict)
        made[verdict] = {"verdict": worst(changes, verdict)} | {
            word: counts[word] for word in Severity
        }
    made["changes"] = [
        {
            "verdict": one.verdict,
            "severity": one.severity,
            "operations": list(one.operations),
            "place": one.place,
            "what": one.what,
            "before": None if one.before == NOTHING else one.before,
            "after": None if one.after == NOTHING else one.after,
            "action": None if one.action == NOTHING else one.action,
        }
        for one in changes
    ]
    return json.dumps(made, indent=2)


def markdown(changes: Sequence[Change]) -> str:
    """Return the report as Markdown: first both verdicts, then lists, what is harmless folded.

    Args:
        changes: The changes, in order.
    """
    lines = ["## What the change means", ""]
    for verdict in Verdict:
        counted = _counted(changes, verdict)
        lines.append(f"- **{_TITLES[verdict]}**, {_QUESTIONS[verdict]} {counted}")
    if changes:
        lines += ["", "Each change: operations: where: what has changed: before → after; to do"]
    for verdict in Verdict:
        for severity in Severity:
            chosen = [one for one in changes if (one.verdict, one.severity) == (verdict, severity)]
            if chosen:
                lines += ["", *_section(f"{_TITLES[verdict]}: {severity}", severity, chosen)]
    return "\n".join(lines)


def worst(changes: Sequence[Change], verdict: Verdict) -> str:
    """Return the worst severity of a verdict, or `nothing` where nothing has changed.

    Args:
        changes: Any changes.
        verdict: What was judged.
    """
    counts = _counts(changes, verdict)
    return next((str(severity) for severity in Severity if counts[severity]), NOTHING)


def _counts(changes: Sequence[Change], verdict: Verdict) -> Counter[Severity]:
    return Counter(one.severity for one in changes if one.verdict == verdict)


def _counted(changes: Sequence[Change], verdict: Verdict) -> str:
    counts = _counts(changes, verdict)
    said = ", ".join(f"{counts[word]} {word}" for word in Severity if counts[word])
    return f"{worst(changes, verdict)} ({said})" if said else "nothing has changed"


def _section(title: str, severity: Severity, changes: Sequence[Change]) -> Iterator[str]:
    folded = severity is HARMLESS
    title = f"{title} ({len(changes)})"
    yield from ["<details>", f"<summary>{title}</summary>", ""] if folded else [f"### {title}", ""]
    length = shown = 0
    for one in changes:
        places = [part for part in (_operations(one, _code), _code(one.place)) if part]
        line = f"- {': '.join(places)}: {one.what}{_sides(one, _code)}{_action(one)}"
        length += len(line)
        if length > _LONGEST_SECTION:
            break
        shown += 1
        yield line
    if shown < len(changes):
        yield f"- and {len(changes) - shown} more, which `--format text` shows"
    if folded:
        yield from ["", "</details>"]


def _head(change: Change) -> str:
    return f"{change.severity} {change.verdict} {_operations(change, _short)}".rstrip()


def _wrapped(line: str, indent: str, hanging: int) -> list[str]:
    return textwrap.wrap(
        line,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _operations(change: Change, show: Callable[[str], str]) -> str:
    shown = ", ".join(map(show, change.operations[:_SHOWN_OPERATIONS]))
    more = len(change.operations) - _SHOWN_OPERATIONS
    return f"{shown} and {more} more" if more > 0 else shown


def _sides(change: Change, show: Callable[[str], str]) -> str:
    if change.before == change.after == NOTHING:
        return ""
    both = (one if one == NOTHING else show(one) for one in (change.before, change.after))
    return f": {' → '.join(both)}"


def _action(change: Change) -> str:
    return "" if change.action == NOTHING else f"; {change.action}"


def _short(foreign: str) -> str:
    return one_line(foreign, _LONGEST)


def _code(foreign: str) -> str:
    return code_span(foreign, _LONGEST)

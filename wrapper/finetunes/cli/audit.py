"""``audit show``: every cancel and delete that was sent from here, and what came of it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs

import finetunes
from finetunes import cleanup

from . import documents, terminal
from .exits import ExitCode, code_of

if TYPE_CHECKING:
    from finetunes.cleanup import AuditEntry, AuditTrail


def run(*, since: timedelta | None, ref: str | None, as_json: bool) -> ExitCode:
    """Print what the audit log holds.

    Args:
        since: Only calls that are not older than this.
        ref: Only calls about this reference.
        as_json: Print a JSON document instead of the table.

    Returns:
        The exit code.
    """
    trail: AuditTrail | None = None
    failure: finetunes.FinetunesError | None = None
    path: str | None = None
    try:
        log = cleanup.AuditLog()
        path = str(log.path)
        trail = log.read(since=None if since is None else datetime.now(UTC) - since, ref=ref)
    except finetunes.FinetunesError as error:
        failure = error
        terminal.say(f"finetunes: {terminal.escape(str(error))}")
    entries = trail.entries if trail else ()
    unreadable = trail.unreadable if trail else ()
    if as_json:
        document = {
            "path": path,
            "calls": [_document(entry) for entry in entries],
            "unreadable_lines": list(unreadable),
            "error": documents.error(failure),
        }
        terminal.print_json({"schema": 1, **document})
    elif entries:
        columns = ("ref", "operation", "outcome", "when", "by", "message")
        rows = [_row(entry) for entry in entries]
        terminal.print_table(columns, rows, dispensable=("by", "message"))
    elif trail:
        terminal.say(f"finetunes: nothing is noted in {terminal.escape(path or '')}")
    if unreadable:
        numbers = ", ".join(map(str, unreadable))
        terminal.say(f"finetunes: lines that cannot be read, and are left out: {numbers}")
    return code_of(failure) if failure else ExitCode.OK


def _row(entry: AuditEntry) -> tuple[str, ...]:
    outcome = f"{entry.outcome} ({entry.error})" if entry.error else entry.outcome
    return (
        entry.ref,
        entry.operation,
        outcome,
        "" if entry.at is None else _local(entry.at),
        str(entry.user or ""),
        str(entry.message or ""),
    )


def _local(at: datetime) -> str:
    with suppress(OverflowError):
        return f"{at.astimezone():%Y-%m-%d %H:%M:%S}"
    return at.isoformat()  # at either end of the calendar, as it stands in the log


def _document(entry: AuditEntry) -> dict[str, Any]:
    known = attrs.asdict(entry, recurse=False)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in known.items()
    }

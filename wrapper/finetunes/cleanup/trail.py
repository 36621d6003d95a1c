"""Reading an audit log: each call with what came of it, past whatever cannot be read."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve, frozen

from .durable import check_regular
from .strict import refuse_constant

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = 1
"""The form of a line; a line of another form cannot be read by this version."""
_OF_BOTH = ("base_url", "pid", "user", "version")
_OF_INTENT = ("snapshot",)
_OF_OUTCOME = (
    "outcome", "changed", "status", "provider_status", "request_id", "message", "error",
)  # fmt: skip
FAILED = "failed"
"""The call was refused or never sent: nothing was done."""
UNKNOWN = "unknown"
"""The call may or may not have been carried out."""
INTERRUPTED = "unknown: interrupted"
"""There is no line of outcome: the process ended before it, or it is still at it."""


@frozen(kw_only=True)
class AuditEntry:
    """A destructive call, as the log has it."""

    ref: str
    """The reference, ``provider:id``."""
    operation: str
    """``"cancel"`` or ``"delete"``."""
    outcome: str = INTERRUPTED
    """An `Outcome`, or ``failed``, ``unknown`` or ``unknown: interrupted``."""
    at: datetime | None = None
    """When it was about to be sent; None where that line is missing."""
    ended_at: datetime | None = None
    """When its outcome was known."""
    changed: bool | None = None
    """Whether it changed something; None where that cannot be known."""
    status: str | None = None
    """How the item stood afterwards, in this library's words."""
    provider_status: str | None = None
    """How it stood, in the provider's own word."""
    request_id: str | None = None
    """The provider's id of the request."""
    message: str | None = None
    """What the provider, or the error, said; from outside, so to be escaped when shown."""
    error: str | None = None
    """The name of the error it ended in."""
    base_url: str | None = None
    """The address it was sent to."""
    pid: int | None = None
    """The process."""
    user: str | None = None
    """Who ran it, by the name of the account."""
    version: str | None = None
    """The version of this library."""
    snapshot: Any = None
    """The item as it was read before, without secrets."""


@frozen
class AuditTrail:
    """What an audit log holds."""

    entries: tuple[AuditEntry, ...]
    """The calls, in the order they were begun."""
    unreadable: tuple[int, ...]
    """The numbers of lines that cannot be read, counted from 1: torn by a crash or a full disk,
    changed by hand, or written by another version."""


def read(path: Path, *, since: datetime | None, ref: str | None) -> AuditTrail:
    """Read an audit log, one line at a time.

    Args:
        path: The file.
        since: Only calls from this time on (aware); one whose time cannot be read is in.
        ref: Only calls about this reference.

    Returns:
        What it holds; nothing where there is no such file.

    Raises:
        OSError: It cannot be read.
    """
    found: dict[str, AuditEntry] = {}
    unreadable: list[int] = []
    try:
        check_regular(path)
        with path.open("rb") as file:
            for number, text in enumerate(file, 1):
                line = _parse(text)
                if line is None:
                    unreadable.append(number)
                elif ref is None or line["ref"] == ref:
                    _take(found, line)
    except FileNotFoundError:
        pass
    entries = (e for e in found.values() if since is None or e.at is None or e.at >= since)
    return AuditTrail(tuple(entries), tuple(unreadable))


def _parse(line: bytes) -> dict[str, Any] | None:
    document: Any = None
    if line.endswith(b"\n"):
        with suppress(ValueError, RecursionError):
            document = json.loads(line, parse_constant=refuse_constant, parse_float=_number)
    return document if _is_ours(document) else None


def _is_ours(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    line = cast("dict[str, Any]", document)
    names = (line.get("id"), line.get("ref"), line.get("operation"), line.get("outcome", ""))
    return (
        line.get("schema") == SCHEMA
        and all(isinstance(name, str) for name in names)
        and (line.get("event") == "intent" or (line.get("event") == "outcome" and names[-1] != ""))
    )


def _take(found: dict[str, AuditEntry], line: dict[str, Any]) -> None:
    """Put a line to the call it is about."""
    known = found.get(line["id"]) or AuditEntry(ref=line["ref"], operation=line["operation"])
    is_intent = line["event"] == "intent"
    names = _OF_BOTH + (_OF_INTENT if is_intent else _OF_OUTCOME)
    about: dict[str, Any] = {name: line.get(name) for name in names}
    about["at" if is_intent else "ended_at"] = _moment(line.get("at"))
    found[line["id"]] = evolve(known, **about)


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):  # 1e999, which would be printed as no JSON
        raise ValueError(text)
    return number


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None

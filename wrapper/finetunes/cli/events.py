"""``events`` and ``checkpoints``: what happened to a fine-tune, and what was kept of it."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any

import finetunes

from . import documents, terminal
from .exits import ExitCode
from .reading import each, listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from finetunes import Checkpoint, Event, Reference

    from .reading import Options

_INTERVAL = 5.0  # seconds between two looks
_PATIENCE = 20  # looks in a row that fail
_FOR_A_LOOK = 10.0  # seconds to find out where a job goes on
_PASSING = (
    finetunes.APIConnectionError,
    finetunes.InternalServerError,
    finetunes.RateLimitError,
    finetunes.UndecodableResponseError,
)


def run(text: str, options: Options) -> ExitCode:
    """Print what happened to a fine-tune so far, oldest first.

    Args:
        text: The reference, as typed.
        options: The rest of the command line.

    Returns:
        The exit code.
    """
    ends, found = listed("events", text, options, lambda client, job: client.list_events(job))
    events = _oldest_first(found)
    if options.as_json:
        ends.print_json(events=[documents.document(event) for event in events])
    else:
        for event in events:
            terminal.print_text(_line(event))
    return ends.code


def follow(text: str, options: Options) -> ExitCode:
    """Print what happens to a fine-tune until it has ended, each event once.

    Args:
        text: The reference, as typed.
        options: The rest of the command line; with JSON, each event is a line of its own.

    Returns:
        The exit code; 1 where the job goes on under another id, which is said.
    """
    seen: set[str] = set()

    def act(client: finetunes.Client[Any], reference: Reference) -> ExitCode:
        failures = 0
        while True:
            pause = _INTERVAL
            try:
                # Asked first, so that no event can come after the last look at them.
                is_final = client.retrieve(reference.id).status.is_final
                events = client.list_events(reference.id)
                if _print_new(events, seen, as_json=options.as_json):
                    _check_restart(client, reference.id)
            except _PASSING as error:
                failures += 1
                if failures == _PATIENCE:
                    raise
                pause = max(pause, error.retry_after or 0.0)
                terminal.say(f"finetunes: {terminal.escape(str(error))}; it is tried again")
            else:
                if is_final:
                    return ExitCode.OK
                failures = 0
            time.sleep(pause)

    return each("list_events", [text], options, act).code


def checkpoints(text: str, options: Options) -> ExitCode:
    """Print the states of the weights that the provider kept.

    Args:
        text: The reference, as typed.
        options: The rest of the command line.

    Returns:
        The exit code.
    """
    ends, found = listed(
        "checkpoints", text, options, lambda client, job: client.list_checkpoints(job)
    )
    if options.as_json:
        ends.print_json(checkpoints=[documents.document(item) for item in found])
    elif found:
        rows = [
            (_step(item), item.type or "", _time(item.created_at), item.path or "")
            for item in found
        ]
        terminal.print_table(("step", "type", "created", "path"), rows)
    return ends.code


def _check_restart(client: finetunes.Client[Any], id: str) -> None:
    """Raise JobRestartedError if the job goes on under another id, which its end tells, too."""
    with suppress(finetunes.WaitTimeoutError):
        client.wait(id, timeout=_FOR_A_LOOK)


def _print_new(events: Iterable[Event[Any]], seen: set[str], *, as_json: bool) -> bool:
    """Print what was not printed before, and say whether one of it speaks of a restart."""
    restarted = False
    for event in _oldest_first([*events]):
        # Providers give events no id, so an event is what it says.
        key = json.dumps(event.body, sort_keys=True)
        if key not in seen:
            seen.add(key)
            document = json.dumps(documents.document(event)) if as_json else _line(event)
            terminal.print_text(document)
            restarted |= (event.type or "").lower() == "job_restarted"
    return restarted


def _oldest_first(events: list[Event[Any]]) -> list[Event[Any]]:
    """Turn a listing round if it came newest first; within it, the provider knows the order."""
    times = [event.created_at for event in events if event.created_at is not None]
    return events[::-1] if times and times[0] > times[-1] else events


def _line(event: Event[Any]) -> str:
    step = f"step {event.step}" if event.step else ""
    words = (_time(event.created_at) or "at an unknown time", event.type, step, event.message)
    return "  ".join(terminal.escape(word) for word in words if word)


def _step(item: Checkpoint[Any]) -> str:
    return "" if item.step is None else str(item.step)


def _time(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"

"""``wait``: until jobs have ended, and how they did."""

from __future__ import annotations

import shlex
import time
from typing import TYPE_CHECKING, Any

import finetunes
from finetunes import Status

from . import listing, terminal
from .exits import ExitCode
from .reading import each

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from finetunes import FineTune, Reference

    from .reading import Options

_TOO_LITTLE = 1.0  # seconds in which nothing is worth waiting for


def run(texts: Sequence[str], limit: float | None, options: Options) -> ExitCode:
    """Wait for one job after the other, which takes as long as the longest.

    Args:
        texts: The references, as typed.
        limit: Seconds to wait in all; None for as long as it takes.
        options: The rest of the command line.

    Returns:
        0 if all have succeeded, 1 if one has not, 75 if one has not ended in time.
    """
    found: list[FineTune[Any]] = []
    successors: list[str] = []
    end = None if limit is None else time.monotonic() + limit

    def act(client: finetunes.Client[Any], reference: Reference) -> ExitCode:
        try:
            item = _wait(client, reference.id, end)
        except finetunes.WaitTimeoutError as error:
            found.extend(item for item in [error.last_seen] if item is not None)
            raise
        except finetunes.JobRestartedError as error:
            found.append(error.last_seen)
            if error.new_id is not None:
                successors.append(f"{reference.provider}:{error.new_id}")
            raise
        found.append(item)
        return _judge(item)

    ends = each("wait", texts, options, act)
    if ends.interrupted:
        terminal.say("finetunes: the jobs go on")
    if successors:
        command = shlex.join(["finetunes", "wait", *successors])
        terminal.say(f"finetunes: go on with: {terminal.escape(command)}")
    listing.print_items(found, ends, as_json=options.as_json)
    return ends.code


def _wait(client: finetunes.Client[Any], id: str, end: float | None) -> FineTune[Any]:
    left = None if end is None else end - time.monotonic()
    with terminal.status_line() as replace:
        progress = _Changes(replace or terminal.say)
        if left is None or left >= _TOO_LITTLE:
            item: FineTune[Any] = client.wait(id, timeout=left, progress=progress)
            return item
        # The time went by while another job was waited for; how this one stands is still said.
        item = client.retrieve(id)
        if not item.status.is_final:
            words = f"the time ran out; the job is {item.status} and may still bill"
            raise finetunes.WaitTimeoutError(f"{item.ref}: wait: {words}", last_seen=item)
        return item


def _judge(item: FineTune[Any]) -> ExitCode:
    if item.status is Status.SUCCEEDED:
        return ExitCode.OK
    terminal.say(f"finetunes: {terminal.escape(_state(item))}: the job has not succeeded")
    return ExitCode.OTHER


def _state(item: FineTune[Any]) -> str:
    word = item.provider_status
    return f"{item.ref} {item.status}" + (f" ({word})" if word and word != item.status else "")


class _Changes:
    """Says how a job stands whenever that has changed."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._last = ""

    def __call__(self, item: FineTune[Any]) -> None:
        state = _state(item)
        if state != self._last:
            self._last = state
            self._say(terminal.escape(state))

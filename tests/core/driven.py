"""Flows without a network or a clock: a list of ends goes in, sends and pauses are counted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from finetunes.adapters import find_adapter
from finetunes.calls import Call
from finetunes.errors import FinetunesError
from finetunes.exchange.addresses import check_base_url
from finetunes.exchange.auth import APIKey
from finetunes.exchange.deadline import Deadline
from finetunes.exchange.flow import Flow, Pause, Send, Step, run
from finetunes.exchange.replies import BodyReader, Lost, Reply

from .conftest import KEY

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SEND = Send("DELETE", "/items/ft-1")


def reply(status: int, body: Any = None, **headers: str) -> Reply:
    """Make a reply; header names with ``_`` for ``-``."""
    reader = BodyReader()
    reader.feed(b"" if body is None else json.dumps(body).encode())
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, reader, NOW, APIKey(KEY))


NEVER_SENT = Lost("ConnectError: refused", sent=False, timed_out=False, sent_at=NOW)
SENT_AND_LOST = Lost("ReadError: reset", sent=True, timed_out=False, sent_at=NOW)
TOO_LATE_TO_CONNECT = Lost("no reply within 1 s", sent=False, timed_out=True, sent_at=NOW)
TOO_LATE = Lost("no reply within 1 s", sent=True, timed_out=True, sent_at=NOW)
GOOD = reply(200, {"message": "done"})


def call(*, destructive: bool = True, max_retries: int = 2) -> Call:
    """Make a delete, or a read where it is not destructive, of `cohere:ft-1`."""
    kind = find_adapter("cohere")
    address = check_base_url(kind.base_url, provider="cohere")
    return Call(kind(address, max_retries), "delete", "ft-1", destructive)


class Driven:
    """Runs a flow on a channel of its own: ends go in, sends and pauses are counted."""

    def __init__(self, flow: Flow[Any], *ends: Any, time_left: float = 1e9) -> None:
        self.sends = 0
        self.pauses: list[float] = []
        self.value: Any = None
        self.error: FinetunesError | None = None
        self._ends = iter(ends)
        self._time_left = time_left
        try:
            self.value = run(flow, self, Deadline.after(60))
        except FinetunesError as error:
            self.error = error

    def perform(self, step: Step, deadline: Deadline) -> Any:
        """Count a step, and answer it."""
        if isinstance(step, Pause):
            self.pauses.append(step.seconds)
            return step.seconds < self._time_left
        assert step == SEND
        self.sends += 1
        return next(self._ends)

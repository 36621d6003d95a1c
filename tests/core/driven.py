"""Flows run by hand: a list of ends goes in, sends and pauses are counted; no network, no clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from finetunes.adapters import find_adapter
from finetunes.calls import Call
from finetunes.errors import FinetunesError
from finetunes.exchange.addresses import check_base_url
from finetunes.exchange.auth import APIKey
from finetunes.exchange.flow import Flow, Pause, Send
from finetunes.exchange.replies import BodyReader, Lost, Reply

from .conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    """Runs a flow by hand: a list of ends goes in, sends and pauses are counted."""

    def __init__(self, flow: Flow[Any], *ends: Any, time_left: float = 1e9) -> None:
        self.sends = 0
        self.pauses: list[float] = []
        self.value: Any = None
        self.error: FinetunesError | None = None
        given: Iterator[Any] = iter(ends)
        answer: Any = None
        try:
            while True:
                step = flow.send(answer)
                if isinstance(step, Pause):
                    self.pauses.append(step.seconds)
                    answer = step.seconds < time_left
                else:
                    assert step == SEND
                    self.sends += 1
                    answer = next(given)
        except StopIteration as done:
            self.value = done.value
        except FinetunesError as error:
            self.error = error

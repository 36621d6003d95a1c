"""A canary for a key, and the search for it in everything that a call leaves behind.

The frames of the tests hold the key, as those of any caller do; what is searched is everything
that is not theirs: exceptions with their chains, the frames of all libraries, logs and results.
"""

from __future__ import annotations

import pickle
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finetunes import FinetunesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

CANARY = "CANARY-sesame/open+now=0123456789"
ESCAPED = "".join(f"\\u{ord(character):04x}" for character in CANARY)
"""The same, as JSON may write it."""
TESTS = str(Path(__file__).parent)


def assert_hidden(*values: Any) -> None:
    """Assert that neither `repr` nor `str` of any of these shows the key."""
    for value in values:
        for text in (repr(value), str(value)):
            assert "CANARY" not in text
            assert "sesame" not in text


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Walk everything an exception drags along."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if found is not None and id(found) not in seen:
            seen.add(id(found))
            yield found
            waiting += [found.__cause__, found.__context__]


def foreign_frames(trace: TracebackType | None) -> Iterator[Any]:
    """Yield the frames that are not those of these tests."""
    while trace is not None:
        if not trace.tb_frame.f_code.co_filename.startswith(TESTS):
            yield trace.tb_frame
        trace = trace.tb_next


def assert_shown_nowhere(caught: BaseException) -> None:
    """Assert that an exception, all it drags along, and its pickle show no key."""
    for error in chain(caught):
        assert_hidden(error, error.args, vars(error), getattr(error, "__notes__", None))
        for frame in foreign_frames(error.__traceback__):
            assert_hidden(*frame.f_locals.values())
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        report.stack[:] = [line for line in report.stack if not line.filename.startswith(TESTS)]
        report.__cause__ = report.__context__ = None  # walked above, one by one
        assert_hidden("".join(report.format()))
    if isinstance(caught, FinetunesError):
        assert b"CANARY" not in pickle.dumps(caught)
        assert_hidden(vars(pickle.loads(pickle.dumps(caught))))


def assert_clean(end: Any) -> None:
    """Assert that the result or the error a call ended in shows no key."""
    if isinstance(end, BaseException):
        assert_shown_nowhere(end)
    else:
        assert_hidden(end, end.body, end.raw, end.message, end.request_id, end.provider_status)
        assert b"CANARY" not in pickle.dumps(end)

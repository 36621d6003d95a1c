"""After an end that tells nothing, the state is read back, and the answer is what it shows.

A destructive request is never sent again by itself. A read-back that still shows the item
proves nothing, because the first request may be queued: the outcome stays unknown.
docs/outcomes.md has the table: operation, what happened, what was read, answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .calls import printable
from .errors import (
    APIStatusError,
    BadRequestError,
    ConflictError,
    FinetunesError,
    NotFoundError,
    OutcomeUnknownError,
)
from .exchange.flow import Pause, limited
from .outcomes import Outcome, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from .calls import Call
    from .exchange.flow import Flow
    from .models import FineTune, Result

T = TypeVar("T")

_PAUSES = (0.0, 1.0, 2.0, 4.0)  # seconds before each look
_SHARE = 2 / 3  # of the time of a call is for the request, the rest is for looking

_CANCEL: dict[Status, tuple[Outcome, bool | None]] = {
    Status.CANCELLING: (Outcome.CANCELLING, None),
    Status.CANCELLED: (Outcome.CANCELLED, None),
    Status.SUCCEEDED: (Outcome.ALREADY_FINISHED, False),
    Status.FAILED: (Outcome.ALREADY_FINISHED, False),
}
_DELETE: dict[Status, tuple[Outcome, bool | None]] = {Status.DELETED: (Outcome.DELETED, None)}


class Found(NamedTuple):
    """What reading back shows."""

    outcome: Outcome
    words: str


GONE = Found(Outcome.DELETED, "the answer was lost; reading back shows that it is gone")


def verified(
    call: Call,
    attempt: Flow[Result[T]],
    look: Callable[[], Flow[FineTune[Any]]],
    missing: Found = GONE,
) -> Flow[Result[T]]:
    """Run a cancel or delete, and find out what came of it where the answer does not say.

    Args:
        call: The operation and the item.
        attempt: The operation itself.
        look: Reads the item.
        missing: What it means for a delete if the item is not found afterwards.

    Returns:
        The result; `changed` is None where nobody can know whether this call did it.

    Raises:
        OutcomeUnknownError: Reading back does not tell either.
        FinetunesError: As the operation.
    """
    left = yield Pause(0)
    try:
        return (yield from limited(attempt, left * _SHARE))
    except OutcomeUnknownError as error:
        lost: FinetunesError = error
    except (BadRequestError, ConflictError) as error:
        if call.operation != "cancel":
            raise
        lost = error  # perhaps only because the job has ended already
    return (yield from _read_back(call, lost, look, missing))


def _read_back(
    call: Call, lost: FinetunesError, look: Callable[[], Flow[FineTune[Any]]], missing: Found
) -> Flow[Result[Any]]:
    verdicts = _CANCEL if call.operation == "cancel" else _DELETE
    refused = isinstance(lost, APIStatusError)
    how = f"the provider says: {lost.message}" if refused else "the answer was lost"
    seen: FineTune[Any] | None = None
    state = "it could not be read back"
    for pause in _PAUSES[:1] if refused else _PAUSES:
        left = yield Pause(pause)
        if not left:
            break
        try:
            seen = yield from limited(look(), left / 2)
        except FinetunesError as error:
            if not (isinstance(error, NotFoundError) and call.adapter.is_own_error(error.body)):
                continue  # nor does a proxy's not-found show anything of the item
            if call.operation == "delete":
                return settled(call, lost, missing, None)
            state = "reading back does not find it"
            break
        if seen.status in verdicts:
            outcome, changed = verdicts[seen.status]
            found = Found(outcome, f"{how}; reading back shows that it is {seen.status}")
            return settled(call, lost, found, False if refused else changed, seen)
        word = f" ({printable(seen.provider_status)})" if seen.provider_status else ""
        state = f"reading back still shows it as {seen.status}{word}, which proves nothing"
    if refused:
        raise lost
    raise _still_unknown(call, lost, seen, state)


def settled(
    call: Call,
    error: FinetunesError,
    found: Found,
    changed: bool | None,
    seen: FineTune[Any] | None = None,
) -> Result[Any]:
    """Make the result of a call whose own end was an error."""
    from .models import Result

    return Result(
        provider=call.adapter.name,
        operation=call.operation,
        id=call.id or "",
        outcome=found.outcome,
        changed=changed,
        status=seen.status if seen else Status.DELETED,
        provider_status=seen.provider_status if seen else None,
        message=found.words,
        request_id=error.request_id,
        body=seen.body if seen else error.body,
        fine_tune=seen,
    )


def _still_unknown(
    call: Call, lost: FinetunesError, seen: FineTune[Any] | None, state: str
) -> FinetunesError:
    """Say what is known, and the command that goes on from here."""
    import shlex

    item = shlex.quote(f"{call.adapter.name}:{call.id}")  # exactly, or it names another
    again = f"`finetunes {call.operation} {item}`"
    next_step = f"run `finetunes show {item}` in a while, and {again} if it still shows no change"
    known = {**vars(lost), "last_seen": seen, "next_step": next_step}
    asked = f" (request {printable(lost.request_id)})" if lost.request_id else ""
    words = f"it may or may not have happened: {known['reason']}{asked}; {state}; {next_step}"
    known.pop("message")
    return call.error(OutcomeUnknownError, words, None, **known)

"""Cancel and delete as a whole: sent once, verified, and waited for if wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import FinetunesError, JobRestartedError, NotFoundError, WaitTimeoutError
from ..exchange.flow import limited
from ..outcomes import Outcome, Status
from ..verify import Found, settled, verified

if TYPE_CHECKING:
    from ..adapters.reading import Page
    from ..calls import Call
    from ..exchange.flow import Flow
    from ..models import Checkpoint, FineTune, Result


def delete(
    call: Call, attempt: Flow[Result[Any]], adapter: Any, *, missing_ok: bool
) -> Flow[Result[Any]]:
    """Delete, and find out what came of it.

    Args:
        call: The operation and the item.
        attempt: The adapter's part of it.
        adapter: The provider's.
        missing_ok: Whether an item that the provider does not know is a success.

    Raises:
        NotFoundError: The provider does not know it, and that is not all right; or who says so
            is not the provider.
        FinetunesError: As `verified`.
    """
    try:
        return (yield from verified(call, attempt, lambda: adapter.look(call.id), adapter.missing))
    except NotFoundError as error:
        if not (missing_ok and adapter.is_own_error(error.body)):
            raise
        return settled(call, error, Found(Outcome.ALREADY_GONE, str(error)), False)


def cancel(
    call: Call, attempt: Flow[Result[Any]], adapter: Any, within: float | None
) -> Flow[Result[Any]]:
    """Cancel, and find out what came of it.

    Args:
        call: The operation and the item.
        attempt: The adapter's part of it.
        adapter: The provider's.
        within: Seconds a single request may take while waiting until the job has stopped;
            None does not wait.

    Raises:
        JobRestartedError: The job it waited for goes on under another id.
        FinetunesError: As `verified`. What goes wrong after that, while waiting, is a result:
            an error would read as if the cancel had not been sent.
    """
    if within is None:
        return (yield from verified(call, attempt, lambda: adapter.look(call.id)))
    attempt = limited(attempt, within)
    result = yield from verified(call, attempt, lambda: adapter.look(call.id))
    waiting: Flow[FineTune[Any]] = adapter.wait(call.id, None, within)
    try:
        seen = yield from waiting
    except JobRestartedError:
        raise
    except FinetunesError as error:
        return _not_seen_to_stop(result, error)
    known: dict[str, Any] = {"status": seen.status, "fine_tune": seen}
    known["provider_status"] = seen.provider_status
    if result.outcome is not Outcome.ALREADY_FINISHED:
        known["outcome"] = Outcome.CANCELLED
        if seen.status is not Status.CANCELLED:
            words = "the job came to its own end while it was being cancelled"
            known |= {"outcome": Outcome.FINISHED_MEANWHILE, "changed": False, "message": words}
    checkpoint = yield from _last_checkpoint(adapter, call.id or "", within)
    return _evolved(result, **known, checkpoint=checkpoint)


def _evolved(result: Result[Any], **known: Any) -> Result[Any]:
    """Return the result with more known of it."""
    from attrs import evolve  # the first result loads it, not the client

    return evolve(result, **known)


def _not_seen_to_stop(result: Result[Any], error: FinetunesError) -> Result[Any]:
    """Keep what the cancel came to, and say why no more is known."""
    if result.status.is_final:
        return result
    words = "the time ran out before the job stopped; it may still bill"
    if not isinstance(error, WaitTimeoutError):
        words = f"whether the job has stopped cannot be read: {error}; it may still bill"
    seen = getattr(error, "last_seen", None) or result.fine_tune
    return _evolved(result, message=words, fine_tune=seen)


def _last_checkpoint(adapter: Any, id: str, within: float) -> Flow[Checkpoint[Any] | None]:
    """Find the newest state of the weights that is left, best effort."""
    if not hasattr(adapter, "list_checkpoints"):
        return None
    listing: Flow[Page[Checkpoint[Any]]] = adapter.list_checkpoints(id, None)
    try:
        page = yield from limited(listing, within)
    except FinetunesError:
        return None
    return max(page.items, key=lambda item: item.step or 0, default=None)

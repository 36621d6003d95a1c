"""Leave out of a document the operations that nothing can be made of, and only those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import PipelineError, one_line
from pipeline.select import only
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.jsontypes import Document

    Operation = tuple[str, str]
    Attempt = Callable[[Document], object]


def leave_out(document: Document, attempt: Attempt) -> tuple[Document, dict[str, str]]:
    """Return the largest part of a document that an attempt succeeds with, found by halving.

    Components that only a left-out operation uses go with it.

    Args:
        document: A document; left as it is.
        attempt: What has to succeed; it raises PipelineError if it does not.

    Returns:
        The document, whole if the attempt succeeds with it; and for each operation that is left
        out, as `GET /path`, the reason.

    Raises:
        PipelineError: Nothing is left, or what is wrong is in no operation.
    """
    error = _error(document, attempt)
    if error is None:
        return document, {}
    if elsewhere := _error(_part(document, ()), attempt):
        raise elsewhere
    found = [(path, method) for path, method, _ in operations(document)]
    reasons: dict[Operation, str] = {}
    kept = _halved(document, attempt, found, reasons)
    if not kept:
        raise error
    left = {f"{method.upper()} {path}": reason for (path, method), reason in reasons.items()}
    return only(document, set(kept)), left


def _halved(
    document: Document, attempt: Attempt, wanted: Sequence[Operation], reasons: dict[Operation, str]
) -> list[Operation]:
    """Return the operations among these that succeed together; write down why the others do not."""
    error = _error(_part(document, wanted), attempt)
    if error is None:
        return list(wanted)
    if len(wanted) == 1:
        reasons[wanted[0]] = one_line(error.message)
        return []
    middle = len(wanted) // 2
    kept = _halved(document, attempt, wanted[:middle], reasons)
    more = _halved(document, attempt, wanted[middle:], reasons)
    if not kept or not more or _error(_part(document, [*kept, *more]), attempt) is None:
        return [*kept, *more]
    # Each half succeeds, and both together do not: some two of them are in each other's way.
    for operation in more:
        error = _error(_part(document, [*kept, operation]), attempt)
        if error is None:
            kept.append(operation)
        else:
            reasons[operation] = one_line(error.message)
    return kept


def _part(document: Document, wanted: Sequence[Operation]) -> Document | PipelineError:
    try:
        return only(document, set(wanted))
    except PipelineError as error:
        return error


def _error(part: Document | PipelineError, attempt: Attempt) -> PipelineError | None:
    if isinstance(part, PipelineError):
        return part
    try:
        attempt(part)
    except PipelineError as error:
        return error
    return None

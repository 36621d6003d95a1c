"""What came of each item of a plan."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attrs import frozen

from finetunes import FinetunesError, Outcome, Status

from .items import PlanItem
from .plans import Plan
from .selection import Operation
from .strict import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finetunes import Result


class End(StrEnum):
    """How an item ended that has no outcome of a call in this run."""

    SKIPPED = "skipped"
    """An earlier run finished it; `outcome` is what came of it then."""
    CHANGED_SINCE_PLAN = "changed_since_plan"
    """It is no longer what the plan says, so nothing was sent."""
    UNKNOWN = "unknown"
    """A request was sent, and what it did is not known; it is never sent again."""
    FAILED = "failed"
    """It was refused, or could not be read; nothing was changed."""
    NOT_SENT = "not_sent"
    """Its turn did not come."""


@frozen(kw_only=True)
class ItemEnd:
    """What came of one item."""

    ref: str
    """The reference, ``provider:id``."""
    operation: Operation
    """``"cancel"`` or ``"delete"``."""
    end: Outcome | End
    """The outcome of the call, or why there is none."""
    outcome: Outcome | None = None
    """The outcome; of an earlier run where `end` is ``skipped``."""
    changed: bool | None = None
    """Whether something was changed; None where that cannot be known, or there is no outcome."""
    status: Status | None = None
    """How it stood at last, in this library's words."""
    provider_status: str | None = None
    """How it stood at last, in the provider's own word."""
    message: str | None = None
    """What the provider says about it."""
    request_id: str | None = None
    """The provider's id of the request, for a support case."""
    error: FinetunesError | None = None
    """Why there is no outcome, and what to do next; None where there is one."""

    @classmethod
    def of(cls, ref: str, operation: Operation, result: Result[Any]) -> ItemEnd:
        """Make the end that a call's result is."""
        return cls(
            ref=ref,
            operation=operation,
            end=result.outcome,
            outcome=result.outcome,
            changed=result.changed,
            status=result.status,
            provider_status=result.provider_status,
            message=result.message,
            request_id=result.request_id,
        )

    def document(self) -> dict[str, Any]:
        """Return it as it stands in a report's JSON document, complete."""
        error = self.error
        return {
            "ref": self.ref,
            "operation": self.operation,
            "end": str(self.end),
            "outcome": self.outcome and str(self.outcome),
            "changed": self.changed,
            "status": self.status and str(self.status),
            "provider_status": self.provider_status,
            "message": self.message,
            "request_id": self.request_id,
            "error": error and {"type": type(error).__name__, "message": str(error)},
        }

    @classmethod
    def read(cls, ref: str, operation: Operation, place: Place) -> ItemEnd:
        """Read what `document` gave in an earlier run; its error stays in the journal.

        Args:
            ref: The reference.
            operation: What the plan does.
            place: Where it stands.

        Raises:
            PlanError: It was not written by this version.
        """
        fields = place.fields(*cls(ref=ref, operation=operation, end=End.SKIPPED).document())
        word = fields["end"].choice([*Outcome, *End])
        outcome = fields["outcome"].optional(lambda found: found.choice([*Outcome]))
        status = fields["status"].optional(lambda found: found.choice([*Status]))
        return cls(
            ref=ref,
            operation=operation,
            end=Outcome(word) if word in {*Outcome} else End(word),
            outcome=None if outcome is None else Outcome(outcome),
            changed=fields["changed"].optional(Place.yes_or_no),
            status=None if status is None else Status(status),
            provider_status=fields["provider_status"].optional(Place.text),
            message=fields["message"].optional(Place.text),
            request_id=fields["request_id"].optional(Place.text),
        )


@frozen
class Standing:
    """How far a plan is."""

    plan: Plan
    """What its file holds."""
    finished: tuple[PlanItem, ...]
    """What has an outcome, so that nothing is sent for it again."""
    under_way: tuple[PlanItem, ...]
    """What was sent and has no known outcome: it is read back, and nothing is sent for it again."""
    left: tuple[PlanItem, ...]
    """What something may still be sent for."""


@frozen(kw_only=True)
class Report:
    """What applying a plan came to."""

    operation: Operation
    """``"cancel"`` or ``"delete"``."""
    results: tuple[ItemEnd, ...]
    """Every item of the plan, in its order."""
    stopped: bool
    """Whether it was told to stop before every item had its turn."""
    problem: FinetunesError | None
    """What kept the rest from being sent: the journal or the audit log cannot be written, a guard
    rail forbids any further call, or the plan has expired; or None."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many items ended how, by the word of `ItemEnd.end`."""
        return Counter(str(item.end) for item in self.results)

    def document(self) -> dict[str, Any]:
        """Return the report as a JSON document."""
        problem = self.problem
        return {
            "schema": 1,
            "results": [item.document() for item in self.results],
            "counts": dict(self.counts),
            "stopped": self.stopped,
            "problem": problem and {"type": type(problem).__name__, "message": str(problem)},
        }

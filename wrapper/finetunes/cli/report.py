"""What happened to each reference, as a table or as one JSON document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import terminal
from .exits import ExitCode, code_of, combined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finetunes import Result


@dataclass(frozen=True, slots=True)
class Item:
    """How one reference ended."""

    reference: str
    operation: str
    code: ExitCode | None
    """None where nothing was sent for it, because of something else."""
    result: Result[Any] | None = None
    error: tuple[str, str] | None = None
    """The error's class name and its message."""

    @classmethod
    def done(cls, reference: str, operation: str, result: Result[Any]) -> Item:
        """Report what the provider answered."""
        return cls(reference, operation, ExitCode.OK, result)

    @classmethod
    def failed(cls, reference: str, operation: str, error: Exception) -> Item:
        """Report an error of this item."""
        return cls(reference, operation, code_of(error), error=(type(error).__name__, str(error)))

    @classmethod
    def unknown(cls, reference: str, operation: str, what: str) -> Item:
        """Report that a request was under way and its outcome is not known."""
        message = f"{reference}: {what}; the {operation} may or may not have happened"
        error = ("OutcomeUnknownError", message)
        return cls(reference, operation, ExitCode.OUTCOME_UNKNOWN, error=error)

    @classmethod
    def not_sent(cls, reference: str, operation: str) -> Item:
        """Report that nothing was sent for this item, because of what happened elsewhere."""
        return cls(reference, operation, None, error=("NotSentError", f"{reference}: not sent"))

    def document(self) -> dict[str, Any]:
        """Return the item as it stands in the JSON document, complete."""
        result, error = self.result, self.error
        return {
            "ref": self.reference,
            "operation": self.operation,
            "outcome": result and result.outcome,
            "changed": result and result.changed,
            "status": result and result.status,
            "provider_status": result and result.provider_status,
            "message": result and result.message,
            "request_id": result and result.request_id,
            "error": error and {"type": error[0], "message": error[1]},
        }

    def row(self) -> tuple[str, ...]:
        """Return the item as a line of the table; the words of an error go to stderr instead."""
        if self.result is None:
            return (self.reference, self.error[0] if self.error else "", "")
        word = self.result.provider_status
        outcome = f"{self.result.outcome} ({word})" if word else str(self.result.outcome)
        return (self.reference, outcome, self.result.message or "")


def show(items: Sequence[Item], *, as_json: bool, interrupted: bool) -> ExitCode:
    """Print the report and say how the command ended.

    Args:
        items: Every reference, in the order given.
        as_json: Print the JSON document instead of the table.
        interrupted: The command was stopped with Ctrl-C.

    Returns:
        The exit code.
    """
    messages = [item.error[1] for item in items if item.error and item.code is not None]
    for message in dict.fromkeys(messages):
        terminal.say(f"finetunes: {terminal.escape(message)}")
    if interrupted:
        terminal.say("finetunes: interrupted")
    if as_json:
        terminal.print_json({"schema": 1, "results": [item.document() for item in items]})
    else:
        terminal.print_table(("ref", "outcome", "message"), [item.row() for item in items])
    if interrupted:
        return ExitCode.INTERRUPTED
    return combined(item.code for item in items if item.code is not None)

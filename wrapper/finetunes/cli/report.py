"""What happened to each reference, as a table or as one JSON document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from . import documents, terminal
from .exits import ExitCode, code_of, combined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from finetunes import Checkpoint, Result


class Line(Protocol):
    """What the report says of one reference."""

    @property
    def code(self) -> ExitCode | None:
        """How it counts for the exit code; None where nothing was sent for it."""

    @property
    def error(self) -> tuple[str, str] | None:
        """The error's class name and its message."""

    def document(self) -> dict[str, Any]:
        """Return it as it stands in the JSON document, complete."""
        ...

    def row(self) -> tuple[str, ...]:
        """Return it as a line of the table."""
        ...


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
    backup: Path | None = None
    """The folder of the backup that was made first."""

    @classmethod
    def done(
        cls, reference: str, operation: str, result: Result[Any], code: ExitCode = ExitCode.OK
    ) -> Item:
        """Report what the provider answered."""
        return cls(reference, operation, code, result)

    @classmethod
    def failed(cls, reference: str, operation: str, error: Exception) -> Item:
        """Report an error of this item."""
        about = (type(error).__name__, str(error))
        return cls(reference, operation, code_of(error), error=about)

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
        item = result.fine_tune if result else None
        checkpoint = result.checkpoint if result else None
        return {
            "ref": self.reference,
            "operation": self.operation,
            "outcome": result and result.outcome,
            "changed": result and result.changed,
            "status": result and result.status,
            "provider_status": result and result.provider_status,
            "message": result and result.message,
            "request_id": result and result.request_id,
            "price": documents.money(item.price) if item and item.price is not None else None,
            "checkpoint": checkpoint and documents.document(checkpoint),
            "backup": self.backup and str(self.backup),
            "error": error and {"type": error[0], "message": error[1]},
        }

    def row(self) -> tuple[str, ...]:
        """Return the item as a line of the table; the words of an error go to stderr instead."""
        if self.result is None:
            return (self.reference, self.error[0] if self.error else "", "")
        word = self.result.provider_status
        outcome = f"{self.result.outcome} ({word})" if word else str(self.result.outcome)
        words = [self.result.message or "", *_about(self.result)]
        words += [f"backup in {self.backup}"] if self.backup else []
        return (self.reference, outcome, "; ".join(filter(None, words)))


def _about(result: Result[Any]) -> list[str]:
    """Return what is known of a job that was waited for."""
    words: list[str] = []
    if result.fine_tune and result.fine_tune.price is not None:
        words.append(f"price ${documents.money(result.fine_tune.price)}")
    if result.checkpoint:
        words.append(f"last checkpoint {_name(result.checkpoint)}")
    return words


def _name(checkpoint: Checkpoint[Any]) -> str:
    step = None if checkpoint.step is None else f"step {checkpoint.step}"
    return ", ".join(filter(None, (step, checkpoint.type))) or "without a name"


def show(
    items: Sequence[Line],
    *,
    as_json: bool,
    interrupted: bool,
    codes: Sequence[ExitCode] = (),
    more: Mapping[str, Any] | None = None,
) -> ExitCode:
    """Print the report and say how the command ended.

    Args:
        items: Every reference, in the order given.
        as_json: Print the JSON document instead of the table.
        interrupted: The command was stopped with Ctrl-C.
        codes: What counts for the exit code beside the references.
        more: What stands in the JSON document beside the references.

    Returns:
        The exit code.
    """
    messages = [item.error[1] for item in items if item.error and item.code is not None]
    for message in dict.fromkeys(messages):
        terminal.say(f"finetunes: {terminal.escape(message)}")
    if interrupted:
        terminal.say("finetunes: interrupted")
    if as_json:
        results = [item.document() for item in items]
        terminal.print_json({"schema": 1, "results": results, **(more or {})})
    elif items:
        terminal.print_table(("ref", "outcome", "message"), [item.row() for item in items])
    if interrupted:
        return ExitCode.INTERRUPTED
    ends = [*codes, *(item.code for item in items if item.code is not None)]
    return combined(ends) if ends else ExitCode.OK

"""Asking before something is created, cancelled or deleted, and what is shown with the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import listing, terminal
from .exits import NotConfirmedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finetunes import Policy
    from finetunes.cleanup import Plan, PlanItem

WARNINGS = {
    "cancel": "Finished steps are billed, and a cancelled job cannot be resumed.",
    "delete": "This cannot be undone.",
}
"""What cannot be taken back, by operation."""
_NOT_CONFIRMED = "not confirmed; nothing was sent"


def describe(policies: Iterable[Policy]) -> list[str]:
    """Return what the guard rails in force say, one line for each source."""
    lines = [
        terminal.escape(f"{policy.source}: {', '.join(policy.rules()) or 'no rule'}")
        for policy in policies
    ]
    return lines or ["none"]


def say_policies(policies: Iterable[Policy]) -> None:
    """Say which guard rails are in force."""
    for line in describe(policies):
        terminal.say(f"Policy in force: {line}")


def need_terminal(operation: str, begins: str = "") -> None:
    """Refuse to go on where nobody can answer.

    Args:
        operation: What would be asked about.
        begins: How the refusal begins, where it is about one provider: its name and a colon.

    Raises:
        NotConfirmedError: There is no terminal.
    """
    if not terminal.can_ask():
        words = f"pass --yes to {operation} without being asked; nothing was sent"
        raise NotConfirmedError(f"{begins}there is no terminal to ask on; {words}")


def ask_for_yes(begins: str = "") -> None:
    """Ask whether to go on.

    Args:
        begins: As for `need_terminal`.

    Raises:
        NotConfirmedError: The answer is anything else than y or yes.
    """
    if not terminal.ask("Go on? Only y or yes agrees: "):
        raise NotConfirmedError(f"{begins}{_NOT_CONFIRMED}")


def ask_for_count(plan: Plan, left: Sequence[PlanItem], policies: Iterable[Policy]) -> None:
    """Show what of a plan is left to do, and have the number of these items typed.

    Args:
        plan: The plan.
        left: The items, one at least.
        policies: The guard rails in force.

    Raises:
        NotConfirmedError: Anything else was typed, or there is no terminal.
    """
    operation, count = plan.operation, len(left)
    need_terminal(operation)
    terminal.say(f"About to {operation}:")
    listing.show(left, as_words=True)
    for name in dict.fromkeys(item.reference.provider for item in left):
        terminal.say(f"{name} is at {terminal.escape(plan.addresses[name])}")
    say_policies(policies)
    terminal.say(WARNINGS[operation])
    if not terminal.ask_for(str(count), f"Type {count}, how many these are, to {operation} them: "):
        raise NotConfirmedError(_NOT_CONFIRMED)

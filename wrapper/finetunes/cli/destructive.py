"""``cancel`` and ``delete``: check everything, ask, send one by one, report every reference."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import finetunes

from . import report, terminal
from .exits import ExitCode, NotConfirmedError
from .references import NothingSentError, check, once, open_clients
from .report import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from finetunes import Reference

Operation = Literal["cancel", "delete"]

_WARNING: dict[Operation, str] = {
    "cancel": "Finished steps are billed, and a cancelled job cannot be resumed.",
    "delete": "This cannot be undone.",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside the references."""

    base_url: str | None
    timeout: float
    """Seconds for each call in all."""
    yes: bool
    dry_run: bool
    as_json: bool


def run(operation: Operation, texts: Sequence[str], options: Options) -> ExitCode:
    """Carry out one operation on every reference.

    Args:
        operation: What to do.
        texts: The references, as typed.
        options: The rest of the command line.

    Returns:
        The exit code; the report is printed.
    """
    wanted = once(texts)
    ends: dict[str, Item] = {}
    interrupted = False
    try:
        references = check(operation, wanted, options.base_url)
        if options.dry_run:
            return _dry_run(operation, references, options)
        if not options.yes and not terminal.can_ask():
            reason = (
                f"there is no terminal to ask on; pass --yes to {operation} without being asked"
            )
            raise _not_confirmed(references, reason)
        with ExitStack() as stack:
            clients = open_clients(references, options.base_url, options.timeout, stack)
            _confirm(operation, references, clients, options)
            _send(operation, references, clients, ends)
    except NothingSentError as refusal:
        for text, error in refusal.reasons.items():
            ends[text] = Item.failed(text, operation, error)
    except KeyboardInterrupt:
        interrupted = True
    items = [ends.get(text) or Item.not_sent(text, operation) for text in wanted]
    return report.show(items, as_json=options.as_json, interrupted=interrupted)


def _dry_run(operation: Operation, references: Sequence[Reference], options: Options) -> ExitCode:
    from . import dry_run

    previews: list[dry_run.Preview] = []
    for reference in references:
        try:
            previews.append(
                dry_run.preview(
                    operation, reference, base_url=options.base_url, timeout=options.timeout
                )
            )
        except finetunes.FinetunesError as error:
            raise NothingSentError({str(reference): error}) from error
    dry_run.show(previews, as_json=options.as_json)
    return ExitCode.OK


def _confirm(
    operation: Operation,
    references: Sequence[Reference],
    clients: Mapping[str, finetunes.Client[Any]],
    options: Options,
) -> None:
    if options.yes:
        return
    terminal.say(f"About to {operation}:")
    for reference in references:
        shown = terminal.escape(str(reference))
        terminal.say(f"  {shown}  at {terminal.escape(clients[reference.provider].base_url)}")
    terminal.say(_WARNING[operation])
    if not terminal.ask("Go on? Only y or yes agrees: "):
        raise _not_confirmed(references, "not confirmed")


def _not_confirmed(references: Sequence[Reference], reason: str) -> NothingSentError:
    refusal = NotConfirmedError(f"{reason}; nothing was sent")
    return NothingSentError({str(reference): refusal for reference in references})


def _send(
    operation: Operation,
    references: Sequence[Reference],
    clients: Mapping[str, finetunes.Client[Any]],
    ends: dict[str, Item],
) -> None:
    """Send for one reference after the other, and note how each ended as soon as it has."""
    for reference in references:
        text = str(reference)
        try:
            result = getattr(clients[reference.provider], operation)(reference.id)
            ends[text] = Item.done(text, operation, result)
        except finetunes.FinetunesError as error:
            ends[text] = Item.failed(text, operation, error)
        except KeyboardInterrupt:
            ends[text] = Item.unknown(text, operation, "interrupted while it was being sent")
            raise
        except Exception as error:  # noqa: BLE001 - a bug in one must not lose the report of the others
            what = f"{type(error).__name__}: {error}"
            ends[text] = Item.unknown(text, operation, what)

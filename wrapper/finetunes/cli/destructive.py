"""``cancel`` and ``delete``: check everything, ask, send one by one, report every reference."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import finetunes
from finetunes import Reference

from . import report, terminal
from .exits import ExitCode, NotConfirmedError
from .report import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


class _NothingSentError(Exception):
    """Something is wrong before the first request; says what, per reference."""

    def __init__(self, reasons: Mapping[str, Exception]) -> None:
        super().__init__()
        self.reasons = reasons


def run(operation: Operation, texts: Sequence[str], options: Options) -> ExitCode:
    """Carry out one operation on every reference.

    Args:
        operation: What to do.
        texts: The references, as typed.
        options: The rest of the command line.

    Returns:
        The exit code; the report is printed.
    """
    wanted = _once(texts)
    ends: dict[str, Item] = {}
    interrupted = False
    try:
        references = _check(operation, wanted, options)
        if options.dry_run:
            return _dry_run(operation, references, options)
        if not options.yes and not terminal.can_ask():
            reason = (
                f"there is no terminal to ask on; pass --yes to {operation} without being asked"
            )
            raise _not_confirmed(references, reason)
        with ExitStack() as stack:
            clients = _open(references, options, stack)
            _confirm(operation, references, clients, options)
            _send(operation, references, clients, ends)
    except _NothingSentError as refusal:
        for text, error in refusal.reasons.items():
            ends[text] = Item.failed(text, operation, error)
    except KeyboardInterrupt:
        interrupted = True
    items = [ends.get(text) or Item.not_sent(text, operation) for text in wanted]
    return report.show(items, as_json=options.as_json, interrupted=interrupted)


def _once(texts: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(texts))
    for text in wanted:
        if texts.count(text) > 1:
            shown = terminal.escape(text)
            terminal.say(f"finetunes: {shown} was given more than once; it is done once")
    return wanted


def _check(operation: Operation, texts: Sequence[str], options: Options) -> list[Reference]:
    """Read every reference; if one is wrong, nothing is sent for any."""
    references: list[Reference] = []
    reasons: dict[str, Exception] = {}
    for text in texts:
        try:
            reference = Reference.parse(text)
            if operation not in finetunes.providers()[reference.provider].operations:
                raise finetunes.UnsupportedOperationError(
                    f"{text}: the provider's API has no {operation}; nothing was sent",
                    provider=reference.provider,
                )
        except finetunes.FinetunesError as error:
            reasons[text] = error
        else:
            references.append(reference)
    if reasons:
        raise _NothingSentError(reasons)
    if options.base_url is not None and len({reference.provider for reference in references}) > 1:
        several = finetunes.ConfigurationError(
            "--base-url is the address of one provider, and the references are of several; "
            "nothing was sent"
        )
        raise _NothingSentError(dict.fromkeys(texts, several))
    return references


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
            raise _NothingSentError({str(reference): error}) from error
    dry_run.show(previews, as_json=options.as_json)
    return ExitCode.OK


def _open(
    references: Sequence[Reference], options: Options, stack: ExitStack
) -> dict[str, finetunes.Client[Any]]:
    """Make one client per provider, which finds the keys and checks addresses."""
    clients: dict[str, finetunes.Client[Any]] = {}
    reasons: dict[str, Exception] = {}
    for name in dict.fromkeys(reference.provider for reference in references):
        try:
            client = finetunes.Client(name, base_url=options.base_url, timeout=options.timeout)
        except finetunes.FinetunesError as error:
            reasons |= {str(item): error for item in references if item.provider == name}
        else:
            clients[name] = stack.enter_context(client)
    if reasons:
        raise _NothingSentError(reasons)
    return clients


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


def _not_confirmed(references: Sequence[Reference], reason: str) -> _NothingSentError:
    refusal = NotConfirmedError(f"{reason}; nothing was sent")
    return _NothingSentError({str(reference): refusal for reference in references})


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

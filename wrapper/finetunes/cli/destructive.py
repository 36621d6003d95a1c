"""``cancel`` and ``delete``: check everything, ask, send one by one, report every reference."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import finetunes
from finetunes import Outcome, cleanup

from . import backup, confirm, report, terminal
from .exits import ExitCode, NotConfirmedError
from .references import NothingSentError, check, once, open_clients
from .report import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from finetunes import Reference, Result

Operation = Literal["cancel", "delete"]

_TIMEOUT = 60.0  # seconds for a call that does not wait


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside the references."""

    base_url: str | None
    timeout: float | None
    """Seconds for each call in all; None is the default of the call."""
    yes: bool
    dry_run: bool
    as_json: bool
    wait: bool = False
    """Whether a cancel waits until the job has stopped."""
    missing_ok: bool = False
    """Whether a delete of what is not there is a success."""
    backup: Path | None = None
    """The folder to put a backup into before a delete."""

    @property
    def seconds(self) -> float:
        """Seconds for each call that does not wait."""
        return _TIMEOUT if self.timeout is None else self.timeout


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
        if options.backup:
            backup.check(references)
        if options.dry_run:
            return _dry_run(operation, references, options)
        log = _prepare(operation, references, options)
        with ExitStack() as stack:
            clients = open_clients(references, options.base_url, options.seconds, stack)
            sending = _Sending(operation, clients, log, options, ends)
            if options.backup:
                sending.backups |= backup.make(references, clients, options.backup, ends)
                references = [*sending.backups]
            if references and not options.yes:
                _confirm(operation, references, clients)
            sending.send(references)
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
                    operation, reference, base_url=options.base_url, timeout=options.seconds
                )
            )
        except finetunes.FinetunesError as error:
            raise NothingSentError({str(reference): error}) from error
    dry_run.show(previews, as_json=options.as_json)
    return ExitCode.OK


def _prepare(
    operation: Operation, references: Sequence[Reference], options: Options
) -> cleanup.AuditLog:
    """Return the audit log, once it is sure that it can be written and somebody can be asked."""
    try:
        if not options.yes:
            confirm.need_terminal(operation)
        log = cleanup.AuditLog()
        log.check()
    except (NotConfirmedError, finetunes.FinetunesError) as error:
        raise NothingSentError({str(reference): error for reference in references}) from None
    return log


def _confirm(
    operation: Operation,
    references: Sequence[Reference],
    clients: Mapping[str, finetunes.Client[Any]],
) -> None:
    terminal.say(f"About to {operation}:")
    for reference in references:
        shown = terminal.escape(str(reference))
        terminal.say(f"  {shown}  at {terminal.escape(clients[reference.provider].base_url)}")
    policies = (policy for client in clients.values() for policy in client.policies)
    confirm.say_policies({policy.source: policy for policy in policies}.values())
    terminal.say(confirm.WARNINGS[operation])
    try:
        confirm.ask_for_yes()
    except NotConfirmedError as error:
        raise NothingSentError({str(reference): error for reference in references}) from None


@dataclass
class _Sending:
    """Sends for one reference after the other, and notes how each ended as soon as it has."""

    operation: Operation
    clients: Mapping[str, finetunes.Client[Any]]
    log: cleanup.AuditLog
    options: Options
    ends: dict[str, Item]
    backups: dict[Reference, Path] = field(default_factory=dict[Any, Any])
    """The folder of each backup that was made first."""

    def send(self, references: Sequence[Reference]) -> None:
        """Send for all of them; what goes wrong with one does not keep the others."""
        for reference in references:
            text = str(reference)
            under_way = False
            try:
                client = self.clients[reference.provider]
                with cleanup.audited(self.log, client, self.operation, reference.id) as done:
                    under_way = True
                    result = done(self._call(client, reference.id))
            except finetunes.FinetunesError as error:
                self._end(Item.failed(text, self.operation, error), reference)
            except KeyboardInterrupt:
                if under_way:
                    words = "interrupted while it was being sent"
                    self._end(Item.unknown(text, self.operation, words), reference)
                raise
            except Exception as error:  # noqa: BLE001 - a bug in one must not lose the report of the others
                what = f"{type(error).__name__}: {error}"
                self._end(Item.unknown(text, self.operation, what), reference)
            else:
                self._end(Item.done(text, self.operation, result, self._code(result)), reference)

    def _end(self, item: Item, reference: Reference) -> None:
        self.ends[item.reference] = replace(item, backup=self.backups.get(reference))

    def _call(self, client: finetunes.Client[Any], id: str) -> Result[Any]:
        if self.operation == "delete":
            deleted: Result[Any] = client.delete(id, missing_ok=self.options.missing_ok)
            return deleted
        if not self.options.wait:
            asked: Result[Any] = client.cancel(id)
            return asked
        with terminal.status_line() as show:
            if show:
                show(f"waiting until {client.provider}:{id} has stopped")
            stopped: Result[Any] = client.cancel(id, wait=True, timeout=self.options.timeout)
            return stopped

    def _code(self, result: Result[Any]) -> ExitCode:
        late = self.options.wait and result.outcome is Outcome.CANCELLING
        return ExitCode.TRY_AGAIN if late else ExitCode.OK

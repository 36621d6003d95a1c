"""``plan``: what a cancel or delete of several fine-tunes would do, to be looked at first."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import click

import finetunes
from finetunes import Policy, Reference, cleanup

from . import confirm, listing, terminal
from .exits import ExitCode
from .reading import Ends

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta
    from decimal import Decimal
    from pathlib import Path

    from finetunes.cleanup import Plan, Selection

    from .destructive import Operation


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria on the command line; all that are given must hold."""

    older_than: timedelta | None = None
    statuses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    keep_latest: int | None = None
    per: Literal["provider", "model"] | None = None
    cost_above: Decimal | None = None

    def selection(self) -> Selection:
        """Return them for the library.

        Raises:
            UsageError: One of two that belong together is missing.
            ConfigurationError: A value cannot be used.
        """
        if (self.keep_latest is None) != (self.per is None):
            raise click.UsageError("--keep-latest and --per are wanted together")
        return cleanup.Selection(
            older_than=self.older_than,
            statuses=tuple(map(finetunes.Status, self.statuses)),
            names=self.names,
            keep_latest=self.keep_latest,
            per=self.per,
            cost_above=self.cost_above,
        )


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside providers and criteria."""

    source: Path | None
    """A file of references, or ``-`` for stdin."""
    output: Path | None
    expires_in: timedelta
    timeout: float
    """Seconds for each call, and each page of a list."""
    as_json: bool


def run(
    operation: Operation, providers: Sequence[str], criteria: Criteria, options: Options
) -> ExitCode:
    """Make a plan, print it, and write it to a file if one is named.

    Args:
        operation: What is to be done.
        providers: Names; every provider that can do it and has a key where there is none.
        criteria: Which fine-tunes.
        options: The rest of the command line.

    Returns:
        The exit code; 0 also where nothing is selected, and the plan is empty.
    """
    if criteria == Criteria() and options.source is None:
        raise click.UsageError("a plan wants a criterion, or --from; --name '*' is everything")
    ends = Ends()
    if not providers and options.source is None:
        say_who_is_left_out(operation)
    try:
        policy = Policy.find()
        if options.output:
            cleanup.Plan.check_target(options.output)
        plan = make(operation, providers, criteria, options)
        if options.output:
            plan.write(options.output)
    except finetunes.FinetunesError as error:
        ends.fail(error)
        listing.say_way_out(providers, error, operation)
        if options.as_json:
            ends.print_json()
        return ends.code
    show(plan, policy, as_json=options.as_json)
    _say_what_next(plan, options)
    return ExitCode.OK


def say_who_is_left_out(operation: Operation) -> None:
    """Say which providers with a key are not asked, because they cannot do it."""
    for provider in finetunes.providers().values():
        if provider.has_api_key and operation not in provider.operations:
            words = f"{provider.name} is left out: its API has no {operation}"
            terminal.say(f"finetunes: {words}")


def _say_what_next(plan: Plan, options: Options) -> None:
    if options.output and not plan.items:
        terminal.say("finetunes: the plan was written, and has nothing to carry out")
    elif options.output:
        command = terminal.escape(shlex.join(["finetunes", "apply", str(options.output)]))
        until = f"{plan.expires_at:%Y-%m-%d %H:%M %Z}"  # UTC, as `apply` says it
        terminal.say(f"finetunes: to carry it out, before {until}: {command}")
    elif not options.as_json:
        terminal.say("finetunes: no file was written; -o FILE keeps the plan for apply")


def make(
    operation: Operation, providers: Sequence[str], criteria: Criteria, options: Options
) -> Plan:
    """Look at what there is, and choose.

    Args:
        operation: What is to be done.
        providers: As for `run`.
        criteria: Which fine-tunes.
        options: The rest of the command line.

    Returns:
        The plan; nothing is written.

    Raises:
        FinetunesError: There is no plan.
    """
    selection = criteria.selection()
    references = None if options.source is None else _read_references(options.source)
    with terminal.counting(f"looking for what to {operation}"):
        return cleanup.plan(
            operation,
            tuple(providers) or None,
            selection=selection,
            references=references,
            expires_in=options.expires_in,
            make_client=lambda name: finetunes.AsyncClient(name, timeout=options.timeout),
        )


def show(plan: Plan, policy: Policy | None, *, as_json: bool) -> None:
    """Print what a plan is about, and what it leaves alone.

    Args:
        plan: The plan.
        policy: The guard rails in force.
        as_json: Print the JSON document that the plan's file would hold.
    """
    if as_json:
        terminal.print_json(plan.document())
    else:
        if plan.items:
            listing.show(plan.items, plan.created_at)
        if plan.skipped:
            rows = [(entry.ref, entry.reason) for entry in plan.skipped]
            terminal.print_table(("left alone", "because"), rows)
    chosen = f"would {plan.operation} {len(plan.items)}" if plan.items else "nothing is selected"
    terminal.say(f"finetunes: {chosen}; {len(plan.skipped)} left alone")
    confirm.say_policies([policy] if policy else [])


def _read_references(source: Path) -> list[str]:
    """Read references, one per line; empty lines, and those that begin with #, are none."""
    name = "stdin" if str(source) == "-" else str(source)
    try:
        text = sys.stdin.read() if name == "stdin" else source.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise finetunes.InvalidFileError(f"{name}: it cannot be read: {why}") from None
    found: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        try:
            found.append(str(Reference.parse(word)))
        except finetunes.FinetunesError as error:
            words = f"{name}, line {number}: {error}; there is no plan"
            raise finetunes.InvalidFileError(words, line=number) from None
    return found

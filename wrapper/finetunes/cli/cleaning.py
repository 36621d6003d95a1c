"""The commands that cancel, delete, and say what was cancelled and deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import parameters

if TYPE_CHECKING:
    from datetime import timedelta
    from decimal import Decimal


def _read_money(_context: Any, _parameter: Any, text: str | None) -> Decimal | None:
    if text is None:
        return None
    from decimal import Decimal, InvalidOperation

    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal(-1)
    if not (amount.is_finite() and amount >= 0):
        raise click.BadParameter(f"{text!a} is no amount of US dollars; write it as 12.50")
    return amount


_CONCURRENCY = 4  # requests at a time, for each provider

_cancelling = parameters.all_of(
    click.argument(
        "references",
        metavar="REF... | --running [PROVIDER]...",
        nargs=-1,
        shell_complete=parameters.complete_reference,
    ),
    click.option("--running", is_flag=True, help="Cancel everything that runs."),
    parameters.older_than,
    click.option("--wait", is_flag=True, help="Wait until each job has really stopped."),
    click.option(
        "--timeout",
        type=float,
        metavar="SECONDS",
        help="Time for each call in all.  [default: 60; with --wait 600]",
    ),
    parameters.base_url,
    parameters.dry_run,
    parameters.yes,
    parameters.as_json,
)
_deleting = parameters.all_of(
    parameters.references,
    click.option("--missing-ok", is_flag=True, help="What is not there counts as deleted."),
    click.option(
        "--backup",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        help="Download and check each one first, into this folder.",
    ),
    parameters.per_call,
    parameters.base_url,
    parameters.dry_run,
    parameters.yes,
    parameters.as_json,
)
_planning = parameters.all_of(
    click.argument("operation", type=click.Choice(["delete", "cancel"]), metavar="delete|cancel"),
    parameters.providers,
    parameters.choosing,
    click.option(
        "--name",
        "names",
        multiple=True,
        metavar="GLOB",
        help="Only whose id or name matches, as in a shell; may be given again.",
    ),
    click.option(
        "--keep-latest",
        type=click.IntRange(min=1),
        metavar="N",
        help="Leave alone the N that were created last; wants --per.",
    ),
    click.option(
        "--per", type=click.Choice(["provider", "model"]), help="What --keep-latest counts in."
    ),
    click.option(
        "--cost-above",
        callback=_read_money,
        metavar="USD",
        help="Only with a reported price above this.",
    ),
    click.option(
        "--from",
        "source",
        metavar="FILE",
        type=click.Path(path_type=Path, allow_dash=True),
        help="Choose among these references, one per line; - is stdin.",
    ),
    click.option(
        "-o", "--output", metavar="FILE", type=parameters.file_path, help="Write the plan here."
    ),
    click.option(
        "--expires-in",
        callback=parameters.read_age,
        default="24h",
        show_default=True,
        metavar="AGE",
        help="How long the plan may be begun.",
    ),
    parameters.timeout("Time for each call, and each page of a list."),
    parameters.as_json,
)
_applying = parameters.all_of(
    click.argument("path", metavar="PLAN", type=parameters.file_path),
    click.option(
        "--concurrency",
        type=click.IntRange(1, 64),
        default=_CONCURRENCY,
        show_default=True,
        metavar="N",
        help="Requests at a time, for each provider.",
    ),
    parameters.per_call,
    parameters.yes,
    parameters.as_json,
)
_running = parameters.all_of(
    parameters.providers,
    parameters.timeout("Time for each page of a list, and each call."),
    parameters.as_json,
)
_auditing = parameters.all_of(
    click.option(
        "--since",
        callback=parameters.read_age,
        metavar="AGE",
        help="Only what is not older: a number and one of s, m, h, d, w, as in 7d.",
    ),
    click.option("--ref", metavar="REF", help="Only what is about this reference."),
    parameters.as_json,
)


@click.command("cancel")
@_cancelling
def cancel(
    references: tuple[str, ...], *, running: bool, older_than: timedelta | None, **options: Any
) -> int:
    """Ask providers to stop jobs. Finished steps are billed.

    With --running, everything that runs is looked for, shown, and cancelled after its number
    was typed; PROVIDER restricts it. Without it, the jobs are named by REF.

    75 means that a job that was waited for still runs.
    """
    from . import destructive

    if not running:
        if older_than is not None:
            raise click.UsageError("--older-than is for --running")
        if not references:
            raise click.UsageError("Missing argument 'REF...', or --running")
        return destructive.run("cancel", references, destructive.Options(**options))
    return _cancel_running(references, older_than, destructive.Options(**options))


def _cancel_running(providers: tuple[str, ...], older_than: timedelta | None, options: Any) -> int:
    from . import apply, running

    if options.wait or options.base_url is not None:
        raise click.UsageError("--wait and --base-url are for jobs that are named by REF")
    how = apply.Options(
        concurrency=_CONCURRENCY, timeout=options.seconds, yes=options.yes, as_json=options.as_json
    )
    return running.run(providers, older_than, how, dry_run=options.dry_run)


@click.command("delete")
@_deleting
def delete(references: tuple[str, ...], **options: Any) -> int:
    """Delete fine-tunes for good. This cannot be undone.

    With --backup, weights and metadata are downloaded and checked first, and nothing is
    deleted whose backup could not be verified.
    """
    from . import destructive

    return destructive.run("delete", references, destructive.Options(**options))


@click.command("plan")
@_planning
def plan(operation: Any, providers: tuple[str, ...], **options: Any) -> int:
    """Show what a cancel or delete of several fine-tunes would do.

    All criteria must hold. What has no readable date or cost is never selected by that
    criterion, and listed as left alone. If a provider cannot be listed to its end, there is
    no plan. -o writes the plan, also an empty one, for `finetunes apply`.
    """
    from . import plan as planning

    names = ("older_than", "statuses", "names", "keep_latest", "per", "cost_above")
    criteria = planning.Criteria(**{name: options.pop(name) for name in names})
    return planning.run(operation, providers, criteria, planning.Options(**options))


@click.command("apply")
@_applying
def apply(path: Path, **options: Any) -> int:
    """Carry out a plan, after the number of items that are left in it was typed.

    Each item is read again first, and refused if it has changed. The command can be run again
    after a crash: what is finished is skipped, and what was under way is read back, never
    sent again. 7 means that some are done and others were refused or failed, 5 that the end
    of at least one is not known.
    """
    from . import apply as applying

    return applying.run(path, applying.Options(**options))


@click.command("ps")
@_running
def ps(providers: tuple[str, ...], **options: Any) -> int:
    """List what runs, at every provider that has a key, with age and reported price."""
    from . import ps as running

    return running.run(providers, **options)


@click.group("audit")
def audit() -> None:
    """Look at the log of every cancel and delete that was sent from here.

    The command line always keeps it, in the state folder of this user; FINETUNES_STATE names
    another folder.
    """


@audit.command("show")
@_auditing
def audit_show(**options: Any) -> int:
    """Print the audit log: what was asked for, when, by whom, and what came of it."""
    from . import audit as log

    return log.run(**options)


COMMANDS = (cancel, delete, plan, apply, ps, audit)
"""All of them."""

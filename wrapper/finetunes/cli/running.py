"""``cancel --running``: plan and apply in one, for jobs that still run."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import finetunes
from finetunes import Policy, Status, cleanup

from . import apply, plan, terminal
from .exits import ExitCode, NotConfirmedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from finetunes.cleanup import Plan

_STATUSES = (str(Status.QUEUED), str(Status.RUNNING))
_NOTHING = "nothing was found that runs and can be cancelled"
_EXPIRES_IN = timedelta(hours=24)


def run(
    providers: Sequence[str], older_than: timedelta | None, options: apply.Options, *, dry_run: bool
) -> ExitCode:
    """Cancel what runs, after it was shown and its number was typed.

    Args:
        providers: Names; every provider that can cancel and has a key where there is none.
        older_than: Only jobs that were created longer ago.
        options: The rest of the command line.
        dry_run: Only show what would be cancelled.

    Returns:
        The exit code.
    """
    criteria = plan.Criteria(older_than=older_than, statuses=_STATUSES)
    making = plan.Options(
        source=None,
        output=None,
        expires_in=_EXPIRES_IN,
        timeout=options.timeout,
        as_json=options.as_json,
    )
    if not providers:
        plan.say_who_is_left_out("cancel")
    try:
        return _go_on(plan.make("cancel", providers, criteria, making), options, dry_run=dry_run)
    except (finetunes.FinetunesError, NotConfirmedError, KeyboardInterrupt) as error:
        return apply.refuse(error, as_json=options.as_json)


def _go_on(made: Plan, options: apply.Options, *, dry_run: bool) -> ExitCode:
    if dry_run:
        plan.show(made, Policy.find(), as_json=options.as_json)
        return ExitCode.OK
    for entry in made.skipped:
        terminal.say(terminal.escape(f"{entry.ref} is left alone: {entry.reason}"))
    log = apply.prepare(made, made.items, options)
    if not made.items:
        return apply.end_with_nothing(_NOTHING, as_json=options.as_json)
    path = _keep(made)
    again = shlex.join(["finetunes", "apply", str(path)])
    terminal.say(terminal.escape(f"finetunes: should this break off, go on with: {again}"))
    return _tidy_up(path, apply.carry_out(path, made, log, options))


def _tidy_up(path: Path, code: ExitCode) -> ExitCode:
    """Remove the plan once there is nothing left that could go on."""
    if code is ExitCode.OK:
        path.unlink()
        path.with_name(f"{path.name}.journal").unlink()
    return code


def _keep(made: Plan) -> Path:
    """Write the plan where a later `apply` finds it, should this run break off."""
    folder = cleanup.state_folder() / "plans"
    name = f"cancel-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.json"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cleanup.PlanError(
            f"{folder}: it cannot be made: {error.strerror}; nothing was sent"
        ) from None
    made.write(folder / name)
    return folder / name

"""``apply``: carry a plan out, and say what came of each item."""

from __future__ import annotations

import shlex
import signal
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import finetunes
from finetunes import Policy, cleanup

from . import confirm, documents, report, terminal
from .exits import ExitCode, NotConfirmedError, code_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

    from finetunes.cleanup import AuditLog, ItemEnd, Plan, PlanItem, Report, Standing


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside what to do."""

    concurrency: int
    """Requests at a time, for each provider."""
    timeout: float
    """Seconds for each call in all."""
    yes: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """An item's end as a line of the report."""

    end: ItemEnd

    @property
    def code(self) -> ExitCode | None:
        """How it counts for the exit code; None where its turn did not come."""
        if self.end.end is cleanup.End.NOT_SENT:
            return None
        return code_of(self.end.error) if self.end.error else ExitCode.OK

    @property
    def error(self) -> tuple[str, str] | None:
        """The error's class name and its message."""
        error = self.end.error
        return (type(error).__name__, str(error)) if error else None

    def document(self) -> dict[str, Any]:
        """Return the item as it stands in the JSON document, complete."""
        return self.end.document()

    def row(self) -> tuple[str, ...]:
        """Return the item as a line of the table."""
        end = self.end
        word = end.outcome if end.end is cleanup.End.SKIPPED else end.provider_status
        return (end.ref, f"{end.end} ({word})" if word else str(end.end), end.message or "")


def run(path: Path, options: Options) -> ExitCode:
    """Show a plan, ask for the number of its items, and carry it out.

    Args:
        path: The plan's file.
        options: The rest of the command line.

    Returns:
        The exit code; the report is printed.
    """
    try:
        standing = cleanup.standing(path)
        plan = standing.plan
        expired = plan.check_expiry(path)
        _say_how_far(standing)
        log = prepare(plan, () if expired else standing.left, options)
        if not plan.items:
            return end_with_nothing("the plan has no items", as_json=options.as_json)
        return carry_out(path, plan, log, options)
    except (finetunes.FinetunesError, NotConfirmedError, KeyboardInterrupt) as error:
        return refuse(error, path, as_json=options.as_json)


def _say_how_far(standing: Standing) -> None:
    finished, under_way = len(standing.finished), len(standing.under_way)
    if under_way or (finished and standing.left):
        terminal.say(
            f"finetunes: this plan was begun before: what is finished is skipped ({finished}), "
            f"and what was under way is read back ({under_way})"
        )
    elif finished:
        terminal.say("finetunes: all of it is finished; nothing is left to send")


def prepare(plan: Plan, left: Sequence[PlanItem], options: Options) -> AuditLog:
    """Make sure that a plan may be carried out now, and ask.

    Args:
        plan: The plan.
        left: The items for which something can be sent; nothing is asked where there are none.
        options: The rest of the command line.

    Returns:
        The audit log to write to.

    Raises:
        PolicyError: The file of guard rails cannot be used.
        AuditError: The audit log cannot be written.
        NotConfirmedError: The number was not typed, or there is no terminal to ask on.
    """
    policy = Policy.find()
    log = cleanup.AuditLog()
    log.check()
    if left and not options.yes:
        confirm.ask_for_count(plan, left, [policy] if policy else [])
    return log


def carry_out(path: Path, plan: Plan, log: AuditLog, options: Options) -> ExitCode:
    """Carry a plan out, and print the report.

    Args:
        path: The plan's file.
        plan: What was agreed to; a file that holds something else by now is refused.
        log: The audit log.
        options: The rest of the command line.

    Returns:
        The exit code.

    Raises:
        FinetunesError: It cannot be begun; nothing was sent.
        KeyboardInterrupt: Ctrl-C was pressed twice.
    """
    label = f"{plan.operation} {len(plan.items)}"
    with _stop_by_interrupt() as stop, terminal.counter(label, len(plan.items)) as count:
        done = cleanup.apply(
            path,
            concurrency=options.concurrency,
            progress=lambda _: count(),
            stop=stop,
            make_client=lambda name: finetunes.AsyncClient(name, timeout=options.timeout),
            audit=log,
            shown=plan,
        )
    return _show(path, done, as_json=options.as_json)


def end_with_nothing(why: str, *, as_json: bool) -> ExitCode:
    """Say that there was nothing to do, and print the empty report where it is wanted.

    Args:
        why: Why there was nothing.
        as_json: Print the JSON document.

    Returns:
        The exit code, 0.
    """
    terminal.say(f"finetunes: {why}, so there was nothing to do")
    return _end([], as_json=as_json)


def refuse(
    error: Exception | KeyboardInterrupt, path: Path | None = None, *, as_json: bool
) -> ExitCode:
    """Say why there is no report.

    Args:
        error: Why.
        path: The plan that can be gone on with after an interrupt.
        as_json: Print it as a JSON document, too.

    Returns:
        The exit code.
    """
    if not isinstance(error, KeyboardInterrupt):
        return _end([], as_json=as_json, problem=error)
    if path:
        words = "to go on, which reads back what was under way"
        terminal.say(f"finetunes: {words}: {_command(path)}")
    return _end([], as_json=as_json, interrupted=True)


def _command(path: Path) -> str:
    return terminal.escape(shlex.join(["finetunes", "apply", str(path)]))


@contextmanager
def _stop_by_interrupt() -> Generator[threading.Event]:
    """Let the first Ctrl-C end the run in good order, and the second one at once."""
    stop = threading.Event()

    def interrupt(*_: Any) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)
        with suppress(RuntimeError):  # it came in the middle of writing something else
            terminal.say("finetunes: nothing more is begun; Ctrl-C again waits for nothing")

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _show(path: Path, done: Report, *, as_json: bool) -> ExitCode:
    lines = [_Line(end) for end in done.results]
    code = _end(
        lines, as_json=as_json, interrupted=done.stopped, problem=done.problem, counts=done.counts
    )
    words = ", ".join(f"{number} {word}" for word, number in done.counts.items())
    terminal.say(f"finetunes: {words}")
    left = sum(done.counts.get(end, 0) for end in (cleanup.End.NOT_SENT, cleanup.End.FAILED))
    if left and not isinstance(done.problem, cleanup.PlanRefusedError):
        terminal.say(f"finetunes: {left} left; go on with: {_command(path)}")
    return code


def _end(
    lines: list[_Line],
    *,
    as_json: bool,
    interrupted: bool = False,
    problem: Exception | None = None,
    counts: Mapping[str, int] | None = None,
) -> ExitCode:
    """Print the report, in one form whether or not anything was begun."""
    if problem:
        terminal.say(f"finetunes: {terminal.escape(str(problem))}")
    more = {
        "counts": dict(counts or {}),
        "stopped": interrupted,
        "problem": documents.error(problem),
    }
    codes = [code_of(problem)] if problem else []
    return report.show(lines, as_json=as_json, interrupted=interrupted, codes=codes, more=more)

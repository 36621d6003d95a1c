"""What the commands that read share: one reference after another, and what went wrong."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import finetunes

from . import documents, references, terminal
from .exits import ExitCode, code_of, combined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from finetunes import Reference

    T = TypeVar("T")
    Act = Callable[[finetunes.Client[Any], Reference], ExitCode]


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside the references."""

    base_url: str | None
    timeout: float
    """Seconds for each call in all."""
    as_json: bool


@dataclass(slots=True)
class Ends:
    """How the references ended, and what went wrong."""

    codes: list[ExitCode] = field(default_factory=list[ExitCode])
    failures: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """As they stand in the JSON document."""
    interrupted: bool = False
    _said: set[str] = field(default_factory=set[str])

    @property
    def code(self) -> ExitCode:
        """The exit code of the command."""
        return ExitCode.INTERRUPTED if self.interrupted else combined(self.codes)

    def fail(self, error: Exception, code: ExitCode | None = None, **item: str) -> None:
        """Note an error of one item, and say it once.

        Args:
            error: What happened.
            code: The exit code; by default that of the error.
            item: What it happened to, as it stands in the JSON document.
        """
        self.codes.append(code_of(error) if code is None else code)
        self.failures.append({**item, "error": documents.error(error)})
        message = str(error)
        if message not in self._said:
            self._said.add(message)
            terminal.say(f"finetunes: {terminal.escape(message)}")

    def print_json(self, **lists: list[Any]) -> None:
        """Print the JSON document, with what went wrong at its end."""
        terminal.print_json({"schema": 1, **lists, "failures": self.failures})


def each(operation: str, texts: Sequence[str], options: Options, act: Act) -> Ends:
    """Do something with one reference after the other; if one is wrong, with none.

    Args:
        operation: The operation of the common interface that it needs.
        texts: The references, as typed.
        options: The rest of the command line.
        act: Does it, and returns the exit code of this reference.

    Returns:
        How they ended; what went wrong is said.
    """
    ends = Ends()
    wanted = references.once(texts)
    try:
        with ExitStack() as stack:
            checked = references.check(operation, wanted, options.base_url)
            clients = references.open_clients(checked, options.base_url, options.timeout, stack)
            for reference in checked:
                try:
                    ends.codes.append(act(clients[reference.provider], reference))
                except finetunes.FinetunesError as problem:
                    ends.fail(problem, ref=str(reference))
    except references.NothingSentError as refusal:
        for text, error in refusal.reasons.items():
            ends.fail(error, ref=text)
    except KeyboardInterrupt:
        ends.interrupted = True
        terminal.say("finetunes: interrupted")
    return ends


def listed(
    what: str,
    text: str,
    options: Options,
    look: Callable[[finetunes.Client[Any], str], Iterator[T]],
) -> tuple[Ends, list[T]]:
    """List what belongs to one fine-tune, and count it while it comes.

    Args:
        what: What is listed: ``list_`` and this word are an operation of the common interface.
        text: The reference, as typed.
        options: The rest of the command line.
        look: Calls that operation, with the fine-tune's id.

    Returns:
        How it ended, and what there is, also where the listing broke off.
    """
    found: list[T] = []

    def act(client: finetunes.Client[Any], reference: Reference) -> ExitCode:
        for item in terminal.counted(look(client, reference.id), f"{what} of {text}"):
            found.append(item)  # noqa: PERF402 - what a listing gave stays, also if it breaks off
        if not found:
            terminal.say(f"finetunes: {terminal.escape(text)} has no {what} yet")
        return ExitCode.OK

    return each(f"list_{what}", [text], options, act), found

"""``list``: the fine-tunes there are, at one provider or at all that have a key."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import finetunes

from . import documents, terminal
from .exits import ExitCode
from .reading import Ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from finetunes import FineTune
    from finetunes.cleanup import PlanItem

_UNITS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}  # seconds
_COLUMNS = ("ref", "status", "name", "model", "age", "price")
_EVERY = "every provider with a key"
_SHORT_AGE = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)([a-zA-Z]*)")


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside the providers."""

    statuses: tuple[str, ...]
    """The statuses to keep, in this library's words; every one where there is none."""
    older_than: timedelta | None
    timeout: float
    """Seconds for each page."""
    as_json: bool


def read_age(text: str) -> timedelta:
    """Read an age such as ``90d``.

    Args:
        text: A number and one of the units s, m, h, d, w.

    Raises:
        ValueError: It is something else, or longer than a calendar.
    """
    found = _SHORT_AGE.fullmatch(text)
    if not found or found[2] not in _UNITS:
        raise ValueError(f"{text!a} is no age; write a number and one of s, m, h, d, w, as in 90d")
    try:
        return timedelta(seconds=float(found[1]) * _UNITS[found[2]])
    except OverflowError:
        raise ValueError(f"{text!a} is longer than any calendar") from None


def run(providers: Sequence[str], options: Options) -> ExitCode:
    """List the fine-tunes that are wanted; what could not be listed is said.

    Args:
        providers: Names; every provider that has a key where there is none.
        options: The rest of the command line.

    Returns:
        0 if the list is complete; else the code of the failure, or 7 if something was found.
    """
    ends = Ends()
    found = ask(providers, options.timeout, ends)
    now = datetime.now(UTC)
    items = list(_choose(found, options, now))
    print_items(items, ends, as_json=options.as_json, none="none found")
    unread = sum(item.undecoded is not None for item in items)
    if unread and not options.as_json:
        terminal.say(f"finetunes: {unread} could not be read completely; `show` says why")
    return ends.code


def print_items(
    items: Sequence[FineTune[Any]], ends: Ends, *, as_json: bool, none: str = ""
) -> None:
    """Print fine-tunes, as the JSON document or as a table.

    Args:
        items: The fine-tunes.
        ends: What went wrong, which the JSON document tells, too.
        as_json: Print the JSON document.
        none: What is said where there are none, and nothing went wrong.
    """
    if as_json:
        ends.print_json(fine_tunes=[documents.document(item) for item in items])
    elif items:
        show(items)
    elif none and not ends.failures:
        terminal.say(f"finetunes: {none}")


def show(
    items: Sequence[FineTune[Any] | PlanItem],
    now: datetime | None = None,
    *,
    as_words: bool = False,
) -> None:
    """Print fine-tunes as a table.

    Args:
        items: At least one.
        now: The time to count the age up to; by default the current one.
        as_words: As for `terminal.print_table`.
    """
    until = now or datetime.now(UTC)
    rows = [_cells(item, until) for item in items]
    # Whoever is asked has to see everything, in however many lines.
    dispensable = () if as_words else ("name", "model")
    terminal.print_table(_COLUMNS, rows, dispensable=dispensable, as_words=as_words)


def ask(providers: Sequence[str], timeout: float, ends: Ends) -> Sequence[FineTune[Any]]:
    """List everything there is, and say what could not be listed.

    Args:
        providers: Names; every provider that has a key where there is none.
        timeout: Seconds for each page.
        ends: Takes what went wrong.

    Returns:
        What was found.
    """
    found: Sequence[FineTune[Any]] = ()
    try:
        with terminal.counting(f"listing {', '.join(providers) or _EVERY}") as count:
            found = finetunes.list_all(providers or None, timeout=timeout, progress=count)
    except finetunes.IncompleteListingError as error:
        found = error.found
        if found:
            ends.codes.append(ExitCode.OK)
        for name, failure in error.failures.items():
            ends.fail(failure, provider=name)
        terminal.say("finetunes: the list is not complete")
        say_way_out(providers, error)
    except finetunes.FinetunesError as error:
        ends.fail(error)
    else:
        ends.codes.append(ExitCode.OK)
    return found


def say_way_out(providers: Sequence[str], error: BaseException, operation: str = "list") -> None:
    """Say how to go on without the providers that cannot be listed, where there are others.

    Args:
        providers: Those on the command line; who has named them knows the way.
        error: What went wrong; where it is something else, nothing is said.
        operation: What the others have to offer, to have been asked.
    """
    if providers or not isinstance(error, finetunes.IncompleteListingError):
        return
    others = [
        name
        for name, provider in finetunes.providers().items()
        if provider.has_api_key and operation in provider.operations and name not in error.failures
    ]
    if others:
        left_out = ", ".join(error.failures)
        terminal.say(f"finetunes: to leave {left_out} out, name the others: {' '.join(others)}")


def _choose(
    items: Iterable[FineTune[Any]], options: Options, now: datetime
) -> Iterable[FineTune[Any]]:
    undated: Counter[str] = Counter()
    for item in items:
        if options.statuses and item.status not in options.statuses:
            continue
        if options.older_than is not None:
            if item.created_at is None:
                undated[item.provider] += 1
                continue
            if now - item.created_at < options.older_than:
                continue
        yield item
    for name, number in undated.items():
        terminal.say(f"finetunes: {name}: {number} without a readable date left out")


def _cells(item: FineTune[Any] | PlanItem, now: datetime) -> tuple[str, ...]:
    return (
        item.ref,
        item.provider_status or str(item.status),
        item.name or "",
        item.model or "",
        "" if item.created_at is None else age(now - item.created_at),
        "" if item.price is None else f"${documents.money(item.price)}",
    )


def age(passed: timedelta) -> str:
    """Return a time span in its largest whole unit up to days, in the words `read_age` takes."""
    seconds = max(0, int(passed.total_seconds()))
    unit = next((unit for unit in "dhm" if seconds >= _UNITS[unit]), "s")
    return f"{seconds // _UNITS[unit]}{unit}"

"""``ps``: what runs, at every provider that has a key."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import finetunes
from finetunes import Status

from . import listing, terminal
from .reading import Ends

if TYPE_CHECKING:
    from collections.abc import Sequence

    from finetunes import FineTune

    from .exits import ExitCode

_AT_ONCE = 4


def run(providers: Sequence[str], *, timeout: float, as_json: bool) -> ExitCode:
    """List what has not ended, with age and reported price.

    Args:
        providers: Names; every provider that has a key where there is none.
        timeout: Seconds for each page of a list, and each fine-tune that is read by itself.
        as_json: Print a JSON document instead of the table.

    Returns:
        As for `listing.run`.
    """
    ends = Ends()
    found = listing.ask(providers, timeout, ends)
    items = _read_bare(found, timeout, ends)
    known = [item for item in items if item.status is not Status.UNKNOWN]
    running = [item for item in known if not item.status.is_final]
    listing.print_items(running, ends, as_json=as_json, none="nothing runs")
    unclear = Counter(item.provider for item in items if item.status is Status.UNKNOWN)
    for name, number in unclear.items():
        terminal.say(
            f"finetunes: {name}: {number} left out of which it is not known how they stand"
        )
    if running and not ends.failures:
        there = [name for name, about in finetunes.providers().items() if about.has_api_key]
        for name in providers or there:
            if name not in unclear and all(item.provider != name for item in running):
                terminal.say(f"finetunes: {name}: nothing runs")
    return ends.code


def _read_bare(items: Sequence[FineTune[Any]], timeout: float, ends: Ends) -> list[FineTune[Any]]:
    """Read those one by one of which a listing says nothing but the id."""
    bare = {item.ref: item for item in items if _is_bare(item)}
    with ExitStack() as stack, ThreadPoolExecutor(_AT_ONCE) as pool:
        clients = {
            name: stack.enter_context(finetunes.Client(name, timeout=timeout))
            for name in {item.provider for item in bare.values()}
        }

        def read(item: FineTune[Any]) -> FineTune[Any] | finetunes.FinetunesError | None:
            try:
                return clients[item.provider].retrieve(item.id)
            except finetunes.NotFoundError:
                return None  # deleted a moment ago
            except finetunes.FinetunesError as error:
                return error

        known = dict(zip(bare, pool.map(read, bare.values()), strict=True))
    for ref, result in known.items():
        if isinstance(result, finetunes.FinetunesError):
            ends.fail(result, ref=ref)
    looked = (known.get(item.ref, item) for item in items)
    return [item for item in looked if isinstance(item, finetunes.FineTune)]


def _is_bare(item: FineTune[Any]) -> bool:
    return (
        item.provider_status is None and item.created_at is None and item.status is Status.UNKNOWN
    )

"""Carrying a plan out: each item once, as the plan has it, and never a second time by guessing."""

from __future__ import annotations

from collections import defaultdict
from contextlib import AsyncExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio

from finetunes import AsyncClient, ConfigurationError

from .arguments import check_type
from .errors import PlanRefusedError
from .journal import Journal, last
from .pacing import at_once
from .plans import plan_file, read_with_digest
from .reporting import Standing
from .running import Run, sort

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike
    from pathlib import Path

    from .audit import AuditLog
    from .items import PlanItem
    from .pacing import Stop
    from .plans import Plan
    from .reporting import ItemEnd, Report


def apply(
    path: str | PathLike[str],
    *,
    concurrency: int = 4,
    progress: Callable[[ItemEnd], None] | None = None,
    stop: Stop | None = None,
    audit: AuditLog | None = None,
    shown: Plan | None = None,
    make_client: Callable[[str], AsyncClient[Any]] = AsyncClient,
) -> Report:
    """Carry a plan out, or go on with one that was broken off.

    Each item is read again first, and left alone if it is not what the plan says. What is
    sent, and what came of it, is on the disk before and after, in ``<plan>.journal``; a run
    after a crash skips what is finished, and reads back what was under way without sending
    it again, also when the plan has expired by then. Where an event loop runs already, as in
    a notebook, await `aapply`.

    Ctrl-C raises KeyboardInterrupt once the requests under way have ended and are in the
    journal; with `stop` set by a signal handler there is a report instead.

    Args:
        path: The plan's file.
        concurrency: Requests at a time, for each provider.
        progress: Called with each item as it ends.
        stop: Nothing more is begun once it is set.
        audit: Notes each request before it is sent, and what came of it.
        shown: The plan that somebody agreed to; the file must still hold it.
        make_client: Makes the client of a provider, by its name.

    Returns:
        What came of each item.

    Raises:
        ConfigurationError: `concurrency` is no whole number of 1 or more; nothing was sent.
        PlanError: The plan or its journal cannot be read; nothing was sent.
        PlanRefusedError: The plan expired before it was begun, is for another address, is not
            the one that was `shown`, or is being applied by another process; nothing was sent.
        FinetunesError: A client cannot be made; nothing was sent.
    """
    work = partial(
        aapply,
        path,
        concurrency=concurrency,
        progress=progress,
        stop=stop,
        audit=audit,
        shown=shown,
        make_client=make_client,
    )
    try:
        return anyio.run(work)
    except BaseExceptionGroup as several:
        if several.subgroup(KeyboardInterrupt):  # it came in the middle of a task
            raise KeyboardInterrupt from None
        raise


async def aapply(
    path: str | PathLike[str],
    *,
    concurrency: int = 4,
    progress: Callable[[ItemEnd], None] | None = None,
    stop: Stop | None = None,
    audit: AuditLog | None = None,
    shown: Plan | None = None,
    make_client: Callable[[str], AsyncClient[Any]] = AsyncClient,
) -> Report:
    """Carry a plan out in an event loop; see `apply`."""
    check_type("concurrency", concurrency, int)
    if concurrency < 1:
        raise ConfigurationError("concurrency must be 1 or more")
    file = plan_file(path)
    plan, digest = read_with_digest(file)
    if shown is not None and plan != shown:
        raise PlanRefusedError(
            f"{file.name}: the file was changed after the plan was shown; nothing was sent; "
            "read it again, and begin anew"
        )
    expired = plan.check_expiry(file)
    by_provider: dict[str, list[PlanItem]] = defaultdict(list)
    for item in plan.items:
        by_provider[item.reference.provider].append(item)
    async with AsyncExitStack() as stack:
        clients: dict[str, AsyncClient[Any]] = {}
        for name in by_provider:
            clients[name] = await stack.enter_async_context(make_client(name))
            _check_address(file, plan, clients[name])
        journal = stack.enter_context(Journal(file, digest))
        run = Run(
            plan, journal, clients, progress=progress, stop=stop, audit=audit, expired=expired
        )
        async with anyio.create_task_group() as tasks:
            for items in by_provider.values():
                tasks.start_soon(at_once, concurrency, items, run.one)
    return run.report()


def standing(path: str | PathLike[str]) -> Standing:
    """Say how far a plan is, without asking a provider.

    Args:
        path: The plan's file.

    Returns:
        The plan, and of its items what earlier runs have finished, what was under way, and what
        is left.

    Raises:
        PlanError: The plan or its journal cannot be read.
        PlanRefusedError: The journal belongs to another plan.
    """
    file = plan_file(path)
    plan, digest = read_with_digest(file)
    finished, under_way = sort(plan, last(file, digest))
    return Standing(
        plan=plan,
        finished=tuple(item for item in plan.items if item.ref in finished),
        under_way=tuple(item for item in plan.items if item.ref in under_way),
        left=tuple(item for item in plan.items if item.ref not in finished.keys() | under_way),
    )


def _check_address(file: Path, plan: Plan, client: AsyncClient[Any]) -> None:
    planned = plan.addresses[client.provider]
    if client.base_url != planned:
        raise PlanRefusedError(
            f"{file.name}: the plan was made at {planned}, and {client.provider} would be asked at "
            f"{client.base_url}; nothing was sent"
        )

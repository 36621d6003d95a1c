"""One run over the items of a plan: what is read, sent and written down for each."""

from __future__ import annotations

import shlex
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from attrs import evolve

from finetunes import (
    APIConnectionError,
    FinetunesError,
    NotFoundError,
    Outcome,
    OutcomeUnknownError,
    PolicyError,
    RateLimitError,
    Status,
)

from .audit import AuditError
from .errors import ChangedSincePlanError, NotSentError, PlanError, PlanRefusedError
from .looking import Look
from .pacing import Pace
from .reporting import End, ItemEnd, Report

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping

    from finetunes import AsyncClient, FineTune, Result

    from .audit import AuditLog
    from .items import PlanItem
    from .journal import Journal
    from .pacing import Stop
    from .plans import Plan
    from .strict import Place

_STOPPED = {Status.CANCELLED: Outcome.CANCELLED, Status.CANCELLING: Outcome.CANCELLING}


def sort(plan: Plan, last: Mapping[str, Place | None]) -> tuple[dict[str, ItemEnd], set[str]]:
    """Say what earlier runs have finished, and what they left under way.

    Args:
        plan: The plan.
        last: As in the journal.

    Returns:
        The ends of what is finished, and what is under way, by reference. For everything else
        something may still be sent.

    Raises:
        PlanError: An end was not written by this version.
    """
    ends = {ref: about and ItemEnd.read(ref, plan.operation, about) for ref, about in last.items()}
    finished = {ref: end for ref, end in ends.items() if end and end.outcome}
    under_way = {ref for ref, end in ends.items() if not end or end.end is End.UNKNOWN}
    return finished, under_way - finished.keys()


class Run:
    """One run over a plan's items."""

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        clients: Mapping[str, AsyncClient[Any]],
        *,
        progress: Callable[[ItemEnd], None] | None,
        stop: Stop | None,
        audit: AuditLog | None,
        expired: FinetunesError | None,
    ) -> None:
        self._plan = plan
        self._journal = journal
        self._clients = clients
        self._progress = progress
        self._stop = stop
        self._audit = audit
        self._expired = expired
        self._paces = {name: Pace(self) for name in clients}
        self._ends: dict[str, ItemEnd] = {}
        self._problem: FinetunesError | None = None
        self._bug: Exception | None = None
        self._finished, self._under_way = sort(plan, journal.last)
        self._look = Look(plan, clients)

    def is_set(self) -> bool:
        """Whether nothing more should be begun."""
        stopped = self._stop is not None and self._stop.is_set()
        return stopped or self._problem is not None or self._bug is not None

    def report(self) -> Report:
        """Return what came of every item, or raise what `progress` raised."""
        if self._bug:
            raise self._bug
        results = tuple(self._ends[item.ref] for item in self._plan.items)
        left = any(item.end is End.NOT_SENT for item in results)
        return Report(
            operation=self._plan.operation,
            results=results,
            stopped=self._stop is not None and self._stop.is_set(),
            problem=self._problem or (self._expired if left else None),
        )

    async def one(self, item: PlanItem) -> None:
        """Bring one item to its end, whatever that is."""
        end = self._ends[item.ref] = await self._bring_to_end(item)
        try:
            if self._progress:
                self._progress(end)
        except Exception as error:  # noqa: BLE001 - raised again once the others have ended
            self._bug = error

    async def _bring_to_end(self, item: PlanItem) -> ItemEnd:
        if item.ref in self._finished:
            return evolve(self._finished[item.ref], end=End.SKIPPED)
        under_way = item.ref in self._under_way
        if self._expired and not under_way:
            return self._not_sent(item, self._expired)
        what = self._read_back if under_way else self._carry_out
        try:
            return await self._paces[item.reference.provider].keep(partial(what, item))
        except FinetunesError as error:
            if under_way:
                return self._unknown(item, f"it could not be read back: {error}")
            if isinstance(error, NotSentError):
                return self._not_sent(item, error)
            return self._failed(item, End.FAILED, error)

    async def _read_back(self, item: PlanItem) -> ItemEnd:
        """See what came of a request of an earlier run; nothing is sent again."""
        found = await self._look.at(item)
        if isinstance(found, NotFoundError):
            if doubt := self._look.doubt(item):
                return self._unknown(item, doubt)
            deleted = self._plan.operation == "delete" and found.certain
            return self._done(item, Outcome.DELETED if deleted else Outcome.ALREADY_GONE, None)
        if self._plan.operation == "cancel" and found.status in _STOPPED:
            return self._done(item, _STOPPED[found.status], None, found)
        if self._plan.operation == "cancel" and found.status.is_final:
            return self._done(item, Outcome.ALREADY_FINISHED, False, found)
        word = found.provider_status or str(found.status)
        return self._unknown(item, f"it is still there ({word!a:.60})")

    async def _carry_out(self, item: PlanItem) -> ItemEnd:
        """Send for one item, if it is still what the plan says."""
        found = await self._look.at(item)
        if isinstance(found, NotFoundError):
            if doubt := self._look.doubt(item):
                words = f"{item.ref}: {doubt}; nothing was sent; use that key, or make a new plan"
                return self._failed(item, End.FAILED, PlanRefusedError(words))
            return self._done(item, Outcome.ALREADY_GONE, False)
        if changes := item.changes(found):
            words = f"{item.ref}: it changed since the plan was made ({'; '.join(changes)})"
            error = ChangedSincePlanError(f"{words}; nothing was sent; make a new plan for it")
            return self._failed(item, End.CHANGED_SINCE_PLAN, error)
        if self.is_set():
            raise NotSentError("the run was stopped before its turn")
        # From the intent to the end a cancelled event loop waits: a reply must not be lost.
        with anyio.CancelScope(shield=True):
            self._ends[item.ref] = await self._send(item, found)
        return self._ends[item.ref]

    async def _send(self, item: PlanItem, found: FineTune[Any]) -> ItemEnd:
        try:
            await self._journal.intent(item.ref)
        except PlanError as error:
            self._problem = error
            raise NotSentError(str(error)) from None
        end = self._record(await self._ask(item, found))
        if isinstance(end.error, RateLimitError | APIConnectionError):
            raise end.error  # certainly not taken: after a pause it begins anew
        return end

    async def _ask(self, item: PlanItem, found: FineTune[Any]) -> ItemEnd:
        """Send the request, and say what came of it, whatever that is."""
        end: ItemEnd | None = None
        begun = False
        try:
            async with self._noted(item, found) as done:
                begun = True
                result = done(await self._call(item))
                end = ItemEnd.of(item.ref, self._plan.operation, result)
        except AuditError as error:
            self._problem = error
            if begun:  # raised by a log that the client keeps itself, perhaps after it was sent
                return self._unknown(item, str(error))
            return self._failed(item, End.NOT_SENT, error)
        except FinetunesError as error:
            return self._failed(item, self._end(error), error)
        except Exception as error:  # noqa: BLE001 - a bug in one must not end the others
            return end or self._unknown(item, f"{type(error).__name__}: {error}")
        return end

    def _end(self, error: FinetunesError) -> End:
        if isinstance(error, OutcomeUnknownError):
            return End.UNKNOWN
        if isinstance(error, PolicyError) and error.every_call:
            self._problem = error
            return End.NOT_SENT
        return End.FAILED

    @asynccontextmanager
    async def _noted(
        self, item: PlanItem, found: FineTune[Any]
    ) -> AsyncGenerator[Callable[[Result[Any]], Result[Any]]]:
        """Note in the audit log what is done in the block, without holding up the others."""
        if self._audit is None:
            yield lambda result: result
            return
        address = self._plan.addresses[item.reference.provider]
        record = self._audit.record(
            self._plan.operation, item.ref, base_url=address, snapshot=found.body
        )
        leave = record.__exit__
        done = await anyio.to_thread.run_sync(record.__enter__)
        try:
            yield done
        except BaseException as error:
            await anyio.to_thread.run_sync(leave, type(error), error, error.__traceback__)
            raise
        await anyio.to_thread.run_sync(leave, None, None, None)

    async def _call(self, item: PlanItem) -> Result[Any]:
        provider, id = item.reference
        client = self._clients[provider]
        if self._plan.operation == "delete":
            return await client.delete(id, missing_ok=True)
        return await client.cancel(id)

    def _record(self, end: ItemEnd) -> ItemEnd:
        try:
            self._journal.end(end.ref, end.document())
        except PlanError as error:  # the end is true all the same
            self._problem = error
        return end

    def _done(
        self,
        item: PlanItem,
        outcome: Outcome,
        changed: bool | None,
        found: FineTune[Any] | None = None,
    ) -> ItemEnd:
        """Record an outcome that was read, not answered; without `found` the item is gone."""
        end = ItemEnd(
            ref=item.ref,
            operation=self._plan.operation,
            end=outcome,
            outcome=outcome,
            changed=changed,
            status=found.status if found else Status.DELETED,
            provider_status=found.provider_status if found else None,
        )
        return self._record(end)

    def _failed(self, item: PlanItem, end: End, error: FinetunesError) -> ItemEnd:
        return ItemEnd(ref=item.ref, operation=self._plan.operation, end=end, error=error)

    def _not_sent(self, item: PlanItem, why: FinetunesError) -> ItemEnd:
        error = NotSentError(f"{item.ref}: nothing was sent for it: {why}")
        return self._failed(item, End.NOT_SENT, error)

    def _unknown(self, item: PlanItem, why: str) -> ItemEnd:
        ref = shlex.quote(item.ref)
        next_step = (
            f"run `finetunes show {ref}` in a while, and `finetunes {self._plan.operation} {ref}` "
            "if it still shows no change"
        )
        error = OutcomeUnknownError(
            f"{item.ref}: {self._plan.operation}: it may have been sent, and may have happened, "
            f"or happen yet: {why}; it is not sent again; {next_step}",
            provider=item.reference.provider,
            operation=self._plan.operation,
            id=item.reference.id,
            next_step=next_step,
        )
        return self._failed(item, End.UNKNOWN, error)

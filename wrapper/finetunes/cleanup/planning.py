"""Making a plan: look at what there is, all of it, and choose."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio

from finetunes import (
    AsyncClient,
    ConfigurationError,
    FineTune,
    FinetunesError,
    IncompleteListingError,
    MissingAPIKeyError,
    NotFoundError,
    Reference,
    UnsupportedOperationError,
    providers as known_providers,
)

from .arguments import check_type, several
from .items import PlanItem
from .pacing import Pace, at_once
from .plans import OPERATIONS, Plan, mark_of
from .selection import Selection, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .selection import Operation

_AT_ONCE = 4  # reads of one provider at a time


def plan(
    operation: Operation,
    providers: Iterable[str] | None = None,
    *,
    selection: Selection | None = None,
    references: Iterable[str] | None = None,
    expires_in: timedelta = timedelta(hours=24),
    make_client: Callable[[str], AsyncClient[Any]] = AsyncClient,
) -> Plan:
    """Plan a cancel or delete of several fine-tunes; nothing is changed.

    Where an event loop runs already, as in a notebook, await `aplan`.

    Args:
        operation: ``"cancel"`` or ``"delete"``.
        providers: Whose fine-tunes to choose from; by default those of every provider that
            has the operation, and a key in the environment.
        selection: The criteria; wanted, unless there are `references`.
        references: The fine-tunes to choose from, ``provider:id``, instead of all there are.
        expires_in: How long the plan may be begun.
        make_client: Makes the client of a provider, by its name.

    Returns:
        The plan.

    Raises:
        ConfigurationError: An argument cannot be used.
        UnsupportedOperationError: A provider that was named has no such operation.
        IncompleteListingError: What was found is not all there is, so there is no plan.
        MissingAPIKeyError: There is no key.
        NotFoundError: There is no fine-tune of a reference.
        FinetunesError: A fine-tune cannot be read.
    """
    return anyio.run(
        partial(
            aplan,
            operation,
            providers,
            selection=selection,
            references=references,
            expires_in=expires_in,
            make_client=make_client,
        )
    )


async def aplan(
    operation: Operation,
    providers: Iterable[str] | None = None,
    *,
    selection: Selection | None = None,
    references: Iterable[str] | None = None,
    expires_in: timedelta = timedelta(hours=24),
    make_client: Callable[[str], AsyncClient[Any]] = AsyncClient,
) -> Plan:
    """Plan a cancel or delete of several fine-tunes in an event loop; see `plan`."""
    criteria = Selection() if selection is None else selection
    names, wanted = _read_arguments(operation, providers, criteria, references)
    now = datetime.now(UTC)
    expires_at = _read_expiry(now, expires_in)
    async with AsyncExitStack() as stack:
        clients = {name: await stack.enter_async_context(make_client(name)) for name in names}
        looks = {name: _Look(client) for name, client in clients.items()}
        async with anyio.create_task_group() as tasks:
            for name, look in looks.items():
                if wanted is None:
                    tasks.start_soon(look.at_all)
                else:
                    tasks.start_soon(look.at_each, [one for one in wanted if one.provider == name])
    found = _all(looks) if wanted is None else _named(looks, wanted)
    named = {str(reference) for reference in wanted or ()}
    chosen = criteria.choose(operation, found, now=now, named=named)
    unusable = (entry for look in looks.values() for entry in look.skipped)
    return Plan(
        operation=operation,
        created_at=now,
        expires_at=expires_at,
        addresses={name: client.base_url for name, client in clients.items()},
        key_marks={name: mark_of(client, now) for name, client in clients.items()},
        selection=criteria,
        by_reference=wanted is not None,
        items=tuple(map(PlanItem.of, chosen.items)),
        skipped=(*unusable, *chosen.skipped),
    )


def _read_arguments(
    operation: Operation,
    providers: Iterable[str] | None,
    criteria: Selection,
    references: Iterable[str] | None,
) -> tuple[list[str], list[Reference] | None]:
    """Return whose fine-tunes to look at, and at which where they were named, or refuse."""
    if operation not in OPERATIONS:
        raise ConfigurationError(f"a plan is for one of {', '.join(OPERATIONS)}")
    check_type("selection", criteria, Selection)
    wanted = None if references is None else _parse(references)
    if wanted is not None and providers is not None:
        raise ConfigurationError("name providers or references, not both")
    if wanted is None and criteria.is_empty:
        raise ConfigurationError(
            "a plan wants a criterion, or references; without one it would be about everything, "
            "which the name '*' says"
        )
    if wanted is None:
        return _choose(operation, providers), None
    return _check(operation, (reference.provider for reference in wanted)), wanted


def _parse(references: Iterable[str]) -> list[Reference]:
    return list(dict.fromkeys(map(Reference.parse, several("references", references))))


def _read_expiry(now: datetime, expires_in: timedelta) -> datetime:
    check_type("expires_in", expires_in, timedelta)
    if expires_in <= timedelta():
        raise ConfigurationError("expires_in must be more than none")
    try:
        return now + expires_in
    except OverflowError:
        raise ConfigurationError("expires_in is longer than any calendar") from None


def _choose(operation: Operation, providers: Iterable[str] | None) -> list[str]:
    if providers is not None:
        return _check(operation, providers)
    able = [found for found in known_providers().values() if operation in found.operations]
    names = [found.name for found in able if found.has_api_key]
    if not names:
        variables = ", ".join(found.api_key_variables[0] for found in able)
        raise MissingAPIKeyError(
            f"no provider that can {operation} has an API key; set {variables}"
        )
    return names


def _check(operation: Operation, providers: Iterable[str]) -> list[str]:
    known = known_providers()
    names = list(dict.fromkeys(several("providers", providers)))
    for name in names:
        if name not in known:
            there = ", ".join(known)
            raise ConfigurationError(f"there is no provider {name!a:.80}; there are {there}")
        if operation not in known[name].operations:
            raise UnsupportedOperationError(
                f"{name}: the provider's API has no {operation}; nothing was planned",
                provider=name,
                operation=operation,
            )
    return names


class _Look:
    """A look at what one provider has."""

    def __init__(self, client: AsyncClient[Any]) -> None:
        self.items: dict[Reference, FineTune[Any]] = {}
        self.skipped: list[Skipped] = []
        self.failures: dict[Reference | None, FinetunesError] = {}
        self._client = client
        self._pace = Pace()

    async def at_all(self) -> None:
        """Take everything the provider lists, in its order."""
        try:
            listed = await self._pace.keep(self._list)
        except FinetunesError as error:
            self.failures[None] = error
            return
        for item in listed:
            self._take(item)
        # Where a listing has ids and nothing else, each is read by itself.
        await self.at_each([key for key, item in self.items.items() if _is_bare(item)])

    async def _list(self) -> list[FineTune[Any]]:
        return [item async for item in self._client.list()]

    def _take(self, item: FineTune[Any]) -> None:
        try:
            key = Reference.parse(item.ref)
        except FinetunesError as error:
            self.skipped.append(Skipped(ref=item.ref, reason=f"its id cannot be used: {error}"))
        else:
            self.items.setdefault(key, item)  # pages that shift show an item twice

    async def at_each(self, references: Iterable[Reference]) -> None:
        """Take these, one by one."""

        async def read(key: Reference) -> None:
            try:
                self.items[key] = await self._pace.keep(partial(self._client.retrieve, key.id))
            except NotFoundError as error:
                if self.items.pop(key, None) is None:
                    self.failures[key] = error
                else:
                    words = "it is listed, but not found: it may have been deleted a moment ago"
                    self.skipped.append(Skipped(ref=str(key), reason=words))
            except FinetunesError as error:
                self.failures[key] = error

        await at_once(_AT_ONCE, references, read)


def _is_bare(item: FineTune[Any]) -> bool:
    return all(known is None for known in (item.provider_status, item.name, item.created_at))


def _all(looks: Mapping[str, _Look]) -> list[FineTune[Any]]:
    """Return everything that was listed, if that is all there is."""
    found = [item for look in looks.values() for item in look.items.values()]
    failures = {
        name: next(iter(look.failures.values())) for name, look in looks.items() if look.failures
    }
    if failures:
        reasons = "; ".join(map(str, failures.values()))
        words = f"the list of all fine-tunes is not complete, so there is no plan: {reasons}"
        raise IncompleteListingError(words, found=tuple(found), failures=failures)
    return found


def _named(looks: Mapping[str, _Look], wanted: Iterable[Reference]) -> list[FineTune[Any]]:
    """Return what was named, in that order, or raise what the first one failed with."""
    found: list[FineTune[Any]] = []
    for reference in wanted:
        look = looks[reference.provider]
        if failure := look.failures.get(reference):
            raise failure
        found.append(look.items[reference])
    return found

"""Perform a case: the same call with either client, and without its pauses."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from .asked import Generated

if TYPE_CHECKING:
    import pytest

    from .cases import Case


def perform(client: Any, case: Case) -> Any:
    """Call what the case names; a listing is read to its end.

    Returns:
        What the method returns, or the `Response` of a generated function.
    """
    if isinstance(case.asked, Generated):
        return case.asked.module.sync_detailed(client=client.generated, **_arguments(case))
    found = getattr(client, case.name)(*_ids(case), **_arguments(case))
    return list(found) if case.is_listing else found


async def aperform(client: Any, case: Case) -> Any:
    """Do the same with the asynchronous client."""
    if isinstance(case.asked, Generated):
        module = case.asked.module
        return await module.asyncio_detailed(client=client.generated, **_arguments(case))
    found = getattr(client, case.name)(*_ids(case), **_arguments(case))
    return [item async for item in found] if case.is_listing else await found


def _ids(case: Case) -> list[str]:
    return [case.item] if case.item else []


def _arguments(case: Case) -> dict[str, Any]:
    # A copy, because a body that is read from a file can be read only once.
    arguments = copy.deepcopy(case.asked.arguments)
    if isinstance(case.asked, Generated) and case.id:
        arguments["id"] = case.id
    return arguments


def wait_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pauses end at once: nothing changes meanwhile."""

    def not_at_all(_: float) -> None:
        """Return."""

    async def at_once(_: float) -> None:
        """Return."""

    monkeypatch.setattr("finetunes.exchange.transport.time.sleep", not_at_all)
    monkeypatch.setattr("anyio.sleep", at_once)

"""Reading the items of a plan, and what it means that one is not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from finetunes import NotFoundError, Status

from .plans import mark_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from finetunes import AsyncClient, FineTune

    from .items import PlanItem
    from .plans import Plan


class Look:
    """Reads the items of a plan with the clients that carry it out.

    A key of another account finds nothing either. So what is not found is gone only where the
    key is the one that saw it when the plan was made, or sees anything else of the plan.

    Args:
        plan: The plan.
        clients: By the name of the provider.
    """

    def __init__(self, plan: Plan, clients: Mapping[str, AsyncClient[Any]]) -> None:
        self._clients = clients
        self._seeing = {
            name
            for name, client in clients.items()
            if (mark := plan.key_marks.get(name)) and mark == mark_of(client, plan.created_at)
        }

    async def at(self, item: PlanItem) -> FineTune[Any] | NotFoundError:
        """Read an item.

        Args:
            item: The item.

        Returns:
            What it is now, or why it counts as not there. Where such an answer is not
            `certain`, the listing does not have it either.

        Raises:
            FinetunesError: It cannot be read.
        """
        provider, id = item.reference
        client = self._clients[provider]
        try:
            found: FineTune[Any] = await client.retrieve(id)
        except NotFoundError as error:
            if error.certain:
                return error
            async for found in client.list():
                if found.id == id:
                    break
            else:
                return error
        self._seeing.add(provider)
        if found.status is Status.DELETED:
            return NotFoundError(f"{item.ref}: the provider shows it as deleted", certain=True)
        return found

    def doubt(self, item: PlanItem) -> str | None:
        """Say why it proves nothing that an item is not found, or None where it does."""
        if item.reference.provider in self._seeing:
            return None
        return (
            "it is not found, but the key may be another account's: it is not the one that the "
            "plan was made with, and finds nothing else of the plan"
        )

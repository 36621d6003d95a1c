"""One fine-tune of a plan: what is written down of it, and what must still be so."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from finetunes import FineTune, Reference, Status, providers

from .strict import Place

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen(kw_only=True)
class PlanItem:
    """One fine-tune of a plan, as it was when the plan was made."""

    ref: str
    """The reference, ``provider:id``."""
    name: str | None
    """What it is called."""
    model: str | None
    """The base model."""
    status: Status
    """How it stood, in this library's words."""
    provider_status: str | None
    """How it stood, in the provider's own word."""
    created_at: datetime | None
    """When it was created."""
    updated_at: datetime | None
    """When the provider had last changed it."""
    price: Decimal | None
    """US dollars it had cost, as the provider reports them."""

    @classmethod
    def of(cls, item: FineTune[Any]) -> PlanItem:
        """Make the plan's item of a fine-tune that was read."""
        names = [field.name for field in attrs.fields(cls)]
        return cls(**{name: getattr(item, name) for name in names})

    @classmethod
    def read(cls, fields: Mapping[str, Place]) -> PlanItem:
        """Read it from the fields of a plan's file; raises PlanError where one is not so."""
        return cls(
            ref=fields["ref"].text(),
            name=fields["name"].optional(Place.text),
            model=fields["model"].optional(Place.text),
            status=Status(fields["status"].choice([*Status])),
            provider_status=fields["provider_status"].optional(Place.text),
            created_at=fields["created_at"].optional(Place.moment),
            updated_at=fields["updated_at"].optional(Place.moment),
            price=fields["price"].optional(Place.money),
        )

    def document(self) -> dict[str, str | None]:
        """Return it as the JSON object that `read` takes, without its fingerprint."""
        return {
            "ref": self.ref,
            "name": self.name,
            "model": self.model,
            "status": str(self.status),
            "provider_status": self.provider_status,
            "created_at": self.created_at.isoformat() if self.created_at else None,
            "updated_at": self.updated_at.isoformat() if self.updated_at else None,
            "price": None if self.price is None else f"{self.price:f}",
        }

    @property
    def reference(self) -> Reference:
        """The reference in two parts."""
        provider, _, id = self.ref.partition(":")
        return Reference(provider, id)

    @property
    def identity(self) -> dict[str, str | None]:
        """What must still be so when the plan is carried out, by name.

        That is the status, `updated_at` and the model; also when it was created, because an
        id may be given anew. A job that has not ended is updated all the time, so there
        `updated_at` says nothing. Where a job cannot be waited for, its provider keeps the status
        only for a while, so the name stands in for it.
        """
        status = "status" if "wait" in operations_of(self.reference.provider) else "name"
        updated = {"updated_at": utc(self.updated_at)} if self.status.is_final else {}
        return {
            status: self.provider_status if status == "status" else self.name,
            **updated,
            "created_at": utc(self.created_at),
            "model": self.model,
        }

    def changes(self, item: FineTune[Any]) -> list[str]:
        """Say in what a fine-tune, as it was read now, is not the one that was planned."""
        now = PlanItem.of(item).identity
        return [
            f"{name} was {_shown(before)}, is {_shown(now[name])}"
            for name, before in self.identity.items()
            if name in now and before != now[name]
        ]


@cache
def operations_of(provider: str) -> tuple[str, ...]:
    """Return the operations that a provider's API has."""
    return providers()[provider].operations


def utc(moment: datetime | None) -> str | None:
    """Return a time as text that is the same in every time zone."""
    if moment is None:
        return None
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:  # at either end of the calendar
        return moment.isoformat()


def _shown(value: str | None) -> str:
    return "not known" if value is None else f"{value!a:.60}"

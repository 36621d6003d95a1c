"""A plan: exactly what would be done, to be looked at before it is carried out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs
from attrs import frozen

from finetunes import FineTune, FinetunesError, Reference, Status, providers

from .durable import write_json
from .errors import PlanError, PlanRefusedError
from .selection import Operation, Selection, Skipped
from .strict import Place

if TYPE_CHECKING:
    from os import PathLike

SCHEMA = 1
OPERATIONS: tuple[Operation, ...] = ("cancel", "delete")


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
        status = "status" if "wait" in _operations(self.reference.provider) else "name"
        updated = {"updated_at": _utc(self.updated_at)} if self.status.is_final else {}
        return {
            status: self.provider_status if status == "status" else self.name,
            **updated,
            "created_at": _utc(self.created_at),
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


@frozen(kw_only=True)
class Plan:
    """What a cancel or delete of several fine-tunes would do.

    Whoever reviews the file may take items out of it. Anything else that decides what is
    sent (an item's reference, what must still be so of it, the operation, address and
    expiry) goes into the item's fingerprint, and a plan in which one does not fit is refused.
    That finds slips; it is no lock against someone who wants to write another plan.
    """

    operation: Operation
    """``"cancel"`` or ``"delete"``."""
    created_at: datetime
    """When it was made."""
    expires_at: datetime
    """When it must not be begun any more."""
    addresses: Mapping[str, str]
    """The base URL of each provider that was asked, by name."""
    selection: Selection
    """The criteria."""
    by_reference: bool
    """Whether the items were named one by one, instead of looking at all there are."""
    items: tuple[PlanItem, ...]
    """What it is about."""
    skipped: tuple[Skipped, ...]
    """What is left alone, and why."""

    def fingerprint(self, item: PlanItem) -> str:
        """Return what binds an item to this plan and to the state it was in (SHA-256)."""
        address = self.addresses[item.reference.provider]
        about = [self.operation, address, _utc(self.expires_at), item.ref, item.identity]
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()

    def document(self) -> dict[str, Any]:
        """Return the plan as the JSON document that its file holds."""
        return {
            "schema": SCHEMA,
            "operation": self.operation,
            "created_at": self.created_at.isoformat(),
            "expires_at": self.expires_at.isoformat(),
            "addresses": dict(self.addresses),
            "criteria": {"by_reference": self.by_reference, **self.selection.document()},
            "items": [self._item(item) for item in self.items],
            "skipped": [attrs.asdict(entry) for entry in self.skipped],
        }

    def _item(self, item: PlanItem) -> dict[str, Any]:
        return {
            "ref": item.ref,
            "name": item.name,
            "model": item.model,
            "status": str(item.status),
            "provider_status": item.provider_status,
            "created_at": item.created_at and item.created_at.isoformat(),
            "updated_at": item.updated_at and item.updated_at.isoformat(),
            "price": None if item.price is None else f"{item.price:f}",
            "fingerprint": self.fingerprint(item),
        }

    def check_expiry(self, path: str | PathLike[str]) -> PlanRefusedError | None:
        """Make sure that the plan may still be applied.

        Args:
            path: Its file.

        Returns:
            None while it may be carried out; else why nothing more of it is sent. What an
            earlier run had begun is still read back.

        Raises:
            PlanRefusedError: It expired before it was begun.
        """
        if datetime.now(UTC) < self.expires_at:
            return None
        file = Path(path).resolve()
        words = f"{file.name}: the plan expired at {self.expires_at:%Y-%m-%d %H:%M %Z}"
        if not journal_path(file).exists():
            raise PlanRefusedError(f"{words}; nothing was sent; make a new one")
        return PlanRefusedError(f"{words}; nothing more of it is sent; make a new one for the rest")

    def write(self, path: str | PathLike[str]) -> None:
        """Write the plan to a file, at once or not at all.

        Args:
            path: The file; one that is there is replaced.

        Raises:
            PlanError: It cannot be written, or the file's name belongs to a plan that is
                being carried out.
        """
        target = Path(path).resolve()
        if journal_path(target).exists():
            raise PlanError(
                f"{target.name}: the journal beside it belongs to a plan that was carried out, or "
                "is being; choose another name for the new plan"
            )
        try:
            write_json(target, self.document())
        except OSError as error:
            raise PlanError(f"{target.name}: it cannot be written: {error.strerror}") from None

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Plan:
        """Read a plan from its file, strictly.

        Args:
            path: The file.

        Raises:
            PlanError: It is no plan, or one whose items were edited; the message names the place.
        """
        return read_with_digest(Path(path))[0]


def read_with_digest(path: Path) -> tuple[Plan, str]:
    """Read a plan and the SHA-256 of its file; raises PlanError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PlanError(f"{path.name}: it cannot be read: {error.strerror}") from None
    plan = _read(Place.parse(content, path.name))
    return plan, hashlib.sha256(content).hexdigest()


def journal_path(plan: Path) -> Path:
    """Return the path of the journal beside a plan."""
    return plan.with_name(f"{plan.name}.journal")


def _read(place: Place) -> Plan:
    names = ("operation", "created_at", "expires_at", "addresses", "criteria", "items", "skipped")
    fields = place.fields("schema", *names)
    if fields["schema"].whole() != SCHEMA:
        fields["schema"].refuse(f"this version reads schema {SCHEMA} and no other")
    criteria = fields["criteria"].fields("by_reference", *Selection().document())
    items = [_read_item(found) for found in fields["items"].items()]
    plan = Plan(
        operation=cast("Operation", fields["operation"].choice(OPERATIONS)),
        created_at=fields["created_at"].moment(),
        expires_at=fields["expires_at"].moment(),
        addresses={name: url.text() for name, url in fields["addresses"].entries().items()},
        selection=fields["criteria"].made(lambda: Selection.read(criteria)),
        by_reference=criteria["by_reference"].yes_or_no(),
        items=tuple(item for item, _ in items),
        skipped=tuple(_read_skipped(found) for found in fields["skipped"].items()),
    )
    seen: set[str] = set()
    for found, (item, fingerprint) in zip(fields["items"].items(), items, strict=True):
        _check_item(found, plan, item)
        if item.ref in seen:
            found.refuse(f"{item.ref!a:.60} stands twice in the plan")
        seen.add(item.ref)
        if fingerprint != plan.fingerprint(item):
            found.refuse("it was edited after the plan was made; make a new plan")
    return plan


def _check_item(place: Place, plan: Plan, item: PlanItem) -> None:
    try:
        reference = Reference.parse(item.ref)
    except FinetunesError as error:
        place.refuse(str(error))
    if plan.operation not in _operations(reference.provider):
        place.refuse(f"the provider's API has no {plan.operation}")
    if reference.provider not in plan.addresses:
        place.refuse(f"the plan has no address of {reference.provider}")


def _read_item(place: Place) -> tuple[PlanItem, str]:
    fields = place.fields(*(field.name for field in attrs.fields(PlanItem)), "fingerprint")
    item = PlanItem(
        ref=fields["ref"].text(),
        name=fields["name"].optional(Place.text),
        model=fields["model"].optional(Place.text),
        status=Status(fields["status"].choice([*Status])),
        provider_status=fields["provider_status"].optional(Place.text),
        created_at=fields["created_at"].optional(Place.moment),
        updated_at=fields["updated_at"].optional(Place.moment),
        price=fields["price"].optional(Place.money),
    )
    return item, fields["fingerprint"].text()


def _read_skipped(place: Place) -> Skipped:
    fields = place.fields("ref", "reason")
    return Skipped(ref=fields["ref"].text(), reason=fields["reason"].text())


@cache
def _operations(provider: str) -> tuple[str, ...]:
    return providers()[provider].operations


def _utc(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:  # at either end of the calendar
        return moment.isoformat()


def _shown(value: str | None) -> str:
    return "not known" if value is None else f"{value!a:.60}"

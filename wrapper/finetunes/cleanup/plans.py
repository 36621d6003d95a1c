"""A plan: exactly what would be done, to be looked at before it is carried out."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs
from attrs import frozen

from finetunes import FinetunesError, Reference

from .durable import check_regular, check_writable, write_json
from .errors import PlanError, PlanRefusedError
from .items import PlanItem, operations_of, utc
from .selection import Operation, Selection, Skipped
from .strict import Place

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from finetunes import AsyncClient

SCHEMA = 1
OPERATIONS: tuple[Operation, ...] = ("cancel", "delete")
_NAMES = (
    *("operation", "created_at", "expires_at", "addresses", "key_marks", "criteria", "items"),
    "skipped",
)


@frozen(kw_only=True)
class Plan:
    """What a cancel or delete of several fine-tunes would do.

    Whoever reviews the file may take items out of it. All that is said of an item, and what
    decides about all of them (operation, address, key, dates), goes into the item's
    fingerprint, and a plan in which one does not fit is refused. That finds slips; it is no
    lock against someone who wants to write another plan.
    """

    operation: Operation
    """``"cancel"`` or ``"delete"``."""
    created_at: datetime
    """When it was made."""
    expires_at: datetime
    """When it must not be begun any more."""
    addresses: Mapping[str, str]
    """The base URL of each provider that was asked, by name."""
    key_marks: Mapping[str, str | None]
    """What tells, for each provider, whether a key is the one the plan was made with; None where
    a callable gave the key."""
    selection: Selection
    """The criteria."""
    by_reference: bool
    """Whether the items were named one by one, instead of looking at all there are."""
    items: tuple[PlanItem, ...]
    """What it is about."""
    skipped: tuple[Skipped, ...]
    """What is left alone, and why."""

    def fingerprint(self, item: PlanItem) -> str:
        """Return what binds an item, all that a reviewer reads of it, to this plan."""
        provider = item.reference.provider
        about: list[object] = [
            self.operation,
            self.addresses[provider],
            self.key_marks.get(provider),
        ]
        about += [utc(self.created_at), utc(self.expires_at), item.document()]
        return hashlib.sha256(json.dumps(about).encode()).hexdigest()

    def document(self) -> dict[str, Any]:
        """Return the plan as the JSON document that its file holds."""
        return {
            "schema": SCHEMA,
            "operation": self.operation,
            "created_at": self.created_at.isoformat(),
            "expires_at": self.expires_at.isoformat(),
            "addresses": dict(self.addresses),
            "key_marks": dict(self.key_marks),
            "criteria": {"by_reference": self.by_reference, **self.selection.document()},
            "items": [
                {**item.document(), "fingerprint": self.fingerprint(item)} for item in self.items
            ],
            "skipped": [attrs.asdict(entry) for entry in self.skipped],
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
        file = plan_file(path)
        words = f"{file.name}: the plan expired at {self.expires_at:%Y-%m-%d %H:%M %Z}"
        if not journal_path(file).exists():
            raise PlanRefusedError(f"{words}; nothing was sent; make a new one")
        return PlanRefusedError(f"{words}; nothing more of it is sent; make a new one for the rest")

    @staticmethod
    def check_target(path: str | PathLike[str]) -> None:
        """Make sure that a plan can be written to a file, before it is made.

        Args:
            path: As for `write`; what is there stays as it is.

        Raises:
            PlanError: As for `write`, as far as that can be known before.
        """
        _write(path, check_writable)

    def write(self, path: str | PathLike[str]) -> None:
        """Write the plan to a file, at once or not at all.

        Args:
            path: The file; a regular one that is there is replaced, and where it is a symbolic
                link, what that leads to.

        Raises:
            PlanError: It cannot be written, is no regular file, or its name belongs to a plan
                that is being carried out.
        """
        _write(path, lambda target: write_json(target, self.document()))

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Plan:
        """Read a plan from its file, strictly.

        Args:
            path: The file.

        Raises:
            PlanError: It is no plan, or one whose items were edited; the message names the place.
        """
        return read_with_digest(plan_file(path))[0]


def mark_of(client: AsyncClient[Any], made: datetime) -> str | None:
    """Return what tells whether a client has the key that a plan was made with."""
    return client.key_mark(f"{client.base_url} {utc(made)}")


def plan_file(path: str | PathLike[str]) -> Path:
    """Return the file that a plan's path leads to, links followed; it need not be there.

    Raises:
        PlanError: It leads to no regular file, or to a name that is too long for a journal
            beside it.
    """
    given = Path(path)
    try:
        check_regular(given)
        file = given.resolve()
        with suppress(FileNotFoundError):
            journal_path(file).lstat()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        words = "name a regular file for the plan, which has its journal beside it"
        raise PlanError(f"{given.name or given}: it cannot be used: {why}; {words}") from None
    return file


def _write(path: str | PathLike[str], write: Callable[[Path], object]) -> None:
    target = plan_file(path)
    if os.path.lexists(journal_path(target)):
        raise PlanError(
            f"{target.name}: the journal beside it belongs to a plan that was carried out, or "
            "is being; choose another name for the new plan"
        )
    try:
        write(target)
    except OSError as error:
        raise PlanError(f"{target.name}: it cannot be written: {error.strerror}") from None


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
    fields = place.fields("schema", *_NAMES)
    if fields["schema"].whole() != SCHEMA:
        fields["schema"].refuse(f"this version reads schema {SCHEMA} and no other")
    criteria = fields["criteria"].fields("by_reference", *Selection().document())
    items = [_read_item(found) for found in fields["items"].items()]
    plan = Plan(
        operation=cast("Operation", fields["operation"].choice(OPERATIONS)),
        created_at=fields["created_at"].moment(),
        expires_at=fields["expires_at"].moment(),
        addresses={name: url.text() for name, url in fields["addresses"].entries().items()},
        key_marks={
            name: mark.optional(Place.text) for name, mark in fields["key_marks"].entries().items()
        },
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
            found.refuse(
                "it, or what is said of all items (operation, dates, address, key), was edited "
                "after the plan was made; make a new plan"
            )
    return plan


def _read_item(place: Place) -> tuple[PlanItem, str]:
    fields = place.fields(*(field.name for field in attrs.fields(PlanItem)), "fingerprint")
    return PlanItem.read(fields), fields["fingerprint"].text()


def _check_item(place: Place, plan: Plan, item: PlanItem) -> None:
    try:
        reference = Reference.parse(item.ref)
    except FinetunesError as error:
        place.refuse(str(error))
    if plan.operation not in operations_of(reference.provider):
        place.refuse(f"the provider's API has no {plan.operation}")
    if reference.provider not in plan.addresses:
        place.refuse(f"the plan has no address of {reference.provider}")


def _read_skipped(place: Place) -> Skipped:
    fields = place.fields("ref", "reason")
    return Skipped(ref=fields["ref"].text(), reason=fields["reason"].text())

"""Which fine-tunes a plan is about: criteria, of which all must hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import attrs
from attrs import frozen

from finetunes import ConfigurationError, FineTune, Status

from .arguments import check_type, several
from .strict import Place, is_amount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Operation: TypeAlias = Literal["cancel", "delete"]
Per: TypeAlias = Literal["provider", "model"]
_Verdict: TypeAlias = "bool | str"  # whether a criterion holds, or why that cannot be told

_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""Nothing was fine-tuned before; such a date is what some servers write for none (0001, 1970)."""
_TYPES = {"older_than": timedelta, "keep_latest": int, "per": str, "cost_above": Decimal}


def _statuses(words: Iterable[str]) -> tuple[Status, ...]:
    chosen = {str(word) for word in several("statuses", words)}
    if unknown := sorted(chosen - {*Status}):
        known = ", ".join(Status)
        raise ConfigurationError(f"there is no status {unknown[0]!a:.60}; there are {known}")
    return tuple(status for status in Status if status in chosen)


def _patterns(names: Iterable[str]) -> tuple[str, ...]:
    patterns = several("names", names)
    for pattern in patterns:
        check_type("a pattern for names", pattern, str)
        if not pattern:
            raise ConfigurationError("a pattern for names must not be empty; '*' matches all")
    return patterns


@frozen(kw_only=True)
class Skipped:
    """A fine-tune that is left alone although it might have been meant, and why."""

    ref: str
    """The reference, ``provider:id``."""
    reason: str
    """Why it is left alone."""


@frozen
class Selected:
    """What a selection came to."""

    items: tuple[FineTune[Any], ...]
    """The fine-tunes for which every criterion holds, in the order given."""
    skipped: tuple[Skipped, ...]
    """Those left alone that are worth a word; what plainly does not match is not among them."""


@frozen(kw_only=True)
class Selection:
    """Criteria for fine-tunes; all that are given must hold.

    A criterion never holds for an item of which it cannot be told: an unknown date is not
    old, an unknown cost is not high, an unknown status is none but ``unknown``.

    Args:
        older_than: Created longer ago than this; whole seconds.
        statuses: One of these statuses, in this library's words.
        names: The id or the name matches one of these patterns, as in a shell (``*``, ``?``,
            ``[abc]``), upper and lower case being different.
        keep_latest: Not one of this many that were created last in each group. They are
            counted among the items for which everything else holds, so that number stays
            whatever else is said. An item without a date is never deleted by it.
        per: What makes a group, ``"provider"`` or ``"model"``; wanted with `keep_latest`.
        cost_above: The provider reports a price of more than this, in US dollars.

    Raises:
        ConfigurationError: A value cannot be used, or `keep_latest` and `per` are not together.
    """

    older_than: timedelta | None = None
    statuses: tuple[Status, ...] = attrs.field(default=(), converter=_statuses)
    names: tuple[str, ...] = attrs.field(default=(), converter=_patterns)
    keep_latest: int | None = None
    per: Per | None = None
    cost_above: Decimal | None = None

    def __attrs_post_init__(self) -> None:
        age, cost = self.older_than, self.cost_above
        for name, kind in _TYPES.items():
            if (given := getattr(self, name)) is not None:
                check_type(name, given, kind)
        if age is not None and (age <= timedelta() or age.microseconds):
            raise ConfigurationError("older_than must be whole seconds, and more than none")
        if cost is not None and not (is_amount(cost) and cost >= 0):
            raise ConfigurationError("cost_above must be an amount of US dollars, 0 or more")
        if (self.keep_latest is None) != (self.per is None):
            raise ConfigurationError("keep_latest and per are wanted together")
        if self.keep_latest is not None and self.keep_latest < 1:
            raise ConfigurationError("keep_latest must be 1 or more; leave it out to keep none")
        if self.per not in {None, "provider", "model"}:
            raise ConfigurationError("per must be 'provider' or 'model'")

    @property
    def is_empty(self) -> bool:
        """Whether there is no criterion at all, which every item would meet."""
        return self == Selection()

    def choose(
        self,
        operation: Operation,
        items: Iterable[FineTune[Any]],
        *,
        now: datetime | None = None,
        named: Collection[str] = (),
    ) -> Selected:
        """Choose among fine-tunes.

        What has ended cannot be cancelled, so a cancel never chooses it. A delete leaves
        alone what still runs, unless it is named by its reference: no provider documents
        that deleting a job stops it, so it might bill on with nothing left to look it up
        by. Cancel it first; who names one job is taken to know that.

        Args:
            operation: What is to be done with them.
            items: The fine-tunes, as they were read.
            now: The time that ages are counted up to; by default the current one.
            named: The references that somebody wrote down one by one.

        Returns:
            Those for which all criteria hold, and those that are left alone with the reason.
        """
        found = list(items)
        until = datetime.now(UTC) if now is None else now
        reasons: dict[int, str] = {}
        passed: list[int] = []
        for index, item in enumerate(found):
            verdicts = self._verdicts(operation, item, until, item.ref in named)
            if False in verdicts:
                continue
            doubts = [verdict for verdict in verdicts if isinstance(verdict, str)]
            if doubts:
                reasons[index] = doubts[0]
            else:
                passed.append(index)
        reasons |= self._kept({index: found[index] for index in passed})
        skipped = (
            Skipped(ref=found[index].ref, reason=reasons[index]) for index in sorted(reasons)
        )
        chosen = (found[index] for index in passed if index not in reasons)
        return Selected(tuple(chosen), tuple(skipped))

    def _verdicts(
        self, operation: Operation, item: FineTune[Any], until: datetime, named: bool
    ) -> tuple[_Verdict, ...]:
        allowed = _can_cancel(item, named) if operation == "cancel" else _can_delete(item, named)
        return (
            allowed,
            self._status(item),
            self._name(item),
            self._age(item, until),
            self._cost(item),
        )

    def _status(self, item: FineTune[Any]) -> _Verdict:
        if not self.statuses or item.status in self.statuses:
            return True
        return "its status is not known" if item.status is Status.UNKNOWN else False

    def _name(self, item: FineTune[Any]) -> _Verdict:
        texts = (item.id, item.name or item.id)
        return not self.names or any(
            fnmatchcase(text, pattern) for pattern in self.names for text in texts
        )

    def _age(self, item: FineTune[Any], until: datetime) -> _Verdict:
        if self.older_than is None:
            return True
        created = _date(item)
        if created is None:
            return "its date is not known, so it has no age"
        return until - created > self.older_than

    def _cost(self, item: FineTune[Any]) -> _Verdict:
        if self.cost_above is None:
            return True
        return "its cost is not known" if item.price is None else item.price > self.cost_above

    def _kept(self, items: Mapping[int, FineTune[Any]]) -> dict[int, str]:
        """Say which of these `keep_latest` keeps, and why."""
        if self.keep_latest is None:
            return {}
        reasons: dict[int, str] = {}
        groups: dict[str, list[tuple[datetime, str, int]]] = defaultdict(list)
        for index, item in items.items():
            group = item.provider if self.per == "provider" else item.model
            created = _date(item)
            if created is None:
                reasons[index] = "its date is not known, so it may be one of the latest"
            elif group is None:
                reasons[index] = "its model is not known, so it may be one of the latest of any"
            else:
                groups[group].append((created, item.ref, index))
        for group, members in groups.items():
            for _, _, index in sorted(members, reverse=True)[: self.keep_latest]:
                reasons[index] = f"kept: one of the latest {self.keep_latest} of {group}"
        return reasons

    def document(self) -> dict[str, Any]:
        """Return the criteria as they stand in a plan; null is a criterion that was not given."""
        return {
            "older_than_seconds": self.older_than and int(self.older_than.total_seconds()),
            "statuses": [str(status) for status in self.statuses],
            "names": list(self.names),
            "keep_latest": self.keep_latest,
            "per": self.per,
            "cost_above": None if self.cost_above is None else f"{self.cost_above:f}",
        }

    @classmethod
    def read(cls, fields: Mapping[str, Place]) -> Selection:
        """Read the criteria of a plan.

        Args:
            fields: Those of `document`, by name.

        Raises:
            PlanError: One is of the wrong type.
            ConfigurationError: One has a value that cannot be used.
        """
        seconds = fields["older_than_seconds"].optional(Place.whole)
        return cls(
            older_than=None if seconds is None else _seconds(seconds),
            statuses=tuple(place.text() for place in fields["statuses"].items()),
            names=tuple(place.text() for place in fields["names"].items()),
            keep_latest=fields["keep_latest"].optional(Place.whole),
            per=cast("Per | None", fields["per"].optional(Place.text)),
            cost_above=fields["cost_above"].optional(Place.money),
        )


def _date(item: FineTune[Any]) -> datetime | None:
    created = item.created_at
    return None if created is None or created < _EARLIEST else created


def _seconds(number: int) -> timedelta:
    try:
        return timedelta(seconds=number)
    except OverflowError:
        raise ConfigurationError("older_than is longer than any calendar") from None


def _can_cancel(item: FineTune[Any], named: bool) -> _Verdict:
    if item.status is Status.CANCELLING:
        return "it is being cancelled already"
    if not item.status.is_final:
        return True
    return f"it has ended ({item.provider_status or item.status})" if named else False


def _can_delete(item: FineTune[Any], named: bool) -> _Verdict:
    if item.status is Status.DELETED:
        return "it is deleted already" if named else False
    if not (named or item.status.is_final or item.status is Status.UNKNOWN):
        return f"it still runs ({item.provider_status or item.status}); cancel it first"
    return True

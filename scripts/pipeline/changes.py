"""What a change between two documents is: its verdict, how bad it is, where, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

EVERY = "every operation"
"""What stands in place of the operations when a change is one of all that both documents have."""


class Severity(StrEnum):
    """How bad a change is for who does not know of it; the worst comes first."""

    BREAKING = "breaking"
    """What worked is refused, lost or misread."""
    CAREFUL = "careful"
    """Somebody has to look: it depends on how it is used, or cannot be judged from documents."""
    HARMLESS = "harmless"
    """Nothing that worked stops working."""


class Verdict(StrEnum):
    """What is judged."""

    WIRE = "wire"
    """Whether requests of the old document are taken, and replies of the new one understood."""
    SDK = "sdk"
    """Whether Python code that uses the generated package, or the common interface, must change."""


BREAKING, CAREFUL, HARMLESS = Severity
WIRE, SDK = Verdict
NOTHING = "nothing"
"""What an action says when there is nothing to do, and a side that has nothing."""

MOVED = "moved"
"""What is said of an operation that has another path or method now."""

# A property or an attribute, and what it is in: `response Job.state`, `client.models.Job.state`.
# Other names are left out: they are foreign text, and an action is not escaped.
_MEMBER = re.compile(r"(?P<holder>.+)\.(?P<name>[A-Za-z_][A-Za-z0-9_]*)")
_COME_OR_GONE = re.compile(r".*\b(property|attribute)\b.* (added|removed)\b.*")


class Judged(NamedTuple):
    """A change and what it means, not yet said where."""

    severity: Severity
    what: str
    before: str = NOTHING
    after: str = NOTHING
    action: str = NOTHING


def sides(say: Callable[[Any], str], old: Any, new: Any) -> tuple[str, str]:
    """Return what both sides say, in words."""
    return say(old), say(new)


@dataclass(frozen=True, slots=True)
class Change:
    """One change; texts may quote documents and are not escaped.

    Attributes:
        verdict: What is judged.
        severity: How bad it is.
        operations: The operations it is in, e.g. `GET /jobs`; may be empty.
        place: Where: a part of the exchange, or a name in the generated package.
        what: What has changed there.
        before: What the old side says, or `nothing`.
        after: What the new side says, or `nothing`.
        action: What to do.
    """

    verdict: Verdict
    severity: Severity
    operations: tuple[str, ...]
    place: str
    what: str
    before: str = NOTHING
    after: str = NOTHING
    action: str = NOTHING


def merged(changes: Iterable[Change], common: Iterable[str]) -> list[Change]:
    """Return changes in order, one that is made in several operations only once.

    Args:
        changes: Any changes.
        common: The operations that both documents have.

    Returns:
        The wire before the SDK, the worst first, then by operation and place.
    """
    operations: dict[Change, dict[str, None]] = {}
    for change in changes:
        held = operations.setdefault(replace(change, operations=()), {})
        held.update(dict.fromkeys(change.operations))
    everything = set(common)
    found = [
        replace(change, operations=(EVERY,) if _is_all(names, everything) else tuple(sorted(names)))
        for change, names in operations.items()
    ]
    order = {word: number for number, word in enumerate((*Verdict, *Severity))}
    return sorted(
        _perhaps_renamed(found),
        key=lambda one: (
            *(order[one.verdict], order[one.severity], one.operations, one.place, one.what),
            *(one.before, one.after, one.action),
        ),
    )


def _is_all(names: Iterable[str], everything: set[str]) -> bool:
    return len(everything) > 1 and everything == set(names)


def _perhaps_renamed(changes: Sequence[Change]) -> list[Change]:
    """Point from what has gone to what has come in the same place with the same type, and back.

    Only where there is one of each: of several nobody can tell which was which.
    """
    gone: dict[object, list[int]] = {}
    come: dict[object, list[int]] = {}
    for number, one in enumerate(changes):
        member = _MEMBER.fullmatch(one.place)
        if member and _COME_OR_GONE.fullmatch(one.what):
            side, told = (gone, one.before) if one.after == NOTHING else (come, one.after)
            place = (one.verdict, one.operations, member["holder"], told)
            side.setdefault(place, []).append(number)
    found = [*changes]
    for both in gone.keys() & come.keys():
        if len(gone[both]) == len(come[both]) == 1:
            (old,), (new,) = gone[both], come[both]
            for here, words, there in ((old, "is new", new), (new, "has gone", old)):
                name = _MEMBER.sub(r"\g<name>", changes[there].place)
                hint = f"perhaps renamed: {name} {words}, with the same type"
                action = changes[here].action
                said = hint if action == NOTHING else f"{action}; {hint}"
                found[here] = replace(changes[here], action=said)
    return found

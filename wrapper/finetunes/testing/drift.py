"""Answers that are not what the document says: a field that is new, missing or of another kind."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .service import Reply


class Missing(Enum):
    """The type of `MISSING`."""

    MISSING = "MISSING"


MISSING: Final = Missing.MISSING
"""As the value of a drift: the field is left out."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One field of an answer that is not what the document says."""

    field: str
    """Its name; where it lies deeper, the names that lead there with dots between them. A
    list on the way stands for each of its elements."""
    value: Any
    """Its JSON value, or `MISSING`."""
    new: bool = False
    """Whether it is put where the answer does not have the field, too."""

    def __post_init__(self) -> None:
        """Refuse here, where it was written, what could only fail in a request."""
        if not all(self.field.split(".")):
            raise ValueError(f"drift of {self.field!a}: a name in it is empty")
        if self.new and self.value is MISSING:
            raise ValueError(f"drift of {self.field!a}: no field is both new and MISSING")
        try:
            json.dumps(None if self.value is MISSING else self.value)
        except (TypeError, ValueError, RecursionError):
            raise ValueError(f"drift of {self.field!a}: its value is no JSON") from None

    def __str__(self) -> str:
        """Name the field, for a message."""
        return f"drift of {self.field}"

    def change(self, reply: Reply) -> Reply | None:
        """Return an answer with the field as it is here.

        Args:
            reply: The answer; it is not changed.

        Returns:
            A copy, or None where it is no success in JSON or has no such field; with `new`,
            where it has no object for the field to be in.
        """
        body = copy.deepcopy(reply.body)
        *way, name = self.field.split(".")
        places = list(_objects(body, way))
        if not self.new:  # a misspelt name would be added, and the test would show nothing
            places = [place for place in places if name in place]
        if not (places and reply.is_success):
            return None
        for place in places:
            if self.value is MISSING:
                del place[name]
            else:
                place[name] = copy.deepcopy(self.value)
        return replace(reply, body=body)


def _objects(value: Any, way: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Find the objects at the end of a way through JSON."""
    if isinstance(value, list):
        for item in cast("Iterable[Any]", value):
            yield from _objects(item, way)
    elif isinstance(value, dict):
        mapping = cast("dict[str, Any]", value)
        if not way:
            yield mapping
        elif way[0] in mapping:
            yield from _objects(mapping[way[0]], way[1:])

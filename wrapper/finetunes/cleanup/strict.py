"""Reading JSON that a person may have edited: exactly what is expected, or one clear error."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from .errors import PlanError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

T = TypeVar("T")
_MOST_DIGITS = 10_000  # a few characters, such as 1e999999999, would be a gigabyte of them


class Place:
    """A JSON value, and where it stands.

    Args:
        value: The value.
        file: The name of the file, for an error.
        path: Where in the file it stands, such as ``items[3].price``.
    """

    def __init__(self, value: Any, file: str, path: str = "") -> None:
        self.value = value
        self._file = file
        self._path = path

    @classmethod
    def parse(cls, content: bytes, file: str) -> Place:
        """Read a document; a name that stands twice in an object is refused, as NaN is.

        Args:
            content: The file's bytes.
            file: Its name.

        Raises:
            PlanError: It is no JSON.
        """
        try:
            value: Any = json.loads(
                content, object_pairs_hook=_unique, parse_constant=refuse_constant
            )
        except (ValueError, RecursionError) as error:
            raise PlanError(f"{file}: it is no JSON document: {error}") from None
        return cls(value, file)

    def refuse(self, problem: str) -> NoReturn:
        """Raise a PlanError that names this place."""
        place = f"{self._file}: {self._path}" if self._path else self._file
        raise PlanError(f"{place}: {problem}")

    def _expect(self, kind: type[T], words: str) -> T:
        if not isinstance(self.value, kind) or isinstance(self.value, bool):
            self.refuse(f"expected {words}, found {json.dumps(self.value)[:60]}")
        return self.value

    def fields(self, *names: str) -> dict[str, Place]:
        """Return the fields of an object that has these names and no others."""
        kind: type[dict[str, Any]] = dict
        found = self._expect(kind, "an object")
        for name in sorted({*names} ^ found.keys()):
            problem = "is missing" if name in names else "is not known here"
            self.refuse(f"{name!a:.60} {problem}")
        at = f"{self._path}." if self._path else ""
        return {name: Place(found[name], self._file, f"{at}{name}") for name in names}

    def entries(self) -> dict[str, Place]:
        """Return the entries of an object with any names."""
        kind: type[dict[str, Any]] = dict
        found = self._expect(kind, "an object")
        at = f"{self._path}."
        return {
            name: Place(value, self._file, f"{at}{name!a:.60}") for name, value in found.items()
        }

    def items(self) -> list[Place]:
        """Return the items of a list."""
        kind: type[list[Any]] = list
        found = self._expect(kind, "a list")
        at = self._path
        return [Place(item, self._file, f"{at}[{index}]") for index, item in enumerate(found)]

    def optional(self, read: Callable[[Place], T]) -> T | None:
        """Return None for null, else what `read` makes of this place."""
        return None if self.value is None else read(self)

    def text(self) -> str:
        """Return a string."""
        return self._expect(str, "text")

    def whole(self) -> int:
        """Return a whole number."""
        return self._expect(int, "a whole number")

    def yes_or_no(self) -> bool:
        """Return a boolean."""
        if not isinstance(self.value, bool):
            self.refuse(f"expected true or false, found {json.dumps(self.value)[:60]}")
        return self.value

    def choice(self, among: Collection[str]) -> str:
        """Return a string that is one of these."""
        text = self.text()
        if text not in among:
            self.refuse(f"expected one of {', '.join(among)}, found {text!a:.60}")
        return text

    def moment(self) -> datetime:
        """Return a time with its offset (RFC 3339)."""
        try:
            moment = datetime.fromisoformat(self.text())
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.refuse(f"expected a time with its offset, found {self.value!a:.60}")
        return moment

    def money(self) -> Decimal:
        """Return an amount that is written as text."""
        try:
            amount = Decimal(self.text())
        except InvalidOperation:
            amount = Decimal("NaN")
        if not is_amount(amount):
            self.refuse(f"expected an amount such as '1.50', found {self.value!a:.60}")
        return amount

    def made(self, make: Callable[[], T]) -> T:
        """Return what `make` returns; a value that it refuses is refused at this place."""
        try:
            return make()
        except ValueError as error:
            self.refuse(str(error))


def is_amount(amount: Decimal) -> bool:
    """Say whether an amount is a number that can be written out as digits."""
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and max(abs(exponent), abs(amount.adjusted())) < _MOST_DIGITS


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!a:.60} stands twice in one object")
    return found


def refuse_constant(word: str) -> NoReturn:
    """Raise a ValueError for NaN or Infinity, which Python takes for JSON."""
    raise ValueError(f"{word} is no number of JSON")

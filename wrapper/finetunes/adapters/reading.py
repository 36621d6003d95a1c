"""How what a provider says becomes what this library returns: leniently, field by field."""

from __future__ import annotations

import math
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, cast

from ..calls import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Page(NamedTuple, Generic[T_co]):
    """One page of a listing."""

    items: Iterable[T_co]
    next: str | None
    """The token of the next page, or None after the last."""


class Fields:
    """Reads fields of a JSON object; None where one is missing or of another type.

    Args:
        body: What stood where an object is documented.
    """

    def __init__(self, body: Any) -> None:
        self._body: dict[str, Any] = body if isinstance(body, dict) else {}

    def text(self, *names: str) -> str | None:
        """Return the first of these fields that is a string and not empty."""
        for name in names:  # plain, because each item of a long listing is asked five times
            if isinstance(value := self._body.get(name), str) and value:
                return value
        return None

    def whole(self, name: str) -> int | None:
        """Return a field if it is a whole number."""
        value = self._body.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def numbers(self) -> dict[str, float]:
        """Return every field that is a number a computer can hold."""
        numbers: dict[str, float] = {}
        for name, value in self._body.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                with suppress(OverflowError):  # JSON knows no largest integer
                    numbers[name] = float(value)
        return {name: value for name, value in numbers.items() if math.isfinite(value)}

    def list(self, name: str) -> list[Any] | None:
        """Return a field if it is a list."""
        if self._body.get(name).__class__ is not list:
            return None
        found: list[Any] = self._body[name]
        return found

    def time(self, name: str) -> datetime | None:
        """Return a field if it is a moment (RFC 3339): without an offset nobody knows which."""
        try:
            moment = datetime.fromisoformat(self.text(name) or "")
            moment.astimezone(UTC)  # which no calendar may have
        except (ValueError, OverflowError):
            return None
        return moment if moment.tzinfo else None

    def dollars(self, name: str, places: int) -> Decimal | None:
        """Return an amount of money in US dollars, exactly.

        Args:
            name: The field.
            places: Decimal places of the provider's unit: 9 for billionths of a dollar.
        """
        import decimal  # loads much, and a client that is made does not come by here

        units = self.whole(name)
        return None if units is None else decimal.Decimal(f"{units}E-{places}")

    def object(self, name: str) -> Fields:
        """Return the fields of an object inside."""
        return Fields(self._body.get(name))


def decoded(decode: Callable[[dict[str, Any]], T], body: Any) -> tuple[T | None, str | None]:
    """Decode into the generated model, best effort.

    Args:
        decode: The model's `from_dict`.
        body: The JSON object; anything else is said so.

    Returns:
        The model and None, or None and why it does not decode.
    """
    if not isinstance(body, dict):
        kind = type(cast(object, body)).__name__
        return None, f"{kind} instead of an object: {printable(str(body))}"
    fields = cast("dict[str, Any]", body)
    try:
        return decode(fields), None
    except Exception as error:  # noqa: BLE001 - generated code raises what a body provokes
        from traceback import walk_tb

        *_, (frame, _) = walk_tb(error.__traceback__)  # it says nothing, but its function's name
        where = str(error) or frame.f_code.co_name.removeprefix("_parse_")
        words = printable(f"{type(error).__name__}: {where}")
        del frame  # it holds this function's own frame, and that would hold it
    # Where a document lets a property be left out, some servers write null.
    given = {name: value for name, value in fields.items() if value is not None}
    return decoded(decode, given) if len(given) < len(fields) else (None, words)


def no_such_name(name: str, known: Iterable[str]) -> str:
    """Say that there is no such name, and which one is nearly the same.

    Args:
        name: What the caller wrote.
        known: The names there are.
    """
    import difflib  # what is spelt right does without

    near = difflib.get_close_matches(name, known, 1)
    return f"there is no {printable(name)}" + "".join(f" (did you mean {it}?)" for it in near)

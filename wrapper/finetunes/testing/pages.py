"""One page of a list, and the token that leads to the next."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, TypeVar

from .service import Call, RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

_PAGE_SIZE = 50


def page(
    call: Call,
    items: Iterable[T],
    key: Callable[[T], tuple[float, int]],
    *,
    descending: bool = False,
) -> tuple[list[T], str]:
    """Return the page that a request asks for with ``page_size`` and ``page_token``.

    A token stands for a place in the order, so what is deleted between two pages makes no
    other item come twice or not at all.

    Args:
        call: The request.
        items: All items.
        key: What they are ordered by; no two have the same.
        descending: Whether the largest comes first.

    Returns:
        The items, and the token of the next page, which is empty at the end.

    Raises:
        RefusalError: 400; the size is no whole number, or the token none of this list.
    """
    # What a size below 1 means is documented nowhere; the document allows it.
    size = call.whole_number("page_size", 0, bits=32)
    size = size if size > 0 else _PAGE_SIZE
    ordered = sorted(items, key=key, reverse=descending)
    if token := call.query.get("page_token"):
        last = _read(token)
        ordered = [
            item for item in ordered if (key(item) < last if descending else key(item) > last)
        ]
    found = ordered[:size]
    more = len(ordered) > size
    return found, _write(key(found[-1])) if more else ""


def _write(place: tuple[float, int]) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode()


def _read(token: str) -> tuple[float, int]:
    try:
        place: Any = json.loads(base64.urlsafe_b64decode(token))
        seconds, number = place
        return float(seconds), int(number)
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise RefusalError(400, "invalid page_token") from None

"""How the library's objects and errors stand in a JSON document."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import finetunes

if TYPE_CHECKING:
    from finetunes import Checkpoint, Event, FineTune, MetricPoint

_LAST = ("undecoded", "body")


def document(item: FineTune[Any] | Event[Any] | Checkpoint[Any] | MetricPoint[Any]) -> Any:
    """Return everything that is known of an object, nothing shortened.

    Args:
        item: What a read gave.

    Returns:
        Its fields by name: times as ISO 8601, money as a decimal string, and the provider's
        own JSON as ``body``, in which secrets read ``<secret>``.
    """
    from attrs import fields

    names = [field.name for field in fields(type(item)) if field.name != "raw"]
    ordered = [*(name for name in names if name not in _LAST), *_LAST]
    ref = {"ref": item.ref} if isinstance(item, finetunes.FineTune) else {}
    made = ref | {name: _plain(getattr(item, name)) for name in ordered}
    made["body"] = hide_secrets(item.body, finetunes.providers()[item.provider].secrets)
    return made


def error(failure: Exception | None) -> dict[str, str] | None:
    """Return an error as it stands in a JSON document."""
    return None if failure is None else {"type": type(failure).__name__, "message": str(failure)}


def hide_secrets(value: Any, names: Collection[str]) -> Any:
    """Return JSON in which every property that holds a secret reads ``<secret>``.

    Args:
        value: The JSON.
        names: The names of such properties, at any depth.
    """
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {
            name: "<secret>" if name in names else hide_secrets(item, names) for name, item in pairs
        }
    if isinstance(value, list):
        return [hide_secrets(item, names) for item in cast("Sequence[Any]", value)]
    return value


def money(price: Decimal) -> str:
    """Return an amount as digits: no exponent, no zeros at the end but for two places."""
    whole, _, places = f"{price:f}".partition(".")
    return f"{whole}.{places.rstrip('0').ljust(2, '0')}"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return money(value)
    return dict(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else value

"""Shapes of parsed JSON and YAML. Upstream text has any shape, so every use asks first."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any, TypeAlias, TypeGuard

Document: TypeAlias = dict[str, Any]
"""A JSON object: a whole OpenAPI document or any mapping in it."""


def is_mapping(value: Any) -> TypeGuard[Document]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


def is_date(value: Any) -> bool:
    """Tell whether a JSON value is the text of a date as in `2026-04-28`."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def as_mapping(value: Any) -> Document:
    """Return a value that should be an object, or an empty one."""
    return value if is_mapping(value) else {}


def as_list(value: Any) -> list[Any]:
    """Return a value that should be an array, or an empty one."""
    return value if is_list(value) else []


def canonical(value: Any) -> str:
    """Return a text that is equal exactly for equal JSON values, whatever the order of keys."""
    return json.dumps(value, sort_keys=True)


def clone(value: Any) -> Any:
    """Return a deep copy of a JSON value (many times faster than `copy.deepcopy`)."""
    if is_mapping(value):
        return {key: clone(item) for key, item in value.items()}
    if is_list(value):
        return [clone(item) for item in value]
    return value

"""Repairs of values: defaults and examples that contradict their own schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.instances import Checker, values

if TYPE_CHECKING:
    from pipeline.jsontypes import Document


def wrong_defaults(document: Document) -> None:
    """A default that violates its schema is no default; a number written as text is the number."""
    checker = Checker(document)
    for value in list(values(document)):
        if value.keyword == "default" and checker.error(value.schema, value.value):
            meant = _meant(value.value)
            if meant is not None and not checker.error(value.schema, meant):
                value.holder[value.key] = meant
            else:
                del value.holder[value.key]


def wrong_examples(document: Document) -> None:
    """An example that violates its schema misleads whoever copies it, and mock servers."""
    checker = Checker(document)
    for value in list(values(document)):
        if value.keyword == "example" and checker.error(value.schema, value.value):
            del value.holder[value.key]


def _meant(value: Any) -> Any:
    """Return the number or boolean that a text is the exact JSON notation of, or None."""
    try:
        meant = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return meant if isinstance(meant, int | float) and json.dumps(meant) == value else None

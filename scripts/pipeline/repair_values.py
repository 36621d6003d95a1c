"""Repairs of values: defaults and examples that contradict their own schemas."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from openapi_schema_validator import oas31_format_checker

from pipeline.instances import Checker, Value, values

if TYPE_CHECKING:
    from pipeline.jsontypes import Document


# A pattern is a stranger's: what could take more than an instant is not tried.
_LONGEST_TRIED = 100
_MOST_REPETITIONS = 3
_REPETITION = re.compile(r"[*+{]")
_REPEATED_GROUP = re.compile(r"\)[*+{]|\\[1-9]")


def wrong_defaults(document: Document) -> None:
    """A default that violates its schema is no default; a number written as text is the number.

    Formats count, too, and patterns where they can be tried: validators of OpenAPI look at both.
    """
    checker = Checker(document, oas31_format_checker)
    for value in list(values(document)):
        if value.keyword != "default":
            continue
        if checker.error(value.schema, value.value) or _fails_pattern(value):
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


def _fails_pattern(value: Value) -> bool:
    """Tell whether a text lacks the pattern beside it; a pattern that may run long is not tried."""
    pattern: Any = value.holder.get("pattern")
    text = value.value
    if not isinstance(pattern, str) or not isinstance(text, str) or len(text) > _LONGEST_TRIED:
        return False
    if _REPEATED_GROUP.search(pattern) or len(_REPETITION.findall(pattern)) > _MOST_REPETITIONS:
        return False
    return re.search(pattern, text) is None


def _meant(value: Any) -> Any:
    """Return the number or boolean that a text is the exact JSON notation of, or None."""
    try:
        meant = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return meant if isinstance(meant, int | float) and json.dumps(meant) == value else None

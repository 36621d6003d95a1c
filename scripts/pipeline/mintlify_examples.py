"""Telling the examples that Mintlify makes up from those that a provider wrote."""

from __future__ import annotations

import json
from typing import Any

from pipeline.jsontypes import is_list, is_mapping

# Values that Mintlify fills in where a schema has no example.
_GENERATED = (
    '"<string>"',
    '"<any>"',
    '"2023-11-07T05:31:56Z"',
    '"2023-12-25"',
    '"3c90c3cc-0d44-4b50-8888-8dd25736052a"',
    '"jsmith@example.com"',
    '"aSDinaTvuI8gbWludGxpZnk="',
)
_GENERATED_NUMBER = 123


def is_generated(name: str, example: Any) -> bool:
    """Tell whether an entry of a media type's `examples` was made up, or holds nothing.

    Args:
        name: Its key; only the one called `example` may be made up.
        example: The entry, a mapping with `value`.
    """
    if not is_mapping(example) or "value" not in example:
        return True
    if name != "example":
        return False
    value = example["value"]
    text = json.dumps(value)
    return any(made_up in text for made_up in _GENERATED) or _holds_generated_number(value)


def _holds_generated_number(value: Any) -> bool:
    if is_mapping(value):
        return any(map(_holds_generated_number, value.values()))
    if is_list(value):
        return any(map(_holds_generated_number, value))
    return bool(value == _GENERATED_NUMBER)

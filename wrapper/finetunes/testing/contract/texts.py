"""Values that travel as text: what they stand for, by the schema they are held to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .schemas import is_valid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .document import Document, JSONObject

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,399})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
PYTHON_WORDS = {"True": "true", "False": "false", "None": "null"}
"""What a value is written as by accident, and how JSON writes it."""


def meanings(text: str) -> Iterator[object]:
    """Yield what a text may stand for: a number or boolean as JSON writes it, and itself."""
    if _INTEGER.fullmatch(text):
        yield int(text)
    elif _NUMBER.fullmatch(text):
        yield float(text)
    elif text in {"true", "false"}:
        yield text == "true"
    yield text


def converted(document: Document, pointers: Sequence[str], value: object) -> object:
    """Return the first meaning of a text that a schema takes; the text itself if none does.

    Args:
        document: What the schemas stand in.
        pointers: The schemas that hold for the value; where there is none, it stays a text.
        value: What is sent; anything but a text is returned as it is.
    """
    if isinstance(value, str) and pointers:
        for meaning in meanings(value):
            if all(is_valid(document, one, meaning, "request") for one in pointers):
                return meaning
    return value


def items_of(document: Document, pointer: str) -> str | None:
    """Return the pointer of what the items of an array are, or None for all but an array.

    It is empty where items of any kind are taken.
    """
    pointer, found = document.follow(pointer)
    schema: JSONObject = {} if isinstance(found, bool) else found
    types = schema.get("type", ())
    if "array" not in ([types] if isinstance(types, str) else types):
        return None
    return f"{pointer}/items" if "items" in schema else ""

"""Arguments that Python would take and misread, refused before anything is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from finetunes import ConfigurationError

T = TypeVar("T")


def several(name: str, given: Iterable[T]) -> tuple[T, ...]:
    """Return what a list holds; one text is none, though Python would take its characters.

    Args:
        name: What the argument is called.
        given: The list, or anything else to go through.

    Raises:
        ConfigurationError: It is one text, or nothing to go through.
    """
    found: Any = given  # whatever the caller's annotations promised
    if isinstance(found, str | bytes):
        raise ConfigurationError(f"{name} takes a list, as in [{found!a:.60}], and not one text")
    if not isinstance(found, Iterable):
        raise ConfigurationError(f"{name} takes a list, and not {type(found).__name__}")
    return tuple(given)


def check_type(name: str, given: Any, kind: type) -> None:
    """Make sure that an argument is of its type; True and False are no numbers.

    Args:
        name: What the argument is called.
        given: The argument.
        kind: What it must be.

    Raises:
        ConfigurationError: It is of another type.
    """
    if not isinstance(given, kind) or isinstance(given, bool):
        words = f"{name} must be of type {kind.__name__}, not {type(given).__name__}"
        raise ConfigurationError(words)

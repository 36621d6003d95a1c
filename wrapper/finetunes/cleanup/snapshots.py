"""An item as it was read, fit to be kept: without secrets, and of a bounded size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from finetunes import providers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LARGEST = 65_536
"""Bytes of JSON that a snapshot may take."""
SECRET = "[secret]"  # noqa: S105 - stands where one was
"""What is kept in the place of a secret."""

_ENDINGS = ("credential", "credentials", "key", "keys", "passphrase", "password", "passwords",
            "secret", "secrets", "token")  # fmt: skip
_DEEPEST = 100
_LONGEST_TEXT = 500
_LARGEST_FIELD = 1200
_MOST_FIELDS = 50


def hide_secrets(value: Any, provider: str) -> Any:
    """Return JSON in which every property whose name says that it is secret reads ``[secret]``.

    That are the names the provider's document marks, and all that end in a word such as key,
    token, secret or password: rather one harmless value too many than one secret.

    Args:
        value: The JSON.
        provider: The provider's name; of one that is not known, nothing is marked.

    Returns:
        The same, without what is deeper than 100 levels.
    """
    known = providers().get(provider)
    return _hide(value, known.secrets if known else frozenset[str](), 0)


def _hide(value: Any, names: Collection[str], depth: int) -> Any:
    if depth > _DEEPEST:
        return "[too deep]"
    if isinstance(value, dict):
        pairs = cast("dict[str, Any]", value).items()
        return {
            name: SECRET
            if item is not None and _is_secret(name, names)
            else _hide(item, names, depth + 1)
            for name, item in pairs
        }
    if isinstance(value, list):
        return [_hide(item, names, depth + 1) for item in cast("Sequence[Any]", value)]
    return value


def _is_secret(name: object, names: Collection[str]) -> bool:
    return name in names or str(name).lower().endswith(_ENDINGS)


def snapshot(body: Any, provider: str) -> Any:
    """Return what is kept of an item in a log.

    Args:
        body: Its JSON, as the provider gave it.
        provider: The provider's name.

    Returns:
        JSON without secrets; of what is larger than 64 KiB only the first plain fields,
        shortened, and ``[cut from]`` with the bytes it had.
    """
    kept = hide_secrets(body, provider)
    try:
        size = len(json.dumps(kept, allow_nan=False))
    except (TypeError, ValueError) as error:
        return {"[no JSON]": str(error)[:_LONGEST_TEXT]}
    if size <= LARGEST:
        return kept
    fields = cast("dict[str, Any]", kept).items() if isinstance(kept, dict) else ()
    plain = {
        name: item[:_LONGEST_TEXT] if isinstance(item, str) else item
        for name, item in fields
        if not isinstance(item, dict | list)
    }
    small = [pair for pair in plain.items() if len(json.dumps(pair)) <= _LARGEST_FIELD]
    return {"[cut from]": size, **dict(small[:_MOST_FIELDS])}

"""What is built of a provider's folder, and handed to those that generate code of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Built:
    """A provider's strict document, what it was made from, and what is retired of it."""

    document: dict[str, Any]
    made_from: dict[str, Any]
    life_cycle: tuple[Mapping[str, str], ...] = ()


def dump_json(value: Any) -> str:
    """Return JSON as it is written everywhere here: indented, in the order it has, UTF-8."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"

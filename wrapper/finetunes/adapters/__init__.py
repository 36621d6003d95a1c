"""One file per provider; this table is the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ConfigurationError
from .about import Provider, Retirement
from .bfl import BFL
from .cohere import Cohere
from .together import Together

if TYPE_CHECKING:
    from .base import Adapter

ADAPTERS: dict[str, type[Adapter]] = {kind.name: kind for kind in (Together, BFL, Cohere)}


def providers() -> dict[str, Provider]:
    """Describe the providers, by name.

    Returns:
        For each name what a client of it can do, and where it looks for key and address.
    """
    return {name: kind.describe() for name, kind in ADAPTERS.items()}


def find_adapter(name: str) -> type[Adapter]:
    """Return a provider's adapter.

    Args:
        name: The provider's name.

    Returns:
        The class.

    Raises:
        ConfigurationError: There is no such provider.
    """
    if name not in list(ADAPTERS):  # a list also takes what cannot be hashed
        known = ", ".join(ADAPTERS)
        raise ConfigurationError(f"there is no provider {ascii(name)[:80]}; there are {known}")
    return ADAPTERS[name]


__all__ = [
    "ADAPTERS", "BFL", "Cohere", "Provider", "Retirement", "Together", "find_adapter", "providers",
]  # fmt: skip

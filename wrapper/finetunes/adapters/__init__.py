"""One file per provider; this table is the list of them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from ..errors import ConfigurationError
from .about import Provider, Retirement

if TYPE_CHECKING:
    from .base import Adapter

ADAPTERS = {"together": "Together", "bfl": "BFL", "cohere": "Cohere"}
"""The class of each provider, in the module that has the provider's name; loaded when asked for."""


def providers() -> dict[str, Provider]:
    """Describe the providers, by name.

    Returns:
        For each name what a client of it can do, and where it looks for key and address.
    """
    return {name: find_adapter(name).describe() for name in ADAPTERS}


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
    return cast("type[Adapter]", getattr(import_module(f".{name}", __name__), ADAPTERS[name]))


__all__ = ["ADAPTERS", "Provider", "Retirement", "find_adapter", "providers"]

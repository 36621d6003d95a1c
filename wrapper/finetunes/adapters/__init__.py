"""One file per provider, the table of them, and what is known beside what they are asked."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from .base import Adapter

ADAPTERS = {"together": "Together", "bfl": "BFL", "cohere": "Cohere"}
"""The class of each provider, in the module that has the provider's name; loaded when asked for."""


class Retirement(NamedTuple):
    """What a provider has taken out of service, or announced to."""

    operation: str
    """An operation of the common interface, or ``"all"``."""
    state: str
    """``"retired"``: still in the documents; ``"withdrawn"``: gone from them."""
    date: str
    """Since when."""
    note: str
    """What happened."""
    source: str
    """Who says so."""


class About(NamedTuple):
    """What the generated package says of its provider beside the document."""

    retired: tuple[Retirement, ...]
    secrets: frozenset[str]
    """Names of the properties of request bodies that hold secrets."""


class Provider(NamedTuple):
    """What a client of one provider can do, and where it looks for key and address."""

    name: str
    title: str
    operations: tuple[str, ...]
    api_key_variables: tuple[str, ...]
    """Environment variables, in the order they are looked at."""
    base_url_variable: str
    base_url: str
    """The address that is used unless another is given."""
    regions: tuple[str, ...]
    retired: tuple[Retirement, ...]
    """What the provider has taken out of service."""
    secrets: frozenset[str]
    """Names of the properties of request bodies that hold secrets."""

    @property
    def has_api_key(self) -> bool:
        """Whether the environment holds a key."""
        return any(os.environ.get(name) for name in self.api_key_variables)


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


@cache
def read_about(provider: str) -> About:
    """Read the data file that the pipeline made from specs/<provider>/provider.yaml."""
    spec: Any = import_module(f"finetunes_openapi.{provider}").__spec__
    # As `pkgutil.get_data`, which loads much: out of an archive, too.
    about = json.loads(spec.loader.get_data(str(Path(spec.origin).with_name("about.json"))))
    retired = tuple(Retirement(**entry) for entry in about["retired"])
    return About(retired, frozenset(about["secrets"]))


__all__ = ["ADAPTERS", "Provider", "Retirement", "find_adapter", "providers"]

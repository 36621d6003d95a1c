"""What is known of the providers beside what they are asked."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import NamedTuple


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


@cache
def read_about(provider: str) -> About:
    """Read the data file that the pipeline made from specs/<provider>/provider.yaml."""
    import pkgutil  # loads much, and a client that is made does not come by here

    about = json.loads(pkgutil.get_data(f"finetunes_openapi.{provider}", "about.json") or b"")
    retired = tuple(Retirement(**entry) for entry in about["retired"])
    return About(retired, frozenset(about["secrets"]))

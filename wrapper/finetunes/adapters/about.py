"""What the generated packages say of their providers, beside the documents."""

from __future__ import annotations

import json
import pkgutil
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


@cache
def read_about(provider: str) -> About:
    """Read the data file that the pipeline made from specs/<provider>/provider.yaml."""
    about = json.loads(pkgutil.get_data(f"finetunes_openapi.{provider}", "about.json") or b"")
    retired = tuple(Retirement(**entry) for entry in about["retired"])
    return About(retired, frozenset(about["secrets"]))

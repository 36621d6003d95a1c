"""References: how a person names a fine-tune at a provider."""

from __future__ import annotations

from typing import NamedTuple

from .adapters import find_adapter
from .errors import InvalidIDError


class Reference(NamedTuple):
    """A fine-tune at a provider, written ``provider:id``."""

    provider: str
    id: str

    def __str__(self) -> str:
        return f"{self.provider}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Reference:
        """Read ``provider:id``; everything after the first colon is the id.

        Args:
            text: The provider's name, a colon, and the provider's id.

        Returns:
            The reference.

        Raises:
            InvalidIDError: There is no colon, or the id cannot be used.
            ConfigurationError: There is no such provider.
        """
        name, colon, id = str(text).partition(":")
        if not colon:
            raise InvalidIDError(f"{ascii(text)[:80]} is no reference; write provider:id")
        kind = find_adapter(name)
        return cls(kind.name, kind.check_id(id))

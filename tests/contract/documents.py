"""The providers' documents as the tests here ask for them."""

from __future__ import annotations

from pathlib import Path

from finetunes.testing.contract import Document, Operation

__all__ = ["PROVIDERS", "ROOT", "Document", "Operation", "operation_of", "read"]

ROOT = Path(__file__).parents[2]
PROVIDERS = ("bfl", "cohere", "together")

read = Document.of


def operation_of(method: str, url: str) -> Operation:
    """Find the operation, of any provider, that a request belongs to.

    Raises:
        LookupError: If it belongs to none.
    """
    document = next((read(name) for name in PROVIDERS if read(name).belongs(url)), None)
    if document is None:
        raise LookupError(f"no document has {method} {url}")
    return document.operation_of(method, url)

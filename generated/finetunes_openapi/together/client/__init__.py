# Made by `python scripts/regenerate.py`; do not edit.
"""A client library for accessing Together APIs"""

from .client import AuthenticatedClient, Client

__all__ = ("AuthenticatedClient", "Client")

# Made by `python scripts/regenerate.py`; do not edit.
"""A client library for accessing Cohere API"""

from .client import AuthenticatedClient, Client

__all__ = ("AuthenticatedClient", "Client")

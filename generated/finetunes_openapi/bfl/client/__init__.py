# Made by `python scripts/regenerate.py`; do not edit.
"""A client library for accessing BFL API"""

from .client import AuthenticatedClient, Client

__all__ = ("AuthenticatedClient", "Client")

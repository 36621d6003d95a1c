# Made by `python scripts/regenerate.py`; do not edit.
"""Clients made from what the providers publish, one package each."""

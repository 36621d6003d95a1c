# Made by `python scripts/regenerate.py`; do not edit.
"""No operation takes a request body."""

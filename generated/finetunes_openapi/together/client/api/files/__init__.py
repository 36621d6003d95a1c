# Made by `python scripts/regenerate.py`; do not edit.
"""Contains endpoint functions for accessing the API"""

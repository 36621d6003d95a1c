# Made by `python scripts/regenerate.py`; do not edit.
"""Contains methods for accessing the API"""

"""From published documentation pages to a valid OpenAPI document and generated clients."""

COMMAND = "python scripts/regenerate.py"
"""What makes everything anew; every generated file and every message names it so."""

HEADER = f"# Made by `{COMMAND}`; do not edit."
"""First line of every generated module."""

"""``providers``: what each provider's API can do, and what the environment says about it."""

from __future__ import annotations

import os
from typing import Any

import finetunes

from . import terminal
from .exits import ExitCode


def run(*, as_json: bool) -> ExitCode:
    """Print every provider; keys are only said to be set or not.

    Args:
        as_json: Print a JSON document instead of the table.

    Returns:
        2 if the environment names an address that cannot be used, else 0.
    """
    rows = [_describe(provider) for provider in finetunes.providers().values()]
    if as_json:
        terminal.print_json({"schema": 1, "providers": rows})
    else:
        terminal.print_table(
            ("provider", "name", "operations", "key", "base URL"), [_cells(row) for row in rows]
        )
    problems = [row["error"] for row in rows if row["error"]]
    for problem in problems:
        terminal.say(f"finetunes: {terminal.escape(problem['message'])}")
    return ExitCode.USAGE if problems else ExitCode.OK


def _describe(provider: finetunes.Provider) -> dict[str, Any]:
    base_url, error = _base_url_in_force(provider)
    return {
        "provider": provider.name,
        "title": provider.title,
        "operations": list(provider.operations),
        "api_key_variables": [
            {"name": variable, "set": bool(os.environ.get(variable))}
            for variable in provider.api_key_variables
        ],
        "base_url_variable": provider.base_url_variable,
        "base_url": base_url,
        "regions": list(provider.regions),
        "error": error,
    }


def _base_url_in_force(provider: finetunes.Provider) -> tuple[str | None, dict[str, str] | None]:
    try:
        # A client decides it, so that this is what a real call would use; the key is not needed.
        with finetunes.Client(provider.name, api_key="unused") as client:
            return client.base_url, None
    except finetunes.ConfigurationError as error:
        return None, {"type": type(error).__name__, "message": str(error)}


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    keys = [
        f"{variable['name']}: {'set' if variable['set'] else 'not set'}"
        for variable in row["api_key_variables"]
    ]
    address = row["base_url"] or f"{row['base_url_variable']} cannot be used"
    return (row["provider"], row["title"], ", ".join(row["operations"]), ", ".join(keys), address)

"""``providers``: what each provider's API can do, and what the environment says about it."""

from __future__ import annotations

import os
from typing import Any

import finetunes

from . import terminal
from .exits import ExitCode

_CERTIFICATES = {"SSL_CERT_FILE", "SSL_CERT_DIR"}


def run(*, as_json: bool) -> ExitCode:
    """Print every provider; keys are only said to be set or not.

    Args:
        as_json: Print a JSON document instead of the table.

    Returns:
        2 if the environment names an address or guard rails that cannot be used, else 0.
    """
    rows = [_describe(provider) for provider in finetunes.providers().values()]
    if as_json:
        terminal.print_json({"schema": 1, "providers": rows})
    else:
        columns = ("provider", "name", "operations", "key", "base URL")
        cells = [_cells(row) for row in rows]
        terminal.print_table(columns, cells, dispensable=("name",))
    problems = [row["error"] for row in rows if row["error"]]
    for problem in problems:
        terminal.say(f"finetunes: {terminal.escape(problem['message'])}")
    return ExitCode.USAGE if problems else ExitCode.OK


def base_url_in_force(provider: finetunes.Provider) -> str:
    """Return the address that a call would use now.

    Args:
        provider: The provider.

    Returns:
        The address.

    Raises:
        ConfigurationError: The environment names one that cannot be used.
    """
    proxied = any(name.lower().endswith("_proxy") for name in os.environ)
    named = os.environ.get(provider.base_url_variable)
    if not (named or proxied or os.environ.keys() & _CERTIFICATES or finetunes.Policy.find()):
        return provider.base_url  # nothing that a client, which takes long to load, has to check
    # A client decides it, so that this is what a real call would use; the key is not needed.
    with finetunes.Client(provider.name, api_key="unused") as client:
        return client.base_url


def _describe(provider: finetunes.Provider) -> dict[str, Any]:
    address, error = None, None
    try:
        address = base_url_in_force(provider)
    except (finetunes.ConfigurationError, finetunes.PolicyError) as problem:
        error = {"type": type(problem).__name__, "message": str(problem)}
    return {
        "provider": provider.name,
        "title": provider.title,
        "operations": list(provider.operations),
        "retired": [entry._asdict() for entry in provider.retired],
        "api_key_variables": [
            {"name": variable, "set": bool(os.environ.get(variable))}
            for variable in provider.api_key_variables
        ],
        "base_url_variable": provider.base_url_variable,
        "base_url": address,
        "regions": list(provider.regions),
        "error": error,
    }


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    keys = [
        f"{variable['name']}: {'set' if variable['set'] else 'not set'}"
        for variable in row["api_key_variables"]
    ]
    ended = [f"{entry['operation']} {entry['state']} {entry['date']}" for entry in row["retired"]]
    operations = ", ".join(row["operations"]) + "".join(f"; {words}" for words in ended)
    address = row["base_url"] or f"{row['base_url_variable']} cannot be used"
    return (row["provider"], row["title"], operations, ", ".join(keys), address)

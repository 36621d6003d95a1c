"""The references of a command line: all are checked before anything is sent for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import finetunes
from finetunes import Reference

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack


class NothingSentError(Exception):
    """Something is wrong before the first request; says what, per reference."""

    def __init__(self, reasons: Mapping[str, Exception]) -> None:
        super().__init__()
        self.reasons = reasons


def once(texts: Sequence[str]) -> list[str]:
    """Return every reference once, and say which was given more than once."""
    wanted = list(dict.fromkeys(texts))
    for text in wanted:
        if texts.count(text) > 1:
            shown = terminal.escape(text)
            terminal.say(f"finetunes: {shown} was given more than once; it is done once")
    return wanted


def check(operation: str, texts: Sequence[str], base_url: str | None) -> list[Reference]:
    """Read every reference; if one is wrong, nothing is sent for any.

    Args:
        operation: What is to be done.
        texts: The references, as typed.
        base_url: The address on the command line.

    Returns:
        The references, in order.

    Raises:
        NothingSentError: One is no reference, its provider has no such operation, or one
            address was given for several providers.
    """
    references: list[Reference] = []
    reasons: dict[str, Exception] = {}
    for text in texts:
        try:
            reference = Reference.parse(text)
            if operation not in finetunes.providers()[reference.provider].operations:
                wanted = operation.removeprefix("list_")  # the word of the command
                raise finetunes.UnsupportedOperationError(
                    f"{text}: the provider's API has no {wanted}; nothing was sent",
                    provider=reference.provider,
                )
        except finetunes.FinetunesError as error:
            reasons[text] = error
        else:
            references.append(reference)
    if reasons:
        raise NothingSentError(reasons)
    if base_url is not None and len({reference.provider for reference in references}) > 1:
        several = finetunes.ConfigurationError(
            "--base-url is the address of one provider, and the references are of several; "
            "nothing was sent"
        )
        raise NothingSentError(dict.fromkeys(texts, several))
    return references


def open_clients(
    references: Sequence[Reference], base_url: str | None, timeout: float, stack: ExitStack
) -> dict[str, finetunes.Client[Any]]:
    """Make one client per provider, which finds the keys and checks addresses.

    Args:
        references: What the clients are for.
        base_url: As for `finetunes.Client`.
        timeout: Seconds, as for `finetunes.Client`.
        stack: Closes the clients.

    Returns:
        The clients by provider.

    Raises:
        NothingSentError: A client cannot be made.
    """
    clients: dict[str, finetunes.Client[Any]] = {}
    reasons: dict[str, Exception] = {}
    for name in dict.fromkeys(reference.provider for reference in references):
        try:
            client = finetunes.Client(name, base_url=base_url, timeout=timeout)
        except finetunes.FinetunesError as error:
            reasons |= {str(item): error for item in references if item.provider == name}
        else:
            clients[name] = stack.enter_context(client)
    if reasons:
        raise NothingSentError(reasons)
    return clients

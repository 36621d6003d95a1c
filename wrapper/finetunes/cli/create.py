"""``create``: start a fine-tune, which costs money, so it is shown and asked first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import finetunes

from . import confirm, dry_run, listing, request_body, terminal
from .exits import ExitCode, NotConfirmedError
from .reading import Ends

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from finetunes import FineTune


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside provider and body."""

    source: Path | None
    """The file that holds the body."""
    base_url: str | None
    timeout: float
    """Seconds for the call in all."""
    yes: bool
    dry_run: bool
    as_json: bool


def run(provider: str, arguments: Sequence[str], options: Options) -> ExitCode:
    """Create one fine-tune, or only show the request.

    Args:
        provider: The provider's name.
        arguments: The body, as ``NAME=VALUE``.
        options: The rest of the command line.

    Returns:
        The exit code; what was created, or went wrong, is printed.
    """
    ends = Ends()
    found: list[FineTune[Any]] = []
    try:
        body = _read(provider, arguments, options)
        preview = dry_run.create(provider, body, base_url=options.base_url, timeout=options.timeout)
        if options.dry_run:
            dry_run.show([preview], as_json=options.as_json)
            return ExitCode.OK
        _create(provider, body, preview.body, options, found)
        ends.codes.append(ExitCode.OK)
    except request_body.BodyError as error:
        ends.fail(error, ExitCode.USAGE, provider=provider)
    except (finetunes.FinetunesError, NotConfirmedError) as error:
        ends.fail(error, provider=provider)
        if isinstance(error, finetunes.OutcomeUnknownError):
            _say_how_to_look(provider)
    except KeyboardInterrupt:
        ends.interrupted = True
        terminal.say("finetunes: interrupted")
    listing.print_items(found, ends, as_json=options.as_json)
    return ends.code


def _read(provider: str, arguments: Sequence[str], options: Options) -> request_body.Body:
    known = finetunes.providers().get(provider)
    # An unknown provider is refused by the client, in the library's words.
    secrets = known.secrets if known else frozenset[str]()
    return request_body.read(options.source, arguments, secrets)


def _create(
    provider: str,
    body: request_body.Body,
    shown: Mapping[str, Any],
    options: Options,
    found: list[FineTune[Any]],
) -> None:
    if not options.yes:
        confirm.need_terminal("create", f"{provider}: ")
    with finetunes.Client(provider, base_url=options.base_url, timeout=options.timeout) as client:
        if not options.yes:
            _confirm(client, shown)
        try:
            found.append(client.create(**body.open()))
        except KeyboardInterrupt:
            terminal.say(f"finetunes: {provider}: one may or may not have been created")
            _say_how_to_look(provider)
            raise
    if not options.as_json:
        words = f"to wait for it: finetunes wait {found[0].ref}"
        terminal.say(f"finetunes: {terminal.escape(words)}")


def _confirm(client: finetunes.Client[Any], shown: Mapping[str, Any]) -> None:
    terminal.say(f"About to create a fine-tune at {terminal.escape(client.base_url)}:")
    for name, value in shown.items():
        words = value if isinstance(value, str) else json.dumps(value)
        terminal.say(f"  {terminal.escape(f'{name}: {words}')}")
    terminal.say("It costs money from its first step.")
    confirm.ask_for_yes(f"{client.provider}: ")


def _say_how_to_look(provider: str) -> None:
    terminal.say(f"finetunes: to see whether it is there: finetunes list {provider}")

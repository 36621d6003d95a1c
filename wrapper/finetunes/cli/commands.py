"""The commands and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from finetunes import __version__

from . import cleaning, contract, parameters, terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_EXIT_CODES = """\b
Exit codes:
  0 done, 1 other error, 2 usage, bad reference or unsupported operation,
  3 authentication or no key, 4 not found, 5 outcome unknown,
  6 refused (policy, not confirmed, no terminal to ask on, changed since the plan),
  7 several references with different ends, 75 try again later, 130 interrupted."""


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line.

    Args:
        arguments: What follows the command's name.

    Returns:
        The exit code.
    """
    terminal.prepare()
    try:
        with terminal.plain_warnings():
            code = _finetunes.main(list(arguments), prog_name="finetunes", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        terminal.say("finetunes: interrupted")
        return ExitCode.INTERRUPTED
    except terminal.OutputError as error:
        terminal.say(f"finetunes: cannot print the result: {error.strerror}; what was done is done")
        return ExitCode.OTHER
    return int(code or (ExitCode.OTHER if terminal.lost else ExitCode.OK))


@click.group(name="finetunes", epilog=_EXIT_CODES)
@click.version_option(__version__, prog_name="finetunes", message="%(prog)s %(version)s")
def _finetunes() -> None:
    """Create, watch, stop and clean up fine-tunes at several AI providers.

    REF is provider:id; `finetunes providers` lists the providers, and the environment
    variables that hold keys and addresses.
    """


@_finetunes.command("list")
@click.argument(
    "providers", metavar="[PROVIDER]...", nargs=-1, shell_complete=parameters.complete_provider
)
@parameters.choosing
@parameters.timeout("Time for each page of a list.")
@parameters.as_json
def _list(providers: tuple[str, ...], **options: Any) -> int:
    """List fine-tunes, at every provider that has a key.

    If a provider cannot be listed, what was found is printed, and the exit code is that of
    the failure, or 7 if something was found. What has no readable date is not selected by
    --older-than, and counted.
    """
    from . import listing

    return listing.run(providers, listing.Options(**options))


@_finetunes.command("show")
@parameters.references
@parameters.reading
def _show(references: tuple[str, ...], **options: Any) -> int:
    """Show everything that is known of fine-tunes."""
    from . import reading, show

    return show.run(references, reading.Options(**options))


@_finetunes.command("create")
@parameters.creating
def _create(provider: str, arguments: tuple[str, ...], **options: Any) -> int:
    """Create a fine-tune, which costs money: it is shown and asked first.

    The body is the provider's own. NAME may lead into objects with dots; VALUE is JSON, or
    else the text itself. NAME=@env:VARIABLE takes the text of a variable, and is the way to
    give a secret.
    """
    from . import create

    return create.run(provider, arguments, create.Options(**options))


@_finetunes.command("wait")
@parameters.references
@click.option(
    "--timeout",
    "limit",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    help="Time to wait in all; as long as it takes where it is not given.",
)
@parameters.base_url
@parameters.as_json
def _wait(references: tuple[str, ...], limit: float | None, **options: Any) -> int:
    """Wait until jobs have ended.

    0 means that all have succeeded, 1 that one has failed, was cancelled or deleted, or goes
    on under another id, 75 that one has not ended in time.
    """
    from . import reading, waiting

    return waiting.run(references, limit, reading.Options(timeout=60.0, **options))


@_finetunes.command("events")
@parameters.reference
@click.option(
    "--follow", is_flag=True, help="Go on until it has ended; with --json, a line per event."
)
@parameters.reading
def _events(*, reference: str, follow: bool, **options: Any) -> int:
    """List what happened to a fine-tune, oldest first."""
    from . import events, reading

    return (events.follow if follow else events.run)(reference, reading.Options(**options))


@_finetunes.command("checkpoints")
@parameters.reference
@parameters.reading
def _checkpoints(reference: str, **options: Any) -> int:
    """List the checkpoints of a fine-tune."""
    from . import events, reading

    return events.checkpoints(reference, reading.Options(**options))


@_finetunes.command("metrics")
@parameters.reference
@parameters.drawing
@parameters.reading
def _metrics(reference: str, **options: Any) -> int:
    """Show what was measured while training.

    On a terminal this is a curve, elsewhere a table of numbers. Curves need the extra `plot`.
    """
    from . import metrics

    return metrics.run(reference, metrics.Options(**options))


@_finetunes.command("download")
@parameters.reference
@parameters.downloading
@parameters.transfer
def _download(reference: str, **options: Any) -> int:
    """Download the weights of a fine-tune.

    A download that breaks off leaves a .part file; the same command resumes it. 75 means that
    trying again can help (the connection broke); 1 that something here has to be mended first
    (disk full, no permission).
    """
    from . import download

    return download.run(reference, download.Options(**options))


@_finetunes.command("upload")
@parameters.uploading
@parameters.transfer
def _upload(provider: str, files: tuple[Path, ...], **options: Any) -> int:
    """Upload files to train on; prints their ids.

    First it is checked that every line of a .jsonl file is one JSON object; if one is not,
    nothing is sent. Whether a model can be trained on it is for the provider to say.
    """
    from . import upload

    return upload.run(provider, files, upload.Options(**options))


for _command in (*cleaning.COMMANDS, contract.contract):
    _finetunes.add_command(_command)


@_finetunes.command("providers")
@parameters.as_json
def _providers(*, as_json: bool) -> int:
    """List providers, operations and which keys are set."""
    from . import providers

    return providers.run(as_json=as_json)


@_finetunes.command("doctor")
@click.option("--online", is_flag=True, help="Ask every provider that has a key.")
@parameters.timeout("Time for each provider in all.", default=20.0)
@parameters.as_json
def _doctor(**options: Any) -> int:
    """Check keys, addresses and what providers have retired.

    A provider without a key is only noted. 0 means that every provider with a key is fine;
    without any key it is 3.
    """
    from . import doctor

    return doctor.run(**options)


@_finetunes.group("spec")
def _spec() -> None:
    """Show what the clients were made from."""


@_spec.command("status")
@click.argument(
    "providers", metavar="[PROVIDER]...", nargs=-1, shell_complete=parameters.complete_provider
)
@parameters.as_json
def _spec_status(providers: tuple[str, ...], *, as_json: bool) -> int:
    """List the pages, dates, corrections and tools that made each client.

    1 means that a document is not the one that its client was made from.
    """
    from . import spec

    return spec.status(providers, as_json=as_json)


@_spec.command("show")
@click.argument("operation")
@click.option(
    "--provider", shell_complete=parameters.complete_provider, help="Only in its document."
)
@parameters.as_json
def _spec_show(operation: str, provider: str | None, *, as_json: bool) -> int:
    """Show what the documents say of an operation.

    OPERATION is an operationId, a method and path, or a part of one of them.
    """
    from . import spec

    return spec.show(operation, provider, as_json=as_json)


@_finetunes.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, the default: any.")
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    help="How many times faster jobs live; 1, the default: five minutes.",
)
def _serve(port: int, speed: float) -> int:
    """Play the provider APIs on loopback, until Ctrl-C."""
    try:
        from . import serve
    except ModuleNotFoundError as error:
        return _without_extra(error)
    return serve.run(port, speed=speed)


@_finetunes.command("demo")
@click.option(
    "--chaos",
    is_flag=True,
    help="Clean up 200 fine-tunes while replies are lost and the client is killed.",
)
@click.option("--seed", type=int, help="Which requests go wrong; 1 by default.")
def _demo(*, chaos: bool, seed: int | None) -> int:
    """Try every provider on loopback, and check the result."""
    if seed is not None and not chaos:
        raise click.UsageError("--seed is for --chaos")
    try:
        from . import chaos as chaotic, demo
    except ModuleNotFoundError as error:
        return _without_extra(error)
    return chaotic.run(1 if seed is None else seed) if chaos else demo.run()


def _without_extra(error: ModuleNotFoundError) -> int:
    terminal.say(f"finetunes: {error}")
    return ExitCode.OTHER

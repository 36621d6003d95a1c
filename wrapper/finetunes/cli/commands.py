"""The commands and their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from finetunes import __version__

from . import destructive, providers, terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Callable[..., int]

_EXIT_CODES = """\b
Exit codes:
  0 done, 1 other error, 2 usage, bad reference or unsupported operation,
  3 authentication or no key, 4 not found, 5 outcome unknown,
  6 refused (policy, not confirmed, no terminal to ask on),
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
        code = _finetunes.main(list(arguments), prog_name="finetunes", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return ExitCode.INTERRUPTED
    except OSError as error:
        terminal.say(f"finetunes: cannot print the result: {error.strerror}; what was done is done")
        return ExitCode.OTHER
    return int(code or ExitCode.OK)


_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def _destructive(command: Command) -> Command:
    """Give a command the references and options that cancel and delete share."""
    for decorate in (
        click.argument("references", metavar="REF...", nargs=-1, required=True),
        click.option(
            "--timeout",
            type=float,
            default=60.0,
            show_default=True,
            metavar="SECONDS",
            help="Time for each call in all.",
        ),
        click.option("--base-url", metavar="URL", help="Another address than the provider's own."),
        click.option("--dry-run", is_flag=True, help="Print the requests; send nothing."),
        click.option("--yes", is_flag=True, help="Do not ask."),
        _json,
    ):
        command = decorate(command)
    return command


@click.group(name="finetunes", epilog=_EXIT_CODES)
@click.version_option(__version__, prog_name="finetunes", message="%(prog)s %(version)s")
def _finetunes() -> None:
    """Stop and clean up fine-tunes at several AI providers.

    REF is provider:id; `finetunes providers` lists the providers, and the environment
    variables that hold keys and addresses.
    """


@_finetunes.command("cancel")
@_destructive
def _cancel(references: tuple[str, ...], **options: Any) -> int:
    """Ask providers to stop jobs. Finished steps are billed."""
    return destructive.run("cancel", references, destructive.Options(**options))


@_finetunes.command("delete")
@_destructive
def _delete(references: tuple[str, ...], **options: Any) -> int:
    """Delete fine-tunes for good. This cannot be undone."""
    return destructive.run("delete", references, destructive.Options(**options))


@_finetunes.command("providers")
@_json
def _providers(*, as_json: bool) -> int:
    """List providers, operations and which keys are set."""
    return providers.run(as_json=as_json)


@_finetunes.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0, the default: any.")
def _serve(port: int) -> int:
    """Play the provider APIs on loopback, until Ctrl-C."""
    try:
        from . import serve
    except ModuleNotFoundError as error:
        return _without_extra(error)
    return serve.run(port)


@_finetunes.command("demo")
def _demo() -> int:
    """Try every provider on loopback, and check the result."""
    try:
        from . import demo
    except ModuleNotFoundError as error:
        return _without_extra(error)
    return demo.run()


def _without_extra(error: ModuleNotFoundError) -> int:
    terminal.say(f"finetunes: {error}")
    return ExitCode.OTHER

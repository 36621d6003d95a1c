"""``contract check``: holds recorded exchanges to the providers' documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import finetunes

from . import parameters, terminal
from .exits import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from .contract_report import Report

_SUFFIXES = (".yaml", ".yml", ".json", ".har")  # what is looked for in a folder


@click.group("contract")
def contract() -> None:
    """Hold what was recorded to what the providers document."""


@contract.command("check")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=parameters.any_path)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit"]),
    default="text",
    show_default=True,
    help="How the findings are printed.",
)
@click.option(
    "--provider",
    shell_complete=parameters.complete_provider,
    help="Whose document counts, whatever the host.",
)
@click.option(
    "--base-url",
    metavar="URL",
    help="With --provider: only what is below this address, or at its own, is the provider's.",
)
def check(files: tuple[Path, ...], form: str, provider: str | None, base_url: str | None) -> int:
    """Check cassettes (VCR, pytest-recording) and HAR files against the documents.

    FILE may be a folder. Exchanges with hosts that no document knows are only counted, unless
    --provider says whose they are. Keys are not printed. 0 means that there is no error (there
    may be notices), 1 that there is one, 2 that a file cannot be read, or that nothing was checked.
    """
    from . import contract_report

    if base_url is not None and (provider is None or not _is_address(base_url)):
        raise click.UsageError(
            "--base-url wants --provider, and an address as in http://127.0.0.1:8000/v1"
        )
    try:
        report = _checked([*_found(files)], provider, base_url)
    except ModuleNotFoundError as error:
        terminal.say(f"finetunes: {error}")
        return ExitCode.OTHER
    except _NoProviderError as error:
        terminal.say(f"finetunes: {error}")
        return ExitCode.USAGE
    contract_report.PRINTERS[form](report)
    for reason in report.unreadable:
        terminal.say(f"finetunes: {reason}")
    if not report.judged and not report.unreadable:
        why = f"is with a known host; {report.hint}" if report.elsewhere else "is in what was read"
        terminal.say(f"finetunes: nothing was checked: no exchange {why}")
    if base_url is None:
        for host in report.astray:
            words = "if the API lies below a path of its own there, name it with --base-url"
            terminal.say(f"finetunes: undocumented paths at {terminal.escape(host)}: {words}")
    return report.code


def _is_address(base_url: str) -> bool:
    from finetunes.testing.contract import Document

    try:
        Document.of(next(iter(finetunes.providers()))).belongs("", base_url)
    except ValueError:
        return False
    return True


def _hint(provider: str | None, base_url: str | None) -> str:
    """Say why an exchange is with a host that is nobody's, and what would help."""
    if base_url is not None:
        return "it is not below --base-url"
    return "--provider says whose it is" if provider is None else "its address is no HTTP"


class _NoProviderError(Exception):
    """There is no provider of this name."""


def _found(files: Sequence[Path]) -> Iterator[Path]:
    """Yield the files, and those of folders by name; a folder itself if it has none."""
    for path in files:
        if path.is_dir():
            named = (one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES)
            # Of an empty folder itself, which is refused: a misspelt name must not pass.
            yield from sorted(one for one in named if not one.is_dir()) or [path]
        else:
            yield path


def _checked(files: Sequence[Path], provider: str | None, base_url: str | None) -> Report:
    from finetunes.testing import contract as testing

    from .contract_report import Judged, Report

    known = finetunes.providers()
    if provider is not None and provider not in known:
        raise _NoProviderError(
            f"there is no provider {ascii(provider)[:80]}; there are {', '.join(known)}"
        )
    report = Report(hint=_hint(provider, base_url))
    for path in files:
        report.files += 1
        if path.is_dir():
            name = terminal.escape(str(path))
            report.unreadable.append(f"{name}: no recording: no file in it is named like one")
            continue
        try:
            exchanges = testing.read(path)
        except testing.UnreadableRecordingError as error:
            report.unreadable.append(str(error))
            continue
        for number, exchange in enumerate(exchanges, 1):
            checked = testing.check(exchange, provider, base_url)
            if checked.document is None:
                report.elsewhere[terminal.escape(exchange.host)] += 1
            else:
                report.judged.append(Judged(terminal.escape(str(path)), number, exchange, checked))
    return report

"""``download``: the weights of a fine-tune, into a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import finetunes
from finetunes import Reference

from . import documents, terminal, transfers
from .exits import ExitCode, code_of

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes import Download


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside the reference."""

    output: Path
    """The file, or a folder that is there."""
    step: int | None
    checkpoint: str | None
    overwrite: bool
    timeout: float
    """Seconds without a single byte."""
    base_url: str | None
    as_json: bool


def run(text: str, options: Options) -> ExitCode:
    """Download one file, with a progress bar on a terminal.

    Args:
        text: The reference, as typed.
        options: The rest of the command line.

    Returns:
        The exit code; path and size, or the error, are printed.
    """
    done: Download | None = None
    failure: finetunes.FinetunesError | None = None
    try:
        done = _download(Reference.parse(text), options)
    except finetunes.FinetunesError as error:
        failure = error
        terminal.say(f"finetunes: {terminal.escape(str(error))}")
    except KeyboardInterrupt:
        terminal.say("finetunes: interrupted; the same command goes on where this one stopped")
        return ExitCode.INTERRUPTED
    if options.as_json:
        document = {
            "ref": text,
            "path": done and str(done.path),
            "size": done and done.size,
            "resumed_from": done and done.resumed_from,
            "validator": done and done.validator,
            "error": documents.error(failure),
        }
        terminal.print_json({"schema": 1, **document})
    elif done is not None:
        terminal.print_text(f"{terminal.escape(str(done.path))}  {done.size:,} bytes")
    return code_of(failure) if failure else ExitCode.OK


def _download(reference: Reference, options: Options) -> Download:
    client = finetunes.Client(
        reference.provider, base_url=options.base_url, timeout=options.timeout
    )
    with client, transfers.bar(str(reference)) as progress:
        return client.download(
            reference.id,
            options.output,
            step=options.step,
            checkpoint=options.checkpoint,
            overwrite=options.overwrite,
            progress=progress,
        )

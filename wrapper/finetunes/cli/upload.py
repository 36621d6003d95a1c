"""``upload``: files to train on; all are checked before the first is sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import finetunes

from . import documents, dry_run, terminal, transfers
from .exits import ExitCode, code_of, combined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from finetunes import UploadedFile


@dataclass(frozen=True, slots=True)
class Options:
    """What was said on the command line, beside provider and files."""

    purpose: str
    timeout: float
    """Seconds without a single byte."""
    base_url: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class _End:
    """How one file ended; neither a file nor an error where it was not sent."""

    path: Path
    file: UploadedFile[Any] | None = None
    error: finetunes.FinetunesError | None = None

    def document(self) -> dict[str, Any]:
        """Return the file as it stands in the JSON document."""
        return {
            "path": str(self.path),
            "id": self.file and self.file.id,
            "size": self.file and self.file.size,
            "existed": self.file and self.file.existed,
            "error": documents.error(self.error),
        }


def run(provider: str, paths: Sequence[Path], options: Options) -> ExitCode:
    """Upload files one by one, with a progress bar on a terminal.

    Args:
        provider: The provider's name.
        paths: The files.
        options: The rest of the command line.

    Returns:
        The exit code; the ids of the files are printed, one per line.
    """
    wanted = list(dict.fromkeys(paths))
    ends: dict[Path, _End] = {}
    interrupted = False
    try:
        ends = _check(provider, wanted, options)
        if not ends:
            _send(provider, wanted, options, ends)
    except KeyboardInterrupt:
        interrupted = True
        terminal.say("finetunes: interrupted; upload the files without an id again")
    found = [ends.get(path) or _End(path) for path in wanted]
    if options.as_json:
        files = [end.document() for end in found]
        terminal.print_json({"schema": 1, "files": files})
    else:
        for end in found:
            if end.file is not None:
                terminal.print_text(terminal.escape(end.file.id))
    if interrupted:
        return ExitCode.INTERRUPTED
    codes = [code_of(end.error) if end.error else ExitCode.OK for end in ends.values()]
    return combined(codes)


def _check(provider: str, paths: Sequence[Path], options: Options) -> dict[Path, _End]:
    """Upload every file to nowhere, which finds what is wrong with it; return what is wrong."""
    wrong: dict[Path, _End] = {}
    for path in paths:
        try:
            with (
                dry_run.client(
                    provider, [], base_url=options.base_url, timeout=options.timeout
                ) as client,
                suppress(finetunes.APIConnectionError, finetunes.TransferError),
                terminal.status_line() as replace,
            ):
                if replace is not None:
                    replace(f"checking {path.name}")
                client.upload(path, purpose=options.purpose)
        except finetunes.FinetunesError as error:
            wrong[path] = _failed(path, error)
    return wrong


def _send(provider: str, paths: Sequence[Path], options: Options, ends: dict[Path, _End]) -> None:
    """Upload one file after the other, and note how each ended as soon as it has."""
    try:
        client = finetunes.Client(provider, base_url=options.base_url, timeout=options.timeout)
    except finetunes.FinetunesError as error:
        ends |= {path: _End(path, error=error) for path in paths}
        terminal.say(f"finetunes: {terminal.escape(str(error))}")
        return
    with client:
        for path in paths:
            try:
                with transfers.bar(path.name) as progress:
                    file = client.upload(path, purpose=options.purpose, progress=progress)
            except finetunes.FinetunesError as error:
                ends[path] = _failed(path, error)
            else:
                ends[path] = _End(path, file)
                if file.existed:
                    shown = terminal.escape(str(path))
                    terminal.say(f"finetunes: {shown}: the provider had this file already")


def _failed(path: Path, error: finetunes.FinetunesError) -> _End:
    terminal.say(f"finetunes: {terminal.escape(str(error))}")
    return _End(path, error=error)

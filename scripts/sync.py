"""Fetch what the providers publish, say what has changed, and make the clients again.

    python scripts/sync.py [PROVIDER...] [--specs DIR] [--dry-run] [--report FILE] [--changed FILE]

The sources are those of `provider.yaml` (specs/README.md says how they are written). All of it is
built in a temporary folder first. A provider is taken over whole, or left as it was where one of
its sources cannot be read, or what is new cannot be made into a client; the others go on. Exit
codes: 0 nothing new, or done; 1 something failed, as said; 2 usage; 130 interrupted. An interrupt
that comes while providers are taken over waits until that is done, and a line on stderr says so.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import diff
import regenerate
from pipeline import (
    COMMAND,
    changes_report,
    fetched,
    files,
    interrupts,
    stamp,
    swap,
    sync_report,
    upstream,
)
from pipeline.errors import PipelineError, one_line
from pipeline.fetched import NAME as RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.changes import Change
    from pipeline.upstream import News

    Asked: TypeAlias = tuple[dict[str, News], dict[str, PipelineError]]

PATIENCE = 300.0
"""Seconds that asking all sources may take."""


def main(argv: Sequence[str] | None = None, today: str | None = None) -> int:
    """Run the command.

    Args:
        argv: Arguments without the program's name; None for those of the process.
        today: The date to record, e.g. `2026-04-28`; None for the current one, in UTC.

    Returns:
        The exit code.
    """
    arguments = _parser().parse_args(argv)
    specs = arguments.specs.resolve()
    date = today or datetime.now(UTC).date().isoformat()
    taken: list[str] = []
    try:
        if specs.is_dir() and not arguments.dry_run:
            swap.recover(specs)
        known = regenerate.providers(specs)
        if unknown := sorted(set(arguments.providers).difference(known)):
            there = f"is not a provider in {arguments.specs}; there are {', '.join(known)}"
            print(f"{unknown[0]!r} {there}", file=sys.stderr)
            return 2
        names = tuple(sorted(set(arguments.providers))) or known
        news, failures = _asked(specs, names, date, arguments.patience)
        new = prove(specs, news, failures, report=arguments.report)
        with interrupts.held():
            if not arguments.dry_run:
                take_over(specs, new, [name for name in news if name not in failures])
                taken += new
            if arguments.changed:
                with arguments.changed.open("a", encoding="utf-8") as stream:
                    stream.write(f"changed={str(bool(new)).lower()}\n")
    except (ImportError, OSError, PipelineError) as error:
        print(one_line(str(error), 2000), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        done = f"taken over: {', '.join(taken)}" if taken else "nothing was taken over"
        print(f"interrupted; {done}", file=sys.stderr)
        return interrupts.INTERRUPTED
    if failures:
        done = f"taken over: {', '.join(taken)}" if taken else "nothing was changed"
        print(f"failed: {', '.join(failures)}; {done}", file=sys.stderr)
    return 1 if failures else 0


def _asked(specs: Path, names: Sequence[str], today: str, patience: float) -> Asked:
    # In a thread of its own, because CPython 3.11 does not tell a tracer of exceptions thrown
    # into a coroutine: coverage and debuggers lose their place.
    loop = asyncio.new_event_loop()
    task = loop.create_task(upstream.read_all(specs, names, today, patience))
    with contextlib.closing(loop), ThreadPoolExecutor(max_workers=1) as thread:
        try:
            return thread.submit(loop.run_until_complete, task).result()
        except KeyboardInterrupt:
            loop.call_soon_threadsafe(task.cancel)
            raise


def prove(
    specs: Path,
    news: Mapping[str, News],
    failures: dict[str, PipelineError],
    *,
    report: Path | None = None,
) -> dict[str, News]:
    """Make a client of what is new, as a proof, and say what has changed; no folder is changed.

    Args:
        specs: Folder whose folders are the providers.
        news: What the sources of each have brought.
        failures: Providers of which a source could not be read, and why. Those of which no client
            can be made are added.
        report: Where to write what has changed, as Markdown; not written if nothing has.

    Returns:
        What is new and can be taken over, by provider.

    Raises:
        OSError: The report cannot be written.
        KeyboardInterrupt: The run was interrupted.
    """
    found: dict[str, list[Change] | None] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for name, one in news.items():
            if one.files:
                try:
                    found[name] = _changes(specs / name, one, Path(temporary).resolve() / name)
                except PipelineError as error:
                    failures[name] = error
                except OSError as error:
                    failures[name] = upstream.unreadable(specs / name, error)
    sync_report.say(specs, news, found, failures)
    if report and found:
        report.parent.mkdir(parents=True, exist_ok=True)
        files.write_text(report, sync_report.markdown(news, found, failures))
    return {name: news[name] for name in found}


def _changes(old: Path, news: News, temporary: Path) -> list[Change] | None:
    """Make a client of what is new, as a proof, and say what has changed.

    Args:
        old: The provider's folder.
        news: What is new in it.
        temporary: A folder to be made for this.

    Returns:
        The changes; None where there was nothing to compare with.

    Raises:
        PipelineError: It cannot be made.
        OSError: A file of the folder cannot be copied.
    """
    new = temporary / "specs" / old.name
    shutil.copytree(old, new)
    _place(new, news)
    try:
        _prove(old, new, temporary / "out")
    except PipelineError:
        _say_as_published(old, new, news)
        raise
    return _compared(old, new)


def _prove(old: Path, new: Path, out: Path) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        code = regenerate.main(["--specs", str(new.parent), "--out", str(out)])
    if code == interrupts.INTERRUPTED:
        raise KeyboardInterrupt
    if code != 0:
        print(said.getvalue().replace(f"{new}/", f"{old}/"), end="", file=sys.stderr)
        raise PipelineError(
            "what is published now cannot be made into a client",
            fix="correct overlay.yaml or provider.yaml as said above, or wait for a better one",
        )


def _say_as_published(old: Path, new: Path, news: News) -> None:
    """Say what has changed in each file, for who has to find out why nothing can be made of it."""
    for file in news.files:
        if (old / file).is_file():
            with contextlib.suppress(PipelineError):
                found = diff.diff(old / file, new / file)
                print(f"{old.name}: {file} as published, without our corrections:")
                print(changes_report.text(found, f"{old.name}: "))


def _compared(old: Path, new: Path) -> list[Change] | None:
    # What stands here may not be buildable: a source that was never fetched, another kind of one.
    for before in (old, old / stamp.DOCUMENT):
        try:
            return diff.diff(before, new)
        except PipelineError:
            continue
    return None


def take_over(specs: Path, news: Mapping[str, News], good: Sequence[str]) -> None:
    """Write what is new, and make the clients where they are this repository's.

    Args:
        specs: Folder whose folders are the providers.
        news: What `prove` gave.
        good: All providers that did not fail, in case an earlier run was killed before it made
            their clients.

    Raises:
        PipelineError: The clients cannot be made after all; the folders are as they were.
        OSError: A file cannot be written; the folders are as they were.
    """
    touched = [specs / name / file for name, one in news.items() for file in (*one.files, RECORD)]
    before = {file: file.read_bytes() if file.exists() else None for file in touched}
    try:
        if news:
            with swap.staging(specs) as folder:
                for name, one in news.items():
                    shutil.copytree(specs / name, folder / "new" / name)
                    _place(folder / "new" / name, one)
                swap.swap(folder, specs)
        _make(specs, news, good)
    except BaseException:
        for file, content in before.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                files.write_bytes(file, content)
        raise


def _make(specs: Path, news: Mapping[str, News], good: Sequence[str]) -> None:
    names = list(news) or good
    if specs != regenerate.ROOT / "specs":
        if news:
            print(f"now make the clients: `{COMMAND} --specs {specs} --out DIR`")
    elif names and regenerate.main([*names, "--specs", str(specs)]) != 0:
        raise PipelineError(
            "the clients could not be made; nothing was taken over",
            fix=f"run `{COMMAND}`, which makes those that are not what specs/ makes",
        )


def _place(folder: Path, news: News) -> None:
    for name, content in news.files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        files.write_bytes(folder / name, content)
    files.write_text(folder / RECORD, fetched.text(news.records))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sync.py", description="Fetch what the providers publish, and make the clients again."
    )
    parser.add_argument(
        "providers", nargs="*", metavar="PROVIDER", help="folders in --specs; default: all"
    )
    parser.add_argument("--specs", type=Path, default=regenerate.ROOT / "specs", metavar="DIR")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help="write what has changed there, as Markdown"
    )
    parser.add_argument(
        "--changed", type=Path, metavar="FILE", help="append changed=true or changed=false"
    )
    parser.add_argument(
        "--patience", type=float, default=PATIENCE, metavar="SECONDS", help="for all sources"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())

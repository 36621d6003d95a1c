"""Fetch what the providers publish, say what has changed, and make the clients again.

    python scripts/sync.py [PROVIDER...] [--specs DIR] [--dry-run] [--report FILE] [--changed FILE]

The sources are those of `provider.yaml` (specs/README.md says how they are written). All of it is
built in a temporary folder first; nothing is changed unless every source could be read and all
that is new can be made into clients. Exit codes: 0 nothing new, or done; 1 something is wrong, and
nothing was changed; 2 usage; 130 interrupted.
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
from typing import TYPE_CHECKING

import diff
import regenerate
from pipeline import COMMAND, changes_report, fetch, fetched, files, stamp, swap, upstream
from pipeline.errors import PipelineError, one_line
from pipeline.fetched import NAME as RECORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.changes import Change
    from pipeline.upstream import News

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
    try:
        if specs.is_dir() and not arguments.dry_run:
            swap.recover(specs)
        known = regenerate.providers(specs)
        if unknown := sorted(set(arguments.providers).difference(known)):
            print(f"{unknown[0]!r} is not a provider in {arguments.specs}", file=sys.stderr)
            return 2
        names = tuple(sorted(set(arguments.providers))) or known
        news = _asked(specs, names, date, arguments.patience)
        changed = sync(specs, news, dry_run=arguments.dry_run, report=arguments.report)
        if arguments.changed:
            with arguments.changed.open("a", encoding="utf-8") as stream:
                stream.write(f"changed={str(changed).lower()}\n")
    except (ImportError, OSError, PipelineError) as error:
        print(one_line(str(error), 2000), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; nothing was changed", file=sys.stderr)
        return 130
    return 0


def _asked(specs: Path, names: Sequence[str], today: str, patience: float) -> dict[str, News]:
    # In a thread of its own, because CPython 3.11 does not tell a tracer of exceptions thrown
    # into a coroutine: coverage and debuggers lose their place.
    loop = asyncio.new_event_loop()
    task = loop.create_task(_read(specs, names, today, patience))
    with contextlib.closing(loop), ThreadPoolExecutor(max_workers=1) as thread:
        try:
            return thread.submit(loop.run_until_complete, task).result()
        except KeyboardInterrupt:
            loop.call_soon_threadsafe(task.cancel)
            raise


async def _read(specs: Path, names: Sequence[str], today: str, patience: float) -> dict[str, News]:
    """Ask all sources; all that is wrong is said at once."""
    found: dict[str, News] = {}
    refusals: list[PipelineError] = []
    asked = ""
    try:
        async with asyncio.timeout(patience), fetch.client() as http:
            for asked in names:
                try:
                    found[asked] = await upstream.read(specs / asked, http, today)
                except PipelineError as error:
                    refusals.append(error)
    except TimeoutError:
        refusals.append(
            PipelineError(
                f"the sources were not read within {patience:g} seconds",
                file=asked,
                fix="nothing was changed; run this again later, or give it longer: --patience",
            )
        )
    for refusal in refusals[:-1]:
        print(refusal, file=sys.stderr)
    if refusals:
        raise refusals[-1]
    return found


def sync(
    specs: Path, news: dict[str, News], *, dry_run: bool = False, report: Path | None = None
) -> bool:
    """Take over what is new.

    Args:
        specs: Folder whose folders are the providers.
        news: What the sources of each have brought.
        dry_run: Whether only to say what would be done.
        report: Where to write what has changed, as Markdown; not written if nothing has.

    Returns:
        Whether something has changed.

    Raises:
        PipelineError: What is new cannot be made into clients; nothing was changed.
        OSError: A file cannot be written; nothing was changed.
    """
    changed = [name for name, one in news.items() if one.files]
    with tempfile.TemporaryDirectory() as temporary:
        found = _changes(specs, Path(temporary).resolve(), {name: news[name] for name in changed})
    for name, one in news.items():
        _say(name, one, found.get(name))
    if report and changed:
        report.parent.mkdir(parents=True, exist_ok=True)
        sections = [_section(name, news[name], found[name]) for name in changed]
        files.write_text(report, "\n\n".join(sections))
    if changed and not dry_run:
        _take_over(specs, {name: news[name] for name in changed})
    elif not dry_run and specs == regenerate.ROOT / "specs":
        _make(specs, news)  # an earlier run may have been killed before it came to this
    return bool(changed)


def _changes(specs: Path, temporary: Path, news: dict[str, News]) -> dict[str, list[Change] | None]:
    """Make clients of what is new, as a proof, and say what has changed.

    Returns:
        The changes of each provider; None where there was nothing to compare with.

    Raises:
        PipelineError: They cannot be made.
    """
    new = temporary / "specs"
    for name, one in news.items():
        shutil.copytree(specs / name, new / name)
        _place(new / name, one)
    if news:
        try:
            _prove(specs, new, temporary / "out")
        except PipelineError:
            _say_as_published(specs, new, news)
            raise
    return {name: _compared(specs / name, new / name) for name in news}


def _prove(specs: Path, new: Path, out: Path) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        code = regenerate.main(["--specs", str(new), "--out", str(out)])
    if code != 0:
        print(said.getvalue().replace(f"{new}/", f"{specs}/"), end="", file=sys.stderr)
        raise PipelineError(
            "what is published now cannot be made into clients; nothing was changed",
            fix="correct overlay.yaml or provider.yaml as said above, or wait for a better one",
        )


def _say_as_published(specs: Path, new: Path, news: dict[str, News]) -> None:
    """Say what has changed in each file, for who has to find out why nothing can be made of it."""
    for name, one in news.items():
        for file in one.files:
            if (specs / name / file).is_file():
                with contextlib.suppress(PipelineError):
                    found = diff.diff(specs / name / file, new / name / file)
                    print(f"{name}: {file} as published, without our corrections:")
                    print(changes_report.text(found))


def _compared(old: Path, new: Path) -> list[Change] | None:
    # What stands here may not be buildable: a source that was never fetched, another kind of one.
    for before in (old, old / stamp.DOCUMENT):
        try:
            return diff.diff(before, new)
        except PipelineError:
            continue
    return None


def _take_over(specs: Path, news: dict[str, News]) -> None:
    """Write what is new, and make the clients where they are this repository's."""
    touched = [specs / name / file for name, one in news.items() for file in (*one.files, RECORD)]
    before = {file: file.read_bytes() if file.exists() else None for file in touched}
    try:
        with swap.staging(specs) as folder:
            for name, one in news.items():
                shutil.copytree(specs / name, folder / "new" / name)
                _place(folder / "new" / name, one)
            swap.swap(folder, specs)
        _make(specs, news)
    except BaseException:
        for file, content in before.items():
            if content is None:
                file.unlink(missing_ok=True)
            else:
                files.write_bytes(file, content)
        raise


def _make(specs: Path, names: Iterable[str]) -> None:
    if specs != regenerate.ROOT / "specs":
        print(f"now make the clients: `{COMMAND} --specs {specs} --out DIR`")
    elif regenerate.main([*names, "--specs", str(specs)]) != 0:
        raise PipelineError("the clients could not be made; nothing was changed")


def _say(name: str, news: News, changes: list[Change] | None) -> None:
    for notice in news.notices:
        print(f"{name}: {one_line(notice)}")
    for file in news.files:
        print(f"{name}: {file} is new: {one_line(news.records[file].url)}")
    print(f"{name}: {_written(news, changes, changes_report.text)}")


def _section(name: str, news: News, changes: list[Change] | None) -> str:
    """Return the part of the report about one provider, as Markdown."""
    # Foreign text stands in code, where a backtick would end it.
    notices = [one_line(notice).replace("`", "'") for notice in news.notices]
    taken = [
        f"{file} (sha256 {news.records[file].sha256}) from {news.records[file].url}"
        for file in news.files
    ]
    lines = [f"- `{line}`" for line in (*notices, *taken)]
    written = _written(news, changes, changes_report.markdown)
    return "\n".join([f"# {name}", "", *lines, "", written])


def _written(
    news: News, changes: list[Change] | None, write: Callable[[Sequence[Change]], str]
) -> str:
    if changes is None:
        return "a new client" if news.files else "nothing new"
    return write(changes)


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

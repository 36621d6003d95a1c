"""What the sources have brought, provider by provider, for a terminal and for a pull request."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeAlias

from pipeline import changes_report
from pipeline.errors import code_span, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pipeline.changes import Change
    from pipeline.errors import PipelineError
    from pipeline.upstream import News

    Found: TypeAlias = Mapping[str, list[Change] | None]
    Failures: TypeAlias = Mapping[str, PipelineError]


def say(specs: Path, news: Mapping[str, News], found: Found, failures: Failures) -> None:
    """Print what is new, and what it means; then, to stderr, a line for each that failed.

    Args:
        specs: Folder whose folders are the providers, as they still are.
        news: What the sources of each have brought.
        found: The changes of those that have something new; None where it is a new client.
        failures: Those that failed, and why.
    """
    if any(found.values()):
        print(f"{changes_report.LEGEND}\n")
    for name, one in news.items():
        for notice in one.notices:
            print(f"{name}: {one_line(notice)}")
        for file in one.files:
            what = "has changed" if (specs / name / file).is_file() else "is new"
            print(f"{name}: {file} {what}: {one_line(one.records[file].url)}")
        changes = found.get(name)
        if changes is not None:
            print(changes_report.text(changes, f"{name}: "), end="\n\n" if changes else "\n")
        elif name not in failures:
            print(f"{name}: {_nothing_to_compare(one)}")
    for name, error in failures.items():
        print(f"{name}: {error}", file=sys.stderr)


def markdown(news: Mapping[str, News], found: Found, failures: Failures) -> str:
    """Return the report as Markdown: a part for each that has something new, or has failed.

    Args:
        news: What the sources of each have brought.
        found: The changes of those that have something new; None where it is a new client.
        failures: Those that failed, and why.
    """
    parts = [_part(name, news[name], changes) for name, changes in found.items()]
    parts += [
        f"# {name}\n\n- {code_span(str(error))}\n\nfailed, and left as it was"
        for name, error in failures.items()
    ]
    return "\n\n".join(parts)


def _part(name: str, news: News, changes: list[Change] | None) -> str:
    taken = [
        f"{file} (sha256 {news.records[file].sha256}) from {news.records[file].url}"
        for file in news.files
    ]
    lines = [f"- {code_span(line)}" for line in (*news.notices, *taken)]
    said = _nothing_to_compare(news) if changes is None else changes_report.markdown(changes)
    return "\n".join([f"# {name}", "", *lines, "", said])


def _nothing_to_compare(news: News) -> str:
    if news.files:
        return "a new client"
    if news.asked:
        return "nothing new"
    return "nothing was asked: no source in provider.yaml can be fetched"

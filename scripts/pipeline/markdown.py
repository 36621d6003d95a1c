"""Cutting the OpenAPI fragment out of a documentation page, and what the page says around it.

The cutter is our own: real pages hold half-open fences, MDX tags and fences inside YAML text, and
a Markdown parser ends the fragment too early or too late on them.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from pipeline.errors import PipelineError

_METHODS = "get|put|post|delete|options|head|patch|trace"
_FENCE = re.compile(r"(`{3,})[ \t]*ya?ml\b([^`]*)", re.IGNORECASE)
# ````yaml [SPEC] METHOD /path
_OPERATION = re.compile(rf"(?:.*\s)?({_METHODS})\s+(/.*)", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+OpenAPI(\s+Specification)?\s*", re.IGNORECASE)
_TITLE = re.compile(r"#\s+(.+?)\s*")
# Fern prints the operation's address under the title: DELETE https://host/base/path
_ADDRESS = re.compile(rf"({_METHODS})\s+(https?://\S+)\s*", re.IGNORECASE)
_PAGE_FIX = "give it a page of the API reference as Markdown, with its OpenAPI fragment"


class Page(NamedTuple):
    """One documentation page: the fragment as text, and what stands around it."""

    file: str
    fragment: str
    """The text between the fences."""
    fragment_line: int
    """The line of the file on which the fragment begins."""
    fence_line: int
    """The line of the file with the opening fence."""
    method: str | None
    """Method that the fence line states, in lower case."""
    path: str | None
    """Path that the fence line states."""
    title: str | None
    """Text of the heading."""
    description: str | None
    """Text of the block quote under the heading."""
    address: tuple[str, str] | None
    """Method in lower case and URL, where the page prints them on a line of their own."""


def cut(text: str, file: str) -> Page:
    """Find the one OpenAPI fragment of a page.

    A fragment opens with a fence of three or more backticks, `yaml`, and either `METHOD /path`
    or an `OpenAPI` heading above; it closes at the first line that begins with exactly the same
    run of backticks.

    Args:
        text: The page.
        file: Its name, for messages.

    Raises:
        PipelineError: The page has no fragment, several, or one whose fence is never closed.
    """
    lines = text.split("\n")
    found: list[tuple[int, int, str]] = []
    headed = False
    number = 0
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number])
        if fence and (headed or _OPERATION.fullmatch(fence[2].strip())):
            end = _end(lines, number, fence[1], file)
            found.append((number, end, fence[2].strip()))
            number, headed = end, False
        elif lines[number].startswith("#"):
            headed = _HEADING.fullmatch(lines[number]) is not None
        number += 1
    if not found:
        raise PipelineError(f"no OpenAPI fragment: {_look(text)}", file=file, line=1, fix=_PAGE_FIX)
    if len(found) > 1:
        raise PipelineError(
            f"{len(found)} OpenAPI fragments in one page",
            file=file,
            line=found[1][0] + 1,
            fix="split the page, one operation each",
        )
    start, end, info = found[0]
    operation = _OPERATION.fullmatch(info)
    title, description = _heading(lines[:start])
    return Page(
        file=file,
        fragment="\n".join(lines[start + 1 : end]),
        fragment_line=start + 2,
        fence_line=start + 1,
        method=operation[1].lower() if operation else None,
        path=operation[2] if operation else None,
        title=title,
        description=description,
        address=_address(lines[:start]),
    )


def _end(lines: list[str], start: int, ticks: str, file: str) -> int:
    for number in range(start + 1, len(lines)):
        if lines[number].startswith(ticks) and lines[number][len(ticks) :][:1] != "`":
            return number
    raise PipelineError(
        "the fence that opens here is never closed: the page is truncated",
        file=file,
        line=start + 1,
        fix="fetch the page again",
    )


def _look(text: str) -> str:
    """Say what a page without a fragment looks like."""
    start = text.lstrip()[:200].lower()
    if not start:
        return "the page is empty"
    if start.startswith(("<!doctype", "<html", "<?xml")):
        return "this is HTML"
    if start.startswith(("{", "[")):
        return "this is JSON"
    if re.search(r"x-(run-in-)?apifox", text):
        return "this is an Apifox page"
    return "only prose or code of another kind"


def _heading(lines: list[str]) -> tuple[str | None, str | None]:
    """Return the page's title and the block quote that follows it.

    The first title counts: a later one may be a comment inside a block of code.
    """
    for number, line in enumerate(lines):
        title = _TITLE.fullmatch(line)
        if title and not title[1].startswith("Source: http"):
            return title[1], _quote(lines[number + 1 :])
    return None, None


def _quote(lines: list[str]) -> str | None:
    text = "\n".join(lines).lstrip("\n").split("\n")
    quoted = list(takewhile(lambda line: line.startswith(">"), text))
    return "\n".join(line[1:].strip() for line in quoted).strip() or None


def _address(lines: list[str]) -> tuple[str, str] | None:
    for line in lines:
        address = _ADDRESS.fullmatch(line)
        if address:
            return address[1].lower(), address[2]
    return None

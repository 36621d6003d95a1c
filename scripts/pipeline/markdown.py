"""Cutting the OpenAPI fragments out of a documentation page, and what stands around each.

The cutter is our own: real pages hold half-open fences, MDX tags and fences inside YAML text, and
a Markdown parser ends the fragment too early or too late on them.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import PipelineError
from pipeline.mojibake import mend

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS = "get|put|post|delete|options|head|patch|trace"
_FENCE = re.compile(r"(`{3,})[ \t]*(ya?ml|json)\b([^`]*)", re.IGNORECASE)
# ````yaml [SPEC] METHOD /path
_OPERATION = re.compile(rf"(?:.*\s)?({_METHODS})\s+(/.*)", re.IGNORECASE)
_WEBHOOK = re.compile(r"(?:.*\s)?webhook\s+\S.*", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+OpenAPI(\s+Specification)?\s*", re.IGNORECASE)
_TITLE = re.compile(r"#\s+(.+?)\s*")
# What llms-full.txt prints under the title of each page.
_SOURCE = re.compile(r"(source|url):\s+https?://\S+\s*", re.IGNORECASE)
# Fern prints the operation's address under the title: DELETE https://host/base/path
_ADDRESS = re.compile(rf"({_METHODS})\s+(https?://\S+)\s*", re.IGNORECASE)
_CODE = re.compile(r"\s*(`{3,}|~{3,})(.*)")
# A line that no fragment has: what is YAML in it is indented, or begins with a key.
_AFTER = re.compile(r"(?![\w-]+:)\S")
_ENDPOINT = re.compile(r"\bversion: ['\"]?endpoint_")
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
    ticks: str = "```"
    """The backticks of the fence."""


class _Found(NamedTuple):
    """Where a fragment stands: indexes of its opening and closing fence, and the fence's text."""

    start: int
    end: int
    ticks: str
    info: str


def cut(text: str, file: str, refusals: list[PipelineError] | None = None) -> list[Page]:
    """Find the OpenAPI fragments of a page, or of a bundle of pages in one file.

    A fragment opens with a fence of three or more backticks, `yaml` or `json`, and `METHOD /path`;
    YAML also under an `OpenAPI` heading, or with Fern's version in it. It closes at the first line
    that is exactly the same run of backticks; where a bundle lost that line, at the title of the
    next page. Text that was decoded with the wrong encoding is mended.

    Args:
        text: The page or bundle.
        file: Its name, for messages.
        refusals: Where to note a fragment whose fence is never closed, and go on.

    Returns:
        One page for each fragment, in order; at least one, if nothing was noted.

    Raises:
        PipelineError: There is no fragment, or one whose fence is never closed.
    """
    lines = text.split("\n")
    noted: list[PipelineError] = []
    found = list(_fragments(lines, file, None if refusals is None else noted))
    if refusals is not None:
        refusals += noted
    if not found and not noted:
        raise PipelineError(f"no OpenAPI fragment: {_look(text)}", file=file, line=1, fix=_PAGE_FIX)
    ends = [-1, *(one.end for one in found)]
    return [
        _page(lines, one, lines[before + 1 : one.start], file, bundled=len(found) > 1)
        for before, one in zip(ends, found, strict=False)
    ]


def _page(lines: list[str], found: _Found, head: list[str], file: str, *, bundled: bool) -> Page:
    operation = _OPERATION.fullmatch(found.info)
    title, below = _title(head, bundled=bundled)
    return Page(
        file=file,
        fragment=mend("\n".join(lines[found.start + 1 : found.end])),
        fragment_line=found.start + 2,
        fence_line=found.start + 1,
        method=operation[1].lower() if operation else None,
        path=operation[2] if operation else None,
        title=mend(title) if title else None,
        description=_quote(below) if title else None,
        address=_address(below),
        ticks=found.ticks,
    )


def _fragments(
    lines: list[str], file: str, refusals: list[PipelineError] | None
) -> Iterator[_Found]:
    headed = False
    number = 0
    while number < len(lines):
        line = lines[number]
        fence = _FENCE.fullmatch(line)
        if fence and (_opens(lines, number, fence) or (headed and fence[2].lower() != "json")):
            try:
                end = _end(lines, number, fence[1], file)
            except PipelineError as error:
                if refusals is None:
                    raise
                refusals.append(error)
            else:
                yield _Found(number, end, fence[1], fence[3].strip())
                number = end
            headed = False
        elif line.startswith("#"):
            headed = _HEADING.fullmatch(line) is not None
        number += 1


def _opens(lines: list[str], number: int, fence: re.Match[str]) -> bool:
    """Tell whether a fence that no heading announces opens a fragment all the same."""
    if _OPERATION.fullmatch(fence[3].strip()):
        return True
    head = "\n".join(takewhile(lambda line: line != fence[1], lines[number + 1 : number + 9]))
    return head.startswith("openapi:") and _ENDPOINT.search(head) is not None


def _end(lines: list[str], start: int, ticks: str, file: str) -> int:
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.rstrip() == ticks:
            return number
        fence = _FENCE.fullmatch(line)
        if fence and fence[1] == ticks and _OPERATION.fullmatch(fence[3].strip()):
            after = next((n for n in range(start + 1, number) if _AFTER.match(lines[n])), start)
            if _TITLE.fullmatch(lines[after]):
                return after
            break
    raise PipelineError(
        "the fence that opens here is never closed: the page is truncated",
        file=file,
        line=start + 1,
        fix="fetch the page again",
    )


def _look(text: str) -> str:
    """Say what a page without a fragment looks like."""
    start = text.lstrip()[:200].lower()
    lines = text.split("\n")
    fences = [fence[3].strip() for fence in map(_FENCE.fullmatch, lines) if fence]
    looks = {
        "the page is empty": not start,
        "this is HTML": start.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")),
        "this is JSON": start.startswith(("{", "[")),
        "this is a whole document, not a page": start.startswith(("openapi:", "swagger:")),
        "this is an Apifox page": re.search(r"x-(run-in-)?apifox", text),
        "this page describes a webhook, not an operation": any(map(_WEBHOOK.fullmatch, fences)),
        "the page names an operation and does not describe it": any(
            _OPERATION.fullmatch(line.strip()) for line in lines
        ),
    }
    return next(
        (look for look, seen in looks.items() if seen), "only prose or code of another kind"
    )


def _title(head: list[str], *, bundled: bool) -> tuple[str | None, list[str]]:
    """Return the title of the page that a fragment belongs to, and the lines below it.

    The first title counts, where it stands last: a copy of a page may have it above its own notes,
    too. What a block of code comments out is none. In a bundle, pages
    without a fragment may stand before, so there it is the last title, or the last of those
    with the address of a page below.
    """
    titles = [
        (match[1], head[number + 1 :])
        for number, line in _outside_code(head)
        if (match := _TITLE.fullmatch(line)) and not match[1].startswith("Source: http")
    ]
    if not titles:
        return None, head
    if not bundled:
        return [one for one in titles if one[0] == titles[0][0]][-1]
    announced = [one for one in titles if _SOURCE.fullmatch(next(filter(None, one[1]), ""))]
    return (announced or titles)[-1]


def _outside_code(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines, with their places, that stand in no block of code."""
    opened = ""
    for number, line in enumerate(lines):
        fence = _CODE.fullmatch(line)
        if not fence:
            if not opened:
                yield number, line
        elif not opened:
            opened = fence[1]
        elif fence[1].startswith(opened) and not fence[2].strip():
            opened = ""


def _quote(lines: list[str]) -> str | None:
    text = "\n".join(line for line in lines if not _SOURCE.fullmatch(line)).lstrip("\n").split("\n")
    quoted = list(takewhile(lambda line: line.startswith(">"), text))
    return mend("\n".join(line[1:].strip() for line in quoted)).strip() or None


def _address(lines: list[str]) -> tuple[str, str] | None:
    for line in lines:
        address = _ADDRESS.fullmatch(line)
        if address:
            return address[1].lower(), address[2]
    return None

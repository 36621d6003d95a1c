"""From the pages of one provider to one raw OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from pipeline import endpoints, fern, mintlify, yaml12
from pipeline.clashes import agree_on_hoisted, number_versions
from pipeline.errors import PipelineError
from pipeline.files import read_text
from pipeline.join import join
from pipeline.jsontypes import canonical, clone, is_mapping
from pipeline.markdown import cut
from pipeline.reading import LOST, Reading
from pipeline.structure import operations
from pipeline.undeclared import declare_schemes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

# Mintlify's fence is longer than others; on some of its pages it states no operation.
_MINTLIFY_TICKS = 4
_VERSION = re.compile(r"3\.[01](\.\d+)?")
_AGAIN = "fetch the page again, or correct it at its source"


class ReadPage(NamedTuple):
    """The operation of one page as an OpenAPI document, and where it was found."""

    file: str
    line: int
    """The line of the file with the opening fence."""
    path: str
    method: str
    reading: Reading

    @property
    def document(self) -> Document:
        """The operation as a document of its own, not yet repaired."""
        return self.reading.document


def read(pages: Sequence[Path]) -> Document:
    """Return the operations of a provider's pages as one OpenAPI 3.1 document, not yet repaired.

    Args:
        pages: The page files, each with one operation or more in one of three dialects: plain
            OpenAPI, Mintlify's flattened record, or Fern's export.

    Raises:
        PipelineError: A page cannot be read, its dialect is unknown, or two pages contradict
            each other.
    """
    return join_pages([one for page in pages for one in read_pages(page)])


def join_pages(pages: Sequence[ReadPage], *, lost: bool = False) -> Document:
    """Return the operations of several pages as one document.

    Args:
        pages: The pages; they are left as they are. In those of one file, which was published at
            one time, a component of the same name may say different things: it is numbered.
        lost: Whether each operation lists in `x-lost` what its dialect could not say.

    Raises:
        PipelineError: There is no page, or two contradict each other; the later one is named.
    """
    if not pages:
        raise PipelineError("no page was given", fix="name at least one page")
    copies = [
        page._replace(reading=page.reading._replace(document=clone(page.document)))
        for page in pages
    ]
    for page in copies if lost else ():
        if page.reading.lost:
            page.document["paths"][page.path][page.method][LOST] = list(page.reading.lost)
    if len(copies) > 1:
        agree_on_hoisted([page.reading for page in copies])
        for file in dict.fromkeys(page.file for page in copies):
            number_versions([page.document for page in copies if page.file == file])
        copies = _once(copies)
    named = [(f"{page.file}:{page.line}", page) for page in copies]
    try:
        return join([(place, page.document) for place, page in named])
    except PipelineError as error:
        page = dict(named)[str(error.file)]
        raise PipelineError(error.message, file=page.file, line=page.line, fix=error.fix) from None


def _once(pages: Sequence[ReadPage]) -> list[ReadPage]:
    """Leave out the pages of a bundle that stand there before, and merge the forms of one call."""
    kept: list[ReadPage] = []
    known: dict[tuple[str, str], ReadPage] = {}
    for page in pages:
        first = known.setdefault((page.path, page.method), page)
        if first is not page:
            if _same(page, first):
                continue
            if page.reading.endpoint != first.reading.endpoint:
                other = endpoints.take(page.document, page.path, page.method)
                endpoints.merge(first.document["paths"][page.path][page.method], other)
        kept.append(page)
    return kept


def _same(page: ReadPage, first: ReadPage) -> bool:
    """Tell whether a bundle has a page twice."""
    return (
        page.file == first.file
        and page.line != first.line
        and canonical(page.document) == canonical(first.document)
    )


def read_pages(
    file: Path, refusals: list[PipelineError] | None = None, text: str | None = None
) -> list[ReadPage]:
    """Return the operations of one page, or of a bundle of pages in one file, not yet repaired.

    Args:
        file: The page or bundle.
        refusals: Where to note a page of a bundle that cannot be read, and read on.
        text: What is in the file, if it has been read already.

    Raises:
        PipelineError: There is no readable fragment, one is truncated, or its method and path
            are not those of its fence line.
    """
    found: list[ReadPage] = []
    for page in cut(read_text(file) if text is None else text, str(file), refusals):
        try:
            found.append(_read(page))
        except PipelineError as error:
            if refusals is None:
                raise
            refusals.append(error)
    return found


def _read(page: Page) -> ReadPage:
    fragment = yaml12.load(page.fragment, page.file, first_line=page.fragment_line, fix=_AGAIN)
    reading = _reading(fragment, page)
    stated = list(operations(reading.document))
    if len(stated) != 1:
        what = "the page describes a webhook" if reading.document.get("webhooks") else None
        raise _refusal(page, what or f"the fragment has {len(stated)} operations, not one")
    path, method, operation = stated[0]
    if page.method and page.path and (method, _path(path)) != (page.method, _path(page.path)):
        raise _refusal(
            page,
            f"the fence line states {page.method.upper()} {page.path}, "
            f"its fragment {method.upper()} {path}",
            _AGAIN,
        )
    if not is_mapping(operation.get("responses")):
        raise _refusal(
            page, "the operation has no responses: the page is truncated", "fetch the page again"
        )
    declare_schemes(reading.document)
    return ReadPage(page.file, page.fence_line, path, method, reading)


def _path(path: str) -> str:
    """Return a path in the one form of all that mean the same."""
    return unquote(path).rstrip("/").strip()


def _reading(fragment: Any, page: Page) -> Reading:
    """Return a fragment as OpenAPI, whichever dialect it is in."""
    if not is_mapping(fragment):
        raise _refusal(page, "the fragment is not a mapping")
    document = fragment
    if mintlify.is_flattened(document):
        return mintlify.read(document, page)
    if not _VERSION.fullmatch(str(document.get("openapi"))):
        what = "openapi" if "openapi" in document else "swagger"
        raise _refusal(page, f"unknown dialect: {what} is {document.get(what)!r}, not 3.0 or 3.1")
    apifox = re.search(r"\bx-(run-in-)?apifox", page.fragment)
    if not apifox and fern.is_fern(document, page):
        return fern.read(document, page)
    if page.method is None and (apifox or len(page.ticks) < _MINTLIFY_TICKS):
        kind = "an Apifox page" if apifox else "no dialect that is known"
        raise _refusal(page, f"unknown dialect: the fence states no operation; this is {kind}")
    return Reading(document)


def _refusal(page: Page, message: str, fix: str | None = None) -> PipelineError:
    fix = fix or "give it a page with one operation in a dialect that specs/README.md describes"
    return PipelineError(message, file=page.file, line=page.fence_line, fix=fix)

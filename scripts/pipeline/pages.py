"""From the pages of one provider to one raw OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline import fern, mintlify, yaml12
from pipeline.errors import PipelineError
from pipeline.files import read_text
from pipeline.join import join
from pipeline.jsontypes import as_mapping, is_mapping
from pipeline.markdown import cut
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

_VERSION = re.compile(r"3\.[01](\.\d+)?")


class ReadPage(NamedTuple):
    """The operation of one page as an OpenAPI document, and where it was found."""

    file: str
    line: int
    """The line of the file with the opening fence."""
    document: Document


def read(pages: Sequence[Path]) -> Document:
    """Return the operations of a provider's pages as one OpenAPI 3.1 document, not yet repaired.

    Args:
        pages: The page files, each with one operation in one of three dialects: plain OpenAPI,
            Mintlify's flattened record, or Fern's export.

    Raises:
        PipelineError: A page cannot be read, its dialect is unknown, or two pages contradict
            each other.
    """
    return join_pages([read_page(page) for page in pages])


def join_pages(pages: Sequence[ReadPage]) -> Document:
    """Return the operations of several pages as one document.

    Raises:
        PipelineError: There is no page, or two contradict each other; the later one is named.
    """
    if not pages:
        raise PipelineError("no page was given", fix="name at least one page")
    try:
        return join([(page.file, page.document) for page in pages])
    except PipelineError as error:
        lines = {page.file: page.line for page in pages}
        line = lines[str(error.file)]
        raise PipelineError(error.message, file=error.file, line=line, fix=error.fix) from None


def read_page(file: Path) -> ReadPage:
    """Return the operation of one page as an OpenAPI document, not yet repaired.

    Raises:
        PipelineError: The page has no readable fragment, is truncated, or the fragment's method
            and path are not those of its fence line.
    """
    page = cut(read_text(file), str(file))
    fragment = yaml12.load(page.fragment, page.file, first_line=page.fragment_line)
    document = _document(fragment, page)
    stated = list(operations(document))
    if len(stated) != 1:
        raise _refusal(page, f"the fragment has {len(stated)} operations, not one")
    path, method, operation = stated[0]
    if page.method and (method, path) != (page.method, page.path):
        raise _refusal(
            page,
            f"the fence line states {page.method.upper()} {page.path}, "
            f"its fragment {method.upper()} {path}",
            "fetch the page again, or correct it at its source",
        )
    if not as_mapping(operation.get("responses")):
        raise _refusal(
            page, "the operation has no responses: the page is truncated", "fetch the page again"
        )
    return ReadPage(page.file, page.fence_line, document)


def _document(fragment: Any, page: Page) -> Document:
    """Return a fragment as OpenAPI, whichever dialect it is in."""
    if not is_mapping(fragment):
        raise _refusal(page, "the fragment is not a mapping")
    document = fragment
    if mintlify.is_flattened(document):
        return mintlify.read(document, page)
    if not _VERSION.fullmatch(str(document.get("openapi"))):
        what = "openapi" if "openapi" in document else "swagger"
        raise _refusal(page, f"unknown dialect: {what} is {document.get(what)!r}, not 3.0 or 3.1")
    if fern.is_fern(document):
        return fern.read(document, page)
    if page.method is None:
        kind = "an Apifox page" if "x-apifox" in page.fragment else "no dialect that is known"
        raise _refusal(page, f"unknown dialect: the fence states no operation; this is {kind}")
    return document


def _refusal(page: Page, message: str, fix: str | None = None) -> PipelineError:
    fix = fix or "give it a page with one operation in a dialect that specs/README.md describes"
    return PipelineError(message, file=page.file, line=page.fence_line, fix=fix)

"""From the pages of one provider to one raw OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline import fern, mintlify, yaml12
from pipeline.errors import PipelineError
from pipeline.join import join
from pipeline.jsontypes import is_mapping
from pipeline.markdown import cut, read_text
from pipeline.structure import operations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.jsontypes import Document
    from pipeline.markdown import Page

_VERSION = re.compile(r"3\.[01](\.\d+)?")


def read(pages: Sequence[Path]) -> Document:
    """Return the operations of a provider's pages as one OpenAPI 3.1 document, not yet repaired.

    Args:
        pages: The page files, each with one operation in one of three dialects: plain OpenAPI,
            Mintlify's flattened record, or Fern's export.

    Raises:
        PipelineError: A page cannot be read, its dialect is unknown, or two pages contradict
            each other.
    """
    if not pages:
        raise PipelineError("no page was given", fix="name at least one page")
    documents = [(str(page), read_page(page)) for page in pages]
    return join(documents)


def read_page(file: Path) -> Document:
    """Return the operation of one page as an OpenAPI document, not yet repaired.

    Raises:
        PipelineError: The page has no readable fragment, or the fragment's method and path are
            not those of its fence line.
    """
    page = cut(read_text(file), str(file))
    fragment = yaml12.load(page.fragment, page.file, first_line=page.fragment_line)
    document = _document(fragment, page)
    stated = [(method, path) for path, method, _operation in operations(document)]
    if len(stated) != 1:
        raise _refusal(page, f"the fragment has {len(stated)} operations, not one")
    if page.method and stated[0] != (page.method, page.path):
        method, path = stated[0]
        raise _refusal(
            page,
            f"the fence line states {page.method.upper()} {page.path}, "
            f"its fragment {method.upper()} {path}",
            "fetch the page again, or correct it at its source",
        )
    return document


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
    fix = fix or "give it a page with one operation in a dialect that docs/ describes"
    return PipelineError(message, file=page.file, line=page.fence_line, fix=fix)

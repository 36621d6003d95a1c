"""Build a provider's document: pages, our additions and our corrections, validated."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pipeline import authored, join, limits, overlay, pages, provider, repairs, validate
from pipeline.built import Built
from pipeline.errors import PipelineError, refusing
from pipeline.files import read_text
from pipeline.jsontypes import is_mapping
from pipeline.leaving_out import leave_out
from pipeline.lines import line_of_item
from pipeline.select import Selection, select
from pipeline.structure import operations, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.leaving_out import Attempt

_ROOT_ORDER = ("openapi", "info", "servers", "security", "tags", "paths", "components")
_OPERATION_ORDER = ("operationId", "tags", "summary", "description", "deprecated", "security")


def build(folder: Path, keep_going: Attempt | None = None) -> Built:
    """Build the strict document of one provider, and check it.

    Args:
        folder: The provider's folder, see `assemble`.
        keep_going: What has to succeed with the finished document, see there.

    Returns:
        The document (OpenAPI 3.1, valid) and the record of its origin for the receipt.

    Raises:
        PipelineError: Something cannot be read, contradicts something else, or is not valid.
    """
    built = assemble(folder, keep_going)
    check(built.document, folder)
    return built


def assemble(folder: Path, keep_going: Attempt | None = None) -> Built:
    """Put the document of one provider together; it is not checked yet.

    Args:
        folder: The provider's folder: files in `pages/` or a whole document (`source` in
            `provider.yaml`), and optionally `authored.yaml` and `overlay.yaml`.
        keep_going: What has to succeed with the finished document. With it, operations that
            nothing can be made of are left out, and listed under `left_out`.

    Returns:
        The document and the record of its origin for the receipt.

    Raises:
        PipelineError: Something cannot be read, or contradicts something else.
    """
    facts = provider.read(folder)
    parts, made_from = _parts(folder, facts)
    document = join.join(parts)
    left: dict[str, str] = {}
    if keep_going:
        document, left = leave_out(document, _repaired)
    raw, document = document, _repaired(document)
    corrections = folder / "overlay.yaml"
    if corrections.exists():
        actions = provider.load(corrections)
        document = overlay.apply(document, actions, _origin(corrections, parts, raw))
        made_from["overlay"] = _record(corrections, folder, facts) | {
            "actions": overlay.count(actions)
        }
    if facts.selection:
        made_from["select"] = asdict(facts.selection)
    if keep_going:
        document, more = leave_out(document, lambda part: _attempt(part, folder, keep_going))
        if left := left | more:
            made_from["left_out"] = left
    return Built(_ordered(document), made_from, facts.life_cycle)


def _repaired(document: dict[str, Any]) -> dict[str, Any]:
    with refusing("is not OpenAPI"):
        return repairs.repair(document)


def _parts(
    folder: Path, facts: provider.Provider
) -> tuple[list[tuple[str, dict[str, Any]]], dict[str, Any]]:
    """Return what is published and what we describe, with their names, and the record of both."""
    files = [facts.source] if facts.source else _pages(folder)
    made_from: dict[str, Any] = {"files": [_record(file, folder, facts) for file in files]}
    parts: list[tuple[str, dict[str, Any]]] = []
    if files:
        raw = _whole(facts.source) if facts.source else pages.read(files)
        if facts.selection:
            raw = _selected(raw, facts.selection, folder)
        parts.append((str(facts.source or folder / "pages"), raw))
    own = folder / "authored.yaml"
    if own.exists():
        described = _authored(own)
        made_from["authored"] = _record(own, folder, facts)
        if parts and (replaced := _replaced(described, parts[0][1], files, folder)):
            made_from["authored"]["replaced"] = replaced
        parts.append((str(own), described))
    if not parts:
        raise PipelineError(
            "holds nothing to build from",
            file=folder,
            fix="add a page to pages/, or authored.yaml, or a `source` in provider.yaml",
        )
    return parts, made_from


def _attempt(document: dict[str, Any], folder: Path, keep_going: Attempt) -> None:
    check(document, folder)
    keep_going(_ordered(document))


def check(document: dict[str, Any], folder: Path) -> None:
    """Refuse a document that is not valid, or of which no package can be made.

    Args:
        document: What `assemble` has put together.
        folder: The provider's folder, for messages.

    Raises:
        PipelineError: The first thing that is wrong.
    """
    validate.validate(document, str(folder))
    limits.check(document, folder)


def _origin(
    corrections: Path, parts: Sequence[tuple[str, dict[str, Any]]], raw: dict[str, Any]
) -> overlay.Origin:
    """Return where an overlay and its document come from, for messages."""
    folder = corrections.parent

    def apart() -> dict[str, tuple[str, str]]:
        return join.apart(
            [(Path(name).relative_to(folder).as_posix(), part) for name, part in parts]
        )

    def line(number: int) -> int:
        return line_of_item(read_text(corrections), "actions", number - 1)

    return overlay.Origin(str(corrections), partial(_places, folder), raw, apart, line)


def _places(folder: Path) -> dict[tuple[str, str], str]:
    """Return file and line of the page that describes each path and method."""
    return {
        (page.path, page.method): f"{file.relative_to(folder).as_posix()}:{page.line}"
        for file in _pages(folder)
        for page in pages.read_pages(file)
    }


def _pages(folder: Path) -> list[Path]:
    """Return the files in `pages/`, whatever their names end with; dot files are the machine's."""
    found = (folder / "pages").glob("*")
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def _whole(path: Path) -> dict[str, Any]:
    document: Any = provider.load(path)
    if not isinstance(document, dict) or "openapi" not in document:
        raise PipelineError(
            "is not an OpenAPI document",
            file=path,
            fix="give a file that begins with `openapi: 3.1.0`",
        )
    return cast("dict[str, Any]", document)


def _authored(path: Path) -> dict[str, Any]:
    document = _whole(path)
    authored.check(document, str(path))
    return document


def _replaced(
    described: dict[str, Any], raw: dict[str, Any], files: Sequence[Path], folder: Path
) -> list[str]:
    """Drop of what we describe ourselves what a page describes; return a line for each."""
    dropped = authored.give_way(described, raw)
    pages_of = {
        authored.identity(path, method): file.relative_to(folder).as_posix()
        for file in (files if dropped else ())
        for path, method, _ in operations(raw if len(files) == 1 else pages.read([file]))
    }
    return [
        f"authored: {one.operation} is described by {pages_of[one.identity]} now; remove it;"
        f" differences: {one.differences}"
        for one in dropped
    ]


def _selected(document: dict[str, Any], selection: Selection, folder: Path) -> dict[str, Any]:
    # What is not selected need not be valid, so validation comes later than this.
    with refusing("is not OpenAPI where the selection looks", folder):
        return select(document, selection, str(folder / "provider.yaml"))


def _record(file: Path, folder: Path, facts: provider.Provider) -> dict[str, Any]:
    name = file.relative_to(folder).as_posix()
    known: dict[str, Any] = {}
    for item in facts.sources:
        if item["file"] == name:
            known |= item
    return {"file": name, **known, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}


def _ordered(document: dict[str, Any]) -> dict[str, Any]:
    """Put the parts of a document in the order people read them, wherever they came from."""
    for place in walk(document):
        if place.kind == "operation":
            place.container[place.key] = _sorted(place.node, _OPERATION_ORDER)
            responses = place.node.get("responses")
            if is_mapping(responses):  # this comes before the check
                place.container[place.key]["responses"] = _sorted(responses, sorted(responses))
    return _sorted(document, _ROOT_ORDER)


def _sorted(node: dict[str, Any], order: Sequence[str]) -> dict[str, Any]:
    return {key: node[key] for key in order if key in node} | node

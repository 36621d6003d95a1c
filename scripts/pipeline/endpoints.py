"""Pages that describe one operation: the same page again, or Fern's two kinds of one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, canonical, is_mapping
from pipeline.reading import LOST

if TYPE_CHECKING:
    from pipeline.jsontypes import Document


def merge(one: Document, other: Document) -> None:
    """Make one operation accept and answer what another of the same method and path does.

    Fern describes a call that streams and the same call that does not on two pages, and OpenAPI
    has one operation for both. What the two send or get in one media type becomes a union.

    Args:
        one: The operation that is kept; it is changed in place.
        other: The operation that joins it; its components have to be in the same document.
    """
    known = {_key(parameter) for parameter in as_list(one.get("parameters"))}
    more = [each for each in as_list(other.get("parameters")) if _key(each) not in known]
    if more:
        one["parameters"] = [*as_list(one.get("parameters")), *more]
    bodies = [as_mapping(each.get("requestBody")) for each in (one, other)]
    if any(bodies):
        one["requestBody"] = bodies[0]
        _merge_content(bodies[0], bodies[1])
        if not all("required" in body for body in bodies):
            bodies[0].pop("required", None)
    responses: Document = one.setdefault("responses", {})
    for status, response in as_mapping(other.get("responses")).items():
        if is_mapping(response) and is_mapping(responses.setdefault(status, response)):
            _merge_content(responses[status], response)
    lost = f"the name {other.get('operationId')}, by which its other form is called"
    if LOST in one:
        one[LOST] = [*dict.fromkeys([*one[LOST], *other[LOST], lost])]


def _key(parameter: Any) -> str:
    parameter = as_mapping(parameter)
    return canonical([parameter.get("in"), parameter.get("name"), parameter.get("$ref")])


def _merge_content(one: Document, other: Document) -> None:
    for media_type, media in as_mapping(other.get("content")).items():
        known: Any = one.setdefault("content", {}).setdefault(media_type, media)
        if canonical(known) != canonical(media) and is_mapping(known) and is_mapping(media):
            schemas = [known.get("schema", {}), media.get("schema", {})]
            known["schema"] = {"anyOf": schemas}


def take(document: Document, path: str, method: str) -> Document:
    """Take an operation out of a document and return it; its components stay."""
    item: Document = document["paths"].pop(path)
    return as_mapping(item[method])

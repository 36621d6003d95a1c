"""Local references of a document: following them, and finding what something refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pipeline.errors import PipelineError
from pipeline.structure import pointer, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document


SCHEMAS = "#/components/schemas/"
"""What a reference to a schema among the components begins with."""


def resolve(document: Document, reference: str) -> Any:
    """Return what a local reference points to.

    Args:
        document: The document the reference stands in.
        reference: A JSON pointer as a URI fragment, e.g. `#/components/schemas/Error`.

    Raises:
        PipelineError: The reference does not begin with `#/`, or nothing is there.
    """
    if not reference.startswith("#/"):
        raise PipelineError(
            f"$ref {reference!r} leaves the document",
            fix="only what begins with '#/' is followed: put what it refers to into components",
        )
    node: Any = document
    for part in reference[2:].split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            node = cast("Any", node[int(key)] if isinstance(node, list) else node[key])
        except (LookupError, TypeError, ValueError):
            raise PipelineError(
                f"$ref {reference!r} points to nothing",
                fix="add what it refers to, or correct the reference in overlay.yaml",
            ) from None
    return node


def follow(document: Document, node: Document) -> Document:
    """Return what a node means: itself, or what its chain of references ends at.

    Raises:
        PipelineError: A reference leaves the document, points to nothing or leads back to itself.
    """
    seen: set[str] = set()
    while "$ref" in node:
        if node["$ref"] in seen:
            raise PipelineError(
                f"$ref {node['$ref']!r} leads back to itself",
                fix="correct the reference in overlay.yaml",
            )
        seen.add(node["$ref"])
        node = resolve(document, node["$ref"])
    return node


def reached(document: Document, part: Document) -> set[tuple[str, str]]:
    """Return the components that a part of a document refers to, directly or through others.

    Args:
        document: The whole document.
        part: A document with only some of its paths, or with less in them.

    Returns:
        Kind and name of each component, e.g. `("schemas", "Error")`.

    Raises:
        PipelineError: A reference leaves the document or points to nothing.
    """
    # A reference may point into the middle of a component; what holds it is then needed whole.
    places = {place.pointer: place for place in walk(document)}
    found: set[str] = set()
    waiting = list(_references(part, "document"))
    while waiting:
        reference = waiting.pop()
        parts = reference.split("/")
        whole = "/".join(parts[:4]) if parts[:2] == ["#", "components"] else reference
        if whole not in found:
            resolve(document, reference)
            found.add(whole)
            if whole in places:
                waiting += _references(places[whole].node, places[whole].kind)
    prefix = "#/components/"
    split = (one.removeprefix(prefix).split("/") for one in found if one.startswith(prefix))
    return {(kind, name.replace("~1", "/").replace("~0", "~")) for kind, name, *_ in split}


def component(kind: str, name: str) -> str:
    """Return the reference to a component, e.g. `#/components/schemas/Error`."""
    return pointer(("components", kind, name))


def _references(node: Document, kind: str) -> Iterator[str]:
    """Yield every reference at or below a node, discriminators' included."""
    for place in walk(node, kind):
        yield from _own_references(place.node)
    yield from _own_references(node)


def _own_references(node: Document) -> Iterator[str]:
    if isinstance(node.get("$ref"), str):
        yield node["$ref"]
    discriminator = node.get("discriminator")
    if isinstance(discriminator, dict):
        # A mapping names a schema by reference, or by its bare name.
        mapping = cast("Document", discriminator).get("mapping", {})
        for name in mapping.values():
            yield name if "#" in name or "/" in name else component("schemas", name)

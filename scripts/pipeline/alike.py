"""Telling whether a schema that was printed where it is used is the component that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.references import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.jsontypes import Document

_DEEPEST = 20  # schemas in schemas, where one may refer to itself
_ALTERNATIVES = ("anyOf", "oneOf")
# What a schema says of its values itself; only where both say it can they contradict each other.
_OWN = ("type", "enum", "const", "items", "additionalProperties")
_TEXTS = ("title", "description", "example", "examples")


def alike(component: Any, its: Document, printed: Any, others: Document) -> bool:
    """Tell whether a schema printed in its place says what a component says.

    A list of required properties may be missing in what was printed; one that is there counts.

    Args:
        component: The schema as it was written, or as it was printed elsewhere.
        its: The component schemas that it refers to, by name.
        printed: The schema that was printed where it is used.
        others: The component schemas that this one refers to, by name.
    """
    mine, theirs = properties_of(component, its), properties_of(printed, others)
    if mine.keys() != theirs.keys() or any(
        len(mine[name]) == len(theirs[name]) == 1 and mine[name] != theirs[name] for name in mine
    ):
        return False
    one, other = as_mapping(component), as_mapping(printed)
    if any(_value(one[key]) != _value(other[key]) for key in _OWN if key in one and key in other):
        return False
    stated = _required(printed, others)
    return not stated or stated == _required(component, its)


def properties_of(schema: Any, components: Document) -> dict[str, set[str]]:
    """Return what is said of each property of a schema and of all that it is composed of.

    Args:
        schema: The schema, which may refer to components.
        components: Component schemas by name.

    Returns:
        By the property's name its schemas in canonical form, without texts.
    """
    found: dict[str, set[str]] = {}
    for part in _parts(schema, components, ("allOf", *_ALTERNATIVES)):
        for name, said in as_mapping(part.get("properties")).items():
            found.setdefault(name, set()).add(_value(said))
    return found


def _required(schema: Any, components: Document) -> set[str]:
    return {
        canonical(name)
        for part in _parts(schema, components, ("allOf",))
        for name in as_list(part.get("required"))
    }


def _parts(
    schema: Any, components: Document, keywords: tuple[str, ...], depth: int = 0
) -> Iterator[Document]:
    """Yield a schema and what it refers to or is composed of; some 20 deep, then no further."""
    if not is_mapping(schema) or depth > _DEEPEST:
        return
    yield schema
    inner = [components.get(str(schema.get("$ref")).removeprefix(SCHEMAS))]
    for key in keywords:
        inner += as_list(schema.get(key))
    for one in inner:
        yield from _parts(one, components, keywords, depth + 1)


def _value(said: Any) -> str:
    """Return a keyword's value in canonical form: texts do not count, nor whether it takes null."""
    if is_list(said):
        kept = [one for one in said if one not in (None, "null")]
        return _value(kept[0]) if len(kept) == 1 else canonical(kept)
    if is_mapping(said):
        return canonical({key: said[key] for key in said if key not in _TEXTS})
    return canonical(said)

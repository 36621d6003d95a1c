"""The normal form of a schema, level by level, so that one which refers to itself is no trap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import reading
from pipeline.jsontypes import as_list, as_mapping, canonical, is_list, is_mapping
from pipeline.references import follow

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pipeline.jsontypes import Document

_LIMITS = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} | {
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties", "readOnly", "writeOnly", "deprecated", "x-pattern"),
}
_UNIONS = ("anyOf", "oneOf")
_DEEPEST = 30


def level(document: Document, node: Any, lost: AbstractSet[str], *, root: bool = False) -> Any:
    """Return one level of a schema in normal form; the schemas inside stay as they are.

    References are followed, `allOf` is merged, null is the keyword `nullable`, `const` an enum of
    one, and what is not constrained is True.

    Args:
        document: The document that the schema stands in, repaired.
        node: The schema.
        lost: What is left out because a dialect could not say it; see `pipeline.reading`.
        root: Whether the schema is that of a parameter, body or response itself.
    """
    if not is_mapping(node):
        return node
    found = _laid_together(document, node, lost, 0)
    if root and reading.ROOTS in lost:
        found.pop("nullable", None)
        if found.get("type") in ("integer", "number"):
            found.pop("format", None)
    for key in ("required", "enum", "examples"):
        if key in found:
            found[key] = sorted({canonical(one) for one in as_list(found[key])})
    if found.get("additionalProperties") is True:
        del found["additionalProperties"]
    return {key: value for key, value in found.items() if value not in (None, [], {}, "")} or True


def _laid_together(
    document: Document, node: Any, lost: AbstractSet[str], depth: int
) -> dict[str, Any]:
    """Return a schema with what it refers to, and the members of `allOf`, laid into it."""
    if not is_mapping(node) or depth > _DEEPEST:
        return {}
    dropped = {"$ref", "allOf"}
    if reading.LIMITS in lost:
        dropped |= _LIMITS
    if reading.EXAMPLES in lost:
        dropped |= {"examples"}
    own = {
        key: value
        for key, value in node.items()
        if key not in dropped and (not key.startswith("x-") or key == "x-pattern")
    }
    if "const" in own:
        own["enum"] = [own.pop("const")]
    _plain_types(own)
    _plain_union(document, own, lost, depth)
    if "$ref" in node:
        _lay(own, _laid_together(document, follow(document, node), lost, depth + 1))
    members = as_list(node.get("allOf"))
    for member in members:
        laid = _laid_together(document, member, lost, depth + 1)
        if len(members) > 1:
            laid.pop("nullable", None)
        _lay(own, laid)
    return own


def _lay(own: dict[str, Any], laid: dict[str, Any]) -> None:
    """Lay a schema into another that has to hold as well and whose own words count first."""
    for key, value in laid.items():
        if key == "properties" and is_mapping(own.get(key)):
            both = own[key].keys() & as_mapping(value).keys()
            narrower = {name: _narrower(own[key][name], value[name]) for name in both}
            own[key] = {**as_mapping(value), **own[key], **narrower}
        elif key == "enum" and is_list(own.get(key)):
            own[key] = [one for one in own[key] if one in as_list(value)]
        elif key == "required" and is_list(own.get(key)):
            own[key] = [*own[key], *as_list(value)]
        else:
            own.setdefault(key, value)


def _narrower(one: Any, other: Any) -> Any:
    """Return of two schemas of one property the one that lists fewer values, else the first."""
    counts = [
        1 if "const" in node else len(as_list(node.get("enum"))) or 1_000
        for node in map(as_mapping, (one, other))
    ]
    return other if counts[1] < counts[0] else one


def _is_type(node: Any) -> bool:
    """Tell whether a schema is one type, so that several of them are a list of types."""
    return as_mapping(node).keys() == {"type"}


def _plain_types(own: dict[str, Any]) -> None:
    types = own.get("type")
    if is_list(types):
        kept = [one for one in types if one != "null"]
        if len(kept) < len(types):
            own["nullable"] = True
        own["type"] = kept[0] if len(kept) == 1 else sorted(map(str, kept))


def _plain_union(
    document: Document, own: dict[str, Any], lost: AbstractSet[str], depth: int
) -> None:
    """Take null out of a union, and lay a union of one into its place."""
    for keyword in _UNIONS:
        members = as_list(own.pop(keyword, None))
        kept = [one for one in members if one != {"type": "null"}]
        if len(kept) < len(members):
            own["nullable"] = True
        if len(kept) == 1:
            _lay(own, _laid_together(document, kept[0], lost, depth + 1))
        elif kept and reading.UNIONS in lost and all(_is_type(one) for one in kept):
            own["type"] = sorted(str(one["type"]) for one in kept)
        elif kept:
            own["union" if reading.UNIONS in lost else keyword] = kept
    if reading.UNIONS in lost:
        own.pop("discriminator", None)

"""Whether the values in a document (examples, defaults) satisfy the schemas beside them.

Nothing outside the document is ever read: the registry has no means to retrieve anything.
Regular expressions are not tried (`pattern`, `patternProperties`): they are a stranger's, in
another dialect than Python's, and one may run for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from pipeline.jsontypes import as_list, as_mapping, clone, is_mapping
from pipeline.structure import schemas, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import FormatChecker

    from pipeline.jsontypes import Document
    from pipeline.structure import Place

_DOCUMENT = "urn:document"


class Value(NamedTuple):
    """An example or default: what it is a value of, where it stands, and how to remove it."""

    schema: tuple[str, ...]
    """Path of the schema it has to satisfy."""
    holder: Any
    """The list or mapping that holds it."""
    key: str | int
    """Its place in the holder."""
    keyword: str

    @property
    def value(self) -> Any:
        """The value itself."""
        return self.holder[self.key]


class Checker:
    """Checks values against the schemas of one document, as they are when it is made.

    Args:
        document: The document.
        formats: Which formats to check, too; none by default.
    """

    def __init__(self, document: Document, formats: FormatChecker | None = None) -> None:
        self._formats = formats
        copy = clone(document)
        for place in schemas(copy):
            if place.node.pop("patternProperties", None) is not None:
                # What they matched would now count as additional.
                place.node.pop("additionalProperties", None)
                place.node.pop("unevaluatedProperties", None)
            place.node.pop("pattern", None)
        resource: Resource[Any] = DRAFT202012.create_resource(copy)
        empty: Registry[Any] = Registry()
        self._registry = empty.with_resource(_DOCUMENT, resource)

    def error(self, schema: tuple[str, ...], value: Any) -> str | None:
        """Return why a value does not satisfy the schema at a path, or None when it does."""
        fragment = "".join(
            "/" + quote(part.replace("~", "~0").replace("/", "~1"), safe="~") for part in schema
        )
        validator: Any = Draft202012Validator(
            {"$ref": f"{_DOCUMENT}#{fragment}"},
            registry=self._registry,
            format_checker=self._formats,
        )
        try:
            found = next(validator.iter_errors(value), None)
        except Exception as error:  # noqa: BLE001 - jsonschema crashes on malformed and endless schemas
            return f"its schema cannot be used ({type(error).__name__})"
        return found.message if found else None


def values(document: Document) -> Iterator[Value]:
    """Yield every example and default that can be checked against a schema.

    Examples of media types that are not JSON are text in a form of their own and left out.
    """
    for place in walk(document):
        if place.kind == "schema":
            yield from _of_schema(place)
        elif place.kind in {"parameter", "header"} or (
            place.kind == "media type" and _is_json(place.path[-1])
        ):
            yield from _of_content(place)


def _of_schema(place: Place) -> Iterator[Value]:
    if "default" in place.node:
        yield Value(place.path, place.node, "default", "default")
    examples = as_list(place.node.get("examples"))
    # From the end, so that removing one does not move the others.
    for index in reversed(range(len(examples))):
        yield Value(place.path, examples, index, "example")


def _of_content(place: Place) -> Iterator[Value]:
    if "schema" not in place.node:
        return
    where = (*place.path, "schema")
    if "example" in place.node:
        yield Value(where, place.node, "example", "example")
    for example in as_mapping(place.node.get("examples")).values():
        if is_mapping(example) and "value" in example:
            yield Value(where, example, "value", "example")


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith("+json")

"""Whether a document is valid OpenAPI 3.1 that refers to nothing but itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from jsonschema_path import SchemaPath
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_schema_validator._specifications import REGISTRY
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.schemas.utils import get_schema_content
from openapi_spec_validator.validation.keywords import OpenAPIV31SchemaValidator
from referencing import Resource

from pipeline.errors import PipelineError
from pipeline.instances import Checker, values
from pipeline.jsontypes import as_list, as_mapping, clone, is_mapping
from pipeline.references import follow, resolve
from pipeline.structure import pointer, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from pipeline.jsontypes import Document
    from pipeline.structure import Place

_FIX = "correct it in overlay.yaml, or at its source"
# Keywords that would make other URIs than `#/…` refer into the document, or out of it.
_OTHER_REFERENCES = ("$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef")


class _NoRetrieval(dict[str, Any]):
    """Handlers of every URI scheme that retrieve nothing.

    Without a handler, the validator's resolver would open the URI itself.
    """

    def __contains__(self, scheme: object) -> bool:
        return True

    def __missing__(self, scheme: str) -> Any:
        raise PipelineError("a reference leaves the document", fix=_FIX)


_UNKNOWN: Any = object()
_META: Any = OAS31Validator.META_SCHEMA
# The schemas that `_META` refers to. No public name gives them; if this one goes, look where
# `OAS31Validator.check_schema` takes its registry from.
_KNOWN: Any = REGISTRY


def _validator(schema: Any) -> Any:
    """Return a validator that can be used many times: its anchors are looked for only once."""
    registry = _KNOWN.with_resource(schema["$id"], Resource.from_contents(schema)).crawl()
    return Draft202012Validator(schema, registry=registry)


_SCHEMA = _validator(_META)
# Says yes in a hundredth of the time. A no is said, and worded, by the one above.
_QUICK = jsonschema_rs.Draft202012Validator(
    _META, registry=jsonschema_rs.Registry([(uri, _KNOWN.contents(uri)) for uri in _KNOWN])
)


class _Schema(OpenAPIV31SchemaValidator):
    """The validator of schemas, which leaves out what `_check_schema` has found good before.

    What is left are the names required beside an `allOf`, where no schema stands around.
    """

    def __call__(
        self, schema: SchemaPath, require_properties: bool = True, meta_checked: bool = False
    ) -> Iterator[ValidationError]:
        del meta_checked
        if require_properties and "allOf" in as_mapping(schema.read_value()):
            yield from super().__call__(schema, require_properties, meta_checked=True)


_RULES = {**OpenAPIV31SpecValidator.keyword_validators, "schema": _Schema}


class _Validator(OpenAPIV31SpecValidator):
    """The validator of OpenAPI 3.1, with one implementation of JSON Schema.

    By itself it takes another, which words what is wrong in other ways, where that is installed.
    """

    schema_validator: Any = _validator(get_schema_content("3.1"))
    keyword_validators: Any = _RULES


NO_RETRIEVAL: Any = _NoRetrieval()
"""What the validator asks for anything outside the document; it refuses."""


def validate(document: Document, source: str) -> None:
    """Refuse a document that is not valid OpenAPI 3.1, or whose examples or defaults are wrong.

    References come first: no tool sees a document that refers to a file or to the network.

    Args:
        document: The document.
        source: What it was made from, for messages.

    Raises:
        PipelineError: The first thing that is wrong, with its JSON pointer.
    """
    try:
        check_references(document)
        _check_ends(document)
        _check_openapi(document)
        _check_security(document)
        _check_values(document)
    except PipelineError as error:
        raise PipelineError(error.message, file=source, fix=error.fix) from None
    except RecursionError:
        raise PipelineError(
            "the document refers to itself without end", file=source, fix=_FIX
        ) from None


def check_references(document: Document) -> None:
    """Refuse every reference that does not begin with `#/` or that points to nothing.

    A `$ref` inside an example, a default or a property's name is data and not looked at.

    Raises:
        PipelineError: The first such reference, with the JSON pointer of where it stands.
    """
    places = list(walk(document))
    kinds = {place.pointer: place.kind for place in places}
    for place in places:
        reference = place.node.get("$ref")
        if "$ref" in place.node and kinds.get(_local(reference, place)) != place.kind:
            raise _refusal(place.pointer, f"$ref {reference!r} points to no {place.kind}")
    for place in places:
        follow(document, place.node)  # refuses a chain that leads back to itself
        if place.kind == "schema":
            for keyword in _OTHER_REFERENCES:
                if keyword in place.node:
                    raise _refusal(place.pointer, f"{keyword} is not supported")
            _check_mapping(kinds, place)


def _check_ends(document: Document) -> None:
    """Refuse a schema that is part of itself at the same value, for which no check would end."""
    ended: set[str] = set()
    for place in walk(document):
        if place.kind == "schema" and place.parent == "components":
            _check_end(document, place.node, (place.pointer,), ended)


def _check_end(
    document: Document, node: Document, within: tuple[str, ...], ended: set[str]
) -> None:
    reference = node.get("$ref")
    if reference in within:
        raise _refusal(within[-1], f"the schema is part of itself, by $ref {reference!r}")
    if reference is not None and reference not in ended:
        _check_end(document, resolve(document, reference), (*within, reference), ended)
        ended.add(reference)
    for keyword in ("allOf", "anyOf", "oneOf", "not", "if", "then", "else"):
        held = node.get(keyword)
        for member in filter(is_mapping, as_list(held) or [held]):
            _check_end(document, member, within, ended)


def _local(reference: Any, place: Place) -> str:
    if not isinstance(reference, str) or not reference.startswith("#/"):
        raise PipelineError(
            f"at {place.pointer}: $ref {reference!r} does not begin with '#/'",
            fix="put what it refers to into components",
        )
    return reference


def _check_mapping(kinds: dict[str, str], place: Place) -> None:
    """A discriminator maps to names of component schemas or to references."""
    mapping = as_mapping(as_mapping(place.node.get("discriminator")).get("mapping"))
    for value in mapping.values():
        target = pointer(("components", "schemas", str(value)))
        if kinds.get(target) != "schema" and kinds.get(str(value)) != "schema":
            where = f"{place.pointer}/discriminator"
            raise _refusal(where, f"the mapping to {value!r} points to no schema")


def _check_openapi(document: Document) -> None:
    copy = _without_values(document)
    dialect = document.get("jsonSchemaDialect", _META["$id"])
    try:
        if validator_for({"$schema": dialect}, default=_UNKNOWN) is _UNKNOWN:
            raise _refusal("#/jsonSchemaDialect", f"the dialect {dialect!r} is not known")
        for place in walk(copy):
            if place.kind == "schema" and place.parent != "schema":
                _check_schema(place)
            if place.kind == "schema":
                _check_patterns(place)
        for place in walk(copy):
            # Checked by now; the validator would follow a list of lists of itself without end.
            if place.kind == "schema" and "items" in place.node:
                place.node["items"] = {}
        path = SchemaPath.from_dict(copy, handlers=NO_RETRIEVAL)
        for error in _Validator(path).iter_errors():
            where = pointer(tuple(str(part) for part in error.absolute_path))
            raise _refusal(where, error.message)
    except (PipelineError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - the validator crashes on some malformed documents
        raise PipelineError(
            f"not OpenAPI 3.1: the validator failed ({type(error).__name__}: {error})", fix=_FIX
        ) from None


def _check_security(document: Document) -> None:
    """Refuse a requirement of a scheme that is not declared, which the validator passes over."""
    declared = as_mapping(as_mapping(document.get("components")).get("securitySchemes"))
    holders = {place.pointer: place.node for place in walk(document) if place.kind == "operation"}
    for where, holder in {"#": document, **holders}.items():
        for requirement in as_list(holder.get("security")):
            for name in requirement:
                if name not in declared:
                    raise _refusal(f"{where}/security", f"no security scheme is called {name!r}")


def _check_schema(place: Place) -> None:
    for error in () if _QUICK.is_valid(place.node) else _SCHEMA.iter_errors(place.node):
        where = pointer((*place.path, *(str(part) for part in error.absolute_path)))
        raise _refusal(where, error.message)


def _check_patterns(place: Place) -> None:
    for pattern in as_mapping(place.node.get("patternProperties")):
        if not oas31_format_checker.conforms(pattern, "regex"):
            raise _refusal(place.pointer, f"the pattern {pattern!r} is not one that Python reads")


def _without_values(document: Document) -> Document:
    """Return a copy without examples and defaults, which are checked apart, and without patterns.

    So the validator never runs a stranger's regular expression, nor takes data for references.
    """
    copy: Document = clone(document)
    for place in walk(copy):
        if place.kind in {"schema", "parameter", "header", "media type"}:
            for keyword in ("default", "example", "examples", "pattern"):
                place.node.pop(keyword, None)
    return copy


def _check_values(document: Document) -> None:
    checker = Checker(document)
    for value in values(document):
        error = checker.error(value.schema, value.value)
        if error:
            raise _refusal(pointer(value.schema), f"the {value.keyword} is wrong: {error}")


def _refusal(where: str, message: str) -> PipelineError:
    return PipelineError(f"at {where}: {message}", fix=_FIX)

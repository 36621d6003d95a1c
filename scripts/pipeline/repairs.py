"""Generic repairs: what many documents get wrong, and what is right for every one of them.

Each repair is a small function that changes the document it is given and says in its docstring
which defect it mends. Nothing here knows a provider; corrections of one document are overlay
actions. The order matters: names before references, idioms of OpenAPI 3.0 before unions, and
everything before the values are checked against their schemas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.jsontypes import clone
from pipeline.names import safe_component_names
from pipeline.repair_auth import headers_to_security
from pipeline.repair_keywords import (
    beside_reference,
    known_mappings,
    known_types,
    plain_keywords,
    plain_lists,
    plain_properties,
    readable_pattern,
    required_of_all_of,
    without_identity,
)
from pipeline.repair_objects import OF_OBJECTS
from pipeline.repair_operations import (
    complete_info,
    content_of_responses,
    descriptions_of_responses,
    operation_ids,
    path_parameters,
)
from pipeline.repair_paths import names_of_path_parameters, slashes
from pipeline.repair_root import OF_THE_ROOT
from pipeline.repair_schemas import (
    boolean_required,
    contradictory_type,
    draft4_bounds,
    example_to_examples,
    null_in_all_of,
    null_of_components,
    nullable,
    one_element_unions,
    one_value_enum,
    overlapping_one_of,
    plain_type,
    stray_required,
)
from pipeline.repair_values import wrong_defaults, wrong_examples
from pipeline.structure import schemas
from pipeline.validate import check_references

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.jsontypes import Document

# One schema at a time, inner ones first.
_OF_A_SCHEMA: tuple[Callable[[Document], None], ...] = (
    plain_keywords,
    plain_lists,
    plain_properties,
    boolean_required,
    plain_type,
    known_types,
    readable_pattern,
    example_to_examples,
    draft4_bounds,
    null_in_all_of,
    one_element_unions,
    nullable,
    one_value_enum,
)
_OF_THE_DOCUMENT: tuple[Callable[[Document], None], ...] = (
    stray_required,
    beside_reference,
    null_of_components,
    contradictory_type,
    overlapping_one_of,
    required_of_all_of,
    headers_to_security,
    names_of_path_parameters,
    path_parameters,
    content_of_responses,
    descriptions_of_responses,
    operation_ids,
    wrong_defaults,
    wrong_examples,
)


def repair(document: Document) -> Document:
    """Return the document with every generic repair made; the argument is left as it is.

    Args:
        document: An OpenAPI 3.0 or 3.1 document.

    Returns:
        The same API as OpenAPI 3.1. It may still be invalid: `validate` says so.

    Raises:
        PipelineError: A reference leaves the document or points to nothing.
    """
    mended: Document = clone(document)
    for mend_document in (*OF_THE_ROOT, *OF_OBJECTS, slashes, without_identity):
        mend_document(mended)
    complete_info(mended)
    safe_component_names(mended)
    known_mappings(mended)
    check_references(mended)
    for mend in _OF_A_SCHEMA:
        for place in schemas(mended):
            mend(place.node)
    for mend_document in _OF_THE_DOCUMENT:
        mend_document(mended)
    return mended

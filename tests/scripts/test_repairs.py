"""The repairs as a whole: what they leave alone, and names and references."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from pipeline.errors import PipelineError
from pipeline.repairs import repair
from pipeline.validate import validate

from .repaired import document, operation_of


def test_the_argument_is_left_as_it_is() -> None:
    before = document({"A": {"type": "string", "nullable": True, "example": "x"}})
    kept = copy.deepcopy(before)
    repair(before)
    assert before == kept


def test_data_that_looks_like_a_defect_is_left_alone() -> None:
    data = {"nullable": True, "enum": [None], "$ref": "http://x", "oneOf": [], "type": 1}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"nullable": {}, "enum": {}, "oneOf": {}},
    }
    stated = {**schema, "default": data}
    found = repair(document({"S": stated}))
    validate(found, "x")  # the official validator would ask for what looks like a reference
    assert found["components"]["schemas"]["S"] == stated


def test_component_names_become_allowed_ones_and_all_that_refers_to_them_follows() -> None:
    before = document(
        {
            "API Keys/x": {"type": "object"},
            "API_Keys_x": {"type": "string"},
            "::": {"type": "integer"},
            "Ref": {
                "oneOf": [
                    {"$ref": "#/components/schemas/API Keys~1x"},
                    {"$ref": "#/components/schemas/API%20Keys~1x"},
                    {"$ref": "#/components/schemas/::"},
                ],
                "discriminator": {
                    "propertyName": "p",
                    "mapping": {"a": "API Keys/x", "b": "#/components/schemas/::"},
                },
            },
        },
        {"security": [{"my key": []}]},
    )
    before["components"]["securitySchemes"] = {"my key": {"type": "http", "scheme": "bearer"}}
    before["components"]["x-kept"] = {"a b": 1}
    found = repair(before)
    schemas = found["components"]["schemas"]
    assert list(schemas) == ["API_Keys_x_2", "API_Keys_x", "unnamed", "Ref"]
    new = "#/components/schemas/API_Keys_x_2"
    assert schemas["Ref"] == {
        "oneOf": [{"$ref": new}, {"$ref": new}, {"$ref": "#/components/schemas/unnamed"}],
        "discriminator": {
            "propertyName": "p",
            "mapping": {"a": "API_Keys_x_2", "b": "#/components/schemas/unnamed"},
        },
    }
    assert operation_of(found)["security"] == [{"my_key": []}]


def test_a_reference_into_a_component_or_to_an_unknown_name_is_not_renamed() -> None:
    inner = "#/components/schemas/A/properties/b"
    before = document({"A": {"properties": {"b": {}}}, "B": {"$ref": inner}})
    assert repair(before)["components"]["schemas"]["B"] == {"$ref": inner}
    for reference in ("#/paths", "#/components/schemas/None"):
        with pytest.raises(PipelineError, match="points to no schema"):
            repair(document({"A": {"$ref": reference}}))


def test_a_document_without_components_is_mended_too() -> None:
    before = document()
    del before["components"]
    assert operation_of(repair(before))["operationId"] == "get_a"


def test_a_reference_that_leaves_the_document_is_refused_before_anything_is_mended() -> None:
    with pytest.raises(PipelineError, match="does not begin with '#/'"):
        repair(document({"A": {"$ref": "http://127.0.0.1/a"}}))

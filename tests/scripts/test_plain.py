"""What the client's generator cannot say is said in its words, and never made narrower."""

from __future__ import annotations

from typing import Any

import pytest
from pipeline.combining import combined
from pipeline.errors import PipelineError
from pipeline.leaving_out import leave_out
from pipeline.plain_operations import plain_operations
from pipeline.plain_parameters import parameters
from pipeline.plain_schemas import plain_schemas

from .viewed import document, job, to

TEXT = {"type": "string"}


def plain(schema: Any, **others: Any) -> Any:
    """Return a schema as the generator gets it."""
    view = document({"It": schema, **others}, to("It"))
    plain_schemas(view)
    return view["components"]["schemas"]["It"]


SCHEMAS: list[tuple[Any, Any]] = [
    ({"type": "array", "format": "date"}, {"type": "array", "items": {}}),
    ({"items": True}, {"type": "array", "items": {}}),
    ({"prefixItems": [True]}, {"type": "array", "items": {}}),
    ({"prefixItems": [], "type": "array"}, {"type": "array", "items": {}}),
    ({"prefixItems": [TEXT], "items": True}, {"type": "array", "items": {"anyOf": [TEXT, {}]}}),
    ({"properties": {"a": True}}, {"type": "object", "properties": {"a": {}}}),
    ({"additionalProperties": TEXT}, {"type": "object", "additionalProperties": TEXT}),
    ({"anyOf": [True, TEXT]}, {"anyOf": [{}, TEXT]}),
    ({"type": ["string"], "maxLength": 3}, TEXT),
    ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
    ({"const": None}, {"type": "null"}),
    ({"const": 1.5}, {"type": "number"}),
    ({"const": {}}, {}),
    ({"const": "a"}, {"const": "a"}),
    ({"enum": [True, None]}, {"anyOf": [{"type": "boolean"}, {"type": "null"}]}),
    ({"type": "number", "enum": [1.5, 2.5]}, {"type": "number"}),
    ({"enum": [[], "a"]}, {}),
    ({"anyOf": [{"type": "null"}, {"type": "null"}]}, {"type": "null"}),
]


@pytest.mark.parametrize(("given", "made"), SCHEMAS)
def test_a_schema_is_said_in_the_words_of_the_generator(given: Any, made: Any) -> None:
    assert plain(given) == made


def test_a_type_that_is_an_object_or_something_else_is_a_union() -> None:
    given = {"type": ["object", "null"], "title": "T", "properties": {"a": TEXT}}
    member = {"type": "object", "properties": {"a": TEXT}, "title": "T"}
    assert plain(given) == {"title": "T", "anyOf": [member, {"type": "null"}]}


def test_lists_in_a_union_become_one_list() -> None:
    lists = [{"type": "array", "items": one} for one in (TEXT, {"type": "integer"})]
    given = {"anyOf": [TEXT, lists[0], {"oneOf": [lists[1], {"type": "null"}]}]}
    items = {"anyOf": [TEXT, {"type": "integer"}]}
    merged = [TEXT, {"type": "array", "items": items}, {"type": "null"}]
    assert plain(given) == {"anyOf": merged}
    same = {"type": "array", "prefixItems": [TEXT]}
    assert plain({"anyOf": [lists[0], same]}) == {"anyOf": [lists[0]]}


def test_a_list_that_holds_itself_holds_anything_there() -> None:
    inside = {"anyOf": [TEXT, {"type": "array", "items": to("It")}]}
    assert plain(inside) == {"anyOf": [TEXT, {"type": "array", "items": {}}]}


def test_what_a_reference_finds_inside_another_schema_gets_a_name() -> None:
    inner = {"$ref": "#/components/schemas/Other/properties/a"}
    view = document({"It": job(x=inner), "Other": job(a=TEXT), "Other_a": TEXT}, to("It"))
    plain_schemas(view)
    schemas = view["components"]["schemas"]
    assert schemas["It"]["properties"]["x"] == to("Other_a_2")
    assert schemas["Other_a_2"] == TEXT


def test_a_member_that_repeats_a_property_in_other_words_is_combined() -> None:
    base = {"allOf": [{"type": "object", "properties": {"a": TEXT}}, job(b=TEXT)]}
    again = plain({"allOf": [to("Base"), job(a={"type": "string", "enum": ["x", "y"]})]}, Base=base)
    assert again["properties"]["a"] == {"type": "string", "enum": ["x", "y"]}
    assert again["properties"]["b"] == TEXT
    assert "allOf" in plain({"allOf": [to("Base"), job(c=TEXT)]}, Base=base)


def test_what_stands_beside_the_one_member_of_an_all_of_is_kept() -> None:
    for own in (job(a=TEXT), {"required": ["b"]}, {"additionalProperties": TEXT}):
        assert plain({**own, "allOf": [to("Base")]}, Base=job(b=TEXT))["allOf"] == [to("Base"), {}]
    alone = {"title": "T", "allOf": [to("Base")]}
    assert plain(alone, Base=job(b=TEXT)) == alone


def test_members_that_are_no_objects_are_combined() -> None:
    given = {"type": "string", "allOf": [{"format": "date"}, {"maxLength": 3}]}
    assert plain(given) == {"type": "string", "format": "date"}


def all_of(*members: Any, **named: Any) -> Any:
    return combined(document(named, {}), {"allOf": list(members)})


MEMBERS: list[tuple[list[Any], Any]] = [
    ([TEXT, {"type": "integer"}], {}),
    ([{"type": "integer"}, {"type": "number"}], {"type": "integer"}),
    ([TEXT, {"description": "d"}], TEXT),
    ([{"type": ["string", "null"]}, {"type": ["null", "string"]}], {"type": ["string", "null"]}),
    ([{"enum": ["a", "b"]}, {"enum": ["b", "c"]}], {"enum": ["b"]}),
    ([{"enum": ["a"]}, {"enum": ["b"]}], {"enum": ["a"]}),
    ([job(a=TEXT), job(a=True)], job(a=TEXT)),
    ([{"items": TEXT}, {"items": {"type": "string"}}], {"items": TEXT}),
    ([{"additionalProperties": False}, job()], job()),
    ([{"properties": {}}, {"type": "object"}], {"properties": {}, "type": "object"}),
    (
        [{"additionalProperties": TEXT}, {"type": "object"}],
        {"type": "object", "additionalProperties": TEXT},
    ),
    (
        [{"additionalProperties": False}, {"additionalProperties": False, "type": "object"}],
        {"additionalProperties": False, "type": "object"},
    ),
    ([{"required": ["a"]}, {"required": ["a", "b"]}], {"required": ["a", "b"]}),
]


@pytest.mark.parametrize(("members", "made"), MEMBERS)
def test_the_members_of_all_of_are_combined(members: list[Any], made: Any) -> None:
    assert all_of(*members) == made


def test_a_schema_without_members_is_left_as_it_is() -> None:
    assert combined({}, TEXT) is TEXT


def test_a_union_that_only_requires_names_says_nothing_to_a_class() -> None:
    given: Any = {**job(a=TEXT), "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}
    assert combined({}, given) == job(a=TEXT)


def test_a_union_takes_what_stands_beside_it_into_each_member() -> None:
    given: Any = {**job(a=TEXT), "oneOf": [job(b=TEXT), job(c=TEXT)]}
    assert combined({}, given) == {"anyOf": [job(b=TEXT, a=TEXT), job(c=TEXT, a=TEXT)]}


def test_a_union_times_a_union_is_one_of_the_two() -> None:
    union = {"anyOf": [TEXT, {"type": "integer"}]}
    assert all_of(union, {"oneOf": [TEXT, {"type": "null"}]}) == union
    assert combined({}, {**union, "oneOf": [TEXT, {"type": "null"}]}) == union


def test_a_union_beside_words_alone_is_left() -> None:
    union = {"oneOf": [TEXT, {"type": "integer"}]}
    assert all_of(union, {"allOf": [{"title": "a"}, {"title": "b"}]}) == union
    assert all_of(union, to("Said"), Said={"description": "d"}) == union


def test_a_property_that_leads_back_to_its_own_schema_ends() -> None:
    schemas = {"A": job(a=to("A")), "B": job(a=to("B"))}
    assert all_of(to("A"), to("B"), **schemas) == job(a={})


def test_all_of_inside_all_of_is_combined_too() -> None:
    named = {"Inner": {"allOf": [to("Leaf"), {"title": "x"}]}, "Leaf": job(a=TEXT)}
    made = all_of(to("Inner"), job(b=TEXT), **named)
    assert made == job(a=TEXT, b=TEXT)


def parameter(schema: Any, place: str = "query", **more: Any) -> Any:
    given = {"name": "p", "in": place, "schema": schema, **more}
    return parameters({}, [given])[0]["schema"]


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {"allOf": [TEXT]},
        {"type": "string", "format": "binary"},
        {"type": "array", "items": {"type": "array", "items": TEXT}},
        {"type": "object", "additionalProperties": TEXT},
        {"anyOf": [TEXT, job(a=TEXT)]},
        {"type": ["object", "string"]},
        {"type": "array", "items": True},
    ],
)
def test_what_the_generator_cannot_write_is_passed_as_text(schema: Any) -> None:
    assert parameter(schema) == TEXT


def test_a_text_in_place_of_another_schema_keeps_its_description() -> None:
    schema = {**job(a=job()), "description": "d"}
    assert parameter(schema) == {**TEXT, "description": "d"}


def test_a_body_of_no_media_type_is_none() -> None:
    view = document({}, {}, TEXT)
    view["paths"]["/jobs"]["post"]["requestBody"]["content"] = {}
    plain_operations(view)
    assert "requestBody" not in view["paths"]["/jobs"]["post"]


def test_operations_in_each_others_way_are_left_out_one_by_one() -> None:
    paths: dict[str, Any] = {f"/{name}": {"get": {"responses": {}}} for name in "abcd"}

    def attempt(part: Any) -> None:
        if {"/a", "/c"} <= part["paths"].keys():
            raise PipelineError("a and c")

    left, reasons = leave_out({"openapi": "3.1.0", "paths": paths}, attempt)
    assert list(left["paths"]) == ["/a", "/b", "/d"]
    assert reasons == {"GET /c": "a and c"}

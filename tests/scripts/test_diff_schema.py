"""What a change of a schema means for who sends and for who reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pipeline import changes_wire

from . import edits
from .edits import CAT, DOG, INTEGER, STRING, thing

if TYPE_CHECKING:
    from pipeline.changes import Change


def of(direction: str, old: Any, new: Any, **components: Any) -> list[Change]:
    make = edits.DIRECTIONS[direction]
    documents = (
        edits.document({"/p": make(schema)}, components={"schemas": components})
        for schema in (old, new)
    )
    return changes_wire.changes(*documents)[0]


def said(direction: str, old: Any, new: Any, **components: Any) -> list[str]:
    return [f"{one.severity} {one.what}" for one in of(direction, old, new, **components)]


NULL: Any = {"type": "null"}
# Old, new, what it is when sent, what it is when read.
TABLE: dict[str, tuple[Any, Any, list[str], list[str]]] = {
    "fewer types": (
        {"type": ["string", "integer"]}, STRING,
        ["breaking fewer types"], ["harmless fewer types"]),
    "another type hides what is inside": (
        STRING, thing(["a"], a=STRING), ["breaking another type"],
        ["breaking another type"]),
    "a boolean schema": (
        thing(a=True), thing(a=False), ["breaking fewer types"], ["harmless fewer types"]),
    "a boolean schema that opens": (
        thing(a=False), thing(a=True), ["harmless more types"], ["breaking more types"]),
    "a boolean schema that stays": (thing(a=False, b=STRING), thing(a=False, b=STRING), [], []),
    "null": (
        STRING, {"type": ["string", "null"]},
        ["harmless may be null now"], ["breaking may be null now"]),
    "null among values": (
        {"enum": ["a", None]}, {"enum": ["a"]},
        ["breaking null is no longer taken"], ["harmless null is no longer taken"]),
    "values without a type": ({"enum": [1, True, 1.5, "a", [], {}]}, {"type": "string"},
        ["breaking fewer types", "harmless any value now"],
        ["harmless fewer types", "careful any value now"]),
    "some values for others": (
        {"enum": ["a", "b"]}, {"enum": ["b", "c"]},
        ["breaking value removed", "harmless value added"],
        ["harmless value removed", "careful value added"]),
    "an object by its properties only": (
        {"properties": {"a": STRING}}, {"type": "object", "properties": {"a": STRING}},
        ["harmless another way to say the same"], ["harmless another way to say the same"]),
    "least length of nothing": (
        STRING, {**STRING, "minLength": 0},
        ["harmless another way to say the same"], ["harmless another way to say the same"]),
    "a discriminator by its names": (
        {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind"}, "minProperties": 1},
        {"oneOf": [CAT, DOG], "minProperties": 1},
        ["harmless another way to say the same"], ["harmless another way to say the same"]),
    "what a union takes besides": (
        {"anyOf": [CAT, DOG], "minProperties": 2}, {"anyOf": [CAT, DOG]},
        ["harmless looser limit"], ["careful looser limit"]),
    "a union where there was none": (
        {"type": "object", "minProperties": 1},
        {"type": "object", "minProperties": 1, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        ["breaking only these alternatives now"], ["harmless only these alternatives now"]),
    "a union that goes from beside limits": (
        {"type": "object", "minProperties": 1, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "minProperties": 1},
        ["harmless other alternatives, too"], ["breaking other alternatives, too"]),
    "a union that says nothing more": (
        STRING, {**STRING, "anyOf": [{**STRING, "enum": ["a"]}, STRING]},
        ["harmless another way to say the same"], ["harmless another way to say the same"]),
    "a default of a union": (
        {**STRING, "default": "a"}, {"anyOf": [STRING, INTEGER], "default": "b"},
        ["harmless alternative added", "careful another default"],
        ["breaking alternative added", "harmless another default"]),
    "null beside alternatives": (
        {"anyOf": [STRING, INTEGER]}, {"anyOf": [STRING, INTEGER, NULL]},
        ["harmless may be null now"], ["breaking may be null now"]),
    "an alternative that changes inside": (
        {"oneOf": [CAT, {**DOG, "title": "Dog"}]},
        {"oneOf": [CAT, {**DOG, "required": [], "title": "Dog"}]},
        ["harmless optional now"], ["breaking optional now"]),
    "an alternative that another one takes in": (
        {"anyOf": [STRING, INTEGER]}, {"anyOf": [STRING, INTEGER, {**STRING, "enum": ["a"]}]},
        ["harmless alternative that another one covers"],
        ["harmless alternative that another one covers"]),
    "an alternative that is kept by another one": (
        {"anyOf": [STRING, INTEGER, {**STRING, "enum": ["a"]}]}, {"anyOf": [STRING, INTEGER]},
        ["harmless alternative that another one covers"],
        ["harmless alternative that another one covers"]),
    "an unknown keyword": (
        {"type": "array", "prefixItems": [STRING]}, {"type": "array", "prefixItems": [INTEGER]},
        ["careful changed"], ["careful changed"]),
    "a schema of names": (
        {"type": "object", "propertyNames": {"maxLength": 3}}, {"type": "object"},
        ["harmless looser limit"], ["careful looser limit"]),
    "a property that is required and not described": (
        thing(["b"]), thing(b=STRING),
        ["harmless optional now", "breaking fewer types"],
        ["breaking optional now", "harmless fewer types"]),
    "a property that is required and described no longer": (
        thing(["b"], b=STRING), thing(["b"]),
        ["harmless no longer described, though `required` still names it"],
        ["breaking no longer described, though `required` still names it"]),
    "a property that is deprecated no longer": (
        {**STRING, "deprecated": True}, STRING,
        ["harmless no longer deprecated"], ["harmless no longer deprecated"]),
    "a double": (
        {"type": "number", "format": "float"}, {"type": "number", "format": "double"},
        ["harmless larger numbers"], ["careful larger numbers"]),
    "a discriminator": (
        {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind"}, "type": "object"},
        {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "sort"}, "type": "object"},
        ["careful changed"], ["careful changed"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_a_change_is_judged_by_its_direction(name: str) -> None:
    old, new, sent, read = TABLE[name]
    assert said("request", old, new) == sent
    assert said("response", old, new) == read


def test_what_is_only_read_is_no_part_of_a_request() -> None:
    old, new = thing(a=STRING), thing(["a"], a={**STRING, "readOnly": True})
    assert said("request", old, new) == ["careful optional property removed"]
    assert "breaking required property added" in said("request", new, thing(["a"], a=STRING))


def test_a_place_begins_with_the_component_that_it_is_in() -> None:
    schemas = {"Job": thing(s={"type": "array", "items": {"$ref": "#/components/schemas/Step"}})}
    documents = (
        edits.document(
            {"/p": edits.reads({"$ref": "#/components/schemas/Job"})},
            components={"schemas": {**schemas, "Step": step}},
        )
        for step in (thing(a=STRING), thing(a=INTEGER))
    )
    (change,) = changes_wire.changes(*documents)[0]
    assert (change.place, change.before, change.after) == ("response Step.a", "string", "integer")


READ_ONLY: Any = {"type": "string", "readOnly": True}


def test_a_property_that_is_only_read_is_no_matter_of_a_request() -> None:
    line = "harmless property that is not exchanged here added or removed"
    assert said("request", thing(), thing(["a"], a=READ_ONLY)) == [line]
    assert said("request", thing(a=READ_ONLY), thing()) == [line]


def test_what_is_inside_a_property_that_is_only_read_is_not_judged_and_said_plainly() -> None:
    old, new = ({**thing([name], **{name: STRING}), "readOnly": True} for name in "bc")
    found = of("request", thing(a=old), thing(a=new))
    lines = [f"{one.severity} {one.place.rpartition(' ')[2]} {one.what}" for one in found]
    assert lines == ["careful b removed", "careful c added", "careful required changed"]
    sides = [(one.before, one.after) for one in found]
    assert sides == [("nothing", "nothing")] * 2 + [('["\\"b\\""]', '["\\"c\\""]')]


def test_what_must_not_be_is_not_judged() -> None:
    old, new = ({"not": {"enum": values}} for values in (["a"], ["a", "b"]))
    assert said("request", thing(a=old), thing(a=new)) == ["careful changed"]


def test_a_place_without_a_component_is_a_path() -> None:
    old, new = (thing(l={"type": "array", "items": thing(m={"type": "object",
        "additionalProperties": leaf})}) for leaf in (STRING, INTEGER))  # fmt: skip
    (change,) = of("response", old, new)
    assert change.place == "response 200.l[].m{}"


def test_schemas_that_refer_to_themselves_are_no_trap() -> None:
    def tree(leaf: Any) -> Any:
        node: Any = {
            "anyOf": [leaf, {"type": "array", "items": {"$ref": "#/components/schemas/T"}}]
        }
        return edits.document(
            {"/p": edits.reads({"$ref": "#/components/schemas/T"})},
            components={"schemas": {"T": node}},
        )

    found = changes_wire.changes(tree(STRING), tree(INTEGER))[0]
    assert [one.what for one in found] == ["alternative removed", "alternative added"]
    assert changes_wire.changes(tree(STRING), tree(STRING))[0] == []


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"enum": ["a", 1]}, "a, 1"),
        ({"allOf": [STRING, INTEGER]}, "integer"),
        ({"oneOf": [CAT, STRING]}, "one of object, string"),
        ({"title": "Some title"}, "Some title"),
        ({}, "anything"),
        ({**STRING, "format": "date"}, "string (date)"),
        ({"type": "array", "items": STRING}, "array of string"),
    ],
)
def test_a_schema_is_said_in_a_few_words(schema: Any, words: str) -> None:
    (change,) = of("request", thing(), thing(a=schema))
    assert words in change.after


def test_a_property_that_is_only_required_now_is_said_in_its_own_place_whatever_it_was() -> None:
    refer, components = {"$ref": "#/components/schemas/State"}, {"State": STRING}
    old = thing(["a", "b", "c"], a=refer, b=refer, c=refer)
    found = of("response", old, thing(["a", "b"]) | {"required": ["a", "b"]}, **components)
    assert [(one.place.partition(".")[2], one.what) for one in found] == [
        ("a", "no longer described, though `required` still names it"),
        ("b", "no longer described, though `required` still names it"),
        ("c", "required property removed"),
    ]

"""A document is walked by what OpenAPI says its parts are, inner parts first."""

from typing import Any

from pipeline.structure import operations, schemas, walk


def document(**schema: Any) -> dict[str, Any]:
    return {
        "components": {"schemas": {"A": schema}},
        "paths": {"/b": {"post": {}, "get": {}, "put": 5}, "/a": {"get": {}}, "/c": None},
        "webhooks": {"said": {"post": {}}},
    }


def test_what_is_inside_comes_before_what_holds_it() -> None:
    given = document(allOf=[{"items": {}}, True], properties={"p": {}})
    assert [place.pointer for place in schemas(given)] == [
        "#/components/schemas/A/allOf/0/items",
        "#/components/schemas/A/allOf/0",
        "#/components/schemas/A/properties/p",
        "#/components/schemas/A",
    ]


def test_a_property_called_like_a_keyword_and_an_example_are_no_schemas() -> None:
    given = document(properties={"items": {}}, example={"items": {}}, enum=[{"items": {}}])
    found = [place.pointer for place in schemas(given)]
    assert found == ["#/components/schemas/A/properties/items", "#/components/schemas/A"]


def test_a_place_may_be_replaced_as_soon_as_it_is_met() -> None:
    given = document(properties={"p": {"items": {}}, "q": {}})
    for place in schemas(given):
        place.container[place.key] = {"$ref": place.pointer}
    assert given["components"]["schemas"]["A"] == {"$ref": "#/components/schemas/A"}


def test_a_place_knows_what_it_is_and_what_it_stands_in() -> None:
    callback: dict[str, Any] = {"{$url}": {"post": {}}}
    given: dict[str, Any] = {"paths": {"/a": {"get": {"callbacks": {"done": callback}}}}}
    assert [(place.kind, place.parent, place.key) for place in walk(given)] == [
        ("operation", "path item", "post"),
        ("path item", "callback", "{$url}"),
        ("callback", "operation", "done"),
        ("operation", "path item", "get"),
        ("path item", "document", "/a"),
    ]


def test_operations_are_those_of_paths_in_the_order_of_paths_and_of_methods() -> None:
    found = [(path, method) for path, method, _ in operations(document())]
    assert found == [("/b", "get"), ("/b", "post"), ("/a", "get")]
    assert list(operations({"paths": []})) == []

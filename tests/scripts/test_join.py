from __future__ import annotations

import copy
from typing import Any

import pytest
from pipeline.errors import PipelineError
from pipeline.join import join


def document(path: str = "/a", **fields: Any) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {path: {"get": {"responses": {}}}},
        **fields,
    }


def test_operations_and_equal_components_merge() -> None:
    schemas = {"schemas": {"X": {"type": "object", "title": "X"}}}
    same = {"schemas": {"X": {"title": "X", "type": "object"}, "Y": {}}}
    joined = join([("a", document(components=schemas)), ("b", document("/b", components=same))])
    assert list(joined["paths"]) == ["/a", "/b"]
    assert joined["components"] == {"schemas": {"X": {"type": "object", "title": "X"}, "Y": {}}}
    assert joined["info"] == {"title": "A", "version": "1"}


def test_the_documents_are_left_as_they_are() -> None:
    both = [("a", document(servers=[1], tags=["t"])), ("b", document("/b", tags=["u"]))]
    before = copy.deepcopy(both)
    join(both)
    assert both == before


def test_unequal_components_of_one_name_are_an_error_that_names_both() -> None:
    one = document(components={"schemas": {"X": {"minimum": 1}}})
    other = document("/b", components={"schemas": {"X": {"minimum": True}}})
    with pytest.raises(PipelineError, match=r"^b.md: components schemas X differs .* in a.md"):
        join([("a.md", one), ("b.md", other)])


def test_one_operation_twice_is_an_error_even_if_it_is_equal() -> None:
    with pytest.raises(PipelineError, match=r"^b.md: GET /a is also in a.md"):
        join([("a.md", document()), ("b.md", document())])


def test_two_methods_of_one_path_stand_side_by_side() -> None:
    other = document()
    other["paths"]["/a"] = {"post": {"responses": {}}}
    assert list(join([("a", document()), ("b", other)])["paths"]["/a"]) == ["get", "post"]


def test_unequal_parameters_of_one_path_are_an_error() -> None:
    one, other = document(), document()
    one["paths"]["/a"] = {"get": {}, "parameters": []}
    other["paths"]["/a"] = {"post": {}, "parameters": [1]}
    with pytest.raises(PipelineError, match="paths /a parameters differs"):
        join([("a", one), ("b", other)])


def test_servers_and_security_that_differ_move_down_to_the_operations() -> None:
    one = document(servers=[{"url": "https://a"}], security=[{"k": []}])
    other = document("/b", security=[{"k": []}])
    joined = join([("a", one), ("b", other)])
    assert "servers" not in joined
    assert joined["security"] == [{"k": []}]
    assert joined["paths"]["/a"]["get"]["servers"] == [{"url": "https://a"}]
    assert "servers" not in joined["paths"]["/b"]["get"]


def test_an_info_that_differs_is_left_out() -> None:
    assert "info" not in join([("a", document()), ("b", document("/b", info={"title": "B"}))])


def test_tags_are_kept_once() -> None:
    one = document(tags=[{"name": "t", "description": "d"}])
    other = document("/b", tags=[{"name": "t"}, "u"])
    joined = join([("a", one), ("b", other)])
    assert joined["tags"] == [{"name": "t", "description": "d"}, "u"]


def test_the_first_extension_wins_and_other_fields_must_agree() -> None:
    one = document(externalDocs={"url": "u"}) | {"x-a": 1}
    other = document("/b") | {"x-a": 2}
    joined = join([("a", one), ("b", other)])
    assert (joined["x-a"], joined["externalDocs"]) == (1, {"url": "u"})


@pytest.mark.parametrize(
    "fields",
    [{"paths": 5}, {"paths": {"/a": 5}}, {"components": 5}, {"components": {"schemas": 5}}],
)
def test_a_field_of_another_shape_is_refused(fields: Any) -> None:
    with pytest.raises(PipelineError, match=r"^a: .* is not a mapping"):
        join([("a", document() | fields)])

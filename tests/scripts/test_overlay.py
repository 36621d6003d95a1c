"""Corrections are applied as Overlay 1.1 says, and never to something that has changed."""

from pathlib import Path
from typing import Any

import pytest
from pipeline import overlay, yaml12
from pipeline.errors import PipelineError

ORIGIN = overlay.Origin("overlay.yaml")


def document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Old", "version": "1"},
        "tags": [{"name": "a"}, {"name": "b"}, {"name": "c"}],
        "flag": True,
        "count": 1,
    }


def action(target: str, expect: Any, **modifier: Any) -> dict[str, Any]:
    fields = {"target": target, "description": "why", "x-source": "where", "x-expect": expect}
    return fields | modifier


def apply(*actions: Any) -> dict[str, Any]:
    whole = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": list(actions)}
    return overlay.apply(document(), whole, ORIGIN)


def refusal(*actions: Any) -> str:
    with pytest.raises(PipelineError) as caught:
        apply(*actions)
    return str(caught.value)


def test_an_update_merges_into_a_mapping_and_keeps_the_rest() -> None:
    result = apply(action("$.info", {"title": "Old"}, update={"title": "New", "x": {"y": 1}}))
    assert result["info"] == {"title": "New", "version": "1", "x": {"y": 1}}


def test_an_update_merges_deeply() -> None:
    result = apply(action("$", {"info": {"title": "Old"}}, update={"info": {"title": "New"}}))
    assert result["info"] == {"title": "New", "version": "1"}


def test_an_update_appends_one_value_to_a_list() -> None:
    result = apply(action("$.tags", document()["tags"], update={"name": "d"}))
    assert [tag["name"] for tag in result["tags"]] == ["a", "b", "c", "d"]


def test_an_update_concatenates_a_list_with_a_list() -> None:
    result = apply(action("$.tags", document()["tags"], update=[{"name": "d"}, {"name": "e"}]))
    assert [tag["name"] for tag in result["tags"]] == ["a", "b", "c", "d", "e"]


def test_a_list_inside_a_merged_mapping_is_concatenated_when_it_was_expected() -> None:
    result = apply(action("$", {"tags": document()["tags"]}, update={"tags": [{"name": "d"}]}))
    assert [tag["name"] for tag in result["tags"]] == ["a", "b", "c", "d"]


def test_an_update_replaces_a_plain_value() -> None:
    assert apply(action("$.info.title", "Old", update="New"))["info"]["title"] == "New"


def test_an_update_reaches_every_node_that_the_target_selects() -> None:
    result = apply(action("$.tags[*]", {}, update={"x": 1}))
    assert [tag["x"] for tag in result["tags"]] == [1, 1, 1]


def test_nodes_updated_together_do_not_share_what_they_got() -> None:
    result = apply(
        action("$.tags[*]", {}, update={"x": {}}), action("$.tags[0].x", {}, update={"y": 1})
    )
    assert [tag["x"] for tag in result["tags"]] == [{"y": 1}, {}, {}]


def test_removing_several_items_of_a_list_removes_just_these() -> None:
    result = apply(action("$.tags[?@.name != 'b']", {}, remove=True))
    assert result["tags"] == [{"name": "b"}]


def test_copy_takes_the_value_of_another_node() -> None:
    assert apply(action("$.tags[0]", {"name": "a"}, copy="$.info"))["tags"][0]["title"] == "Old"


def test_actions_are_applied_in_order() -> None:
    result = apply(
        action("$.info.title", "Old", remove=True), action("$.info", {}, update={"title": "New"})
    )
    assert result["info"]["title"] == "New"


def test_the_document_that_was_given_is_left_as_it_is() -> None:
    given = document()
    whole: dict[str, Any] = {
        "overlay": "1.1.0",
        "info": {},
        "actions": [action("$.info", {}, update={"x": 1})],
    }
    overlay.apply(given, whole, ORIGIN)
    assert given == document()


def test_the_actions_of_an_overlay_are_counted() -> None:
    assert overlay.count({"actions": [1, 2]}) == 2


def test_a_target_that_matches_nothing_is_an_error_that_says_what_to_do() -> None:
    said = refusal(
        action("$.info", {}, update={"x": 1}), action("$.paths.gone", {}, update={"x": 1})
    )
    assert said == (
        "overlay.yaml: action 2 ($.paths.gone) matches nothing;"
        " upstream has changed: look at the page, then change or remove this action"
    )


UNEXPECTED: list[tuple[str, Any, str]] = [
    ("$.info.title", "New", "'Old'"),
    ("$.info", {"title": "New"}, "'title': 'Old'"),
    ("$.info", {"absent": 1}, "'title': 'Old'"),
    ("$.info", ["title"], "'title': 'Old'"),
    ("$.info.title", {"a": 1}, "'Old'"),
    ("$.flag", 1, "True"),
    ("$.count", True, "1"),
    ("$.tags", [{"name": "a"}], "'name': 'c'"),
    ("$.tags", [{"name": "a"}, {"name": "b"}, {"name": "x"}], "'name': 'c'"),
    ("$.tags", [{}, {}, {}], "'name': 'c'"),
]


@pytest.mark.parametrize(("target", "expect", "found"), UNEXPECTED)
def test_another_value_than_expected_is_an_error_that_shows_both(
    target: str, expect: Any, found: str
) -> None:
    said = refusal(action(target, expect, update="x"))
    assert f"action 1 ({target}) expects {expect!r} but found" in said
    assert found in said
    assert "look at the page" in said


def test_of_two_lists_it_is_said_what_is_new_and_what_is_gone() -> None:
    tags = [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    said = refusal(action("$.tags", [*tags[:2], {"name": "x"}], update="x"))
    assert " (new: [{'name': 'c'}]; gone: [{'name': 'x'}]); upstream has changed" in said
    assert " (gone: [{'name': 'x'}]);" in refusal(
        action("$.tags", [*tags, {"name": "x"}], update="x")
    )
    assert " (in another order);" in refusal(action("$.tags", tags[::-1], update="x"))


def test_every_node_must_be_as_expected_not_only_the_first() -> None:
    assert "expects {'name': 'a'}" in refusal(action("$.tags[*]", {"name": "a"}, remove=True))


@pytest.mark.parametrize("update", [{"title": "New"}, {"info": {"title": "New"}}])
def test_an_update_never_replaces_what_it_does_not_expect(update: dict[str, Any]) -> None:
    target = "$" if "info" in update else "$.info"
    assert "replaces 'title' without expecting 'Old'" in refusal(action(target, {}, update=update))


def test_a_list_that_was_not_expected_is_not_extended() -> None:
    assert "replaces 'tags' without expecting" in refusal(
        action("$", {"openapi": "3.1.0"}, update={"tags": []})
    )


@pytest.mark.parametrize(
    ("target", "update"),
    [("$.info", "text"), ("$.info", ["a"]), ("$.info.title", {"a": 1}), ("$.info.title", ["a"])],
)
def test_a_mapping_is_not_updated_with_another_kind_nor_the_reverse(
    target: str, update: Any
) -> None:
    assert "updates a mapping with something else" in refusal(
        action(target, {} if target == "$.info" else "Old", update=update)
    )


def test_values_of_different_kinds_do_not_merge() -> None:
    said = refusal(action("$", {"tags": document()["tags"]}, update={"tags": "x"}))
    assert "merges values of different kinds at 'tags'" in said


@pytest.mark.parametrize("query", ["$.nowhere", "$.tags[*]"])
def test_copy_needs_one_node(query: str) -> None:
    assert "not one" in refusal(action("$.info", {}, copy=query))


def test_the_whole_document_is_not_removed() -> None:
    assert "removes the whole document" in refusal(action("$", {}, remove=True))


def test_a_malformed_path_is_an_error_that_names_the_action() -> None:
    assert "action 1 ($.[) has a JSONPath that cannot be read" in refusal(
        action("$.[", {}, remove=True)
    )


@pytest.mark.parametrize("key", ["description", "x-source", "target"])
def test_what_an_action_says_of_itself_is_text(key: str) -> None:
    fields = action("$.info", {}, update={}) | {key: 5}
    assert f"has no text for '{key}'" in refusal(fields)


def test_an_action_without_a_target_is_an_error() -> None:
    assert "has no text for 'target'" in refusal({"update": {}})


def test_an_overlay_in_the_words_of_the_standard_alone_is_applied() -> None:
    update = {"title": "New", "contact": {"name": "N"}}
    found = apply({"target": "$.info", "update": update, "x-note": 1})
    assert found["info"] == {"title": "New", "version": "1", "contact": {"name": "N"}}


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0", "1.2.3", 1.1])
def test_every_version_1_of_the_standard_is_read(version: Any) -> None:
    whole: dict[str, Any] = {
        "overlay": version,
        "info": {"title": "t", "version": "1"},
        "extends": "https://example.com/openapi.yaml",
        "x-note": 1,
        "actions": [{"target": "$.info.title", "update": "New"}],
    }
    assert overlay.apply(document(), whole, ORIGIN)["info"]["title"] == "New"


COMMITTED = [
    (path.parent.name, number, fields)
    for path in sorted((Path(__file__).parents[2] / "specs").glob("*/overlay.yaml"))
    for number, fields in enumerate(yaml12.load(path.read_text(), str(path))["actions"], 1)
]


@pytest.mark.parametrize(("provider", "number", "fields"), COMMITTED)
def test_every_action_of_this_repository_says_why_from_where_and_what_it_expects(
    provider: str, number: int, fields: dict[str, Any]
) -> None:
    assert {"description", "x-source", "x-expect"} <= fields.keys()


def test_an_unknown_key_of_an_action_is_an_error() -> None:
    assert "has the unknown key 'updat'" in refusal(action("$.info", {}, updat={}))


@pytest.mark.parametrize("modifier", [{}, {"update": 1, "remove": True}, {"remove": False}])
def test_an_action_does_exactly_one_thing(modifier: dict[str, Any]) -> None:
    assert "give exactly one of" in refusal(action("$.info", {}, **modifier))


def test_an_action_that_is_no_mapping_is_an_error() -> None:
    assert "action 1 (None) has no text for 'target'" in refusal("text")


@pytest.mark.parametrize(
    "whole",
    [
        None,
        [],
        {},
        {"overlay": "2.0.0", "info": {}, "actions": []},
        {"overlay": "1.1.0", "actions": []},
        {"overlay": "1.1.0", "info": {}, "actions": {}},
    ],
)
def test_something_else_than_an_overlay_is_an_error(whole: Any) -> None:
    with pytest.raises(PipelineError, match="is not an OpenAPI Overlay"):
        overlay.apply(document(), whole, ORIGIN)


def test_an_unknown_key_of_an_overlay_is_an_error() -> None:
    whole: dict[str, Any] = {"overlay": "1.1.0", "info": {}, "actions": [], "action": []}
    with pytest.raises(PipelineError, match="unknown key 'action'"):
        overlay.apply(document(), whole, ORIGIN)


def test_a_path_too_long_to_follow_is_an_error_that_names_the_action() -> None:
    message = refusal(action("$" + "[0]" * 3000, {}, remove=True))
    assert message.endswith("write it as in RFC 9535")

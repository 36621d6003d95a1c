"""A selection keeps the operations it names, with all that these refer to, and nothing else."""

from typing import Any

import pytest
from pipeline.errors import PipelineError
from pipeline.select import Selection, path_pattern, select

from .viewed import to


def operation(name: str, tag: str, **more: Any) -> dict[str, Any]:
    answer = {
        "description": "ok",
        "content": {"application/json": {"schema": more.pop("schema", {})}},
    }
    return {"operationId": name, "tags": [tag], "responses": {"200": answer}, **more}


def document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "security": [{"key": []}],
        "tags": [{"name": "jobs"}, {"name": "files"}],
        "webhooks": {"w": {}},
        "paths": {
            "/jobs": {"get": operation("listJobs", "jobs", schema=to("Jobs"))},
            "/jobs/{id}": {
                "parameters": [{"$ref": "#/components/parameters/Id"}],
                "get": operation("getJob", "jobs", schema=to("Job")),
                "delete": operation("deleteJob", "jobs", security=[{"other": []}]),
            },
            "/jobs/{id}/events/{n}": {"get": operation("getEvent", "events")},
            "/files": {"get": operation("listFiles", "files", schema=to("File"))},
        },
        "components": {
            "parameters": {
                "Id": {"name": "id", "in": "path", "required": True, "schema": to("Name~1x")}
            },
            "schemas": {
                "Jobs": {"type": "array", "items": to("Job")},
                "Job": {"type": "object", "properties": {"e": to("Union"), "self": to("Job")}},
                "Union": {
                    "oneOf": [to("A"), to("B")],
                    "discriminator": {
                        "propertyName": "t",
                        "mapping": {"a": "#/components/schemas/A", "c": "C"},
                    },
                },
                "A": {"type": "object"},
                "B": {"type": "object", "discriminator": {"propertyName": "t"}},
                "C": {"type": "object", "example": {"$ref": "nowhere"}},
                "Name/x": {"type": "string"},
                "File": {"type": "object"},
            },
            "securitySchemes": {"key": {}, "other": {}, "third": {}},
        },
    }


def operations(selection: Selection) -> set[str]:
    paths = select(document(), selection, "provider.yaml")["paths"]
    return {
        item[method]["operationId"]
        for item in paths.values()
        for method in item
        if method != "parameters"
    }


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("/jobs/*", "/jobs/{id}", True),
        ("/jobs/*", "/jobs", False),
        ("/jobs/*", "/jobs/{id}/events/{n}", False),
        ("/jobs/**", "/jobs/{id}/events/{n}", True),
        ("/jobs**", "/jobs", True),
        ("**/events/*", "/jobs/{id}/events/{n}", True),
        ("/j.bs", "/jobs", False),
        ("/jobs/{id}", "/jobs/{id}", True),
        ("/jobs/[a]", "/jobs/a", False),
        ("/jobs", "/jobs/x", False),
    ],
)
def test_one_star_stops_at_a_slash_and_two_do_not(glob: str, path: str, matches: bool) -> None:
    assert bool(path_pattern(glob).fullmatch(path)) is matches


def test_the_union_of_the_lists_is_kept() -> None:
    chosen = Selection(paths=("/jobs/*",), tags=("files",), operation_ids=("getEvent",))
    assert operations(chosen) == {"getJob", "deleteJob", "listFiles", "getEvent"}


def test_an_operation_id_keeps_one_operation_of_a_path_and_what_the_path_says_for_all() -> None:
    result = select(document(), Selection(operation_ids=("deleteJob",)), "provider.yaml")
    assert list(result["paths"]) == ["/jobs/{id}"]
    assert set(result["paths"]["/jobs/{id}"]) == {"parameters", "delete"}
    assert result["components"]["parameters"].keys() == {"Id"}


def test_components_are_kept_if_they_are_referred_to_also_through_others_and_discriminators() -> (
    None
):
    result = select(document(), Selection(operation_ids=("listJobs",)), "provider.yaml")
    assert result["components"]["schemas"].keys() == {"Jobs", "Job", "Union", "A", "B", "C"}
    assert "parameters" not in result["components"]


def test_an_escaped_name_is_found() -> None:
    result = select(document(), Selection(operation_ids=("deleteJob",)), "provider.yaml")
    assert result["components"]["schemas"].keys() == {"Name/x"}


def test_security_schemes_are_kept_if_something_requires_them() -> None:
    result = select(document(), Selection(operation_ids=("deleteJob",)), "provider.yaml")
    assert result["components"]["securitySchemes"].keys() == {"key", "other"}


def test_only_the_tags_in_use_stay_declared_and_webhooks_go() -> None:
    result = select(document(), Selection(tags=("files",)), "provider.yaml")
    assert result["tags"] == [{"name": "files"}]
    assert "webhooks" not in result


def test_nothing_is_left_where_nothing_is_needed() -> None:
    given: dict[str, Any] = document() | {"security": []}
    result = select(given, Selection(operation_ids=("getEvent",)), "provider.yaml")
    assert "components" not in result
    assert "tags" not in result


def test_a_reference_into_the_middle_of_a_component_keeps_all_of_it() -> None:
    given = document()
    schema = {"$ref": "#/components/schemas/Job/properties/e"}
    given["paths"]["/files"]["get"] = operation("listFiles", "files", schema=schema)
    result = select(given, Selection(tags=("files",)), "provider.yaml")
    assert {"Job", "Union"} <= result["components"]["schemas"].keys()


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(paths=("/jobs", "/nope/*")), "select.paths: '/nope/*'"),
        (Selection(tags=("nope",)), "select.tags: 'nope'"),
        (Selection(operation_ids=("nope",)), "select.operation_ids: 'nope'"),
    ],
)
def test_an_entry_that_matches_nothing_is_an_error_that_names_it(
    selection: Selection, said: str
) -> None:
    with pytest.raises(PipelineError) as caught:
        select(document(), selection, "provider.yaml")
    assert f"provider.yaml: {said} matches no operation; upstream has changed" in str(caught.value)


@pytest.mark.parametrize(
    "reference", ["other.yaml#/A", "#/components/schemas/Nope", "#/paths/~1jobs/post"]
)
def test_a_reference_that_cannot_be_followed_is_an_error(reference: str) -> None:
    given = document()
    given["paths"]["/files"]["get"] = operation("listFiles", "files", schema={"$ref": reference})
    with pytest.raises(PipelineError, match=r"\$ref"):
        select(given, Selection(tags=("files",)), "provider.yaml")


def test_the_document_that_was_given_is_left_as_it_is() -> None:
    given = document()
    select(given, Selection(tags=("files",)), "provider.yaml")
    assert given == document()


def test_a_reference_to_an_extension_of_the_root_needs_no_component() -> None:
    given: dict[str, Any] = document() | {"x-shared": {"Thing": {"type": "object"}}}
    schema = {"$ref": "#/x-shared/Thing"}
    given["paths"]["/files"]["get"] = operation("listFiles", "files", schema=schema)
    result = select(given, Selection(tags=("files",)), "provider.yaml")
    assert result["x-shared"] == given["x-shared"]
    assert "schemas" not in result["components"]

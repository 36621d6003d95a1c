"""What we describe ourselves says where it is from, and gives way to the provider's own page."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pipeline import authored
from pipeline.build import build
from pipeline.errors import PipelineError

from .small import AUTHORED, PAGE
from .viewed import to

ORIGIN = {"x-source": "example.com", "x-source-date": "2026-01-31"}
PAGES = PAGE.replace("/stop", "").replace("post:", "delete:").replace("POST", "DELETE")


def answers(schema: Any, **more: Any) -> dict[str, Any]:
    response = {"description": "", "content": {"application/json": {"schema": schema}}}
    return {"responses": {"200": response}, **more}


def document(operations: dict[str, dict[str, Any]], **schemas: Any) -> dict[str, Any]:
    return copy.deepcopy({"paths": operations, "components": {"schemas": schemas}})


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ({}, "no x-source;"),
        ({"x-source": "  "}, "no x-source;"),
        ({"x-source": ["a"]}, "no x-source;"),
        ({"x-source": "a"}, "no x-source-date like"),
        ({"x-source": "a", "x-source-date": 2026}, "no x-source-date like"),
        ({"x-source": "a", "x-source-date": "2026-02-30"}, "no x-source-date like"),
        ({"x-source": "a", "x-source-date": "2026-W01-1"}, "no x-source-date like"),
    ],
)
def test_an_operation_without_its_origin_is_refused_by_name(origin: Any, said: str) -> None:
    given = document({"/jobs": {"get": ORIGIN, "post": origin}})
    with pytest.raises(PipelineError, match=rf"^authored\.yaml: POST /jobs has {said}"):
        authored.check(given, "authored.yaml")


def test_the_origin_is_checked_when_a_document_is_built(tmp_path: Path) -> None:
    (tmp_path / "authored.yaml").write_text(AUTHORED.replace("x-source:", "source:"))
    with pytest.raises(
        PipelineError, match=r"authored\.yaml: DELETE /jobs/\{id\} has no x-source;"
    ):
        build(tmp_path)


def test_the_built_document_keeps_the_origin(tmp_path: Path) -> None:
    (tmp_path / "authored.yaml").write_text(AUTHORED)
    operation = build(tmp_path).document["paths"]["/jobs/{id}"]["delete"]
    assert operation["x-source"] == 'example.com, "Jobs"'
    assert operation["x-source-date"] == "2026-01-31"


def test_the_page_wins_whatever_it_calls_the_variables_of_the_path() -> None:
    ours = document({"/jobs/{id}": {"get": answers(True), "put": answers(True)}})
    theirs = document({"/jobs/{job_id}": {"get": answers(True)}})
    (replaced,) = authored.give_way(ours, theirs)
    assert replaced.operation == "GET /jobs/{id}"
    assert ours["paths"].keys() == {"/jobs/{id}"}
    assert ours["paths"]["/jobs/{id}"].keys() == {"put"}


def test_a_path_without_operations_is_dropped_with_what_it_says_for_them() -> None:
    ours = document({"/jobs": {"parameters": [], "get": answers(True)}, "/other": {}})
    authored.give_way(ours, document({"/jobs": {"get": answers(True)}}))
    assert ours["paths"] == {"/other": {}}


def test_components_that_only_the_dropped_operation_used_are_dropped() -> None:
    ours = document(
        {"/a": {"get": answers(to("Mine"))}, "/b": {"get": answers(to("Shared"))}},
        Mine={"properties": {"x": to("Inner"), "y": to("Shared"), "z": to("OfUnused")}},
        Inner={},
        Shared={},
        Unused={"properties": {"x": to("OfUnused")}},
        OfUnused={},
    )
    authored.give_way(ours, document({"/a": {"get": answers(True)}}))
    assert ours["components"]["schemas"].keys() == {"Shared", "Unused", "OfUnused"}


def test_where_no_page_describes_the_same_nothing_changes() -> None:
    ours = document({"/a": {"get": answers(to("Gone"))}})
    before = copy.deepcopy(ours)
    assert authored.give_way(ours, document({"/a": {"put": answers(True)}})) == []
    assert ours == before


def differences(own: Any, page: Any, **schemas: Any) -> str:
    ours = document({"/a": {"get": own}}, Text={"type": "string"}, **schemas)
    theirs = document({"/a": {"get": page}}, Word={"type": "string"}, **schemas)
    (replaced,) = authored.give_way(ours, theirs)
    return replaced.differences


def test_what_means_the_same_is_no_difference() -> None:
    first, second = ({"name": name, "in": "query", "schema": to("Text")} for name in "ab")
    own = answers({"required": ["a", "b"]}, parameters=[first, second], **ORIGIN)
    page = answers(
        {"required": ["b", "a"]},
        parameters=[second | {"schema": to("Word")}, first | {"schema": {"type": "string"}}],
    )
    assert differences(own, page) == "none"


def test_differences_are_json_pointers_into_the_operation() -> None:
    own = answers({"properties": {"a": to("Text"), "b": to("Text")}})
    page = answers({"properties": {"a": {"type": "integer"}}})
    where = "#/responses/200/content/application~1json/schema/properties"
    assert differences(own, page) == f"{where}/a/type, {where}/b"


def test_many_differences_are_counted() -> None:
    own: dict[str, Any] = dict.fromkeys("abcdefgh", 1)
    assert differences(own, {}) == "#/a, #/b, #/c, #/d, #/e, #/f and 2 more"


def test_schemas_that_hold_themselves_can_be_compared() -> None:
    loop = {"properties": {"x": to("Loop")}}
    assert differences(answers(to("Loop")), answers(to("Loop")), Loop=loop) == "none"


def test_a_replaced_operation_is_reported_by_every_run_and_in_the_receipt(
    run: Callable[..., int], specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (specs / "small/authored.yaml").write_text(AUTHORED)
    (specs / "small/pages/delete.md").write_text(PAGES.replace("stopJob", "removeJob"))
    for arguments in ((), (), ("--check",)):
        assert run(*arguments) == 0
        said = capsys.readouterr().out
        assert (
            "small: authored: DELETE /jobs/{id} is described by pages/delete.md now; remove it;"
            " differences: #/operationId, #/responses/200, #/responses/204\n"
        ) in said
    receipt = json.loads((tmp_path / "out/made/small/receipt.json").read_text())
    (line,) = receipt["authored"]["replaced"]
    assert f"small: {line}\n" in said
    made = json.loads((tmp_path / "out/made/small/openapi.json").read_text())
    assert made["paths"]["/jobs/{id}"]["delete"]["operationId"] == "removeJob"


def test_a_page_among_none_other_and_a_whole_document_win_too(specs: Path) -> None:
    (specs / "small/authored.yaml").write_text(AUTHORED)
    (specs / "small/pages/stop.md").write_text(PAGES)
    (line,) = build(specs / "small").made_from["authored"]["replaced"]
    assert "pages/stop.md now" in line
    (specs / "small/provider.yaml").write_text("source: authored.yaml")
    (line,) = build(specs / "small").made_from["authored"]["replaced"]
    assert "authored.yaml now; remove it; differences: none" in line


def test_unequal_components_of_a_page_and_of_ours_are_still_refused(specs: Path) -> None:
    (specs / "small/authored.yaml").write_text(
        AUTHORED + "components: {schemas: {Job: {type: object}}}\n"
    )
    with pytest.raises(PipelineError) as caught:
        build(specs / "small")
    assert "authored.yaml: components schemas Job differs from the one in" in str(caught.value)
    assert "small/pages" in str(caught.value)

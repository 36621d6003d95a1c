"""Two documents held against each other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import compare
import pytest
from pipeline.difference import differences
from pipeline.repairs import repair

from .repaired import document
from .viewed import to

if TYPE_CHECKING:
    from collections.abc import Callable

THING: Any = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}
ROOT = Path(__file__).parents[2]


def said(one: Any, other: Any) -> list[str]:
    return list(differences(repair(one), repair(other)))


def of(schema: Any, components: Any = None, lost: Any = None, **operation: Any) -> Any:
    """A document whose operation answers with a schema."""
    answer = {"description": "OK", "content": {"application/json": {"schema": schema}}}
    stated = {"responses": {"200": answer}, **operation} | ({"x-lost": lost} if lost else {})
    return document(components, stated)


WHERE = "GET /a responses 200 content application/json schema"
EQUAL: dict[str, tuple[Any, Any]] = {
    "a component and its copy": (of({"$ref": "#/components/schemas/T"}, {"T": THING}), of(THING)),
    "allOf and what it comes to": (
        of({"allOf": [THING, {"required": ["b"], "properties": {"b": {}}}]}),
        of({**THING, "required": ["b", "a"], "properties": {**THING["properties"], "b": {}}}),
    ),
    "null in a type and in a union": (
        of({"type": ["string", "null"]}),
        of({"anyOf": [{"type": "string"}, {"type": "null"}]}),
    ),
    "types in any order": (
        of({"type": ["string", "integer"]}),
        of({"type": ["integer", "string"]}),
    ),
    "an enum of one and a const": (of({"enum": ["a"]}), of({"const": "a"})),
    "anything and no schema": (of({}), of({"description": "", "x-a": 1})),
    "anything else and nothing said of it": (
        of({"type": "object", "additionalProperties": True}),
        of({"type": "object"}),
    ),
    "no security and none said": (of({}, security=[]), of({})),
    "a schema that refers to itself, and a copy": (
        of(to("N"), {"N": {"items": to("N")}}),
        of(to("M"), {"M": {"items": to("M")}}),
    ),
    "a slash at the end of a server, and none": (
        of({}, servers=[{"url": "https://a.example/"}]),
        of({}, servers=[{"url": "https://a.example"}]),
    ),
    "one value that is exploded, and one that is not": (
        of({}, parameters=[{"name": "q", "in": "query", "schema": {"type": ["string", "null"]}}]),
        of({}, parameters=[{"name": "q", "in": "query", "explode": False,
                            "schema": {"type": ["string", "null"]}}]),
    ),
    "values that a member of allOf narrows, and those that are left": (
        of({"allOf": [{"properties": {"a": {"enum": ["x", "y"]}}},
                      {"properties": {"a": {"const": "x"}}}]}),
        of({"properties": {"a": {"const": "x"}}}),
    ),
    "values that all members of allOf have, and those that are left": (
        of({"allOf": [{"enum": ["x", "y"]}, {"enum": ["y", "z"]}]}),
        of({"const": "y"}),
    ),
    "a description of a parameter and of its schema": (
        of({}, parameters=[{"name": "q", "in": "query", "description": "D", "schema": {}}]),
        of({}, parameters=[{"name": "q", "in": "query", "schema": {"description": "D"}}]),
    ),
    "a parameter with content": (
        of({}, parameters=[{"name": "q", "in": "query", "content": {"text/x": {}}}]),
        of({}, parameters=[{"name": "q", "in": "query", "content": {"text/x": {"schema": {}}}}]),
    ),
    "a default that is written out": (
        of({}, parameters=[{"name": "q", "in": "query", "schema": {}}]),
        of({}, parameters=[{"name": "q", "in": "query", "schema": {}, "style": "form",
                            "explode": True, "required": False}]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EQUAL)
def test_two_notations_of_one_thing_are_equal(name: str) -> None:
    assert said(*EQUAL[name]) == []
    assert said(*reversed(EQUAL[name])) == []


DIFFERENT: dict[str, tuple[Any, Any, str]] = {
    "a type": (of({"type": "string"}), of({"type": "integer"}),
               f'{WHERE} type: "string" → "integer"'),
    "a property": (of(THING), of({**THING, "properties": {}}), f"{WHERE} properties: "),
    "a property among others": (
        of({"properties": {"a": {}, "b": {}}}), of({"properties": {"a": {}, "c": {}}}),
        f"{WHERE} properties b: removed"),
    "a required property": (of(THING), of({**THING, "required": []}),
                            f'{WHERE} required: ["\\"a\\""] → nothing'),
    "an enum": (of({"enum": ["a", "b"]}), of({"enum": ["a", "c"]}), f"{WHERE} enum: "),
    "an item": (of({"type": "array", "items": {"type": "string"}}), of({"type": "array"}),
                f'{WHERE} items: {{"type": "string"}} → nothing'),
    "items": (of({"items": {"type": "string"}}), of({"items": {"type": "number"}}),
              f'{WHERE} items type: "string" → "number"'),
    "a closed object": (of(THING), of({**THING, "additionalProperties": False}),
                        f"{WHERE} additionalProperties: nothing → false"),
    "a kind of union": (
        of({"anyOf": [{"minimum": 1}, THING]}), of({"oneOf": [{"minimum": 1}, THING]}),
        f"{WHERE} anyOf: "),
    "a member of a union": (
        of({"anyOf": [{"type": "string"}, THING]}), of({"anyOf": [{"type": "number"}, THING]}),
        f'{WHERE} anyOf 0 type: "string" → "number"'),
    "a schema and false": (of({"properties": {"a": False}}), of({"properties": {"a": {}}}),
                           f"{WHERE} properties a: false → true"),
    "a description": (of({"description": "a\nb"}), of({"description": "a c"}),
                      f'{WHERE} description: "a b" → "a c"'),
    "a status": (of({}), of({}, responses={"201": {"description": "x"}}),
                 "GET /a responses 200: "),
    "a summary": (of({}, summary="a"), of({}), 'GET /a summary: "a" → nothing'),
    "a body": (of({}), of({}, requestBody={"content": {}}), "GET /a body: nothing → "),
    "callbacks": (of({}), of({}, callbacks={"c": {"{$url}": {}}}), "GET /a callbacks: "),
    "an example": (
        of({}, requestBody={"content": {"text/x": {"example": 1}}}),
        of({}, requestBody={"content": {"text/x": {"examples": {"a": {"value": 2}, "b": {
            "$ref": "#/components/examples/c"}}}}})
        | {"components": {"examples": {"c": {"value": 3}}}},
        'GET /a body content text/x examples: ["1"] → ["2", "3"]'),
    "an operation": (of({}), of({}) | {"paths": {"/b": {"post": {}}}}, "GET /a: removed"),
    "a title": (of({}), of({}) | {"info": {"title": "U", "version": "1"}}, 'info title: "T" → "U"'),
    "a response header": (
        of({}), of({}, responses={"200": {"description": "OK", "headers": {"X-A": {"schema": {}}},
                                          "content": {"application/json": {}}}}),
        "GET /a responses 200 headers x-a: nothing → "),
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_a_line_that_names_the_place(name: str) -> None:
    one, other, line = DIFFERENT[name]
    assert [found for found in said(one, other) if found.startswith(line)]


def test_the_title_of_the_api_counts_unless_a_page_could_not_tell_it() -> None:
    other = of({}, lost=["title and version of the API"]) | {"info": {"title": "U", "version": "1"}}
    assert said(of({}), other) == []


def test_titles_that_both_documents_have_are_compared() -> None:
    lost = ["whether the page's title and quote are the operation's own"]
    found = said(
        of({}, summary="a", operationId="x"), of({}, None, lost, summary="b", operationId="x")
    )
    assert found == ['GET /a summary: "a" → "b"']


def test_what_stands_beside_a_parameters_reference_counts() -> None:
    one, other = (
        of({}, {"T": {"type": "integer"}},
           parameters=[{"name": "q", "in": "query", "schema": {**to("T"), "default": default}}])
        for default in (1, 2)
    )  # fmt: skip
    assert said(one, other) == ["GET /a parameters query q schema default: 1 → 2"]


def test_a_schema_that_is_composed_of_itself_is_no_trap() -> None:
    endless: dict[str, Any] = {
        "N": {"properties": {"a": {}}, "allOf": [{"$ref": "#/components/schemas/N"}]}
    }
    one = of({"$ref": "#/components/schemas/N"}, endless)
    assert list(differences(one, one)) == []


def test_what_is_in_normal_form_twice_is_compared_once() -> None:
    both = {"T": THING}
    two = {"properties": {name: {"$ref": "#/components/schemas/T"} for name in "ab"}}
    assert said(of(two, both), of(two, {"T": {**THING, "title": "x"}})) == [
        f'{WHERE} properties a title: nothing → "x"',
        f'{WHERE} properties b title: nothing → "x"',
    ]


def test_the_exit_code_says_whether_they_are_equal(
    write: Callable[[str, Any], str], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = write("a.json", of({})), write("b.yaml", of(THING))
    assert compare.main([one, one]) == 0
    assert capsys.readouterr().out == ""
    assert compare.main([one, other]) == 1
    assert capsys.readouterr().out.startswith(WHERE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5", "is not an OpenAPI 3 document"),
        ("swagger: '2.0'", "is not an OpenAPI 3 document"),
        ("{", "not YAML"),
        (json.dumps(of({"$ref": "#/components/schemas/Gone"})), "points to no schema"),
        (json.dumps(of({"type": "magic"})), "'magic' is not valid"),
    ],
)
def test_a_document_that_cannot_be_read_is_exit_2_and_one_line(
    write: Callable[[str, Any], str], text: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write("a.yaml", text)
    assert compare.main([file, file]) == 2
    said = capsys.readouterr().err
    assert said.startswith(file)
    assert words in said
    assert said.count("\n") == 1


def test_the_command_runs_by_itself(write: Callable[[str, Any], str]) -> None:
    files = [write("a.json", of({})), write("b.json", of(THING))]
    command = [sys.executable, str(ROOT / "scripts/compare.py"), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(WHERE)


def test_a_reader_that_closes_the_pipe_causes_no_traceback(
    write: Callable[[str, Any], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = [write("a.json", of({})), write("b.json", of(THING))]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert compare.main(files) == 2
    assert capsys.readouterr().err == ""

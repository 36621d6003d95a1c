"""`finetunes spec`: what the clients were made from, and the documents' own words."""

from __future__ import annotations

import hashlib
import json
import pkgutil
from typing import TYPE_CHECKING, Any

import finetunes
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Run

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "servers": [{"url": "https://api.example.com"}],
    "paths": {
        "/jobs/{id}": {
            "parameters": [{"$ref": "#/components/parameters/id~1of"}],
            "patch": {
                "operationId": "changeJob",
                "deprecated": True,
                "security": [{"a": [], "b": []}, {}],
                "description": "Changes\n it. \x1b[31m",
                "x-source": "a page",
                "parameters": [{"name": "q", "in": "query", "schema": {"description": "Why"}}],
                "requestBody": {"$ref": "#/components/requestBodies/Change"},
                "responses": {
                    "200": {"$ref": "#/components/responses/Changed"},
                    "204": {"description": "Nothing"},
                    "404": {"content": {"text/plain": {}}},
                },
            },
        }
    },
    "components": {
        "parameters": {"id/of": {"name": "id", "in": "path", "required": True, "schema": True}},
        "requestBodies": {
            "Change": {
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Job"}},
                    "text/plain": {"schema": {"type": "string", "description": "As text"}},
                    "text/x": {"schema": True},
                }
            }
        },
        "responses": {
            "Changed": {
                "description": "OK",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Job"}}},
            }
        },
        "schemas": {
            "Job": {
                "type": "object",
                "required": ["state"],
                "properties": {
                    "state": {"enum": ["on", 1], "description": "How it is"},
                    "kind": {"const": "job"},
                    "parent": {"$ref": "#/components/schemas/Parent"},
                    "notes": {"type": "array", "items": {"type": ["string", "null"]}},
                    "anything": True,
                    "extra": {"anyOf": [{"type": "string"}, {}, False]},
                },
            },
            "Parent": {"type": "object", "description": "What it came from"},
        },
    },
}


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the packages of the providers hold other data."""

    def put(**receipt: Any) -> None:
        text = json.dumps(DOCUMENT).encode()
        digest = hashlib.sha256(text).hexdigest()
        made: dict[str, Any] = {
            "files": [],
            "tools": {},
            "document": {"file": "openapi.json", "sha256": digest},
        }
        data = {"openapi.json": text, "receipt.json": json.dumps({**made, **receipt}).encode()}

        def get_data(_: str, name: str) -> bytes:
            return data[name]

        monkeypatch.setattr(pkgutil, "get_data", get_data)

    finetunes.providers()  # which reads what it needs itself
    return put


def rows(text: str) -> list[list[str]]:
    return [
        [cell.strip() for cell in line.split("   ") if cell.strip()] for line in text.splitlines()
    ]


def test_the_status_names_every_page_with_its_source_and_hash(run: Run) -> None:
    ended = run("spec", "status")
    assert (ended.code, ended.stderr) == (0, "")
    receipts = run("spec", "status", "--json").document["receipts"]
    assert [one["provider"] for one in receipts] == list(finetunes.providers())
    assert all(one["intact"] for one in receipts)
    for receipt in receipts:
        for file in [*receipt["files"], receipt["authored"]]:
            row = next(line for line in ended.stdout.splitlines() if file["sha256"][:12] in line)
            assert file["url"] in row
            assert file["file"] in row
            assert file.get("date", "") in row
        assert f"{receipt['overlay']['actions']} actions" in ended.stdout
        for tool, version in receipt["tools"].items():
            assert f"{tool} {version}" in ended.stdout


def test_the_status_of_one_provider_is_only_that(run: Run) -> None:
    ended = run("spec", "status", "bfl")
    assert ended.code == 0
    assert {row[0] for row in rows(ended.stdout)[2:]} == {"bfl"}


def test_a_receipt_without_additions_has_no_rows_of_them(
    run: Run, serve: Callable[..., None]
) -> None:
    serve()
    assert len(rows(run("spec", "status", "bfl").stdout)) == 3


def test_a_document_that_was_changed_is_said(run: Run, serve: Callable[..., None]) -> None:
    serve(document={"file": "openapi.json", "sha256": "0" * 64})
    ended = run("spec", "status", "bfl", "--json")
    assert ended.code == 1
    assert ended.document["receipts"][0]["intact"] is False
    assert ended.stderr == (
        "finetunes: bfl: the document is not the one that the client was made from;"
        " install the package again\n"
    )


@pytest.mark.parametrize(
    "words",
    ["cancelFineTune", "cancel_fine_tune", "cancel",
     "POST /fine-tunes/{id}/cancel", "/fine-tunes/{id}/cancel"],
)  # fmt: skip
def test_an_operation_is_found_by_name_path_or_a_part_of_them(run: Run, words: str) -> None:
    ended = run("spec", "show", words)
    assert (ended.code, ended.stderr) == (0, "")
    facts = {row[0]: row[1] for row in rows(ended.stdout) if len(row) == 2}
    assert facts["provider"] == "together"
    assert facts["request"] == "POST /fine-tunes/{id}/cancel"
    assert ended.stdout.count("provider") == 1
    assert run("spec", "show", words, "--json").document["operations"][0]["method"] == "POST"


def test_every_operation_of_every_document_can_be_shown(run: Run) -> None:
    everything = run("spec", "show", "/", "--json").document["operations"]
    assert {one["provider"] for one in everything} == set(finetunes.providers())
    ended = run("spec", "show", "/")
    assert ended.code == 0
    for one in everything:
        assert f"{one['method']} {one['path']}" in ended.stdout


def test_the_words_are_those_of_the_document(run: Run, serve: Callable[..., None]) -> None:
    serve()
    ended = run("spec", "show", "changeJob", "--provider", "bfl")
    assert "\x1b" not in ended.stdout
    shown = rows(ended.stdout)
    for row in (
        ["operation", "changeJob"],
        ["servers", "https://api.example.com"],
        ["security", "a and b or none"],
        ["description", r"Changes it. \x1b[31m"],
        ["deprecated", "yes"],
        ["source", "a page"],
        ["id", "path", "yes", "anything"],
        ["q", "query", "no", "anything", "Why"],
        ["application/json", "state", "yes", '"on", 1', "How it is"],
        ["application/json", "kind", "no", '"job"'],
        ["application/json", "parent", "no", "Parent", "What it came from"],
        ["application/json", "notes", "no", "array of string or null"],
        ["application/json", "anything", "no", "anything"],
        ["text/x", "anything"],
        ["application/json", "extra", "no", "string or anything or nothing"],
        ["text/plain", "string", "As text"],
        ["200", "application/json", "Job", "OK"],
        ["204", "Nothing"],
        ["404", "text/plain"],
    ):
        assert row in shown


def test_an_operation_without_parameters_and_body_has_no_such_tables(run: Run) -> None:
    ended = run("spec", "show", "my_finetunes", "--provider", "bfl")
    headings = [row[0] for row in rows(ended.stdout) if row]
    assert "status" in headings
    assert not {"parameter", "body"} & set(headings)


def test_json_has_the_operation_with_its_parts_resolved(
    run: Run, serve: Callable[..., None]
) -> None:
    serve()
    (one,) = run("spec", "show", "changeJob", "--provider", "bfl", "--json").document["operations"]
    assert [one["provider"], one["path"]] == ["bfl", "/jobs/{id}"]
    assert [part["name"] for part in one["operation"]["parameters"]] == ["id", "q"]
    assert one["operation"]["responses"]["200"]["description"] == "OK"


@pytest.mark.parametrize("words", ["no-such-operation", "?", "\x1b[31m"])
def test_an_operation_that_is_nowhere_is_said_with_those_that_are(run: Run, words: str) -> None:
    ended = run("spec", "show", words)
    assert (ended.code, ended.stdout) == (2, "")
    assert "cancelFineTune" in ended.stderr
    assert "\x1b" not in ended.stderr


@pytest.mark.parametrize("arguments", [("status", "openai"), ("show", "x", "--provider", "openai")])
def test_a_provider_that_is_nowhere_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    ended = run("spec", *arguments)
    assert (ended.code, ended.stdout) == (2, "")
    there = ", ".join(finetunes.providers())
    assert ended.stderr == f"finetunes: there is no provider 'openai'; there are {there}\n"

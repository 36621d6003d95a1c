"""The recorder itself: what it stores, what it refuses, and when it replaces a file."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml

from . import documents, prism, recording

if TYPE_CHECKING:
    from pathlib import Path

MOCK = "http://127.0.0.1:4010"


def request(**changes: Any) -> Any:
    fields: dict[str, Any] = {
        "uri": f"{MOCK}/fine-tunes/ft-1",
        "headers": {},
        "body": b"",
        "method": "DELETE",
    }
    return SimpleNamespace(**{**fields, **changes})


def response(**changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["application/json"], "Date": ["today"]},
        "body": {"string": b"{}"},
    }
    return {**fields, **changes}


def test_the_providers_address_is_stored_and_its_base_path_put_back() -> None:
    clean = recording.clean_request(request(), {MOCK: "https://api.example.ai/v1"})
    assert clean.uri == "https://api.example.ai/v1/fine-tunes/ft-1"


def test_the_request_that_is_on_its_way_is_not_touched() -> None:
    sent = request(headers={"Authorization": "Bearer k"})
    before = repr(sent)
    recording.clean_request(sent, {MOCK: "https://api.example.ai/v1"})
    assert repr(sent) == before


def test_only_listed_request_headers_are_stored() -> None:
    headers = {"Content-Type": "application/json", "Authorization": "Bearer k", "x-key": "k"}
    clean = recording.clean_request(request(headers=headers), {})
    assert clean.headers == {"content-type": "application/json"}


def test_only_listed_response_headers_are_stored() -> None:
    assert recording.clean_response(response())["headers"] == {"content-type": ["application/json"]}


def test_a_key_in_a_body_is_replaced_on_both_ways() -> None:
    body = f'{{"echo": "{recording.KEY}"}}'.encode()
    assert recording.clean_request(request(body=body), {}).body == b'{"echo": "REDACTED"}'
    stored = recording.clean_response(response(body={"string": body}))
    assert stored["body"]["string"] == b'{"echo": "REDACTED"}'


@pytest.mark.parametrize(
    "changes",
    [
        {"headers": {"sl-violations": ["x"]}},
        {"body": {"string": b'{"type": "https://stoplight.io/prism/errors#NOT_FOUND"}'}},
    ],
    ids=["violation", "prism-error"],
)
def test_an_answer_in_which_the_mock_objects_is_not_recorded(changes: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        recording.clean_response(response(**changes))


def test_the_recording_transport_asks_the_mock_for_the_status_under_test() -> None:
    transport = recording.ToMock("https://api.example.ai/v1", MOCK, 404)
    sent = transport.redirected(
        httpx.Request("DELETE", "https://api.example.ai/v1/fine-tunes/a%2Fb?force=true")
    )
    assert str(sent.url) == f"{MOCK}/fine-tunes/a%2Fb?force=true"
    assert sent.headers["prefer"] == "code=404"
    assert sent.headers["host"] == "127.0.0.1:4010"


def cassette(folder: Path, at: str, body: str) -> Path:
    path = folder / "p" / "delete-200.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump({"recorded": {"at": at}, "body": body}), "utf-8")
    return path


def test_a_recording_that_says_something_else_replaces_the_stored_one(tmp_path: Path) -> None:
    stored = cassette(tmp_path / "stored", "2026-01-01", "old")
    cassette(tmp_path / "new", "2026-01-02", "new")
    assert recording.publish(tmp_path / "new", tmp_path / "stored") == [stored]
    assert recording.load(stored) == {"recorded": {"at": "2026-01-02"}, "body": "new"}


def test_a_recording_that_differs_only_in_its_date_changes_nothing(tmp_path: Path) -> None:
    stored = cassette(tmp_path / "stored", "2026-01-01", "same")
    cassette(tmp_path / "new", "2026-01-02", "same")
    assert recording.publish(tmp_path / "new", tmp_path / "stored") == []
    assert recording.load(stored)["recorded"]["at"] == "2026-01-01"


def test_something_else_on_the_port_is_not_taken_for_prism(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if lack := prism.missing():
        pytest.skip(lack)
    impostor = tmp_path / "impostor.js"
    impostor.write_text(
        "require('http').createServer((q, r) => r.end('hello'))"
        ".listen(process.argv[process.argv.indexOf('--port') + 1], '127.0.0.1')",
        "utf-8",
    )
    monkeypatch.setattr(prism, "PROGRAM", impostor)
    with (
        pytest.raises(RuntimeError, match="something that is not Prism answers"),
        prism.serving(tmp_path / "openapi.yaml", tmp_path / "log"),
    ):
        pass


def test_a_mock_that_does_not_start_says_why(tmp_path: Path) -> None:
    if lack := prism.missing():
        pytest.skip(lack)
    with (
        pytest.raises(RuntimeError, match=r"(?s)did not start \(exit code 1\).*no-such-file"),
        prism.serving(tmp_path / "no-such-file.yaml", tmp_path / "log"),
    ):
        pass


OPERATION = documents.Operation(
    documents.Document(
        "example",
        {
            "servers": [{"url": "https://api.example.ai/v1"}],
            "security": [{"key": []}],
            "paths": {
                "/things/{id}": {
                    "delete": {
                        "description": "words",
                        "responses": {
                            "200": {
                                "description": "words",
                                "content": {
                                    "application/json": {
                                        "schema": {"$ref": "#/components/schemas/Thing"}
                                    }
                                },
                            },
                            "204": {"description": "words"},
                        },
                    }
                }
            },
            "components": {
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
                "schemas": {
                    "Thing": {
                        "type": "object",
                        "required": ["description"],
                        "properties": {"description": {"type": "string", "description": "words"}},
                    },
                    "Unused": {"type": "object"},
                },
            },
        },
    ),
    "/things/{id}",
    "delete",
)


def changed(*steps: str, to: Any) -> documents.Operation:
    """The same operation in a document that differs in one place."""
    content = copy.deepcopy(OPERATION.document.content)
    node = content
    for step in steps[:-1]:
        node = node[step]
    node[steps[-1]] = to
    return documents.Operation(
        documents.Document("example", content), OPERATION.path, OPERATION.method
    )


@pytest.mark.parametrize(
    "other",
    [
        changed("paths", "/things/{id}", "delete", "description", to="other words"),
        changed("components", "schemas", "Unused", to={"type": "string"}),
        changed(
            "components", "schemas", "Thing", "properties", "description", "description", to="other"
        ),
    ],
    ids=["description", "unused-schema", "description-of-a-property"],
)
def test_words_and_what_is_not_referred_to_do_not_make_a_cassette_stale(
    other: documents.Operation,
) -> None:
    assert other.sha256() == OPERATION.sha256()


@pytest.mark.parametrize(
    "other",
    [
        changed("components", "schemas", "Thing", "required", to=[]),
        changed("components", "schemas", "Thing", "properties", "description", to={}),
        changed("components", "securitySchemes", "key", "scheme", to="basic"),
        changed("servers", to=[{"url": "https://api.example.ai/v2"}]),
        changed("paths", "/things/{id}", "parameters", to=[{"name": "id", "in": "path"}]),
    ],
    ids=["schema", "property-named-description", "security", "server", "parameter"],
)
def test_everything_that_an_operation_refers_to_makes_a_cassette_stale(
    other: documents.Operation,
) -> None:
    assert other.sha256() != OPERATION.sha256()


@pytest.mark.parametrize(
    ("status", "media_type", "body", "problem"),
    [
        (200, "application/json", b'{"description": 1}', "$.description: 1 is not of type"),
        (200, "application/json", b"{}", "$: 'description' is a required property"),
        (200, "text/html", b"", "media type 'text/html' is not documented"),
        (204, "", b"{}", "a body where the document has none"),
        (418, "", b"", "status 418 is not documented"),
    ],
)
def test_an_answer_outside_the_document_is_noticed(
    status: int, media_type: str, body: bytes, problem: str
) -> None:
    (found,) = OPERATION.response_problems(status, media_type, body)
    assert found.startswith(problem)


@pytest.mark.parametrize(
    "body", [(200, "application/json; charset=utf-8", b'{"description": "x"}'), (204, "", b"")]
)
def test_an_answer_within_the_document_has_no_problem(body: tuple[int, str, bytes]) -> None:
    assert OPERATION.response_problems(*body) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.ai/v1/things/a/b",
        "https://api.example.ai/things/a",
        "https://other.example.ai/v1/things/a",
    ],
)
def test_an_address_of_no_operation_is_refused(url: str) -> None:
    with pytest.raises(LookupError, match="fits DELETE https://"):
        OPERATION.document.operation("DELETE", url)


def test_an_address_is_matched_to_its_operation() -> None:
    found = OPERATION.document.operation("DELETE", "https://api.example.ai/v1/things/a%2Fb")
    assert (found.path, found.method) == ("/things/{id}", "delete")

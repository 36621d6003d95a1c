"""What OpenAPI allows and no working client can be made of is refused before one is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pipeline import limits
from pipeline.errors import PipelineError

THING: dict[str, Any] = {"type": "object", "properties": {"a": {"type": "string"}}}


def document(content: Any) -> dict[str, Any]:
    responses = {"200": {"description": "OK", "content": content}}
    operation = {"operationId": "get", "responses": responses}
    return {"paths": {"/a": {"get": operation}}, "components": {"schemas": {"Thing": THING}}}


@pytest.mark.parametrize(
    "schema",
    [
        THING,
        {"properties": {}},
        {"$ref": "#/components/schemas/Thing"},
        {"type": "array", "items": {}},
        {"type": ["integer", "null"]},
        {"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/Thing"}]},
    ],
)
@pytest.mark.parametrize("media_type", ["text/event-stream", "Text/Plain; charset=utf-8"])
def test_something_else_than_text_answered_as_text_is_refused(media_type: str, schema: Any) -> None:
    with pytest.raises(PipelineError) as caught:
        limits.check(document({media_type: {"schema": schema}}), Path("specs/x"))
    assert f"specs/x: GET /a answers 200 with {media_type}, " in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"text/plain": {}},
        {"text/plain": {"schema": True}},
        {"text/plain": {"schema": {"type": "string"}}},
        {"text/plain": {"schema": {"anyOf": [{"enum": ["a"]}, {"type": ["string", "null"]}]}}},
        {"application/json": {"schema": THING}},
        {"application/octet-stream": {"schema": {"type": "string"}}},
        {"application/json": {"schema": THING}, "text/event-stream": {"schema": THING}},
    ],
)
def test_an_answer_that_the_client_can_read_is_accepted(content: Any) -> None:
    limits.check(document(content), Path("specs/x"))


@pytest.mark.parametrize("field", ["operationId", "responses"])
def test_an_operation_without_what_a_client_needs_is_refused(field: str) -> None:
    given = document({})
    del given["paths"]["/a"]["get"][field]
    with pytest.raises(PipelineError, match=rf"overlay\.yaml: GET /a has no {field}; "):
        limits.check(given, Path("specs/x"))

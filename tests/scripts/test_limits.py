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


def test_an_operation_with_an_answer_is_accepted() -> None:
    limits.check(document({"text/event-stream": {"schema": THING}}), Path("specs/x"))


@pytest.mark.parametrize("field", ["operationId", "responses"])
def test_an_operation_without_what_a_client_needs_is_refused(field: str) -> None:
    given = document({})
    del given["paths"]["/a"]["get"][field]
    with pytest.raises(PipelineError, match=rf"overlay\.yaml: GET /a has no {field}; "):
        limits.check(given, Path("specs/x"))

"""Any body that a document allows is decoded and encoded again, for every answer there is."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any, cast

import pytest
from hypothesis import given, settings, strategies as st

from . import documents
from .any_body import JSON, Answer, answers, conforming, resolved
from .any_judge import decoded, json_schema, second_json_schema

OPERATIONS: dict[str, list[Answer]] = defaultdict(list)
for one in answers():
    OPERATIONS[f"{one.provider}-{one.operation}"].append(one)
WITHOUT_JSON = [
    Answer(provider, id, int(status), "")
    for provider in documents.PROVIDERS
    for id, operation in documents.read(provider).operations.items()
    for status, response in operation.definition["responses"].items()
    if JSON not in resolved(provider, response).get("content", {})
]
_TIME = re.compile(r"\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d[\d.]*(z|[+-]\d\d:\d\d)", re.IGNORECASE)


def without_times(value: Any) -> Any:
    """Put one word for every time: it may be written in another way, and to the microsecond."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {name: without_times(inner) for name, inner in fields.items()}
    if isinstance(value, list):
        return [without_times(inner) for inner in cast("list[object]", value)]
    return "(time)" if isinstance(value, str) and _TIME.fullmatch(value) else value


def test_every_operation_has_an_answer_with_a_body_of_json() -> None:
    everywhere = {
        f"{provider}-{id}"
        for provider in documents.PROVIDERS
        for id in documents.read(provider).operations
    }
    assert OPERATIONS.keys() == everywhere


@pytest.mark.parametrize("documented", OPERATIONS.values(), ids=OPERATIONS)
@settings(max_examples=15)
@given(data=st.data())
def test_a_conforming_body_is_decoded_and_encoded_again_without_a_loss(
    documented: list[Answer], figures: Any, data: st.DataObject
) -> None:
    bodies = {
        schema: data.draw(conforming(documented[0].provider, schema, more=True))
        for schema in {answer.schema: None for answer in documented}
    }
    for answer in documented:
        body = bodies[answer.schema]
        value = decoded(answer, json.dumps(body).encode())
        again = json.dumps(value.to_dict()).encode()
        assert json_schema(answer, again)
        assert second_json_schema(answer, again)
        assert decoded(answer, again) == value
        assert without_times(json.loads(again)) == without_times(body)
    figures.add("property: conforming bodies decoded", len(documented))


@pytest.mark.parametrize("answer", WITHOUT_JSON, ids=str)
@pytest.mark.parametrize("body", [b"", b"\x00\xff{", b'{"id": "x"}'])
def test_an_answer_that_is_not_documented_as_json_is_not_read_as_json(
    answer: Answer, body: bytes
) -> None:
    value = decoded(answer, body)
    content = documents.read(answer.provider).operations[answer.operation]
    if content.definition["responses"][str(answer.status)].get("content"):
        assert value.payload.read() == body
    else:
        assert value is None


@pytest.mark.parametrize("text", ["2016-12-31T23:59:60Z", "yesterday", ""])
def test_a_time_that_python_cannot_express_stays_the_text_it_is(text: str) -> None:
    (answer,) = (one for one in answers() if str(one) == "cohere-ListEvents-200")
    body = {"events": [{"created_at": text}]}
    assert decoded(answer, json.dumps(body).encode()).to_dict() == body

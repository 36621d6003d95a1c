"""Two generators and two readers of JSON Schema judge the same bodies; one table has what differs.

Every schema that an answer may have, every place in it, every kind of deviation: no example here
is left to chance, so that a row of the table is hit by every run or by none.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings, strategies as st

from . import documents
from .any_body import answers, conforming
from .any_deviation import deviations
from .any_judge import JUDGES, accepting

if TYPE_CHECKING:
    from .any_body import Answer

TABLE: list[dict[str, Any]] = yaml.safe_load(
    (documents.ROOT / "tests" / "contract" / "differences.yaml").read_text("utf-8")
)
SCHEMAS = {(answer.provider, answer.schema): answer for answer in reversed(answers())}
"""By schema the first answer that has it."""

Difference = tuple[str, frozenset[str]]


def stated(row: dict[str, Any]) -> set[Difference]:
    return {(kind, frozenset(row["accept"])) for kind in row["kinds"]}


@functools.cache
def seen() -> tuple[int, dict[Difference, list[str]]]:
    """Judge every deviation: how many there are, and which differ, with their bodies."""
    count, found = 0, defaultdict[Difference, list[str]](list)
    for (provider, schema), answer in SCHEMAS.items():
        for deviation in deviations(provider, schema):
            text = json.dumps(deviation.body)
            count += 1
            accept = accepting(answer, text.encode())
            if 0 < len(accept) < len(JUDGES):
                found[deviation.kind, accept].append(f"{answer} {text}")
    return count, found


def test_every_difference_between_the_judges_stands_in_the_table(figures: Any) -> None:
    count, found = seen()
    figures.add("property: deviating bodies judged four times", count)
    missing = found.keys() - set[Difference]().union(*map(stated, TABLE))
    assert [(kind, sorted(accept), found[kind, accept][0]) for kind, accept in missing] == []


def test_every_row_of_the_table_is_still_true() -> None:
    _, found = seen()
    assert [row["kinds"] for row in TABLE if not stated(row) <= found.keys()] == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row["kinds"][0]))
def test_an_example_is_what_its_row_says(row: dict[str, Any]) -> None:
    assert {*row["accept"], *row["refuse"]} == JUDGES.keys()
    assert row["why"].strip()
    (answer,) = (answer for answer in answers() if str(answer) == row["example"]["answer"])
    body = json.dumps(row["example"]["body"]).encode()
    assert accepting(answer, body) == set(row["accept"])


@pytest.mark.parametrize("answer", SCHEMAS.values(), ids=str)
@settings(max_examples=8)
@given(data=st.data())
def test_every_judge_takes_a_conforming_body(
    answer: Answer, figures: Any, data: st.DataObject
) -> None:
    body = json.dumps(data.draw(conforming(answer.provider, answer.schema)))
    assert accepting(answer, body.encode()) == JUDGES.keys()
    figures.add("property: conforming bodies judged four times", 1)

"""Deliberate drift: each kind is found once, at its place, with the right words."""

from __future__ import annotations

import pytest
from finetunes.testing.contract import Kind, check

from . import contract_drift_answers, contract_drift_requests
from .contract_document import DOCUMENT

DRIFT = contract_drift_requests.DRIFT | contract_drift_answers.DRIFT


@pytest.mark.parametrize("name", DRIFT)
def test_deliberate_drift_is_found_once_and_in_the_right_words(name: str) -> None:
    drifted, place, found, documented = DRIFT[name]
    checked = check(drifted, DOCUMENT)
    words = f"{place}: found {found}; the document says {documented}"
    assert [str(finding) for finding in checked.findings] == [words]
    assert checked.unchecked == ()


def test_every_kind_of_finding_but_that_of_the_second_judge_is_in_the_tables() -> None:
    found = {
        finding.kind for one, *_ in DRIFT.values() for finding in check(one, DOCUMENT).findings
    }
    assert set(Kind) - found == {Kind.JUDGES}

"""The table of cases against the documents and the clients: nothing is left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import finetunes

from . import documents
from .asked import ASKED, Common
from .failures import FAILURES
from .successes import DECODED, SUCCESSES

if TYPE_CHECKING:
    from .cases import Case

CASES: list[Case] = [*SUCCESSES, *DECODED, *FAILURES]
OPERATIONS = [
    operation
    for provider in documents.PROVIDERS
    for operation in documents.read(provider).operations.values()
]


def answer(operation: documents.Operation, status: str) -> tuple[str, ...]:
    """Say which answer this is.

    A success, and a failure that is described at the operation, is that operation's own. A
    failure that the operations of a document share is the same for all that read, and for all
    that change something: the clients make the same of it.
    """
    provider = operation.document.provider
    shared = operation.definition["responses"][status].get("$ref")
    if shared and int(status) >= 400:
        return provider, status, shared, "read" if operation.method == "get" else "change"
    return provider, status, operation.id


def test_every_answer_that_a_document_declares_has_a_case() -> None:
    declared = {
        answer(operation, status)
        for operation in OPERATIONS
        for status in operation.definition["responses"]
    }
    assert declared == {answer(case.operation, str(case.status)) for case in CASES}


def test_every_operation_of_a_document_has_a_case_of_a_success_and_one_of_a_failure() -> None:
    everywhere = {(operation.document.provider, operation.id) for operation in OPERATIONS}
    assert {(case.provider, case.operation.id) for case in [*SUCCESSES, *DECODED]} == everywhere
    assert {(case.provider, case.operation.id) for case in FAILURES} == everywhere


def test_every_operation_of_the_clients_has_a_case_of_a_success_and_one_of_a_failure() -> None:
    everywhere = {
        (provider.name, operation)
        for provider in finetunes.providers().values()
        for operation in provider.operations
    }
    assert {(case.provider, case.name) for case in SUCCESSES} == everywhere
    common = [case for case in FAILURES if isinstance(case.asked, Common)]
    assert {(case.provider, case.name) for case in common} == everywhere


def test_every_way_of_asking_is_in_use() -> None:
    ways = {(provider, name) for provider, names in ASKED.items() for name in names}
    assert ways == {(case.provider, case.name) for case in CASES}


def test_no_two_cases_share_a_cassette() -> None:
    counted = Counter(case.cassette for case in CASES)
    assert [name for name, times in counted.items() if times > 1] == []

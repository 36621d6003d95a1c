"""Each operation and each documented answer, through both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import APIStatusError, FinetunesError, OutcomeUnknownError

from . import recording
from .cases import FAILURES, SUCCESSES, Case, Failure, Success

if TYPE_CHECKING:
    from .conftest import Call

pytestmark = pytest.mark.vcr


@pytest.mark.parametrize("case", SUCCESSES, ids=str)
def test_a_success_is_told_in_our_words_and_in_the_providers(case: Success, call: Call) -> None:
    result = call(case)
    assert (result.provider, result.operation, result.id) == (
        case.provider,
        case.operation,
        case.id,
    )
    assert (result.outcome, result.status, result.changed) == (case.outcome, case.item, True)
    assert (result.provider_status, result.message) == (case.word, case.message)
    assert isinstance(result.body, dict)


@pytest.mark.parametrize("case", SUCCESSES, ids=str)
def test_a_documented_success_decodes_into_the_generated_model(case: Success, call: Call) -> None:
    result = call(case)
    assert result.undecoded is None
    assert result.raw is not None
    assert result.raw.to_dict().keys() == result.body.keys()


@pytest.mark.parametrize("case", FAILURES, ids=str)
def test_a_documented_error_becomes_the_error_of_its_status(case: Failure, call: Call) -> None:
    error = failed(case, call)
    assert type(error) is case.error
    assert error.status_code == case.status
    assert (error.provider, error.operation, error.id) == (case.provider, case.operation, case.id)


@pytest.mark.parametrize("case", FAILURES, ids=str)
def test_an_error_repeats_the_providers_words_on_one_line(case: Failure, call: Call) -> None:
    error = failed(case, call)
    assert case.words in str(error)
    assert str(error).splitlines() == [str(error)]
    if isinstance(error, APIStatusError):
        assert error.message == case.words


@pytest.mark.parametrize(
    "case", [case for case in FAILURES if case.error is OutcomeUnknownError], ids=str
)
def test_an_unknown_outcome_says_when_it_was_sent_and_what_to_do(case: Failure, call: Call) -> None:
    error = failed(case, call)
    assert error.sent_at.utcoffset() is not None
    assert error.next_step
    assert error.next_step in str(error)


@pytest.mark.parametrize("case", [*SUCCESSES, *FAILURES], ids=str)
def test_no_result_and_no_error_shows_the_key(case: Case, call: Call) -> None:
    try:
        shown = repr(call(case))
    except FinetunesError as error:
        shown = f"{error}{error!r}{vars(error)}"
    assert recording.KEY not in shown


def failed(case: Failure, call: Call) -> Any:
    with pytest.raises(FinetunesError) as caught:
        call(case)
    return caught.value

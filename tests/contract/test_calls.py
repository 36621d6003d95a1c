"""Each operation and each documented answer, through both clients."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import APIStatusError, FinetunesError, OutcomeUnknownError

from . import recording
from .asked import Common, Generated
from .failures import FAILURES
from .successes import DECODED, SUCCESSES

if TYPE_CHECKING:
    from .cases import Case, Decoded, Failure, Success
    from .conftest import Call
    from .live import Live

pytestmark = [
    pytest.mark.vcr,
    # One provider is retired and each of its clients says so; that it does is tested in the core.
    pytest.mark.filterwarnings("ignore::finetunes.ProviderRetiredWarning"),
]


def results(case: Success, call: Call) -> list[Any]:
    found = call(case)
    return list(found) if case.is_listing else [found]


@pytest.mark.usefixtures("example_answers")
@pytest.mark.parametrize("case", SUCCESSES, ids=str)
def test_a_success_says_what_the_provider_said(case: Success, call: Call) -> None:
    found = results(case, call)
    assert [
        {name: getattr(result, name) for name in expected}
        for result, expected in zip(found, case.expected, strict=True)
    ] == list(case.expected)


@pytest.mark.parametrize("case", [case for case in SUCCESSES if case.model], ids=str)
def test_a_documented_success_decodes_into_the_generated_model(case: Success, call: Call) -> None:
    for result in results(case, call):
        assert result.provider == case.provider
        assert result.undecoded is None
        assert type(result.raw).__name__ == case.model
        assert result.raw.to_dict().keys() == result.body.keys()


@pytest.mark.parametrize("case", [case for case in DECODED if case.model != "File"], ids=str)
def test_a_generated_function_returns_the_documented_model(case: Decoded, call: Call) -> None:
    assert type(call(case).parsed).__name__ == case.model


@pytest.mark.usefixtures("example_answers")
@pytest.mark.parametrize("case", [case for case in DECODED if case.model != "File"], ids=str)
def test_a_generated_function_returns_all_that_the_answer_holds(case: Decoded, call: Call) -> None:
    response = call(case)
    # A time that was read as one is written with the offset instead of the Z.
    held = json.dumps(response.parsed.to_dict()).replace('+00:00"', 'Z"')
    assert json.loads(held) == json.loads(response.content)


@pytest.mark.parametrize("case", [case for case in DECODED if case.model == "File"], ids=str)
def test_a_generated_function_returns_an_answer_that_is_no_json_as_its_bytes(
    case: Decoded, call: Call
) -> None:
    assert call(case).parsed.payload.read() == b"string"


@pytest.mark.parametrize("case", FAILURES, ids=str)
def test_a_documented_error_becomes_the_error_of_its_status(case: Failure, call: Call) -> None:
    error = failed(case, call)
    assert type(error) is case.error
    assert error.status_code == case.status


@pytest.mark.parametrize(
    "case", [case for case in FAILURES if isinstance(case.asked, Common)], ids=str
)
def test_an_error_names_the_operation_and_the_item(case: Failure, call: Call) -> None:
    error = failed(case, call)
    name = "retrieve" if case.name == "wait" else case.name  # waiting is to retrieve repeatedly
    assert (error.provider, error.operation, error.id) == (case.provider, name, case.item)


@pytest.mark.parametrize(
    "case", [case for case in FAILURES if isinstance(case.asked, Generated)], ids=str
)
def test_an_error_of_a_generated_function_names_the_request(case: Failure, call: Call) -> None:
    error = failed(case, call)
    assert error.provider == case.provider
    assert error.operation.startswith(f"{case.operation.method.upper()} /")


@pytest.mark.usefixtures("example_answers")
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


@pytest.mark.parametrize("case", [*SUCCESSES, *DECODED, *FAILURES], ids=str)
def test_no_result_and_no_error_shows_the_key(case: Case, call: Call, live: Live | None) -> None:
    try:
        shown = repr(call(case))
    except FinetunesError as error:
        shown = f"{error}{error!r}{vars(error)}"
    assert recording.KEY not in shown
    if live:
        live.check(shown)


def failed(case: Failure, call: Call) -> Any:
    with pytest.raises(FinetunesError) as caught:
        call(case)
    return caught.value

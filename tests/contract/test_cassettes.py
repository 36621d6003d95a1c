"""The stored files: complete, honest about their origin, current, and without a secret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.testing.contract import check, read

from . import recording
from .failures import FAILURES
from .successes import DECODED, SUCCESSES

if TYPE_CHECKING:
    from pathlib import Path

    from .cases import Case

CASES: dict[str, Case] = {case.cassette: case for case in [*SUCCESSES, *DECODED, *FAILURES]}
NAMES = sorted(CASES)
REFRESH = "record again with `make cassettes`"


@pytest.fixture(params=NAMES)
def cassette(request: pytest.FixtureRequest, cassette_folder: Path) -> dict[str, Any]:
    """Each cassette, read as a plain file."""
    return recording.load(cassette_folder / f"{request.param}.yaml")


def test_there_is_a_cassette_for_each_case_and_no_other(cassette_folder: Path) -> None:
    stored = {
        path.relative_to(cassette_folder).with_suffix("").as_posix()
        for path in cassette_folder.rglob("*")
        if path.is_file()
    }
    assert stored == set(NAMES), REFRESH


def test_a_cassette_says_what_it_was_recorded_from(cassette: dict[str, Any]) -> None:
    (_, operation), *_ = recording.exchanges(cassette)
    provider = operation.document.provider
    pattern = rf"prism \d+\.\d+\.\d+ mock of specs/{provider}/openapi\.yaml"
    assert re.fullmatch(pattern, cassette["recorded"]["from"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cassette["recorded"]["at"])


def test_a_cassette_is_not_older_than_its_operation(cassette: dict[str, Any]) -> None:
    current = {operation.id: operation.sha256() for _, operation in recording.exchanges(cassette)}
    assert cassette["recorded"]["operation_sha256"] == current, (
        f"what {', '.join(current)} says has changed since it was recorded: {REFRESH}"
    )


def test_every_exchange_is_with_the_provider_itself(cassette: dict[str, Any]) -> None:
    for stored, operation in recording.exchanges(cassette):
        (server, *_) = operation.document.content["servers"]
        assert stored["request"]["uri"].startswith(f"{server['url']}/")


@pytest.mark.parametrize("name", NAMES)
def test_a_cassette_holds_the_answer_that_its_case_is_about(
    name: str, cassette_folder: Path
) -> None:
    case = CASES[name]
    found = recording.exchanges(recording.load(cassette_folder / f"{name}.yaml"))
    answers = [(operation.id, stored["response"]["status"]["code"]) for stored, operation in found]
    assert answers.count((case.operation.id, case.status)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_exchange_keeps_to_the_document_by_both_judges(
    name: str, cassette_folder: Path, figures: Any
) -> None:
    checked = [check(exchange) for exchange in read(cassette_folder / f"{name}.yaml")]
    assert [str(finding) for one in checked for finding in one.findings] == []
    assert [(one.operation is None, one.unchecked) for one in checked] == [(False, ())] * len(
        checked
    )
    figures.add("cassettes: exchanges held to the documents", len(checked))


def test_a_cassette_holds_no_header_that_is_not_on_the_list(cassette: dict[str, Any]) -> None:
    for stored in cassette["interactions"]:
        assert stored["request"]["headers"].keys() <= recording.REQUEST_HEADERS
        assert stored["response"]["headers"].keys() <= recording.RESPONSE_HEADERS


@pytest.mark.parametrize("name", NAMES)
def test_a_cassette_holds_no_key_no_credentials_and_no_loopback_address(
    name: str, cassette_folder: Path
) -> None:
    text = (cassette_folder / f"{name}.yaml").read_text("utf-8").lower()
    secrets = (recording.KEY, "authorization", "bearer", "x-key", "127.0.0.1", "localhost")
    assert [secret for secret in secrets if secret in text] == []


def test_the_lists_of_headers_name_none_that_carries_a_key() -> None:
    listed = recording.REQUEST_HEADERS | recording.RESPONSE_HEADERS
    assert (
        listed & {"authorization", "x-key", "cookie", "set-cookie", "proxy-authorization"} == set()
    )

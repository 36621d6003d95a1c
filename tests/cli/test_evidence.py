"""What the record of a server says of a clean-up; the record here is made up."""

from __future__ import annotations

from typing import Any

import pytest
from finetunes.cli import evidence
from finetunes.testing import EmbeddedServer, Fault, Received

REF = "cohere:m"


def request(
    status: int | None = 200, *, item: str = "m", method: str = "DELETE", **about: Any
) -> Received:
    return Received(method, "/", "cohere", "x", item, status, **about)


DELETED, LOST, LIMITED = request(applied=True), request(None), request(429)


def test_what_was_deleted_outside_the_plan_is_found() -> None:
    other = request(item="other", applied=True)
    read = request(item="read", method="GET", applied=True)
    refused = request(403, item="refused")
    assert evidence.outside([DELETED, other, read, refused], {REF}) == [other]


@pytest.mark.parametrize("first", [DELETED, LOST, request(500), request(404)])
def test_a_request_after_one_that_was_received_is_found(first: Received) -> None:
    second = request()
    assert evidence.sent_again([first, request(item="other"), second]) == [second]


def test_a_request_after_one_that_was_refused_for_its_rate_is_none() -> None:
    read = request(method="GET")
    assert evidence.sent_again([read, LIMITED, LIMITED, DELETED, read]) == []


def result(end: str, *, changed: bool | None = None) -> dict[str, Any]:
    outcome = end if end in {"deleted", "already_gone"} else None
    return {"ref": REF, "end": end, "outcome": outcome, "changed": changed}


def truth(*requests: Received, there: bool) -> evidence.Truth:
    return evidence.Truth({REF: requests} if requests else {}, frozenset({REF} if there else ()))


GONE = truth(LIMITED, DELETED, there=False)
TAKEN_BY_OTHERS = truth(there=False)
HIDDEN = truth(request(500, applied=True, fault=Fault.ERROR_AFTER_COMMIT), there=False)
WAITING = truth(LOST, there=True)
UNTOUCHED = truth(LIMITED, there=True)


@pytest.mark.parametrize(
    ("told", "so"),
    [
        (result("deleted", changed=True), GONE),
        (result("deleted"), GONE),
        (result("already_gone"), GONE),
        (result("already_gone", changed=False), TAKEN_BY_OTHERS),
        (result("already_gone"), TAKEN_BY_OTHERS),
        (result("unknown"), HIDDEN),
        (result("unknown"), WAITING),
        (result("failed"), UNTOUCHED),
        (result("not_sent"), UNTOUCHED),
        ({**result("deleted"), "end": "skipped"}, GONE),
    ],
)
def test_what_is_so_is_true(told: dict[str, Any], so: evidence.Truth) -> None:
    assert evidence.untrue([told], so) == []


@pytest.mark.parametrize(
    ("told", "so"),
    [
        (result("deleted"), UNTOUCHED),
        (result("deleted"), TAKEN_BY_OTHERS),
        (result("deleted", changed=True), truth(DELETED, there=True)),
        (result("deleted", changed=False), GONE),
        (result("already_gone", changed=False), GONE),
        (result("already_gone", changed=True), TAKEN_BY_OTHERS),
        (result("already_gone"), UNTOUCHED),
        (result("unknown"), GONE),
        (result("unknown", changed=True), HIDDEN),
        (result("failed"), WAITING),
        (result("failed"), GONE),
        (result("not_sent"), TAKEN_BY_OTHERS),
        (result("changed_since_plan"), UNTOUCHED),
    ],
)
def test_what_is_not_so_is_untrue(told: dict[str, Any], so: evidence.Truth) -> None:
    assert evidence.untrue([told], so) == [REF]


def test_a_server_is_asked_what_is_there_and_what_came(server: EmbeddedServer) -> None:
    job = server.together.add()
    now = evidence.Truth.now(server)
    assert now == evidence.Truth({}, frozenset({f"together:{job}"}))

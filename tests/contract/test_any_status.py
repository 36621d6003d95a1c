"""Whatever a server answers, with whatever status, a call ends in what is documented.

These are tens of thousands of calls, so they go through `httpx.MockTransport`, which is passed to
the clients as a user would; that replies of a real socket end no other way, tests/core shows.
"""

from __future__ import annotations

import json
from contextlib import suppress
from itertools import cycle, islice, product
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import (
    APIStatusError,
    Checkpoint,
    Event,
    FineTune,
    FinetunesError,
    JobRestartedError,
    MetricPoint,
    OutcomeUnknownError,
    TransferError,
    UndecodableResponseError,
    WaitTimeoutError,
    providers,
)
from hypothesis import HealthCheck, given, settings, strategies as st

from ..core.reads import check_types
from .any_body import answers
from .any_deviation import deviations
from .any_judge import modules
from .any_reply import CALLS, KEY, Caller, Odd, good, requests_of
from .any_request import arguments
from .asked import LINE, TRAINING_FILE
from .performing import wait_for_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_JSON: tuple[bytes, ...] = (
    b"",
    b"<html><title>Bad gateway</title></html>",
    b"no JSON, \x00\x1b[31m\r\n",
    b'{"id": "x", "status": "pend',
    b"\xff\xfe{\x00}\x00",
    b"[" * 20_000 + b"]" * 20_000,
    b'{"id": ' + b"9" * 5_000 + b"}",
    b'{"id": "x", "status": NaN, "total_price": 1e999}',
)
ODD_JSON: tuple[str, ...] = (
    "{}", "[]", "null", "5", '"x"', '{"error": {"message": "m", "type": "t"}}',
    '{"message": ["m"]}', '{"detail": [{"loc": {}, "msg": "m"}]}', '{"data": [null, 5, {}]}',
    '{"id": null, "status": 5}', '{"id": 1%s}' % ("0" * 600), '{"x": "\\u2028\\ud800"}',
)  # fmt: skip
BODIES = (*NOT_JSON, *(text.encode() for text in ODD_JSON))
STATUSES = range(200, 600)
TELLING = (200, 201, 202, 204, 206, 302, 400, 404, 409, 500)
"""Statuses with a meaning of their own, which are tried with every body."""

OPERATIONS = [(provider, name) for provider, calls in CALLS.items() for name in calls]
DESTRUCTIVE = {"create", "cancel", "delete"}
SEVERAL_REQUESTS = {"wait", "download", "upload"}


@pytest.fixture(autouse=True)
def instant(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Wait for nothing, in a folder with a file to upload."""
    wait_for_nothing(monkeypatch)
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath(TRAINING_FILE).write_bytes(LINE)


@pytest.fixture(params=["sync", "async"])
def colour(request: pytest.FixtureRequest) -> str:
    """Either client."""
    return str(request.param)


@pytest.fixture
def caller(provider: str, colour: str) -> Iterator[Caller]:
    """A client of the provider."""
    made = Caller(provider, blocking=colour == "sync")
    yield made
    made.close()


def replies(provider: str, asked: str, *, shift: int) -> Iterator[Odd]:
    """Yield replies of every status, and for the telling ones with every body.

    `shift` lets the two clients meet other bodies at the other statuses.
    """
    success = good(provider, asked)
    bodies = (success.content, *BODIES)
    rotating = cycle(bodies)
    for _ in range(shift):
        next(rotating)
    for status, content in (*product(TELLING, bodies), *zip(STATUSES, rotating, strict=False)):
        headers = success.headers if status in {302, 409} else ()
        yield Odd(status, content, success.media_type, headers)


def check(end: Any, name: str, status: int, *, first: bool) -> None:
    """Compare what a reply of some status came to with what the errors say of themselves."""
    if isinstance(end, FinetunesError):
        assert isinstance(end, errors_of(name, status, first=first))
        assert str(end).isprintable()
        assert KEY not in str(end)
        return
    found: list[Any] = end if end.__class__ is list else [end]
    for item in found:
        if type(item) in {FineTune, Event, Checkpoint, MetricPoint}:
            check_types(item)
    if first and name not in SEVERAL_REQUESTS and not 200 <= status < 300:
        # Only reading back shows how a cancel or delete ended that was not answered with 2xx.
        refused = {400, 409} if name == "cancel" else set[int]()
        assert name in {"cancel", "delete"}
        assert is_fault(status) or status in refused


def errors_of(name: str, status: int, *, first: bool) -> tuple[type[FinetunesError], ...]:
    """Return the errors that may come of a reply to the first or a later request of a call."""
    if name in SEVERAL_REQUESTS or not first:
        # What is lost on the way may be asked again, waited for, or be only half of it.
        lost = (WaitTimeoutError, JobRestartedError, TransferError, OutcomeUnknownError)
        return (*lost, APIStatusError, UndecodableResponseError)
    if name in DESTRUCTIVE and (status < 300 or is_fault(status)):
        return (OutcomeUnknownError,)
    return (UndecodableResponseError,) if status < 300 else (APIStatusError,)


def is_fault(status: int) -> bool:
    """Say whether the server, or somebody on the way, failed: docs/outcomes.md."""
    return status in {408, 499} or status >= 500


def test_every_operation_of_the_clients_is_called() -> None:
    known = {(name, one) for name, known in providers().items() for one in known.operations}
    assert set(OPERATIONS) == known


@pytest.mark.parametrize(("provider", "name"), OPERATIONS)
def test_any_status_with_any_body_ends_in_what_is_documented(
    caller: Caller, provider: str, name: str, colour: str, figures: Any
) -> None:
    for place, asked in enumerate(requests_of(caller, name)):
        for odd in replies(provider, asked, shift=3 * (colour == "sync")):
            end = caller.answered(asked, odd, name)
            check(end, name, odd.status, first=place == 0)
            figures.add("property: replies of any status and body", 1)


# What a download reads as JSON is what `retrieve` reads, too; it would write a file each time.
@pytest.mark.parametrize(("provider", "name"), [one for one in OPERATIONS if one[1] != "download"])
def test_any_deviating_body_ends_in_what_is_documented(
    caller: Caller, provider: str, name: str, colour: str, figures: Any
) -> None:
    # Both clients run the same code on what was decoded; a part is enough for the second.
    step = 1 if colour == "sync" else 5
    for place, asked in enumerate(requests_of(caller, name)):
        success = good(provider, asked)
        for body in islice(deviating(provider, asked, success.status), 0, None, step):
            end = caller.answered(asked, success._replace(content=body), name)
            check(end, name, success.status, first=place == 0)
            figures.add("property: deviating bodies through the clients", 1)


def deviating(provider: str, asked: str, status: int) -> Iterator[bytes]:
    """Yield every deviation from the body of a documented answer, if it has one of JSON."""
    for answer in answers():
        if (answer.provider, answer.operation, answer.status) == (provider, asked, status):
            for deviation in deviations(provider, answer.schema):
                yield json.dumps(deviation.body).encode()


@pytest.mark.parametrize("provider", CALLS)
@settings(max_examples=1, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_reply_to_a_generated_function_ends_in_what_is_documented(
    caller: Caller, provider: str, figures: Any, data: st.DataObject
) -> None:
    for place, (id, module) in enumerate(modules(provider).items()):
        given_arguments = data.draw(arguments(provider, id))
        caller.transport.seat = id
        unexpected = module.errors.UnexpectedBody
        # A part for each operation: together they meet every status and every body.
        for odd in islice(replies(provider, id, shift=place), place % 5, None, 5):
            caller.transport.odd = odd
            with suppress(unexpected):
                end = caller.generated(module, **given_arguments)
                assert isinstance(end, FinetunesError) is not (200 <= odd.status < 300) or (
                    isinstance(end, UndecodableResponseError | OutcomeUnknownError)
                )
            figures.add("property: replies of any status and body", 1)

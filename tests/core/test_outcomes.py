"""Every row of docs/outcomes.md, with the faults made at a socket."""

from __future__ import annotations

import inspect
import shlex
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import finetunes
import pytest
from finetunes import FineTune, FinetunesError, OutcomeUnknownError, Result

from .canned import Canned, answer
from .conftest import Call
from .scenes import Scene
from .tables import Ending, Reading, endings, readings
from .wire import SOON

if TYPE_CHECKING:
    from .wire import Start

LOST = [row for row in endings() if row.end == "lost"]
REFUSED = [row for row in endings() if row.end == "refused"]
FINAL = [row for row in endings() if row.end not in {"lost", "refused"}]
AFTER_LOST, AFTER_REFUSED = readings("lost"), readings("refused")
EVERY_LOSS = [(end, row) for row in AFTER_LOST for end in LOST if end.operation == row.operation]


TIME = 20.0
"""Seconds of a call; only a request that is never answered is given up long before."""


@pytest.fixture(autouse=True)
def _no_long_stall(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up on a stalled request soon, and leave enough time for the looks."""
    if "end" in request.fixturenames:
        end: Ending = request.getfixturevalue("end")
        if end.happened == "no reply in time":
            monkeypatch.setattr("finetunes.verify._SHARE", SOON / TIME)


def made(call: Call, wire: Start, scene: Scene, row: Reading, **options: Any) -> Any:
    """Make the call of a row, and return its result or its error."""
    given: dict[str, Any] = {
        "base_url": wire(scene).url,
        "max_retries": 0,
        "timeout": TIME,
        **options,
    }
    try:
        return call(row.provider, row.operation, **given)
    except FinetunesError as error:
        return error


def told(end: Any) -> tuple[str, bool | None, str | None]:
    """Say of a result or an error what the table says."""
    if isinstance(end, Result):
        return str(end.outcome), end.changed, word(end.fine_tune)
    return type(end).__name__, None, word(getattr(end, "last_seen", None))


def word(seen: FineTune[Any] | None) -> str | None:
    return (seen.provider_status or "listed") if seen else None


@pytest.mark.parametrize("colour", ["sync", "asyncio"])
@pytest.mark.parametrize(("end", "row"), EVERY_LOSS, ids=str)
def test_what_is_read_after_a_lost_answer_comes_to_what_the_table_says(
    wire: Start, colour: str, end: Ending, row: Reading
) -> None:
    scene = Scene(row.provider, end.happened, row.read)
    assert told(made(Call(colour), wire, scene, row)) == (row.answer, row.changed, row.last)
    assert len(scene.changes) == 1
    assert scene.lines[0] == scene.changes[0]
    assert scene.looks >= len(row.read)


@pytest.mark.parametrize("row", AFTER_LOST, ids=str)
def test_trio_reads_back_alike(wire: Start, row: Reading) -> None:
    scene = Scene(row.provider, "500", row.read)
    assert told(made(Call("trio"), wire, scene, row)) == (row.answer, row.changed, row.last)
    assert len(scene.changes) == 1


@pytest.mark.parametrize("end", REFUSED, ids=str)
@pytest.mark.parametrize("row", AFTER_REFUSED, ids=str)
def test_what_is_read_after_a_refused_cancel_comes_to_what_the_table_says(
    call: Call, wire: Start, end: Ending, row: Reading
) -> None:
    scene = Scene(row.provider, end.happened, row.read)
    refusal = {"400": "BadRequestError", "409": "ConflictError"}[end.happened]
    expected = refusal if row.answer == "the refusal" else row.answer
    assert told(made(call, wire, scene, row)) == (expected, row.changed, row.last)
    assert (len(scene.changes), scene.looks) == (1, 1)


@pytest.mark.parametrize("end", FINAL, ids=str)
def test_what_is_neither_lost_nor_refused_is_not_read_back(
    call: Call, wire: Start, end: Ending
) -> None:
    row = Reading("together", end.operation, ("`completed`",), end.end, None, None)
    if end.happened == "the connection is refused":
        with wire() as server:
            scene, address = Scene("together", "", ()), server.url
        found = made(call, wire, scene, row, base_url=address)
    else:
        scene = Scene("together", end.happened, row.read)
        found = made(call, wire, scene, row)
        assert len(scene.changes) == 1
    assert type(found) is getattr(finetunes, end.end)
    assert scene.looks == 0


def test_the_tables_are_there_and_leave_no_operation_out() -> None:
    asked = {
        (name, operation)
        for name, provider in finetunes.providers().items()
        for operation in {"cancel", "delete"} & {*provider.operations}
    }
    assert {(row.provider, row.operation) for row in AFTER_LOST} == asked
    assert {end.operation for end in LOST} == {"cancel", "delete"}
    assert min(len(LOST), len(FINAL), len(AFTER_REFUSED)) > 10
    assert len(REFUSED) == 2


def test_an_item_that_stays_there_is_looked_at_four_times_ever_more_seldom(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    scene = Scene("together", "500", ("`completed`",))
    made(call, wire, scene, AFTER_LOST[0])
    assert scene.looks == 4
    assert pauses == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("id", ["my  model", " lead", "it's", "a\u2028b"])
def test_the_commands_of_an_unknown_outcome_name_the_very_same_id(id: str) -> None:
    transport = Canned(answer(b"", 500), answer(b"", 403))
    with pytest.raises(OutcomeUnknownError) as caught:
        Call("sync")("bfl", id=id, transport=transport)
    _, show, _, again, _ = str(caught.value.next_step).split("`")
    assert shlex.split(show) == ["finetunes", "show", f"bfl:{id}"]
    assert shlex.split(again) == ["finetunes", "delete", f"bfl:{id}"]


def test_no_look_is_begun_that_the_time_does_not_last_for(call: Call) -> None:
    transport = Canned(answer(b"", 500), answer(b"<html>"))
    with pytest.raises(OutcomeUnknownError):
        call("together", transport=transport, timeout=2.5)
    # At once, after 1 s and after 2 s, which the test does not wait; 4 s are too long.
    assert [request.method for request in transport.requests] == ["DELETE", "GET", "GET", "GET"]


def test_a_look_has_half_of_the_time_that_is_left(call: Call) -> None:
    transport = Canned(answer(b"", 500), answer(b"<html>"))
    with pytest.raises(OutcomeUnknownError):
        call("together", transport=transport, timeout=60)
    told = [request.extensions["timeout"]["read"] for request in transport.requests[1:]]
    assert told == [pytest.approx(30, abs=0.5)] * 4


def test_an_unknown_outcome_carries_all_that_is_known(call: Call, wire: Start) -> None:
    scene = Scene("together", "500", ("`running`",))
    before = datetime.now(UTC)
    error = made(call, wire, scene, AFTER_LOST[0])
    assert isinstance(error, OutcomeUnknownError)
    assert (error.provider, error.operation, error.id) == ("together", "delete", "ft-1")
    assert error.reason == "500 Internal Server Error: no, thanks"
    assert error.status_code == 500
    assert error.body == {"error": {"message": "no, thanks"}}
    assert before <= error.sent_at <= datetime.now(UTC) if error.sent_at else False
    assert error.last_seen.ref == "together:ft-1"
    assert error.next_step == (
        "run `finetunes show together:ft-1` in a while, and `finetunes delete together:ft-1` "
        "if it still shows no change"
    )
    assert str(error) == (
        "together:ft-1: delete: it may or may not have happened: 500 Internal Server Error: no, "
        "thanks; reading back still shows it as running (running), which proves nothing; "
        f"{error.next_step}"
    )


@pytest.mark.parametrize(
    ("read", "words"),
    [("not found", "reading back does not find it"), ("dead", "it could not be read back")],
)
def test_an_unknown_cancel_says_what_reading_back_came_to(
    call: Call, wire: Start, read: str, words: str
) -> None:
    row = Reading("together", "cancel", (read,), "", None, None)
    assert f"; {words}; " in str(made(call, wire, Scene("together", "500", row.read), row))


def test_an_item_without_a_status_word_is_shown_without_one(call: Call, wire: Start) -> None:
    row = Reading("bfl", "delete", ("not found, but listed",), "", None, None)
    words = str(made(call, wire, Scene("bfl", "500", row.read), row))
    assert "reading back still shows it as unknown, which proves nothing" in words


def test_a_result_that_was_read_back_says_so_and_has_what_was_read(call: Call, wire: Start) -> None:
    row = Reading("together", "cancel", ("`cancelled`",), "", None, None)
    result = made(call, wire, Scene("together", "500", row.read), row)
    assert result.message == "the answer was lost; reading back shows that it is cancelled"
    assert (result.status, result.provider_status) == ("cancelled", "cancelled")
    assert result.body == result.fine_tune.body
    assert (result.provider, result.operation, result.id) == ("together", "cancel", "ft-1")


def test_the_command_to_go_on_with_can_be_pasted(wire: Start) -> None:
    scene = Scene("together", "500", ("refused",))
    with pytest.raises(OutcomeUnknownError, match="finetunes show 'together:a b;c'") as caught:
        Call("sync")("together", id="a b;c", base_url=wire(scene).url, max_retries=0)
    assert "`finetunes delete 'together:a b;c'`" in str(caught.value)


def test_no_call_takes_an_argument_that_lifts_a_guard() -> None:
    names = {
        name
        for kind in (finetunes.Client, finetunes.AsyncClient)
        for operation in ("cancel", "delete", "create", "upload", "__init__")
        for name in inspect.signature(getattr(kind, operation)).parameters
    }
    assert {
        name for name in names if "force" in name or "ignore" in name or "skip" in name
    } == set()

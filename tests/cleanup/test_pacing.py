"""Pauses: all calls of a provider keep them, and they have an end."""

from __future__ import annotations

import threading
from typing import Any

import anyio
import pytest
from finetunes import (
    APIConnectionError,
    FinetunesError,
    InternalServerError,
    RateLimitError,
    UndecodableResponseError,
)
from finetunes.cleanup import NotSentError
from finetunes.cleanup.pacing import TRIES, Pace, at_once


class Call:
    """A call that fails with these errors, then succeeds."""

    def __init__(self, *errors: FinetunesError) -> None:
        self.errors = list(errors)
        self.made = 0

    async def __call__(self) -> str:
        self.made += 1
        await anyio.lowlevel.checkpoint()
        if self.errors:
            raise self.errors.pop(0)
        return "done"


class Clock:
    """Remembers how long was waited, and waits for nothing."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await anyio.lowlevel.checkpoint()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def limited(seconds: float | None = None) -> RateLimitError:
    return RateLimitError("slow down", retry_after=seconds)


def keep(pace: Pace, call: Call) -> str:
    return anyio.run(pace.keep, call)


def test_a_pause_is_as_long_as_the_provider_asks(clock: Clock) -> None:
    assert keep(Pace(sleep=clock.sleep), Call(limited(7.5))) == "done"
    assert clock.seconds == pytest.approx(7.5)


def test_pauses_grow_where_the_provider_does_not_say(clock: Clock) -> None:
    call = Call(limited(), APIConnectionError("refused"), limited())
    assert keep(Pace(sleep=clock.sleep), call) == "done"
    assert clock.seconds == pytest.approx(1 + 2 + 4)


def test_a_call_is_made_so_often_and_no_more(clock: Clock) -> None:
    call = Call(*[limited(1)] * 10)
    with pytest.raises(RateLimitError):
        keep(Pace(sleep=clock.sleep), call)
    assert call.made == TRIES


def test_after_too_many_pauses_in_a_row_the_provider_is_left_alone(clock: Clock) -> None:
    pace, other = Pace(sleep=clock.sleep), Call()
    with pytest.raises(RateLimitError):
        keep(pace, Call(*[limited(1)] * 10))
    with pytest.raises(NotSentError, match="another call ended the run: slow down"):
        keep(pace, other)
    assert other.made == 0


def test_a_provider_that_asks_for_too_long_a_pause_is_left_alone_at_once(clock: Clock) -> None:
    call = Call(limited(3600))
    with pytest.raises(RateLimitError):
        keep(Pace(sleep=clock.sleep), call)
    assert (call.made, clock.seconds) == (1, 0)


def test_an_item_that_is_refused_again_and_again_does_not_end_the_others(clock: Clock) -> None:
    pace, unlucky, lucky = Pace(sleep=clock.sleep), Call(*[limited(1)] * 10), Call()

    async def both() -> None:
        with pytest.raises(RateLimitError):
            await pace.keep(unlucky_with_luck_between)
        assert await pace.keep(lucky) == "done"

    async def unlucky_with_luck_between() -> str:
        await pace.keep(Call())
        return await unlucky()

    anyio.run(both)
    assert unlucky.made == TRIES


def test_another_error_is_raised_at_once(clock: Clock) -> None:
    call = Call(FinetunesError("no"))
    with pytest.raises(FinetunesError, match="no"):
        keep(Pace(sleep=clock.sleep), call)
    assert call.made == 1


def test_a_read_that_meets_a_fault_of_the_server_is_made_again(clock: Clock) -> None:
    call = Call(InternalServerError("500"), UndecodableResponseError("html"))
    assert keep(Pace(sleep=clock.sleep), call) == "done"
    assert clock.seconds == pytest.approx(1 + 2)


def test_one_item_that_cannot_be_read_does_not_end_the_others(clock: Clock) -> None:
    pace = Pace(sleep=clock.sleep)
    with pytest.raises(InternalServerError):
        keep(pace, Call(*[InternalServerError("500")] * 10))
    assert keep(pace, Call()) == "done"


def test_many_items_in_a_row_that_cannot_be_read_end_the_others(clock: Clock) -> None:
    pace, last = Pace(sleep=clock.sleep), Call()
    for _ in range(TRIES):
        with pytest.raises(InternalServerError):
            keep(pace, Call(*[InternalServerError("500")] * 10))
    with pytest.raises(NotSentError, match="another call ended the run: 500"):
        keep(pace, last)
    assert last.made == 0


def test_calls_under_way_that_are_refused_too_make_one_pause(clock: Clock) -> None:
    pace, calls = Pace(sleep=clock.sleep), [Call(limited(5)) for _ in range(4)]

    async def work(call: Call) -> None:
        assert await pace.keep(call) == "done"

    anyio.run(at_once, 4, calls, work)
    assert clock.seconds == pytest.approx(5)


def test_no_call_begins_during_a_pause(clock: Clock) -> None:
    late = Call()
    pausing: list[int] = []

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds)
        pausing.append(late.made)

    pace = Pace(sleep=sleep)

    async def work(call: Call) -> None:
        if call is late:
            while not pausing:
                await anyio.lowlevel.checkpoint()
        await pace.keep(call)

    anyio.run(at_once, 2, [Call(limited(5)), late], work)
    assert set(pausing) == {0}
    assert late.made == 1


def test_a_stop_ends_a_pause_with_the_error_that_began_it(clock: Clock) -> None:
    stop = threading.Event()

    async def sleep(seconds: float) -> None:
        await clock.sleep(seconds)
        stop.set()

    call = Call(limited(600))
    with pytest.raises(RateLimitError):
        keep(Pace(stop, sleep), call)
    assert (call.made, clock.seconds < 1) == (1, True)


def test_after_a_stop_no_call_begins(clock: Clock) -> None:
    stop, call = threading.Event(), Call()
    stop.set()
    with pytest.raises(NotSentError, match="stopped before its turn"):
        keep(Pace(stop, clock.sleep), call)
    assert call.made == 0


def test_so_many_are_worked_on_at_once_and_all_of_them_in_order() -> None:
    running, most, order = 0, 0, list[int]()

    async def work(number: int) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        order.append(number)
        await anyio.lowlevel.checkpoint()
        running -= 1

    anyio.run(at_once, 3, range(10), work)
    assert (order, most) == (list(range(10)), 3)


def test_no_more_tasks_are_begun_than_there_are_items() -> None:
    tasks: list[int] = []

    async def work(_: int) -> None:
        tasks.append(len(anyio.get_running_tasks()))

    anyio.run(at_once, 1000, [1, 2], work)
    assert max(tasks) == 3  # one is what waits for them


def test_a_cancelled_pause_lets_nobody_wait_for_ever() -> None:
    async def sleep(_: float) -> None:
        raise TimeoutError

    pace: Any = Pace(sleep=sleep)
    with pytest.raises(TimeoutError):
        keep(pace, Call(limited(5)))
    assert keep(pace, Call()) == "done"

"""The two drivers: they run the same generator and give back the same."""

from __future__ import annotations

import inspect
from typing import Any

import anyio
import pytest
from finetunes.exchange.deadline import Deadline
from finetunes.exchange.flow import Flow, Pause, Send, arun, run


class Recorder:
    """Answers each step with a number; blocking or async."""

    def __init__(self, colour: str, failure: Exception | None = None) -> None:
        self.colour = colour
        self.failure = failure
        self.steps: list[Any] = []
        self.deadlines: set[Deadline] = set()

    def perform(self, step: Any, deadline: Deadline) -> Any:
        if self.colour == "sync":
            return self._perform(step, deadline)

        async def later() -> Any:
            return self._perform(step, deadline)

        return later()

    def _perform(self, step: Any, deadline: Deadline) -> int:
        self.steps.append(step)
        self.deadlines.add(deadline)
        if self.failure:
            raise self.failure
        return len(self.steps)

    def run(self, flow: Flow[Any]) -> Any:
        deadline = Deadline.after(60)
        if self.colour == "sync":
            return run(flow, self, deadline)

        async def main() -> Any:
            return await arun(flow, self, deadline)

        return anyio.run(main, backend=self.colour)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def colour(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def counting(*steps: Any) -> Flow[list[Any]]:
    answers: list[Any] = []
    for step in steps:
        answer = yield step
        answers.append(answer)
    return answers


def test_each_step_is_performed_in_order_and_its_answer_handed_back(colour: str) -> None:
    steps = [Send("GET", "/a"), Pause(1.0), Send("GET", "/b")]
    channel = Recorder(colour)
    assert channel.run(counting(*steps)) == [1, 2, 3]
    assert channel.steps == steps


def test_all_steps_of_a_flow_share_one_deadline(colour: str) -> None:
    channel = Recorder(colour)
    channel.run(counting(Pause(1.0), Pause(2.0)))
    assert len(channel.deadlines) == 1


def test_a_flow_without_steps_performs_nothing(colour: str) -> None:
    channel = Recorder(colour)
    assert channel.run(counting()) == []
    assert channel.steps == []


def test_flows_are_composed_with_yield_from(colour: str) -> None:
    def outer() -> Flow[Any]:
        inner = yield from counting(Pause(1.0))
        return [inner, (yield Pause(2.0))]

    assert Recorder(colour).run(outer()) == [[1], 2]


def test_what_a_flow_raises_is_raised(colour: str) -> None:
    def failing() -> Flow[None]:
        yield Pause(1.0)
        raise LookupError("from the flow")

    with pytest.raises(LookupError, match="from the flow"):
        Recorder(colour).run(failing())


def test_what_a_channel_raises_is_raised(colour: str) -> None:
    with pytest.raises(OSError, match="from the channel"):
        Recorder(colour, OSError("from the channel")).run(counting(Pause(1.0)))


def test_a_stop_iteration_of_the_channel_is_not_taken_for_the_end_of_the_flow(colour: str) -> None:
    flow = counting(Pause(1.0))
    # A coroutine cannot let StopIteration out (PEP 479), and says RuntimeError.
    with pytest.raises((StopIteration, RuntimeError)):
        Recorder(colour, StopIteration()).run(flow)
    assert inspect.getgeneratorstate(flow) == inspect.GEN_SUSPENDED

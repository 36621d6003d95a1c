"""Waiting over real HTTP: both colours, the pauses, and what a callback may do to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import (
    AsyncClient,
    Client,
    ConfigurationError,
    FineTune,
    JobRestartedError,
    NotFoundError,
    Status,
    UnsupportedOperationError,
    WaitTimeoutError,
)

from .canned import Canned, answer
from .conftest import KEY, Call
from .wire import SOON, Connection, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .wire import Start, Wire

JOBS = "/v1/fine-tunes/ft-1"


def job(word: str) -> bytes:
    return reply({"id": "ft-1", "status": word})


@pytest.fixture
def serving(wire: Start) -> Callable[..., Wire]:
    """Start a server that gives these replies one after another, the last one again and again."""

    def start(*replies: bytes) -> Wire:
        waiting = list(replies)

        def script(peer: Connection) -> None:
            while peer.request() is not None:
                peer.send(waiting.pop(0) if len(waiting) > 1 else waiting[0])

        return wire(script)

    return start


def wait(call: Call, server: Wire, provider: str = "together", **options: Any) -> Any:
    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield client.wait("ft-1", **options))

    return call.run(scenario, provider, base_url=server.url, max_retries=0)


def test_a_job_is_waited_for(call: Call, serving: Any, pauses: list[float]) -> None:
    server = serving(job("queued"), job("running"), job("uploading"), job("completed"))
    seen: list[str | None] = []

    def remember(now: FineTune[Any]) -> None:
        seen.append(now.provider_status)

    found = wait(call, server, progress=remember)
    assert (found.id, found.status) == ("ft-1", Status.SUCCEEDED)
    assert seen == ["queued", "running", "uploading", "completed"]
    assert [pause for pause in pauses if pause] == [1.5, 2.25, 3.375]  # a quarter less
    assert [(request.method, request.target) for request in server.requests] == [("GET", JOBS)] * 4


def test_a_model_of_cohere_is_waited_for(call: Call, serving: Any, pauses: list[float]) -> None:
    words = ["STATUS_QUEUED", "STATUS_FINETUNING", "STATUS_DEPLOYING_API", "STATUS_READY"]
    server = serving(*[reply({"finetuned_model": {"id": "ft-1", "status": w}}) for w in words])
    assert wait(call, server, "cohere").provider_status == "STATUS_READY"
    assert len(server.requests) == 4


def test_a_fault_in_passing_is_lived_through(call: Call, serving: Any, pauses: list[float]) -> None:
    server = serving(
        job("running"),
        reply({}, "503 Service Unavailable"),
        reply("<html>"),
        reply({}, "429 Too Many Requests", "Retry-After: 17"),
        job("completed"),
    )
    assert wait(call, server).status is Status.SUCCEEDED
    assert 17.0 in pauses


def test_a_job_that_is_not_found_ends_the_wait(
    call: Call, serving: Any, pauses: list[float]
) -> None:
    server = serving(job("running"), reply({}, "404 Not Found"))
    with pytest.raises(NotFoundError):
        wait(call, server)
    assert len(server.requests) == 2


def test_a_restarted_job_names_the_new_one(call: Call, serving: Any, pauses: list[float]) -> None:
    events = reply({"data": [{"type": "job_restarted", "message": "goes on as ft-2"}]})
    server = serving(job("error"), events, reply({"id": "ft-2", "status": "running"}))
    with pytest.raises(JobRestartedError) as caught:
        wait(call, server)
    assert caught.value.new_id == "ft-2"
    assert [request.target for request in server.requests] == [
        JOBS,
        f"{JOBS}/events",
        "/v1/fine-tunes/ft-2",
    ]


def test_the_time_that_runs_out_is_said_with_what_was_seen(
    call: Call, serving: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.waiting._TOO_LITTLE", 30)
    server = serving(job("running"))
    with pytest.raises(WaitTimeoutError, match=r"is running \(running\)") as caught:
        wait(call, server, timeout=20)  # too little is left at once: one look, no pause
    assert caught.value.last_seen.status is Status.RUNNING
    assert len(server.requests) == 1


@pytest.mark.parametrize("timeout", [0, -1, "5", True])
def test_a_bad_timeout_is_refused_before_anything_is_sent(
    call: Call, serving: Any, timeout: Any
) -> None:
    server = serving(job("completed"))
    with pytest.raises(ConfigurationError, match="timeout must be a number of seconds"):
        wait(call, server, timeout=timeout)
    assert server.connections == 0


def test_bfl_has_no_jobs_to_wait_for(call: Call, serving: Any) -> None:
    server = serving(job("completed"))
    with pytest.raises(UnsupportedOperationError, match="has no wait"):
        wait(call, server, "bfl")
    assert server.connections == 0


# How long a look may take


@pytest.mark.parametrize(("total", "look"), [(None, 7.0), (1000, 7.0), (3, 3.0)])
def test_a_look_takes_no_longer_than_a_call(call: Call, total: float | None, look: float) -> None:
    transport = Canned(answer({"id": "ft-1", "status": "completed"}))

    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield client.wait("ft-1", timeout=total)

    call.run(scenario, "together", transport=transport, timeout=7)
    assert set(transport.only.extensions["timeout"].values()) == {look}


def test_a_look_that_hangs_is_given_up_and_tried_again(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(Connection.stall, job("completed"))

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield client.wait("ft-1"))

    found = call.run(scenario, "together", base_url=server.url, timeout=SOON, max_retries=0)
    assert found.status is Status.SUCCEEDED
    assert server.connections == 2


# A callback


class Stop(Exception):  # noqa: N818 - what a caller might raise
    """A caller's own."""


@pytest.mark.parametrize("kind", [Stop, StopIteration])
def test_what_a_callback_raises_comes_out_and_the_client_goes_on(
    call: Call, serving: Any, pauses: list[float], kind: type[Exception]
) -> None:
    server = serving(job("running"), job("completed"))

    def stop(_: object) -> None:
        raise kind

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        with pytest.raises((Stop, RuntimeError)):  # a generator turns StopIteration into the latter
            yield client.wait("ft-1", progress=stop)
        return (yield client.wait("ft-1"))

    found = call.run(scenario, "together", base_url=server.url)
    assert found.status is Status.SUCCEEDED
    assert server.connections == 1  # kept, not broken


def interrupt(_: object) -> None:
    raise KeyboardInterrupt


def test_an_interruption_leaves_a_blocking_client_usable(serving: Any, pauses: list[float]) -> None:
    server = serving(job("running"), job("completed"))
    with Client("together", api_key=KEY, base_url=server.url) as client:
        with pytest.raises(KeyboardInterrupt):
            client.wait("ft-1", progress=interrupt)
        assert client.wait("ft-1").status is Status.SUCCEEDED
    assert server.connections == 1


def test_an_interrupted_pause_leaves_a_blocking_client_usable(
    serving: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serving(job("running"), job("completed"))

    def press(seconds: float) -> None:
        if seconds:
            raise KeyboardInterrupt

    monkeypatch.setattr("finetunes.exchange.transport.time.sleep", press)
    with Client("together", api_key=KEY, base_url=server.url) as client:
        with pytest.raises(KeyboardInterrupt):
            client.wait("ft-1")
        assert client.wait("ft-1").status is Status.SUCCEEDED


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_cancelled_wait_leaves_an_async_client_usable(serving: Any, backend: str) -> None:
    server = serving(job("running"), job("completed"))

    async def main() -> FineTune[Any]:
        async with AsyncClient("together", api_key=KEY, base_url=server.url) as client:
            with anyio.CancelScope() as scope:
                await client.wait("ft-1", progress=lambda _: scope.cancel())
            assert scope.cancelled_caught
            return await client.wait("ft-1")

    assert anyio.run(main, backend=backend).status is Status.SUCCEEDED


def test_a_transport_that_breaks_ends_the_wait_with_its_own_error(call: Call) -> None:
    transport = Canned(LookupError("a bug"))

    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield client.wait("ft-1")

    with pytest.raises(LookupError, match="a bug"):
        call.run(scenario, "together", transport=transport)

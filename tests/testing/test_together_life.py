"""How one of Together's jobs gets on by the clock, and what it leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing import EmbeddedServer

from .conftest import CANCEL_SECONDS, HandClock, Wire

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def about(wire: Wire) -> Callable[..., Any]:
    """Read something about a job: its events, checkpoints or metrics, or itself."""

    def read(job: str, what: str = "", **query: Any) -> Any:
        path = f"/fine-tunes/{job}/{what}".rstrip("/")
        body = wire.get("together", path, params=query)
        return body["metrics" if what == "metrics" else "data"] if what else body

    return read


def test_a_job_that_advances_goes_through_every_status_in_its_time(
    server: EmbeddedServer, clock: HandClock
) -> None:
    job = server.together.add(status="pending", advances=True)
    seen: list[str | None] = []
    for seconds in (0, 4.9, 0.1, 9.9, 0.1, 299.9, 0.1, 14.9, 0.1, 1e6):
        clock.now += seconds
        seen.append(server.together.status(job))
    assert seen == [
        "pending", "pending", "queued", "queued", "running",
        "running", "uploading", "uploading", "completed", "completed",
    ]  # fmt: skip


def test_a_speed_makes_lives_shorter_and_leaves_the_time_of_day(clock: HandClock) -> None:
    with EmbeddedServer(clock=clock, speed=100, cancel_seconds=CANCEL_SECONDS) as server:
        job = server.together.add(status="pending", advances=True)
        clock.now += 3.3
        assert server.together.status(job) == "completed"
        other = server.together.add()
        with httpx.Client(trust_env=False) as client:
            reply = Wire(server, client).send("together", "POST", f"/fine-tunes/{other}/cancel")
        assert reply.json()["status"] == "cancel_requested"
        clock.now += CANCEL_SECONDS / 100
        assert server.together.status(other) == "cancelled"


@pytest.mark.parametrize("speed", [0, -1, float("inf"), float("nan")])
def test_a_speed_that_is_no_speed_is_refused(speed: float) -> None:
    with pytest.raises(ValueError, match="speed must be a number above 0"):
        EmbeddedServer(speed=speed)


@pytest.mark.parametrize("ends", ["completed", "error", "user_error", "cancelled"])
def test_a_job_ends_as_it_is_told_to(server: EmbeddedServer, clock: HandClock, ends: str) -> None:
    job = server.together.add(status="queued", advances=True, ends=ends)
    clock.now += 1000
    assert server.together.status(job) == ends


def test_a_job_that_stands_still_does_so_half_way(
    server: EmbeddedServer, clock: HandClock, about: Callable[..., Any]
) -> None:
    job = server.together.add(status="running", steps=40)
    before = about(job)
    clock.now += 1000
    assert server.together.steps(job) == 20
    assert about(job) == before


def test_the_price_grows_with_the_steps_and_stops_with_a_cancel(
    server: EmbeddedServer, clock: HandClock, wire: Wire, about: Callable[..., Any]
) -> None:
    job = server.together.add(advances=True, steps=30)
    prices: list[int] = []
    for _ in range(3):
        prices.append(about(job)["total_price"])
        clock.now += 10
    assert prices == [0, 15_000_000, 30_000_000]
    wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    clock.now += 1000
    assert about(job)["total_price"] == 45_000_000


def test_a_running_job_says_how_long_it_still_takes(
    server: EmbeddedServer, clock: HandClock, about: Callable[..., Any]
) -> None:
    job = server.together.add(advances=True)
    clock.now += 100
    progress = {"estimate_available": True, "seconds_remaining": 200}
    assert about(job)["progress"] == progress
    clock.now += 205
    assert about(job)["progress"] == {"estimate_available": False, "seconds_remaining": 0}
    clock.now += 10
    assert "progress" not in about(job)


def test_events_appear_as_things_happen(
    server: EmbeddedServer, clock: HandClock, about: Callable[..., Any]
) -> None:
    job = server.together.add(
        status="pending", advances=True, steps=10, n_epochs=2, n_checkpoints=2
    )
    assert [event["type"] for event in about(job, "events")] == ["job_pending"]
    clock.now += 1000
    events = about(job, "events")
    assert [(event["type"], event["step"]) for event in events] == [
        ("job_pending", 0),
        ("job_start", 0),
        ("model_download_complete", 0),
        ("training_data_download_complete", 0),
        ("training_start", 0),
        ("epoch_complete", 5),
        ("checkpoint_save", 5),
        ("epoch_complete", 10),
        ("checkpoint_save", 10),
        ("training_complete", 10),
        ("model_uploading", 0),
        ("model_upload_complete", 10),
        ("job_complete", 10),
    ]
    times = [event["created_at"] for event in events]
    assert times == sorted(times)
    assert about(job)["events"] == events


@pytest.mark.parametrize(
    ("ends", "last"),
    [("error", "job_error"), ("user_error", "job_error"), ("cancelled", "job_stopped")],
)
def test_the_last_event_says_how_a_job_ended(
    server: EmbeddedServer, about: Callable[..., Any], ends: str, last: str
) -> None:
    job = server.together.add(status=ends)
    events = about(job, "events")
    assert events[-1]["type"] == last
    assert "training_complete" not in [event["type"] for event in events]
    assert server.together.steps(job) == 15


def test_a_restarted_job_fails_and_says_under_which_id_it_goes_on(
    server: EmbeddedServer, clock: HandClock, about: Callable[..., Any]
) -> None:
    job = server.together.add(advances=True, steps=7, n_epochs=2)
    clock.now += 1
    assert "job_restarted" not in [event["type"] for event in about(job, "events")]
    new = server.together.restart(job)
    events = {event["type"]: event for event in about(job, "events")}
    assert (server.together.status(job), server.together.status(new)) == ("error", "pending")
    assert new in events["job_restarted"]["message"]
    assert {"refund", "job_error"} <= events.keys()
    assert (about(new)["n_epochs"], about(new, "events")[0]["total_steps"]) == (2, 7)
    with pytest.raises(ValueError, match="has ended and cannot be restarted"):
        server.together.restart(job)


def test_checkpoints_are_kept_while_it_trains_and_the_final_ones_at_the_end(
    server: EmbeddedServer, clock: HandClock, about: Callable[..., Any]
) -> None:
    job = server.together.add(status="pending", advances=True, steps=30, n_checkpoints=2)
    full = server.together.add(
        status="completed", steps=30, n_checkpoints=100, training_type={"type": "Full"}
    )
    assert about(job, "checkpoints") == []
    clock.now += 15 + 150
    assert [found["step"] for found in about(job, "checkpoints")] == [15]
    clock.now += 1000
    assert [(found["step"], found["checkpoint_type"]) for found in about(job, "checkpoints")] == [
        (15, "Intermediate"),
        (30, "Intermediate"),
        (30, "Final Merged"),
        (30, "Final Adapter"),
    ]
    assert [found["step"] for found in about(full, "checkpoints")] == [*range(1, 31), 30]
    assert about(full, "checkpoints")[-1]["checkpoint_type"] == "Final"


def test_metrics_are_a_falling_loss_that_follows_from_the_id(
    server: EmbeddedServer, about: Callable[..., Any]
) -> None:
    job, other = (server.together.add(id, status="completed", n_evals=3) for id in ("a", "b"))
    points = about(job, "metrics")
    losses = [point["train/loss"] for point in points]
    assert [point["train/global_step"] for point in points] == list(range(1, 31))
    assert losses[0] > 1.5 * losses[-1] > 0
    assert points == about(job, "metrics")
    assert losses != [point["train/loss"] for point in about(other, "metrics")]
    evaluated = [point["train/global_step"] for point in points if "eval/loss" in point]
    assert evaluated == [10, 20, 30]


def test_metrics_can_be_limited_by_step_and_time_and_thinned_out(
    server: EmbeddedServer, clock: HandClock, about: Callable[..., Any]
) -> None:
    job = server.together.add(status="running", advances=True)  # a step every 10 seconds
    clock.now += 1000

    def steps(**query: Any) -> list[int]:
        return [point["train/global_step"] for point in about(job, "metrics", **query)]

    assert steps(global_step_from=3, global_step_to=5) == [3, 4, 5]
    assert steps(resolution=3) == [1, 11, 21]
    assert steps(resolution=100) == list(range(1, 31))
    since, until = "2026-01-01T00:00:50Z", "2026-01-01T00:01:10+00:00"
    assert steps(logged_at_from=since, logged_at_to=until) == [5, 6, 7]


@pytest.mark.parametrize(
    "query",
    ["global_step_from=x", "resolution=1.0", "global_step_to=1e9", "logged_at_from=today",
     "logged_at_to=2026-01-01T00:00:00"],
)  # fmt: skip
def test_limits_of_metrics_that_are_none_are_a_bad_request(
    server: EmbeddedServer, wire: Wire, query: str
) -> None:
    job = server.together.add()
    reply = wire.send("together", "GET", f"/fine-tunes/{job}/metrics?{query}")
    assert reply.status_code == 400

"""Together's API as the embedded server plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import CANCEL_SECONDS, HandClock, Wire

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


@pytest.mark.parametrize("status", ["pending", "queued", "running", "compressing", "uploading"])
def test_a_cancel_of_an_unfinished_job_is_answered_with_cancel_requested(
    server: EmbeddedServer, wire: Wire, status: str
) -> None:
    job = server.together.add(status=status)
    response = wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    assert (response.status_code, response.json()["id"]) == (200, job)
    assert response.json()["status"] == "cancel_requested"


def test_a_cancelled_job_stops_when_the_clock_has_moved_on(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    job = server.together.add()
    wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    clock.now += CANCEL_SECONDS - 1
    assert server.together.status(job) == "cancel_requested"
    clock.now += 1
    assert server.together.status(job) == "cancelled"


def test_the_time_of_an_update_follows_the_clock(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    job = server.together.add()
    clock.now += 3600
    body = wire.send("together", "POST", f"/fine-tunes/{job}/cancel").json()
    assert body["updated_at"][:11] >= body["created_at"][:11]
    assert body["updated_at"] != body["created_at"]


@pytest.mark.parametrize(
    "status", ["completed", "cancelled", "error", "user_error", "cancel_requested"]
)
def test_a_job_that_cannot_be_cancelled_is_a_bad_request_that_names_its_status(
    server: EmbeddedServer, wire: Wire, status: str
) -> None:
    job = server.together.add(status=status)
    response = wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    assert response.status_code == 400
    assert status in response.json()["error"]["message"]
    assert server.together.status(job) == status


def test_a_cancel_of_a_job_that_is_not_there_is_not_found(wire: Wire) -> None:
    assert wire.send("together", "POST", "/fine-tunes/ft-none/cancel").status_code == 404


def test_a_deleted_job_is_gone_and_a_second_delete_is_not_found(
    server: EmbeddedServer, wire: Wire
) -> None:
    job, other = server.together.add(), server.together.add()
    assert wire.send("together", "DELETE", f"/fine-tunes/{job}").status_code == 200
    assert server.together.ids() == (other,)
    assert server.together.status(job) is None
    assert wire.send("together", "DELETE", f"/fine-tunes/{job}").status_code == 404


def test_an_id_with_a_slash_is_one_segment_when_it_is_encoded(
    server: EmbeddedServer, wire: Wire
) -> None:
    server.together.add("a/b c?d")
    assert wire.send("together", "DELETE", "/fine-tunes/a%2Fb%20c%3Fd").status_code == 200
    assert server.requests[-1].item == "a/b c?d"


def test_a_status_that_is_no_word_of_the_provider_is_refused(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="'asleep' is none of cancel_requested, cancelled"):
        server.together.add(status="asleep")


def test_two_jobs_cannot_have_one_id(server: EmbeddedServer) -> None:
    server.together.add("ft-1")
    with pytest.raises(ValueError, match="together has 'ft-1' already"):
        server.together.add("ft-1")

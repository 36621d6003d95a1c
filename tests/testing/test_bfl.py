"""Black Forest Labs' API as the embedded server plays it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing import EmbeddedServer

from .conftest import START, HandClock, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = "/v1/delete_finetune"


def delete(wire: Wire, name: str, region: str | None = None) -> httpx.Response:
    return wire.send("bfl", "POST", PATH, json={"finetune_id": name}, region=region)


def listed(wire: Wire, region: str | None = None) -> list[str]:
    names: list[str] = wire.get("bfl", "/v1/my_finetunes", region=region)["finetunes"]
    return names


def result(wire: Wire, name: str, **request: Any) -> dict[str, Any]:
    body: dict[str, Any] = wire.get("bfl", "/v1/get_result", params={"id": name}, **request)
    return body


def test_a_delete_repeats_the_id_and_a_second_one_is_not_found(
    server: EmbeddedServer, wire: Wire
) -> None:
    name, other = server.bfl.add("org/my-lora"), server.bfl.add()
    first = delete(wire, name)
    assert (first.status_code, first.json()["deleted_finetune_id"]) == (200, name)
    assert server.bfl.ids() == (other,)
    assert delete(wire, name).status_code == 404


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "json_invalid"),
        (b"[" * 100_000, "json_invalid"),
        (b"\xff", "json_invalid"),
        (b"", "json_invalid"),
        (b"[]", "dict_type"),
        (b"{}", "missing"),
        (b'{"finetune_id": 1}', "string_type"),
        (b'{"finetune_id": null}', "string_type"),
    ],
    ids=lambda value: str(value[:12]),
)
def test_a_malformed_body_is_unprocessable_and_says_why(wire: Wire, body: bytes, kind: str) -> None:
    response = wire.send("bfl", "POST", PATH, content=body)
    details: list[dict[str, Any]] = response.json()["detail"]
    assert (response.status_code, [detail["type"] for detail in details]) == (422, [kind])


@pytest.mark.parametrize("path", ["/v1/finetune_details", "/v1/get_result"])
def test_a_missing_id_is_unprocessable_and_says_where(wire: Wire, path: str) -> None:
    response = wire.send("bfl", "GET", path)
    assert (response.status_code, response.json()["detail"][0]["loc"][0]) == (422, "query")


def test_two_finetunes_cannot_have_one_name(server: EmbeddedServer) -> None:
    server.bfl.add("portrait")
    with pytest.raises(ValueError, match="bfl has 'portrait' already"):
        server.bfl.add("portrait")


def test_finetunes_are_listed_by_name_and_have_details(server: EmbeddedServer, wire: Wire) -> None:
    server.bfl.add("a", name="a chair", fields={"mode": "product"})
    server.bfl.add("b")
    assert listed(wire) == ["a", "b"]
    details = wire.get("bfl", "/v1/finetune_details", params={"finetune_id": "a"})
    found = details["finetune_details"]
    assert (found["finetune_comment"], found["mode"]) == ("a chair", "product")
    unknown = wire.send("bfl", "GET", "/v1/finetune_details?finetune_id=none")
    assert (unknown.status_code, unknown.json()) == (404, {"detail": "Finetune not found"})


def test_a_finetune_is_not_found_in_another_region(server: EmbeddedServer, wire: Wire) -> None:
    here, there = server.bfl.add("here"), server.bfl.add("there", region="eu1")
    assert (listed(wire), listed(wire, "us1"), listed(wire, "eu1")) == ([here], [here], [there])
    assert delete(wire, there).status_code == 404
    assert result(wire, there)["status"] == "Task not found"
    assert result(wire, there, region="eu1")["status"] == "Ready"
    assert delete(wire, there, "eu1").status_code == 200
    assert server.bfl.ids() == (here,)


def test_a_region_that_is_none_is_refused(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="'mars' is none of us1, eu1"):
        server.bfl.add(region="mars")
    with pytest.raises(ValueError, match="bfl has no region 'mars'"):
        server.base_url("bfl", region="mars")


@pytest.mark.parametrize("ends", ["Ready", "Error", "Request Moderated", "Content Moderated"])
def test_a_training_goes_on_by_the_clock_to_its_end(
    server: EmbeddedServer, wire: Wire, clock: HandClock, ends: str
) -> None:
    name = server.bfl.add(status="Pending", advances=True, ends=ends)
    clock.now += 30
    half = result(wire, name)
    assert (half["status"], half["progress"], half["result"]) == ("Pending", 0.5, None)
    clock.now += 30
    assert (result(wire, name)["status"], server.bfl.status(name)) == (ends, ends)


def test_a_training_that_stands_still_is_half_done(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    name = server.bfl.add(status="Pending", created_at=START - timedelta(days=1))
    clock.now += 1000
    assert result(wire, name)["progress"] == 0.5


@pytest.mark.parametrize(("field", "word"), [("status", "asleep"), ("ends", "Pending")])
def test_a_status_that_is_no_word_of_the_provider_is_refused(
    server: EmbeddedServer, field: str, word: str
) -> None:
    options: dict[str, Any] = {field: word}
    with pytest.raises(ValueError, match=f"^'{word}' is none of .*Ready, Error"):
        server.bfl.add(**options)


def test_a_result_needs_no_key_and_the_credits_do(server: EmbeddedServer, wire: Wire) -> None:
    name = server.bfl.add()
    base_url = server.base_url("bfl")
    free = httpx.get(f"{base_url}/v1/get_result?id={name}", trust_env=False)
    assert (free.status_code, server.received[-1].key_sent) == (200, False)
    assert httpx.get(f"{base_url}/v1/credits", trust_env=False).status_code == 403
    assert wire.get("bfl", "/v1/credits")["credits"] > 0


@pytest.fixture
def late(clock: HandClock) -> Iterator[Wire]:
    """A server whose listing is ten seconds behind."""
    with (
        EmbeddedServer(clock=clock, listing_seconds=10) as server,
        httpx.Client(trust_env=False) as client,
    ):
        yield Wire(server, client)


def test_a_listing_can_be_late_for_what_is_new_and_what_is_gone(
    late: Wire, clock: HandClock
) -> None:
    name = late.server.bfl.add("a")
    assert (listed(late), result(late, name)["status"]) == ([], "Ready")
    clock.now += 10
    assert listed(late) == [name]
    assert delete(late, name).status_code == 200
    assert (listed(late), delete(late, name).status_code) == ([name], 404)
    clock.now += 10
    assert (listed(late), late.server.bfl.status(name)) == ([], None)

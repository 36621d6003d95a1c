"""What the embedded server remembers of requests, and the errors that a test asks it for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.testing import EmbeddedServer, Received, State

if TYPE_CHECKING:
    from .conftest import Wire


def test_the_record_says_what_was_received_and_never_the_key(
    server: EmbeddedServer, wire: Wire
) -> None:
    server.bfl.add("portrait")
    wire.send("bfl", "POST", "/v1/delete_finetune", json={"finetune_id": "portrait"})
    wire.send("together", "DELETE", "/fine-tunes/ft%2D9?a=%20b", key="a-wrong-secret")
    assert server.received == (
        Received(
            method="POST",
            path="/bfl/v1/delete_finetune",
            provider="bfl",
            operation="delete_finetune",
            item="portrait",
            status=200,
            query="",
            key_sent=True,
            body={"finetune_id": "portrait"},
            applied=True,
        ),
        Received(
            method="DELETE",
            path="/together/v1/fine-tunes/ft%2D9",
            provider="together",
            operation="deleteFineTune",
            item=None,
            status=401,
            query="a=%20b",
            key_sent=True,
            body=None,
        ),
    )
    assert "secret" not in repr(server.received)
    assert server.key("bfl") not in repr(server.received)


@pytest.mark.parametrize("where", ["/v1/local-bfl-key", "/v1/my_finetunes?key=local-bfl-key"])
def test_a_key_in_an_address_is_noticed_and_not_kept(server: EmbeddedServer, where: str) -> None:
    httpx.get(server.base_url("bfl") + where, trust_env=False)
    assert server.received[-1].key_sent is True
    assert server.key("bfl") not in repr(server.received)


def test_secrets_are_hidden_at_any_depth_and_nothing_else_is(
    server: EmbeddedServer, wire: Wire
) -> None:
    body = {"wandb_api_key": ["canary"], "more": [{"hf_api_token": "canary", "x": 1}], "model": "m"}
    wire.send("together", "POST", "/fine-tunes", json=body)
    hidden = "[secret]"
    expected = {"wandb_api_key": hidden, "more": [{"hf_api_token": hidden, "x": 1}], "model": "m"}
    assert server.received[-1].body == expected


@pytest.mark.parametrize("content", [b"{canary", b"[" * 100_000, b"\xff"])
def test_a_body_that_cannot_be_read_is_not_kept(
    server: EmbeddedServer, wire: Wire, content: bytes
) -> None:
    wire.send("together", "POST", "/fine-tunes", content=content)
    assert server.received[-1].body is None


def test_a_host_that_is_none_is_answered(server: EmbeddedServer) -> None:
    response = httpx.get(server.url, headers={"host": "["}, trust_env=False)
    assert response.status_code == 404


def statuses(wire: Wire, *paths: str) -> list[int]:
    return [wire.send("together", "GET", path).status_code for path in paths]


def test_the_next_requests_can_be_refused(server: EmbeddedServer, wire: Wire) -> None:
    server.fail_next(429, provider="together", times=2, headers={"retry-after": "7"})
    response = wire.send("together", "GET", "/fine-tunes")
    assert (response.headers["retry-after"], list(response.json())) == ("7", ["error"])
    assert statuses(wire, "/files", "/files") == [429, 200]
    assert wire.send("bfl", "GET", "/v1/credits").status_code == 200


def test_the_requests_of_one_operation_can_be_refused(server: EmbeddedServer, wire: Wire) -> None:
    server.fail_next(503, provider="cohere")
    server.fail_next(503, provider="together", operation="listFiles")
    assert statuses(wire, "/fine-tunes", "/files", "/files") == [200, 503, 200]


def test_only_a_provider_that_is_played_can_refuse(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="no such provider is played: openai"):
        server.fail_next(500, provider="openai")


def test_anything_can_be_added_by_the_name_of_the_provider(server: EmbeddedServer) -> None:
    ids = [server.add(name, created_at=datetime.now(UTC)) for name in server.services]
    assert ids == [id for service in server.services.values() for id in service.ids()]
    assert server.add("bfl", "portrait") == "portrait"


def test_a_seeded_server_has_something_of_everything(server: EmbeddedServer) -> None:
    references = server.seed()
    assert references == tuple(
        f"{name}:{id}" for name, service in server.services.items() for id in service.ids()
    )
    assert {reference.partition(":")[0] for reference in references} == set(server.services)
    assert len(server.together.files.ids()) == 1


def test_ten_thousand_items_are_listed_whole(server: EmbeddedServer, wire: Wire) -> None:
    for _ in range(10_000):
        server.together.add()
    key = {"authorization": f"Bearer {server.key('together')}"}
    url = f"{server.base_url('together')}/fine-tunes"
    listed: Any = wire.client.get(url, headers=key).json()
    assert len(listed["data"]) == 10_000


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="start must be a time with its time zone"):
        State(start=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))

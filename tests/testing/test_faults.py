"""What goes wrong with a request on purpose, as a bare socket sees it, and what is recorded."""

from __future__ import annotations

import asyncio
import json
import socket
from collections import Counter
from collections.abc import Callable

import httpx
import pytest
from finetunes.testing import EmbeddedServer, Fault, Incoming, RandomFaults, State, application
from finetunes.testing.service import Reply

RESET, CLOSED, OPEN = "reset", "closed", "open"
SILENT = {Fault.DROP_BEFORE, Fault.DROP_AFTER_COMMIT, Fault.STALL}
APPLIED = {
    Fault.DROP_AFTER_COMMIT,
    Fault.DROP_MID_REPLY,
    Fault.STALL,
    Fault.ERROR_AFTER_COMMIT,
    Fault.GARBAGE,
}


def request(server: EmbeddedServer, provider: str, id: str) -> bytes:
    """The bytes of a delete."""
    key = server.key(provider)
    method, path, auth, body = {
        "together": ("DELETE", f"/together/v1/fine-tunes/{id}", f"authorization: Bearer {key}", ""),
        "bfl": (
            "POST",
            "/bfl/v1/delete_finetune",
            f"x-key: {key}",
            json.dumps({"finetune_id": id}),
        ),
        "cohere": (
            "DELETE",
            f"/cohere/v1/finetuning/finetuned-models/{id}",
            f"authorization: Bearer {key}",
            "",
        ),
    }[provider]
    head = f"{method} {path} HTTP/1.1\r\nhost: x\r\n{auth}\r\ncontent-length: {len(body)}\r\n\r\n"
    return f"{head}{body}".encode()


def connect(server: EmbeddedServer, sent: bytes) -> socket.socket:
    port = int(server.url.rpartition(":")[2])
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(sent)
    return connection


def exchange(server: EmbeddedServer, sent: bytes) -> tuple[str, str, str]:
    """What comes back, its head and its body, and how the connection is afterwards."""
    received = b""
    with connect(server, sent) as connection:
        while True:
            head, separator, body = received.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0] or b"0")
            if separator and len(body) == length:
                return head.decode(), body.decode("utf-8", "replace"), OPEN
            try:
                chunk = connection.recv(65_536)
            except ConnectionResetError:
                return head.decode(), body.decode("utf-8", "replace"), RESET
            if not chunk:
                return head.decode(), body.decode("utf-8", "replace"), CLOSED
            received += chunk


@pytest.fixture
def delete(server: EmbeddedServer) -> Callable[[Fault], tuple[str, str, str]]:
    """Delete a new job while something goes wrong."""

    def delete_with(fault: Fault) -> tuple[str, str, str]:
        server.fail("together", fault)
        return exchange(server, request(server, "together", server.together.add()))

    return delete_with


Delete = Callable[[Fault], tuple[str, str, str]]


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.DROP_AFTER_COMMIT])
def test_a_dropped_request_gets_a_reset_and_not_a_byte(delete: Delete, fault: Fault) -> None:
    assert delete(fault) == ("", "", RESET)


def test_a_reply_that_breaks_off_has_its_head_and_half_of_its_body(delete: Delete) -> None:
    head, body, end = delete(Fault.DROP_MID_REPLY)
    whole = json.dumps({"message": "Fine-tune job ft-00000000-0000-4000-8000-000000000001 deleted"})
    assert (head.split("\r\n")[0], end) == ("HTTP/1.1 200 OK", RESET)
    assert f"content-length: {len(whole)}" in head
    assert body == whole[: len(whole) // 2]


def test_a_stalled_request_gets_nothing_for_as_long_as_the_client_waits(
    server: EmbeddedServer,
) -> None:
    job = server.together.add()
    server.fail("together", Fault.STALL)
    with connect(server, request(server, "together", job)) as connection:
        # The other request is read later, answered before, and by the same thread.
        assert exchange(server, request(server, "together", "ft-2"))[2] == OPEN
        connection.setblocking(False)
        with pytest.raises(BlockingIOError):
            connection.recv(1)
    assert server.together.ids() == ()


def test_a_server_that_ends_does_not_wait_for_a_stalled_request() -> None:
    with EmbeddedServer() as server:
        server.fail("together", Fault.STALL)
        connection = connect(server, request(server, "together", server.together.add()))
        assert exchange(server, request(server, "together", "ft-2"))[2] == OPEN
    with connection, pytest.raises(ConnectionResetError):
        connection.recv(1)


@pytest.mark.parametrize("fault", [Fault.ERROR_BEFORE, Fault.ERROR_AFTER_COMMIT])
def test_a_server_error_comes_in_the_providers_shape(delete: Delete, fault: Fault) -> None:
    head, body, end = delete(fault)
    assert (head.split("\r\n")[0], end) == ("HTTP/1.1 500 Internal Server Error", OPEN)
    assert json.loads(body)["error"]["message"] == "Internal server error"


def test_too_many_requests_says_when_to_come_back(delete: Delete) -> None:
    head, body, end = delete(Fault.RATE_LIMIT)
    assert (head.split("\r\n")[0], end) == ("HTTP/1.1 429 Too Many Requests", OPEN)
    assert "retry-after-ms: 50" in head
    assert list(json.loads(body)) == ["error"]


def test_garbage_is_a_success_that_cannot_be_read(delete: Delete) -> None:
    head, body, end = delete(Fault.GARBAGE)
    assert (head.split("\r\n")[0], end) == ("HTTP/1.1 200 OK", OPEN)
    with pytest.raises(ValueError, match="Invalid control character"):
        json.loads(body)


def test_a_proxys_page_is_a_success_in_html(delete: Delete) -> None:
    head, body, end = delete(Fault.PROXY_PAGE)
    assert (head.split("\r\n")[0], end) == ("HTTP/1.1 200 OK", OPEN)
    assert "content-type: text/html" in head
    assert body.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
def test_the_record_says_which_item_it_was_and_whether_it_is_deleted(
    server: EmbeddedServer, provider: str, fault: Fault
) -> None:
    item = server.add(provider)
    server.fail(provider, fault)
    if fault is Fault.STALL:
        with connect(server, request(server, provider, item)):
            exchange(server, request(server, provider, item))
    else:
        exchange(server, request(server, provider, item))
    received = server.received[0]
    assert (received.item, received.fault) == (item, fault)
    assert received.applied is (fault in APPLIED)
    assert (item not in server.services[provider].ids()) is (fault in APPLIED)
    assert (received.status is None) is (fault in SILENT)


def test_a_request_that_would_be_refused_is_refused_and_its_reply_is_lost(
    server: EmbeddedServer,
) -> None:
    server.fail("together", Fault.DROP_AFTER_COMMIT)
    assert exchange(server, request(server, "together", "ft-none")) == ("", "", RESET)
    assert (server.received[-1].item, server.received[-1].applied) == ("ft-none", False)


def test_a_reply_without_a_body_is_whole_before_the_reset(server: EmbeddedServer) -> None:
    server.fail("together", Fault.DROP_MID_REPLY)
    server.together.handlers = {"deleteFineTune": lambda _call: Reply(200, content=b"")}
    head, body, end = exchange(server, request(server, "together", "ft-1"))
    assert (head.split("\r\n")[0], body, end) == ("HTTP/1.1 200 OK", "", OPEN)


def test_what_waits_is_for_one_provider_operation_and_item(server: EmbeddedServer) -> None:
    one, other = server.together.add(), server.together.add()
    server.fail("together", Fault.ERROR_BEFORE, 2, operation="deleteFineTune", item=other)
    server.fail("together", Fault.ERROR_BEFORE, operation="cancelFineTune")
    server.fail("bfl", Fault.ERROR_BEFORE)
    for id in (one, other, other, other):
        exchange(server, request(server, "together", id))
    assert [received.status for received in server.received] == [200, 500, 500, 200]


def test_only_a_provider_that_is_played_can_fail(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="no such provider is played: openai"):
        server.fail("openai", Fault.STALL)


def test_a_download_names_its_job(server: EmbeddedServer) -> None:
    server.fail("together", Fault.ERROR_BEFORE)
    key = {"authorization": f"Bearer {server.key('together')}"}
    url = f"{server.base_url('together')}/finetune/download?ft_id=ft-9"
    assert httpx.get(url, headers=key, trust_env=False).status_code == 500
    assert server.received[-1].item == "ft-9"


@pytest.mark.parametrize("body", [b"[", b"[" * 100_000, b"[]", b'{"finetune_id": 1}'])
def test_a_body_that_names_no_finetune_is_about_none(server: EmbeddedServer, body: bytes) -> None:
    server.fail("bfl", Fault.ERROR_BEFORE)
    httpx.post(f"{server.base_url('bfl')}/v1/delete_finetune", content=body, trust_env=False)
    assert (server.received[-1].status, server.received[-1].item) == (500, None)


def test_a_schedule_decides_for_each_request_and_what_waits_comes_first(
    server: EmbeddedServer,
) -> None:
    asked: list[Incoming] = []

    def schedule(incoming: Incoming) -> Fault | None:
        asked.append(incoming)
        return Fault.ERROR_BEFORE if incoming.number == 1 else None

    job = server.together.add()
    server.follow(schedule)
    server.fail_next(503, provider="together")
    for _ in range(3):
        exchange(server, request(server, "together", job))
    server.follow(None)
    exchange(server, request(server, "together", job))
    assert [received.status for received in server.received] == [503, 500, 200, 404]
    assert asked == [("together", "deleteFineTune", job, 1), ("together", "deleteFineTune", job, 2)]


def incoming(count: int) -> list[Incoming]:
    return [Incoming("bfl", "delete_finetune", f"item-{n}", n % 3) for n in range(count)]


def test_chance_is_the_same_for_the_same_seed_in_whatever_order() -> None:
    shares = {Fault.STALL: 0.3, Fault.GARBAGE: 0.3}
    first, again, other = (RandomFaults(seed, shares) for seed in (1, 1, 2))
    forth = [first(one) for one in incoming(200)]
    assert forth == [again(one) for one in reversed(incoming(200))][::-1]
    assert forth != [other(one) for one in incoming(200)]


def test_chance_keeps_to_the_shares() -> None:
    chosen = Counter(map(RandomFaults(1, {Fault.STALL: 0.2, Fault.GARBAGE: 0.1}), incoming(5000)))
    assert 900 < chosen[Fault.STALL] < 1100
    assert 400 < chosen[Fault.GARBAGE] < 600
    assert chosen.total() == 5000


def test_shares_of_all_leave_nothing_that_goes_right() -> None:
    assert set(map(RandomFaults(1, {Fault.STALL: 1.0}), incoming(1000))) == {Fault.STALL}


@pytest.mark.parametrize("shares", [{Fault.STALL: 0.7, Fault.GARBAGE: 0.4}, {Fault.STALL: -0.1}])
def test_shares_that_are_none_are_refused(shares: dict[Fault, float]) -> None:
    with pytest.raises(ValueError, match="not more than 1 in all"):
        RandomFaults(1, shares)


@pytest.mark.parametrize("fault", [Fault.DROP_BEFORE, Fault.STALL])
def test_without_a_server_there_is_no_connection_to_break(fault: Fault) -> None:
    state = State()
    state.faults.add(fault)

    async def get() -> None:
        transport = httpx.ASGITransport(application(state))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            await client.get("/bfl/v1/my_finetunes")

    with pytest.raises(ConnectionResetError, match="the application was called in process"):
        asyncio.run(get())

"""The generated functions, answered: models, errors, lost replies and half a body."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from finetunes import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    Client,
    InternalServerError,
    NotFoundError,
    OutcomeUnknownError,
    UndecodableResponseError,
)
from finetunes.adapters import find_adapter
from finetunes.exchange.addresses import check_base_url
from finetunes_openapi.bfl.client.api.utility import delete_finetune
from finetunes_openapi.bfl.client.models import DeleteFinetuneInputs
from finetunes_openapi.together.client.api.fine_tuning import (
    delete_fine_tune,
    estimate_fine_tune_price,
)
from finetunes_openapi.together.client.models import EstimatePrice, FinetuneDeleteResponse

from .conftest import KEY
from .generated import get, use
from .operations import TOGETHER_DELETE
from .wire import SOON, Connection, after_request, chunked, gzipped, reply

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start


def test_a_generated_function_returns_its_model(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    response = use(call, delete_fine_tune, "together", server.url)
    assert response.status_code == 200
    assert response.parsed == FinetuneDeleteResponse(message="deleted")
    assert json.loads(response.content) == TOGETHER_DELETE.answer
    assert server.only.target == "/v1/fine-tunes/ft-1"


def test_a_compressed_reply_is_decoded_once(call: Call, wire: Start) -> None:
    server = wire(gzipped(TOGETHER_DELETE.answer))
    parsed = use(call, delete_fine_tune, "together", server.url).parsed
    assert parsed.message == "deleted"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("401 Unauthorized", AuthenticationError),
        ("404 Not Found", NotFoundError),
        ("302 Found", APIStatusError),
        ("500 Internal Server Error", OutcomeUnknownError),
        ("599 Odd", OutcomeUnknownError),
    ],
)
def test_an_error_status_raises_the_error_of_this_library(
    call: Call, wire: Start, status: str, expected: type[Exception]
) -> None:
    server = wire(reply({"error": {"message": "because", "type": "x"}}, status))
    with pytest.raises(expected, match="because") as caught:
        use(call, delete_fine_tune, "together", server.url)
    assert type(caught.value) is expected
    assert "DELETE /v1/fine-tunes/ft-1" in str(caught.value)
    assert len(server.requests) == 1


def test_a_lost_reply_to_a_delete_leaves_the_outcome_unknown(call: Call, wire: Start) -> None:
    server = wire(after_request(end=Connection.reset))
    with pytest.raises(OutcomeUnknownError) as caught:
        use(call, delete_fine_tune, "together", server.url)
    assert caught.value.sent_at is not None
    assert len(server.requests) == 1


def test_a_lost_reply_to_a_post_leaves_the_outcome_unknown(call: Call, wire: Start) -> None:
    server = wire(after_request(end=Connection.reset))
    body = DeleteFinetuneInputs(finetune_id="ft-1")
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_finetune, "bfl", server.url, arguments={"body": body})
    assert len(server.requests) == 1


def test_a_get_is_sent_again_after_a_lost_reply(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(after_request(end=Connection.reset), reply({"models": []}))
    assert get(call, server.url).json() == {"models": []}
    assert len(server.requests) == 2


def test_a_get_whose_replies_are_lost_every_time_is_a_connection_error(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(after_request(end=Connection.reset))
    with pytest.raises(APIConnectionError):
        get(call, server.url)
    assert len(server.requests) == 3
    assert pauses == [0.5, 1.0]


def test_a_get_answered_with_a_fault_every_time_is_a_server_error(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(reply(b"", "503 Service Unavailable"))
    with pytest.raises(InternalServerError):
        get(call, server.url)
    assert len(server.requests) == 3


HALF = {
    "broken off": reply(b'{"message": "x"}', length=1000),
    "half a gzip": reply(b"\x1f\x8b\x08", "200 OK", "Content-Encoding: gzip"),
}


@pytest.mark.parametrize("data", HALF.values(), ids=HALF)
def test_half_a_body_is_never_handed_on_as_a_whole_one(
    call: Call, wire: Start, data: bytes
) -> None:
    script = after_request(data)
    with pytest.raises(UndecodableResponseError):
        get(call, wire(script).url)
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_fine_tune, "together", wire(script).url)


def test_a_reply_to_a_delete_is_read_up_to_8_mib(call: Call, wire: Start) -> None:
    with pytest.raises(OutcomeUnknownError, match="larger than 8388608 bytes"):
        use(call, delete_fine_tune, "together", wire(chunked(b"x" * 9_000_000)).url)


def test_a_file_that_a_get_brings_is_read_up_to_256_mib(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(get(call, wire(chunked(b"x" * 9_000_000)).url).content) == 9_000_000
    monkeypatch.setattr("finetunes.bridge.LISTING_LIMIT", 1000)
    with pytest.raises(UndecodableResponseError, match="larger than 1000 bytes"):
        get(call, wire(reply(b"x" * 1001)).url)


def test_a_question_that_is_sent_with_post_creates_nothing_and_is_asked_again(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(reply({}, "503 Service Unavailable"))
    arguments = {"body": EstimatePrice("file-1")}
    with pytest.raises(InternalServerError):
        use(call, estimate_fine_tune_price, "together", server.url, arguments=arguments)
    assert [request.method for request in server.requests] == ["POST"] * 3


@pytest.mark.parametrize("path", ["x/estimate-price", "estimate-price/x", "%2e%2e/estimate-price"])
def test_a_post_that_is_no_such_question_may_have_changed_something(path: str) -> None:
    adapter = find_adapter("together")
    address = check_base_url(adapter.base_url, provider="together")
    assert not adapter(address, 0).only_reads("POST", f"https://x/v1/fine-tunes/{path}")


@pytest.mark.parametrize("body", [b"<html>", b""], ids=["page", "empty"])
def test_a_delete_that_is_not_answered_with_json_leaves_the_outcome_unknown(
    call: Call, wire: Start, body: bytes
) -> None:
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_fine_tune, "together", wire(reply(body)).url)


def test_a_key_that_the_server_repeats_is_not_handed_on(call: Call, wire: Start) -> None:
    server = wire(reply(b'{"message": "sk\\u002dtest-0123456789", "more": "%b"}' % KEY.encode()))
    response = use(call, delete_fine_tune, "together", server.url)
    assert KEY not in json.dumps(json.loads(response.content))
    assert KEY not in repr(response.parsed)


def test_a_reply_without_content_is_handed_on(call: Call, wire: Start) -> None:
    server = wire(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n")
    response = use(call, delete_fine_tune, "together", server.url)
    assert response.status_code == 204
    assert response.parsed is None


def test_a_get_may_be_answered_with_a_file(call: Call, wire: Start) -> None:
    server = wire(reply(b"\x00\x01", "200 OK", "Content-Type: application/x-tar"))
    response = get(call, server.url)
    assert response.content == b"\x00\x01"
    assert response.headers["content-type"] == "application/x-tar"


def test_the_deadline_of_the_client_holds(call: Call, wire: Start) -> None:
    server = wire(after_request(end=Connection.stall))
    started = time.monotonic()
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_fine_tune, "together", server.url, timeout=SOON)
    assert time.monotonic() - started < 15


def test_a_body_that_looks_like_a_request_to_a_proxy_was_sent_all_the_same(wire: Start) -> None:
    server = wire(after_request())
    with Client("cohere", api_key=KEY, base_url=server.url) as client:
        http = client.generated.get_httpx_client()
        with pytest.raises(OutcomeUnknownError):
            http.post("/v1/x", content=b"CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n")
    assert server.only.method == "POST"

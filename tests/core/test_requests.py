"""What stands on the wire: method, address, headers and body of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .operations import TOGETHER_DELETE, Operation, every_operation
from .wire import reply

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call
    from .wire import Request, Start

ENCODED = {
    "ft-1": "ft-1",
    "a/b": "a%2Fb",
    "../models": "..%2Fmodels",
    "x?y=1#z": "x%3Fy%3D1%23z",
    "a b": "a%20b",
    "%2e%2e": "%252e%252e",
    "é": "%C3%A9",
    "{id}": "%7Bid%7D",
    "a;b@c:d": "a%3Bb%40c%3Ad",
    "\\": "%5C",
}


@pytest.mark.parametrize(("id", "encoded"), ENCODED.items(), ids=ENCODED.values())
def test_an_id_is_one_percent_encoded_segment_of_the_request_line(
    call: Call, wire: Start, id: str, encoded: str
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    call("together", "delete", id, base_url=server.url)
    assert server.only.raw.startswith(f"DELETE /v1/fine-tunes/{encoded} HTTP/1.1\r\n".encode())


@pytest.mark.parametrize("id", ["a/b", "é", "a b", "x" * 500, '"quoted"'])
def test_an_id_in_a_body_arrives_as_it_is(call: Call, wire: Start, id: str) -> None:
    server = wire(reply({"deleted_finetune_id": id}))
    call("bfl", "delete", id, base_url=server.url)
    assert server.only.json == {"finetune_id": id}
    assert server.only.header("content-type") == "application/json"


REQUEST_LINES = {
    "together-delete": ("DELETE", "/v1/fine-tunes/ft-1"),
    "together-cancel": ("POST", "/v1/fine-tunes/ft-1/cancel"),
    "bfl-delete": ("POST", "/v1/delete_finetune"),
    "cohere-delete": ("DELETE", "/v1/finetuning/finetuned-models/ft-1"),
}
KEY_HEADERS = {
    "together": ("authorization", "Bearer sk-test-0123456789"),
    "bfl": ("x-key", "sk-test-0123456789"),
    "cohere": ("authorization", "Bearer sk-test-0123456789"),
}


def sent(call: Call, wire: Start, operation: Operation) -> Request:
    """Call an operation, and return the one request that was made."""
    server = wire(operation.reply)
    call(operation.provider, operation.name, base_url=server.url)
    return server.only


@every_operation
def test_a_request_has_the_documented_method_and_address(
    call: Call, wire: Start, operation: Operation
) -> None:
    request = sent(call, wire, operation)
    expected = REQUEST_LINES[f"{operation.provider}-{operation.name}"]
    assert (request.method, request.target) == expected


@every_operation
def test_the_key_stands_in_one_header_and_nowhere_else(
    call: Call, wire: Start, operation: Operation
) -> None:
    request = sent(call, wire, operation)
    name, value = KEY_HEADERS[operation.provider]
    assert request.header(name) == value
    assert request.raw.count(b"sk-test") == 1


@every_operation
def test_a_request_carries_no_other_headers_than_these(
    call: Call, wire: Start, operation: Operation
) -> None:
    request = sent(call, wire, operation)
    names = {name for name, _ in request.headers}
    assert names - {"content-length", "content-type"} == {
        "host",
        "accept",
        "accept-encoding",
        "user-agent",
        KEY_HEADERS[operation.provider][0],
    }
    assert (request.header("user-agent") or "").startswith("finetunes/")
    assert request.header("accept-encoding") == "gzip"


def test_a_cancel_has_no_body_and_says_so(call: Call, wire: Start) -> None:
    server = wire(reply({"id": "ft-1", "status": "cancelled"}))
    call("together", "cancel", base_url=server.url)
    assert server.only.header("content-length") == "0"
    assert server.only.header("content-type") is None
    assert server.only.raw.endswith(b"\r\n\r\n")


def test_a_delete_has_no_body_and_no_length(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    call("together", base_url=server.url)
    assert server.only.header("content-length") is None
    assert server.only.raw.endswith(b"\r\n\r\n")


def test_cookies_are_not_sent_back(call: Call, wire: Start) -> None:
    server = wire(reply({}, "200 OK", "Set-Cookie: session=1; Path=/"))

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.delete("ft-1")
        yield client.delete("ft-2")

    call.run(scenario, "cohere", base_url=server.url)
    assert [request.header("cookie") for request in server.requests] == [None, None]

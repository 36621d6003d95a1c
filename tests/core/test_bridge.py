"""The generated functions, sent through the client: its key, its deadline, its errors."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import (
    APIConnectionError,
    APIStatusError,
    AsyncClient,
    AuthenticationError,
    Client,
    ConfigurationError,
    InternalServerError,
    NotFoundError,
    OutcomeUnknownError,
    UndecodableResponseError,
)
from finetunes_openapi.bfl.client.api.utility import delete_finetune
from finetunes_openapi.bfl.client.models import DeleteFinetuneInputs
from finetunes_openapi.cohere.client.api.finetuning import delete_finetuned_model
from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune, delete_fine_tune
from finetunes_openapi.together.client.models import FinetuneDeleteResponse

from .conftest import KEY
from .operations import BFL_DELETE, COHERE_DELETE, TOGETHER_DELETE
from .wire import Connection, chunked, gzipped, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    import httpx

    from .conftest import Call
    from .wire import Wire

    Start = Callable[..., Wire]


def use(call: Call, module: Any, provider: str, base_url: str, **options: Any) -> Any:
    """Call the generated function of the right colour that returns the whole response."""
    arguments = options.pop("arguments", {"id": "ft-1"})
    function = module.sync_detailed if call.colour == "sync" else module.asyncio_detailed

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield function(client=client.generated, **arguments))

    return call.run(scenario, provider, base_url=base_url, **options)


def get(call: Call, base_url: str, path: str = "/v1/models", **options: Any) -> httpx.Response:
    """Send a GET, which no generated function does yet, through the generated client."""

    def scenario(client: Any) -> Generator[Any, Any, httpx.Response]:
        made = client.generated
        blocking = call.colour == "sync"
        http = made.get_httpx_client() if blocking else made.get_async_httpx_client()
        response: httpx.Response = yield http.get(path)
        return response

    return call.run(scenario, "cohere", base_url=base_url, **options)


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


def test_the_short_functions_work_too(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    with Client("together", api_key=KEY, base_url=server.url) as client:
        blocking = delete_fine_tune.sync("ft-1", client=client.generated)

    async def main() -> Any:
        async with AsyncClient("together", api_key=KEY, base_url=server.url) as client:
            return await delete_fine_tune.asyncio("ft-1", client=client.generated)

    assert blocking == anyio.run(main) == FinetuneDeleteResponse(message="deleted")


def test_the_clients_key_is_sent_and_the_placeholder_is_not(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    use(call, delete_fine_tune, "together", server.url)
    assert server.only.header("authorization") == f"Bearer {KEY}"
    assert (server.only.header("user-agent") or "").startswith("finetunes/")


def test_a_key_header_of_another_name_is_the_clients_too(call: Call, wire: Start) -> None:
    server = wire(BFL_DELETE.reply)
    body = DeleteFinetuneInputs(finetune_id="ft-1")
    use(call, delete_finetune, "bfl", server.url, arguments={"body": body})
    assert server.only.header("x-key") == KEY
    assert server.only.header("authorization") is None
    assert server.only.header("content-type") == "application/json"
    assert server.only.json == {"finetune_id": "ft-1"}


def test_a_key_callable_is_asked_once_for_each_request(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    asked: list[str] = []

    def key() -> str:
        asked.append("")
        return f"rotated-key-{len(asked)}"

    use(call, delete_fine_tune, "together", server.url, api_key=key)
    assert server.only.header("authorization") == "Bearer rotated-key-1"


def test_a_header_parameter_of_the_document_arrives(call: Call, wire: Start) -> None:
    server = wire(COHERE_DELETE.reply)
    arguments = {"id": "m", "x_client_name": "my-app"}
    use(call, delete_finetuned_model, "cohere", server.url, arguments=arguments)
    assert server.only.header("x-client-name") == "my-app"


def test_a_query_parameter_of_the_document_arrives(call: Call, wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    arguments = {"id": "ft-1", "force": True}
    use(call, delete_fine_tune, "together", server.url, arguments=arguments)
    assert server.only.target == "/v1/fine-tunes/ft-1?force=true"


def test_a_post_without_a_body_says_so(call: Call, wire: Start) -> None:
    server = wire(reply({"id": "ft-1"}, "404 Not Found"))
    with pytest.raises(NotFoundError):
        use(call, cancel_fine_tune, "together", server.url)
    assert server.only.header("content-length") == "0"
    assert server.only.header("content-type") is None


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


def lose(connection: Connection) -> None:
    connection.request()
    connection.reset()


def test_a_lost_reply_to_a_delete_leaves_the_outcome_unknown(call: Call, wire: Start) -> None:
    server = wire(lose)
    with pytest.raises(OutcomeUnknownError) as caught:
        use(call, delete_fine_tune, "together", server.url)
    assert caught.value.sent_at is not None
    assert len(server.requests) == 1


def test_a_lost_reply_to_a_post_leaves_the_outcome_unknown(call: Call, wire: Start) -> None:
    server = wire(lose)
    body = DeleteFinetuneInputs(finetune_id="ft-1")
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_finetune, "bfl", server.url, arguments={"body": body})
    assert len(server.requests) == 1


def test_a_get_is_sent_again_after_a_lost_reply(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(lose, reply({"models": []}))
    assert get(call, server.url).json() == {"models": []}
    assert len(server.requests) == 2


def test_a_get_whose_replies_are_lost_every_time_is_a_connection_error(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    server = wire(lose)
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
    "too large": chunked(b"x" * 9_000_000),
    "half a gzip": reply(b"\x1f\x8b\x08", "200 OK", "Content-Encoding: gzip"),
}


@pytest.mark.parametrize("data", HALF.values(), ids=HALF)
def test_half_a_body_is_never_handed_on_as_a_whole_one(
    call: Call, wire: Start, data: bytes
) -> None:
    def script(connection: Connection) -> None:
        connection.request()
        connection.send(data)

    with pytest.raises(UndecodableResponseError):
        get(call, wire(script).url)
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_fine_tune, "together", wire(script).url)


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


def test_another_origin_is_refused_and_hears_nothing(call: Call, wire: Start) -> None:
    other = wire(reply({}))
    server = wire(reply({}))
    with pytest.raises(ConfigurationError, match="was refused; this client and its key belong to"):
        get(call, server.url, f"{other.url}/v1/models")
    assert server.connections == other.connections == 0


def test_the_deadline_of_the_client_holds(call: Call, wire: Start) -> None:
    def stall(connection: Connection) -> None:
        connection.request()
        connection.stall()

    server = wire(stall)
    started = time.monotonic()
    with pytest.raises(OutcomeUnknownError):
        use(call, delete_fine_tune, "together", server.url, timeout=0.2)
    assert time.monotonic() - started < 1.5


def test_the_asyncio_functions_of_a_blocking_client_say_what_to_use() -> None:
    with Client("together", api_key=KEY) as client:

        async def main() -> Any:
            return await delete_fine_tune.asyncio("ft-1", client=client.generated)

        with pytest.raises(ConfigurationError, match="nothing was sent; use the sync functions"):
            anyio.run(main)


def test_the_sync_functions_of_an_async_client_say_what_to_use() -> None:
    client = AsyncClient("together", api_key=KEY)
    with pytest.raises(ConfigurationError, match="nothing was sent; use the asyncio functions"):
        delete_fine_tune.sync("ft-1", client=client.generated)


def test_the_placeholder_in_the_generated_client_is_no_key() -> None:
    with Client("together", api_key=KEY) as client:
        assert KEY not in repr(client.generated)


def test_a_body_that_looks_like_a_request_to_a_proxy_was_sent_all_the_same(wire: Start) -> None:
    def read_and_close(connection: Connection) -> None:
        connection.request()
        connection.close()

    server = wire(read_and_close)
    with Client("cohere", api_key=KEY, base_url=server.url) as client:
        http = client.generated.get_httpx_client()
        with pytest.raises(OutcomeUnknownError):
            http.post("/v1/x", content=b"CONNECT 127.0.0.1:1 HTTP/1.1\r\n\r\n")
    assert server.only.method == "POST"

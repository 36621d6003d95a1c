"""The generated functions, sent through the client: its key, its origin, their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import AsyncClient, Client, ConfigurationError, NotFoundError
from finetunes_openapi.bfl.client.api.utility import delete_finetune
from finetunes_openapi.bfl.client.models import DeleteFinetuneInputs
from finetunes_openapi.cohere.client.api.finetuning import delete_finetuned_model
from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune, delete_fine_tune
from finetunes_openapi.together.client.models import FinetuneDeleteResponse

from .conftest import KEY
from .generated import get, use
from .operations import BFL_DELETE, COHERE_DELETE, TOGETHER_DELETE
from .wire import reply

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start


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


def test_a_header_that_the_caller_sets_arrives_whatever_its_name(wire: Start) -> None:
    server = wire(reply({}))
    with Client("cohere", api_key=KEY, base_url=server.url) as client:
        client.generated.get_httpx_client().post("/v1/x", headers={"Idempotency-Key": "1"})
    assert server.only.header("idempotency-key") == "1"
    assert server.only.header("cookie") is None


@pytest.mark.parametrize("content", [b"[1, 2]", b'"x"', b"{broken", b"\xff"], ids=ascii)
def test_a_body_that_is_no_object_is_sent_as_it_is(wire: Start, content: bytes) -> None:
    server = wire(reply({}))
    with Client("cohere", api_key=KEY, base_url=server.url) as client:
        typed = {"content-type": "application/json"}
        client.generated.get_httpx_client().post("/v1/x", content=content, headers=typed)
    assert server.only.body == content
    assert server.only.header("content-type") == "application/json"


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


def test_another_origin_is_refused_and_hears_nothing(call: Call, wire: Start) -> None:
    other = wire(reply({}))
    server = wire(reply({}))
    with pytest.raises(ConfigurationError, match="was refused; this client and its key belong to"):
        get(call, server.url, f"{other.url}/v1/models")
    assert server.connections == other.connections == 0


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

"""The embedded server itself: address, keys, record, threads, and what it answers elsewhere."""

from __future__ import annotations

import asyncio
import gc
import re
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING

import finetunes
import httpx
import pytest
from finetunes.testing import EmbeddedServer, Received, State, application

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Wire

OPERATIONS = [
    (name, operation.method, re.sub(r"\{\w+\}", "x", operation.path))
    for name, document in State().documents.items()
    for operation in document.operations.values()
    if operation.security
]
DELETE = ("DELETE", "/v1/finetuning/finetuned-models/00000000-0000-4000-9000-000000000001")
KEY_REFUSALS = {
    "together": (
        401,
        {
            "error": {
                "message": "Invalid API key provided",
                "type": "invalid_api_key",
                "param": None,
                "code": None,
            }
        },
    ),
    "bfl": (403, {"detail": "Not authenticated"}),
    "cohere": (401, {"message": "invalid api token"}),
}


@pytest.mark.parametrize(("provider", "method", "path"), OPERATIONS, ids=str)
def test_a_wrong_key_is_refused_as_the_provider_does(
    wire: Wire, provider: str, method: str, path: str
) -> None:
    response = wire.send(provider, method, path, key="wrong")
    assert (response.status_code, response.json()) == KEY_REFUSALS[provider]


@pytest.mark.parametrize("key", ["local-together-key-and-more", "\xe9"])
def test_a_key_that_is_nearly_right_is_wrong(wire: Wire, key: str) -> None:
    assert wire.send("together", "GET", "/fine-tunes", key=key).status_code == 401


@pytest.mark.parametrize(("provider", "method", "path"), OPERATIONS, ids=str)
def test_a_request_without_a_key_is_refused(
    server: EmbeddedServer, provider: str, method: str, path: str
) -> None:
    response = httpx.request(method, server.base_url(provider) + path, trust_env=False)
    assert (response.status_code, response.json()) == KEY_REFUSALS[provider]
    assert server.received[-1].key_sent is False


def test_every_handler_is_an_operation_of_its_document_and_every_operation_has_one() -> None:
    state = State()
    for name, service in state.services.items():
        assert service.handlers.keys() == state.documents[name].operations.keys()


def test_an_operation_without_a_handler_is_said_to_be_missing(
    server: EmbeddedServer, wire: Wire
) -> None:
    server.cohere.handlers = {}
    response = wire.send("cohere", *DELETE)
    assert (response.status_code, response.json()) == (
        501,
        {"message": "the embedded server does not play DeleteFinetunedModel yet"},
    )


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/together/v1/fine-tunes/ft-1/", "error"),
        ("DELETE", "/together/fine-tunes/ft-1", "error"),
        ("GET", "/bfl/v1/delete_finetunes", "detail"),
        ("DELETE", "/cohere/v1/finetuning/finetuned-models/", "message"),
    ],
)
def test_a_path_that_is_no_operation_is_not_found_in_the_providers_shape(
    server: EmbeddedServer, method: str, path: str, body: str
) -> None:
    response = httpx.request(method, server.url + path, trust_env=False)
    assert (response.status_code, list(response.json())) == (404, [body])


def test_a_method_that_is_no_operation_is_refused_with_those_that_are(
    server: EmbeddedServer,
) -> None:
    response = httpx.patch(f"{server.url}/together/v1/fine-tunes/ft-1", trust_env=False)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, DELETE")
    assert list(response.json()) == ["error"]
    assert server.received[-1].operation is None


def test_a_path_outside_every_prefix_is_told_the_prefixes(server: EmbeddedServer) -> None:
    response = httpx.get(server.url, trust_env=False)
    assert response.status_code == 404
    assert "/together, /bfl, /cohere" in response.json()["message"]
    assert server.received == (Received("GET", "/", None, None, None, 404),)


def test_the_environment_points_a_client_without_arguments_at_the_server(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert server.environment == {
        "TOGETHER_API_KEY": "local-together-key",
        "TOGETHER_BASE_URL": f"{server.url}/together/v1",
        "BFL_API_KEY": "local-bfl-key",
        "BFL_BASE_URL": f"{server.url}/bfl",
        "CO_API_KEY": "local-cohere-key",
        "CO_API_URL": f"{server.url}/cohere",
    }
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    for name, service in server.services.items():
        with finetunes.Client(name) as client:
            assert client.delete(service.add()).outcome == "deleted"


def test_keys_can_be_chosen() -> None:
    with EmbeddedServer(keys={"bfl": "another"}) as server:
        assert [server.key(name) for name in server.services] == [
            "local-together-key",
            "another",
            "local-cohere-key",
        ]


def test_a_key_for_a_provider_that_is_not_played_is_refused() -> None:
    with pytest.raises(ValueError, match="no such provider is played: openai"):
        EmbeddedServer(keys={"openai": "x"})


def test_of_many_deletes_of_one_item_exactly_one_succeeds(server: EmbeddedServer) -> None:
    jobs = [server.together.add() for _ in range(10)]
    base_url, key = server.base_url("together"), server.key("together")
    with httpx.Client(headers={"authorization": f"Bearer {key}"}, trust_env=False) as client:

        def delete(job: str) -> int:
            return client.delete(f"{base_url}/fine-tunes/{job}").status_code

        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(delete, jobs * 4))
    assert sorted(statuses) == [200] * 10 + [404] * 30
    assert len(server.received) == 40


def test_the_port_is_free_again_after_the_server_has_ended() -> None:
    with EmbeddedServer() as first:
        port = int(first.url.rpartition(":")[2])
        assert httpx.get(first.url, trust_env=False).status_code == 404
    with EmbeddedServer(port) as second:
        assert second.url == f"http://127.0.0.1:{port}"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_server_can_be_started_again_and_keeps_its_state() -> None:
    server = EmbeddedServer()
    with server:
        job = server.together.add()
    with server:
        assert server.together.ids() == (job,)


def test_a_port_that_is_taken_is_one_clear_line(server: EmbeddedServer) -> None:
    port = int(server.url.rpartition(":")[2])
    with pytest.raises(OSError, match="address already in use; try another port") as caught:
        EmbeddedServer(port).__enter__()
    assert "\n" not in str(caught.value)


def test_a_running_server_is_not_started_twice(server: EmbeddedServer) -> None:
    with pytest.raises(RuntimeError, match="running already"):
        server.__enter__()


def test_a_server_that_does_not_run_has_no_address() -> None:
    with pytest.raises(RuntimeError, match="not running"):
        _ = EmbeddedServer().url


def test_a_connection_made_at_the_very_end_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    left_open: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left_open.append)
    with EmbeddedServer() as server:
        port = int(server.url.rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port)).close()
    gc.collect()
    assert left_open == []


def test_leaving_a_server_that_never_ran_does_nothing() -> None:
    server = EmbeddedServer()
    server.__exit__(None, None, None)
    assert server.received == ()


def test_the_application_works_in_process_without_a_server() -> None:
    async def get() -> int:
        transport = httpx.ASGITransport(application())
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get("/bfl/v1/none")).status_code

    assert asyncio.run(get()) == 404


@pytest.fixture
def import_again(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Import finetunes.testing anew, as if a module were not installed."""

    def import_without(missing: str) -> None:
        for name in [*sys.modules]:
            if name.startswith(("finetunes.testing", f"{missing}.")):
                monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, missing, None)
        _ = import_module("finetunes.testing").EmbeddedServer

    return import_without


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_without_the_extra_the_import_says_what_to_install(
    import_again: Callable[[str], None], library: str
) -> None:
    with pytest.raises(ModuleNotFoundError) as caught:
        import_again(library)
    assert str(caught.value) == (
        f"finetunes.testing needs {library}; run: pip install 'finetunes[testing]'"
    )


def test_another_missing_module_is_not_taken_for_the_extra(
    import_again: Callable[[str], None],
) -> None:
    with pytest.raises(ModuleNotFoundError, match="asyncio"):
        import_again("asyncio")

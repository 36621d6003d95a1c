"""A key is sent, echoed by hostile servers in every place, and shown nowhere."""

from __future__ import annotations

import json
import os
import traceback
from typing import TYPE_CHECKING, Any, cast

import anyio
import httpcore
import pytest
from finetunes import AsyncClient, Client, FinetunesError

from .canary import CANARY, ESCAPED, assert_clean, assert_hidden, assert_shown_nowhere
from .canned import ANSWERS, TOGETHER_JOB, Canned, answer
from .wire import SOON, Connection, Script, Start, Wire, after_request, reply

if TYPE_CHECKING:
    from .conftest import Call

pytestmark = pytest.mark.usefixtures("silent_logs")
VARIABLES = ["TOGETHER_API_KEY", "BFL_API_KEY", "CO_API_KEY"]


@pytest.fixture(autouse=True)
def key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, CANARY)


def fetch() -> str:
    """Return the key; a callable for `api_key=`."""
    return os.environ["CO_API_KEY"]


# Hostile servers

ECHOES: dict[str, Any] = {
    "plain": CANARY,
    "html": f"<html><b>bad key {CANARY}</b></html>",
    "json": {"message": f"bad key {CANARY}"},
    "json escaped": f'{{"message": "bad key {ESCAPED}"}}'.encode(),
    "json in utf-16": json.dumps({"message": CANARY}).encode("utf-16"),
    "json in utf-16 without a mark": json.dumps({"message": CANARY}).encode("utf-16-le"),
    "error data": {"error": {"message": f"bad key {CANARY}", "type": CANARY}},
    "detail": {"detail": [{"loc": [CANARY], "msg": CANARY, "type": "x", "input": CANARY}]},
    "nested": {"a": [{CANARY: {CANARY: [CANARY]}}], "message": "no", "status": CANARY},
    "nested escaped": f'{{"a": [{{"{ESCAPED}": ["{ESCAPED}"]}}]}}'.encode(),
    "list": [CANARY],
    "string": f'"{ESCAPED}"'.encode(),
    "broken json": f'{{"message": "{CANARY}'.encode(),
    "other id": {**TOGETHER_JOB, "id": CANARY, "deleted_finetune_id": CANARY},
    "good answer": {**TOGETHER_JOB, "status": CANARY, "events": CANARY, "model": CANARY},
}
HEADERS = [f"X-Request-Id: {CANARY}", f"CF-Ray: {CANARY}", f"Retry-After: {CANARY}",
           f"Content-Type: text/{CANARY}", f"Set-Cookie: {CANARY}",
           f"Location: https://x.example/{CANARY}"]  # fmt: skip
STATUS_LINES = [f"200 {CANARY}", "400 Bad Request", f"404 {CANARY}", f"503 {CANARY}"]

BROKEN: dict[str, Script] = {
    "reset": after_request(end=Connection.reset),
    "no status line": after_request(f"{CANARY}\r\n\r\n".encode()),
    "bad status": after_request(f"HTTP/1.1 {CANARY} OK\r\n\r\n".encode()),
    "bad header": after_request(f"HTTP/1.1 200 OK\r\n{CANARY}\r\n\r\n".encode()),
    "bad length": after_request(f"HTTP/1.1 200 OK\r\nContent-Length: {CANARY}\r\n\r\n".encode()),
    "broken off": after_request(reply(CANARY, length=5000)),
    "bad chunk": after_request(
        f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{CANARY}\r\n".encode()
    ),
    "bad gzip": reply(CANARY, "200 OK", "Content-Encoding: gzip"),
    "stall": after_request(end=Connection.stall),
}


def ask(call: Call, wire: Wire, operation: tuple[str, str], **options: Any) -> Any:
    """Call, and return the result or the error; `api_key=None` means the environment."""
    settings: dict[str, Any] = {"api_key": None, "max_retries": 0, "base_url": wire.url, **options}
    try:
        return call(*operation, "ft-1", **settings)
    except FinetunesError as error:
        return error


@pytest.mark.parametrize("echo", ECHOES)
@pytest.mark.parametrize("status", STATUS_LINES, ids=lambda text: text[:3])
def test_a_key_that_a_server_echoes_is_shown_nowhere(
    call: Call, wire: Start, echo: str, status: str
) -> None:
    server = wire(reply(ECHOES[echo], status, *HEADERS))
    for operation in ANSWERS:
        assert_clean(ask(call, server, operation))
    header = "x-key" if server.requests[0].header("x-key") else "authorization"
    assert CANARY in (server.requests[0].header(header) or "")  # it did go out


@pytest.mark.parametrize("broken", BROKEN)
def test_a_key_is_shown_nowhere_after_a_reply_that_is_none(
    call: Call, wire: Start, broken: str
) -> None:
    server = wire(BROKEN[broken])
    end = ask(call, server, ("cohere", "delete"), timeout=SOON if broken == "stall" else 20)
    assert type(end).__name__ == "OutcomeUnknownError"
    assert_shown_nowhere(end)


def test_a_key_is_shown_nowhere_where_no_connection_is_made(call: Call, wire: Start) -> None:
    with wire() as server:
        gone = server
    end = ask(call, gone, ("cohere", "delete"))
    assert type(end).__name__ == "APIConnectionError"
    assert_shown_nowhere(end)


@pytest.mark.parametrize("status", ["200 OK", "429 Too Many Requests", "500 Oops"])
def test_a_key_from_a_callable_is_shown_nowhere(call: Call, wire: Start, status: str) -> None:
    server = wire(reply(ECHOES["nested"], status, *HEADERS))
    assert_clean(ask(call, server, ("together", "cancel"), api_key=fetch))


# The generated client


@pytest.mark.parametrize(
    "status", ["200 OK", f"404 {CANARY}", f"503 {CANARY}"], ids=lambda t: t[:3]
)
@pytest.mark.parametrize("echo", ["error data", "good answer", "json escaped", "html"])
def test_a_key_is_shown_nowhere_by_the_generated_client(
    call: Call, wire: Start, echo: str, status: str
) -> None:
    from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune

    server = wire(reply(ECHOES[echo], status, *HEADERS))
    function = "sync_detailed" if call.colour == "sync" else "asyncio_detailed"

    def scenario(client: Any) -> Any:
        assert_hidden(client.generated)
        operation: Any = getattr(cancel_fine_tune, function)
        return cast("Any", (yield operation("ft-1", client=client.generated)))

    try:
        response = call.run(scenario, "together", api_key=None, base_url=server.url, max_retries=0)
    except Exception as error:
        assert_shown_nowhere(error)
    else:
        assert_hidden(response, response.parsed, response.content, dict(response.headers))


# Errors before anything is sent


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize(
    "options",
    [{"base_url": "junk"}, {"base_url": "http://x.example"}, {"timeout": -1}, {"max_retries": -1},
     {"region": "us9"}, {"unknown": 1}, {"base_url": "https://[junk"}],
    ids=str,
)  # fmt: skip
def test_a_key_is_not_in_the_error_of_a_constructor(kind: Any, options: dict[str, Any]) -> None:
    with pytest.raises((FinetunesError, TypeError)) as caught:
        kind("bfl", api_key=os.environ["BFL_API_KEY"], **options)
    assert_shown_nowhere(caught.value)


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize("spoil", ["\n", " ", "é", "\x00"], ids=ascii)
def test_a_key_that_cannot_be_sent_is_not_shown(kind: Any, spoil: str) -> None:
    with pytest.raises(FinetunesError) as caught:
        kind("bfl", api_key=os.environ["BFL_API_KEY"] + spoil)
    assert_shown_nowhere(caught.value)


def test_a_key_in_the_environment_that_cannot_be_sent_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BFL_API_KEY", f"{CANARY}\n")
    with pytest.raises(FinetunesError) as caught:
        Client("bfl")
    assert_shown_nowhere(caught.value)


def test_a_key_from_a_callable_that_cannot_be_sent_is_not_shown(call: Call) -> None:
    with pytest.raises(FinetunesError) as caught:
        call("cohere", api_key=lambda: f"{fetch()}\n", transport=Canned(answer({})))
    assert_shown_nowhere(caught.value)


def test_a_key_is_not_in_the_error_of_a_call_that_sends_nothing(call: Call) -> None:
    for provider, operation, id in [("bfl", "cancel", "x"), ("bfl", "delete", "..")]:
        with pytest.raises(FinetunesError) as caught:
            call(provider, operation, id, api_key=None)
        assert_shown_nowhere(caught.value)


# Interruptions


@pytest.mark.parametrize("moment", ["read", "write"])
def test_an_interruption_shows_no_key(
    wire: Start, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def interrupt(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    server = wire(reply({}))
    stream = httpcore.SyncBackend().connect_tcp("127.0.0.1", server.port, timeout=9)
    stream.close()
    monkeypatch.setattr(type(stream), moment, interrupt)
    client = Client("cohere", base_url=server.url)
    with pytest.raises(KeyboardInterrupt) as caught:
        client.delete("ft-1")
    client.close()
    assert_shown_nowhere(caught.value)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_cancelled_call_shows_no_key(wire: Start, backend: str) -> None:
    server = wire(BROKEN["stall"])
    kept: list[BaseException] = []

    async def delete() -> None:
        async with AsyncClient("cohere", base_url=server.url) as client:
            try:
                await client.delete("ft-1")
            except BaseException as error:
                kept.append(error)
                raise

    async def main() -> None:
        with anyio.move_on_after(0.2):
            await delete()

    anyio.run(main, backend=backend)
    assert len(kept) == 1
    assert_shown_nowhere(kept[0])


def test_what_a_callers_own_transport_raises_keeps_its_traceback(call: Call) -> None:
    with pytest.raises(LookupError) as caught:
        call("cohere", transport=Canned(LookupError("a bug in the transport")))
    names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert "handle" in names

"""The fake in this process, and the plugin's fixtures: what leads there, and what takes time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import finetunes
import httpx
import pytest
from finetunes.testing import EmbeddedServer, Fake, Fault

if TYPE_CHECKING:
    from collections.abc import Callable

BROKEN: list[tuple[Fault, type[httpx.TransportError]]] = [
    (Fault.DROP_BEFORE, httpx.ReadError),
    (Fault.DROP_AFTER_COMMIT, httpx.ReadError),
    (Fault.STALL, httpx.ReadTimeout),
]


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every socket, as plugins that block the network do."""

    def refuse(*_: Any, **__: Any) -> None:
        raise RuntimeError("a socket was made")

    monkeypatch.setattr(socket.socket, "__init__", refuse)


@pytest.fixture
def no_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every pause that takes real time."""

    def refuse(seconds: float) -> None:
        assert seconds == 0, f"a pause of {seconds} s"

    monkeypatch.setattr(time, "sleep", refuse)


def exchanged(send: Callable[[httpx.Request], httpx.Response], fake: Fake, id: str) -> Any:
    """Delete a job with a request made by hand."""
    headers = {"authorization": f"Bearer {fake.key('together')}"}
    url = f"{fake.base_url('together')}/fine-tunes/{id}"
    return send(httpx.Request("DELETE", url, headers=headers))


@pytest.mark.usefixtures("no_sockets", "no_sleep")
def test_clients_that_code_makes_by_itself_lead_to_the_fake_without_a_socket(
    finetunes_fake: Fake,
) -> None:
    for name, service in finetunes_fake.services.items():
        with finetunes.Client(name) as client:
            assert client.delete(service.add()).outcome == "deleted"
    assert [received.provider for received in finetunes_fake.received] == [
        "together",
        "bfl",
        "cohere",
    ]


def test_nothing_of_the_fake_is_left_after_a_test() -> None:
    before = dict(os.environ), httpx.HTTPTransport.handle_request
    with Fake().installed():
        assert "TOGETHER_API_KEY" in os.environ
    assert (dict(os.environ), httpx.HTTPTransport.handle_request) == before
    assert not hasattr(httpx.HTTPTransport, "pause")
    assert not hasattr(httpx.AsyncHTTPTransport, "pause")


def test_what_has_another_address_goes_its_usual_way(finetunes_fake: Fake) -> None:
    with EmbeddedServer() as server, httpx.Client(trust_env=False) as client:
        assert client.get(server.url).status_code == 404
    assert len(server.received) == 1
    assert finetunes_fake.received == ()


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_async_clients_lead_to_the_fake_in_any_event_loop(finetunes_fake: Fake) -> None:
    job = finetunes_fake.together.add(advances=True)
    async with finetunes.AsyncClient("together") as client:
        assert (await client.cancel(job)).outcome == "cancelling"
        assert (await client.wait(job, timeout=60)).status == "cancelled"
    async with finetunes_fake.async_client("bfl") as client:
        assert [item async for item in client.list()] == []


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_async_requests_with_another_address_go_their_usual_way(finetunes_fake: Fake) -> None:
    with EmbeddedServer() as server:
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(server.url)).status_code == 404


@pytest.mark.usefixtures("no_sleep")
def test_waiting_passes_on_the_clock_of_the_fake_and_counts_against_the_timeout(
    finetunes_fake: Fake,
) -> None:
    job, began = finetunes_fake.together.add(status="running"), finetunes_fake.clock.now
    with finetunes.Client("together") as client, pytest.raises(finetunes.WaitTimeoutError):
        client.wait(job, timeout=3600)
    assert timedelta(minutes=59) < finetunes_fake.clock.now - began <= timedelta(hours=1)


@pytest.mark.usefixtures("no_sockets", "no_sleep")
def test_files_go_up_and_come_down_without_a_socket(finetunes_fake: Fake, tmp_path: Any) -> None:
    tmp_path.joinpath("train.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    with finetunes.Client("together") as client:
        client.upload(tmp_path / "train.jsonl")
        path = client.download(finetunes_fake.together.add(status="completed"), tmp_path).path
    assert path.stat().st_size > 65_536
    assert finetunes_fake.together.files.ids()


@pytest.mark.parametrize(("fault", "error"), BROKEN)
def test_a_request_without_an_answer_is_an_error_of_httpx(
    fault: Fault, error: type[httpx.TransportError]
) -> None:
    fake = Fake()
    job = fake.together.add()
    fake.fail("together", fault)
    with pytest.raises(error):
        exchanged(fake.transport("together").handle_request, fake, job)
    assert (job in fake.together.ids()) is not fault.is_after_commit


def test_an_answer_that_breaks_off_has_its_head_and_half_of_its_body() -> None:
    fake = Fake()
    fake.fail("together", Fault.DROP_MID_REPLY)
    response = exchanged(fake.transport("together").handle_request, fake, fake.together.add())
    got: list[bytes] = []
    with pytest.raises(httpx.ReadError):
        got.extend(response.iter_raw(8))
    length = int(response.headers["content-length"])
    assert (response.status_code, len(b"".join(got)) // 8) == (200, length // 2 // 8)


def test_a_transport_takes_the_providers_own_address_for_the_fake() -> None:
    fake = Fake()
    fake.bfl.add("there", region="eu1")
    options: Any = {"api_key": fake.key("bfl"), "transport": fake.transport("bfl")}
    with finetunes.Client("bfl", region="us1", **options) as client:
        assert list(client.list()) == []
    with finetunes.Client("bfl", region="eu1", **options) as client:
        assert [item.id for item in client.list()] == ["there"]


def test_a_client_of_a_provider_that_is_not_played_is_refused() -> None:
    with pytest.raises(finetunes.ConfigurationError, match="there is no provider 'openai'"):
        Fake().client("openai")
    with pytest.raises(ValueError, match="no such provider is played: openai"):
        Fake().transport("openai")


def test_the_fixture_of_the_server_leads_clients_to_it(finetunes_server: EmbeddedServer) -> None:
    job = finetunes_server.together.add(status="running")
    with finetunes.Client("together") as client:
        assert [item.id for item in client.list()] == [job]
    assert finetunes_server.received[0].headers[-1] == "authorization"


@pytest.mark.parametrize("fixture", ["finetunes_fake", "finetunes_server"])
def test_commands_under_test_keep_their_record_apart(
    request: pytest.FixtureRequest, fixture: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    request.getfixturevalue(fixture)
    assert Path(os.environ["FINETUNES_STATE"]).parent == tmp_path_factory.getbasetemp()


def loaded_by(code: str) -> set[str]:
    script = (
        f"import sys, pytest; before = set(sys.modules); {code}; print(*set(sys.modules) - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_plugin_loads_nothing_before_a_fixture_is_asked_for() -> None:
    own = {"finetunes", "finetunes._version", "finetunes.testing", "finetunes.testing.plugin"}
    assert loaded_by("import finetunes.testing.plugin") == own


def test_looking_on_needs_no_server() -> None:
    loaded = loaded_by("from finetunes.testing import ContractTransport")
    assert {name.partition(".")[0] for name in loaded} & {"starlette", "uvicorn"} == set()


def test_a_head_gets_no_body_as_from_a_server() -> None:
    fake = Fake()
    headers = {"authorization": f"Bearer {fake.key('together')}"}
    with httpx.Client(transport=fake.transport("together")) as client:
        answer = client.head(f"{fake.base_url('together')}/fine-tunes", headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("address", ["https://api.together.ai/v1", "http://127.0.0.1:1"])
def test_a_client_of_an_address_of_its_own_reaches_no_provider(address: str) -> None:
    client = finetunes.Client("together", api_key="a-real-key", base_url=address, max_retries=0)
    with client, Fake().installed(), pytest.raises(finetunes.APIConnectionError) as refused:
        client.delete("ft-1")
    where = "make the client within the test" in str(refused.value)
    assert where == ("together.ai" in address)


def test_an_async_client_that_was_made_before_reaches_no_provider(anyio_backend: str) -> None:
    async def main() -> None:
        async with finetunes.AsyncClient("bfl", api_key="a-real-key", max_retries=0) as client:
            with (
                Fake().installed(),
                pytest.raises(finetunes.APIConnectionError, match="within the"),
            ):
                await client.delete("my-finetune")

    anyio.run(main, backend=anyio_backend)

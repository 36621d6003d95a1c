"""The transport that looks on: it reports drift, and the call is what it is without it."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import finetunes
import httpx
import pytest
from finetunes.testing import EmbeddedServer
from finetunes.testing.contract.bodies import LARGEST
from finetunes.testing.contract.transport import ContractTransport

if TYPE_CHECKING:
    from collections.abc import Iterator

CREDITS = b'{"credits": 1, "colour": "red"}'
FIELD = (
    "notice: undocumented field: get_credits: response body $.colour: found the field;"
    " the document says nothing of it"
)
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/v1/credits": (200, {"content-type": "application/json"}, CREDITS),
    "/v1/my_finetunes": (
        200,
        {"content-type": "application/json", "content-encoding": "gzip"},
        gzip.compress(b'{"finetunes": 1}'),
    ),
    "/v1/delete_finetune": (503, {"content-type": "application/json"}, b"{}"),
    "/v1/finetune_details": (
        200,
        {"content-type": "application/json"},
        json.dumps({"finetune_details": {"a": "x" * LARGEST}}).encode(),
    ),
}


class Answering(BaseHTTPRequestHandler):
    """Gives the answer of the path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, headers, body = ANSWERS[self.path.partition("?")[0]]
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        if length := self.headers["content-length"]:
            self.rfile.read(int(length))
        else:
            while size := int(self.rfile.readline(), 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server on loopback that drifts."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Watched:
    """A client of httpx with the transport under test, and what was reported at once."""

    def __init__(self, address: str, kind: str) -> None:
        self.reported: list[str] = []
        self.kind = kind
        inside = httpx.HTTPTransport() if kind == "sync" else httpx.AsyncHTTPTransport()
        self.transport = ContractTransport(
            inside,
            provider="bfl",
            base_url=address,
            on_drift=lambda finding: self.reported.append(str(finding)),
        )
        self.address = address

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send one request, and close the client."""
        url = self.address + path
        if self.kind == "sync":
            with httpx.Client(transport=self.transport) as client:
                return client.request(method, url, **options)
        return asyncio.run(self._asend(method, url, **options))

    async def _asend(self, method: str, url: str, **options: Any) -> httpx.Response:
        async with httpx.AsyncClient(transport=self.transport) as client:
            return await client.request(method, url, **options)


@pytest.fixture(params=["sync", "async"])
def watched(request: pytest.FixtureRequest, address: str) -> Watched:
    return Watched(address, request.param)


def test_drift_is_reported_at_once_and_once_and_the_answer_is_untouched(watched: Watched) -> None:
    assert watched.send("GET", "/v1/credits").content == CREDITS
    assert watched.reported == [FIELD] == [*map(str, watched.transport.drift)]


def test_a_report_has_the_findings_of_each_operation_and_how_often(address: str) -> None:
    transport = ContractTransport(httpx.HTTPTransport(), provider="bfl", base_url=address)
    with httpx.Client(transport=transport) as client:
        for _ in range(2):
            client.get(f"{address}/v1/credits")
        client.get(f"{address}/v1/finetune_details?finetune_id=a")
        client.post(f"{address}/v1/credits")
    _, *lines = transport.report().splitlines()
    assert lines == [
        "get_credits: 2 checked",
        f"  {FIELD} (2 times)",
        "finetune_details: 1 checked",
        "POST /v1/credits: 1 checked",
        (
            "  error: undocumented method: POST /v1/credits: request: found POST;"
            " the document says only GET (1 times)"
        ),
        "not checked: response body: it is not known, or too large (1 times)",
    ]


def test_a_compressed_answer_is_checked_and_comes_through_as_it_was(watched: Watched) -> None:
    assert watched.send("GET", "/v1/my_finetunes").json() == {"finetunes": 1}
    (words,) = watched.reported
    assert words.startswith(
        "error: body breaks its schema: my_finetunes: response body $.finetunes"
    )


def test_a_large_answer_comes_through_and_is_named_as_not_checked(watched: Watched) -> None:
    answer = watched.send("GET", "/v1/finetune_details?finetune_id=a")
    assert len(answer.content) > LARGEST
    assert watched.reported == []
    assert "not checked: response body" in watched.transport.report()


def test_an_answer_that_is_not_read_to_its_end_is_named_as_not_checked(address: str) -> None:
    watched = Watched(address, "sync")
    with (
        httpx.Client(transport=watched.transport) as client,
        client.stream("GET", f"{address}/v1/credits"),
    ):
        pass
    assert watched.reported == []
    assert "not checked: response body" in watched.transport.report()


def test_a_client_that_stops_at_the_content_length_has_read_to_the_end(address: str) -> None:
    watched = Watched(address, "sync")
    with httpx.Client(transport=watched.transport) as client:
        response = client.send(client.build_request("GET", f"{address}/v1/credits"), stream=True)
        assert next(response.iter_raw()) == CREDITS
        response.close()
    assert watched.reported == [FIELD]


@pytest.mark.parametrize("large", [True, False])
def test_a_body_that_is_streamed_or_large_is_sent_and_named_as_not_checked(
    large: bool, address: str
) -> None:
    watched = Watched(address, "sync")
    chunks = [b"x" * LARGEST, b"x"]
    watched.send("POST", "/v1/delete_finetune", content=b"".join(chunks) if large else chunks)
    assert watched.reported == []
    assert "not checked: request body: it is not known, or too large" in watched.transport.report()


def test_what_goes_to_another_host_only_passes(address: str) -> None:
    transport = ContractTransport(httpx.HTTPTransport(), provider="bfl")
    with httpx.Client(transport=transport) as client:
        assert client.get(f"{address}/v1/credits").content == CREDITS
    assert transport.drift == []
    assert "not checked: it went to another host (1 times)" in transport.report()


def test_a_callback_that_fails_hears_of_every_finding_and_the_caller_of_no_error(
    address: str,
) -> None:
    heard: list[object] = []

    def fail(finding: object) -> None:
        heard.append(finding)
        raise RuntimeError("sk-live")

    transport = ContractTransport(
        httpx.HTTPTransport(), provider="bfl", base_url=address, on_drift=fail
    )
    with httpx.Client(transport=transport) as client:
        assert client.get(f"{address}/v1/credits?colour=red").content == CREDITS
    assert len(heard) == 2
    assert heard == transport.drift
    assert transport.report().endswith("\non_drift failed: RuntimeError (2 times)")


def test_an_error_in_a_check_is_counted_and_goes_nowhere_else(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.testing.contract.transport.check", None)
    transport = ContractTransport(httpx.HTTPTransport(), provider="bfl", base_url=address)
    with httpx.Client(transport=transport) as client:
        assert client.get(f"{address}/v1/credits").content == CREDITS
    assert transport.report().endswith("\nnot checked: the check failed: TypeError (1 times)")


def test_an_error_of_the_transport_inside_passes_as_it_is(watched: Watched) -> None:
    watched.address = "http://127.0.0.1:1"
    with pytest.raises(httpx.ConnectError):
        watched.send("GET", "/v1/credits")


def test_an_answer_that_came_as_a_whole_is_checked_too(address: str) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        coded = {"content-encoding": "gzip", "content-type": "application/json"}
        return httpx.Response(200, headers=coded, content=gzip.compress(CREDITS))

    transport = ContractTransport(httpx.MockTransport(answer), provider="bfl", base_url=address)
    with httpx.Client(transport=transport) as client:
        assert client.get(f"{address}/v1/credits").content == CREDITS
    assert [*map(str, transport.drift)] == [FIELD]


def test_more_different_findings_than_anybody_reads_are_not_kept(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.testing.contract.transport._MOST", 1)
    watched = Watched(address, "sync")
    with httpx.Client(transport=watched.transport) as client:
        for colour in ("red", "blue"):
            client.get(f"{address}/v1/credits?colour={colour}")
    assert len(watched.transport.drift) == 1


@pytest.mark.parametrize(
    ("inside", "words"),
    [(httpx.HTTPTransport, "synchronous"), (httpx.AsyncHTTPTransport, "asynchronous")],
)
def test_a_transport_of_the_other_kind_is_refused(inside: Any, words: str, address: str) -> None:
    watched = Watched(address, "async" if inside is httpx.HTTPTransport else "sync")
    watched.transport = ContractTransport(inside(), provider="bfl")
    with pytest.raises(TypeError, match=f"for {words} clients only"):
        watched.send("GET", "/v1/credits")


def test_what_else_the_transport_inside_can_do_is_handed_on() -> None:
    class Pausing(httpx.HTTPTransport):
        def pause(self) -> str:
            return "paused"

    transport = ContractTransport(Pausing(), provider="bfl")
    assert transport.pause() == "paused"
    with pytest.raises(AttributeError):
        transport._pool  # noqa: B018 - what is private is not


def test_an_unknown_provider_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="no provider 'gemini'"):
        ContractTransport(httpx.HTTPTransport(), provider="gemini")


def test_the_clients_of_finetunes_take_it() -> None:
    with EmbeddedServer() as server:
        base_url = server.base_url("together")
        options: Any = {"api_key": server.key("together"), "base_url": base_url}
        with httpx.HTTPTransport() as inside:
            transport = ContractTransport(inside, provider="together", base_url=base_url)
            with finetunes.Client("together", transport=transport, **options) as client:
                job = server.together.add(status="running")
                assert client.cancel(job).outcome is finetunes.Outcome.CANCELLING
                assert [item.id for item in client.list()] == [job]

        async def alist() -> list[str]:
            async with httpx.AsyncHTTPTransport() as inside:
                also = ContractTransport(inside, provider="together", base_url=base_url)
                async with finetunes.AsyncClient("together", transport=also, **options) as client:
                    return [item.id async for item in client.list()] + [also.report()]

        *ids, report = asyncio.run(alist())
    assert ids == [job]
    assert transport.drift == []
    for line in ("cancelFineTune: 1 checked", "listFineTunes: 1 checked"):
        assert line in transport.report()
    assert "listFineTunes: 1 checked" in report
    assert server.key("together") not in transport.report()

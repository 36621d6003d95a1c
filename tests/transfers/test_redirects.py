"""Where a provider leads a transfer: over https or this machine only, and never with the key."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes.errors import ConfigurationError, InternalServerError, RateLimitError, TransferError
from finetunes.exchange.flow import Flow, Send

from ..core.canary import assert_shown_nowhere
from ..core.wire import Connection, after_request, reply
from .conftest import KEY
from .serving import CONTENT, Served, leftovers

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.calls import Call
    from finetunes.exchange.addresses import Address

    from ..core.wire import Start
    from .conftest import Runner

SIGNATURE = "X-Signature=5ecre7-0123456789&part=1"


def to(place: str, status: str = "302 Found") -> bytes:
    return reply(b"", status, f"Location: {place}")


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 T", "308 P"])
def test_a_download_follows_to_another_origin_without_the_key(
    runner: Runner, wire: Start, tmp_path: Path, status: str
) -> None:
    storage = wire(Served())
    server = wire(to(f"{storage.url}/bucket/model?{SIGNATURE}#top", status))
    runner.download(server.url, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert server.only.header("authorization") == f"Bearer {KEY}"
    assert storage.only.target == f"/bucket/model?{SIGNATURE}"
    assert b"CANARY" not in storage.only.raw
    assert b"authorization" not in storage.only.raw.lower()


@pytest.mark.parametrize(
    "place", ["/elsewhere?part=2", "elsewhere?part=2", "{own}/elsewhere?part=2"]
)
def test_a_redirect_within_the_origin_keeps_the_key(
    runner: Runner, wire: Start, tmp_path: Path, place: str
) -> None:
    served = Served()

    def script(connection: Connection) -> None:
        request = connection.request()
        assert request
        connection.send(to(place.format(own=server.url)))
        served(connection)

    server = wire(script)
    runner.download(server.url, tmp_path / "f")
    assert server.requests[1].target.endswith("elsewhere?part=2")
    assert server.requests[1].header("authorization") == f"Bearer {KEY}"


def test_a_redirect_back_from_another_origin_stays_without_the_key(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    def script(connection: Connection) -> None:
        connection.request()
        connection.send(to(storage.url))

    server = wire(script, Served())
    storage = wire(after_request(to(f"{server.url}/again")))
    runner.download(server.url, tmp_path / "f")
    assert server.requests[1].header("authorization") is None


def test_each_attempt_begins_where_the_provider_is_asked(
    runner: Runner, wire: Start, tmp_path: Path, pauses: list[float]
) -> None:
    storage = wire(Served(breaks=[1000]))
    server = wire(to(f"{storage.url}/model?{SIGNATURE}"))
    runner.download(server.url, tmp_path / "f")
    assert (tmp_path / "f").read_bytes() == CONTENT
    assert len(server.requests) == len(storage.requests) == 2
    assert storage.requests[1].header("range") == "bytes=1000-"


def test_redirects_that_do_not_end_are_given_up(
    runner: Runner, wire: Start, tmp_path: Path
) -> None:
    server = wire(to("/again"))
    with pytest.raises(TransferError, match="more than 5 redirects"):
        runner.download(server.url, tmp_path / "f")
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("http://evil.example/model", "redirects to evil.example without https"),
        ("ftp://evil.example/model", "redirects to evil.example without https"),
        ("https://user:word@evil.example/", "redirects to no usable URL"),
        ("https://[", "redirects to no usable URL"),
        ("mailto:someone", "redirects to no usable URL"),
        ("https://host:port/", "redirects to no usable URL"),
    ],
)
def test_a_place_that_no_request_goes_to_is_refused(
    runner: Runner, wire: Start, tmp_path: Path, place: str, words: str
) -> None:
    server = wire(to(f"{place}?{SIGNATURE}"))
    with pytest.raises(TransferError, match=words) as caught:
        runner.download(server.url, tmp_path / "f")
    assert "5ecre7" not in str(caught.value)
    assert len(server.requests) == 1
    assert leftovers(tmp_path / "f") == []


def test_a_redirect_without_a_place_is_refused(runner: Runner, wire: Start, tmp_path: Path) -> None:
    with pytest.raises(TransferError, match="redirects to no usable URL"):
        runner.download(wire(reply(b"", "302 Found")).url, tmp_path / "f")


class Recorder(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers each host as it is told, and keeps what it was asked."""

    def __init__(self, **answers: httpx.Response) -> None:
        self.answers = answers
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.answers[request.url.host.partition(".")[0]]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


def test_from_https_only_https_is_followed_not_even_this_machine(
    runner: Runner, tmp_path: Path
) -> None:
    transport = Recorder(api=httpx.Response(302, headers={"location": "http://127.0.0.1/model"}))
    with pytest.raises(TransferError, match="without https"):
        runner.download("https://api.example", tmp_path / "f", transport=transport)


def test_a_transport_of_the_caller_is_used_for_both_origins(runner: Runner, tmp_path: Path) -> None:
    transport = Recorder(
        api=httpx.Response(302, headers={"location": "https://storage.example/model"}),
        storage=httpx.Response(200, content=b"all"),
    )
    runner.download("https://api.example", tmp_path / "f", transport=transport)
    assert (tmp_path / "f").read_bytes() == b"all"
    assert "authorization" in transport.asked[0].headers
    assert "authorization" not in transport.asked[1].headers


@pytest.mark.parametrize(
    ("url", "allowed"),
    [("https://other.example/", True), ("http://other.example/", False), ("http://[::1]/", False)],
)
def test_the_channel_itself_sends_nothing_public_without_https(
    runner: Runner, url: str, allowed: bool
) -> None:
    transport = Recorder(other=httpx.Response(200))

    def make(call: Call, own: Address) -> Flow[Any]:
        return (yield Send("GET", url, public=True))

    if allowed:
        assert runner.run(make, "https://api.example", transport=transport).is_success
    else:
        with pytest.raises(ConfigurationError, match="was refused"):
            runner.run(make, "https://api.example", transport=transport)
    assert len(transport.asked) == allowed


def test_a_refusal_elsewhere_names_the_host_only(
    runner: Runner, wire: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "finetunes")
    storage = wire(reply(f"<a href='?{SIGNATURE}'>expired</a>", "403 Forbidden"))
    server = wire(to(f"{storage.url}/model?{SIGNATURE}"))
    with pytest.raises(TransferError) as caught:
        runner.download(server.url, tmp_path / "f")
    assert str(caught.value) == (
        "maker:ft-1: download: 127.0.0.1, where the provider leads, answered 403 Forbidden; "
        "run the same command again"
    )
    assert caught.value.status_code == 403
    assert "5ecre7" not in caplog.text
    assert_shown_nowhere(caught.value)


@pytest.mark.parametrize(
    ("status", "kind"),
    [("503 Service Unavailable", InternalServerError), ("429 Too Many", RateLimitError)],
)
def test_a_fault_elsewhere_is_tried_again_and_never_shows_the_signature(
    runner: Runner,
    wire: Start,
    tmp_path: Path,
    pauses: list[float],
    status: str,
    kind: type[Exception],
) -> None:
    storage = wire(reply(f"?{SIGNATURE}", status))
    server = wire(to(f"{storage.url}/model?{SIGNATURE}"))
    with pytest.raises(kind) as caught:
        runner.download(server.url, tmp_path / "f")
    assert len(storage.requests) == 3
    assert "5ecre7" not in f"{caught.value} {vars(caught.value)}"


def test_an_unknown_status_elsewhere_is_named_by_its_number(
    blocking: Runner, wire: Start, tmp_path: Path
) -> None:
    storage = wire(reply(b"", "499 Gone Fishing"), reply(b"", "460 What"))
    server = wire(to(storage.url))
    with pytest.raises(TransferError, match="answered 499; run"):
        blocking.download(server.url, tmp_path / "f")

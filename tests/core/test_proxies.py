"""Proxies of the environment: which is asked, what it is told, and what its failures mean."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from finetunes import APIConnectionError, APITimeoutError, ConfigurationError

from .operations import TOGETHER_DELETE
from .wire import Connection, Script, after_request

if TYPE_CHECKING:
    from .conftest import Call
    from .wire import Start

REFUSED = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])
def test_a_proxy_of_the_environment_is_asked_for_another_host(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, variable: str, pauses: list[float]
) -> None:
    proxy = wire(REFUSED)
    monkeypatch.setenv(variable, proxy.url)
    with pytest.raises(APIConnectionError, match=r"407.*nothing was changed"):
        call("together", max_retries=1)
    assert {request.method for request in proxy.requests} == {"CONNECT"}
    assert {request.target for request in proxy.requests} == {"api.together.ai:443"}
    assert len(proxy.requests) == 2


def test_the_key_is_not_shown_to_the_proxy(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = wire(REFUSED)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    with pytest.raises(APIConnectionError):
        call("together", max_retries=0)
    assert b"sk-test" not in proxy.only.raw


@pytest.mark.parametrize(
    ("written", "meant"),
    [("user:pass%20word", "user:pass word"), ("user", "user:"), ("%C3%A9:%C3%A9", "é:é")],
)
def test_the_password_in_a_proxy_url_goes_to_the_proxy(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, written: str, meant: str
) -> None:
    proxy = wire(REFUSED)
    monkeypatch.setenv("HTTPS_PROXY", f"http://{written}@127.0.0.1:{proxy.port}")
    with pytest.raises(APIConnectionError) as caught:
        call("together", max_retries=0)
    expected = base64.b64encode(meant.encode()).decode()
    assert proxy.only.header("proxy-authorization") == f"Basic {expected}"
    assert "pass" not in str(caught.value)


def test_a_proxy_may_be_written_without_a_scheme(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = wire(REFUSED)
    monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{proxy.port}")
    with pytest.raises(APIConnectionError):
        call("cohere", max_retries=0)
    assert proxy.only.target == "api.cohere.com:443"


def test_an_unencrypted_request_is_handed_to_its_own_proxy(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = wire(TOGETHER_DELETE.reply)
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    call("together", base_url="http://gateway.example/api", allow_insecure_http=True)
    assert proxy.only.target == "http://gateway.example/api/fine-tunes/ft-1"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_no_proxy_is_asked_for_this_machine(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    proxy = wire(REFUSED)
    server = wire(TOGETHER_DELETE.reply)
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(variable, proxy.url)
    call("together", base_url=f"http://{host}:{server.port}")
    assert len(server.requests) == 1
    assert proxy.connections == 0


@pytest.mark.parametrize("exception", ["*", "gateway.example", ".example", "a.test,example"])
def test_no_proxy_names_hosts_that_are_asked_directly(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, exception: str, pauses: list[float]
) -> None:
    proxy = wire(REFUSED)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", exception)
    # The tests' guard refuses to look up the name, which shows that it was to be looked up.
    with pytest.raises(RuntimeError, match=r"getaddrinfo to b?'gateway\.example'"):
        call("together", base_url="https://gateway.example/v1")
    assert proxy.connections == 0


def test_a_refused_proxy_is_a_connection_error(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    with wire(REFUSED) as gone:
        pass
    monkeypatch.setenv("HTTPS_PROXY", gone.url)
    with pytest.raises(APIConnectionError, match="nothing was changed"):
        call("together")
    assert pauses == [0.5, 1.0]


@pytest.mark.parametrize(
    "script",
    [
        after_request(),
        after_request(end=Connection.reset),
        after_request(b"SSH-2.0-OpenSSH_9.6\r\n"),
    ],
    ids=["hang_up", "hang_up_rudely", "talk_nonsense"],
)
def test_a_proxy_that_fails_before_the_tunnel_stands_got_no_request(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch, script: Script, pauses: list[float]
) -> None:
    proxy = wire(script)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    with pytest.raises(APIConnectionError, match="nothing was changed"):
        call("together")
    assert [request.method for request in proxy.requests] == ["CONNECT"] * 3


def test_a_proxy_that_never_answers_got_no_request(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", wire(after_request(end=Connection.stall)).url)
    with pytest.raises(APITimeoutError, match="nothing was changed"):
        call("together", timeout=0.2)


@pytest.mark.parametrize(
    "value", ["socks5://127.0.0.1:1", "socks5h://u:secret@127.0.0.1:1", "ftp://u:secret@p:1",
              "http://u:secret@p:port", "http://u:secret@[::1"],
)  # fmt: skip
def test_a_proxy_that_cannot_be_used_is_said_when_the_client_is_made(
    call: Call, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", value)
    with pytest.raises(ConfigurationError, match=r"no http\(s\) proxy.*pass transport=") as caught:
        call("together")
    assert "secret" not in str(caught.value)


def test_a_proxy_for_another_scheme_does_not_matter(
    call: Call, wire: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = wire(TOGETHER_DELETE.reply)
    monkeypatch.setenv("FTP_PROXY", "ftp://nowhere")
    assert call("together", base_url=server.url).outcome == "deleted"

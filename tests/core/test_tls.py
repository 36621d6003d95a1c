"""TLS, straight to the server and through the tunnel of a proxy."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import APIConnectionError, Client, ConfigurationError, OutcomeUnknownError
from finetunes.exchange import deadline

from .operations import TOGETHER_DELETE
from .wire import Connection, reply

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator
    from pathlib import Path

    from .conftest import Call
    from .wire import Start, Wire


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_certificates_that_cannot_be_read_are_an_error_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    file = tmp_path / "certificates.pem"
    if text:
        file.write_text(text)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    deadline._tls.cache_clear()
    with pytest.raises(ConfigurationError, match=r"certificates .* correct or unset SSL_CERT_FILE"):
        Client("together", api_key="k" * 9)
    deadline._tls.cache_clear()


def test_a_certificate_that_nobody_signed_is_refused_before_anything_is_sent(
    call: Call, wire: Start, tls: ssl.SSLContext, pauses: list[float]
) -> None:
    server = wire(TOGETHER_DELETE.reply, tls=tls)
    with pytest.raises(APIConnectionError, match=r"certificate.*nothing was changed"):
        call("together", base_url=server.url)
    assert server.requests == []
    assert server.connections == 3


def test_a_server_that_does_not_speak_tls_is_refused(
    call: Call, wire: Start, pauses: list[float]
) -> None:
    def answer_in_plain(connection: Connection) -> None:
        connection.send(reply(b"", "400 Bad Request"))

    server = wire(answer_in_plain)
    with pytest.raises(APIConnectionError, match="nothing was changed"):
        call("together", base_url=server.url.replace("http:", "https:"))


def test_calls_over_tls_share_a_connection(
    call: Call, wire: Start, tls: ssl.SSLContext, trusted: None
) -> None:
    server = wire(TOGETHER_DELETE.reply, tls=tls)

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        yield client.delete("ft-1")
        return (yield client.delete("ft-2"))

    assert call.run(scenario, "together", base_url=server.url).outcome == "deleted"
    assert len(server.requests) == 2
    assert server.connections == 1


def open_tunnel(connection: Connection, tls: ssl.SSLContext) -> None:
    """Agree to a CONNECT, and be the server that is reached by it."""
    connection.request()
    connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
    connection.socket = tls.wrap_socket(connection.socket, server_side=True)


def go_through(proxy: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment name a proxy, and this machine be one that is reached through it."""
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setattr("finetunes.exchange.addresses.Address.is_loopback", False)


def test_a_reply_lost_in_a_tunnel_leaves_the_outcome_unknown(
    call: Call, wire: Start, tls: ssl.SSLContext, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(connection: Connection) -> None:
        open_tunnel(connection, tls)
        connection.request()
        connection.reset()

    proxy = wire(lose)
    go_through(proxy, monkeypatch)
    with pytest.raises(OutcomeUnknownError):
        call("together", base_url="https://127.0.0.1:1/v1")
    assert [request.method for request in proxy.changes] == ["DELETE"]


def test_a_proxy_tunnels_to_a_server_that_speaks_tls(
    call: Call, wire: Start, tls: ssl.SSLContext, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tunnel(connection: Connection) -> None:
        open_tunnel(connection, tls)
        connection.serve(TOGETHER_DELETE.reply)

    proxy = wire(tunnel)
    go_through(proxy, monkeypatch)
    assert call("together", base_url="https://127.0.0.1:1/v1").outcome == "deleted"
    connect, delete = proxy.requests
    assert (connect.method, connect.target) == ("CONNECT", "127.0.0.1:1")
    assert b"sk-test" not in connect.raw
    assert delete.target == "/v1/fine-tunes/ft-1"


@pytest.mark.parametrize("data", [b"no record of TLS at all", b"\x17\x03\x03\x00\x20" + b"x" * 32])
def test_a_broken_tls_stream_after_the_request_leaves_the_outcome_unknown(
    call: Call, wire: Start, tls: ssl.SSLContext, trusted: None, data: bytes
) -> None:
    def break_off(connection: Connection) -> None:
        connection.request()
        os.write(connection.socket.fileno(), data)
        connection.stall()

    server = wire(break_off, tls=tls)
    with pytest.raises(OutcomeUnknownError):
        call("together", base_url=server.url, timeout=2)
    assert len(server.changes) == 1

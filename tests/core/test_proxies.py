"""Proxies of the environment, TLS, and what a client leaves behind."""

from __future__ import annotations

import base64
import gc
import os
import shutil
import ssl
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import (
    APIConnectionError,
    APITimeoutError,
    Client,
    ConfigurationError,
    OutcomeUnknownError,
    deadline,
)

from .operations import TOGETHER_DELETE
from .wire import Connection, Script, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from .conftest import Call
    from .wire import Wire

    Start = Callable[..., Wire]

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


def hang_up(connection: Connection) -> None:
    connection.request()


def hang_up_rudely(connection: Connection) -> None:
    connection.request()
    connection.reset()


def talk_nonsense(connection: Connection) -> None:
    connection.request()
    connection.send(b"SSH-2.0-OpenSSH_9.6\r\n")


@pytest.mark.parametrize("script", [hang_up, hang_up_rudely, talk_nonsense])
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
    def stall(connection: Connection) -> None:
        connection.request()
        connection.stall()

    monkeypatch.setenv("HTTPS_PROXY", wire(stall).url)
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


# TLS.


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that no authority signed, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl command to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    command = [
        openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
        "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem",
    ]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return folder / "certificate.pem"


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Trust the certificate, the way an administrator would: by SSL_CERT_FILE."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    deadline._tls.cache_clear()
    yield
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


def test_a_reply_lost_in_a_tunnel_leaves_the_outcome_unknown(
    call: Call, wire: Start, tls: ssl.SSLContext, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(connection: Connection) -> None:
        connection.request()
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        connection.socket = tls.wrap_socket(connection.socket, server_side=True)
        connection.request()
        connection.reset()

    proxy = wire(lose)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setattr("finetunes.addresses.Address.is_loopback", False)
    with pytest.raises(OutcomeUnknownError):
        call("together", base_url="https://127.0.0.1:1/v1")
    assert [request.method for request in proxy.requests] == ["CONNECT", "DELETE"]


def test_a_proxy_tunnels_to_a_server_that_speaks_tls(
    call: Call, wire: Start, tls: ssl.SSLContext, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tunnel(connection: Connection) -> None:
        connection.request()
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        connection.socket = tls.wrap_socket(connection.socket, server_side=True)
        connection.serve(TOGETHER_DELETE.reply)

    proxy = wire(tunnel)
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setattr("finetunes.addresses.Address.is_loopback", False)
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
    assert len(server.requests) == 1


# Threads, and what is left behind.


def test_threads_share_a_client(wire: Start) -> None:
    server = wire(TOGETHER_DELETE.reply)
    barrier = threading.Barrier(8)

    def delete(thread: int) -> list[str]:
        barrier.wait(10)
        return [client.delete(f"ft-{thread}-{number}").id for number in range(25)]

    options: Any = {"api_key": "k" * 9, "base_url": server.url}
    with Client("together", **options) as client, ThreadPoolExecutor(8) as pool:
        answered = [id for ids in pool.map(delete, range(8)) for id in ids]
    expected = {f"ft-{thread}-{number}" for thread in range(8) for number in range(25)}
    assert set(answered) == expected
    assert {request.target.rpartition("/")[2] for request in server.requests} == expected
    assert len(server.requests) == 200
    assert server.connections <= 8


def open_files() -> int:
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc")
def test_a_closed_client_leaves_no_socket_behind(call: Call, wire: Start) -> None:
    def answer_one_of_two(connection: Connection) -> None:
        connection.request()
        connection.send(TOGETHER_DELETE.reply)
        connection.request()

    server = wire(answer_one_of_two)

    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield client.delete("ft-1")
        with pytest.raises(OutcomeUnknownError):
            yield client.delete("ft-2")

    def run() -> None:
        call.run(scenario, "together", base_url=server.url, timeout=1)

    run()
    before = open_files()
    for _ in range(4):
        run()
    for thread in server._threads[1:]:
        thread.join(5)
    assert open_files() <= before

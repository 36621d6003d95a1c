"""The promises of conftest.py: no test leaves this machine, and none sees its settings."""

from __future__ import annotations

import asyncio
import os
import socket

import pytest


def test_a_connection_to_another_machine_is_refused() -> None:
    with (
        socket.socket() as connection,
        pytest.raises(RuntimeError, match=r"offline: socket.connect to '192\.0\.2\.1'"),
    ):
        connection.connect(("192.0.2.1", 443))


def test_an_asyncio_connection_to_another_machine_is_refused() -> None:
    with pytest.raises(RuntimeError, match="offline"):
        asyncio.run(asyncio.wait_for(asyncio.open_connection("192.0.2.1", 443), 5))


def test_a_name_of_another_machine_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"offline: socket.getaddrinfo to 'api\.example\.com'"):
        socket.getaddrinfo("api.example.com", 443)


def test_a_datagram_to_another_machine_is_refused() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as connection,
        pytest.raises(RuntimeError, match="offline"),
    ):
        connection.sendto(b"x", ("192.0.2.1", 53))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_reachable(host: str) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection((host, server.getsockname()[1]), timeout=5) as connection,
    ):
        assert connection.getpeername()[0] == "127.0.0.1"


def test_no_variable_of_a_provider_or_proxy_reaches_a_test() -> None:
    foreign = [
        name
        for name in os.environ
        if name.upper().endswith(("_API_KEY", "_BASE_URL", "_API_URL", "_PROXY"))
    ]
    assert foreign == []

"""What holds for every test: no network but loopback, no keys, no proxies, no terminal settings."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
from typing import Any

import pytest
from hypothesis import settings

# The same examples on every run: a failure here is a failure everywhere.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

# Anything that could make the same test behave differently on another machine.
_FOREIGN_VARIABLES = re.compile(
    r"(TOGETHER|BFL|CO|COHERE|FINETUNES)_.*|.*_PROXY|SSL_CERT_.*|SSLKEYLOGFILE|(NO|FORCE)_COLOR|"
    r"COLUMNS|LINES|PYTHONWARNINGS|PYTHONHASHSEED|SOURCE_DATE_EPOCH",
    re.IGNORECASE,
)


class NetworkBlockedError(RuntimeError):
    """A test tried to leave this machine; not an OSError, so that no client takes it for one."""


def _is_local(host: object) -> bool:
    if host in {None, "", b"", "localhost", b"localhost"}:
        return True
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse_foreign_hosts(event: str, arguments: tuple[Any, ...]) -> None:
    # An audit hook sees every socket, also those of asyncio, of C code and of patched modules.
    if event in {"socket.connect", "socket.sendto"}:
        connection, address = arguments
        families = {socket.AF_INET, socket.AF_INET6}
        if not (isinstance(connection, socket.SocketType) and connection.family in families):
            return
        host: Any = address[0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        message = f"this test suite is offline: {event} to {host!r} was refused"
        raise NetworkBlockedError(message)


sys.addaudithook(_refuse_foreign_hosts)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose what the contract tests talk to."""
    parser.addoption(
        "--target",
        choices=("cassette", "mock"),
        default="cassette",
        help="what tests/contract talks to: recorded cassettes (default), or Prism on loopback, "
        "which records them again",
    )


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start every test without keys, addresses, proxies or terminal settings of this machine."""
    for name in list(os.environ):
        if _FOREIGN_VARIABLES.fullmatch(name):
            monkeypatch.delenv(name)

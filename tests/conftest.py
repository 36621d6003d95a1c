"""What holds for every test: no network but loopback, no keys, no proxies, no terminal settings.

The fixtures that users of finetunes have are those of this suite, too.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import signal
import socket
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from finetunes.testing.plugin import _finetunes_state, finetunes_fake, finetunes_server
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Generator

    from finetunes.testing import EmbeddedServer

# The plugin is switched off in this suite, so that importing it is counted as covered.
__all__ = ["_finetunes_state", "finetunes_fake", "finetunes_server"]

# The same examples on every run: a failure here is a failure everywhere.
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")

# A shell starts what runs in the background with Ctrl-C ignored, and children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

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


_LEAVING: list[str] = []
"""Why this run may leave the machine; empty for every other."""


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
    if not _is_local(host) and not _LEAVING:
        message = f"this test suite is offline: {event} to {host!r} was refused"
        raise NetworkBlockedError(message)


sys.addaudithook(_refuse_foreign_hosts)


class Figures:
    """What was counted in a run, by name."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def add(self, name: str, count: int) -> None:
        """Count on.

        Args:
            name: The part, a colon, and what is counted.
            count: How many more.
        """
        self.counted[name] += count


_FIGURES = pytest.StashKey[Figures]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run say what it counted, and choose what the contract tests talk to."""
    parser.addoption(
        "--figures", metavar="FILE", help="write how the tests ended and what they counted, as JSON"
    )
    parser.addoption(
        "--examples", default="8", help="how many requests Schemathesis makes up for each operation"
    )
    parser.addoption(
        "--cassettes",
        metavar="FOLDER",
        default=str(Path(__file__).parent / "cassettes"),
        help="where cassettes are read, and stored anew",
    )
    for purpose, what in (
        ("id", "may be read"),
        ("cancel", "is cancelled"),
        ("delete", "is deleted, for good"),
    ):
        parser.addoption(
            f"--live-{purpose}",
            metavar="PROVIDER:ID",
            action="append",
            default=[],
            help=f"with --target=live: what {what}; may be given several times",
        )
    parser.addoption(
        "--target",
        choices=("cassette", "mock", "live"),
        default="cassette",
        help="what tests/contract talks to: recorded cassettes (default), Prism on loopback, or "
        "the providers; the last two record again",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin to count, and let the one run out that is meant to leave this machine."""
    config.stash[_FIGURES] = Figures()
    config.addinivalue_line("markers", "untraced: adds nothing to coverage, and is faster for it")
    if config.getoption("--target") == "live":
        _LEAVING.append("tests/contract deselects everything else in such a run")


@pytest.fixture(scope="session")
def figures(pytestconfig: pytest.Config) -> Figures:
    """What this run counts; `--figures FILE` writes it."""
    return pytestconfig.stash[_FIGURES]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process of pytest-xdist has counted; one that crashed says nothing."""
    counted: dict[str, int] = getattr(node, "workeroutput", {}).get("figures", {})
    node.config.stash[_FIGURES].counted.update(counted)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was counted to the process that collects it, or write it and how tests ended."""
    config: Any = session.config
    counted = dict(sorted(config.stash[_FIGURES].counted.items()))
    if hasattr(config, "workeroutput"):
        config.workeroutput["figures"] = counted
    elif path := config.getoption("--figures"):
        ended = config.pluginmanager.get_plugin("terminalreporter").stats
        report = {
            "passed": len(ended.get("passed", [])),
            "failed": len(ended.get("failed", [])) + len(ended.get("error", [])),
            "skipped": [skipped.longrepr[2] for skipped in ended.get("skipped", [])],
            "figures": counted,
        }
        Path(path).write_text(json.dumps(report, indent=2) + "\n", "utf-8")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace no line for coverage in tests of made-up examples, and in those marked so.

    Under the tracer everything takes three times as long, the code of other packages too. What
    these tests reach, plain tests have to reach as well, so nothing is lost. Coverage's own `stop`
    would end the tracing of older threads for good.
    """
    if not any(item.get_closest_marker(name) for name in ("hypothesis", "untraced")):
        return (yield)
    tracer, of_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(cast("Any", None))
    try:
        return (yield)
    finally:
        sys.settrace(tracer)
        threading.settrace(cast("Any", of_threads))


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start every test without keys, addresses, proxies or terminal settings of this machine."""
    for name in list(os.environ):
        if _FOREIGN_VARIABLES.fullmatch(name):
            monkeypatch.delenv(name)


@pytest.fixture
def server(finetunes_server: EmbeddedServer) -> EmbeddedServer:
    """A server that the environment of this process points at, and a state of its own."""
    return finetunes_server

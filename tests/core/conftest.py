"""The core against a real socket, the same way for the blocking client, asyncio and trio."""

from __future__ import annotations

import gc
import inspect
import logging
import shutil
import ssl
import subprocess
from collections.abc import Callable, Generator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import pytest
from finetunes import AsyncClient, Client, Result
from finetunes.exchange import deadline

from .canary import assert_hidden
from .wire import Script, Start, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
Scenario = Callable[[Any], Generator[Any, Any, T]]
KEY = "sk-test-0123456789"


@pytest.fixture
def wire() -> Iterator[Start]:
    """Start servers: `wire(script, ...)`; see `wire.Wire`."""
    with ExitStack() as stack:

        def start(*scripts: Script, **options: Any) -> Wire:
            return stack.enter_context(Wire(scripts, **options))

        yield start


_OPEN_FILES = Path("/proc/self/fd")
where_open_files_are_counted = pytest.mark.skipif(
    not _OPEN_FILES.is_dir(), reason="open files are counted in /proc"
)


def open_files() -> int:
    """How many files and sockets this process has open."""
    gc.collect()
    return len(list(_OPEN_FILES.iterdir()))


@pytest.fixture
def silent_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """After each test: nothing that any library logged, at any level, holds the canary."""
    caplog.set_level(logging.DEBUG)
    yield
    for record in caplog.get_records("call"):
        assert_hidden(record.getMessage(), record.args, record.exc_text)


class Call:
    """Runs the same thing through `Client`, or through `AsyncClient` on one event loop.

    Args:
        colour: ``"sync"``, ``"asyncio"`` or ``"trio"``.
    """

    def __init__(self, colour: str) -> None:
        self.colour = colour

    def __call__(
        self, provider: str, operation: str = "delete", id: str = "ft-1", **options: Any
    ) -> Result[Any]:
        """Make a client, do one call, and close it; `options` are the client's."""

        def scenario(client: Any) -> Generator[Any, Any, Result[Any]]:
            result: Result[Any] = yield getattr(client, operation)(id)
            return result

        return self.run(scenario, provider, **options)

    def run(self, scenario: Scenario[T], provider: str, **options: Any) -> T:
        """Make a client, and run a scenario with it: a generator that yields each call.

        The scenario reads the same for both clients: `result = yield client.delete("ft-1")`.
        An error that a call raises comes out of that `yield`.
        """
        settings: dict[str, Any] = {"api_key": KEY, **options}
        if self.colour == "sync":
            with Client(provider, **settings) as client:
                return self._block(scenario(client))
        result: T = anyio.run(self._loop, scenario, provider, settings, backend=self.colour)
        return result

    @staticmethod
    def _block(steps: Generator[Any, Any, T]) -> T:
        value: Any = None
        while True:
            try:
                value = steps.send(value)
            except StopIteration as done:
                result: T = done.value
                return result

    @staticmethod
    async def _loop(scenario: Scenario[T], provider: str, settings: dict[str, Any]) -> T:
        async with AsyncClient(provider, **settings) as client:
            steps = scenario(client)
            step: Any = None
            try:
                step = next(steps)
                while True:
                    try:
                        value = await step if inspect.isawaitable(step) else step
                    except Exception as error:
                        step = steps.throw(error)
                    else:
                        step = steps.send(value)
            except StopIteration as done:
                result: T = done.value
                return result


@pytest.fixture(params=["sync", "asyncio", "trio"])
def call(request: pytest.FixtureRequest) -> Call:
    """A test that uses this runs three times, and states its fact for all three."""
    return Call(request.param)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds waited between attempts, without their random spread; nothing really waits."""
    waited: list[float] = []

    def note(seconds: float) -> None:
        waited.extend([seconds] if seconds else [])  # a pause of 0 only asks for the time left

    async def remember(seconds: float) -> None:
        note(seconds)

    def least(low: float, high: float) -> float:
        return low

    monkeypatch.setattr("random.uniform", least)
    monkeypatch.setattr("finetunes.exchange.transport.time.sleep", note)
    monkeypatch.setattr("anyio.sleep", remember)
    return waited


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

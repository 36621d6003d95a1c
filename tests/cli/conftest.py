"""The command line in this process and in one of its own, against a running embedded server."""

from __future__ import annotations

import io
import json
import os
import select
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from finetunes import cleanup
from finetunes.cli import main
from finetunes.testing import EmbeddedServer
from finetunes.testing.service import Call, Handler, Reply, Service

SECONDS = 30
"""How long a process may take before a test gives up; none needs more than one or two."""
COMMAND = str(Path(sysconfig.get_path("scripts"), "finetunes"))


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.stdout)

    @property
    def results(self) -> list[dict[str, Any]]:
        assert self.document["schema"] == 1
        results: list[dict[str, Any]] = self.document["results"]
        return results

    @property
    def ends(self) -> list[str]:
        """How each item of a plan ended."""
        return [item["end"] for item in self.results]

    @property
    def errors(self) -> list[str | None]:
        """The error type of each result."""
        return [item["error"] and item["error"]["type"] for item in self.results]


def environment(server: EmbeddedServer | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a process that is pointed at the server."""
    return {**os.environ, **(server.environment if server else {}), **more}


def spawn(
    *arguments: str,
    env: Mapping[str, str],
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start the installed command."""
    words = [sys.executable, COMMAND, *arguments]
    return subprocess.Popen(words, env=env, stdin=stdin, stdout=stdout, stderr=stderr)


def finish(process: subprocess.Popen[bytes]) -> Ended:
    """Wait for a started command and return how it ended."""
    stdout, stderr = process.communicate(timeout=SECONDS)
    return Ended(process.returncode, (stdout or b"").decode(), (stderr or b"").decode())


@pytest.fixture(autouse=True)
def state(clean_environment: None, _finetunes_state: None) -> Path:
    """A folder for state of its own, where the audit log goes."""
    return Path(os.environ["FINETUNES_STATE"])


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process."""

    def run_here(*arguments: str) -> Ended:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Ended(int(code), captured.out, captured.err)

    return run_here


def read_until(terminal: int, expected: str) -> str:
    """Read what a process wrote to its terminal, until it wrote the expected text."""
    text = ""
    while expected not in text:
        ready, _, _ = select.select([terminal], [], [], SECONDS)
        assert ready, f"no {expected!r} in {text!r}"
        text += os.read(terminal, 4096).decode(errors="replace")
    return text


AtTerminal = Callable[..., tuple[Ended, str]]


@pytest.fixture
def run_at_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> AtTerminal:
    """Run the command in this process, with a terminal as stdin and stderr."""

    def run_here(typed: bytes, *arguments: str) -> tuple[Ended, str]:
        controller, inside = os.openpty()
        with (
            os.fdopen(controller, "wb", buffering=0) as keyboard,
            os.fdopen(inside, "r", encoding="utf-8") as stdin,
            os.fdopen(os.dup(inside), "w", encoding="utf-8") as stderr,
            monkeypatch.context() as patch,
        ):
            # Here and not at set-up: pytest replaces the streams again when the test is called.
            patch.setattr(sys, "stdin", stdin)
            patch.setattr(sys, "stderr", stderr)
            keyboard.write(typed)
            ended = run(*arguments)
            stderr.write("[end]")
            stderr.flush()
            return ended, read_until(controller, "[end]")

    return run_here


@pytest.fixture
def run_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, at a terminal where Ctrl-C is the answer."""

    def interrupt() -> str:
        raise KeyboardInterrupt

    def run_here(*arguments: str) -> Ended:
        stdin = io.StringIO()
        monkeypatch.setattr(stdin, "isatty", lambda: True)
        monkeypatch.setattr(stdin, "readline", interrupt)
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        return run(*arguments)

    return run_here


def instead(
    service: Service[Any], operation: str, handle: Callable[[Handler, Call], Reply]
) -> None:
    """Let something else answer an operation; it is given the handler that usually does."""
    usual = service.handlers[operation]
    service.handlers = {**service.handlers, operation: lambda call: handle(usual, call)}


@contextmanager
def held(
    service: Service[Any], operation: str, meanwhile: Callable[[], object]
) -> Generator[threading.Event]:
    """Let an operation be answered only when this ends, or the event it yields is set.

    Args:
        service: Whose operation it is.
        operation: The id of the provider's document.
        meanwhile: Called with each request, before it is held.
    """
    release = threading.Event()

    def hold(usual: Handler, call: Call) -> Reply:
        meanwhile()
        release.wait(SECONDS)
        return usual(call)

    instead(service, operation, hold)
    try:
        yield release
    finally:
        release.set()


def interrupt_main_thread() -> None:
    """Press Ctrl-C."""
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def answer(service: Service[Any], operation: str, body: Any) -> None:
    """Let a service give this JSON to an operation, whatever it is asked about."""

    def reply(_: Call) -> Reply:
        return Reply(200, body)

    service.handlers = {**service.handlers, operation: reply}


@dataclass
class Clock:
    """A clock that stands still but for the pauses that the command makes."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of `playing`; a pause of this process moves it, and takes no time."""
    made = Clock()
    monkeypatch.setattr(time, "sleep", made.advance)
    return made


@pytest.fixture
def plan(server: EmbeddedServer, tmp_path: Path) -> str:
    """A plan that deletes three jobs."""
    for number in (1, 2, 3):
        server.together.add(f"ft-{number}", status="completed")
    file = tmp_path / "plan.json"
    everything = cleanup.Selection(names=("*",))
    cleanup.plan("delete", ["together"], selection=everything).write(file)
    return str(file)


def point_at(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the environment of this process point at a server, as it does at `server`."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def playing(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[EmbeddedServer]:
    """A server as `server`, on which time passes only while the command pauses."""
    with EmbeddedServer(clock=clock) as running:
        point_at(running, monkeypatch)
        yield running

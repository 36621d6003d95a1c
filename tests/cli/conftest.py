"""The command line in this process and in one of its own, against a running embedded server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from finetunes.cli import main
from finetunes.testing import EmbeddedServer

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


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedServer]:
    """A server that the environment of this process points at."""
    with EmbeddedServer() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


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

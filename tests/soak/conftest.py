"""How many calls, and a server that leaves nothing in this process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = Path(__file__).with_name("faulty_server.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make soak` choose; the suite as a whole runs without this option."""
    parser.addoption("--calls", type=int, default=1500, help="how many calls a soak makes")


@pytest.fixture
def calls(request: pytest.FixtureRequest) -> int:
    """How many calls a test makes in all."""
    number: Any = request.config.getoption("--calls", 1500)
    return int(number)


@pytest.fixture
def server() -> Iterator[dict[str, Any]]:
    """A server in another process: its options for a client, and the id of a fine-tune."""
    with subprocess.Popen(
        [sys.executable, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        yield json.loads(process.stdout.readline())
        process.stdin.close()  # which is how it is told to end
    assert process.returncode == 0

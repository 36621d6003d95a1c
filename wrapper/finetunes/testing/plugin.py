"""The pytest plugin of finetunes: fixtures for those who test code that uses it.

Every pytest run loads this where finetunes is installed, so it imports nothing before a
fixture is asked for. docs/testing-your-code.md shows both at work.
"""

from __future__ import annotations

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from finetunes.testing import EmbeddedServer, Fake


@pytest.fixture
def finetunes_fake(_finetunes_state: None) -> Iterator[Fake]:
    """The three providers in this process, new for each test; clients made meanwhile lead there."""
    from finetunes.testing import Fake

    fake = Fake()
    with fake.installed():
        yield fake


@pytest.fixture
def finetunes_server(
    monkeypatch: pytest.MonkeyPatch, _finetunes_state: None
) -> Iterator[EmbeddedServer]:
    """The three providers over HTTP on loopback, new for each test; the environment leads there."""
    from finetunes.testing import EmbeddedServer

    with EmbeddedServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def _finetunes_state(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep what commands under test do out of the true record of cancels and deletes."""
    monkeypatch.setenv("FINETUNES_STATE", str(tmp_path_factory.mktemp("finetunes-state")))

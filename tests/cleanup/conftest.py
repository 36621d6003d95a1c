"""Fine-tunes made up for criteria, and a server that the environment points at."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import FineTune, Status
from finetunes.testing import EmbeddedServer

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def fine_tune(id: str = "ft-1", **about: Any) -> FineTune[Any]:
    """A fine-tune that succeeded, unless said otherwise."""
    known: dict[str, Any] = {"provider": "together", "status": Status.SUCCEEDED} | about
    return FineTune(id=id, **known)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedServer]:
    """A server that the environment of this process points at."""
    with EmbeddedServer() as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def destructive(server: EmbeddedServer) -> list[tuple[str | None, int | None]]:
    """The item and status of every cancel and delete that the server received, in order."""
    names = ("cancelFineTune", "deleteFineTune", "delete_finetune", "DeleteFinetunedModel")
    return [(r.item, r.status) for r in server.received if r.operation in names]

"""Fine-tunes made up for criteria, plans of what a server has, and what it was asked to change."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import FineTune, Status
from finetunes.cleanup import AuditLog, Selection, plan

if TYPE_CHECKING:
    from pathlib import Path

    from finetunes.testing import EmbeddedServer

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ALL = Selection(names=("*",))


def fine_tune(id: str = "ft-1", **about: Any) -> FineTune[Any]:
    """A fine-tune that succeeded, unless said otherwise."""
    known: dict[str, Any] = {"provider": "together", "status": Status.SUCCEEDED} | about
    return FineTune(id=id, **known)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a plan goes; there is none yet."""
    return tmp_path / "plan.json"


def planned(path: Path, operation: Any = "delete", *refs: str, **options: Any) -> Path:
    """Make a plan of everything, or of these references, and write it."""
    about: Any = {"references": refs} if refs else {"selection": ALL}
    plan(operation, **about, **options).write(path)
    return path


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    """An audit log; its file is not there yet."""
    return AuditLog(tmp_path / "audit.jsonl")


def destructive(server: EmbeddedServer) -> list[tuple[str | None, int | None]]:
    """The item and status of every cancel and delete that the server received, in order."""
    names = ("cancelFineTune", "deleteFineTune", "delete_finetune", "DeleteFinetunedModel")
    return [(r.item, r.status) for r in server.received if r.operation in names]

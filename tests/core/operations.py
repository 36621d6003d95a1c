"""The destructive operations of all providers, and the answer that each provider gives."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from .wire import reply


class Operation(NamedTuple):
    """One destructive operation, on the item `ft-1`."""

    provider: str
    name: str
    answer: dict[str, Any]
    outcome: str

    @property
    def reply(self) -> bytes:
        """The provider's answer as it comes over the wire."""
        return reply(self.answer)


TOGETHER_DELETE = Operation("together", "delete", {"message": "deleted"}, "deleted")
TOGETHER_CANCEL = Operation(
    "together", "cancel", {"id": "ft-1", "status": "cancel_requested"}, "cancelling"
)
BFL_DELETE = Operation(
    "bfl",
    "delete",
    {
        "status": "success",
        "message": "deleted",
        "deleted_finetune_id": "ft-1",
        "timestamp": "2026-01-01T00:00:00",
    },
    "deleted",
)
COHERE_DELETE = Operation("cohere", "delete", {}, "deleted")

OPERATIONS = [TOGETHER_DELETE, TOGETHER_CANCEL, BFL_DELETE, COHERE_DELETE]

every_operation = pytest.mark.parametrize(
    "operation", OPERATIONS, ids=[f"{item.provider}-{item.name}" for item in OPERATIONS]
)

half_written_request = pytest.mark.filterwarnings(
    # httpcore leaves the body of a request half read when the connection fails while it is
    # written, and trio warns of that; it is httpx's own class and holds no connection.
    "ignore:Exception ignored in. <async_generator object ByteStream"
    ":pytest.PytestUnraisableExceptionWarning"
)

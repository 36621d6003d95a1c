"""Cohere's fine-tuning API, played: fine-tuned models by UUID."""

from __future__ import annotations

import re
from typing import Any

from .service import Call, Reply, Service

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class Cohere(Service[None]):
    """Fine-tuned models; an id that is no UUID is a bad request, as the provider documents."""

    name = "cohere"
    id_form = "00000000-0000-4000-9000-{:012d}"
    key_refusal = (401, "invalid api token")

    def __init__(self, **common: Any) -> None:
        super().__init__(_error_body, **common)
        self.handlers = {"DeleteFinetunedModel": self._delete}

    def add(self, id: str | None = None) -> str:
        """Put a fine-tuned model on the server.

        Args:
            id: Its id, a UUID; one is made up where none is given.

        Returns:
            The id.

        Raises:
            ValueError: The id is taken, or is no UUID.
        """
        if id is not None and not _UUID.fullmatch(id):
            raise ValueError(f"{id!r} is no UUID")
        with self._lock:
            return self._put(id, None)

    def _delete(self, call: Call) -> Reply:
        model_id = call.path["id"]
        if not _UUID.fullmatch(model_id):
            return self.error(400, f"finetuneID is not a valid UUID: '{model_id}'", model_id)
        if model_id not in self._items:
            return self.error(404, f"finetuned model {model_id} not found", model_id)
        del self._items[model_id]
        return Reply(200, {}, model_id)


def _error_body(_status: int, message: str) -> Any:
    """Return the document's Error."""
    return {"message": message}

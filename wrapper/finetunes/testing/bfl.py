"""Black Forest Labs' fine-tune utilities, played: finetunes by name."""

from __future__ import annotations

import json
from typing import Any, cast

from .service import Call, Reply, Service


class BlackForestLabs(Service[None]):
    """Finetunes, whose name is their id."""

    name = "bfl"
    id_form = "finetune-{}"
    key_header = "x-key"
    key_prefix = ""
    key_refusal = (403, "Not authenticated")

    def __init__(self, **common: Any) -> None:
        super().__init__(_error_body, **common)
        self.handlers = {"delete_finetune": self._delete}

    def add(self, id: str | None = None) -> str:
        """Put a finetune on the server.

        Args:
            id: Its name; one is made up where none is given.

        Returns:
            The name.

        Raises:
            ValueError: The name is taken.
        """
        with self._lock:
            return self._put(id, None)

    def _delete(self, call: Call) -> Reply:
        try:
            body: Any = json.loads(call.body)
        except (ValueError, RecursionError):
            return _invalid(["body", 0], "JSON decode error", "json_invalid")
        if not isinstance(body, dict):
            return _invalid(["body"], "Input should be a valid dictionary", "dict_type")
        fields = cast("dict[str, Any]", body)
        if "finetune_id" not in fields:
            return _invalid(["body", "finetune_id"], "Field required", "missing")
        name = fields["finetune_id"]
        if not isinstance(name, str):
            message = "Input should be a valid string"
            return _invalid(["body", "finetune_id"], message, "string_type")
        if name not in self._items:
            return self.error(404, "Finetune not found", name)
        del self._items[name]
        reply = {
            "status": "success",
            "message": f"Finetune {name} deleted",
            "deleted_finetune_id": name,
            "timestamp": self._clock.timestamp(),
        }
        return Reply(200, reply, name)


def _invalid(where: list[str | int], message: str, kind: str) -> Reply:
    return Reply(422, {"detail": [{"loc": where, "msg": message, "type": kind}]})


def _error_body(_status: int, message: str) -> Any:
    """Return the shape of FastAPI's plain errors."""
    return {"detail": message}

"""Black Forest Labs' fine-tune utilities, played: finetunes by name, each in one region."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from .clock import Life, Stage
from .contract.bodies import as_object
from .service import Call, Reply, Service
from .words import check_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_TRAINING = "Pending"
_TRAINING_SECONDS = 60.0
_ENDS = ("Ready", "Error", "Request Moderated", "Content Moderated")
_CREDITS = 250.0


@dataclass(slots=True)
class _Finetune:
    name: str
    region: str
    life: Life
    details: dict[str, Any]
    listed: float
    """The second of the clock from which the listing has it."""
    unlisted: float = math.inf
    """The second of the clock from which the listing has it no more."""


class BlackForestLabs(Service[_Finetune]):
    """Finetunes, whose name is their id.

    Args:
        listing_seconds: Seconds until the listing shows what was added or deleted.
        common: What every service gets.
    """

    name = "bfl"
    id_form = "finetune-{}"
    succeeded = "Ready"
    prefixes: ClassVar[Mapping[str, str | None]] = {"bfl": "us1", "bfl-eu1": "eu1"}
    key_header = "x-key"
    key_prefix = ""
    key_refusal = (403, "Not authenticated")

    def __init__(self, *, listing_seconds: float, **common: Any) -> None:
        super().__init__(_error_body, **common)
        self._listing_seconds = listing_seconds
        self._deleted: list[_Finetune] = []
        self.handlers = {
            "my_finetunes": self._list,
            "finetune_details": self._details,
            "get_result": self._result,
            "get_credits": lambda _call: Reply(200, {"credits": _CREDITS}),
            "delete_finetune": self._delete,
        }

    def add(
        self,
        id: str | None = None,
        *,
        status: str = "Ready",
        region: str = "us1",
        name: str | None = None,
        created_at: datetime | None = None,
        advances: bool = False,
        ends: str = "Ready",
        fields: Mapping[str, Any] | None = None,
    ) -> str:
        """Put a finetune on the server.

        Args:
            id: Its name, which is its id; one is made up where none is given.
            status: What ``get_result`` says of its training.
            region: The only region in which it exists, ``us1`` or ``eu1``.
            name: Its comment.
            created_at: When it was created, aware.
            advances: Whether its training goes on by the clock.
            ends: The status it ends with, where it advances.
            fields: JSON that is put over its details.

        Returns:
            The id.

        Raises:
            ValueError: The name is taken, there is no such region, a status is no word of
                this provider, or `created_at` has no time zone.
        """
        check_word(region, filter(None, self.prefixes.values()))
        with self._lock:
            stages: tuple[Stage, ...] = ((_TRAINING, _TRAINING_SECONDS), (ends, 0.0))
            check_word(status, (_TRAINING, *_ENDS))
            check_word(ends, _ENDS)
            if status != _TRAINING:
                stages = (stages[0], (status, 0.0))
            life = Life.at(status, stages, self._clock, created_at=created_at, advances=advances)
            key = self._next_id(id)
            details = {
                "finetune_comment": name or key,
                "trigger_word": "TOK",
                "mode": "general",
                "iterations": 300,
                "finetune_type": "lora",
                "lora_rank": 32,
                **(fields or {}),
            }
            listed = self._clock.seconds() + self._listing_seconds
            self._items[key] = _Finetune(key, region, life, details, listed)
            return key

    def seed(self) -> tuple[str, ...]:
        """Put on the server what is worth trying by hand, and return the ids."""
        return (self.add(), self.add("my-finetune"))

    def item(self, call: Call) -> str | None:
        """Return the finetune that a request names, in its query or its body."""
        try:
            body = as_object(json.loads(call.body))
        except (ValueError, RecursionError):
            body = {}
        names = (call.query.get("finetune_id"), call.query.get("id"), body.get("finetune_id"))
        return next((name for name in names if isinstance(name, str)), None)

    def _find(self, name: str, call: Call) -> _Finetune | None:
        finetune = self._items.get(name)
        return finetune if finetune and finetune.region == call.region else None

    def _list(self, call: Call) -> Reply:
        now = self._clock.seconds()
        self._deleted = [finetune for finetune in self._deleted if now < finetune.unlisted]
        names = [
            finetune.name
            for finetune in (*self._items.values(), *self._deleted)
            if finetune.region == call.region and finetune.listed <= now
        ]
        return Reply(200, {"finetunes": names})

    def _details(self, call: Call) -> Reply:
        name = call.query.get("finetune_id")
        if name is None:
            return _invalid(["query", "finetune_id"], "Field required", "missing")
        finetune = self._find(name, call)
        if finetune is None:
            return self.error(404, "Finetune not found", name)
        return Reply(200, {"finetune_details": finetune.details}, name)

    def _result(self, call: Call) -> Reply:
        name = call.query.get("id")
        if name is None:
            return _invalid(["query", "id"], "Field required", "missing")
        body: dict[str, Any] = {"id": name, "status": "Task not found", "result": None}
        finetune = self._find(name, call)
        if finetune:
            now = self._clock.seconds()
            body["status"] = finetune.life.status(now)
            born, ends = finetune.life.moves[0][0], finetune.life.moves[1][0]
            trains = body["status"] == _TRAINING
            body["progress"] = (finetune.life.until(now) - born) / (ends - born) if trains else 1.0
            if body["status"] == "Ready":
                body["result"] = {"finetune_id": name}
        return Reply(200, body, name)

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
        finetune = self._find(name, call)
        if finetune is None:
            return self.error(404, "Finetune not found", name)
        del self._items[name]
        finetune.unlisted = self._clock.seconds() + self._listing_seconds
        self._deleted.append(finetune)
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

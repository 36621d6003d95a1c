"""Cohere's fine-tuning API, played: fine-tuned models by UUID, in pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from .clock import Life, Stage, Training
from .pages import page
from .service import Call, RefusalError, Reply, Service, without_secrets
from .words import check_word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_QUEUED, _TRAINING, _READY, _FAILED = (
    "STATUS_QUEUED",
    "STATUS_FINETUNING",
    "STATUS_READY",
    "STATUS_FAILED",
)
_BEFORE: tuple[Stage, ...] = ((_QUEUED, 10.0), (_TRAINING, 300.0))
_ENDS = (
    _READY,
    _FAILED,
    "STATUS_DELETED",
    "STATUS_PAUSED",
    "STATUS_TEMPORARILY_OFFLINE",
    "STATUS_DEPLOYING_API",
    "STATUS_UNSPECIFIED",
)
_STATUSES = (_QUEUED, _TRAINING, *_ENDS)
_STEPS = 30
_OWNER = "local"
_BASE_TYPES = (
    "BASE_TYPE_CHAT",
    "BASE_TYPE_CLASSIFICATION",
    "BASE_TYPE_RERANK",
    "BASE_TYPE_GENERATIVE",
)


@dataclass(slots=True)
class _Model:
    id: str
    name: str
    settings: dict[str, Any]
    life: Life
    training: Training
    number: int
    """Its place in the order they came."""
    fields: Mapping[str, Any]
    """JSON that is put over every reply about it."""
    updated: float | None = None
    """The second of the clock at which a client changed it."""


class Cohere(Service[_Model]):
    """Fine-tuned models; an id that is no UUID is a bad request, as the provider documents."""

    name = "cohere"
    id_form = "00000000-0000-4000-9000-{:012d}"
    succeeded = _READY
    prefixes: ClassVar[Mapping[str, str | None]] = {"cohere": None}
    key_refusal = (401, "invalid api token")

    def __init__(self, **common: Any) -> None:
        super().__init__(_error_body, **common)
        self.handlers = {
            "ListFinetunedModels": self._list,
            "CreateFinetunedModel": self._create,
            "GetFinetunedModel": self._retrieve,
            "UpdateFinetunedModel": self._update,
            "DeleteFinetunedModel": self._delete,
            "ListEvents": self._events,
            "ListTrainingStepMetrics": self._metrics,
        }

    def add(
        self,
        id: str | None = None,
        *,
        status: str = _READY,
        name: str | None = None,
        model: str = _BASE_TYPES[0],
        created_at: datetime | None = None,
        advances: bool = False,
        ends: str = _READY,
        fields: Mapping[str, Any] | None = None,
    ) -> str:
        """Put a fine-tuned model on the server.

        Args:
            id: Its id, a UUID; one is made up where none is given.
            status: One of the provider's own status words.
            name: What it is called.
            model: The type of its base model.
            created_at: When it was created, aware; by default as long ago as it takes to get
                to its status.
            advances: Whether it goes on from its status by the clock, or stands still in it.
            ends: The status word it ends with, where it advances.
            fields: JSON that is put over every reply about it.

        Returns:
            The id.

        Raises:
            ValueError: The id is taken or no UUID, a word is none of this provider's, or
                `created_at` has no time zone.
        """
        if id is not None and not _UUID.fullmatch(id):
            raise ValueError(f"{id!r} is no UUID")
        check_word(status, _STATUSES)
        check_word(ends, _ENDS)
        check_word(model, _BASE_TYPES)
        settings = {"base_model": {"base_type": model}, "dataset_id": "local-dataset"}
        with self._lock:
            stages = (*_BEFORE, (status if status in _ENDS else ends, 0.0))
            life = Life.at(status, stages, self._clock, created_at=created_at, advances=advances)
            key = self._next_id(id)
            self._keep(key, name or f"model-{self._added}", settings, life, fields)
            return key

    def seed(self) -> tuple[str, ...]:
        """Put on the server what is worth trying by hand, and return the ids."""
        return (self.add(status=_QUEUED, advances=True), self.add())

    def example(self) -> dict[str, Any]:
        """Return a body that a create takes."""
        settings = {"base_model": {"base_type": _BASE_TYPES[0]}, "dataset_id": "local-dataset"}
        return {"name": "example", "settings": settings}

    def _keep(
        self,
        id: str,
        name: str,
        settings: dict[str, Any],
        life: Life,
        fields: Mapping[str, Any] | None = None,
    ) -> _Model:
        training = Training.during(_TRAINING, life, _STEPS, whole=True)
        model = _Model(id, name, settings, life, training, self._added, fields or {})
        self._items[id] = model
        return model

    def _model(self, call: Call) -> _Model:
        id = call.path.get("id") or call.path["finetuned_model_id"]
        if not _UUID.fullmatch(id):
            raise RefusalError(400, f"finetuneID is not a valid UUID: '{id}'", id)
        model = self._items.get(id)
        if model is None:
            raise RefusalError(404, f"finetuned model {id} not found", id)
        return model

    def _list(self, call: Call) -> Reply:
        orders = {"": (0, False), "created_at": (1, False), "created_at desc": (1, True)}
        order = call.query.get("order_by", "")
        if order not in orders:
            raise RefusalError(400, "order_by takes created_at, with or without desc")
        by_time, descending = orders[order]
        models, token = page(
            call,
            self._items.values(),
            lambda model: (by_time * model.life.moves[0][0], model.number),
            descending=descending,
        )
        body = {
            "finetuned_models": [self._view(model) for model in models],
            "next_page_token": token,
            "total_size": len(self._items),
        }
        return Reply(200, body)

    def _create(self, call: Call) -> Reply:
        body = self._body(call)
        stages = (*_BEFORE, (_READY, 0.0))
        life = Life.at(_QUEUED, stages, self._clock)
        model = self._keep(self._next_id(None), body["name"], body["settings"], life)
        return self._reply(model)

    def _retrieve(self, call: Call) -> Reply:
        return self._reply(self._model(call))

    def _update(self, call: Call) -> Reply:
        model, body = self._model(call), self._body(call)
        model.name, model.settings = body["name"], body["settings"]
        model.updated = self._clock.seconds()
        return self._reply(model)

    def _delete(self, call: Call) -> Reply:
        model = self._model(call)
        del self._items[model.id]
        return Reply(200, {}, model.id)

    def _events(self, call: Call) -> Reply:
        model = self._model(call)
        moves = model.life.happened(self._clock.seconds())
        found, token = page(
            call, enumerate(moves), lambda move: (move[1][0], move[0]), descending=True
        )
        events = [
            {"user_id": "", "status": status, "created_at": self._clock.timestamp(at)}
            for _, (at, status) in found
        ]
        body = {"events": events, "next_page_token": token, "total_size": len(moves)}
        return Reply(200, body, model.id)

    def _metrics(self, call: Call) -> Reply:
        model = self._model(call)
        training = model.training
        done = training.done(model.life.until(self._clock.seconds()))
        steps, token = page(call, range(1, done + 1), lambda step: (0.0, step), descending=True)
        metrics = [
            {
                "created_at": self._clock.timestamp(training.time(step)),
                "step_number": step,
                "metrics": {"loss": training.loss(step, model.id)},
            }
            for step in steps
        ]
        return Reply(200, {"step_metrics": metrics, "next_page_token": token}, model.id)

    def _body(self, call: Call) -> dict[str, Any]:
        """Return the name and settings of a body, or refuse it."""
        body = call.json_object()
        given = without_secrets(body["settings"], self._secrets)
        names = sorted({"base_model", "dataset_id", "hyperparameters"} & given.keys())
        return {"name": body["name"], "settings": {name: given[name] for name in names}}

    def _reply(self, model: _Model) -> Reply:
        return Reply(200, {"finetuned_model": self._view(model)}, model.id)

    def _view(self, model: _Model) -> dict[str, Any]:
        moves = model.life.happened(self._clock.seconds())
        changed, status = moves[-1]
        body = {
            "id": model.id,
            "name": model.name,
            "creator_id": f"{_OWNER}-user",
            "organization_id": _OWNER,
            "settings": model.settings,
            "status": status,
            "created_at": self._clock.timestamp(moves[0][0]),
            "updated_at": self._clock.timestamp(max(changed, model.updated or changed)),
        }
        if status in {_READY, _FAILED}:
            body["completed_at"] = self._clock.timestamp(changed)
        return {**body, **model.fields}


def _error_body(_status: int, message: str) -> Any:
    """Return the document's Error."""
    return {"message": message}

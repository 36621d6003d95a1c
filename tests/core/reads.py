"""What the providers answer to a read, as their documents have it, and reading it either way."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import Checkpoint, Event, FineTune, MetricPoint, Status

from .canned import Canned, answer

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx

    from .conftest import Call

CREATED, UPDATED, ENDED = "2026-01-02T03:04:05Z", "2026-01-02T04:04:05Z", "2026-01-02T05:04:05Z"

TOGETHER_EVENT: dict[str, Any] = {
    "object": "fine-tune-event",
    "created_at": CREATED,
    "message": "Epoch 1 is done",
    "type": "EPOCH_COMPLETE",
    "level": "Info",
    "step": 7,
    "param_count": 8_000_000_000,
    "token_count": 12,
    "total_steps": 70,
    "wandb_url": "",
    "checkpoint_path": "",
    "model_path": "",
    "training_offset": 0,
    "hash": "",
}
TOGETHER_LISTED: dict[str, Any] = {
    "id": "ft-1",
    "status": "running",
    "created_at": CREATED,
    "updated_at": UPDATED,
    "started_at": CREATED,
    "user_id": "u-1",
    "owner_address": "0x1",
    "total_price": 1_234_567_890,
    "token_count": 5000,
    "events": [TOGETHER_EVENT],
    "training_file": "file-1",
    "validation_file": "",
    "model": "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference",
    "model_output_name": "me/Meta-Llama-3.1-8B-my-suffix",
    "suffix": "my-suffix",
    "packing": True,
    "n_epochs": 3,
    "n_evals": 0,
    "n_checkpoints": 1,
    "batch_size": 8,
    "training_type": {"type": "Lora", "lora_r": 8, "lora_alpha": 16},
    "training_method": {"method": "sft", "train_on_inputs": "auto"},
    "learning_rate": 1e-5,
    "warmup_ratio": 0.0,
    "max_grad_norm": 1.0,
    "weight_decay": 0.0,
    "lr_scheduler": {"lr_scheduler_type": "linear", "lr_scheduler_args": {"min_lr_ratio": 0.0}},
    "random_seed": None,
    "progress": {"estimate_available": True, "seconds_remaining": 60},
}
TOGETHER_JOB: dict[str, Any] = {
    **TOGETHER_LISTED,
    "model_output_path": "s3://somewhere",
    "job_id": "job-1",
    "TrainingFileNumLines": 10,
    "TrainingFileSize": 1000,
    "batch_size": "max",
    "queue_depth": 0,
    "epochs_completed": 1,
}
TOGETHER_CHECKPOINT: dict[str, Any] = {
    "step": 70,
    "path": "s3://somewhere/70",
    "created_at": UPDATED,
    "checkpoint_type": "Final Merged",
    "checkpoint": "model",
    "object_id": "o-1",
}
TOGETHER_METRICS: dict[str, Any] = {
    "train/loss": 0.5,
    "train/learning_rate": 1e-5,
    "train/global_step": 7,
}
COHERE_MODEL: dict[str, Any] = {
    "id": "ft-1",
    "creator_id": "c-1",
    "organization_id": "o-1",
    "name": "my-model",
    "settings": {
        "base_model": {"name": "command-r", "version": "1", "base_type": "BASE_TYPE_CHAT"},
        "dataset_id": "d-1",
        "hyperparameters": {"train_epochs": 1, "lora_target_modules": "LORA_TARGET_MODULES_QV"},
        "multi_label": False,
        "wandb": {"project": "p", "api_key": "", "entity": "e"},
    },
    "status": "STATUS_READY",
    "created_at": CREATED,
    "updated_at": UPDATED,
    "completed_at": ENDED,
    "last_used": ENDED,
}
COHERE_EVENT: dict[str, Any] = {"user_id": "", "status": "STATUS_QUEUED", "created_at": CREATED}
COHERE_METRICS: dict[str, Any] = {
    "created_at": CREATED,
    "step_number": 7,
    "metrics": {"loss": 0.5, "accuracy": 1},
}
BFL_DETAILS: dict[str, Any] = {
    "finetune_details": {
        "finetune_comment": "my style",
        "trigger_word": "TOK",
        "mode": "style",
        "created_at": CREATED,
    }
}
BFL_RESULT: dict[str, Any] = {"id": "ft-1", "status": "Ready", "result": None, "progress": 1.0}

READS: dict[tuple[str, str], Any] = {
    ("together", "retrieve"): TOGETHER_JOB,
    ("together", "list"): {"data": [TOGETHER_LISTED]},
    ("together", "list_events"): {"data": [TOGETHER_EVENT]},
    ("together", "list_checkpoints"): {"data": [TOGETHER_CHECKPOINT]},
    ("together", "list_metrics"): {"metrics": [TOGETHER_METRICS]},
    ("bfl", "retrieve"): BFL_DETAILS,
    ("bfl", "list"): {"finetunes": ["ft-1"]},
    ("cohere", "retrieve"): {"finetuned_model": COHERE_MODEL},
    ("cohere", "list"): {"finetuned_models": [COHERE_MODEL], "next_page_token": ""},
    ("cohere", "list_events"): {"events": [COHERE_EVENT], "next_page_token": "", "total_size": 1},
    ("cohere", "list_metrics"): {"step_metrics": [COHERE_METRICS], "next_page_token": ""},
}
"""A good answer for every read there is, about the id ft-1; listings are on one page."""
every_read = pytest.mark.parametrize(("provider", "operation"), READS)


def everything(value: Any) -> Any:
    """Return a listing as a list, or something to await for it; anything else as it is."""
    if hasattr(value, "__anext__"):
        return _collect(value)
    return list(value) if hasattr(value, "__next__") else value


async def _collect(listing: Any) -> list[Any]:
    return [item async for item in listing]


def start(client: Any, operation: str, id: str = "ft-1") -> Any:
    """Begin a read; everything but `list` is about an id."""
    return getattr(client, operation)(*([] if operation == "list" else [id]))


def read(
    call: Call,
    transport: Canned | None,
    provider: str,
    operation: str,
    id: str = "ft-1",
    **options: Any,
) -> Any:
    """Make a client, read, and close it; `options` are the client's."""

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield everything(start(client, operation, id)))

    return call.run(scenario, provider, transport=transport, **options)


def answered(call: Call, provider: str, operation: str, body: Any, *more: httpx.Response) -> Any:
    """Read, and be answered with this body, then with `more`."""
    return read(call, Canned(answer(body), *more), provider, operation, max_retries=0)


def check_types(item: FineTune[Any] | Event[Any] | Checkpoint[Any] | MetricPoint[Any]) -> None:
    """Fail unless the fields of what was read are what its class says, whatever the answer was."""
    assert item.undecoded is None or item.undecoded.isprintable()
    assert item.created_at is None or item.created_at.tzinfo is not None
    assert "\n" not in repr(item)
    if isinstance(item, FineTune):
        assert isinstance(item.id, str)
        assert isinstance(item.status, Status)
        assert item.price is None or isinstance(item.price, Decimal)
    else:
        assert item.step is None or type(item.step) is int
    if isinstance(item, MetricPoint):
        assert all(type(value) is float for value in item.values.values())

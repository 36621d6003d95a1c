"""The documented successes, and what a user gets for each of them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from finetunes import Outcome, Status

from .asked import FILE, FINETUNE, JOB, LINE, LLAMA, MODEL
from .cases import Decoded, Success

# The example of the vendored cancel page, and those of the authored documents.
_CANCEL_REQUESTED = {
    "id": JOB, "status": Status.CANCELLING, "provider_status": "cancel_requested",
    "name": "mynamespace/meta-llama/Llama-2-7b-hf-32162631", "model": "meta-llama/Llama-2-7b-hf",
    "created_at": datetime(2023, 5, 17, 17, 35, 45, 123_000, UTC),
    "updated_at": datetime(2023, 5, 17, 18, 46, 23, 456_000, UTC),
    "finished_at": None, "price": Decimal("0.0000015"), "ref": f"together:{JOB}",
}  # fmt: skip
_COMPLETED = {
    "id": JOB, "status": Status.SUCCEEDED, "provider_status": "completed",
    "name": "my-account/Meta-Llama-3.1-8B-Instruct-Reference-my-model", "model": LLAMA,
    "created_at": datetime(2026, 4, 28, 9, 0, tzinfo=UTC),
    "updated_at": datetime(2026, 4, 28, 10, 30, tzinfo=UTC),
    "finished_at": None, "price": Decimal("4.08"), "ref": f"together:{JOB}",
}  # fmt: skip
_ACCEPTED = {
    "id": JOB, "status": Status.QUEUED, "provider_status": "pending", "name": None, "model": LLAMA,
    "created_at": datetime(2026, 4, 28, 9, 0, tzinfo=UTC), "price": None,
}  # fmt: skip
_READY: dict[str, Any] = {
    "id": MODEL, "status": Status.SUCCEEDED, "provider_status": "STATUS_READY",
    "name": "my-model", "model": "BASE_TYPE_CHAT",
    "created_at": datetime(2025, 1, 1, 9, 0, tzinfo=UTC),
    "updated_at": None, "finished_at": None, "price": None, "ref": f"cohere:{MODEL}",
}  # fmt: skip
_QUEUED = {**_READY, "status": Status.QUEUED, "provider_status": "STATUS_QUEUED"}
_DETAILS: dict[str, Any] = {
    "id": FINETUNE, "name": "a chair", "model": None, "created_at": None, "price": None,
}  # fmt: skip

_TOGETHER = [
    Success("together", "create", 200, "FinetuneResponseTruncated", (_ACCEPTED,),
            example="accepted"),
    Success("together", "retrieve", 200, "FinetuneResponse", (_COMPLETED,)),
    Success("together", "list", 200, "FinetuneResponseTruncated", (_CANCEL_REQUESTED,)),
    Success("together", "wait", 200, "FinetuneResponse", (_COMPLETED,)),
    Success("together", "cancel", 200, "FinetuneResponseTruncated", ({
        "operation": "cancel", "id": JOB, "outcome": Outcome.CANCELLING, "changed": True,
        "status": Status.CANCELLING, "provider_status": "cancel_requested", "message": None,
    },)),
    Success("together", "delete", 200, "FinetuneDeleteResponse", ({
        "operation": "delete", "id": JOB, "outcome": Outcome.DELETED, "changed": True,
        "status": Status.DELETED, "provider_status": None, "message": "string",
    },)),
    Success("together", "list_events", 200, "FineTuneEvent", ({
        "type": "JOB_COMPLETE", "message": "Job finished", "level": "Info", "step": None,
        "created_at": datetime(2026, 4, 28, 9, 0, tzinfo=UTC),
    },)),
    Success("together", "list_checkpoints", 200, "FineTuneCheckpoint", ({
        "type": "Intermediate", "step": 100, "path": f"my-account/{JOB}/100",
        "created_at": datetime(2026, 4, 28, 9, 45, tzinfo=UTC),
    },)),
    Success("together", "list_metrics", 200, "FineTuneMetrics", (
        {"step": 1, "created_at": None, "values": {
            "train/global_step": 1, "train/loss": 2.25, "train/learning_rate": 1e-05}},
        {"step": 2, "created_at": None, "values": {
            "train/global_step": 2, "train/loss": 1.75, "train/learning_rate": 5e-06}},
    )),
    Success("together", "download", 200, None, ({
        "path": Path(f"{JOB}.tar.zst"), "size": len("string"), "resumed_from": 0, "validator": None,
    },)),
    # A file that Together has already: what comes after a redirect is at another host, which is
    # in no document; tests/transfers has it.
    Success("together", "upload", 409, "FileResponse", (
        {"id": FILE, "size": len(LINE), "existed": True},
    )),
]  # fmt: skip

_BFL = [
    Success("bfl", "retrieve", 200, "FinetuneDetailResponse", (
        {**_DETAILS, "status": Status.RUNNING, "provider_status": "Pending"},
    )),
    Success("bfl", "retrieve", 200, "FinetuneDetailResponse", (
        {**_DETAILS, "status": Status.UNKNOWN, "provider_status": None},
    ), also={"get_result": 429}, particular="-without-a-status"),
    Success("bfl", "list", 200, None, (
        {"id": "my-finetune", "status": Status.UNKNOWN, "ref": "bfl:my-finetune"},
        {"id": "another-finetune", "status": Status.UNKNOWN, "ref": "bfl:another-finetune"},
    )),
    Success("bfl", "delete", 200, "DeleteFinetuneResponse", ({
        "operation": "delete", "id": "string", "outcome": Outcome.DELETED, "changed": True,
        "status": Status.DELETED, "provider_status": "string", "message": "string",
    },), id="string"),
]  # fmt: skip

_COHERE = [
    Success("cohere", "create", 200, "FinetunedModel", (_QUEUED,)),
    Success("cohere", "retrieve", 200, "FinetunedModel", (_READY,)),
    Success("cohere", "list", 200, "FinetunedModel", (_READY,)),
    Success("cohere", "wait", 200, "FinetunedModel", (_READY,)),
    Success("cohere", "delete", 200, "DeleteFinetunedModelResponse", ({
        "operation": "delete", "id": MODEL, "outcome": Outcome.DELETED, "changed": True,
        "status": Status.DELETED, "provider_status": None, "message": None,
    },)),
    Success("cohere", "list_events", 200, "Event", ({
        "type": "STATUS_READY", "message": None, "level": None, "step": None,
        "created_at": datetime(2025, 1, 1, 10, 0, tzinfo=UTC),
    },)),
    Success("cohere", "list_metrics", 200, "TrainingStepMetrics", ({
        "step": 10, "values": {"train/loss": 2.25},
        "created_at": datetime(2025, 1, 1, 9, 30, tzinfo=UTC),
    },)),
]  # fmt: skip

SUCCESSES = [*_TOGETHER, *_BFL, *_COHERE]

DECODED = [
    Decoded("together", "download_fine_tune", 206, "File"),
    Decoded("together", "estimate_fine_tune_price", 200, "PriceEstimate"),
    Decoded("together", "list_supported_models", 200, "SupportedModels"),
    Decoded("together", "retrieve_model_limits", 200, "FineTuneModelLimits"),
    Decoded("together", "preview_fine_tune_dataset", 200, "DatasetPreview"),
    Decoded("together", "retrieve_tokenized_dataset", 200, "TokenizedDataset"),
    Decoded("together", "upload_file", 200, "FileResponse"),
    Decoded("together", "list_files", 200, "FileList"),
    Decoded("together", "retrieve_file", 200, "FileResponse"),
    Decoded("together", "delete_file", 200, "FileDeleteResponse"),
    Decoded("together", "retrieve_file_content", 200, "File"),
    Decoded("together", "preprocess_file", 200, "FileResponse"),
    Decoded("bfl", "get_result", 200, "ResultResponse"),
    Decoded("bfl", "get_credits", 200, "CreditsResponse"),
    Decoded("cohere", "update_finetuned_model", 200, "UpdateFinetunedModelResponse"),
]

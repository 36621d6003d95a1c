"""What Together says before a job: its models, their limits, a price, and a preview."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from .service import Call, RefusalError, Reply
from .together_job import NANO_DOLLARS_A_STEP, STEPS_AN_EPOCH, TOKENS_A_STEP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .together_files import Files

MODELS = (
    "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference",
    "Qwen/Qwen2.5-7B-Instruct",
    "mistralai/Mistral-7B-Instruct-v0.2",
)
MOST_EPOCHS = 20
_SEQUENCE = 8192
_BOUNDS = (("n_epochs", 1, MOST_EPOCHS), ("n_evals", 0, 100), ("n_checkpoints", 1, 100))


def check_create(body: Mapping[str, Any]) -> None:
    """Refuse a body with a number that no job can have.

    Raises:
        RefusalError: 400; it says which.
    """
    for name, least, most in _BOUNDS:
        if not least <= body.get(name, least) <= most:
            raise RefusalError(400, f"{name} must be from {least} to {most}")


def supported(_call: Call) -> Reply:
    """List the models."""
    return Reply(200, {"models": [*MODELS]})


def limits(call: Call) -> Reply:
    """Tell the limits of a model; the refusal has a shape of its own here."""
    model = call.query.get("model_name", "")
    if model not in MODELS:
        return Reply(404, {"message": f"model {model} cannot be fine-tuned"})
    batches = {"max_batch_size": 32, "max_batch_size_dpo": 16, "min_batch_size": 8}
    body = {
        "model_name": model,
        "max_num_epochs": MOST_EPOCHS,
        "max_num_evals": 100,
        "max_num_checkpoints": 100,
        "max_learning_rate": 0.01,
        "min_learning_rate": 0.00000001,
        "max_seq_length_sft": _SEQUENCE,
        "max_seq_length_dpo": _SEQUENCE,
        "min_max_seq_length": 512,
        "default_gradient_accumulation_steps": 1,
        "supports_vision": False,
        "supports_tools": True,
        "supports_reasoning": False,
        "supports_full_training": True,
        "merge_output_lora": True,
        "full_training": batches,
        "lora_training": {**batches, "max_rank": 64, "target_modules": ["q_proj", "v_proj"]},
    }
    return Reply(200, body)


def estimate_price(files: Files, call: Call) -> Reply:
    """Tell what a job would cost, or why that cannot be told."""
    # The only failure that the document declares here, and that can mean a bad request, is 500.
    body = call.json_object(500)
    epochs, evaluations = (
        min(max(body.get(name, least), least), most) for name, least, most in _BOUNDS[:2]
    )
    names = body["training_file"], body.get("validation_file", "")
    for name, kind in zip(names, ("train", "eval"), strict=True):
        if name and (found := files.processing(name)) != "COMPLETED":
            word = "invalid" if found == "INVALID_FORMAT" else "not_validated"
            reason = f"{kind}_file_{word}"
            return Reply(200, {"estimation_available": False, "unavailable_reason": reason})
    steps = STEPS_AN_EPOCH * epochs
    price = {
        "estimation_available": True,
        "estimated_total_price": steps * NANO_DOLLARS_A_STEP / 1e9,
        "allowed_to_proceed": True,
        "user_limit": 1000.0,
        "estimated_train_token_count": steps * TOKENS_A_STEP,
        "estimated_eval_token_count": evaluations * TOKENS_A_STEP,
    }
    return Reply(200, price)


def preview(files: Files, call: Call) -> Reply:
    """Show the first rows of a file as tokens; here every word is one."""
    body = call.json_object()
    content, count = files.content(body["training_file"]), body.get("top_k", 5)
    if content is None:
        raise RefusalError(404, f"training_file {body['training_file']} not found")
    if count < 1:
        raise RefusalError(400, "top_k must be from 1")
    rows = [_row(line) for line in content.decode("utf-8", "replace").splitlines()[:count]]
    shown = {
        "model": body["model"],
        "dataset_format": "general",
        "max_seq_length": _SEQUENCE,
        "train_on_inputs": bool(body.get("train_on_inputs", True)),
        "rows": rows,
    }
    return Reply(200, shown)


def _row(line: str) -> dict[str, Any]:
    try:
        tokens = str(json.loads(line)["text"]).split()
    except (ValueError, TypeError, KeyError, RecursionError):
        tokens = line.split()
    ids = [zlib.crc32(token.encode()) % 128_000 for token in tokens]
    return {
        "tokens": tokens,
        "input_ids": ids,
        "labels": ids,
        "num_tokens": len(ids),
        "num_trained_tokens": len(ids),
        "trained_spans": [[0, len(ids)]],
        "truncated": False,
    }

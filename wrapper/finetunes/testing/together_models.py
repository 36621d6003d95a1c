"""What Together says before a job: its models, their limits, a price, and a preview."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from .service import Call, RefusalError, Reply, as_object
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
_WORDS: tuple[type, ...] = (str,)
_NUMBERS: tuple[type, ...] = (int, float)

# The settings that a job repeats, and so must be what the document says they are.
_TYPES: Mapping[str, tuple[type, ...]] = {
    "training_file": _WORDS,
    "validation_file": _WORDS,
    "model": _WORDS,
    "suffix": _WORDS,
    "packing": (bool,),
    "max_seq_length": (int,),
    "n_epochs": (int,),
    "n_evals": (int,),
    "n_checkpoints": (int,),
    "batch_size": (int, str),
    "learning_rate": _NUMBERS,
    "warmup_ratio": _NUMBERS,
    "max_grad_norm": _NUMBERS,
    "weight_decay": _NUMBERS,
    "random_seed": (int, type(None)),
    "training_type": (dict, type(None)),
    "training_method": (dict,),
    "lr_scheduler": (dict,),
    "wandb_project_name": _WORDS,
    "wandb_name": _WORDS,
    "from_checkpoint": _WORDS,
    "from_hf_model": _WORDS,
    "hf_model_revision": _WORDS,
}
_KINDS = {
    "training_type": ("type", ("Full", "Lora")),
    "training_method": ("method", ("sft", "dpo")),
    "lr_scheduler": ("lr_scheduler_type", ("linear", "cosine")),
}


def check_create(body: Mapping[str, Any]) -> None:
    """Refuse a body that no job can come of.

    Raises:
        RefusalError: 400; a setting is missing or is not what the document says.
    """
    for name in ("training_file", "model"):
        if name not in body:
            raise RefusalError(400, f"{name} is required")
    for name, kinds in _TYPES.items():
        value = body.get(name)
        fits = isinstance(value, kinds) and (not isinstance(value, bool) or bool in kinds)
        if name in body and not fits:
            raise RefusalError(400, f"{name} is not valid")
        if isinstance(value, dict):
            word, known = _KINDS[name]
            if as_object(value).get(word) not in known:
                raise RefusalError(400, f"{name}.{word} must be one of {', '.join(known)}")
    for name, least, most in (
        ("n_epochs", 1, MOST_EPOCHS),
        ("n_checkpoints", 1, 100),
        ("n_evals", 0, 100),
    ):
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
    body = call.json_object()
    epochs, evaluations = body.get("n_epochs", 1), body.get("n_evals", 0)
    names = body.get("training_file"), body.get("validation_file", "")
    if not (
        all(isinstance(name, str) for name in names) and type(epochs) is int is type(evaluations)
    ):
        # The only failure that the document declares here is 500.
        raise RefusalError(500, "training_file is required, and numbers must be whole")
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
    model, file = body.get("model"), body.get("training_file")
    content = files.content(file) if isinstance(file, str) else None
    if content is None or not isinstance(model, str):
        raise RefusalError(400, "a model, and a training_file that is there, are required")
    count = body.get("top_k", 5)
    if type(count) is not int or count < 1:
        raise RefusalError(400, "top_k must be a whole number from 1")
    rows = [_row(line) for line in content.decode("utf-8", "replace").splitlines()[:count]]
    shown = {
        "model": model,
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

"""What Together says about a job, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .together_job import FINISHED, NANO_DOLLARS_A_STEP, TOKENS_A_STEP, Job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .clock import Clock

_PARAMETERS = 8_030_261_248
_OWNER = "local"

# What a job says of its own settings; None: nothing where the body of the create says nothing.
_SETTINGS: Mapping[str, Any] = {
    "training_file": "file-00000000-0000-4000-8000-000000000000",
    "validation_file": None,
    "model": None,
    "suffix": None,
    "packing": True,
    "max_seq_length": None,
    "n_epochs": 1,
    "n_evals": 0,
    "n_checkpoints": 1,
    "batch_size": "max",
    "learning_rate": 0.00001,
    "warmup_ratio": 0.0,
    "max_grad_norm": 1.0,
    "weight_decay": 0.0,
    "random_seed": 42,
    "training_type": {"type": "Lora"},
    "training_method": {"method": "sft"},
    "lr_scheduler": {"lr_scheduler_type": "linear", "lr_scheduler_args": {"min_lr_ratio": 0.0}},
    "wandb_project_name": None,
    "wandb_name": None,
    "from_checkpoint": None,
    "from_hf_model": None,
    "hf_model_revision": None,
}
_LORA = {"lora_r": 8, "lora_alpha": 16, "lora_dropout": 0.0, "lora_trainable_modules": "all-linear"}
_LARGEST_BATCH = 8


def truncated(job: Job, clock: Clock) -> dict[str, Any]:
    """Return a job as lists, create and cancel have it (the document's truncated response)."""
    body = _common(job, clock)
    body |= {"user_id": f"{_OWNER}-user", "owner_address": _OWNER}
    if body["batch_size"] == "max":  # here it is a plain number
        body["batch_size"] = _LARGEST_BATCH
    return {**body, **job.fields}


def full(job: Job, clock: Clock) -> dict[str, Any]:
    """Return a job as a retrieve has it."""
    seconds = clock.seconds()
    epochs = job.body.get("n_epochs", 1)
    evaluations = job.body.get("n_evals", 0)
    body = _common(job, clock) | {
        "user_id": f"{_OWNER}-user",
        "job_id": job.id,
        "model_output_path": f"s3://{_OWNER}/{job.id}",
        "param_count": _PARAMETERS,
        "epochs_completed": epochs * job.steps(seconds) // job.training.steps,
        "eval_steps": job.training.steps // evaluations if evaluations else 0,
        "queue_depth": 1 if job.life.status(seconds) == "queued" else 0,
        "events": events(job, clock),
    }
    return {**body, **job.fields}


def events(job: Job, clock: Clock) -> list[dict[str, Any]]:
    """Return what has happened to a job, the oldest first, with every field both forms have."""
    return [
        {
            "object": "fine-tune-event",
            "created_at": clock.timestamp(happening.seconds),
            "level": happening.level,
            "message": happening.message,
            "type": happening.type,
            "param_count": _PARAMETERS,
            "token_count": happening.step * TOKENS_A_STEP,
            "total_steps": job.training.steps,
            "wandb_url": "",
            "step": happening.step,
            "checkpoint_path": _path(job, happening.step) if "checkpoint" in happening.type else "",
            "model_path": "",
            "training_offset": 0,
            "hash": "",
        }
        for happening in job.happenings(clock.seconds())
    ]


def checkpoints(job: Job, clock: Clock) -> list[dict[str, Any]]:
    """Return the states of the weights that a job has kept."""
    return [
        {
            "step": checkpoint.step,
            "path": _path(job, checkpoint.step),
            "created_at": clock.timestamp(checkpoint.seconds),
            "checkpoint_type": checkpoint.type,
        }
        for checkpoint in job.checkpoints(clock.seconds())
    ]


def metrics(job: Job, seconds: float) -> list[tuple[float, dict[str, float]]]:
    """Return what was measured, the oldest first, each with its second of the clock."""
    total = job.training.steps
    evaluations = job.body.get("n_evals", 0)
    evaluated = {total * number // evaluations for number in range(1, evaluations + 1)}
    rate = job.body.get("learning_rate", 0.00001)
    points: list[tuple[float, dict[str, float]]] = []
    for step in range(1, job.steps(seconds) + 1):
        point: dict[str, float] = {
            "train/global_step": step,
            "train/loss": job.training.loss(step, job.id),
            "train/learning_rate": rate * (1 - (step - 1) / total),
        }
        if step in evaluated:
            point["eval/loss"] = job.training.loss(step, f"{job.id} eval")
        points.append((job.training.time(step), point))
    return points


def _common(job: Job, clock: Clock) -> dict[str, Any]:
    seconds = clock.seconds()
    moves = job.life.happened(seconds)
    since, status = moves[-1]
    done = job.steps(seconds)
    settings = {
        name: given
        for name, default in _SETTINGS.items()
        if (given := job.body.get(name, default)) is not None
    }
    kind = settings.get("training_type") or {"type": "Lora"}  # null asks for it, too
    settings["training_type"] = {**_LORA, **kind} if kind["type"] == "Lora" else kind
    if settings["training_method"]["method"] == "sft":
        settings["training_method"] = {"train_on_inputs": "auto", **settings["training_method"]}
    suffix = job.body.get("suffix")
    tail = job.body["model"].rpartition("/")[2]
    name = "-".join(part for part in (tail, suffix, job.id[-8:]) if part)
    body: dict[str, Any] = {
        "id": job.id,
        "status": status,
        "created_at": clock.timestamp(moves[0][0]),
        "updated_at": clock.timestamp(since),
        "started_at": clock.timestamp(since),
        "total_price": done * NANO_DOLLARS_A_STEP,
        "token_count": job.training.steps * TOKENS_A_STEP,
        "model_output_name": f"{_OWNER}/{name}",
        **settings,
    }
    if status not in FINISHED:
        left = max(job.training.ends - job.life.until(seconds), 0)
        running = status == "running"
        body["progress"] = {
            "estimate_available": running,
            "seconds_remaining": int(left) if running else 0,
        }
    return body


def _path(job: Job, step: int) -> str:
    return f"s3://{_OWNER}/{job.id}/checkpoint-{step}"

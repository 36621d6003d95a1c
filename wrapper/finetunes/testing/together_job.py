"""One of Together's jobs: how it stands at a second of the clock, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from .archive import archive
from .clock import Life, Stage, Training
from .words import check_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from .clock import Clock

FINISHED = frozenset({"completed", "cancelled", "error", "user_error"})
UNFINISHED = frozenset({"pending", "queued", "running", "compressing", "uploading"})
STATUSES = FINISHED | UNFINISHED | {"cancel_requested"}

NANO_DOLLARS_A_STEP = 15_000_000
TOKENS_A_STEP = 4096
STEPS_AN_EPOCH = 30

_BEFORE: tuple[Stage, ...] = (("pending", 5.0), ("queued", 10.0))
_TRAINING = 300.0
_AFTER: tuple[Stage, ...] = (("uploading", 15.0), ("completed", 0.0))
USUAL: tuple[Stage, ...] = (*_BEFORE, ("running", _TRAINING), *_AFTER)
"""What a job goes through if nothing happens to it, in seconds at speed 1."""


class Happening(NamedTuple):
    """Something that happened to a job."""

    seconds: float
    type: str
    message: str
    step: int = 0
    level: str = "info"


class Checkpoint(NamedTuple):
    """A state of the weights that was kept."""

    seconds: float
    step: int
    type: str


def stages(status: str, ends: str, cancel_seconds: float) -> tuple[Stage, ...]:
    """Return everything a job goes through that has a status now and ends with another.

    Args:
        status: The status now.
        ends: The status it ends with, where `status` is not an end itself.
        cancel_seconds: Seconds until a job that was asked to stop has stopped.

    Returns:
        The statuses in order, with their seconds.

    Raises:
        ValueError: One of the two is no word of this provider, or `ends` is no end.
    """
    check_word(status, sorted(STATUSES))
    check_word(ends, sorted(FINISHED))
    if status in FINISHED:
        ends = status
    if ends == "cancelled" or status == "cancel_requested":
        asked = ("cancel_requested", cancel_seconds)
        return (*_BEFORE, ("running", _TRAINING / 2), asked, ("cancelled", 0.0))
    if ends != "completed":
        return (*_BEFORE, ("running", _TRAINING / 2), (ends, 0.0))
    if status == "compressing":
        return (*_BEFORE, ("running", _TRAINING), ("compressing", 10.0), *_AFTER)
    return USUAL


@dataclass(slots=True)
class Job:
    """One job; everything about it follows from its life and the second it is looked at."""

    id: str
    body: Mapping[str, Any]
    """What it was created with, without secrets."""
    life: Life
    training: Training
    download_bytes: int
    fields: Mapping[str, Any]
    """JSON that is put over every reply about it."""
    extra: list[Happening] = field(default_factory=list[Happening])
    """What a test made happen."""

    @classmethod
    def make(
        cls,
        id: str,
        body: Mapping[str, Any],
        clock: Clock,
        plan: Sequence[Stage],
        *,
        status: str = "pending",
        created_at: datetime | None = None,
        advances: bool = True,
        steps: int | None = None,
        download_bytes: int = 65_536,
        fields: Mapping[str, Any] | None = None,
    ) -> Job:
        """Make a job that has come as far as a status of its plan; see `Life.at`."""
        life = Life.at(status, plan, clock, created_at=created_at, advances=advances)
        total = STEPS_AN_EPOCH * body.get("n_epochs", 1) if steps is None else steps
        whole = ("running", _TRAINING) in plan
        training = Training.during("running", life, total, whole=whole)
        return cls(id, body, life, training, download_bytes, fields or {})

    def steps(self, seconds: float) -> int:
        """Return the training steps that are done; a job that has left training does no more."""
        ended = self._began("running", seconds, after=True)
        return self.training.done(self.life.until(seconds) if ended is None else ended)

    def checkpoints(self, seconds: float) -> Iterator[Checkpoint]:
        """Give what is kept of it, in the order it was made."""
        done, total = self.steps(seconds), self.training.steps
        count = self.body.get("n_checkpoints", 1)
        for step in sorted({total * number // count for number in range(1, count + 1)} - {0}):
            if step <= done:
                yield Checkpoint(self.training.time(step), step, "Intermediate")
        completed = self._began("completed", seconds)
        if completed is not None:
            for kind in ("Final Merged", "Final Adapter") if self.is_lora else ("Final",):
                yield Checkpoint(completed, total, kind)

    @property
    def is_lora(self) -> bool:
        """Whether it trains an adapter instead of the whole model."""
        kind = self.body.get("training_type") or {"type": "Lora"}
        return bool(kind["type"] == "Lora")

    def archive(self, seconds: float, step: int, kind: str | None) -> bytes | None:
        """Return the file that a download gives, or None where there is no such file.

        Args:
            seconds: The second of the clock.
            step: The training step of a checkpoint, or 0 for the end of the job.
            kind: What to take of the end of the job; by default the whole model.
        """
        checkpoints = list(self.checkpoints(seconds))
        kinds = ("merged", "adapter") if self.is_lora else ("model_output_path",)
        if step:
            there = any(checkpoint.step == step for checkpoint in checkpoints)
            kind = kinds[-1]
        else:
            there = self.life.status(seconds) == "completed"
            kind = kind or kinds[0]
            step = self.training.steps
        if not there or kind not in kinds:
            return None
        return archive(self.id, self.body["model"], kind, step, self.download_bytes)

    def happenings(self, seconds: float) -> list[Happening]:
        """Return what has happened to it, the oldest first."""
        found = [*self._training(seconds), *self._moves(seconds)]
        found += [happening for happening in self.extra if happening.seconds <= seconds]
        return sorted(found, key=lambda happening: happening.seconds)

    def _moves(self, seconds: float) -> Iterator[Happening]:
        """Give what its changes of status are known by."""
        done = self.steps(seconds)
        for at, status in self.life.happened(seconds):
            for kind, message in _MOVES.get(status, ()):
                level = "error" if status in {"error", "user_error"} else "info"
                yield Happening(at, kind, message, done if status in FINISHED else 0, level)

    def _training(self, seconds: float) -> Iterator[Happening]:
        """Give what happens while it trains."""
        done, total = self.steps(seconds), self.training.steps
        epochs = self.body.get("n_epochs", 1)
        for number in range(1, epochs + 1):
            step = total * number // epochs
            if 0 < step <= done:
                at, message = self.training.time(step), f"Epoch {number} of {epochs} completed"
                yield Happening(at, "epoch_complete", message, step)
        for checkpoint in self.checkpoints(seconds):
            if checkpoint.type == "Intermediate":
                message = f"Checkpoint saved at step {checkpoint.step}"
                yield Happening(checkpoint.seconds, "checkpoint_save", message, checkpoint.step)
        if done == total:
            yield Happening(self.training.time(total), "training_complete", "Training done", total)

    def _began(self, status: str, seconds: float, *, after: bool = False) -> float | None:
        """Return when a status began, or the one after it, or None where it has not yet."""
        moves = self.life.happened(seconds)
        for number, (_, word) in enumerate(moves):
            if word == status and number + after < len(moves):
                return moves[number + after][0]
        return None


_MOVES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pending": (("job_pending", "Fine-tune request created"),),
    "running": (
        ("job_start", "Job started"),
        ("model_download_complete", "Model downloaded"),
        ("training_data_download_complete", "Training data downloaded"),
        ("training_start", "Training started"),
    ),
    "compressing": (("model_compressing", "Compressing the model"),),
    "uploading": (("model_uploading", "Uploading the model"),),
    "completed": (("model_upload_complete", "Model uploaded"), ("job_complete", "Job finished")),
    "cancel_requested": (("cancel_requested", "Cancellation requested"),),
    "cancelled": (("job_stopped", "Job stopped"),),
    "error": (("job_error", "Job failed"),),
    "user_error": (("job_error", "Job failed: the request cannot be trained on"),),
}

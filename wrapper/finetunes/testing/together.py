"""Together's fine-tuning API, played: jobs that can be cancelled and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .service import Call, Reply, Service

_FINISHED = frozenset({"completed", "cancelled", "error", "user_error"})
_UNFINISHED = frozenset({"pending", "queued", "running", "compressing", "uploading"})
_STATUSES = _FINISHED | _UNFINISHED | {"cancel_requested"}
_ERROR_TYPES = {400: "invalid_request_error", 401: "invalid_api_key", 404: "not_found"}


@dataclass(slots=True)
class _Job:
    model: str
    status: str
    created_at: str
    updated_at: str
    cancel_requested_at: float


class Together(Service[_Job]):
    """Jobs by id; a cancelled job stops after `cancel_seconds`.

    Args:
        cancel_seconds: Seconds of the server's clock from `cancel_requested` to `cancelled`.
        common: What every service gets.
    """

    name = "together"
    id_form = "ft-00000000-0000-4000-8000-{:012d}"
    key_refusal = (401, "Invalid API key provided")

    def __init__(self, *, cancel_seconds: float, **common: Any) -> None:
        super().__init__(_error_body, **common)
        self._cancel_seconds = cancel_seconds
        self.handlers = {"cancelFineTune": self._cancel, "deleteFineTune": self._delete}

    def add(
        self,
        id: str | None = None,
        *,
        status: str = "running",
        model: str = "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference",
    ) -> str:
        """Put a job on the server.

        Args:
            id: Its id; one is made up where none is given.
            status: One of the provider's own status words.
            model: The base model's name.

        Returns:
            The id.

        Raises:
            ValueError: The id is taken, or the status is no word of this provider.
        """
        if status not in _STATUSES:
            raise ValueError(f"{status!r} is none of {', '.join(sorted(_STATUSES))}")
        with self._lock:
            now = self._clock.timestamp()
            return self._put(id, _Job(model, status, now, now, self._clock.seconds()))

    def status(self, id: str) -> str | None:
        """Return the status word of a job, or None where there is no such job."""
        with self._lock:
            job = self._find(id)
            return job.status if job else None

    def _find(self, id: str) -> _Job | None:
        job = self._items.get(id)
        if job and job.status == "cancel_requested":
            waited = self._clock.seconds() - job.cancel_requested_at
            if waited >= self._cancel_seconds:
                self._move(job, "cancelled")
        return job

    def _move(self, job: _Job, status: str) -> None:
        job.status = status
        job.updated_at = self._clock.timestamp()

    def _cancel(self, call: Call) -> Reply:
        job_id = call.path["id"]
        job = self._find(job_id)
        if job is None:
            return self.error(404, "Fine-tune job not found", job_id)
        # What a job that cannot be cancelled (any more) is answered with is documented
        # nowhere; of the statuses the document declares only 400 can mean it.
        if job.status not in _UNFINISHED:
            return self.error(400, f"Job cannot be cancelled: it is {job.status}", job_id)
        self._move(job, "cancel_requested")
        job.cancel_requested_at = self._clock.seconds()
        body = {
            "id": job_id,
            "status": job.status,
            "model": job.model,
            "created_at": job.created_at,
            "updated_at": job.updated_at,
        }
        return Reply(200, body, job_id)

    def _delete(self, call: Call) -> Reply:
        job_id = call.path["id"]
        if self._items.pop(job_id, None) is None:
            return self.error(404, "Fine-tune job not found", job_id)
        return Reply(200, {"message": f"Fine-tune job {job_id} deleted"}, job_id)


def _error_body(status: int, message: str) -> Any:
    """Return the document's ErrorData."""
    kind = _ERROR_TYPES.get(status, "server_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}

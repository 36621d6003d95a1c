"""Together's fine-tuning API, played: jobs with a life, what they leave behind, and files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from . import together_views as views
from .files import file_reply
from .service import Call, RefusalError, Reply, Service, without_secrets
from .together_files import Files
from .together_job import UNFINISHED, USUAL, Happening, Job, stages
from .together_models import MODELS, check_create, estimate_price, limits, preview, supported

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .clock import Stage
    from .storage import Storage

_ERROR_TYPES = {400: "invalid_request_error", 401: "invalid_api_key", 404: "not_found"}


class Together(Service[Job]):
    """Jobs by id; those made through the API live on by the clock.

    Args:
        cancel_seconds: Seconds at speed 1 from `cancel_requested` to `cancelled`.
        storage: Where the bytes of uploads go.
        common: What every service gets.
    """

    name = "together"
    id_form = "ft-00000000-0000-4000-8000-{:012d}"
    succeeded = "completed"
    prefixes: ClassVar[Mapping[str, str | None]] = {"together": None}
    key_refusal = (401, "Invalid API key provided")

    def __init__(self, *, cancel_seconds: float, storage: Storage, **common: Any) -> None:
        super().__init__(_error_body, **common)
        self._cancel_seconds = cancel_seconds
        self._storage = storage
        self.files = Files(storage, self._clock, self._lock)
        """The training files."""
        self.handlers = {
            "createFineTune": self._create,
            "listFineTunes": self._list,
            "retrieveFineTune": self._about(views.full),
            "listFineTuneEvents": self._about(lambda *job: {"data": views.events(*job)}),
            "listFineTuneCheckpoints": self._about(lambda *job: {"data": views.checkpoints(*job)}),
            "listFineTuneMetrics": self._metrics,
            "cancelFineTune": self._cancel,
            "deleteFineTune": self._delete,
            "downloadFineTune": self._download,
            "retrieveTokenizedDataset": self._tokenized_dataset,
            "estimateFineTunePrice": lambda call: estimate_price(self.files, call),
            "previewFineTuneDataset": lambda call: preview(self.files, call),
            "listSupportedModels": supported,
            "retrieveModelLimits": limits,
            **self.files.handlers,
        }

    def add(
        self,
        id: str | None = None,
        *,
        status: str = "running",
        model: str = MODELS[0],
        name: str | None = None,
        created_at: datetime | None = None,
        advances: bool = False,
        ends: str = "completed",
        steps: int | None = None,
        download_bytes: int = 65_536,
        fields: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> str:
        """Put a job on the server.

        Args:
            id: Its id; one is made up where none is given.
            status: One of the provider's own status words.
            model: The base model's name.
            name: The suffix of the model that comes of it.
            created_at: When it was created, aware; by default as long ago as it takes to get
                to its status.
            advances: Whether it goes on from its status by the clock, or stands still in it.
            ends: The status word it ends with, where it advances.
            steps: Training steps in all; 30 by default.
            download_bytes: Bytes of the weights in the file that a download gives.
            fields: JSON that is put over every reply about the job.
            settings: More of what it was created with, such as ``n_epochs``, ``n_checkpoints``
                or ``n_evals``; nothing is checked.

        Returns:
            The id.

        Raises:
            ValueError: The id is taken, a status is no word of this provider or cannot come
                before `ends`, or `created_at` has no time zone.
        """
        body = {"model": model, **settings}
        if name is not None:
            body["suffix"] = name
        with self._lock:
            return self._keep(
                id,
                body,
                stages(status, ends, self._cancel_seconds),
                status=status,
                created_at=created_at,
                advances=advances,
                steps=steps,
                download_bytes=download_bytes,
                fields=fields,
            )

    def seed(self) -> tuple[str, ...]:
        """Put on the server what is worth trying by hand: jobs, one of them new, and a file.

        Returns:
            The ids of the jobs.
        """
        self.files.add(b'{"text": "one line to train on"}\n', filename="example.jsonl")
        first = self.add(status="pending", name="example", advances=True)
        return (first, self.add(status="completed", n_epochs=3, n_checkpoints=3, n_evals=9))

    def example(self) -> dict[str, Any]:
        """Return a body that a create takes; the training file it names is put on the server."""
        file = self.files.add(b'{"text": "one line to train on"}\n', filename="example.jsonl")
        return {"training_file": file, "model": MODELS[0]}

    def item(self, call: Call) -> str | None:
        """Return the job or file that a request names, in its path or its query."""
        return super().item(call) or call.query.get("ft_id")

    def steps(self, id: str) -> int:
        """Return the training steps of a job that are done by now.

        Raises:
            KeyError: There is no such job.
        """
        with self._lock:
            return self._items[id].steps(self._clock.seconds())

    def archive(self, id: str, step: int = 0, checkpoint: str | None = None) -> bytes | None:
        """Return what a download of a job gives by now, or None where there is no such file.

        Raises:
            KeyError: There is no such job.
        """
        with self._lock:
            return self._items[id].archive(self._clock.seconds(), step, checkpoint)

    def restart(self, id: str) -> str:
        """Let the platform end a job with an error, and run it again under another id.

        Raises:
            KeyError: There is no such job.
            ValueError: The job has ended.
        """
        with self._lock:
            job, now = self._items[id], self._clock.seconds()
            if job.life.status(now) not in UNFINISHED:
                raise ValueError(f"{id!r} has ended and cannot be restarted")
            job.life.turn(now, (now, "error"))
            new_id = self._keep(None, job.body, steps=job.training.steps)
            again = f"Job restarted under a new id: {new_id}"
            job.extra += [
                Happening(now, "job_restarted", again, level="warning"),
                Happening(now, "refund", "The price of the job was refunded"),
            ]
            return new_id

    def _keep(
        self, id: str | None, body: Mapping[str, Any], plan: Sequence[Stage] = USUAL, **options: Any
    ) -> str:
        job = Job.make(self._next_id(id), body, self._clock, plan, **options)
        self._items[job.id] = job
        return job.id

    def _job(self, id: str) -> Job:
        job = self._items.get(id)
        if job is None:
            raise RefusalError(404, "Fine-tune job not found", id)
        return job

    def _about(self, view: Callable[..., Any]) -> Callable[[Call], Reply]:
        def answer(call: Call) -> Reply:
            job = self._job(call.path["id"])
            return Reply(200, view(job, self._clock), job.id)

        return answer

    def _list(self, _call: Call) -> Reply:
        jobs = [views.truncated(job, self._clock) for job in self._items.values()]
        return Reply(200, {"data": jobs})

    def _create(self, call: Call) -> Reply:
        body = without_secrets(call.json_object(), self._secrets)
        check_create(body)
        for name in ("training_file", "validation_file"):
            if name in body and self.files.content(body[name]) is None:
                raise RefusalError(404, f"{name} {body[name]} not found")
        id = self._keep(None, body)
        return Reply(200, views.truncated(self._items[id], self._clock), id)

    def _cancel(self, call: Call) -> Reply:
        job, now = self._job(call.path["id"]), self._clock.seconds()
        status = job.life.status(now)
        # What a job that cannot be cancelled (any more) is answered with is documented
        # nowhere; of the statuses the document declares only 400 can mean it.
        if status not in UNFINISHED:
            raise RefusalError(400, f"Job cannot be cancelled: it is {status}", job.id)
        stopped = now + self._cancel_seconds / self._clock.speed
        job.life.turn(now, (now, "cancel_requested"), (stopped, "cancelled"))
        return Reply(200, views.truncated(job, self._clock), job.id)

    def _delete(self, call: Call) -> Reply:
        job = self._job(call.path["id"])
        del self._items[job.id]
        return Reply(200, {"message": f"Fine-tune job {job.id} deleted"}, job.id)

    def _metrics(self, call: Call) -> Reply:
        job = self._job(call.path["id"])
        points = views.metrics(job, self._clock.seconds())
        first = call.whole_number("global_step_from", 0)
        last = call.whole_number("global_step_to", job.training.steps)
        count = call.whole_number("resolution", 0)
        since, until = self._moment(call, "logged_at_from"), self._moment(call, "logged_at_to")
        found = [
            point
            for at, point in points
            if first <= point["train/global_step"] <= last
            and (since is None or since <= at)
            and (until is None or at <= until)
        ]
        if 0 < count < len(found):
            found = [found[number * len(found) // count] for number in range(count)]
        return Reply(200, {"metrics": found}, job.id)

    def _moment(self, call: Call, name: str) -> float | None:
        text = call.query.get(name)
        try:
            return None if text is None else self._clock.at(datetime.fromisoformat(text))
        except ValueError:
            raise RefusalError(400, f"{name} must be a time with its time zone") from None

    def _download(self, call: Call) -> Reply:
        job = self._job(call.query.get("ft_id", ""))
        step = call.whole_number("checkpoint_step", 0)
        kind = call.query.get("checkpoint")
        content = job.archive(self._clock.seconds(), step, kind)
        if content is None:
            status = job.life.status(self._clock.seconds())
            what = f"checkpoint at step {step}" if step else kind or "model"
            raise RefusalError(400, f"There is no {what} of this job, which is {status}", job.id)
        name = f"{job.id}-{step or kind or 'model'}.tar.zst".replace('"', "")
        headers = {
            "content-type": "application/octet-stream",
            "content-disposition": f'attachment; filename="{name}"',
        }
        return replace(file_reply(content, call.headers, headers), item=job.id)

    def _tokenized_dataset(self, call: Call) -> Reply:
        job = self._job(call.path["id"])
        content = self.files.content(job.body.get("training_file", ""))
        if content is None:
            raise RefusalError(404, "The job has no tokenized dataset", job.id)
        name = f"{job.id}-tokenized"
        url, expires = self._storage.presign(name, content)
        body = {
            "url": url,
            "filename": f"{name}.bin",
            "size": len(content),
            "content_type": "application/octet-stream",
            "expires_at": self._clock.timestamp(expires),
        }
        return Reply(200, body, job.id)


def _error_body(status: int, message: str) -> Any:
    """Return the document's ErrorData."""
    kind = _ERROR_TYPES.get(status, "server_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}

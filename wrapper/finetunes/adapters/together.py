"""Together AI: fine-tuning jobs, from the training file to the weights.

Sources: the vendored pages in specs/together/pages; togethercomputer/openapi of 2026-04-28
and the provider's Python SDK 3.1.1, as specs/together/{authored,overlay}.yaml quote them.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlencode

from ..calls import Call, ask
from ..errors import ConfigurationError, FinetunesError, InvalidIDError
from ..outcomes import Outcome, Status
from .base import BLANK, File, post, send
from .reading import Fields
from .together_history import TogetherHistory

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from finetunes_openapi.together.bodies import CreateFineTune
    from finetunes_openapi.together.client import AuthenticatedClient
    from finetunes_openapi.together.client.models import (
        FileResponse,
        FinetuneDeleteResponse,
        FinetuneResponse,
        FinetuneResponseTruncated,
    )

    from ..exchange.auth import Sealed
    from ..exchange.flow import Flow, Send
    from ..exchange.replies import Reply
    from ..models import FineTune, Result
    from ..records import UploadedFile
    from ..transfers.upload import Handshake, Uploaded
    from ..waiting import Restart
    from .reading import Page

STATUSES = {
    "pending": Status.QUEUED,
    "queued": Status.QUEUED,
    "running": Status.RUNNING,
    "compressing": Status.RUNNING,
    "uploading": Status.RUNNING,
    "cancel_requested": Status.CANCELLING,
    "cancelled": Status.CANCELLED,
    "error": Status.FAILED,
    "user_error": Status.FAILED,
    "completed": Status.SUCCEEDED,
}

_CANCEL_OUTCOMES: dict[Status, tuple[Outcome, bool | None]] = {
    Status.CANCELLING: (Outcome.CANCELLING, True),
    Status.CANCELLED: (Outcome.CANCELLED, True),
    Status.SUCCEEDED: (Outcome.ALREADY_FINISHED, False),
    Status.FAILED: (Outcome.ALREADY_FINISHED, False),
}

_LARGEST_UPLOAD = 5 * 10**9  # bytes; the SDK sends larger files in parts
_NANO = 9  # prices are in billionths of a dollar


class Together(TogetherHistory):
    """Together AI."""

    name = "together"
    title = "Together AI"
    api_key_variables = ("TOGETHER_API_KEY",)
    base_url_variable = "TOGETHER_BASE_URL"
    base_url: ClassVar[str] = "https://api.together.ai/v1"
    collection = "fine-tunes"
    collection_actions = frozenset({"estimate-price", "preview"})

    @classmethod
    def base_path(cls, path: str) -> str:
        """Add the version where a base URL names only the host.

        The variable has two meanings in the provider's own SDKs, with and without ``/v1``.
        """
        return path or "/v1"

    def create(self, **body: Unpack[CreateFineTune]) -> Flow[FineTune[FinetuneResponseTruncated]]:
        """POST /fine-tunes; a job bills from its first step."""
        return self._create(self.sealed(cast("dict[str, Any]", body)))

    def _create(self, body: Sealed) -> Flow[FineTune[FinetuneResponseTruncated]]:
        from finetunes_openapi.together.bodies import CreateFineTune
        from finetunes_openapi.together.client.api.fine_tuning import create_fine_tune
        from finetunes_openapi.together.client.models import FinetuneResponseTruncated

        call = Call(self, "create")
        kwargs = create_fine_tune._get_kwargs(body=BLANK)
        answer = yield from post(call, kwargs, body, CreateFineTune)
        answer.check_names("id")
        return self._maker(FinetuneResponseTruncated.from_dict)(answer.body)

    def retrieve(self, id: str) -> Flow[FineTune[FinetuneResponse]]:
        """GET /fine-tunes/{id}."""
        from finetunes_openapi.together.client.api.fine_tuning import retrieve_fine_tune
        from finetunes_openapi.together.client.models import FinetuneResponse

        call = Call(self, "retrieve", id, destructive=False)
        answer = yield from ask(call, send(retrieve_fine_tune._get_kwargs(id=id)))
        answer.check_names("id")
        answer.check_echo("id")
        return self._maker(FinetuneResponse.from_dict)(answer.body)

    def list(self, token: str | None) -> Flow[Page[FineTune[FinetuneResponseTruncated]]]:
        """GET /fine-tunes; everything is on one page."""
        from finetunes_openapi.together.client.api.fine_tuning import list_fine_tunes
        from finetunes_openapi.together.client.models import FinetuneResponseTruncated

        del token
        call = Call(self, "list", destructive=False)
        make = self._maker(FinetuneResponseTruncated.from_dict)
        return self.page(call, list_fine_tunes._get_kwargs(), make, "data")

    def _maker(self, decode: Callable[[dict[str, Any]], Any]) -> Callable[[Any], FineTune[Any]]:
        """Return what makes the fine-tune of a JSON object."""
        from ..models import FineTune  # once for all items of a list

        def make(body: Any) -> FineTune[Any]:
            fields = Fields(body)
            word = fields.text("status")
            return FineTune(
                **self.read(decode, body),
                id=fields.text("id") or "",
                status=STATUSES.get(word or "", Status.UNKNOWN),
                provider_status=word,
                name=fields.text("model_output_name", "suffix"),
                model=fields.text("model", "from_hf_model", "from_checkpoint"),
                created_at=fields.time("created_at"),
                updated_at=fields.time("updated_at"),
                price=fields.dollars("total_price", _NANO),
            )

        return make

    def wait(
        self, id: str, progress: Callable[[FineTune[Any]], None] | None, within: float
    ) -> Flow[FineTune[FinetuneResponse]]:
        """Retrieve the job until it has ended; the platform may restart it under a new id."""
        from ..waiting import until_final

        return until_final(self, id, progress, within, self._restart)

    def _restart(self, seen: FineTune[Any]) -> Flow[Restart | None]:
        """Look into the events that come with the job, and ask for them when it has failed."""
        if seen.status is Status.SUCCEEDED:
            return None
        found = _find_restart(seen.id, Fields(seen.body).list("events") or [])
        try:
            if found is None and seen.status.is_final:
                page = yield from self.list_events(seen.id, None)
                found = _find_restart(seen.id, [event.body for event in page.items])
            if found is None or not (found.new_id or seen.status.is_final):
                return None
            if found.new_id:
                # The words are not documented: an older job is where this one comes from.
                other = yield from self.retrieve(found.new_id)
                if other.created_at and seen.created_at and other.created_at < seen.created_at:
                    return None
        except FinetunesError:
            # How the job stands is known, and its events only add to it.
            return found if seen.status.is_final else None
        return found

    def download(self, id: str, step: int | None, checkpoint: str | None) -> Flow[File]:
        """GET /finetune/download; by default the weights one can run: merged, if it was LoRA."""
        from finetunes_openapi.together.client.api.fine_tuning import download_fine_tune
        from finetunes_openapi.together.client.models import DownloadCheckpoint as Kind

        if step is not None and type(step) is not int:
            raise ConfigurationError(f"together: step must be a whole number, not {step!a:.80}")
        if step is None and checkpoint is None:
            job = yield from self.retrieve(id)
            full = Fields(job.body).object("training_type").text("type") == "Full"
            checkpoint = "model_output_path" if full else "merged"
        if checkpoint is not None and checkpoint not in list(Kind):
            raise ConfigurationError(
                f"together: there is no checkpoint {checkpoint!a:.80}; there are {', '.join(Kind)}"
            )
        known: dict[str, Any] = {
            "checkpoint_step": step,
            "checkpoint": checkpoint and Kind(checkpoint),
        }
        given = {name: value for name, value in known.items() if value is not None}
        # Of its own, so that it does not take over the part of the merged file.
        kind = "-adapter" if checkpoint == "adapter" else ""
        suffix = kind if step is None else f"-step-{step}"
        return File(
            send(download_fine_tune._get_kwargs(ft_id=id, **given)), f"{id}{suffix}.tar.zst"
        )

    def upload(self, purpose: str) -> Handshake:
        """POST /files, PUT to where it redirects, POST /files/{id}/preprocess.

        The document knows only a form of up to a few megabytes; this is what the provider's
        own SDK does. That the checksum is SHA-256 is an assumption.
        """
        from finetunes_openapi.together.client.api.files import (
            preprocess_file,
            retrieve_file,
            start_file_upload,
        )

        if not (type(purpose) is str and purpose.isprintable()):
            raise ConfigurationError(f"together: {purpose!a:.80} is no purpose")

        def start(name: str, size: int, sha256: str) -> Send:
            del size
            form = {"purpose": purpose, "file_name": name, "checksum": sha256}
            form["file_type"] = name.rpartition(".")[2].lower()
            step = send({**start_file_upload._get_kwargs(body=BLANK), "data": None})
            headers = {"content-type": "application/x-www-form-urlencoded"}
            return step._replace(content=urlencode(form).encode(), headers=headers)

        def file_id(reply: Reply) -> str | None:
            found = reply.header("x-together-file-id") or Fields(reply.body).text("file_id")
            with suppress(InvalidIDError):  # it becomes part of a path
                return self.check_id(found)
            return None

        def finish(id: str) -> Send:
            return send(preprocess_file._get_kwargs(id=id))

        def retrieve(id: str) -> Send:
            return send(retrieve_file._get_kwargs(id=id))

        from ..transfers.upload import Handshake

        return Handshake(start, file_id, finish, retrieve, _LARGEST_UPLOAD)

    def uploaded(self, file: Uploaded) -> UploadedFile[FileResponse]:
        """Read what the provider says of the file."""
        from finetunes_openapi.together.client.models import FileResponse

        from ..records import UploadedFile

        known = self.read(FileResponse.from_dict, file.body)
        return UploadedFile(**known, id=file.id, size=file.size, existed=file.existed)

    def cancel(self, id: str) -> Flow[Result[FinetuneResponseTruncated]]:
        """POST /fine-tunes/{id}/cancel; steps that are done stay billed."""
        from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune
        from finetunes_openapi.together.client.models import FinetuneResponseTruncated

        call = Call(self, "cancel", id)
        answer = yield from ask(call, send(cancel_fine_tune._get_kwargs(id=id)))
        answer.check_echo("id")
        word = answer.text("status")
        status = STATUSES.get(word or "", Status.UNKNOWN)
        # 200 means that the cancel was taken; any other word says no more than that.
        outcome, changed = _CANCEL_OUTCOMES.get(status, (Outcome.CANCELLING, None))
        return self.result(
            answer, FinetuneResponseTruncated.from_dict, outcome, changed, status, word
        )

    def delete(self, id: str) -> Flow[Result[FinetuneDeleteResponse]]:
        """DELETE /fine-tunes/{id}; destroys all checkpoints, and does not stop a running job."""
        from finetunes_openapi.together.client.api.fine_tuning import delete_fine_tune
        from finetunes_openapi.together.client.models import FinetuneDeleteResponse

        call = Call(self, "delete", id)
        answer = yield from ask(call, send(delete_fine_tune._get_kwargs(id=id)))
        result = self.deleted(answer, FinetuneDeleteResponse.from_dict)
        answer.check_names("message")  # the job itself has none
        return result

    def is_own_error(self, body: Any) -> bool:
        """Know the document's ErrorData."""
        return Fields(body).object("error").text("message") is not None

    def generated(self) -> AuthenticatedClient:
        """Make the generated client; the wrapper gives it transport and key."""
        from finetunes_openapi.together.client import AuthenticatedClient

        return AuthenticatedClient(base_url=str(self.address), token="")


def _find_restart(id: str, events: list[Any]) -> Restart | None:
    for event in map(Fields, events):
        if (event.text("type") or "").lower() == "job_restarted":
            words = event.text("message") or ""
            ids = (found for found in re.findall(r"\bft-[\w-]*\w", words) if found != id)
            from ..waiting import Restart

            return Restart(words, next(ids, None))
    return None

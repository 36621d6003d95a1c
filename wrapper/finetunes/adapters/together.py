"""Together AI: fine-tuning jobs can be cancelled and deleted.

Sources: the vendored pages in specs/together/pages, and togethercomputer/openapi of
2026-04-28 as specs/together/overlay.yaml quotes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ..calls import Call, ask
from ..outcomes import Outcome, Status
from .base import Adapter, send

if TYPE_CHECKING:
    from finetunes_openapi.together.client import AuthenticatedClient
    from finetunes_openapi.together.client.models import (
        FinetuneDeleteResponse,
        FinetuneResponseTruncated,
    )

    from ..exchange.flow import Flow
    from ..models import Result

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


class Together(Adapter):
    """Together AI."""

    name = "together"
    title = "Together AI"
    api_key_variables = ("TOGETHER_API_KEY",)
    base_url_variable = "TOGETHER_BASE_URL"
    base_url: ClassVar[str] = "https://api.together.ai/v1"

    @classmethod
    def base_path(cls, path: str) -> str:
        """Add the version where a base URL names only the host.

        The variable has two meanings in the provider's own SDKs, with and without ``/v1``.
        """
        return path or "/v1"

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
        return self.deleted(answer, FinetuneDeleteResponse.from_dict)

    def generated(self) -> AuthenticatedClient:
        """Make the generated client; the wrapper gives it transport and key."""
        from finetunes_openapi.together.client import AuthenticatedClient

        return AuthenticatedClient(base_url=str(self.address), token="")

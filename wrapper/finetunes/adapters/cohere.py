"""Cohere: fine-tuned models; the service was retired on 2025-09-15.

Sources: the vendored page in specs/cohere/pages, and cohere-openapi.yaml of 2026-08-20 as
specs/cohere/{authored,overlay}.yaml quote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from ..calls import Call, ask
from ..errors import APIStatusError, AuthenticationError, InvalidIDError
from ..outcomes import Status
from .base import BLANK, Adapter, post, send
from .reading import Fields

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from finetunes_openapi.cohere import bodies
    from finetunes_openapi.cohere.client import AuthenticatedClient, models

    from ..calls import Answer
    from ..exchange.auth import Sealed
    from ..exchange.flow import Flow
    from ..models import FineTune, Result
    from ..records import Event, MetricPoint
    from .reading import Page

STATUSES = {
    "STATUS_UNSPECIFIED": Status.UNKNOWN,
    "STATUS_QUEUED": Status.QUEUED,
    "STATUS_FINETUNING": Status.RUNNING,
    "STATUS_DEPLOYING_API": Status.RUNNING,
    "STATUS_READY": Status.SUCCEEDED,
    "STATUS_FAILED": Status.FAILED,
    "STATUS_DELETED": Status.DELETED,
    # Trained, and not served at the moment: both are settled, and neither runs.
    "STATUS_TEMPORARILY_OFFLINE": Status.SUCCEEDED,
    "STATUS_PAUSED": Status.SUCCEEDED,
}

_INFERENCE = "-ft"


class Cohere(Adapter):
    """Cohere."""

    name = "cohere"
    title = "Cohere"
    api_key_variables = ("CO_API_KEY", "COHERE_API_KEY")
    base_url_variable = "CO_API_URL"
    base_url: ClassVar[str] = "https://api.cohere.com"
    collection = "finetuned-models"

    @classmethod
    def check_id(cls, id: object) -> str:
        """Refuse the name that inference uses for a model; it is not the model's id."""
        checked = super().check_id(id)
        if checked.endswith(_INFERENCE):
            raise InvalidIDError(
                f"cohere: {checked[:80]!a} is the name for inference; the id of the fine-tuned "
                f"model is what stands before {_INFERENCE!r}; nothing was sent",
                provider=cls.name,
                id=checked,
            )
        return checked

    def create(
        self, **body: Unpack[bodies.FinetunedModel]
    ) -> Flow[FineTune[models.FinetunedModel]]:
        """POST /v1/finetuning/finetuned-models."""
        return self._create(self.sealed(cast("dict[str, Any]", body)))

    def _create(self, body: Sealed) -> Flow[FineTune[models.FinetunedModel]]:
        from finetunes_openapi.cohere.bodies import FinetunedModel
        from finetunes_openapi.cohere.client.api.finetuning import create_finetuned_model

        kwargs = create_finetuned_model._get_kwargs(body=BLANK)
        answer = yield from post(Call(self, "create"), kwargs, body, FinetunedModel)
        return self._answered(answer)

    def retrieve(self, id: str) -> Flow[FineTune[models.FinetunedModel]]:
        """GET /v1/finetuning/finetuned-models/{id}."""
        from finetunes_openapi.cohere.client.api.finetuning import get_finetuned_model

        call = Call(self, "retrieve", id, destructive=False)
        answer = yield from ask(call, send(get_finetuned_model._get_kwargs(id=id)))
        return self._answered(answer)

    def _answered(self, answer: Answer) -> FineTune[models.FinetunedModel]:
        model = answer.inside("finetuned_model")
        model.check_names("id")
        if answer.call.id:
            model.check_echo("id")
        return self._maker()(model.body)

    def list(self, token: str | None) -> Flow[Page[FineTune[models.FinetunedModel]]]:
        """GET /v1/finetuning/finetuned-models, page by page."""
        from finetunes_openapi.cohere.client.api.finetuning import list_finetuned_models

        call = Call(self, "list", destructive=False)
        kwargs = list_finetuned_models._get_kwargs(**_paged(token))
        return self._page(call, kwargs, self._maker(), "finetuned_models")

    def _page(
        self, call: Call, kwargs: dict[str, Any], make: Callable[[Any], Any], items: str
    ) -> Flow[Any]:
        return self.page(call, kwargs, make, items, optional=True, next_page="next_page_token")

    def _maker(self) -> Callable[[Any], FineTune[models.FinetunedModel]]:
        """Return what makes the fine-tune of a JSON object."""
        from finetunes_openapi.cohere.client.models import FinetunedModel

        from ..models import FineTune

        def make(body: Any) -> FineTune[FinetunedModel]:
            fields = Fields(body)
            word = fields.text("status")
            base = fields.object("settings").object("base_model")
            return FineTune(
                **self.read(FinetunedModel.from_dict, body),
                id=fields.text("id") or "",
                status=STATUSES.get(word or "", Status.UNKNOWN),
                provider_status=word,
                name=fields.text("name"),
                model=base.text("name", "base_type"),
                created_at=fields.time("created_at"),
                updated_at=fields.time("updated_at"),
                finished_at=fields.time("completed_at"),
            )

        return make

    def list_events(self, id: str, token: str | None) -> Flow[Page[Event[models.Event]]]:
        """GET /v1/finetuning/finetuned-models/{id}/events, newest first."""
        from finetunes_openapi.cohere.client import models
        from finetunes_openapi.cohere.client.api.finetuning import list_events

        from ..records import Event

        def make(item: Any) -> Event[models.Event]:
            fields = Fields(item)
            return Event(
                **self.read(models.Event.from_dict, item),
                type=fields.text("status"),
                created_at=fields.time("created_at"),
            )

        call = Call(self, "list_events", id, destructive=False)
        kwargs = list_events._get_kwargs(id, **_paged(token))
        return self._page(call, kwargs, make, "events")

    def list_metrics(
        self, id: str, token: str | None
    ) -> Flow[Page[MetricPoint[models.TrainingStepMetrics]]]:
        """GET /v1/finetuning/finetuned-models/{id}/training-step-metrics, newest first."""
        from finetunes_openapi.cohere.client import models
        from finetunes_openapi.cohere.client.api.finetuning import list_training_step_metrics

        from ..records import MetricPoint

        def make(item: Any) -> MetricPoint[models.TrainingStepMetrics]:
            fields = Fields(item)
            return MetricPoint(
                **self.read(models.TrainingStepMetrics.from_dict, item),
                step=fields.whole("step_number"),
                values=fields.object("metrics").numbers(),
                created_at=fields.time("created_at"),
            )

        call = Call(self, "list_metrics", id, destructive=False)
        kwargs = list_training_step_metrics._get_kwargs(id, **_paged(token))
        return self._page(call, kwargs, make, "step_metrics")

    def wait(
        self, id: str, progress: Callable[[FineTune[Any]], None] | None, within: float
    ) -> Flow[FineTune[models.FinetunedModel]]:
        """Retrieve the model until it has ended."""
        from ..waiting import until_final

        return until_final(self, id, progress, within)

    def delete(self, id: str) -> Flow[Result[models.DeleteFinetunedModelResponse]]:
        """DELETE /v1/finetuning/finetuned-models/{id}; cannot be undone."""
        from finetunes_openapi.cohere.client.api.finetuning import delete_finetuned_model
        from finetunes_openapi.cohere.client.models import DeleteFinetunedModelResponse

        call = Call(self, "delete", id)
        answer = yield from ask(call, send(delete_finetuned_model._get_kwargs(id=id)))
        if "finetuned_model" in answer.body:
            answer.refuse("the answer shows the model")
        return self.deleted(answer, DeleteFinetunedModelResponse.from_dict)

    def error_class(self, status_code: int, message: str) -> type[APIStatusError]:
        """Know the provider's own 498, for a token that is not valid."""
        if status_code == 498:
            return AuthenticationError
        return super().error_class(status_code, message)

    def generated(self) -> AuthenticatedClient:
        """Make the generated client; the wrapper gives it transport and key."""
        from finetunes_openapi.cohere.client import AuthenticatedClient

        return AuthenticatedClient(base_url=str(self.address), token="")


def _paged(token: str | None) -> dict[str, Any]:
    return {"page_token": token} if token else {}

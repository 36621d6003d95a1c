"""Together AI: what happened while a job ran."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..calls import Call
from .base import Adapter
from .reading import Fields

if TYPE_CHECKING:
    from finetunes_openapi.together.client.models import (
        FineTuneCheckpoint,
        FineTuneEvent,
        FineTuneMetrics,
    )

    from ..exchange.flow import Flow
    from ..models import Checkpoint
    from ..records import Event, MetricPoint
    from .reading import Page

_STEPS = ("train/global_step", "global_step", "step")


class TogetherHistory(Adapter):
    """Events, checkpoints and metrics of a job; each listing is one page."""

    def list_events(self, id: str, token: str | None) -> Flow[Page[Event[FineTuneEvent]]]:
        """GET /fine-tunes/{id}/events."""
        from finetunes_openapi.together.client.api.fine_tuning import list_fine_tune_events
        from finetunes_openapi.together.client.models import FineTuneEvent

        from ..records import Event

        del token
        call = Call(self, "list_events", id, destructive=False)

        def make(item: Any) -> Event[FineTuneEvent]:
            fields = Fields(item)
            return Event(
                **self.read(FineTuneEvent.from_dict, item),
                type=fields.text("type"),
                message=fields.text("message"),
                level=fields.text("level"),
                step=fields.whole("step"),
                created_at=fields.time("created_at"),
            )

        return self.page(call, list_fine_tune_events._get_kwargs(id=id), make, "data")

    def list_checkpoints(
        self, id: str, token: str | None
    ) -> Flow[Page[Checkpoint[FineTuneCheckpoint]]]:
        """GET /fine-tunes/{id}/checkpoints."""
        from finetunes_openapi.together.client.api.fine_tuning import list_fine_tune_checkpoints
        from finetunes_openapi.together.client.models import FineTuneCheckpoint

        from ..models import Checkpoint

        del token
        call = Call(self, "list_checkpoints", id, destructive=False)

        def make(item: Any) -> Checkpoint[FineTuneCheckpoint]:
            fields = Fields(item)
            return Checkpoint(
                **self.read(FineTuneCheckpoint.from_dict, item),
                type=fields.text("checkpoint_type"),
                step=fields.whole("step"),
                path=fields.text("path"),
                created_at=fields.time("created_at"),
            )

        return self.page(call, list_fine_tune_checkpoints._get_kwargs(id=id), make, "data")

    def list_metrics(self, id: str, token: str | None) -> Flow[Page[MetricPoint[FineTuneMetrics]]]:
        """GET /fine-tunes/{id}/metrics."""
        from finetunes_openapi.together.client.api.fine_tuning import list_fine_tune_metrics
        from finetunes_openapi.together.client.models import FineTuneMetrics

        from ..records import MetricPoint

        del token
        call = Call(self, "list_metrics", id, destructive=False)

        def make(item: Any) -> MetricPoint[FineTuneMetrics]:
            fields = Fields(item)
            values = fields.numbers()
            steps = (values[name] for name in _STEPS if name in values)
            return MetricPoint(
                **self.read(FineTuneMetrics.from_dict, item),
                step=next((int(step) for step in steps), None),
                values=values,
                created_at=fields.time("logged_at"),
            )

        kwargs = list_fine_tune_metrics._get_kwargs(id=id)
        return self.page(call, kwargs, make, "metrics", optional=True)

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.training_step_metrics_metrics import TrainingStepMetricsMetrics


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global TrainingStepMetricsMetrics
    from ..models.training_step_metrics_metrics import TrainingStepMetricsMetrics  # noqa: PLC0415


def _parse_created_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            created_at_type_0 = datetime.datetime.fromisoformat(data)

            return created_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


@_attrs_define
class TrainingStepMetrics(_OpenModel):
    """
    Attributes:
        created_at (datetime.datetime | str | Unset):
        step_number (int | Unset):
        metrics (TrainingStepMetricsMetrics | Unset): Measurements by name.
    """

    created_at: datetime.datetime | str | Unset = UNSET
    step_number: int | Unset = UNSET
    metrics: TrainingStepMetricsMetrics | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if isinstance(self.created_at, datetime.datetime):
            field_dict["created_at"] = self.created_at.isoformat()
        elif not isinstance(self.created_at, Unset):
            field_dict["created_at"] = self.created_at

        if self.step_number is not UNSET:
            field_dict["step_number"] = self.step_number

        if not isinstance(self.metrics, Unset):
            field_dict["metrics"] = self.metrics.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _metrics = d.pop("metrics", UNSET)
        metrics: TrainingStepMetricsMetrics | Unset
        if isinstance(_metrics, Unset):
            metrics = UNSET
        else:
            metrics = TrainingStepMetricsMetrics.from_dict(_metrics)

        made = cls(
            _parse_created_at(d.pop("created_at", UNSET)),
            d.pop("step_number", UNSET),
            metrics,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

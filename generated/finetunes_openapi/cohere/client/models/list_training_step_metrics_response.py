# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.training_step_metrics import TrainingStepMetrics


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global TrainingStepMetrics
    from ..models.training_step_metrics import TrainingStepMetrics  # noqa: PLC0415


@_attrs_define
class ListTrainingStepMetricsResponse(_OpenModel):
    """
    Attributes:
        step_metrics (list[TrainingStepMetrics] | Unset):
        next_page_token (str | Unset): For the next page; empty on the last one.
    """

    step_metrics: list[TrainingStepMetrics] | Unset = UNSET
    next_page_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if not isinstance(self.step_metrics, Unset):
            field_dict["step_metrics"] = [item.to_dict() for item in self.step_metrics]

        if self.next_page_token is not UNSET:
            field_dict["next_page_token"] = self.next_page_token

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _step_metrics = d.pop("step_metrics", UNSET)
        step_metrics: list[TrainingStepMetrics] | Unset = UNSET
        if _step_metrics is not UNSET:
            step_metrics = [TrainingStepMetrics.from_dict(item) for item in _step_metrics]

        made = cls(
            step_metrics,
            d.pop("next_page_token", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

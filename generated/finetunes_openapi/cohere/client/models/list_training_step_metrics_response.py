# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.training_step_metrics import TrainingStepMetrics


T = TypeVar("T", bound="ListTrainingStepMetricsResponse")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global TrainingStepMetrics
    from ..models.training_step_metrics import TrainingStepMetrics  # noqa: PLC0415


@_attrs_define
class ListTrainingStepMetricsResponse:
    """
    Attributes:
        step_metrics (list[TrainingStepMetrics] | Unset):
        next_page_token (str | Unset): For the next page; empty on the last one.
    """

    step_metrics: list[TrainingStepMetrics] | Unset = UNSET
    next_page_token: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        step_metrics: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.step_metrics, Unset):
            step_metrics = []
            for step_metrics_item_data in self.step_metrics:
                step_metrics_item = step_metrics_item_data.to_dict()
                step_metrics.append(step_metrics_item)

        next_page_token = self.next_page_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if step_metrics is not UNSET:
            field_dict["step_metrics"] = step_metrics
        if next_page_token is not UNSET:
            field_dict["next_page_token"] = next_page_token

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        _step_metrics = d.pop("step_metrics", UNSET)
        step_metrics: list[TrainingStepMetrics] | Unset = UNSET
        if _step_metrics is not UNSET:
            step_metrics = []
            for step_metrics_item_data in _step_metrics:
                step_metrics_item = TrainingStepMetrics.from_dict(step_metrics_item_data)

                step_metrics.append(step_metrics_item)

        next_page_token = d.pop("next_page_token", UNSET)

        made = cls(
            step_metrics,
            next_page_token,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

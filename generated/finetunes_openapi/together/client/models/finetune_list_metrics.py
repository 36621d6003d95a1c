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
    from ..models.fine_tune_metrics import FineTuneMetrics


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FineTuneMetrics
    from ..models.fine_tune_metrics import FineTuneMetrics  # noqa: PLC0415


@_attrs_define
class FinetuneListMetrics(_OpenModel):
    """
    Attributes:
        metrics (list[FineTuneMetrics] | Unset): In the order of time.
    """

    metrics: list[FineTuneMetrics] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if not isinstance(self.metrics, Unset):
            field_dict["metrics"] = [item.to_dict() for item in self.metrics]

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _metrics = d.pop("metrics", UNSET)
        metrics: list[FineTuneMetrics] | Unset = UNSET
        if _metrics is not UNSET:
            metrics = [FineTuneMetrics.from_dict(item) for item in _metrics]

        made = cls(
            metrics,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lr_scheduler_lr_scheduler_type import LRSchedulerLrSchedulerType
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member
from ..types import read_model as _read_model


@_attrs_define
class LRScheduler(_OpenModel):
    lr_scheduler_type: LRSchedulerLrSchedulerType | str
    lr_scheduler_args: CosineLRSchedulerArgs | LinearLRSchedulerArgs | UnknownVariant | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @staticmethod
    def _could_be(data: object) -> bool:
        return isinstance(data, dict) and "lr_scheduler_type" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            _read_member(LRSchedulerLrSchedulerType, d.pop("lr_scheduler_type")),
            _read_model(
                d.pop("lr_scheduler_args", UNSET), CosineLRSchedulerArgs, LinearLRSchedulerArgs, last=UnknownVariant
            ),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.cosine_lr_scheduler_args import CosineLRSchedulerArgs
from ..models.linear_lr_scheduler_args import LinearLRSchedulerArgs
from ..models.unknown_variant import UnknownVariant

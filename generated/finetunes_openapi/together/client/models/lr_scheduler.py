# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lr_scheduler_lr_scheduler_type import LRSchedulerLrSchedulerType
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.cosine_lr_scheduler_args import CosineLRSchedulerArgs
    from ..models.linear_lr_scheduler_args import LinearLRSchedulerArgs
    from ..models.unknown_variant import UnknownVariant


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global CosineLRSchedulerArgs
    global LinearLRSchedulerArgs
    global UnknownVariant
    from ..models.cosine_lr_scheduler_args import CosineLRSchedulerArgs  # noqa: PLC0415
    from ..models.linear_lr_scheduler_args import LinearLRSchedulerArgs  # noqa: PLC0415
    from ..models.unknown_variant import UnknownVariant  # noqa: PLC0415


def _parse_lr_scheduler_type(data: Any) -> LRSchedulerLrSchedulerType | str:
    if isinstance(data, str) and data in LRSchedulerLrSchedulerType._value2member_map_:
        try:
            lr_scheduler_type_type_0 = cast(
                LRSchedulerLrSchedulerType, LRSchedulerLrSchedulerType._value2member_map_[data]
            )

            return lr_scheduler_type_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: LRSchedulerLrSchedulerType | str = data
    return value


def _parse_lr_scheduler_args(data: Any) -> CosineLRSchedulerArgs | LinearLRSchedulerArgs | UnknownVariant | Unset:
    if isinstance(data, Unset):
        return data
    if CosineLRSchedulerArgs._could_be(data):
        try:
            lr_scheduler_args_type_0 = CosineLRSchedulerArgs.from_dict(data)

            return lr_scheduler_args_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if LinearLRSchedulerArgs._could_be(data):
        try:
            lr_scheduler_args_type_1 = LinearLRSchedulerArgs.from_dict(data)

            return lr_scheduler_args_type_1
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if not isinstance(data, dict):
        raise TypeError()
    lr_scheduler_args_type_2 = UnknownVariant.from_dict(data)

    return lr_scheduler_args_type_2


@_attrs_define
class LRScheduler(_OpenModel):
    """
    Attributes:
        lr_scheduler_type (LRSchedulerLrSchedulerType | str):
        lr_scheduler_args (CosineLRSchedulerArgs | LinearLRSchedulerArgs | UnknownVariant | Unset):
    """

    lr_scheduler_type: LRSchedulerLrSchedulerType | str
    lr_scheduler_args: CosineLRSchedulerArgs | LinearLRSchedulerArgs | UnknownVariant | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cosine_lr_scheduler_args import CosineLRSchedulerArgs  # noqa: PLC0415
        from ..models.linear_lr_scheduler_args import LinearLRSchedulerArgs  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if isinstance(self.lr_scheduler_type, LRSchedulerLrSchedulerType):
            field_dict["lr_scheduler_type"] = self.lr_scheduler_type.value
        else:
            field_dict["lr_scheduler_type"] = self.lr_scheduler_type

        if isinstance(self.lr_scheduler_args, CosineLRSchedulerArgs):
            field_dict["lr_scheduler_args"] = self.lr_scheduler_args.to_dict()
        elif isinstance(self.lr_scheduler_args, LinearLRSchedulerArgs):
            field_dict["lr_scheduler_args"] = self.lr_scheduler_args.to_dict()
        elif not isinstance(self.lr_scheduler_args, Unset):
            field_dict["lr_scheduler_args"] = self.lr_scheduler_args.to_dict()

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "lr_scheduler_type" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        made = cls(
            _parse_lr_scheduler_type(d.pop("lr_scheduler_type")),
            _parse_lr_scheduler_args(d.pop("lr_scheduler_args", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

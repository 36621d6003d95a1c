# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class UnspecifiedLRScheduler(_OpenModel):
    """What jobs of before there was a choice have."""

    lr_scheduler_type: Literal[""]
    lr_scheduler_args: None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @staticmethod
    def _could_be(data: object) -> bool:
        return isinstance(data, dict) and data.get("lr_scheduler_type", UNSET) == ""

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        lr_scheduler_type: Literal[""] = d.pop("lr_scheduler_type")

        if lr_scheduler_type != "":
            raise ValueError(f"lr_scheduler_type must match const '', got '{lr_scheduler_type}'")

        made = cls(lr_scheduler_type, d.pop("lr_scheduler_args", UNSET))

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

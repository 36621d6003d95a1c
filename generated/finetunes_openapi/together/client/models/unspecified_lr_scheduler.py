# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UnspecifiedLRScheduler")


@_attrs_define
class UnspecifiedLRScheduler:
    """What jobs of before there was a choice have.

    Attributes:
        lr_scheduler_type (Literal['']):
        lr_scheduler_args (None | Unset):
    """

    lr_scheduler_type: Literal[""]
    lr_scheduler_args: None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lr_scheduler_type = self.lr_scheduler_type

        lr_scheduler_args = self.lr_scheduler_args

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lr_scheduler_type": lr_scheduler_type,
            }
        )
        if lr_scheduler_args is not UNSET:
            field_dict["lr_scheduler_args"] = lr_scheduler_args

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and data.get("lr_scheduler_type", UNSET) == ""

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lr_scheduler_type: Literal[""] = d.pop("lr_scheduler_type")

        if lr_scheduler_type != "":
            raise ValueError(f"lr_scheduler_type must match const '', got '{lr_scheduler_type}'")

        lr_scheduler_args = d.pop("lr_scheduler_args", UNSET)

        made = cls(
            lr_scheduler_type,
            lr_scheduler_args,
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

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FullTrainingLimits")


@_attrs_define
class FullTrainingLimits:
    """
    Attributes:
        max_batch_size (int):
        max_batch_size_dpo (int):
        min_batch_size (int):
    """

    max_batch_size: int
    max_batch_size_dpo: int
    min_batch_size: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        max_batch_size = self.max_batch_size

        max_batch_size_dpo = self.max_batch_size_dpo

        min_batch_size = self.min_batch_size

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "max_batch_size": max_batch_size,
                "max_batch_size_dpo": max_batch_size_dpo,
                "min_batch_size": min_batch_size,
            }
        )

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "max_batch_size" in data
            and "max_batch_size_dpo" in data
            and "min_batch_size" in data
        )

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_batch_size = d.pop("max_batch_size")

        max_batch_size_dpo = d.pop("max_batch_size_dpo")

        min_batch_size = d.pop("min_batch_size")

        made = cls(
            max_batch_size,
            max_batch_size_dpo,
            min_batch_size,
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

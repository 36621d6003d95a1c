# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel


@_attrs_define
class FullTrainingLimits(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["max_batch_size"] = self.max_batch_size

        field_dict["max_batch_size_dpo"] = self.max_batch_size_dpo

        field_dict["min_batch_size"] = self.min_batch_size

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
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("max_batch_size"),
            d.pop("max_batch_size_dpo"),
            d.pop("min_batch_size"),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import OpenModel as _OpenModel


@_attrs_define
class LoRATrainingLimits(_OpenModel):
    max_batch_size: int
    max_batch_size_dpo: int
    min_batch_size: int
    max_rank: int
    target_modules: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("max_batch_size"),
            d.pop("max_batch_size_dpo"),
            d.pop("min_batch_size"),
            d.pop("max_rank"),
            d.pop("target_modules"),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

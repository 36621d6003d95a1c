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
class LoRATrainingType(_OpenModel):
    type_: Literal["Lora"]
    lora_r: int
    lora_alpha: int
    lora_dropout: float | Unset = UNSET
    lora_trainable_modules: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    _NAMES = {"type_": "type"}

    @staticmethod
    def _could_be(data: object) -> bool:
        return (
            isinstance(data, dict) and data.get("type", UNSET) == "Lora" and "lora_r" in data and "lora_alpha" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        type_: Literal["Lora"] = d.pop("type")

        if type_ != "Lora":
            raise ValueError(f"type must match const 'Lora', got '{type_}'")

        made = cls(
            type_,
            d.pop("lora_r"),
            d.pop("lora_alpha"),
            d.pop("lora_dropout", UNSET),
            d.pop("lora_trainable_modules", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

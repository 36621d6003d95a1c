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

T = TypeVar("T", bound="LoRATrainingType")


@_attrs_define
class LoRATrainingType:
    """
    Attributes:
        type_ (Literal['Lora']):
        lora_r (int):
        lora_alpha (int):
        lora_dropout (float | Unset):
        lora_trainable_modules (str | Unset):
    """

    type_: Literal["Lora"]
    lora_r: int
    lora_alpha: int
    lora_dropout: float | Unset = UNSET
    lora_trainable_modules: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        lora_r = self.lora_r

        lora_alpha = self.lora_alpha

        lora_dropout = self.lora_dropout

        lora_trainable_modules = self.lora_trainable_modules

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "lora_r": lora_r,
                "lora_alpha": lora_alpha,
            }
        )
        if lora_dropout is not UNSET:
            field_dict["lora_dropout"] = lora_dropout
        if lora_trainable_modules is not UNSET:
            field_dict["lora_trainable_modules"] = lora_trainable_modules

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict) and data.get("type", UNSET) == "Lora" and "lora_r" in data and "lora_alpha" in data
        )

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_: Literal["Lora"] = d.pop("type")

        if type_ != "Lora":
            raise ValueError(f"type must match const 'Lora', got '{type_}'")

        lora_r = d.pop("lora_r")

        lora_alpha = d.pop("lora_alpha")

        lora_dropout = d.pop("lora_dropout", UNSET)

        lora_trainable_modules = d.pop("lora_trainable_modules", UNSET)

        made = cls(
            type_,
            lora_r,
            lora_alpha,
            lora_dropout,
            lora_trainable_modules,
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

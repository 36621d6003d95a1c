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

T = TypeVar("T", bound="TrainingMethodSFT")


@_attrs_define
class TrainingMethodSFT:
    """
    Attributes:
        method (Literal['sft']):
        train_on_inputs (bool | Literal['auto'] | str | Unset): Whether to mask the user messages in conversational data
            or prompts in instruction data.
    """

    method: Literal["sft"]
    train_on_inputs: bool | Literal["auto"] | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        method = self.method

        train_on_inputs: bool | Literal["auto"] | str | Unset
        if isinstance(self.train_on_inputs, Unset):
            train_on_inputs = UNSET
        else:
            train_on_inputs = self.train_on_inputs

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "method": method,
            }
        )
        if train_on_inputs is not UNSET:
            field_dict["train_on_inputs"] = train_on_inputs

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and data.get("method", UNSET) == "sft"

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        method: Literal["sft"] = d.pop("method")

        if method != "sft":
            raise ValueError(f"method must match const 'sft', got '{method}'")

        train_on_inputs = d.pop("train_on_inputs", UNSET)

        made = cls(
            method,
            train_on_inputs,
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

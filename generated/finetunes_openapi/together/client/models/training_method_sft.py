# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
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

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        method = cast(Literal["sft"], d.pop("method"))
        if method != "sft":
            raise ValueError(f"method must match const 'sft', got '{method}'")

        def _parse_train_on_inputs(data: object) -> bool | Literal["auto"] | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, (str, int, float)):
                    raise TypeError()
                train_on_inputs_type_1 = cast(Literal["auto"], data)
                if train_on_inputs_type_1 != "auto":
                    raise ValueError(f"train_on_inputs_type_1 must match const 'auto', got '{train_on_inputs_type_1}'")
                return train_on_inputs_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(bool | Literal["auto"] | str | Unset, data)

        train_on_inputs = _parse_train_on_inputs(d.pop("train_on_inputs", UNSET))

        made = cls(
            method=method,
            train_on_inputs=train_on_inputs,
        )

        made.additional_properties = d
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

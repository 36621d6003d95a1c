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
class TrainingMethodSFT(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["method"] = self.method

        if self.train_on_inputs is not UNSET:
            field_dict["train_on_inputs"] = self.train_on_inputs

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and data.get("method", UNSET) == "sft"

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        method: Literal["sft"] = d.pop("method")

        if method != "sft":
            raise ValueError(f"method must match const 'sft', got '{method}'")

        made = cls(
            method,
            d.pop("train_on_inputs", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

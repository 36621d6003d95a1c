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
    method: Literal["sft"]
    train_on_inputs: bool | Literal["auto"] | str | Unset = UNSET
    """ Whether to mask the user messages in conversational data or prompts in instruction data. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @staticmethod
    def _could_be(data: object) -> bool:
        return isinstance(data, dict) and data.get("method", UNSET) == "sft"

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        method: Literal["sft"] = d.pop("method")

        if method != "sft":
            raise ValueError(f"method must match const 'sft', got '{method}'")

        made = cls(method, d.pop("train_on_inputs", UNSET))

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

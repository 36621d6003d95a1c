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
class TrainingMethodDPO(_OpenModel):
    method: Literal["dpo"]
    dpo_beta: float | Unset = UNSET
    rpo_alpha: float | Unset = UNSET
    dpo_normalize_logratios_by_length: bool | Unset = UNSET
    dpo_reference_free: bool | Unset = UNSET
    simpo_gamma: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @staticmethod
    def _could_be(data: object) -> bool:
        return isinstance(data, dict) and data.get("method", UNSET) == "dpo"

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        method: Literal["dpo"] = d.pop("method")

        if method != "dpo":
            raise ValueError(f"method must match const 'dpo', got '{method}'")

        made = cls(
            method,
            d.pop("dpo_beta", UNSET),
            d.pop("rpo_alpha", UNSET),
            d.pop("dpo_normalize_logratios_by_length", UNSET),
            d.pop("dpo_reference_free", UNSET),
            d.pop("simpo_gamma", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

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
    """
    Attributes:
        method (Literal['dpo']):
        dpo_beta (float | Unset):
        rpo_alpha (float | Unset):
        dpo_normalize_logratios_by_length (bool | Unset):
        dpo_reference_free (bool | Unset):
        simpo_gamma (float | Unset):
    """

    method: Literal["dpo"]
    dpo_beta: float | Unset = UNSET
    rpo_alpha: float | Unset = UNSET
    dpo_normalize_logratios_by_length: bool | Unset = UNSET
    dpo_reference_free: bool | Unset = UNSET
    simpo_gamma: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["method"] = self.method

        if self.dpo_beta is not UNSET:
            field_dict["dpo_beta"] = self.dpo_beta

        if self.rpo_alpha is not UNSET:
            field_dict["rpo_alpha"] = self.rpo_alpha

        if self.dpo_normalize_logratios_by_length is not UNSET:
            field_dict["dpo_normalize_logratios_by_length"] = self.dpo_normalize_logratios_by_length

        if self.dpo_reference_free is not UNSET:
            field_dict["dpo_reference_free"] = self.dpo_reference_free

        if self.simpo_gamma is not UNSET:
            field_dict["simpo_gamma"] = self.simpo_gamma

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
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

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

T = TypeVar("T", bound="TrainingMethodDPO")


@_attrs_define
class TrainingMethodDPO:
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
        method = self.method

        dpo_beta = self.dpo_beta

        rpo_alpha = self.rpo_alpha

        dpo_normalize_logratios_by_length = self.dpo_normalize_logratios_by_length

        dpo_reference_free = self.dpo_reference_free

        simpo_gamma = self.simpo_gamma

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "method": method,
            }
        )
        if dpo_beta is not UNSET:
            field_dict["dpo_beta"] = dpo_beta
        if rpo_alpha is not UNSET:
            field_dict["rpo_alpha"] = rpo_alpha
        if dpo_normalize_logratios_by_length is not UNSET:
            field_dict["dpo_normalize_logratios_by_length"] = dpo_normalize_logratios_by_length
        if dpo_reference_free is not UNSET:
            field_dict["dpo_reference_free"] = dpo_reference_free
        if simpo_gamma is not UNSET:
            field_dict["simpo_gamma"] = simpo_gamma

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and data.get("method", UNSET) == "dpo"

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        method: Literal["dpo"] = d.pop("method")

        if method != "dpo":
            raise ValueError(f"method must match const 'dpo', got '{method}'")

        dpo_beta = d.pop("dpo_beta", UNSET)

        rpo_alpha = d.pop("rpo_alpha", UNSET)

        dpo_normalize_logratios_by_length = d.pop("dpo_normalize_logratios_by_length", UNSET)

        dpo_reference_free = d.pop("dpo_reference_free", UNSET)

        simpo_gamma = d.pop("simpo_gamma", UNSET)

        made = cls(
            method,
            dpo_beta,
            rpo_alpha,
            dpo_normalize_logratios_by_length,
            dpo_reference_free,
            simpo_gamma,
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

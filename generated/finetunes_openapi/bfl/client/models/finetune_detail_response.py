# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.finetune_detail_response_finetune_details import (
        FinetuneDetailResponseFinetuneDetails,
    )


T = TypeVar("T", bound="FinetuneDetailResponse")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FinetuneDetailResponseFinetuneDetails
    from ..models.finetune_detail_response_finetune_details import (
        FinetuneDetailResponseFinetuneDetails,  # noqa: PLC0415
    )


@_attrs_define
class FinetuneDetailResponse:
    """
    Attributes:
        finetune_details (FinetuneDetailResponseFinetuneDetails): What is in it is not documented. `finetune_comment`,
            `trigger_word` and `mode` have been seen.
    """

    finetune_details: FinetuneDetailResponseFinetuneDetails
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finetune_details = self.finetune_details.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "finetune_details": finetune_details,
            }
        )

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "finetune_details" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        finetune_details = FinetuneDetailResponseFinetuneDetails.from_dict(d.pop("finetune_details"))

        made = cls(
            finetune_details,
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

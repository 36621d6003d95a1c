# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.finetuned_model import FinetunedModel


T = TypeVar("T", bound="UpdateFinetunedModelResponse")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FinetunedModel
    from ..models.finetuned_model import FinetunedModel  # noqa: PLC0415


@_attrs_define
class UpdateFinetunedModelResponse:
    """
    Attributes:
        finetuned_model (FinetunedModel | Unset):
    """

    finetuned_model: FinetunedModel | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finetuned_model: dict[str, Any] | Unset = UNSET
        if not isinstance(self.finetuned_model, Unset):
            finetuned_model = self.finetuned_model.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if finetuned_model is not UNSET:
            field_dict["finetuned_model"] = finetuned_model

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        _finetuned_model = d.pop("finetuned_model", UNSET)
        finetuned_model: FinetunedModel | Unset
        if isinstance(_finetuned_model, Unset):
            finetuned_model = UNSET
        else:
            finetuned_model = FinetunedModel.from_dict(_finetuned_model)

        made = cls(
            finetuned_model,
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

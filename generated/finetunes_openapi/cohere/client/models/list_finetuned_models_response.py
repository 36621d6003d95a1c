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


T = TypeVar("T", bound="ListFinetunedModelsResponse")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FinetunedModel
    from ..models.finetuned_model import FinetunedModel  # noqa: PLC0415


@_attrs_define
class ListFinetunedModelsResponse:
    """
    Attributes:
        finetuned_models (list[FinetunedModel] | Unset):
        next_page_token (str | Unset): For the next page; empty on the last one.
        total_size (int | Unset): Number of items on all pages.
    """

    finetuned_models: list[FinetunedModel] | Unset = UNSET
    next_page_token: str | Unset = UNSET
    total_size: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        finetuned_models: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.finetuned_models, Unset):
            finetuned_models = []
            for finetuned_models_item_data in self.finetuned_models:
                finetuned_models_item = finetuned_models_item_data.to_dict()
                finetuned_models.append(finetuned_models_item)

        next_page_token = self.next_page_token

        total_size = self.total_size

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if finetuned_models is not UNSET:
            field_dict["finetuned_models"] = finetuned_models
        if next_page_token is not UNSET:
            field_dict["next_page_token"] = next_page_token
        if total_size is not UNSET:
            field_dict["total_size"] = total_size

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        _finetuned_models = d.pop("finetuned_models", UNSET)
        finetuned_models: list[FinetunedModel] | Unset = UNSET
        if _finetuned_models is not UNSET:
            finetuned_models = []
            for finetuned_models_item_data in _finetuned_models:
                finetuned_models_item = FinetunedModel.from_dict(finetuned_models_item_data)

                finetuned_models.append(finetuned_models_item)

        next_page_token = d.pop("next_page_token", UNSET)

        total_size = d.pop("total_size", UNSET)

        made = cls(
            finetuned_models,
            next_page_token,
            total_size,
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

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.finetuned_model import FinetunedModel


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FinetunedModel
    from ..models.finetuned_model import FinetunedModel  # noqa: PLC0415


@_attrs_define
class ListFinetunedModelsResponse(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if not isinstance(self.finetuned_models, Unset):
            field_dict["finetuned_models"] = [item.to_dict() for item in self.finetuned_models]

        if self.next_page_token is not UNSET:
            field_dict["next_page_token"] = self.next_page_token

        if self.total_size is not UNSET:
            field_dict["total_size"] = self.total_size

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _finetuned_models = d.pop("finetuned_models", UNSET)
        finetuned_models: list[FinetunedModel] | Unset = UNSET
        if _finetuned_models is not UNSET:
            finetuned_models = [FinetunedModel.from_dict(item) for item in _finetuned_models]

        made = cls(
            finetuned_models,
            d.pop("next_page_token", UNSET),
            d.pop("total_size", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

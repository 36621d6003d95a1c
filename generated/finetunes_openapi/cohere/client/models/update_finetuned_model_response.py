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
class UpdateFinetunedModelResponse(_OpenModel):
    """
    Attributes:
        finetuned_model (FinetunedModel | Unset):
    """

    finetuned_model: FinetunedModel | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)

        if not isinstance(self.finetuned_model, Unset):
            field_dict["finetuned_model"] = self.finetuned_model.to_dict()

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
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

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class GetFinetunedModelResponse(_OpenModel):
    finetuned_model: FinetunedModel | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            FinetunedModel.from_dict(_given) if (_given := d.pop("finetuned_model", UNSET)) is not UNSET else UNSET
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.finetuned_model import FinetunedModel

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
class Settings(_OpenModel):
    base_model: BaseModel
    dataset_id: str
    """ The data to train with. """
    hyperparameters: Hyperparameters | Unset = UNSET
    """ The bounds are those that Cohere gave for chat models; they are not checked here. """
    multi_label: bool | Unset = UNSET
    """ Whether a classification may give several labels. """
    wandb: WandbConfig | Unset = UNSET
    """ Where to report the training to Weights & Biases. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            BaseModel.from_dict(d.pop("base_model")),
            d.pop("dataset_id"),
            Hyperparameters.from_dict(_given) if (_given := d.pop("hyperparameters", UNSET)) is not UNSET else UNSET,
            d.pop("multi_label", UNSET),
            WandbConfig.from_dict(_given) if (_given := d.pop("wandb", UNSET)) is not UNSET else UNSET,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.base_model import BaseModel
from ..models.hyperparameters import Hyperparameters
from ..models.wandb_config import WandbConfig

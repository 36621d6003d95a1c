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
    from ..models.base_model import BaseModel
    from ..models.hyperparameters import Hyperparameters
    from ..models.wandb_config import WandbConfig


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global BaseModel
    global Hyperparameters
    global WandbConfig
    from ..models.base_model import BaseModel  # noqa: PLC0415
    from ..models.hyperparameters import Hyperparameters  # noqa: PLC0415
    from ..models.wandb_config import WandbConfig  # noqa: PLC0415


@_attrs_define
class Settings(_OpenModel):
    """
    Attributes:
        base_model (BaseModel):
        dataset_id (str): The data to train with.
        hyperparameters (Hyperparameters | Unset): The bounds are those that Cohere gave for chat models; they are not
            checked here.
        multi_label (bool | Unset): Whether a classification may give several labels.
        wandb (WandbConfig | Unset): Where to report the training to Weights & Biases.
    """

    base_model: BaseModel
    dataset_id: str
    hyperparameters: Hyperparameters | Unset = UNSET
    multi_label: bool | Unset = UNSET
    wandb: WandbConfig | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["base_model"] = self.base_model.to_dict()

        field_dict["dataset_id"] = self.dataset_id

        if not isinstance(self.hyperparameters, Unset):
            field_dict["hyperparameters"] = self.hyperparameters.to_dict()

        if self.multi_label is not UNSET:
            field_dict["multi_label"] = self.multi_label

        if not isinstance(self.wandb, Unset):
            field_dict["wandb"] = self.wandb.to_dict()

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "base_model" in data and "dataset_id" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        base_model = BaseModel.from_dict(d.pop("base_model"))

        _hyperparameters = d.pop("hyperparameters", UNSET)
        hyperparameters: Hyperparameters | Unset
        if isinstance(_hyperparameters, Unset):
            hyperparameters = UNSET
        else:
            hyperparameters = Hyperparameters.from_dict(_hyperparameters)

        _wandb = d.pop("wandb", UNSET)
        wandb: WandbConfig | Unset
        if isinstance(_wandb, Unset):
            wandb = UNSET
        else:
            wandb = WandbConfig.from_dict(_wandb)

        made = cls(
            base_model,
            d.pop("dataset_id"),
            hyperparameters,
            d.pop("multi_label", UNSET),
            wandb,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

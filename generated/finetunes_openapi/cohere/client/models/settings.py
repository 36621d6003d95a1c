# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.base_model import BaseModel
    from ..models.hyperparameters import Hyperparameters
    from ..models.wandb_config import WandbConfig


T = TypeVar("T", bound="Settings")


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
class Settings:
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
        base_model = self.base_model.to_dict()

        dataset_id = self.dataset_id

        hyperparameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.hyperparameters, Unset):
            hyperparameters = self.hyperparameters.to_dict()

        multi_label = self.multi_label

        wandb: dict[str, Any] | Unset = UNSET
        if not isinstance(self.wandb, Unset):
            wandb = self.wandb.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "base_model": base_model,
                "dataset_id": dataset_id,
            }
        )
        if hyperparameters is not UNSET:
            field_dict["hyperparameters"] = hyperparameters
        if multi_label is not UNSET:
            field_dict["multi_label"] = multi_label
        if wandb is not UNSET:
            field_dict["wandb"] = wandb

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "base_model" in data and "dataset_id" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        base_model = BaseModel.from_dict(d.pop("base_model"))

        dataset_id = d.pop("dataset_id")

        _hyperparameters = d.pop("hyperparameters", UNSET)
        hyperparameters: Hyperparameters | Unset
        if isinstance(_hyperparameters, Unset):
            hyperparameters = UNSET
        else:
            hyperparameters = Hyperparameters.from_dict(_hyperparameters)

        multi_label = d.pop("multi_label", UNSET)

        _wandb = d.pop("wandb", UNSET)
        wandb: WandbConfig | Unset
        if isinstance(_wandb, Unset):
            wandb = UNSET
        else:
            wandb = WandbConfig.from_dict(_wandb)

        made = cls(
            base_model,
            dataset_id,
            hyperparameters,
            multi_label,
            wandb,
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

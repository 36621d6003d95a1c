# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lora_target_modules import LoraTargetModules
from ..types import UNSET, Unset

T = TypeVar("T", bound="Hyperparameters")


def _parse_lora_target_modules(data: Any) -> LoraTargetModules | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str) and data in LoraTargetModules._value2member_map_:
        try:
            lora_target_modules_type_0 = cast(LoraTargetModules, LoraTargetModules._value2member_map_[data])

            return lora_target_modules_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: LoraTargetModules | str | Unset = data
    return value


@_attrs_define
class Hyperparameters:
    """The bounds are those that Cohere gave for chat models; they are not checked here.

    Attributes:
        early_stopping_patience (int | Unset): Evaluations without progress before the end, 0 to 10.
        early_stopping_threshold (float | Unset): What counts as progress, 0.001 to 0.1.
        train_batch_size (int | Unset): Samples in one step, 2 to 16.
        train_epochs (int | Unset): How often to go through the data, 1 to 10.
        learning_rate (float | Unset): From 0.00005 to 0.1.
        lora_alpha (int | Unset):
        lora_rank (int | Unset):
        lora_target_modules (LoraTargetModules | str | Unset):
    """

    early_stopping_patience: int | Unset = UNSET
    early_stopping_threshold: float | Unset = UNSET
    train_batch_size: int | Unset = UNSET
    train_epochs: int | Unset = UNSET
    learning_rate: float | Unset = UNSET
    lora_alpha: int | Unset = UNSET
    lora_rank: int | Unset = UNSET
    lora_target_modules: LoraTargetModules | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        early_stopping_patience = self.early_stopping_patience

        early_stopping_threshold = self.early_stopping_threshold

        train_batch_size = self.train_batch_size

        train_epochs = self.train_epochs

        learning_rate = self.learning_rate

        lora_alpha = self.lora_alpha

        lora_rank = self.lora_rank

        lora_target_modules: str | Unset
        if isinstance(self.lora_target_modules, Unset):
            lora_target_modules = UNSET
        elif isinstance(self.lora_target_modules, LoraTargetModules):
            lora_target_modules = self.lora_target_modules.value
        else:
            lora_target_modules = self.lora_target_modules

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if early_stopping_patience is not UNSET:
            field_dict["early_stopping_patience"] = early_stopping_patience
        if early_stopping_threshold is not UNSET:
            field_dict["early_stopping_threshold"] = early_stopping_threshold
        if train_batch_size is not UNSET:
            field_dict["train_batch_size"] = train_batch_size
        if train_epochs is not UNSET:
            field_dict["train_epochs"] = train_epochs
        if learning_rate is not UNSET:
            field_dict["learning_rate"] = learning_rate
        if lora_alpha is not UNSET:
            field_dict["lora_alpha"] = lora_alpha
        if lora_rank is not UNSET:
            field_dict["lora_rank"] = lora_rank
        if lora_target_modules is not UNSET:
            field_dict["lora_target_modules"] = lora_target_modules

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict)

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        early_stopping_patience = d.pop("early_stopping_patience", UNSET)

        early_stopping_threshold = d.pop("early_stopping_threshold", UNSET)

        train_batch_size = d.pop("train_batch_size", UNSET)

        train_epochs = d.pop("train_epochs", UNSET)

        learning_rate = d.pop("learning_rate", UNSET)

        lora_alpha = d.pop("lora_alpha", UNSET)

        lora_rank = d.pop("lora_rank", UNSET)

        lora_target_modules = _parse_lora_target_modules(d.pop("lora_target_modules", UNSET))

        made = cls(
            early_stopping_patience,
            early_stopping_threshold,
            train_batch_size,
            train_epochs,
            learning_rate,
            lora_alpha,
            lora_rank,
            lora_target_modules,
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

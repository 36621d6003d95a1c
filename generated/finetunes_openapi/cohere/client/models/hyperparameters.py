# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lora_target_modules import LoraTargetModules
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


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
class Hyperparameters(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        if self.early_stopping_patience is not UNSET:
            field_dict["early_stopping_patience"] = self.early_stopping_patience

        if self.early_stopping_threshold is not UNSET:
            field_dict["early_stopping_threshold"] = self.early_stopping_threshold

        if self.train_batch_size is not UNSET:
            field_dict["train_batch_size"] = self.train_batch_size

        if self.train_epochs is not UNSET:
            field_dict["train_epochs"] = self.train_epochs

        if self.learning_rate is not UNSET:
            field_dict["learning_rate"] = self.learning_rate

        if self.lora_alpha is not UNSET:
            field_dict["lora_alpha"] = self.lora_alpha

        if self.lora_rank is not UNSET:
            field_dict["lora_rank"] = self.lora_rank

        if isinstance(self.lora_target_modules, LoraTargetModules):
            field_dict["lora_target_modules"] = self.lora_target_modules.value
        elif not isinstance(self.lora_target_modules, Unset):
            field_dict["lora_target_modules"] = self.lora_target_modules

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("early_stopping_patience", UNSET),
            d.pop("early_stopping_threshold", UNSET),
            d.pop("train_batch_size", UNSET),
            d.pop("train_epochs", UNSET),
            d.pop("learning_rate", UNSET),
            d.pop("lora_alpha", UNSET),
            d.pop("lora_rank", UNSET),
            _parse_lora_target_modules(d.pop("lora_target_modules", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

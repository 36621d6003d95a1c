# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.full_training_limits import FullTrainingLimits
    from ..models.lo_ra_training_limits import LoRATrainingLimits


T = TypeVar("T", bound="FineTuneModelLimits")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FullTrainingLimits
    global LoRATrainingLimits
    from ..models.full_training_limits import FullTrainingLimits  # noqa: PLC0415
    from ..models.lo_ra_training_limits import LoRATrainingLimits  # noqa: PLC0415


@_attrs_define
class FineTuneModelLimits:
    """
    Attributes:
        model_name (str):
        max_num_epochs (int):
        max_num_evals (int):
        max_learning_rate (float):
        min_learning_rate (float):
        supports_vision (bool):
        supports_tools (bool):
        supports_reasoning (bool):
        merge_output_lora (bool): Whether LoRA weights can be merged into the model.
        max_num_checkpoints (int | Unset):
        max_seq_length_sft (int | Unset):
        max_seq_length_dpo (int | Unset):
        min_max_seq_length (int | Unset):
        default_gradient_accumulation_steps (int | Unset):
        supports_full_training (bool | Unset):
        full_training (FullTrainingLimits | Unset):
        lora_training (LoRATrainingLimits | Unset):
    """

    model_name: str
    max_num_epochs: int
    max_num_evals: int
    max_learning_rate: float
    min_learning_rate: float
    supports_vision: bool
    supports_tools: bool
    supports_reasoning: bool
    merge_output_lora: bool
    max_num_checkpoints: int | Unset = UNSET
    max_seq_length_sft: int | Unset = UNSET
    max_seq_length_dpo: int | Unset = UNSET
    min_max_seq_length: int | Unset = UNSET
    default_gradient_accumulation_steps: int | Unset = UNSET
    supports_full_training: bool | Unset = UNSET
    full_training: FullTrainingLimits | Unset = UNSET
    lora_training: LoRATrainingLimits | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model_name = self.model_name

        max_num_epochs = self.max_num_epochs

        max_num_evals = self.max_num_evals

        max_learning_rate = self.max_learning_rate

        min_learning_rate = self.min_learning_rate

        supports_vision = self.supports_vision

        supports_tools = self.supports_tools

        supports_reasoning = self.supports_reasoning

        merge_output_lora = self.merge_output_lora

        max_num_checkpoints = self.max_num_checkpoints

        max_seq_length_sft = self.max_seq_length_sft

        max_seq_length_dpo = self.max_seq_length_dpo

        min_max_seq_length = self.min_max_seq_length

        default_gradient_accumulation_steps = self.default_gradient_accumulation_steps

        supports_full_training = self.supports_full_training

        full_training: dict[str, Any] | Unset = UNSET
        if not isinstance(self.full_training, Unset):
            full_training = self.full_training.to_dict()

        lora_training: dict[str, Any] | Unset = UNSET
        if not isinstance(self.lora_training, Unset):
            lora_training = self.lora_training.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_name": model_name,
                "max_num_epochs": max_num_epochs,
                "max_num_evals": max_num_evals,
                "max_learning_rate": max_learning_rate,
                "min_learning_rate": min_learning_rate,
                "supports_vision": supports_vision,
                "supports_tools": supports_tools,
                "supports_reasoning": supports_reasoning,
                "merge_output_lora": merge_output_lora,
            }
        )
        if max_num_checkpoints is not UNSET:
            field_dict["max_num_checkpoints"] = max_num_checkpoints
        if max_seq_length_sft is not UNSET:
            field_dict["max_seq_length_sft"] = max_seq_length_sft
        if max_seq_length_dpo is not UNSET:
            field_dict["max_seq_length_dpo"] = max_seq_length_dpo
        if min_max_seq_length is not UNSET:
            field_dict["min_max_seq_length"] = min_max_seq_length
        if default_gradient_accumulation_steps is not UNSET:
            field_dict["default_gradient_accumulation_steps"] = default_gradient_accumulation_steps
        if supports_full_training is not UNSET:
            field_dict["supports_full_training"] = supports_full_training
        if full_training is not UNSET:
            field_dict["full_training"] = full_training
        if lora_training is not UNSET:
            field_dict["lora_training"] = lora_training

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "model_name" in data
            and "max_num_epochs" in data
            and "max_num_evals" in data
            and "max_learning_rate" in data
            and "min_learning_rate" in data
            and "supports_vision" in data
            and "supports_tools" in data
            and "supports_reasoning" in data
            and "merge_output_lora" in data
        )

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        model_name = d.pop("model_name")

        max_num_epochs = d.pop("max_num_epochs")

        max_num_evals = d.pop("max_num_evals")

        max_learning_rate = d.pop("max_learning_rate")

        min_learning_rate = d.pop("min_learning_rate")

        supports_vision = d.pop("supports_vision")

        supports_tools = d.pop("supports_tools")

        supports_reasoning = d.pop("supports_reasoning")

        merge_output_lora = d.pop("merge_output_lora")

        max_num_checkpoints = d.pop("max_num_checkpoints", UNSET)

        max_seq_length_sft = d.pop("max_seq_length_sft", UNSET)

        max_seq_length_dpo = d.pop("max_seq_length_dpo", UNSET)

        min_max_seq_length = d.pop("min_max_seq_length", UNSET)

        default_gradient_accumulation_steps = d.pop("default_gradient_accumulation_steps", UNSET)

        supports_full_training = d.pop("supports_full_training", UNSET)

        _full_training = d.pop("full_training", UNSET)
        full_training: FullTrainingLimits | Unset
        if isinstance(_full_training, Unset):
            full_training = UNSET
        else:
            full_training = FullTrainingLimits.from_dict(_full_training)

        _lora_training = d.pop("lora_training", UNSET)
        lora_training: LoRATrainingLimits | Unset
        if isinstance(_lora_training, Unset):
            lora_training = UNSET
        else:
            lora_training = LoRATrainingLimits.from_dict(_lora_training)

        made = cls(
            model_name,
            max_num_epochs,
            max_num_evals,
            max_learning_rate,
            min_learning_rate,
            supports_vision,
            supports_tools,
            supports_reasoning,
            merge_output_lora,
            max_num_checkpoints,
            max_seq_length_sft,
            max_seq_length_dpo,
            min_max_seq_length,
            default_gradient_accumulation_steps,
            supports_full_training,
            full_training,
            lora_training,
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

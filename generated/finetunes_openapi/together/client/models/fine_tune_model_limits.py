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
    from ..models.full_training_limits import FullTrainingLimits
    from ..models.lo_ra_training_limits import LoRATrainingLimits


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FullTrainingLimits
    global LoRATrainingLimits
    from ..models.full_training_limits import FullTrainingLimits  # noqa: PLC0415
    from ..models.lo_ra_training_limits import LoRATrainingLimits  # noqa: PLC0415


@_attrs_define
class FineTuneModelLimits(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["model_name"] = self.model_name

        field_dict["max_num_epochs"] = self.max_num_epochs

        field_dict["max_num_evals"] = self.max_num_evals

        field_dict["max_learning_rate"] = self.max_learning_rate

        field_dict["min_learning_rate"] = self.min_learning_rate

        field_dict["supports_vision"] = self.supports_vision

        field_dict["supports_tools"] = self.supports_tools

        field_dict["supports_reasoning"] = self.supports_reasoning

        field_dict["merge_output_lora"] = self.merge_output_lora

        if self.max_num_checkpoints is not UNSET:
            field_dict["max_num_checkpoints"] = self.max_num_checkpoints

        if self.max_seq_length_sft is not UNSET:
            field_dict["max_seq_length_sft"] = self.max_seq_length_sft

        if self.max_seq_length_dpo is not UNSET:
            field_dict["max_seq_length_dpo"] = self.max_seq_length_dpo

        if self.min_max_seq_length is not UNSET:
            field_dict["min_max_seq_length"] = self.min_max_seq_length

        if self.default_gradient_accumulation_steps is not UNSET:
            field_dict["default_gradient_accumulation_steps"] = self.default_gradient_accumulation_steps

        if self.supports_full_training is not UNSET:
            field_dict["supports_full_training"] = self.supports_full_training

        if not isinstance(self.full_training, Unset):
            field_dict["full_training"] = self.full_training.to_dict()

        if not isinstance(self.lora_training, Unset):
            field_dict["lora_training"] = self.lora_training.to_dict()

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
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
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
            d.pop("model_name"),
            d.pop("max_num_epochs"),
            d.pop("max_num_evals"),
            d.pop("max_learning_rate"),
            d.pop("min_learning_rate"),
            d.pop("supports_vision"),
            d.pop("supports_tools"),
            d.pop("supports_reasoning"),
            d.pop("merge_output_lora"),
            d.pop("max_num_checkpoints", UNSET),
            d.pop("max_seq_length_sft", UNSET),
            d.pop("max_seq_length_dpo", UNSET),
            d.pop("min_max_seq_length", UNSET),
            d.pop("default_gradient_accumulation_steps", UNSET),
            d.pop("supports_full_training", UNSET),
            full_training,
            lora_training,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

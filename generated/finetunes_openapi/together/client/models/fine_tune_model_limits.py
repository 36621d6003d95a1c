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
class FineTuneModelLimits(_OpenModel):
    model_name: str
    max_num_epochs: int
    max_num_evals: int
    max_learning_rate: float
    min_learning_rate: float
    supports_vision: bool
    supports_tools: bool
    supports_reasoning: bool
    merge_output_lora: bool
    """ Whether LoRA weights can be merged into the model. """
    max_num_checkpoints: int | Unset = UNSET
    max_seq_length_sft: int | Unset = UNSET
    max_seq_length_dpo: int | Unset = UNSET
    min_max_seq_length: int | Unset = UNSET
    default_gradient_accumulation_steps: int | Unset = UNSET
    supports_full_training: bool | Unset = UNSET
    full_training: FullTrainingLimits | Unset = UNSET
    lora_training: LoRATrainingLimits | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
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
            FullTrainingLimits.from_dict(_given) if (_given := d.pop("full_training", UNSET)) is not UNSET else UNSET,
            LoRATrainingLimits.from_dict(_given) if (_given := d.pop("lora_training", UNSET)) is not UNSET else UNSET,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.full_training_limits import FullTrainingLimits
from ..models.lo_ra_training_limits import LoRATrainingLimits

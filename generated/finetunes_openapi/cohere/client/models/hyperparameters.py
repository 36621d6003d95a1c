# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.lora_target_modules import LoraTargetModules
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_member as _read_member


@_attrs_define
class Hyperparameters(_OpenModel):
    """The bounds are those that Cohere gave for chat models; they are not checked here."""

    early_stopping_patience: int | Unset = UNSET
    """ Evaluations without progress before the end, 0 to 10. """
    early_stopping_threshold: float | Unset = UNSET
    """ What counts as progress, 0.001 to 0.1. """
    train_batch_size: int | Unset = UNSET
    """ Samples in one step, 2 to 16. """
    train_epochs: int | Unset = UNSET
    """ How often to go through the data, 1 to 10. """
    learning_rate: float | Unset = UNSET
    """ From 0.00005 to 0.1. """
    lora_alpha: int | Unset = UNSET
    lora_rank: int | Unset = UNSET
    lora_target_modules: LoraTargetModules | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

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
            _read_member(LoraTargetModules, d.pop("lora_target_modules", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

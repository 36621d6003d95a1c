# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel


@_attrs_define
class FineTuneEvent(_OpenModel):
    object_: Literal["fine-tune-event"]
    created_at: str
    message: str
    type_: str
    """ Any text, in lower or upper case; `x-known-values` lists what has been documented or seen. """
    level: None | str | Unset = UNSET
    param_count: int | Unset = UNSET
    token_count: int | Unset = UNSET
    total_steps: int | Unset = UNSET
    wandb_url: str | Unset = UNSET
    step: int | Unset = UNSET
    checkpoint_path: str | Unset = UNSET
    model_path: str | Unset = UNSET
    training_offset: int | Unset = UNSET
    hash_: str | Unset = UNSET
    early_stopping_best_metric_value: float | None | Unset = UNSET
    early_stopping_best_step: int | None | Unset = UNSET
    tokenized_dataset_path: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    _NAMES = {"object_": "object", "type_": "type", "hash_": "hash"}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        object_: Literal["fine-tune-event"] = d.pop("object")

        if object_ != "fine-tune-event":
            raise ValueError(f"object must match const 'fine-tune-event', got '{object_}'")

        made = cls(
            object_,
            d.pop("created_at"),
            d.pop("message"),
            d.pop("type"),
            d.pop("level", UNSET),
            d.pop("param_count", UNSET),
            d.pop("token_count", UNSET),
            d.pop("total_steps", UNSET),
            d.pop("wandb_url", UNSET),
            d.pop("step", UNSET),
            d.pop("checkpoint_path", UNSET),
            d.pop("model_path", UNSET),
            d.pop("training_offset", UNSET),
            d.pop("hash", UNSET),
            d.pop("early_stopping_best_metric_value", UNSET),
            d.pop("early_stopping_best_step", UNSET),
            d.pop("tokenized_dataset_path", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

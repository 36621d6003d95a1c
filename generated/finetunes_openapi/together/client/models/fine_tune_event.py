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
    """
    Attributes:
        object_ (Literal['fine-tune-event']):
        created_at (str):
        message (str):
        type_ (str): Any text, in lower or upper case; `x-known-values` lists what has been documented or seen.
        level (None | str | Unset):
        param_count (int | Unset):
        token_count (int | Unset):
        total_steps (int | Unset):
        wandb_url (str | Unset):
        step (int | Unset):
        checkpoint_path (str | Unset):
        model_path (str | Unset):
        training_offset (int | Unset):
        hash_ (str | Unset):
        early_stopping_best_metric_value (float | None | Unset):
        early_stopping_best_step (int | None | Unset):
        tokenized_dataset_path (str | Unset):
    """

    object_: Literal["fine-tune-event"]
    created_at: str
    message: str
    type_: str
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
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["object"] = self.object_

        field_dict["created_at"] = self.created_at

        field_dict["message"] = self.message

        field_dict["type"] = self.type_

        if self.level is not UNSET:
            field_dict["level"] = self.level

        if self.param_count is not UNSET:
            field_dict["param_count"] = self.param_count

        if self.token_count is not UNSET:
            field_dict["token_count"] = self.token_count

        if self.total_steps is not UNSET:
            field_dict["total_steps"] = self.total_steps

        if self.wandb_url is not UNSET:
            field_dict["wandb_url"] = self.wandb_url

        if self.step is not UNSET:
            field_dict["step"] = self.step

        if self.checkpoint_path is not UNSET:
            field_dict["checkpoint_path"] = self.checkpoint_path

        if self.model_path is not UNSET:
            field_dict["model_path"] = self.model_path

        if self.training_offset is not UNSET:
            field_dict["training_offset"] = self.training_offset

        if self.hash_ is not UNSET:
            field_dict["hash"] = self.hash_

        if self.early_stopping_best_metric_value is not UNSET:
            field_dict["early_stopping_best_metric_value"] = self.early_stopping_best_metric_value

        if self.early_stopping_best_step is not UNSET:
            field_dict["early_stopping_best_step"] = self.early_stopping_best_step

        if self.tokenized_dataset_path is not UNSET:
            field_dict["tokenized_dataset_path"] = self.tokenized_dataset_path

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and data.get("object", UNSET) == "fine-tune-event"
            and "created_at" in data
            and "message" in data
            and "type" in data
        )

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

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FineTuneEvent")


@_attrs_define
class FineTuneEvent:
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
        object_ = self.object_

        created_at = self.created_at

        message = self.message

        type_ = self.type_

        level: None | str | Unset
        if isinstance(self.level, Unset):
            level = UNSET
        else:
            level = self.level

        param_count = self.param_count

        token_count = self.token_count

        total_steps = self.total_steps

        wandb_url = self.wandb_url

        step = self.step

        checkpoint_path = self.checkpoint_path

        model_path = self.model_path

        training_offset = self.training_offset

        hash_ = self.hash_

        early_stopping_best_metric_value: float | None | Unset
        if isinstance(self.early_stopping_best_metric_value, Unset):
            early_stopping_best_metric_value = UNSET
        else:
            early_stopping_best_metric_value = self.early_stopping_best_metric_value

        early_stopping_best_step: int | None | Unset
        if isinstance(self.early_stopping_best_step, Unset):
            early_stopping_best_step = UNSET
        else:
            early_stopping_best_step = self.early_stopping_best_step

        tokenized_dataset_path = self.tokenized_dataset_path

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "object": object_,
                "created_at": created_at,
                "message": message,
                "type": type_,
            }
        )
        if level is not UNSET:
            field_dict["level"] = level
        if param_count is not UNSET:
            field_dict["param_count"] = param_count
        if token_count is not UNSET:
            field_dict["token_count"] = token_count
        if total_steps is not UNSET:
            field_dict["total_steps"] = total_steps
        if wandb_url is not UNSET:
            field_dict["wandb_url"] = wandb_url
        if step is not UNSET:
            field_dict["step"] = step
        if checkpoint_path is not UNSET:
            field_dict["checkpoint_path"] = checkpoint_path
        if model_path is not UNSET:
            field_dict["model_path"] = model_path
        if training_offset is not UNSET:
            field_dict["training_offset"] = training_offset
        if hash_ is not UNSET:
            field_dict["hash"] = hash_
        if early_stopping_best_metric_value is not UNSET:
            field_dict["early_stopping_best_metric_value"] = early_stopping_best_metric_value
        if early_stopping_best_step is not UNSET:
            field_dict["early_stopping_best_step"] = early_stopping_best_step
        if tokenized_dataset_path is not UNSET:
            field_dict["tokenized_dataset_path"] = tokenized_dataset_path

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
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        object_: Literal["fine-tune-event"] = d.pop("object")

        if object_ != "fine-tune-event":
            raise ValueError(f"object must match const 'fine-tune-event', got '{object_}'")

        created_at = d.pop("created_at")

        message = d.pop("message")

        type_ = d.pop("type")

        level = d.pop("level", UNSET)

        param_count = d.pop("param_count", UNSET)

        token_count = d.pop("token_count", UNSET)

        total_steps = d.pop("total_steps", UNSET)

        wandb_url = d.pop("wandb_url", UNSET)

        step = d.pop("step", UNSET)

        checkpoint_path = d.pop("checkpoint_path", UNSET)

        model_path = d.pop("model_path", UNSET)

        training_offset = d.pop("training_offset", UNSET)

        hash_ = d.pop("hash", UNSET)

        early_stopping_best_metric_value = d.pop("early_stopping_best_metric_value", UNSET)

        early_stopping_best_step = d.pop("early_stopping_best_step", UNSET)

        tokenized_dataset_path = d.pop("tokenized_dataset_path", UNSET)

        made = cls(
            object_,
            created_at,
            message,
            type_,
            level,
            param_count,
            token_count,
            total_steps,
            wandb_url,
            step,
            checkpoint_path,
            model_path,
            training_offset,
            hash_,
            early_stopping_best_metric_value,
            early_stopping_best_step,
            tokenized_dataset_path,
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

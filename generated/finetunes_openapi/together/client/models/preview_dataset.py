# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.training_method_sft import TrainingMethodSFT


T = TypeVar("T", bound="PreviewDataset")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global TrainingMethodSFT
    from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415


@_attrs_define
class PreviewDataset:
    """
    Attributes:
        model (str): The base model.
        training_file (str): Id of the training file.
        top_k (int | Unset): How many rows to answer with.
        train_on_inputs (bool | Unset): Whether prompts are trained on, too.
        training_method (TrainingMethodSFT | Unset):
    """

    model: str
    training_file: str
    top_k: int | Unset = UNSET
    train_on_inputs: bool | Unset = UNSET
    training_method: TrainingMethodSFT | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model = self.model

        training_file = self.training_file

        top_k = self.top_k

        train_on_inputs = self.train_on_inputs

        training_method: dict[str, Any] | Unset = UNSET
        if not isinstance(self.training_method, Unset):
            training_method = self.training_method.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model": model,
                "training_file": training_file,
            }
        )
        if top_k is not UNSET:
            field_dict["top_k"] = top_k
        if train_on_inputs is not UNSET:
            field_dict["train_on_inputs"] = train_on_inputs
        if training_method is not UNSET:
            field_dict["training_method"] = training_method

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "model" in data and "training_file" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        model = d.pop("model")

        training_file = d.pop("training_file")

        top_k = d.pop("top_k", UNSET)

        train_on_inputs = d.pop("train_on_inputs", UNSET)

        _training_method = d.pop("training_method", UNSET)
        training_method: TrainingMethodSFT | Unset
        if isinstance(_training_method, Unset):
            training_method = UNSET
        else:
            training_method = TrainingMethodSFT.from_dict(_training_method)

        made = cls(
            model,
            training_file,
            top_k,
            train_on_inputs,
            training_method,
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

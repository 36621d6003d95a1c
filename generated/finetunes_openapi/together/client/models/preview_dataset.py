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
    from ..models.training_method_sft import TrainingMethodSFT


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global TrainingMethodSFT
    from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415


@_attrs_define
class PreviewDataset(_OpenModel):
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
        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["model"] = self.model

        field_dict["training_file"] = self.training_file

        if self.top_k is not UNSET:
            field_dict["top_k"] = self.top_k

        if self.train_on_inputs is not UNSET:
            field_dict["train_on_inputs"] = self.train_on_inputs

        if not isinstance(self.training_method, Unset):
            field_dict["training_method"] = self.training_method.to_dict()

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "model" in data and "training_file" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _training_method = d.pop("training_method", UNSET)
        training_method: TrainingMethodSFT | Unset
        if isinstance(_training_method, Unset):
            training_method = UNSET
        else:
            training_method = TrainingMethodSFT.from_dict(_training_method)

        made = cls(
            d.pop("model"),
            d.pop("training_file"),
            d.pop("top_k", UNSET),
            d.pop("train_on_inputs", UNSET),
            training_method,
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_model as _read_model


@_attrs_define
class EstimatePrice(_OpenModel):
    training_file: str
    """ Id of the training file. """
    validation_file: str | Unset = UNSET
    """ Id of the validation file. """
    model: str | Unset = UNSET
    """ The base model. """
    n_epochs: int | Unset = UNSET
    """ How often to go through the training file. """
    n_evals: int | Unset = UNSET
    """ How often to evaluate with the validation file. """
    training_method: TrainingMethodDPO | TrainingMethodSFT | Unset = UNSET
    """ Supervised, or by preference. """
    training_type: FullTrainingType | LoRATrainingType | None | Unset = UNSET
    """ All weights, or LoRA, which is also what null and nothing mean. """
    from_checkpoint: str | Unset = UNSET
    """ Go on from this job or model. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("training_file"),
            d.pop("validation_file", UNSET),
            d.pop("model", UNSET),
            d.pop("n_epochs", UNSET),
            d.pop("n_evals", UNSET),
            _read_model(d.pop("training_method", UNSET), TrainingMethodSFT, last=TrainingMethodDPO),
            _read_model(d.pop("training_type", UNSET), FullTrainingType, LoRATrainingType),
            d.pop("from_checkpoint", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.full_training_type import FullTrainingType
from ..models.lo_ra_training_type import LoRATrainingType
from ..models.training_method_dpo import TrainingMethodDPO
from ..models.training_method_sft import TrainingMethodSFT

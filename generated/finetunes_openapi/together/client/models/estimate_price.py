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
    from ..models.full_training_type import FullTrainingType
    from ..models.lo_ra_training_type import LoRATrainingType
    from ..models.training_method_dpo import TrainingMethodDPO
    from ..models.training_method_sft import TrainingMethodSFT


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FullTrainingType
    global LoRATrainingType
    global TrainingMethodDPO
    global TrainingMethodSFT
    from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
    from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
    from ..models.training_method_dpo import TrainingMethodDPO  # noqa: PLC0415
    from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415


def _parse_training_method(data: Any) -> TrainingMethodDPO | TrainingMethodSFT | Unset:
    if isinstance(data, Unset):
        return data
    if TrainingMethodSFT._could_be(data):
        try:
            training_method_type_0 = TrainingMethodSFT.from_dict(data)

            return training_method_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if not isinstance(data, dict):
        raise TypeError()
    training_method_type_1 = TrainingMethodDPO.from_dict(data)

    return training_method_type_1


def _parse_training_type(data: Any) -> FullTrainingType | LoRATrainingType | None | Unset:
    if data is None:
        return data
    if isinstance(data, Unset):
        return data
    if FullTrainingType._could_be(data):
        try:
            training_type_type_0 = FullTrainingType.from_dict(data)

            return training_type_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if LoRATrainingType._could_be(data):
        try:
            training_type_type_1 = LoRATrainingType.from_dict(data)

            return training_type_type_1
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: FullTrainingType | LoRATrainingType | None | Unset = data
    return value


@_attrs_define
class EstimatePrice(_OpenModel):
    """
    Attributes:
        training_file (str): Id of the training file.
        validation_file (str | Unset): Id of the validation file.
        model (str | Unset): The base model.
        n_epochs (int | Unset): How often to go through the training file.
        n_evals (int | Unset): How often to evaluate with the validation file.
        training_method (TrainingMethodDPO | TrainingMethodSFT | Unset): Supervised, or by preference.
        training_type (FullTrainingType | LoRATrainingType | None | Unset): All weights, or LoRA, which is also what
            null and nothing mean.
        from_checkpoint (str | Unset): Go on from this job or model.
    """

    training_file: str
    validation_file: str | Unset = UNSET
    model: str | Unset = UNSET
    n_epochs: int | Unset = UNSET
    n_evals: int | Unset = UNSET
    training_method: TrainingMethodDPO | TrainingMethodSFT | Unset = UNSET
    training_type: FullTrainingType | LoRATrainingType | None | Unset = UNSET
    from_checkpoint: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
        from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
        from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["training_file"] = self.training_file

        if self.validation_file is not UNSET:
            field_dict["validation_file"] = self.validation_file

        if self.model is not UNSET:
            field_dict["model"] = self.model

        if self.n_epochs is not UNSET:
            field_dict["n_epochs"] = self.n_epochs

        if self.n_evals is not UNSET:
            field_dict["n_evals"] = self.n_evals

        if isinstance(self.training_method, TrainingMethodSFT):
            field_dict["training_method"] = self.training_method.to_dict()
        elif not isinstance(self.training_method, Unset):
            field_dict["training_method"] = self.training_method.to_dict()

        if isinstance(self.training_type, FullTrainingType):
            field_dict["training_type"] = self.training_type.to_dict()
        elif isinstance(self.training_type, LoRATrainingType):
            field_dict["training_type"] = self.training_type.to_dict()
        elif not isinstance(self.training_type, Unset):
            field_dict["training_type"] = self.training_type

        if self.from_checkpoint is not UNSET:
            field_dict["from_checkpoint"] = self.from_checkpoint

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "training_file" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        made = cls(
            d.pop("training_file"),
            d.pop("validation_file", UNSET),
            d.pop("model", UNSET),
            d.pop("n_epochs", UNSET),
            d.pop("n_evals", UNSET),
            _parse_training_method(d.pop("training_method", UNSET)),
            _parse_training_type(d.pop("training_type", UNSET)),
            d.pop("from_checkpoint", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.full_training_type import FullTrainingType
    from ..models.lo_ra_training_type import LoRATrainingType
    from ..models.training_method_dpo import TrainingMethodDPO
    from ..models.training_method_sft import TrainingMethodSFT


T = TypeVar("T", bound="EstimatePrice")


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
class EstimatePrice:
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

        training_file = self.training_file

        validation_file = self.validation_file

        model = self.model

        n_epochs = self.n_epochs

        n_evals = self.n_evals

        training_method: dict[str, Any] | Unset
        if isinstance(self.training_method, Unset):
            training_method = UNSET
        elif isinstance(self.training_method, TrainingMethodSFT):
            training_method = self.training_method.to_dict()
        else:
            training_method = self.training_method.to_dict()

        training_type: dict[str, Any] | None | Unset
        if isinstance(self.training_type, Unset):
            training_type = UNSET
        elif isinstance(self.training_type, FullTrainingType):
            training_type = self.training_type.to_dict()
        elif isinstance(self.training_type, LoRATrainingType):
            training_type = self.training_type.to_dict()
        else:
            training_type = self.training_type

        from_checkpoint = self.from_checkpoint

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "training_file": training_file,
            }
        )
        if validation_file is not UNSET:
            field_dict["validation_file"] = validation_file
        if model is not UNSET:
            field_dict["model"] = model
        if n_epochs is not UNSET:
            field_dict["n_epochs"] = n_epochs
        if n_evals is not UNSET:
            field_dict["n_evals"] = n_evals
        if training_method is not UNSET:
            field_dict["training_method"] = training_method
        if training_type is not UNSET:
            field_dict["training_type"] = training_type
        if from_checkpoint is not UNSET:
            field_dict["from_checkpoint"] = from_checkpoint

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "training_file" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        training_file = d.pop("training_file")

        validation_file = d.pop("validation_file", UNSET)

        model = d.pop("model", UNSET)

        n_epochs = d.pop("n_epochs", UNSET)

        n_evals = d.pop("n_evals", UNSET)

        training_method = _parse_training_method(d.pop("training_method", UNSET))

        training_type = _parse_training_type(d.pop("training_type", UNSET))

        from_checkpoint = d.pop("from_checkpoint", UNSET)

        made = cls(
            training_file,
            validation_file,
            model,
            n_epochs,
            n_evals,
            training_method,
            training_type,
            from_checkpoint,
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

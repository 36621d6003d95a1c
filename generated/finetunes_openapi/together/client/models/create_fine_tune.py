# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, Literal
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
    from ..models.full_training_type import FullTrainingType
    from ..models.lo_ra_training_type import LoRATrainingType
    from ..models.lr_scheduler import LRScheduler
    from ..models.multimodal_params import MultimodalParams
    from ..models.training_method_dpo import TrainingMethodDPO
    from ..models.training_method_sft import TrainingMethodSFT


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FullTrainingType
    global LoRATrainingType
    global LRScheduler
    global MultimodalParams
    global TrainingMethodDPO
    global TrainingMethodSFT
    from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
    from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
    from ..models.lr_scheduler import LRScheduler  # noqa: PLC0415
    from ..models.multimodal_params import MultimodalParams  # noqa: PLC0415
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
class CreateFineTune(_OpenModel):
    """The settings of a new job.

    Attributes:
        training_file (str): Id of the training file.
        model (str): The base model.
        validation_file (str | Unset): Id of the validation file.
        packing (bool | Unset): Whether several short samples may share one sequence.
        max_seq_length (int | Unset): Longest sequence, in tokens.
        n_epochs (int | Unset): How often to go through the training file.
        n_checkpoints (int | Unset): How many checkpoints to keep.
        n_evals (int | Unset): How often to evaluate with the validation file.
        batch_size (int | Literal['max'] | Unset): Samples in one step, or the most that the model allows.
        gradient_accumulation_steps (int | Unset): Steps whose gradients are added up; the model's own number if left
            out or 0.
        learning_rate (float | Unset): The highest learning rate.
        lr_scheduler (LRScheduler | Unset):
        warmup_ratio (float | Unset): Part of the steps in which the learning rate rises.
        max_grad_norm (float | Unset): Greatest norm of a gradient; 0 for no limit.
        weight_decay (float | Unset): Weight decay.
        random_seed (int | None | Unset): Seed of the shuffling; the server takes 42 if left out.
        suffix (str | Unset): What the new model's name ends with.
        wandb_api_key (str | Unset): A secret, in no repr. Key of the Weights & Biases account to report to.
        wandb_base_url (str | Unset): Address of a Weights & Biases server of one's own.
        wandb_project_name (str | Unset): Weights & Biases project; the server takes `together` if left out.
        wandb_name (str | Unset): Weights & Biases run.
        wandb_entity (str | Unset): Weights & Biases user or team.
        train_on_inputs (bool | Literal['auto'] | Unset): Now a part of `training_method`.
        training_method (TrainingMethodDPO | TrainingMethodSFT | Unset): Supervised, or by preference.
        training_type (FullTrainingType | LoRATrainingType | None | Unset): All weights, or LoRA, which is also what
            null and nothing mean.
        multimodal_params (MultimodalParams | Unset):
        from_checkpoint (str | Unset): Go on from this job or model; `:` and a step may follow.
        from_hf_model (str | Unset): Go on from this model on the Hugging Face Hub.
        hf_model_revision (str | Unset): Revision of `from_hf_model`.
        hf_api_token (str | Unset): A secret, in no repr. Token for the Hugging Face Hub.
        hf_output_repo_name (str | Unset): Repository on the Hugging Face Hub to put the new model into.
        early_stopping_enabled (bool | Unset): Stop when evaluations no longer get better. Needs a validation file, and
            more evaluations than patience and warm-up together.
        early_stopping_patience (int | Unset): Evaluations without progress before the end; the server takes 2 if left
            out.
        early_stopping_min_delta (float | Unset): What counts as progress; the server takes 0 if left out.
        early_stopping_warmup_evals (int | None | Unset): Evaluations that do not count; the server takes 1 if left out.
    """

    training_file: str
    model: str
    validation_file: str | Unset = UNSET
    packing: bool | Unset = UNSET
    max_seq_length: int | Unset = UNSET
    n_epochs: int | Unset = UNSET
    n_checkpoints: int | Unset = UNSET
    n_evals: int | Unset = UNSET
    batch_size: int | Literal["max"] | Unset = UNSET
    gradient_accumulation_steps: int | Unset = UNSET
    learning_rate: float | Unset = UNSET
    lr_scheduler: LRScheduler | Unset = UNSET
    warmup_ratio: float | Unset = UNSET
    max_grad_norm: float | Unset = UNSET
    weight_decay: float | Unset = UNSET
    random_seed: int | None | Unset = UNSET
    suffix: str | Unset = UNSET
    wandb_api_key: str | Unset = _attrs_field(default=UNSET, repr=False)
    wandb_base_url: str | Unset = UNSET
    wandb_project_name: str | Unset = UNSET
    wandb_name: str | Unset = UNSET
    wandb_entity: str | Unset = UNSET
    train_on_inputs: bool | Literal["auto"] | Unset = UNSET
    training_method: TrainingMethodDPO | TrainingMethodSFT | Unset = UNSET
    training_type: FullTrainingType | LoRATrainingType | None | Unset = UNSET
    multimodal_params: MultimodalParams | Unset = UNSET
    from_checkpoint: str | Unset = UNSET
    from_hf_model: str | Unset = UNSET
    hf_model_revision: str | Unset = UNSET
    hf_api_token: str | Unset = _attrs_field(default=UNSET, repr=False)
    hf_output_repo_name: str | Unset = UNSET
    early_stopping_enabled: bool | Unset = UNSET
    early_stopping_patience: int | Unset = UNSET
    early_stopping_min_delta: float | Unset = UNSET
    early_stopping_warmup_evals: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
        from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
        from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["training_file"] = self.training_file

        field_dict["model"] = self.model

        if self.validation_file is not UNSET:
            field_dict["validation_file"] = self.validation_file

        if self.packing is not UNSET:
            field_dict["packing"] = self.packing

        if self.max_seq_length is not UNSET:
            field_dict["max_seq_length"] = self.max_seq_length

        if self.n_epochs is not UNSET:
            field_dict["n_epochs"] = self.n_epochs

        if self.n_checkpoints is not UNSET:
            field_dict["n_checkpoints"] = self.n_checkpoints

        if self.n_evals is not UNSET:
            field_dict["n_evals"] = self.n_evals

        if self.batch_size is not UNSET:
            field_dict["batch_size"] = self.batch_size

        if self.gradient_accumulation_steps is not UNSET:
            field_dict["gradient_accumulation_steps"] = self.gradient_accumulation_steps

        if self.learning_rate is not UNSET:
            field_dict["learning_rate"] = self.learning_rate

        if not isinstance(self.lr_scheduler, Unset):
            field_dict["lr_scheduler"] = self.lr_scheduler.to_dict()

        if self.warmup_ratio is not UNSET:
            field_dict["warmup_ratio"] = self.warmup_ratio

        if self.max_grad_norm is not UNSET:
            field_dict["max_grad_norm"] = self.max_grad_norm

        if self.weight_decay is not UNSET:
            field_dict["weight_decay"] = self.weight_decay

        if self.random_seed is not UNSET:
            field_dict["random_seed"] = self.random_seed

        if self.suffix is not UNSET:
            field_dict["suffix"] = self.suffix

        if self.wandb_api_key is not UNSET:
            field_dict["wandb_api_key"] = self.wandb_api_key

        if self.wandb_base_url is not UNSET:
            field_dict["wandb_base_url"] = self.wandb_base_url

        if self.wandb_project_name is not UNSET:
            field_dict["wandb_project_name"] = self.wandb_project_name

        if self.wandb_name is not UNSET:
            field_dict["wandb_name"] = self.wandb_name

        if self.wandb_entity is not UNSET:
            field_dict["wandb_entity"] = self.wandb_entity

        if self.train_on_inputs is not UNSET:
            field_dict["train_on_inputs"] = self.train_on_inputs

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

        if not isinstance(self.multimodal_params, Unset):
            field_dict["multimodal_params"] = self.multimodal_params.to_dict()

        if self.from_checkpoint is not UNSET:
            field_dict["from_checkpoint"] = self.from_checkpoint

        if self.from_hf_model is not UNSET:
            field_dict["from_hf_model"] = self.from_hf_model

        if self.hf_model_revision is not UNSET:
            field_dict["hf_model_revision"] = self.hf_model_revision

        if self.hf_api_token is not UNSET:
            field_dict["hf_api_token"] = self.hf_api_token

        if self.hf_output_repo_name is not UNSET:
            field_dict["hf_output_repo_name"] = self.hf_output_repo_name

        if self.early_stopping_enabled is not UNSET:
            field_dict["early_stopping_enabled"] = self.early_stopping_enabled

        if self.early_stopping_patience is not UNSET:
            field_dict["early_stopping_patience"] = self.early_stopping_patience

        if self.early_stopping_min_delta is not UNSET:
            field_dict["early_stopping_min_delta"] = self.early_stopping_min_delta

        if self.early_stopping_warmup_evals is not UNSET:
            field_dict["early_stopping_warmup_evals"] = self.early_stopping_warmup_evals

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "training_file" in data and "model" in data

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _lr_scheduler = d.pop("lr_scheduler", UNSET)
        lr_scheduler: LRScheduler | Unset
        if isinstance(_lr_scheduler, Unset):
            lr_scheduler = UNSET
        else:
            lr_scheduler = LRScheduler.from_dict(_lr_scheduler)

        _multimodal_params = d.pop("multimodal_params", UNSET)
        multimodal_params: MultimodalParams | Unset
        if isinstance(_multimodal_params, Unset):
            multimodal_params = UNSET
        else:
            multimodal_params = MultimodalParams.from_dict(_multimodal_params)

        made = cls(
            d.pop("training_file"),
            d.pop("model"),
            d.pop("validation_file", UNSET),
            d.pop("packing", UNSET),
            d.pop("max_seq_length", UNSET),
            d.pop("n_epochs", UNSET),
            d.pop("n_checkpoints", UNSET),
            d.pop("n_evals", UNSET),
            d.pop("batch_size", UNSET),
            d.pop("gradient_accumulation_steps", UNSET),
            d.pop("learning_rate", UNSET),
            lr_scheduler,
            d.pop("warmup_ratio", UNSET),
            d.pop("max_grad_norm", UNSET),
            d.pop("weight_decay", UNSET),
            d.pop("random_seed", UNSET),
            d.pop("suffix", UNSET),
            d.pop("wandb_api_key", UNSET),
            d.pop("wandb_base_url", UNSET),
            d.pop("wandb_project_name", UNSET),
            d.pop("wandb_name", UNSET),
            d.pop("wandb_entity", UNSET),
            d.pop("train_on_inputs", UNSET),
            _parse_training_method(d.pop("training_method", UNSET)),
            _parse_training_type(d.pop("training_type", UNSET)),
            multimodal_params,
            d.pop("from_checkpoint", UNSET),
            d.pop("from_hf_model", UNSET),
            d.pop("hf_model_revision", UNSET),
            d.pop("hf_api_token", UNSET),
            d.pop("hf_output_repo_name", UNSET),
            d.pop("early_stopping_enabled", UNSET),
            d.pop("early_stopping_patience", UNSET),
            d.pop("early_stopping_min_delta", UNSET),
            d.pop("early_stopping_warmup_evals", UNSET),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

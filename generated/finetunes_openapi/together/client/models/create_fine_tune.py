# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_model as _read_model


@_attrs_define
class CreateFineTune(_OpenModel):
    """The settings of a new job."""

    training_file: str
    """ Id of the training file. """
    model: str
    """ The base model. """
    validation_file: str | Unset = UNSET
    """ Id of the validation file. """
    packing: bool | Unset = UNSET
    """ Whether several short samples may share one sequence. """
    max_seq_length: int | Unset = UNSET
    """ Longest sequence, in tokens. """
    n_epochs: int | Unset = UNSET
    """ How often to go through the training file. """
    n_checkpoints: int | Unset = UNSET
    """ How many checkpoints to keep. """
    n_evals: int | Unset = UNSET
    """ How often to evaluate with the validation file. """
    batch_size: int | Literal["max"] | Unset = UNSET
    """ Samples in one step, or the most that the model allows. """
    gradient_accumulation_steps: int | Unset = UNSET
    """ Steps whose gradients are added up; the model's own number if left out or 0. """
    learning_rate: float | Unset = UNSET
    """ The highest learning rate. """
    lr_scheduler: LRScheduler | Unset = UNSET
    warmup_ratio: float | Unset = UNSET
    """ Part of the steps in which the learning rate rises. """
    max_grad_norm: float | Unset = UNSET
    """ Greatest norm of a gradient; 0 for no limit. """
    weight_decay: float | Unset = UNSET
    """ Weight decay. """
    random_seed: int | None | Unset = UNSET
    """ Seed of the shuffling; the server takes 42 if left out. """
    suffix: str | Unset = UNSET
    """ What the new model's name ends with. """
    wandb_api_key: str | Unset = _attrs_field(default=UNSET, repr=False)
    """ A secret, in no repr. Key of the Weights & Biases account to report to. """
    wandb_base_url: str | Unset = UNSET
    """ Address of a Weights & Biases server of one's own. """
    wandb_project_name: str | Unset = UNSET
    """ Weights & Biases project; the server takes `together` if left out. """
    wandb_name: str | Unset = UNSET
    """ Weights & Biases run. """
    wandb_entity: str | Unset = UNSET
    """ Weights & Biases user or team. """
    train_on_inputs: bool | Literal["auto"] | Unset = UNSET
    """ Now a part of `training_method`. """
    training_method: TrainingMethodDPO | TrainingMethodSFT | Unset = UNSET
    """ Supervised, or by preference. """
    training_type: FullTrainingType | LoRATrainingType | None | Unset = UNSET
    """ All weights, or LoRA, which is also what null and nothing mean. """
    multimodal_params: MultimodalParams | Unset = UNSET
    from_checkpoint: str | Unset = UNSET
    """ Go on from this job or model; `:` and a step may follow. """
    from_hf_model: str | Unset = UNSET
    """ Go on from this model on the Hugging Face Hub. """
    hf_model_revision: str | Unset = UNSET
    """ Revision of `from_hf_model`. """
    hf_api_token: str | Unset = _attrs_field(default=UNSET, repr=False)
    """ A secret, in no repr. Token for the Hugging Face Hub. """
    hf_output_repo_name: str | Unset = UNSET
    """ Repository on the Hugging Face Hub to put the new model into. """
    early_stopping_enabled: bool | Unset = UNSET
    """ Stop when evaluations no longer get better. Needs a validation file, and more evaluations than patience and
    warm-up together. """
    early_stopping_patience: int | Unset = UNSET
    """ Evaluations without progress before the end; the server takes 2 if left out. """
    early_stopping_min_delta: float | Unset = UNSET
    """ What counts as progress; the server takes 0 if left out. """
    early_stopping_warmup_evals: int | None | Unset = UNSET
    """ Evaluations that do not count; the server takes 1 if left out. """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
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
            LRScheduler.from_dict(_given) if (_given := d.pop("lr_scheduler", UNSET)) is not UNSET else UNSET,
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
            _read_model(d.pop("training_method", UNSET), TrainingMethodSFT, last=TrainingMethodDPO),
            _read_model(d.pop("training_type", UNSET), FullTrainingType, LoRATrainingType),
            MultimodalParams.from_dict(_given) if (_given := d.pop("multimodal_params", UNSET)) is not UNSET else UNSET,
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


# Below, because two models may be made of each other.
from ..models.full_training_type import FullTrainingType
from ..models.lo_ra_training_type import LoRATrainingType
from ..models.lr_scheduler import LRScheduler
from ..models.multimodal_params import MultimodalParams
from ..models.training_method_dpo import TrainingMethodDPO
from ..models.training_method_sft import TrainingMethodSFT

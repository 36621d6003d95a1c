# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finetune_job_status import FinetuneJobStatus
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel
from ..types import read_datetime as _read_datetime
from ..types import read_member as _read_member
from ..types import read_model as _read_model


@_attrs_define
class FinetuneResponseTruncated(_OpenModel):
    """A truncated version of the fine-tune response, used for POST /fine-tunes, GET /fine-tunes and POST /fine-
    tunes/{id}/cancel endpoints

    """

    id: str
    """ Unique identifier for the fine-tune job """
    status: FinetuneJobStatus | str
    created_at: datetime.datetime | str
    """ Creation timestamp of the fine-tune job """
    updated_at: datetime.datetime | str
    """ Last update timestamp of the fine-tune job """
    user_id: str | Unset = UNSET
    """ Identifier for the user who created the job """
    owner_address: str | Unset = UNSET
    """ Owner address information """
    total_price: int | Unset = UNSET
    """ Price of the job in billionths of a US dollar. """
    token_count: int | Unset = UNSET
    """ Count of tokens processed """
    events: list[FineTuneEvent] | Unset = UNSET
    """ Events related to this fine-tune job """
    training_file: str | Unset = UNSET
    """ File-ID of the training file """
    validation_file: str | Unset = UNSET
    """ File-ID of the validation file """
    model: str | Unset = UNSET
    """ Base model used for fine-tuning """
    model_output_name: str | Unset = UNSET
    suffix: str | Unset = UNSET
    """ Suffix added to the fine-tuned model name """
    n_epochs: int | Unset = UNSET
    """ Number of training epochs """
    n_evals: int | Unset = UNSET
    """ Number of evaluations during training """
    n_checkpoints: int | Unset = UNSET
    """ Number of checkpoints saved during training """
    batch_size: int | Unset = UNSET
    """ Batch size used for training """
    training_type: FullTrainingType | LoRATrainingType | UnknownVariant | Unset | UnspecifiedTrainingType = UNSET
    """ Type of training used (full or LoRA) """
    training_method: TrainingMethodDPO | TrainingMethodSFT | UnknownVariant | Unset = UNSET
    """ Method of training used """
    learning_rate: float | Unset = UNSET
    """ Learning rate used for training """
    warmup_ratio: float | Unset = UNSET
    """ Ratio of warmup steps """
    max_grad_norm: float | Unset = UNSET
    """ Maximum gradient norm for clipping """
    weight_decay: float | Unset = UNSET
    """ Weight decay value used """
    wandb_project_name: str | Unset = UNSET
    """ Weights & Biases project name """
    wandb_name: str | Unset = UNSET
    """ Weights & Biases run name """
    from_checkpoint: str | Unset = UNSET
    """ Checkpoint used to continue training """
    from_hf_model: str | Unset = UNSET
    """ Hugging Face Hub repo to start training from """
    hf_model_revision: str | Unset = UNSET
    """ The revision of the Hugging Face Hub model to continue training from """
    progress: FineTuneProgress | Unset = UNSET
    """ Progress information for a fine-tuning job """
    started_at: datetime.datetime | str | Unset = UNSET
    """ Start of the present stage. """
    random_seed: int | None | Unset = UNSET
    packing: bool | Unset = UNSET
    max_seq_length: int | Unset = UNSET
    wandb_entity: str | Unset = UNSET
    early_stopped: bool | Unset = UNSET
    early_stopping_best_metric: float | None | Unset = UNSET
    early_stopping_best_step: int | Unset = UNSET
    lr_scheduler: LRScheduler | UnknownVariant | Unset | UnspecifiedLRScheduler = UNSET
    """ Learning rate scheduler configuration """
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("id"),
            _read_member(FinetuneJobStatus, d.pop("status")),
            _read_datetime(d.pop("created_at")),
            _read_datetime(d.pop("updated_at")),
            d.pop("user_id", UNSET),
            d.pop("owner_address", UNSET),
            d.pop("total_price", UNSET),
            d.pop("token_count", UNSET),
            [FineTuneEvent.from_dict(item) for item in _given]
            if (_given := d.pop("events", UNSET)) is not UNSET
            else UNSET,
            d.pop("training_file", UNSET),
            d.pop("validation_file", UNSET),
            d.pop("model", UNSET),
            d.pop("model_output_name", UNSET),
            d.pop("suffix", UNSET),
            d.pop("n_epochs", UNSET),
            d.pop("n_evals", UNSET),
            d.pop("n_checkpoints", UNSET),
            d.pop("batch_size", UNSET),
            _read_model(
                d.pop("training_type", UNSET),
                FullTrainingType,
                LoRATrainingType,
                UnspecifiedTrainingType,
                last=UnknownVariant,
            ),
            _read_model(d.pop("training_method", UNSET), TrainingMethodSFT, TrainingMethodDPO, last=UnknownVariant),
            d.pop("learning_rate", UNSET),
            d.pop("warmup_ratio", UNSET),
            d.pop("max_grad_norm", UNSET),
            d.pop("weight_decay", UNSET),
            d.pop("wandb_project_name", UNSET),
            d.pop("wandb_name", UNSET),
            d.pop("from_checkpoint", UNSET),
            d.pop("from_hf_model", UNSET),
            d.pop("hf_model_revision", UNSET),
            FineTuneProgress.from_dict(_given) if (_given := d.pop("progress", UNSET)) is not UNSET else UNSET,
            _read_datetime(d.pop("started_at", UNSET)),
            d.pop("random_seed", UNSET),
            d.pop("packing", UNSET),
            d.pop("max_seq_length", UNSET),
            d.pop("wandb_entity", UNSET),
            d.pop("early_stopped", UNSET),
            d.pop("early_stopping_best_metric", UNSET),
            d.pop("early_stopping_best_step", UNSET),
            _read_model(d.pop("lr_scheduler", UNSET), LRScheduler, UnspecifiedLRScheduler, last=UnknownVariant),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made


# Below, because two models may be made of each other.
from ..models.fine_tune_event import FineTuneEvent
from ..models.fine_tune_progress import FineTuneProgress
from ..models.full_training_type import FullTrainingType
from ..models.lo_ra_training_type import LoRATrainingType
from ..models.lr_scheduler import LRScheduler
from ..models.training_method_dpo import TrainingMethodDPO
from ..models.training_method_sft import TrainingMethodSFT
from ..models.unknown_variant import UnknownVariant
from ..models.unspecified_lr_scheduler import UnspecifiedLRScheduler
from ..models.unspecified_training_type import UnspecifiedTrainingType

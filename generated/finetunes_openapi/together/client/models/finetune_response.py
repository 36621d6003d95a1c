# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Literal
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
class FinetuneResponse(_OpenModel):
    """A job."""

    id: str
    """ A text that begins with `ft-`; no UUID, whatever upstream's format says. """
    status: FinetuneJobStatus | str
    job_id: str | Unset = UNSET
    user_id: str | Unset = UNSET
    created_at: datetime.datetime | str | Unset = UNSET
    updated_at: datetime.datetime | str | Unset = UNSET
    started_at: datetime.datetime | str | Unset = UNSET
    """ Start of the present stage. """
    training_file: str | Unset = UNSET
    validation_file: str | Unset = UNSET
    trainingfile_numlines: int | Unset = UNSET
    trainingfile_size: int | Unset = UNSET
    training_file_num_lines: int | Unset = UNSET
    """ Old name of `trainingfile_numlines`. """
    training_file_size: int | Unset = UNSET
    """ Old name of `trainingfile_size`. """
    model: str | Unset = UNSET
    """ The base model. """
    model_output_name: str | Unset = UNSET
    model_output_path: str | Unset = UNSET
    adapter_output_name: str | Unset = UNSET
    model_object_id: str | Unset = UNSET
    model_object_name: str | Unset = UNSET
    model_object_revision_id: str | Unset = UNSET
    adapter_object_id: str | Unset = UNSET
    adapter_object_name: str | Unset = UNSET
    adapter_object_revision_id: str | Unset = UNSET
    tokenized_dataset_path: str | Unset = UNSET
    tokenized_dataset_uploaded_at: str | Unset = UNSET
    suffix: str | Unset = UNSET
    n_epochs: int | Unset = UNSET
    n_checkpoints: int | Unset = UNSET
    n_evals: int | Unset = UNSET
    batch_size: int | Literal["max"] | str | Unset = UNSET
    gradient_accumulation_steps: int | Unset = UNSET
    packing: bool | Unset = UNSET
    max_seq_length: int | Unset = UNSET
    random_seed: int | None | Unset = UNSET
    learning_rate: float | Unset = UNSET
    lr_scheduler: LRScheduler | UnknownVariant | Unset | UnspecifiedLRScheduler = UNSET
    warmup_ratio: float | Unset = UNSET
    max_grad_norm: float | Unset = UNSET
    weight_decay: float | Unset = UNSET
    eval_steps: int | Unset = UNSET
    train_on_inputs: bool | Literal["auto"] | str | Unset = UNSET
    training_method: TrainingMethodDPO | TrainingMethodSFT | UnknownVariant | Unset = UNSET
    training_type: FullTrainingType | LoRATrainingType | UnknownVariant | Unset | UnspecifiedTrainingType = UNSET
    multimodal_params: MultimodalParams | Unset = UNSET
    from_checkpoint: str | Unset = UNSET
    from_hf_model: str | Unset = UNSET
    hf_model_revision: str | Unset = UNSET
    wandb_project_name: str | Unset = UNSET
    wandb_entity: str | Unset = UNSET
    wandb_name: str | Unset = UNSET
    wandb_base_url: str | Unset = UNSET
    wandb_url: str | Unset = UNSET
    token_count: int | Unset = UNSET
    param_count: int | Unset = UNSET
    total_price: int | Unset = UNSET
    """ Price of the job in billionths of a US dollar. """
    epochs_completed: int | Unset = UNSET
    total_steps: int | Unset = UNSET
    steps_completed: int | Unset = UNSET
    evals_completed: int | Unset = UNSET
    queue_depth: int | Unset = UNSET
    early_stopped: bool | Unset = UNSET
    early_stopping_best_metric: float | None | Unset = UNSET
    early_stopping_best_step: int | Unset = UNSET
    progress: FineTuneProgress | Unset = UNSET
    """ Progress information for a fine-tuning job """
    events: list[FineTuneEvent] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False)

    _NAMES = {"training_file_num_lines": "TrainingFileNumLines", "training_file_size": "TrainingFileSize"}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        d = dict(src_dict)
        made = cls(
            d.pop("id"),
            _read_member(FinetuneJobStatus, d.pop("status")),
            d.pop("job_id", UNSET),
            d.pop("user_id", UNSET),
            _read_datetime(d.pop("created_at", UNSET)),
            _read_datetime(d.pop("updated_at", UNSET)),
            _read_datetime(d.pop("started_at", UNSET)),
            d.pop("training_file", UNSET),
            d.pop("validation_file", UNSET),
            d.pop("trainingfile_numlines", UNSET),
            d.pop("trainingfile_size", UNSET),
            d.pop("TrainingFileNumLines", UNSET),
            d.pop("TrainingFileSize", UNSET),
            d.pop("model", UNSET),
            d.pop("model_output_name", UNSET),
            d.pop("model_output_path", UNSET),
            d.pop("adapter_output_name", UNSET),
            d.pop("model_object_id", UNSET),
            d.pop("model_object_name", UNSET),
            d.pop("model_object_revision_id", UNSET),
            d.pop("adapter_object_id", UNSET),
            d.pop("adapter_object_name", UNSET),
            d.pop("adapter_object_revision_id", UNSET),
            d.pop("tokenized_dataset_path", UNSET),
            d.pop("tokenized_dataset_uploaded_at", UNSET),
            d.pop("suffix", UNSET),
            d.pop("n_epochs", UNSET),
            d.pop("n_checkpoints", UNSET),
            d.pop("n_evals", UNSET),
            d.pop("batch_size", UNSET),
            d.pop("gradient_accumulation_steps", UNSET),
            d.pop("packing", UNSET),
            d.pop("max_seq_length", UNSET),
            d.pop("random_seed", UNSET),
            d.pop("learning_rate", UNSET),
            _read_model(d.pop("lr_scheduler", UNSET), LRScheduler, UnspecifiedLRScheduler, last=UnknownVariant),
            d.pop("warmup_ratio", UNSET),
            d.pop("max_grad_norm", UNSET),
            d.pop("weight_decay", UNSET),
            d.pop("eval_steps", UNSET),
            d.pop("train_on_inputs", UNSET),
            _read_model(d.pop("training_method", UNSET), TrainingMethodSFT, TrainingMethodDPO, last=UnknownVariant),
            _read_model(
                d.pop("training_type", UNSET),
                FullTrainingType,
                LoRATrainingType,
                UnspecifiedTrainingType,
                last=UnknownVariant,
            ),
            MultimodalParams.from_dict(_given) if (_given := d.pop("multimodal_params", UNSET)) is not UNSET else UNSET,
            d.pop("from_checkpoint", UNSET),
            d.pop("from_hf_model", UNSET),
            d.pop("hf_model_revision", UNSET),
            d.pop("wandb_project_name", UNSET),
            d.pop("wandb_entity", UNSET),
            d.pop("wandb_name", UNSET),
            d.pop("wandb_base_url", UNSET),
            d.pop("wandb_url", UNSET),
            d.pop("token_count", UNSET),
            d.pop("param_count", UNSET),
            d.pop("total_price", UNSET),
            d.pop("epochs_completed", UNSET),
            d.pop("total_steps", UNSET),
            d.pop("steps_completed", UNSET),
            d.pop("evals_completed", UNSET),
            d.pop("queue_depth", UNSET),
            d.pop("early_stopped", UNSET),
            d.pop("early_stopping_best_metric", UNSET),
            d.pop("early_stopping_best_step", UNSET),
            FineTuneProgress.from_dict(_given) if (_given := d.pop("progress", UNSET)) is not UNSET else UNSET,
            [FineTuneEvent.from_dict(item) for item in _given]
            if (_given := d.pop("events", UNSET)) is not UNSET
            else UNSET,
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
from ..models.multimodal_params import MultimodalParams
from ..models.training_method_dpo import TrainingMethodDPO
from ..models.training_method_sft import TrainingMethodSFT
from ..models.unknown_variant import UnknownVariant
from ..models.unspecified_lr_scheduler import UnspecifiedLRScheduler
from ..models.unspecified_training_type import UnspecifiedTrainingType

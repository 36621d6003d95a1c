# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache as _cache
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finetune_job_status import FinetuneJobStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
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


T = TypeVar("T", bound="FinetuneResponse")


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FineTuneEvent
    global FineTuneProgress
    global FullTrainingType
    global LoRATrainingType
    global LRScheduler
    global MultimodalParams
    global TrainingMethodDPO
    global TrainingMethodSFT
    global UnknownVariant
    global UnspecifiedLRScheduler
    global UnspecifiedTrainingType
    from ..models.fine_tune_event import FineTuneEvent  # noqa: PLC0415
    from ..models.fine_tune_progress import FineTuneProgress  # noqa: PLC0415
    from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
    from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
    from ..models.lr_scheduler import LRScheduler  # noqa: PLC0415
    from ..models.multimodal_params import MultimodalParams  # noqa: PLC0415
    from ..models.training_method_dpo import TrainingMethodDPO  # noqa: PLC0415
    from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415
    from ..models.unknown_variant import UnknownVariant  # noqa: PLC0415
    from ..models.unspecified_lr_scheduler import UnspecifiedLRScheduler  # noqa: PLC0415
    from ..models.unspecified_training_type import UnspecifiedTrainingType  # noqa: PLC0415


def _parse_status(data: Any) -> FinetuneJobStatus | str:
    if isinstance(data, str) and data in FinetuneJobStatus._value2member_map_:
        try:
            status_type_0 = cast(FinetuneJobStatus, FinetuneJobStatus._value2member_map_[data])

            return status_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: FinetuneJobStatus | str = data
    return value


def _parse_created_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            created_at_type_0 = datetime.datetime.fromisoformat(data)

            return created_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


def _parse_updated_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            updated_at_type_0 = datetime.datetime.fromisoformat(data)

            return updated_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


def _parse_started_at(data: Any) -> datetime.datetime | str | Unset:
    if isinstance(data, Unset):
        return data
    if isinstance(data, str):
        try:
            started_at_type_0 = datetime.datetime.fromisoformat(data)

            return started_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str | Unset = data
    return value


def _parse_lr_scheduler(data: Any) -> LRScheduler | UnknownVariant | Unset | UnspecifiedLRScheduler:
    if isinstance(data, Unset):
        return data
    if LRScheduler._could_be(data):
        try:
            lr_scheduler_type_0 = LRScheduler.from_dict(data)

            return lr_scheduler_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if UnspecifiedLRScheduler._could_be(data):
        try:
            lr_scheduler_type_1 = UnspecifiedLRScheduler.from_dict(data)

            return lr_scheduler_type_1
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if not isinstance(data, dict):
        raise TypeError()
    lr_scheduler_type_2 = UnknownVariant.from_dict(data)

    return lr_scheduler_type_2


def _parse_training_method(data: Any) -> TrainingMethodDPO | TrainingMethodSFT | UnknownVariant | Unset:
    if isinstance(data, Unset):
        return data
    if TrainingMethodSFT._could_be(data):
        try:
            training_method_type_0 = TrainingMethodSFT.from_dict(data)

            return training_method_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if TrainingMethodDPO._could_be(data):
        try:
            training_method_type_1 = TrainingMethodDPO.from_dict(data)

            return training_method_type_1
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if not isinstance(data, dict):
        raise TypeError()
    training_method_type_2 = UnknownVariant.from_dict(data)

    return training_method_type_2


def _parse_training_type(
    data: Any,
) -> FullTrainingType | LoRATrainingType | UnknownVariant | Unset | UnspecifiedTrainingType:
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
    if UnspecifiedTrainingType._could_be(data):
        try:
            training_type_type_2 = UnspecifiedTrainingType.from_dict(data)

            return training_type_type_2
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    if not isinstance(data, dict):
        raise TypeError()
    training_type_type_3 = UnknownVariant.from_dict(data)

    return training_type_type_3


@_attrs_define
class FinetuneResponse:
    """A job.

    Attributes:
        id (str): A text that begins with `ft-`; no UUID, whatever upstream's format says.
        status (FinetuneJobStatus | str):
        job_id (str | Unset):
        user_id (str | Unset):
        created_at (datetime.datetime | str | Unset):
        updated_at (datetime.datetime | str | Unset):
        started_at (datetime.datetime | str | Unset): Start of the present stage.
        training_file (str | Unset):
        validation_file (str | Unset):
        trainingfile_numlines (int | Unset):
        trainingfile_size (int | Unset):
        training_file_num_lines (int | Unset): Old name of `trainingfile_numlines`.
        training_file_size (int | Unset): Old name of `trainingfile_size`.
        model (str | Unset): The base model.
        model_output_name (str | Unset):
        model_output_path (str | Unset):
        adapter_output_name (str | Unset):
        model_object_id (str | Unset):
        model_object_name (str | Unset):
        model_object_revision_id (str | Unset):
        adapter_object_id (str | Unset):
        adapter_object_name (str | Unset):
        adapter_object_revision_id (str | Unset):
        tokenized_dataset_path (str | Unset):
        tokenized_dataset_uploaded_at (str | Unset):
        suffix (str | Unset):
        n_epochs (int | Unset):
        n_checkpoints (int | Unset):
        n_evals (int | Unset):
        batch_size (int | Literal['max'] | str | Unset):
        gradient_accumulation_steps (int | Unset):
        packing (bool | Unset):
        max_seq_length (int | Unset):
        random_seed (int | None | Unset):
        learning_rate (float | Unset):
        lr_scheduler (LRScheduler | UnknownVariant | Unset | UnspecifiedLRScheduler):
        warmup_ratio (float | Unset):
        max_grad_norm (float | Unset):
        weight_decay (float | Unset):
        eval_steps (int | Unset):
        train_on_inputs (bool | Literal['auto'] | str | Unset):
        training_method (TrainingMethodDPO | TrainingMethodSFT | UnknownVariant | Unset):
        training_type (FullTrainingType | LoRATrainingType | UnknownVariant | Unset | UnspecifiedTrainingType):
        multimodal_params (MultimodalParams | Unset):
        from_checkpoint (str | Unset):
        from_hf_model (str | Unset):
        hf_model_revision (str | Unset):
        wandb_project_name (str | Unset):
        wandb_entity (str | Unset):
        wandb_name (str | Unset):
        wandb_base_url (str | Unset):
        wandb_url (str | Unset):
        token_count (int | Unset):
        param_count (int | Unset):
        total_price (int | Unset): Price of the job in billionths of a US dollar.
        epochs_completed (int | Unset):
        total_steps (int | Unset):
        steps_completed (int | Unset):
        evals_completed (int | Unset):
        queue_depth (int | Unset):
        early_stopped (bool | Unset):
        early_stopping_best_metric (float | None | Unset):
        early_stopping_best_step (int | Unset):
        progress (FineTuneProgress | Unset): Progress information for a fine-tuning job
        events (list[FineTuneEvent] | Unset):
    """

    id: str
    status: FinetuneJobStatus | str
    job_id: str | Unset = UNSET
    user_id: str | Unset = UNSET
    created_at: datetime.datetime | str | Unset = UNSET
    updated_at: datetime.datetime | str | Unset = UNSET
    started_at: datetime.datetime | str | Unset = UNSET
    training_file: str | Unset = UNSET
    validation_file: str | Unset = UNSET
    trainingfile_numlines: int | Unset = UNSET
    trainingfile_size: int | Unset = UNSET
    training_file_num_lines: int | Unset = UNSET
    training_file_size: int | Unset = UNSET
    model: str | Unset = UNSET
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
    epochs_completed: int | Unset = UNSET
    total_steps: int | Unset = UNSET
    steps_completed: int | Unset = UNSET
    evals_completed: int | Unset = UNSET
    queue_depth: int | Unset = UNSET
    early_stopped: bool | Unset = UNSET
    early_stopping_best_metric: float | None | Unset = UNSET
    early_stopping_best_step: int | Unset = UNSET
    progress: FineTuneProgress | Unset = UNSET
    events: list[FineTuneEvent] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
        from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
        from ..models.lr_scheduler import LRScheduler  # noqa: PLC0415
        from ..models.training_method_dpo import TrainingMethodDPO  # noqa: PLC0415
        from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415
        from ..models.unspecified_lr_scheduler import UnspecifiedLRScheduler  # noqa: PLC0415
        from ..models.unspecified_training_type import UnspecifiedTrainingType  # noqa: PLC0415

        id = self.id

        status: str
        if isinstance(self.status, FinetuneJobStatus):
            status = self.status.value
        else:
            status = self.status

        job_id = self.job_id

        user_id = self.user_id

        created_at: str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        elif isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        updated_at: str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        elif isinstance(self.updated_at, datetime.datetime):
            updated_at = self.updated_at.isoformat()
        else:
            updated_at = self.updated_at

        started_at: str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        elif isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        training_file = self.training_file

        validation_file = self.validation_file

        trainingfile_numlines = self.trainingfile_numlines

        trainingfile_size = self.trainingfile_size

        training_file_num_lines = self.training_file_num_lines

        training_file_size = self.training_file_size

        model = self.model

        model_output_name = self.model_output_name

        model_output_path = self.model_output_path

        adapter_output_name = self.adapter_output_name

        model_object_id = self.model_object_id

        model_object_name = self.model_object_name

        model_object_revision_id = self.model_object_revision_id

        adapter_object_id = self.adapter_object_id

        adapter_object_name = self.adapter_object_name

        adapter_object_revision_id = self.adapter_object_revision_id

        tokenized_dataset_path = self.tokenized_dataset_path

        tokenized_dataset_uploaded_at = self.tokenized_dataset_uploaded_at

        suffix = self.suffix

        n_epochs = self.n_epochs

        n_checkpoints = self.n_checkpoints

        n_evals = self.n_evals

        batch_size: int | Literal["max"] | str | Unset
        if isinstance(self.batch_size, Unset):
            batch_size = UNSET
        else:
            batch_size = self.batch_size

        gradient_accumulation_steps = self.gradient_accumulation_steps

        packing = self.packing

        max_seq_length = self.max_seq_length

        random_seed: int | None | Unset
        if isinstance(self.random_seed, Unset):
            random_seed = UNSET
        else:
            random_seed = self.random_seed

        learning_rate = self.learning_rate

        lr_scheduler: dict[str, Any] | Unset
        if isinstance(self.lr_scheduler, Unset):
            lr_scheduler = UNSET
        elif isinstance(self.lr_scheduler, LRScheduler):
            lr_scheduler = self.lr_scheduler.to_dict()
        elif isinstance(self.lr_scheduler, UnspecifiedLRScheduler):
            lr_scheduler = self.lr_scheduler.to_dict()
        else:
            lr_scheduler = self.lr_scheduler.to_dict()

        warmup_ratio = self.warmup_ratio

        max_grad_norm = self.max_grad_norm

        weight_decay = self.weight_decay

        eval_steps = self.eval_steps

        train_on_inputs: bool | Literal["auto"] | str | Unset
        if isinstance(self.train_on_inputs, Unset):
            train_on_inputs = UNSET
        else:
            train_on_inputs = self.train_on_inputs

        training_method: dict[str, Any] | Unset
        if isinstance(self.training_method, Unset):
            training_method = UNSET
        elif isinstance(self.training_method, TrainingMethodSFT):
            training_method = self.training_method.to_dict()
        elif isinstance(self.training_method, TrainingMethodDPO):
            training_method = self.training_method.to_dict()
        else:
            training_method = self.training_method.to_dict()

        training_type: dict[str, Any] | Unset
        if isinstance(self.training_type, Unset):
            training_type = UNSET
        elif isinstance(self.training_type, FullTrainingType):
            training_type = self.training_type.to_dict()
        elif isinstance(self.training_type, LoRATrainingType):
            training_type = self.training_type.to_dict()
        elif isinstance(self.training_type, UnspecifiedTrainingType):
            training_type = self.training_type.to_dict()
        else:
            training_type = self.training_type.to_dict()

        multimodal_params: dict[str, Any] | Unset = UNSET
        if not isinstance(self.multimodal_params, Unset):
            multimodal_params = self.multimodal_params.to_dict()

        from_checkpoint = self.from_checkpoint

        from_hf_model = self.from_hf_model

        hf_model_revision = self.hf_model_revision

        wandb_project_name = self.wandb_project_name

        wandb_entity = self.wandb_entity

        wandb_name = self.wandb_name

        wandb_base_url = self.wandb_base_url

        wandb_url = self.wandb_url

        token_count = self.token_count

        param_count = self.param_count

        total_price = self.total_price

        epochs_completed = self.epochs_completed

        total_steps = self.total_steps

        steps_completed = self.steps_completed

        evals_completed = self.evals_completed

        queue_depth = self.queue_depth

        early_stopped = self.early_stopped

        early_stopping_best_metric: float | None | Unset
        if isinstance(self.early_stopping_best_metric, Unset):
            early_stopping_best_metric = UNSET
        else:
            early_stopping_best_metric = self.early_stopping_best_metric

        early_stopping_best_step = self.early_stopping_best_step

        progress: dict[str, Any] | Unset = UNSET
        if not isinstance(self.progress, Unset):
            progress = self.progress.to_dict()

        events: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.events, Unset):
            events = []
            for events_item_data in self.events:
                events_item = events_item_data.to_dict()
                events.append(events_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
            }
        )
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if training_file is not UNSET:
            field_dict["training_file"] = training_file
        if validation_file is not UNSET:
            field_dict["validation_file"] = validation_file
        if trainingfile_numlines is not UNSET:
            field_dict["trainingfile_numlines"] = trainingfile_numlines
        if trainingfile_size is not UNSET:
            field_dict["trainingfile_size"] = trainingfile_size
        if training_file_num_lines is not UNSET:
            field_dict["TrainingFileNumLines"] = training_file_num_lines
        if training_file_size is not UNSET:
            field_dict["TrainingFileSize"] = training_file_size
        if model is not UNSET:
            field_dict["model"] = model
        if model_output_name is not UNSET:
            field_dict["model_output_name"] = model_output_name
        if model_output_path is not UNSET:
            field_dict["model_output_path"] = model_output_path
        if adapter_output_name is not UNSET:
            field_dict["adapter_output_name"] = adapter_output_name
        if model_object_id is not UNSET:
            field_dict["model_object_id"] = model_object_id
        if model_object_name is not UNSET:
            field_dict["model_object_name"] = model_object_name
        if model_object_revision_id is not UNSET:
            field_dict["model_object_revision_id"] = model_object_revision_id
        if adapter_object_id is not UNSET:
            field_dict["adapter_object_id"] = adapter_object_id
        if adapter_object_name is not UNSET:
            field_dict["adapter_object_name"] = adapter_object_name
        if adapter_object_revision_id is not UNSET:
            field_dict["adapter_object_revision_id"] = adapter_object_revision_id
        if tokenized_dataset_path is not UNSET:
            field_dict["tokenized_dataset_path"] = tokenized_dataset_path
        if tokenized_dataset_uploaded_at is not UNSET:
            field_dict["tokenized_dataset_uploaded_at"] = tokenized_dataset_uploaded_at
        if suffix is not UNSET:
            field_dict["suffix"] = suffix
        if n_epochs is not UNSET:
            field_dict["n_epochs"] = n_epochs
        if n_checkpoints is not UNSET:
            field_dict["n_checkpoints"] = n_checkpoints
        if n_evals is not UNSET:
            field_dict["n_evals"] = n_evals
        if batch_size is not UNSET:
            field_dict["batch_size"] = batch_size
        if gradient_accumulation_steps is not UNSET:
            field_dict["gradient_accumulation_steps"] = gradient_accumulation_steps
        if packing is not UNSET:
            field_dict["packing"] = packing
        if max_seq_length is not UNSET:
            field_dict["max_seq_length"] = max_seq_length
        if random_seed is not UNSET:
            field_dict["random_seed"] = random_seed
        if learning_rate is not UNSET:
            field_dict["learning_rate"] = learning_rate
        if lr_scheduler is not UNSET:
            field_dict["lr_scheduler"] = lr_scheduler
        if warmup_ratio is not UNSET:
            field_dict["warmup_ratio"] = warmup_ratio
        if max_grad_norm is not UNSET:
            field_dict["max_grad_norm"] = max_grad_norm
        if weight_decay is not UNSET:
            field_dict["weight_decay"] = weight_decay
        if eval_steps is not UNSET:
            field_dict["eval_steps"] = eval_steps
        if train_on_inputs is not UNSET:
            field_dict["train_on_inputs"] = train_on_inputs
        if training_method is not UNSET:
            field_dict["training_method"] = training_method
        if training_type is not UNSET:
            field_dict["training_type"] = training_type
        if multimodal_params is not UNSET:
            field_dict["multimodal_params"] = multimodal_params
        if from_checkpoint is not UNSET:
            field_dict["from_checkpoint"] = from_checkpoint
        if from_hf_model is not UNSET:
            field_dict["from_hf_model"] = from_hf_model
        if hf_model_revision is not UNSET:
            field_dict["hf_model_revision"] = hf_model_revision
        if wandb_project_name is not UNSET:
            field_dict["wandb_project_name"] = wandb_project_name
        if wandb_entity is not UNSET:
            field_dict["wandb_entity"] = wandb_entity
        if wandb_name is not UNSET:
            field_dict["wandb_name"] = wandb_name
        if wandb_base_url is not UNSET:
            field_dict["wandb_base_url"] = wandb_base_url
        if wandb_url is not UNSET:
            field_dict["wandb_url"] = wandb_url
        if token_count is not UNSET:
            field_dict["token_count"] = token_count
        if param_count is not UNSET:
            field_dict["param_count"] = param_count
        if total_price is not UNSET:
            field_dict["total_price"] = total_price
        if epochs_completed is not UNSET:
            field_dict["epochs_completed"] = epochs_completed
        if total_steps is not UNSET:
            field_dict["total_steps"] = total_steps
        if steps_completed is not UNSET:
            field_dict["steps_completed"] = steps_completed
        if evals_completed is not UNSET:
            field_dict["evals_completed"] = evals_completed
        if queue_depth is not UNSET:
            field_dict["queue_depth"] = queue_depth
        if early_stopped is not UNSET:
            field_dict["early_stopped"] = early_stopped
        if early_stopping_best_metric is not UNSET:
            field_dict["early_stopping_best_metric"] = early_stopping_best_metric
        if early_stopping_best_step is not UNSET:
            field_dict["early_stopping_best_step"] = early_stopping_best_step
        if progress is not UNSET:
            field_dict["progress"] = progress
        if events is not UNSET:
            field_dict["events"] = events

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return isinstance(data, dict) and "id" in data and "status" in data

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        _import_models()
        d = dict(src_dict)
        id = d.pop("id")

        status = _parse_status(d.pop("status"))

        job_id = d.pop("job_id", UNSET)

        user_id = d.pop("user_id", UNSET)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        training_file = d.pop("training_file", UNSET)

        validation_file = d.pop("validation_file", UNSET)

        trainingfile_numlines = d.pop("trainingfile_numlines", UNSET)

        trainingfile_size = d.pop("trainingfile_size", UNSET)

        training_file_num_lines = d.pop("TrainingFileNumLines", UNSET)

        training_file_size = d.pop("TrainingFileSize", UNSET)

        model = d.pop("model", UNSET)

        model_output_name = d.pop("model_output_name", UNSET)

        model_output_path = d.pop("model_output_path", UNSET)

        adapter_output_name = d.pop("adapter_output_name", UNSET)

        model_object_id = d.pop("model_object_id", UNSET)

        model_object_name = d.pop("model_object_name", UNSET)

        model_object_revision_id = d.pop("model_object_revision_id", UNSET)

        adapter_object_id = d.pop("adapter_object_id", UNSET)

        adapter_object_name = d.pop("adapter_object_name", UNSET)

        adapter_object_revision_id = d.pop("adapter_object_revision_id", UNSET)

        tokenized_dataset_path = d.pop("tokenized_dataset_path", UNSET)

        tokenized_dataset_uploaded_at = d.pop("tokenized_dataset_uploaded_at", UNSET)

        suffix = d.pop("suffix", UNSET)

        n_epochs = d.pop("n_epochs", UNSET)

        n_checkpoints = d.pop("n_checkpoints", UNSET)

        n_evals = d.pop("n_evals", UNSET)

        batch_size = d.pop("batch_size", UNSET)

        gradient_accumulation_steps = d.pop("gradient_accumulation_steps", UNSET)

        packing = d.pop("packing", UNSET)

        max_seq_length = d.pop("max_seq_length", UNSET)

        random_seed = d.pop("random_seed", UNSET)

        learning_rate = d.pop("learning_rate", UNSET)

        lr_scheduler = _parse_lr_scheduler(d.pop("lr_scheduler", UNSET))

        warmup_ratio = d.pop("warmup_ratio", UNSET)

        max_grad_norm = d.pop("max_grad_norm", UNSET)

        weight_decay = d.pop("weight_decay", UNSET)

        eval_steps = d.pop("eval_steps", UNSET)

        train_on_inputs = d.pop("train_on_inputs", UNSET)

        training_method = _parse_training_method(d.pop("training_method", UNSET))

        training_type = _parse_training_type(d.pop("training_type", UNSET))

        _multimodal_params = d.pop("multimodal_params", UNSET)
        multimodal_params: MultimodalParams | Unset
        if isinstance(_multimodal_params, Unset):
            multimodal_params = UNSET
        else:
            multimodal_params = MultimodalParams.from_dict(_multimodal_params)

        from_checkpoint = d.pop("from_checkpoint", UNSET)

        from_hf_model = d.pop("from_hf_model", UNSET)

        hf_model_revision = d.pop("hf_model_revision", UNSET)

        wandb_project_name = d.pop("wandb_project_name", UNSET)

        wandb_entity = d.pop("wandb_entity", UNSET)

        wandb_name = d.pop("wandb_name", UNSET)

        wandb_base_url = d.pop("wandb_base_url", UNSET)

        wandb_url = d.pop("wandb_url", UNSET)

        token_count = d.pop("token_count", UNSET)

        param_count = d.pop("param_count", UNSET)

        total_price = d.pop("total_price", UNSET)

        epochs_completed = d.pop("epochs_completed", UNSET)

        total_steps = d.pop("total_steps", UNSET)

        steps_completed = d.pop("steps_completed", UNSET)

        evals_completed = d.pop("evals_completed", UNSET)

        queue_depth = d.pop("queue_depth", UNSET)

        early_stopped = d.pop("early_stopped", UNSET)

        early_stopping_best_metric = d.pop("early_stopping_best_metric", UNSET)

        early_stopping_best_step = d.pop("early_stopping_best_step", UNSET)

        _progress = d.pop("progress", UNSET)
        progress: FineTuneProgress | Unset
        if isinstance(_progress, Unset):
            progress = UNSET
        else:
            progress = FineTuneProgress.from_dict(_progress)

        _events = d.pop("events", UNSET)
        events: list[FineTuneEvent] | Unset = UNSET
        if _events is not UNSET:
            events = []
            for events_item_data in _events:
                events_item = FineTuneEvent.from_dict(events_item_data)

                events.append(events_item)

        made = cls(
            id,
            status,
            job_id,
            user_id,
            created_at,
            updated_at,
            started_at,
            training_file,
            validation_file,
            trainingfile_numlines,
            trainingfile_size,
            training_file_num_lines,
            training_file_size,
            model,
            model_output_name,
            model_output_path,
            adapter_output_name,
            model_object_id,
            model_object_name,
            model_object_revision_id,
            adapter_object_id,
            adapter_object_name,
            adapter_object_revision_id,
            tokenized_dataset_path,
            tokenized_dataset_uploaded_at,
            suffix,
            n_epochs,
            n_checkpoints,
            n_evals,
            batch_size,
            gradient_accumulation_steps,
            packing,
            max_seq_length,
            random_seed,
            learning_rate,
            lr_scheduler,
            warmup_ratio,
            max_grad_norm,
            weight_decay,
            eval_steps,
            train_on_inputs,
            training_method,
            training_type,
            multimodal_params,
            from_checkpoint,
            from_hf_model,
            hf_model_revision,
            wandb_project_name,
            wandb_entity,
            wandb_name,
            wandb_base_url,
            wandb_url,
            token_count,
            param_count,
            total_price,
            epochs_completed,
            total_steps,
            steps_completed,
            evals_completed,
            queue_depth,
            early_stopped,
            early_stopping_best_metric,
            early_stopping_best_step,
            progress,
            events,
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

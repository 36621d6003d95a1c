# Made by `python scripts/regenerate.py`; do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache as _cache
from typing import TYPE_CHECKING, Any, cast
from typing import Self as _Self

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finetune_job_status import FinetuneJobStatus
from ..types import UNSET, Unset
from ..types import OpenModel as _OpenModel

if TYPE_CHECKING:
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


@_cache
def _import_models() -> None:
    """Import what this model is made of, at its first use: two may be made of each other."""
    global FineTuneEvent
    global FineTuneProgress
    global FullTrainingType
    global LoRATrainingType
    global LRScheduler
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


def _parse_created_at(data: Any) -> datetime.datetime | str:
    if isinstance(data, str):
        try:
            created_at_type_0 = datetime.datetime.fromisoformat(data)

            return created_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str = data
    return value


def _parse_updated_at(data: Any) -> datetime.datetime | str:
    if isinstance(data, str):
        try:
            updated_at_type_0 = datetime.datetime.fromisoformat(data)

            return updated_at_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
    value: datetime.datetime | str = data
    return value


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


@_attrs_define
class FinetuneResponseTruncated(_OpenModel):
    """A truncated version of the fine-tune response, used for POST /fine-tunes, GET /fine-tunes and POST /fine-
    tunes/{id}/cancel endpoints

        Attributes:
            id (str): Unique identifier for the fine-tune job
            status (FinetuneJobStatus | str):
            created_at (datetime.datetime | str): Creation timestamp of the fine-tune job
            updated_at (datetime.datetime | str): Last update timestamp of the fine-tune job
            user_id (str | Unset): Identifier for the user who created the job
            owner_address (str | Unset): Owner address information
            total_price (int | Unset): Price of the job in billionths of a US dollar.
            token_count (int | Unset): Count of tokens processed
            events (list[FineTuneEvent] | Unset): Events related to this fine-tune job
            training_file (str | Unset): File-ID of the training file
            validation_file (str | Unset): File-ID of the validation file
            model (str | Unset): Base model used for fine-tuning
            model_output_name (str | Unset):
            suffix (str | Unset): Suffix added to the fine-tuned model name
            n_epochs (int | Unset): Number of training epochs
            n_evals (int | Unset): Number of evaluations during training
            n_checkpoints (int | Unset): Number of checkpoints saved during training
            batch_size (int | Unset): Batch size used for training
            training_type (FullTrainingType | LoRATrainingType | UnknownVariant | Unset | UnspecifiedTrainingType): Type of
                training used (full or LoRA)
            training_method (TrainingMethodDPO | TrainingMethodSFT | UnknownVariant | Unset): Method of training used
            learning_rate (float | Unset): Learning rate used for training
            warmup_ratio (float | Unset): Ratio of warmup steps
            max_grad_norm (float | Unset): Maximum gradient norm for clipping
            weight_decay (float | Unset): Weight decay value used
            wandb_project_name (str | Unset): Weights & Biases project name
            wandb_name (str | Unset): Weights & Biases run name
            from_checkpoint (str | Unset): Checkpoint used to continue training
            from_hf_model (str | Unset): Hugging Face Hub repo to start training from
            hf_model_revision (str | Unset): The revision of the Hugging Face Hub model to continue training from
            progress (FineTuneProgress | Unset): Progress information for a fine-tuning job
            started_at (datetime.datetime | str | Unset): Start of the present stage.
            random_seed (int | None | Unset):
            packing (bool | Unset):
            max_seq_length (int | Unset):
            wandb_entity (str | Unset):
            early_stopped (bool | Unset):
            early_stopping_best_metric (float | None | Unset):
            early_stopping_best_step (int | Unset):
            lr_scheduler (LRScheduler | UnknownVariant | Unset | UnspecifiedLRScheduler): Learning rate scheduler
                configuration
    """

    id: str
    status: FinetuneJobStatus | str
    created_at: datetime.datetime | str
    updated_at: datetime.datetime | str
    user_id: str | Unset = UNSET
    owner_address: str | Unset = UNSET
    total_price: int | Unset = UNSET
    token_count: int | Unset = UNSET
    events: list[FineTuneEvent] | Unset = UNSET
    training_file: str | Unset = UNSET
    validation_file: str | Unset = UNSET
    model: str | Unset = UNSET
    model_output_name: str | Unset = UNSET
    suffix: str | Unset = UNSET
    n_epochs: int | Unset = UNSET
    n_evals: int | Unset = UNSET
    n_checkpoints: int | Unset = UNSET
    batch_size: int | Unset = UNSET
    training_type: FullTrainingType | LoRATrainingType | UnknownVariant | Unset | UnspecifiedTrainingType = UNSET
    training_method: TrainingMethodDPO | TrainingMethodSFT | UnknownVariant | Unset = UNSET
    learning_rate: float | Unset = UNSET
    warmup_ratio: float | Unset = UNSET
    max_grad_norm: float | Unset = UNSET
    weight_decay: float | Unset = UNSET
    wandb_project_name: str | Unset = UNSET
    wandb_name: str | Unset = UNSET
    from_checkpoint: str | Unset = UNSET
    from_hf_model: str | Unset = UNSET
    hf_model_revision: str | Unset = UNSET
    progress: FineTuneProgress | Unset = UNSET
    started_at: datetime.datetime | str | Unset = UNSET
    random_seed: int | None | Unset = UNSET
    packing: bool | Unset = UNSET
    max_seq_length: int | Unset = UNSET
    wandb_entity: str | Unset = UNSET
    early_stopped: bool | Unset = UNSET
    early_stopping_best_metric: float | None | Unset = UNSET
    early_stopping_best_step: int | Unset = UNSET
    lr_scheduler: LRScheduler | UnknownVariant | Unset | UnspecifiedLRScheduler = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.full_training_type import FullTrainingType  # noqa: PLC0415
        from ..models.lo_ra_training_type import LoRATrainingType  # noqa: PLC0415
        from ..models.lr_scheduler import LRScheduler  # noqa: PLC0415
        from ..models.training_method_dpo import TrainingMethodDPO  # noqa: PLC0415
        from ..models.training_method_sft import TrainingMethodSFT  # noqa: PLC0415
        from ..models.unspecified_lr_scheduler import UnspecifiedLRScheduler  # noqa: PLC0415
        from ..models.unspecified_training_type import UnspecifiedTrainingType  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict["id"] = self.id

        if isinstance(self.status, FinetuneJobStatus):
            field_dict["status"] = self.status.value
        else:
            field_dict["status"] = self.status

        if isinstance(self.created_at, datetime.datetime):
            field_dict["created_at"] = self.created_at.isoformat()
        else:
            field_dict["created_at"] = self.created_at

        if isinstance(self.updated_at, datetime.datetime):
            field_dict["updated_at"] = self.updated_at.isoformat()
        else:
            field_dict["updated_at"] = self.updated_at

        if self.user_id is not UNSET:
            field_dict["user_id"] = self.user_id

        if self.owner_address is not UNSET:
            field_dict["owner_address"] = self.owner_address

        if self.total_price is not UNSET:
            field_dict["total_price"] = self.total_price

        if self.token_count is not UNSET:
            field_dict["token_count"] = self.token_count

        if not isinstance(self.events, Unset):
            field_dict["events"] = [item.to_dict() for item in self.events]

        if self.training_file is not UNSET:
            field_dict["training_file"] = self.training_file

        if self.validation_file is not UNSET:
            field_dict["validation_file"] = self.validation_file

        if self.model is not UNSET:
            field_dict["model"] = self.model

        if self.model_output_name is not UNSET:
            field_dict["model_output_name"] = self.model_output_name

        if self.suffix is not UNSET:
            field_dict["suffix"] = self.suffix

        if self.n_epochs is not UNSET:
            field_dict["n_epochs"] = self.n_epochs

        if self.n_evals is not UNSET:
            field_dict["n_evals"] = self.n_evals

        if self.n_checkpoints is not UNSET:
            field_dict["n_checkpoints"] = self.n_checkpoints

        if self.batch_size is not UNSET:
            field_dict["batch_size"] = self.batch_size

        if isinstance(self.training_type, FullTrainingType):
            field_dict["training_type"] = self.training_type.to_dict()
        elif isinstance(self.training_type, LoRATrainingType):
            field_dict["training_type"] = self.training_type.to_dict()
        elif isinstance(self.training_type, UnspecifiedTrainingType):
            field_dict["training_type"] = self.training_type.to_dict()
        elif not isinstance(self.training_type, Unset):
            field_dict["training_type"] = self.training_type.to_dict()

        if isinstance(self.training_method, TrainingMethodSFT):
            field_dict["training_method"] = self.training_method.to_dict()
        elif isinstance(self.training_method, TrainingMethodDPO):
            field_dict["training_method"] = self.training_method.to_dict()
        elif not isinstance(self.training_method, Unset):
            field_dict["training_method"] = self.training_method.to_dict()

        if self.learning_rate is not UNSET:
            field_dict["learning_rate"] = self.learning_rate

        if self.warmup_ratio is not UNSET:
            field_dict["warmup_ratio"] = self.warmup_ratio

        if self.max_grad_norm is not UNSET:
            field_dict["max_grad_norm"] = self.max_grad_norm

        if self.weight_decay is not UNSET:
            field_dict["weight_decay"] = self.weight_decay

        if self.wandb_project_name is not UNSET:
            field_dict["wandb_project_name"] = self.wandb_project_name

        if self.wandb_name is not UNSET:
            field_dict["wandb_name"] = self.wandb_name

        if self.from_checkpoint is not UNSET:
            field_dict["from_checkpoint"] = self.from_checkpoint

        if self.from_hf_model is not UNSET:
            field_dict["from_hf_model"] = self.from_hf_model

        if self.hf_model_revision is not UNSET:
            field_dict["hf_model_revision"] = self.hf_model_revision

        if not isinstance(self.progress, Unset):
            field_dict["progress"] = self.progress.to_dict()

        if isinstance(self.started_at, datetime.datetime):
            field_dict["started_at"] = self.started_at.isoformat()
        elif not isinstance(self.started_at, Unset):
            field_dict["started_at"] = self.started_at

        if self.random_seed is not UNSET:
            field_dict["random_seed"] = self.random_seed

        if self.packing is not UNSET:
            field_dict["packing"] = self.packing

        if self.max_seq_length is not UNSET:
            field_dict["max_seq_length"] = self.max_seq_length

        if self.wandb_entity is not UNSET:
            field_dict["wandb_entity"] = self.wandb_entity

        if self.early_stopped is not UNSET:
            field_dict["early_stopped"] = self.early_stopped

        if self.early_stopping_best_metric is not UNSET:
            field_dict["early_stopping_best_metric"] = self.early_stopping_best_metric

        if self.early_stopping_best_step is not UNSET:
            field_dict["early_stopping_best_step"] = self.early_stopping_best_step

        if isinstance(self.lr_scheduler, LRScheduler):
            field_dict["lr_scheduler"] = self.lr_scheduler.to_dict()
        elif isinstance(self.lr_scheduler, UnspecifiedLRScheduler):
            field_dict["lr_scheduler"] = self.lr_scheduler.to_dict()
        elif not isinstance(self.lr_scheduler, Unset):
            field_dict["lr_scheduler"] = self.lr_scheduler.to_dict()

        return field_dict

    @staticmethod
    def _could_be(data: object) -> bool:
        """Tell whether what `from_dict` cannot do without is there."""
        return (
            isinstance(data, dict)
            and "id" in data
            and "status" in data
            and "created_at" in data
            and "updated_at" in data
        )

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> _Self:
        _import_models()
        d = dict(src_dict)
        _events = d.pop("events", UNSET)
        events: list[FineTuneEvent] | Unset = UNSET
        if _events is not UNSET:
            events = [FineTuneEvent.from_dict(item) for item in _events]

        _progress = d.pop("progress", UNSET)
        progress: FineTuneProgress | Unset
        if isinstance(_progress, Unset):
            progress = UNSET
        else:
            progress = FineTuneProgress.from_dict(_progress)

        made = cls(
            d.pop("id"),
            _parse_status(d.pop("status")),
            _parse_created_at(d.pop("created_at")),
            _parse_updated_at(d.pop("updated_at")),
            d.pop("user_id", UNSET),
            d.pop("owner_address", UNSET),
            d.pop("total_price", UNSET),
            d.pop("token_count", UNSET),
            events,
            d.pop("training_file", UNSET),
            d.pop("validation_file", UNSET),
            d.pop("model", UNSET),
            d.pop("model_output_name", UNSET),
            d.pop("suffix", UNSET),
            d.pop("n_epochs", UNSET),
            d.pop("n_evals", UNSET),
            d.pop("n_checkpoints", UNSET),
            d.pop("batch_size", UNSET),
            _parse_training_type(d.pop("training_type", UNSET)),
            _parse_training_method(d.pop("training_method", UNSET)),
            d.pop("learning_rate", UNSET),
            d.pop("warmup_ratio", UNSET),
            d.pop("max_grad_norm", UNSET),
            d.pop("weight_decay", UNSET),
            d.pop("wandb_project_name", UNSET),
            d.pop("wandb_name", UNSET),
            d.pop("from_checkpoint", UNSET),
            d.pop("from_hf_model", UNSET),
            d.pop("hf_model_revision", UNSET),
            progress,
            _parse_started_at(d.pop("started_at", UNSET)),
            d.pop("random_seed", UNSET),
            d.pop("packing", UNSET),
            d.pop("max_seq_length", UNSET),
            d.pop("wandb_entity", UNSET),
            d.pop("early_stopped", UNSET),
            d.pop("early_stopping_best_metric", UNSET),
            d.pop("early_stopping_best_step", UNSET),
            _parse_lr_scheduler(d.pop("lr_scheduler", UNSET)),
        )

        if d:  # a copy, because `d` keeps the room of all that was taken out of it
            made.additional_properties = dict(d)
        return made

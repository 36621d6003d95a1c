# Made by `python scripts/regenerate.py`; do not edit.

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import MISSING, ConfigDict, Field, RootModel
from pydantic import BaseModel as _BaseModel


class BaseModel(_BaseModel):
    model_config = ConfigDict(
        extra="forbid",
    )


class FinetuneDeleteResponseContract(BaseModel):
    message: Annotated[
        str | MISSING,
        Field(description="Message indicating the result of the deletion"),
    ] = MISSING


class ErrorDataContractErrorContract(BaseModel):
    message: str
    type: str
    param: str | None | MISSING = MISSING
    code: str | None | MISSING = MISSING


class ErrorDataContract(BaseModel):
    error: ErrorDataContractErrorContract


class FinetuneJobStatusContract(StrEnum):
    pending = "pending"
    queued = "queued"
    running = "running"
    compressing = "compressing"
    uploading = "uploading"
    cancel_requested = "cancel_requested"
    cancelled = "cancelled"
    error = "error"
    completed = "completed"
    user_error = "user_error"


class FullTrainingTypeContract(BaseModel):
    type: Literal["Full"]


class LoRATrainingTypeContract(BaseModel):
    type: Literal["Lora"]
    lora_r: int
    lora_alpha: int
    lora_dropout: float | MISSING = MISSING
    lora_trainable_modules: str | MISSING = MISSING


class TrainingMethodSFTContract(BaseModel):
    method: Literal["sft"]
    train_on_inputs: Annotated[
        bool | Literal["auto"] | MISSING,
        Field(description="Whether to mask the user messages in conversational data or prompts in instruction data."),
    ] = MISSING


class TrainingMethodDPOContract(BaseModel):
    method: Literal["dpo"]
    dpo_beta: float | MISSING = MISSING
    rpo_alpha: float | MISSING = MISSING
    dpo_normalize_logratios_by_length: bool | MISSING = MISSING
    dpo_reference_free: bool | MISSING = MISSING
    simpo_gamma: float | MISSING = MISSING


class LRSchedulerContractLrSchedulerTypeContract(StrEnum):
    linear = "linear"
    cosine = "cosine"


class FineTuneProgressContract(BaseModel):
    estimate_available: Annotated[bool, Field(description="Whether time estimate is available")]
    seconds_remaining: Annotated[
        float,
        Field(description="Estimated time remaining in seconds for the fine-tuning job to next state"),
    ]


class FinetuneEventLevelsContract(RootModel[str]):
    root: Annotated[
        str,
        Field(description="Any text; `x-known-values` lists what has been documented or seen."),
    ]


class FinetuneEventTypeContract(RootModel[str]):
    root: Annotated[
        str,
        Field(description="Any text, in lower or upper case; `x-known-values` lists what has been documented or seen."),
    ]


class LinearLRSchedulerArgsContract(BaseModel):
    min_lr_ratio: Annotated[
        float | MISSING,
        Field(description="The ratio of the final learning rate to the peak learning rate"),
    ] = MISSING


class CosineLRSchedulerArgsContract(BaseModel):
    min_lr_ratio: Annotated[
        float,
        Field(description="The ratio of the final learning rate to the peak learning rate"),
    ]
    num_cycles: Annotated[
        float,
        Field(description="Number or fraction of cycles for the cosine learning rate scheduler"),
    ]


class FineTuneEventContract(BaseModel):
    object: Literal["fine-tune-event"]
    created_at: str
    level: FinetuneEventLevelsContract | None | MISSING = MISSING
    message: str
    type: FinetuneEventTypeContract
    param_count: int | MISSING = MISSING
    token_count: int | MISSING = MISSING
    total_steps: int | MISSING = MISSING
    wandb_url: str | MISSING = MISSING
    step: int | MISSING = MISSING
    checkpoint_path: str | MISSING = MISSING
    model_path: str | MISSING = MISSING
    training_offset: int | MISSING = MISSING
    hash: str | MISSING = MISSING


class LRSchedulerContract(BaseModel):
    lr_scheduler_type: LRSchedulerContractLrSchedulerTypeContract
    lr_scheduler_args: CosineLRSchedulerArgsContract | LinearLRSchedulerArgsContract | MISSING = MISSING


class FinetuneResponseTruncatedContract(BaseModel):
    id: Annotated[str, Field(description="Unique identifier for the fine-tune job")]
    status: FinetuneJobStatusContract
    created_at: Annotated[datetime, Field(description="Creation timestamp of the fine-tune job")]
    updated_at: Annotated[datetime, Field(description="Last update timestamp of the fine-tune job")]
    user_id: Annotated[str | MISSING, Field(description="Identifier for the user who created the job")] = MISSING
    owner_address: Annotated[str | MISSING, Field(description="Owner address information")] = MISSING
    total_price: Annotated[
        int | MISSING,
        Field(description="Price of the job in billionths of a US dollar."),
    ] = MISSING
    token_count: Annotated[int | MISSING, Field(description="Count of tokens processed")] = MISSING
    events: Annotated[
        list[FineTuneEventContract] | MISSING,
        Field(description="Events related to this fine-tune job"),
    ] = MISSING
    training_file: Annotated[str | MISSING, Field(description="File-ID of the training file")] = MISSING
    validation_file: Annotated[str | MISSING, Field(description="File-ID of the validation file")] = MISSING
    model: Annotated[str | MISSING, Field(description="Base model used for fine-tuning")] = MISSING
    model_output_name: str | MISSING = MISSING
    suffix: Annotated[str | MISSING, Field(description="Suffix added to the fine-tuned model name")] = MISSING
    n_epochs: Annotated[int | MISSING, Field(description="Number of training epochs")] = MISSING
    n_evals: Annotated[int | MISSING, Field(description="Number of evaluations during training")] = MISSING
    n_checkpoints: Annotated[int | MISSING, Field(description="Number of checkpoints saved during training")] = MISSING
    batch_size: Annotated[int | MISSING, Field(description="Batch size used for training")] = MISSING
    training_type: Annotated[
        FullTrainingTypeContract | LoRATrainingTypeContract | MISSING,
        Field(description="Type of training used (full or LoRA)", discriminator="type"),
    ] = MISSING
    training_method: Annotated[
        TrainingMethodSFTContract | TrainingMethodDPOContract | MISSING,
        Field(description="Method of training used", discriminator="method"),
    ] = MISSING
    learning_rate: Annotated[float | MISSING, Field(description="Learning rate used for training")] = MISSING
    lr_scheduler: Annotated[
        LRSchedulerContract | MISSING,
        Field(description="Learning rate scheduler configuration"),
    ] = MISSING
    warmup_ratio: Annotated[float | MISSING, Field(description="Ratio of warmup steps")] = MISSING
    max_grad_norm: Annotated[float | MISSING, Field(description="Maximum gradient norm for clipping")] = MISSING
    weight_decay: Annotated[float | MISSING, Field(description="Weight decay value used")] = MISSING
    wandb_project_name: Annotated[str | MISSING, Field(description="Weights & Biases project name")] = MISSING
    wandb_name: Annotated[str | MISSING, Field(description="Weights & Biases run name")] = MISSING
    from_checkpoint: Annotated[str | MISSING, Field(description="Checkpoint used to continue training")] = MISSING
    from_hf_model: Annotated[str | MISSING, Field(description="Hugging Face Hub repo to start training from")] = MISSING
    hf_model_revision: Annotated[
        str | MISSING,
        Field(description="The revision of the Hugging Face Hub model to continue training from"),
    ] = MISSING
    progress: Annotated[
        FineTuneProgressContract | MISSING,
        Field(description="Progress information for the fine-tuning job"),
    ] = MISSING

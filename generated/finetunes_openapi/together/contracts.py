# Made by `python scripts/regenerate.py`; do not edit.

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import MISSING, ConfigDict, Field, RootModel, SecretStr
from pydantic import BaseModel as _BaseModel


class BaseModel(_BaseModel):
    model_config = ConfigDict(extra="forbid")


class FinetuneDeleteResponseContract(BaseModel):
    message: Annotated[str | MISSING, Field(description="Message indicating the result of the deletion")] = MISSING


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
        float, Field(description="Estimated time remaining in seconds for the fine-tuning job to next state")
    ]


class FinetuneEventLevelsContract(RootModel[str]):
    root: Annotated[str, Field(description="Any text; `x-known-values` lists what has been documented or seen.")]


class FinetuneEventTypeContract(RootModel[str]):
    root: Annotated[
        str,
        Field(description="Any text, in lower or upper case; `x-known-values` lists what has been documented or seen."),
    ]


class LinearLRSchedulerArgsContract(BaseModel):
    min_lr_ratio: Annotated[
        float | MISSING, Field(description="The ratio of the final learning rate to the peak learning rate")
    ] = MISSING


class CosineLRSchedulerArgsContract(BaseModel):
    min_lr_ratio: Annotated[float, Field(description="The ratio of the final learning rate to the peak learning rate")]
    num_cycles: Annotated[
        float, Field(description="Number or fraction of cycles for the cosine learning rate scheduler")
    ]


class MultimodalParamsContract(BaseModel):
    train_vision: Annotated[bool | MISSING, Field(description="Whether the part that sees is trained, too.")] = MISSING


class UnspecifiedTrainingTypeContract(BaseModel):
    type: Literal[""]


class UnspecifiedLRSchedulerContract(BaseModel):
    lr_scheduler_type: Literal[""]
    lr_scheduler_args: None | MISSING = MISSING


class CheckpointKindContract(StrEnum):
    model = "model"
    adapter = "adapter"


class FineTuneMetricsContract(RootModel[dict[str, float]]):
    root: dict[str, float]


class EstimatePriceContract(BaseModel):
    training_file: Annotated[str, Field(description="Id of the training file.")]
    validation_file: Annotated[str | MISSING, Field(description="Id of the validation file.")] = MISSING
    model: Annotated[str | MISSING, Field(description="The base model.")] = MISSING
    n_epochs: Annotated[int | MISSING, Field(description="How often to go through the training file.")] = MISSING
    n_evals: Annotated[int | MISSING, Field(description="How often to evaluate with the validation file.")] = MISSING
    training_method: Annotated[
        TrainingMethodSFTContract | TrainingMethodDPOContract | MISSING,
        Field(description="Supervised, or by preference.", discriminator="method"),
    ] = MISSING
    training_type: Annotated[
        FullTrainingTypeContract | LoRATrainingTypeContract | None | MISSING,
        Field(description="All weights, or LoRA, which is also what null and nothing mean."),
    ] = MISSING
    from_checkpoint: Annotated[str | MISSING, Field(description="Go on from this job or model.")] = MISSING


class PriceUnavailableReasonContract(StrEnum):
    multimodal_dataset = "multimodal_dataset"
    train_file_not_validated = "train_file_not_validated"
    eval_file_not_validated = "eval_file_not_validated"
    train_file_invalid = "train_file_invalid"
    eval_file_invalid = "eval_file_invalid"


class SupportedModelsContract(BaseModel):
    models: list[str]


class FullTrainingLimitsContract(BaseModel):
    max_batch_size: int
    max_batch_size_dpo: int
    min_batch_size: int


class LoRATrainingLimitsContract(BaseModel):
    max_batch_size: int
    max_batch_size_dpo: int
    min_batch_size: int
    max_rank: int
    target_modules: list[str]


class ModelNotFoundContract(BaseModel):
    message: str | MISSING = MISSING


class DownloadCheckpointContract(StrEnum):
    merged = "merged"
    adapter = "adapter"
    model_output_path = "model_output_path"


class PreviewDatasetContract(BaseModel):
    model: Annotated[str, Field(description="The base model.")]
    training_file: Annotated[str, Field(description="Id of the training file.")]
    top_k: Annotated[int | MISSING, Field(description="How many rows to answer with.")] = MISSING
    train_on_inputs: Annotated[bool | MISSING, Field(description="Whether prompts are trained on, too.")] = MISSING
    training_method: TrainingMethodSFTContract | MISSING = MISSING


class DatasetFormatContract(StrEnum):
    general = "general"
    conversation = "conversation"
    instruction = "instruction"


class DatasetPreviewRowContract(BaseModel):
    input_ids: list[int]
    labels: list[int]
    num_tokens: int
    num_trained_tokens: int
    tokens: list[str]
    trained_spans: list[list[int]]
    truncated: bool


class TokenizedDatasetContract(BaseModel):
    url: Annotated[str, Field(description="An address that needs no key and expires.")]
    filename: str
    size: Annotated[int, Field(description="In bytes.")]
    content_type: str
    expires_at: str


class FilePurposeContract(StrEnum):
    fine_tune = "fine-tune"
    calibration = "calibration"
    eval = "eval"
    eval_sample = "eval-sample"
    eval_output = "eval-output"
    eval_summary = "eval-summary"
    batch_generated = "batch-generated"
    batch_api = "batch-api"


class FileTypeContract(StrEnum):
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class FileProcessingStatusContract(StrEnum):
    PENDING = "PENDING"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    INVALID_FORMAT = "INVALID_FORMAT"


class FileValidationReportContract(BaseModel):
    model_config = ConfigDict(extra="allow")
    valid: bool
    dataset_format: str | MISSING = MISSING
    error: str | MISSING = MISSING
    error_type: str | MISSING = MISSING
    file_id: str | MISSING = MISSING
    nlines: int | MISSING = MISSING


class FileDeleteResponseContract(BaseModel):
    id: str | MISSING = MISSING
    deleted: bool | MISSING = MISSING


class DuplicateFileContract(BaseModel):
    file_id: Annotated[str, Field(description="The file that has the same content.")]


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
    early_stopping_best_metric_value: float | None | MISSING = MISSING
    early_stopping_best_step: int | None | MISSING = MISSING
    tokenized_dataset_path: str | MISSING = MISSING


class LRSchedulerContract(BaseModel):
    lr_scheduler_type: LRSchedulerContractLrSchedulerTypeContract
    lr_scheduler_args: CosineLRSchedulerArgsContract | LinearLRSchedulerArgsContract | MISSING = MISSING


class CreateFineTuneContract(BaseModel):
    training_file: Annotated[str, Field(description="Id of the training file.")]
    validation_file: Annotated[str | MISSING, Field(description="Id of the validation file.")] = MISSING
    model: Annotated[str, Field(description="The base model.")]
    packing: Annotated[bool | MISSING, Field(description="Whether several short samples may share one sequence.")] = (
        MISSING
    )
    max_seq_length: Annotated[int | MISSING, Field(description="Longest sequence, in tokens.")] = MISSING
    n_epochs: Annotated[int | MISSING, Field(description="How often to go through the training file.")] = MISSING
    n_checkpoints: Annotated[int | MISSING, Field(description="How many checkpoints to keep.")] = MISSING
    n_evals: Annotated[int | MISSING, Field(description="How often to evaluate with the validation file.")] = MISSING
    batch_size: Annotated[
        int | Literal["max"] | MISSING, Field(description="Samples in one step, or the most that the model allows.")
    ] = MISSING
    gradient_accumulation_steps: Annotated[
        int | MISSING, Field(description="Steps whose gradients are added up; the model's own number if left out or 0.")
    ] = MISSING
    learning_rate: Annotated[float | MISSING, Field(description="The highest learning rate.")] = MISSING
    lr_scheduler: Annotated[LRSchedulerContract | MISSING, Field(description="How the learning rate falls.")] = MISSING
    warmup_ratio: Annotated[
        float | MISSING, Field(description="Part of the steps in which the learning rate rises.")
    ] = MISSING
    max_grad_norm: Annotated[float | MISSING, Field(description="Greatest norm of a gradient; 0 for no limit.")] = (
        MISSING
    )
    weight_decay: Annotated[float | MISSING, Field(description="Weight decay.")] = MISSING
    random_seed: Annotated[
        int | None | MISSING, Field(description="Seed of the shuffling; the server takes 42 if left out.")
    ] = MISSING
    suffix: Annotated[str | MISSING, Field(description="What the new model's name ends with.", max_length=64)] = MISSING
    wandb_api_key: Annotated[
        SecretStr | MISSING, Field(description="Key of the Weights & Biases account to report to.")
    ] = MISSING
    wandb_base_url: Annotated[
        str | MISSING, Field(description="Address of a Weights & Biases server of one's own.")
    ] = MISSING
    wandb_project_name: Annotated[
        str | MISSING, Field(description="Weights & Biases project; the server takes `together` if left out.")
    ] = MISSING
    wandb_name: Annotated[str | MISSING, Field(description="Weights & Biases run.")] = MISSING
    wandb_entity: Annotated[str | MISSING, Field(description="Weights & Biases user or team.")] = MISSING
    train_on_inputs: Annotated[
        bool | Literal["auto"] | MISSING, Field(deprecated=True, description="Now a part of `training_method`.")
    ] = MISSING
    training_method: Annotated[
        TrainingMethodSFTContract | TrainingMethodDPOContract | MISSING,
        Field(description="Supervised, or by preference.", discriminator="method"),
    ] = MISSING
    training_type: Annotated[
        FullTrainingTypeContract | LoRATrainingTypeContract | None | MISSING,
        Field(description="All weights, or LoRA, which is also what null and nothing mean."),
    ] = MISSING
    multimodal_params: Annotated[MultimodalParamsContract | MISSING, Field(description="For models that see.")] = (
        MISSING
    )
    from_checkpoint: Annotated[
        str | MISSING, Field(description="Go on from this job or model; `:` and a step may follow.")
    ] = MISSING
    from_hf_model: Annotated[str | MISSING, Field(description="Go on from this model on the Hugging Face Hub.")] = (
        MISSING
    )
    hf_model_revision: Annotated[str | MISSING, Field(description="Revision of `from_hf_model`.")] = MISSING
    hf_api_token: Annotated[SecretStr | MISSING, Field(description="Token for the Hugging Face Hub.")] = MISSING
    hf_output_repo_name: Annotated[
        str | MISSING, Field(description="Repository on the Hugging Face Hub to put the new model into.")
    ] = MISSING
    early_stopping_enabled: Annotated[
        bool | MISSING,
        Field(
            description="Stop when evaluations no longer get better. Needs a validation file, and more evaluations than patience and warm-up together."
        ),
    ] = MISSING
    early_stopping_patience: Annotated[
        int | MISSING, Field(description="Evaluations without progress before the end; the server takes 2 if left out.")
    ] = MISSING
    early_stopping_min_delta: Annotated[
        float | MISSING, Field(description="What counts as progress; the server takes 0 if left out.")
    ] = MISSING
    early_stopping_warmup_evals: Annotated[
        int | None | MISSING, Field(description="Evaluations that do not count; the server takes 1 if left out.")
    ] = MISSING


class FinetuneResponseContract(BaseModel):
    id: Annotated[str, Field(description="A text that begins with `ft-`; no UUID, whatever upstream's format says.")]
    status: FinetuneJobStatusContract
    job_id: str | MISSING = MISSING
    user_id: str | MISSING = MISSING
    created_at: datetime | MISSING = MISSING
    updated_at: datetime | MISSING = MISSING
    started_at: Annotated[datetime | MISSING, Field(description="Start of the present stage.")] = MISSING
    training_file: str | MISSING = MISSING
    validation_file: str | MISSING = MISSING
    trainingfile_numlines: int | MISSING = MISSING
    trainingfile_size: int | MISSING = MISSING
    TrainingFileNumLines: Annotated[int | MISSING, Field(description="Old name of `trainingfile_numlines`.")] = MISSING
    TrainingFileSize: Annotated[int | MISSING, Field(description="Old name of `trainingfile_size`.")] = MISSING
    model: Annotated[str | MISSING, Field(description="The base model.")] = MISSING
    model_output_name: str | MISSING = MISSING
    model_output_path: str | MISSING = MISSING
    adapter_output_name: str | MISSING = MISSING
    model_object_id: str | MISSING = MISSING
    model_object_name: str | MISSING = MISSING
    model_object_revision_id: str | MISSING = MISSING
    adapter_object_id: str | MISSING = MISSING
    adapter_object_name: str | MISSING = MISSING
    adapter_object_revision_id: str | MISSING = MISSING
    tokenized_dataset_path: str | MISSING = MISSING
    tokenized_dataset_uploaded_at: str | MISSING = MISSING
    suffix: str | MISSING = MISSING
    n_epochs: int | MISSING = MISSING
    n_checkpoints: int | MISSING = MISSING
    n_evals: int | MISSING = MISSING
    batch_size: int | Literal["max"] | MISSING = MISSING
    gradient_accumulation_steps: int | MISSING = MISSING
    packing: bool | MISSING = MISSING
    max_seq_length: int | MISSING = MISSING
    random_seed: int | None | MISSING = MISSING
    learning_rate: float | MISSING = MISSING
    lr_scheduler: LRSchedulerContract | UnspecifiedLRSchedulerContract | MISSING = MISSING
    warmup_ratio: float | MISSING = MISSING
    max_grad_norm: float | MISSING = MISSING
    weight_decay: float | MISSING = MISSING
    eval_steps: int | MISSING = MISSING
    train_on_inputs: bool | Literal["auto"] | MISSING = MISSING
    training_method: Annotated[
        TrainingMethodSFTContract | TrainingMethodDPOContract | MISSING, Field(discriminator="method")
    ] = MISSING
    training_type: Annotated[
        FullTrainingTypeContract | LoRATrainingTypeContract | UnspecifiedTrainingTypeContract | MISSING,
        Field(discriminator="type"),
    ] = MISSING
    multimodal_params: MultimodalParamsContract | MISSING = MISSING
    from_checkpoint: str | MISSING = MISSING
    from_hf_model: str | MISSING = MISSING
    hf_model_revision: str | MISSING = MISSING
    wandb_project_name: str | MISSING = MISSING
    wandb_entity: str | MISSING = MISSING
    wandb_name: str | MISSING = MISSING
    wandb_base_url: str | MISSING = MISSING
    wandb_url: str | MISSING = MISSING
    token_count: int | MISSING = MISSING
    param_count: int | MISSING = MISSING
    total_price: Annotated[int | MISSING, Field(description="Price of the job in billionths of a US dollar.")] = MISSING
    epochs_completed: int | MISSING = MISSING
    total_steps: int | MISSING = MISSING
    steps_completed: int | MISSING = MISSING
    evals_completed: int | MISSING = MISSING
    queue_depth: int | MISSING = MISSING
    early_stopped: bool | MISSING = MISSING
    early_stopping_best_metric: float | None | MISSING = MISSING
    early_stopping_best_step: int | MISSING = MISSING
    progress: FineTuneProgressContract | MISSING = MISSING
    events: list[FineTuneEventContract] | MISSING = MISSING


class FinetuneListEventsContract(BaseModel):
    data: list[FineTuneEventContract]


class FineTuneCheckpointContract(BaseModel):
    step: int
    path: str
    created_at: str
    checkpoint_type: Annotated[
        str, Field(description="A text for people, such as `Intermediate`, `Final Merged` or `Final Adapter`.")
    ]
    checkpoint: CheckpointKindContract | MISSING = MISSING
    object_id: str | MISSING = MISSING
    object_name: str | MISSING = MISSING
    object_revision_id: str | MISSING = MISSING


class FinetuneListMetricsContract(BaseModel):
    metrics: Annotated[list[FineTuneMetricsContract] | MISSING, Field(description="In the order of time.")] = MISSING


class PriceEstimateContract(BaseModel):
    estimation_available: bool | MISSING = MISSING
    estimated_total_price: Annotated[
        float | MISSING, Field(description="In US dollars, where a job's `total_price` counts billionths.")
    ] = MISSING
    allowed_to_proceed: Annotated[bool | MISSING, Field(description="Whether the account may start the job.")] = MISSING
    user_limit: Annotated[float | MISSING, Field(description="What the account may spend, in US dollars.")] = MISSING
    estimated_train_token_count: float | MISSING = MISSING
    estimated_eval_token_count: float | MISSING = MISSING
    unavailable_reason: PriceUnavailableReasonContract | MISSING = MISSING


class FineTuneModelLimitsContract(BaseModel):
    model_name: str
    max_num_epochs: int
    max_num_evals: int
    max_num_checkpoints: int | MISSING = MISSING
    max_learning_rate: float
    min_learning_rate: float
    max_seq_length_sft: int | MISSING = MISSING
    max_seq_length_dpo: int | MISSING = MISSING
    min_max_seq_length: int | MISSING = MISSING
    default_gradient_accumulation_steps: int | MISSING = MISSING
    supports_vision: bool
    supports_tools: bool
    supports_reasoning: bool
    supports_full_training: bool | MISSING = MISSING
    merge_output_lora: Annotated[bool, Field(description="Whether LoRA weights can be merged into the model.")]
    full_training: FullTrainingLimitsContract | MISSING = MISSING
    lora_training: LoRATrainingLimitsContract | MISSING = MISSING


class DatasetPreviewContract(BaseModel):
    model: str
    dataset_format: DatasetFormatContract
    max_seq_length: int
    train_on_inputs: bool
    rows: list[DatasetPreviewRowContract]


class UploadFileContract(BaseModel):
    purpose: FilePurposeContract
    file_name: Annotated[str, Field(description="The file's name.")]
    file: Annotated[bytes, Field(description="The content.")]
    file_type: FileTypeContract | MISSING = MISSING


class StartFileUploadContract(BaseModel):
    purpose: FilePurposeContract
    file_name: Annotated[str, Field(description="The file's name.")]
    file_type: FileTypeContract | MISSING = MISSING
    checksum: Annotated[str | MISSING, Field(description="SHA-256 of the content, as hexadecimal digits.")] = MISSING


class FileResponseContract(BaseModel):
    id: str
    object: Literal["file"]
    created_at: Annotated[int, Field(description="In seconds since 1970.")]
    filename: str
    bytes: int
    purpose: FilePurposeContract
    FileType: FileTypeContract | MISSING = MISSING
    Processed: bool | MISSING = MISSING
    LineCount: Annotated[int | MISSING, Field(description="No longer sent since 2026-02.")] = MISSING
    processing_status: FileProcessingStatusContract | MISSING = MISSING
    validation_report: FileValidationReportContract | MISSING = MISSING


class FinetuneResponseTruncatedContract(BaseModel):
    id: Annotated[str, Field(description="Unique identifier for the fine-tune job")]
    status: FinetuneJobStatusContract
    created_at: Annotated[datetime, Field(description="Creation timestamp of the fine-tune job")]
    updated_at: Annotated[datetime, Field(description="Last update timestamp of the fine-tune job")]
    user_id: Annotated[str | MISSING, Field(description="Identifier for the user who created the job")] = MISSING
    owner_address: Annotated[str | MISSING, Field(description="Owner address information")] = MISSING
    total_price: Annotated[int | MISSING, Field(description="Price of the job in billionths of a US dollar.")] = MISSING
    token_count: Annotated[int | MISSING, Field(description="Count of tokens processed")] = MISSING
    events: Annotated[
        list[FineTuneEventContract] | MISSING, Field(description="Events related to this fine-tune job")
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
        FullTrainingTypeContract | LoRATrainingTypeContract | UnspecifiedTrainingTypeContract | MISSING,
        Field(description="Type of training used (full or LoRA)", discriminator="type"),
    ] = MISSING
    training_method: Annotated[
        TrainingMethodSFTContract | TrainingMethodDPOContract | MISSING,
        Field(description="Method of training used", discriminator="method"),
    ] = MISSING
    learning_rate: Annotated[float | MISSING, Field(description="Learning rate used for training")] = MISSING
    warmup_ratio: Annotated[float | MISSING, Field(description="Ratio of warmup steps")] = MISSING
    max_grad_norm: Annotated[float | MISSING, Field(description="Maximum gradient norm for clipping")] = MISSING
    weight_decay: Annotated[float | MISSING, Field(description="Weight decay value used")] = MISSING
    wandb_project_name: Annotated[str | MISSING, Field(description="Weights & Biases project name")] = MISSING
    wandb_name: Annotated[str | MISSING, Field(description="Weights & Biases run name")] = MISSING
    from_checkpoint: Annotated[str | MISSING, Field(description="Checkpoint used to continue training")] = MISSING
    from_hf_model: Annotated[str | MISSING, Field(description="Hugging Face Hub repo to start training from")] = MISSING
    hf_model_revision: Annotated[
        str | MISSING, Field(description="The revision of the Hugging Face Hub model to continue training from")
    ] = MISSING
    progress: Annotated[
        FineTuneProgressContract | MISSING, Field(description="Progress information for the fine-tuning job")
    ] = MISSING
    started_at: Annotated[datetime | MISSING, Field(description="Start of the present stage.")] = MISSING
    random_seed: int | None | MISSING = MISSING
    packing: bool | MISSING = MISSING
    max_seq_length: int | MISSING = MISSING
    wandb_entity: str | MISSING = MISSING
    early_stopped: bool | MISSING = MISSING
    early_stopping_best_metric: float | None | MISSING = MISSING
    early_stopping_best_step: int | MISSING = MISSING
    lr_scheduler: Annotated[
        LRSchedulerContract | UnspecifiedLRSchedulerContract | MISSING,
        Field(description="Learning rate scheduler configuration"),
    ] = MISSING


class FinetuneTruncatedListContract(BaseModel):
    data: list[FinetuneResponseTruncatedContract]


class FinetuneListCheckpointsContract(BaseModel):
    data: list[FineTuneCheckpointContract]


class FileListContract(BaseModel):
    data: list[FileResponseContract]

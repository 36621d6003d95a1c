# Made by `python scripts/regenerate.py`; do not edit.

from typing import Literal, NotRequired, TypeAlias, TypedDict


class FullTrainingType(TypedDict):
    type: Literal["Full"]


class LoRATrainingType(TypedDict):
    type: Literal["Lora"]
    lora_r: int
    lora_alpha: int
    lora_dropout: NotRequired[float]
    lora_trainable_modules: NotRequired[str]


class TrainingMethodSFT(TypedDict):
    method: Literal["sft"]
    train_on_inputs: NotRequired[bool | Literal["auto"]]


class TrainingMethodDPO(TypedDict):
    method: Literal["dpo"]
    dpo_beta: NotRequired[float]
    rpo_alpha: NotRequired[float]
    dpo_normalize_logratios_by_length: NotRequired[bool]
    dpo_reference_free: NotRequired[bool]
    simpo_gamma: NotRequired[float]


class LinearLRSchedulerArgs(TypedDict):
    min_lr_ratio: NotRequired[float]


class CosineLRSchedulerArgs(TypedDict):
    min_lr_ratio: float
    num_cycles: float


class MultimodalParams(TypedDict):
    train_vision: NotRequired[bool]


class EstimatePrice(TypedDict):
    training_file: str
    validation_file: NotRequired[str]
    model: NotRequired[str]
    n_epochs: NotRequired[int]
    n_evals: NotRequired[int]
    training_method: NotRequired[TrainingMethodSFT | TrainingMethodDPO]
    training_type: NotRequired[FullTrainingType | LoRATrainingType | None]
    from_checkpoint: NotRequired[str]


class PreviewDataset(TypedDict):
    model: str
    training_file: str
    top_k: NotRequired[int]
    train_on_inputs: NotRequired[bool]
    training_method: NotRequired[TrainingMethodSFT]


FilePurpose: TypeAlias = Literal[
    "fine-tune", "calibration", "eval", "eval-sample", "eval-output", "eval-summary", "batch-generated", "batch-api"
]


FileType: TypeAlias = Literal["jsonl", "csv", "parquet"]


class LRScheduler(TypedDict):
    lr_scheduler_type: Literal["linear", "cosine"]
    lr_scheduler_args: NotRequired[CosineLRSchedulerArgs | LinearLRSchedulerArgs]


class CreateFineTune(TypedDict):
    training_file: str
    validation_file: NotRequired[str]
    model: str
    packing: NotRequired[bool]
    max_seq_length: NotRequired[int]
    n_epochs: NotRequired[int]
    n_checkpoints: NotRequired[int]
    n_evals: NotRequired[int]
    batch_size: NotRequired[int | Literal["max"]]
    gradient_accumulation_steps: NotRequired[int]
    learning_rate: NotRequired[float]
    lr_scheduler: NotRequired[LRScheduler]
    warmup_ratio: NotRequired[float]
    max_grad_norm: NotRequired[float]
    weight_decay: NotRequired[float]
    random_seed: NotRequired[int | None]
    suffix: NotRequired[str]
    wandb_api_key: NotRequired[str]
    wandb_base_url: NotRequired[str]
    wandb_project_name: NotRequired[str]
    wandb_name: NotRequired[str]
    wandb_entity: NotRequired[str]
    train_on_inputs: NotRequired[bool | Literal["auto"]]
    training_method: NotRequired[TrainingMethodSFT | TrainingMethodDPO]
    training_type: NotRequired[FullTrainingType | LoRATrainingType | None]
    multimodal_params: NotRequired[MultimodalParams]
    from_checkpoint: NotRequired[str]
    from_hf_model: NotRequired[str]
    hf_model_revision: NotRequired[str]
    hf_api_token: NotRequired[str]
    hf_output_repo_name: NotRequired[str]
    early_stopping_enabled: NotRequired[bool]
    early_stopping_patience: NotRequired[int]
    early_stopping_min_delta: NotRequired[float]
    early_stopping_warmup_evals: NotRequired[int | None]


class UploadFile(TypedDict):
    purpose: FilePurpose
    file_name: str
    file: bytes
    file_type: NotRequired[FileType]


class StartFileUpload(TypedDict):
    purpose: FilePurpose
    file_name: str
    file_type: NotRequired[FileType]
    checksum: NotRequired[str]

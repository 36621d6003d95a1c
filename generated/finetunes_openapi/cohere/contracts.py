# Made by `python scripts/regenerate.py`; do not edit.

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import MISSING, ConfigDict, Field, SecretStr
from pydantic import BaseModel as _BaseModel


class BaseModel(_BaseModel):
    model_config = ConfigDict(extra="forbid")


class DeleteFinetunedModelResponseContract(BaseModel):
    pass


class ErrorContract(BaseModel):
    message: Annotated[str | MISSING, Field(description="What went wrong.")] = MISSING
    id: Annotated[str | MISSING, Field(description="Identifier of the failed request.")] = MISSING


class BaseTypeContract(StrEnum):
    BASE_TYPE_UNSPECIFIED = "BASE_TYPE_UNSPECIFIED"
    BASE_TYPE_GENERATIVE = "BASE_TYPE_GENERATIVE"
    BASE_TYPE_CLASSIFICATION = "BASE_TYPE_CLASSIFICATION"
    BASE_TYPE_RERANK = "BASE_TYPE_RERANK"
    BASE_TYPE_CHAT = "BASE_TYPE_CHAT"


class StrategyContract(StrEnum):
    STRATEGY_UNSPECIFIED = "STRATEGY_UNSPECIFIED"
    STRATEGY_VANILLA = "STRATEGY_VANILLA"
    STRATEGY_TFEW = "STRATEGY_TFEW"


class LoraTargetModulesContract(StrEnum):
    LORA_TARGET_MODULES_UNSPECIFIED = "LORA_TARGET_MODULES_UNSPECIFIED"
    LORA_TARGET_MODULES_QV = "LORA_TARGET_MODULES_QV"
    LORA_TARGET_MODULES_QKVO = "LORA_TARGET_MODULES_QKVO"
    LORA_TARGET_MODULES_QKVO_FFN = "LORA_TARGET_MODULES_QKVO_FFN"


class WandbConfigContract(BaseModel):
    project: str
    api_key: SecretStr | MISSING = MISSING
    entity: Annotated[str | MISSING, Field(description="User or team.")] = MISSING


class StatusContract(StrEnum):
    STATUS_UNSPECIFIED = "STATUS_UNSPECIFIED"
    STATUS_FINETUNING = "STATUS_FINETUNING"
    STATUS_DEPLOYING_API = "STATUS_DEPLOYING_API"
    STATUS_READY = "STATUS_READY"
    STATUS_FAILED = "STATUS_FAILED"
    STATUS_DELETED = "STATUS_DELETED"
    STATUS_TEMPORARILY_OFFLINE = "STATUS_TEMPORARILY_OFFLINE"
    STATUS_PAUSED = "STATUS_PAUSED"
    STATUS_QUEUED = "STATUS_QUEUED"


class EventContract(BaseModel):
    user_id: Annotated[str | MISSING, Field(description="Who changed it; empty where the server did.")] = MISSING
    status: StatusContract | MISSING = MISSING
    created_at: datetime | MISSING = MISSING


class TrainingStepMetricsContract(BaseModel):
    created_at: datetime | MISSING = MISSING
    step_number: int | MISSING = MISSING
    metrics: Annotated[dict[str, float] | MISSING, Field(description="Measurements by name.")] = MISSING


class BaseModelContract(BaseModel):
    name: Annotated[str | MISSING, Field(description="The base model.")] = MISSING
    version: str | MISSING = MISSING
    base_type: BaseTypeContract
    strategy: Annotated[StrategyContract | MISSING, Field(deprecated=True)] = MISSING


class HyperparametersContract(BaseModel):
    early_stopping_patience: Annotated[
        int | MISSING, Field(description="Evaluations without progress before the end, 0 to 10.")
    ] = MISSING
    early_stopping_threshold: Annotated[
        float | MISSING, Field(description="What counts as progress, 0.001 to 0.1.")
    ] = MISSING
    train_batch_size: Annotated[int | MISSING, Field(description="Samples in one step, 2 to 16.")] = MISSING
    train_epochs: Annotated[int | MISSING, Field(description="How often to go through the data, 1 to 10.")] = MISSING
    learning_rate: Annotated[float | MISSING, Field(description="From 0.00005 to 0.1.")] = MISSING
    lora_alpha: int | MISSING = MISSING
    lora_rank: int | MISSING = MISSING
    lora_target_modules: LoraTargetModulesContract | MISSING = MISSING


class ListEventsResponseContract(BaseModel):
    events: list[EventContract] | MISSING = MISSING
    next_page_token: Annotated[str | MISSING, Field(description="For the next page; empty on the last one.")] = MISSING
    total_size: Annotated[int | MISSING, Field(description="Number of items on all pages.")] = MISSING


class ListTrainingStepMetricsResponseContract(BaseModel):
    step_metrics: list[TrainingStepMetricsContract] | MISSING = MISSING
    next_page_token: Annotated[str | MISSING, Field(description="For the next page; empty on the last one.")] = MISSING


class SettingsContract(BaseModel):
    base_model: BaseModelContract
    dataset_id: Annotated[str, Field(description="The data to train with.")]
    hyperparameters: HyperparametersContract | MISSING = MISSING
    multi_label: Annotated[bool | MISSING, Field(description="Whether a classification may give several labels.")] = (
        MISSING
    )
    wandb: WandbConfigContract | MISSING = MISSING


class FinetunedModelContract(BaseModel):
    id: Annotated[
        str | MISSING, Field(description="A UUID; with `-ft` behind it, the name of the model for inference.")
    ] = MISSING
    name: Annotated[str, Field(description="The name that the account gave it.")]
    creator_id: str | MISSING = MISSING
    organization_id: str | MISSING = MISSING
    settings: SettingsContract
    status: StatusContract | MISSING = MISSING
    created_at: datetime | MISSING = MISSING
    updated_at: datetime | MISSING = MISSING
    completed_at: Annotated[datetime | MISSING, Field(description="End of the training.")] = MISSING
    last_used: Annotated[datetime | MISSING, Field(deprecated=True)] = MISSING


class ListFinetunedModelsResponseContract(BaseModel):
    finetuned_models: list[FinetunedModelContract] | MISSING = MISSING
    next_page_token: Annotated[str | MISSING, Field(description="For the next page; empty on the last one.")] = MISSING
    total_size: Annotated[int | MISSING, Field(description="Number of items on all pages.")] = MISSING


class CreateFinetunedModelResponseContract(BaseModel):
    finetuned_model: FinetunedModelContract | MISSING = MISSING


class GetFinetunedModelResponseContract(BaseModel):
    finetuned_model: FinetunedModelContract | MISSING = MISSING


class UpdateFinetunedModelResponseContract(BaseModel):
    finetuned_model: FinetunedModelContract | MISSING = MISSING

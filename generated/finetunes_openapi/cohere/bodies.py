# Made by `python scripts/regenerate.py`; do not edit.

from typing import Literal, NotRequired, TypeAlias, TypedDict

BaseType: TypeAlias = Literal[
    "BASE_TYPE_UNSPECIFIED", "BASE_TYPE_GENERATIVE", "BASE_TYPE_CLASSIFICATION", "BASE_TYPE_RERANK", "BASE_TYPE_CHAT"
]


Strategy: TypeAlias = Literal["STRATEGY_UNSPECIFIED", "STRATEGY_VANILLA", "STRATEGY_TFEW"]


LoraTargetModules: TypeAlias = Literal[
    "LORA_TARGET_MODULES_UNSPECIFIED",
    "LORA_TARGET_MODULES_QV",
    "LORA_TARGET_MODULES_QKVO",
    "LORA_TARGET_MODULES_QKVO_FFN",
]


class WandbConfig(TypedDict):
    project: str
    api_key: str
    entity: NotRequired[str]


class BaseModel(TypedDict):
    name: NotRequired[str]
    base_type: BaseType
    strategy: NotRequired[Strategy]


class Hyperparameters(TypedDict):
    early_stopping_patience: NotRequired[int]
    early_stopping_threshold: NotRequired[float]
    train_batch_size: NotRequired[int]
    train_epochs: NotRequired[int]
    learning_rate: NotRequired[float]
    lora_alpha: NotRequired[int]
    lora_rank: NotRequired[int]
    lora_target_modules: NotRequired[LoraTargetModules]


class Settings(TypedDict):
    base_model: BaseModel
    dataset_id: str
    hyperparameters: NotRequired[Hyperparameters]
    wandb: NotRequired[WandbConfig]


class FinetunedModel(TypedDict):
    name: str
    settings: Settings

# Made by `python scripts/regenerate.py`; do not edit.
"""Contains all the data models used in inputs/outputs"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base_model import BaseModel
    from .base_type import BaseType
    from .create_finetuned_model_response import CreateFinetunedModelResponse
    from .delete_finetuned_model_response import DeleteFinetunedModelResponse
    from .error import Error
    from .event import Event
    from .finetuned_model import FinetunedModel
    from .get_finetuned_model_response import GetFinetunedModelResponse
    from .hyperparameters import Hyperparameters
    from .list_events_response import ListEventsResponse
    from .list_finetuned_models_response import ListFinetunedModelsResponse
    from .list_training_step_metrics_response import ListTrainingStepMetricsResponse
    from .lora_target_modules import LoraTargetModules
    from .settings import Settings
    from .status import Status
    from .strategy import Strategy
    from .training_step_metrics import TrainingStepMetrics
    from .training_step_metrics_metrics import TrainingStepMetricsMetrics
    from .update_finetuned_model_response import UpdateFinetunedModelResponse
    from .wandb_config import WandbConfig
else:
    _MODULES = {
        "BaseModel": ".base_model",
        "BaseType": ".base_type",
        "CreateFinetunedModelResponse": ".create_finetuned_model_response",
        "DeleteFinetunedModelResponse": ".delete_finetuned_model_response",
        "Error": ".error",
        "Event": ".event",
        "FinetunedModel": ".finetuned_model",
        "GetFinetunedModelResponse": ".get_finetuned_model_response",
        "Hyperparameters": ".hyperparameters",
        "ListEventsResponse": ".list_events_response",
        "ListFinetunedModelsResponse": ".list_finetuned_models_response",
        "ListTrainingStepMetricsResponse": ".list_training_step_metrics_response",
        "LoraTargetModules": ".lora_target_modules",
        "Settings": ".settings",
        "Status": ".status",
        "Strategy": ".strategy",
        "TrainingStepMetrics": ".training_step_metrics",
        "TrainingStepMetricsMetrics": ".training_step_metrics_metrics",
        "UpdateFinetunedModelResponse": ".update_finetuned_model_response",
        "WandbConfig": ".wandb_config",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(_import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "BaseModel",
    "BaseType",
    "CreateFinetunedModelResponse",
    "DeleteFinetunedModelResponse",
    "Error",
    "Event",
    "FinetunedModel",
    "GetFinetunedModelResponse",
    "Hyperparameters",
    "ListEventsResponse",
    "ListFinetunedModelsResponse",
    "ListTrainingStepMetricsResponse",
    "LoraTargetModules",
    "Settings",
    "Status",
    "Strategy",
    "TrainingStepMetrics",
    "TrainingStepMetricsMetrics",
    "UpdateFinetunedModelResponse",
    "WandbConfig",
)

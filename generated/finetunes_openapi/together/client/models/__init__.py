# Made by `python scripts/regenerate.py`; do not edit.
"""Contains all the data models used in inputs/outputs"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .cosine_lr_scheduler_args import CosineLRSchedulerArgs
    from .error_data import ErrorData
    from .error_data_error import ErrorDataError
    from .fine_tune_event import FineTuneEvent
    from .fine_tune_progress import FineTuneProgress
    from .finetune_delete_response import FinetuneDeleteResponse
    from .finetune_job_status import FinetuneJobStatus
    from .finetune_response_truncated import FinetuneResponseTruncated
    from .full_training_type import FullTrainingType
    from .linear_lr_scheduler_args import LinearLRSchedulerArgs
    from .lo_ra_training_type import LoRATrainingType
    from .lr_scheduler import LRScheduler
    from .lr_scheduler_lr_scheduler_type import LRSchedulerLrSchedulerType
    from .training_method_dpo import TrainingMethodDPO
    from .training_method_sft import TrainingMethodSFT
    from .unknown_variant import UnknownVariant
else:
    _MODULES = {
        "CosineLRSchedulerArgs": ".cosine_lr_scheduler_args",
        "ErrorData": ".error_data",
        "ErrorDataError": ".error_data_error",
        "FineTuneEvent": ".fine_tune_event",
        "FineTuneProgress": ".fine_tune_progress",
        "FinetuneDeleteResponse": ".finetune_delete_response",
        "FinetuneJobStatus": ".finetune_job_status",
        "FinetuneResponseTruncated": ".finetune_response_truncated",
        "FullTrainingType": ".full_training_type",
        "LinearLRSchedulerArgs": ".linear_lr_scheduler_args",
        "LoRATrainingType": ".lo_ra_training_type",
        "LRScheduler": ".lr_scheduler",
        "LRSchedulerLrSchedulerType": ".lr_scheduler_lr_scheduler_type",
        "TrainingMethodDPO": ".training_method_dpo",
        "TrainingMethodSFT": ".training_method_sft",
        "UnknownVariant": ".unknown_variant",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(_import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "CosineLRSchedulerArgs",
    "ErrorData",
    "ErrorDataError",
    "FinetuneDeleteResponse",
    "FineTuneEvent",
    "FinetuneJobStatus",
    "FineTuneProgress",
    "FinetuneResponseTruncated",
    "FullTrainingType",
    "LinearLRSchedulerArgs",
    "LoRATrainingType",
    "LRScheduler",
    "LRSchedulerLrSchedulerType",
    "TrainingMethodDPO",
    "TrainingMethodSFT",
    "UnknownVariant",
)

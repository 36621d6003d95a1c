# Made by `python scripts/regenerate.py`; do not edit.
"""Contains all the data models used in inputs/outputs"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checkpoint_kind import CheckpointKind
    from .cosine_lr_scheduler_args import CosineLRSchedulerArgs
    from .create_fine_tune import CreateFineTune
    from .dataset_format import DatasetFormat
    from .dataset_preview import DatasetPreview
    from .dataset_preview_row import DatasetPreviewRow
    from .download_checkpoint import DownloadCheckpoint
    from .duplicate_file import DuplicateFile
    from .error_data import ErrorData
    from .error_data_error import ErrorDataError
    from .estimate_price import EstimatePrice
    from .file_delete_response import FileDeleteResponse
    from .file_list import FileList
    from .file_processing_status import FileProcessingStatus
    from .file_purpose import FilePurpose
    from .file_response import FileResponse
    from .file_type import FileType
    from .file_validation_report import FileValidationReport
    from .fine_tune_checkpoint import FineTuneCheckpoint
    from .fine_tune_event import FineTuneEvent
    from .fine_tune_metrics import FineTuneMetrics
    from .fine_tune_model_limits import FineTuneModelLimits
    from .fine_tune_progress import FineTuneProgress
    from .finetune_delete_response import FinetuneDeleteResponse
    from .finetune_job_status import FinetuneJobStatus
    from .finetune_list_checkpoints import FinetuneListCheckpoints
    from .finetune_list_events import FinetuneListEvents
    from .finetune_list_metrics import FinetuneListMetrics
    from .finetune_response import FinetuneResponse
    from .finetune_response_truncated import FinetuneResponseTruncated
    from .finetune_truncated_list import FinetuneTruncatedList
    from .full_training_limits import FullTrainingLimits
    from .full_training_type import FullTrainingType
    from .linear_lr_scheduler_args import LinearLRSchedulerArgs
    from .lo_ra_training_limits import LoRATrainingLimits
    from .lo_ra_training_type import LoRATrainingType
    from .lr_scheduler import LRScheduler
    from .lr_scheduler_lr_scheduler_type import LRSchedulerLrSchedulerType
    from .model_not_found import ModelNotFound
    from .multimodal_params import MultimodalParams
    from .preview_dataset import PreviewDataset
    from .price_estimate import PriceEstimate
    from .price_unavailable_reason import PriceUnavailableReason
    from .start_file_upload import StartFileUpload
    from .supported_models import SupportedModels
    from .tokenized_dataset import TokenizedDataset
    from .training_method_dpo import TrainingMethodDPO
    from .training_method_sft import TrainingMethodSFT
    from .unknown_variant import UnknownVariant
    from .unspecified_lr_scheduler import UnspecifiedLRScheduler
    from .unspecified_training_type import UnspecifiedTrainingType
    from .upload_file import UploadFile
else:
    _MODULES = {
        "CheckpointKind": ".checkpoint_kind",
        "CosineLRSchedulerArgs": ".cosine_lr_scheduler_args",
        "CreateFineTune": ".create_fine_tune",
        "DatasetFormat": ".dataset_format",
        "DatasetPreview": ".dataset_preview",
        "DatasetPreviewRow": ".dataset_preview_row",
        "DownloadCheckpoint": ".download_checkpoint",
        "DuplicateFile": ".duplicate_file",
        "ErrorData": ".error_data",
        "ErrorDataError": ".error_data_error",
        "EstimatePrice": ".estimate_price",
        "FileDeleteResponse": ".file_delete_response",
        "FileList": ".file_list",
        "FileProcessingStatus": ".file_processing_status",
        "FilePurpose": ".file_purpose",
        "FileResponse": ".file_response",
        "FileType": ".file_type",
        "FileValidationReport": ".file_validation_report",
        "FineTuneCheckpoint": ".fine_tune_checkpoint",
        "FineTuneEvent": ".fine_tune_event",
        "FineTuneMetrics": ".fine_tune_metrics",
        "FineTuneModelLimits": ".fine_tune_model_limits",
        "FineTuneProgress": ".fine_tune_progress",
        "FinetuneDeleteResponse": ".finetune_delete_response",
        "FinetuneJobStatus": ".finetune_job_status",
        "FinetuneListCheckpoints": ".finetune_list_checkpoints",
        "FinetuneListEvents": ".finetune_list_events",
        "FinetuneListMetrics": ".finetune_list_metrics",
        "FinetuneResponse": ".finetune_response",
        "FinetuneResponseTruncated": ".finetune_response_truncated",
        "FinetuneTruncatedList": ".finetune_truncated_list",
        "FullTrainingLimits": ".full_training_limits",
        "FullTrainingType": ".full_training_type",
        "LinearLRSchedulerArgs": ".linear_lr_scheduler_args",
        "LoRATrainingLimits": ".lo_ra_training_limits",
        "LoRATrainingType": ".lo_ra_training_type",
        "LRScheduler": ".lr_scheduler",
        "LRSchedulerLrSchedulerType": ".lr_scheduler_lr_scheduler_type",
        "ModelNotFound": ".model_not_found",
        "MultimodalParams": ".multimodal_params",
        "PreviewDataset": ".preview_dataset",
        "PriceEstimate": ".price_estimate",
        "PriceUnavailableReason": ".price_unavailable_reason",
        "StartFileUpload": ".start_file_upload",
        "SupportedModels": ".supported_models",
        "TokenizedDataset": ".tokenized_dataset",
        "TrainingMethodDPO": ".training_method_dpo",
        "TrainingMethodSFT": ".training_method_sft",
        "UnknownVariant": ".unknown_variant",
        "UnspecifiedLRScheduler": ".unspecified_lr_scheduler",
        "UnspecifiedTrainingType": ".unspecified_training_type",
        "UploadFile": ".upload_file",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(_import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "CheckpointKind",
    "CosineLRSchedulerArgs",
    "CreateFineTune",
    "DatasetFormat",
    "DatasetPreview",
    "DatasetPreviewRow",
    "DownloadCheckpoint",
    "DuplicateFile",
    "ErrorData",
    "ErrorDataError",
    "EstimatePrice",
    "FileDeleteResponse",
    "FileList",
    "FileProcessingStatus",
    "FilePurpose",
    "FileResponse",
    "FileType",
    "FileValidationReport",
    "FineTuneCheckpoint",
    "FinetuneDeleteResponse",
    "FineTuneEvent",
    "FinetuneJobStatus",
    "FinetuneListCheckpoints",
    "FinetuneListEvents",
    "FinetuneListMetrics",
    "FineTuneMetrics",
    "FineTuneModelLimits",
    "FineTuneProgress",
    "FinetuneResponse",
    "FinetuneResponseTruncated",
    "FinetuneTruncatedList",
    "FullTrainingLimits",
    "FullTrainingType",
    "LinearLRSchedulerArgs",
    "LoRATrainingLimits",
    "LoRATrainingType",
    "LRScheduler",
    "LRSchedulerLrSchedulerType",
    "ModelNotFound",
    "MultimodalParams",
    "PreviewDataset",
    "PriceEstimate",
    "PriceUnavailableReason",
    "StartFileUpload",
    "SupportedModels",
    "TokenizedDataset",
    "TrainingMethodDPO",
    "TrainingMethodSFT",
    "UnknownVariant",
    "UnspecifiedLRScheduler",
    "UnspecifiedTrainingType",
    "UploadFile",
)

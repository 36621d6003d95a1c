# Made by `python scripts/regenerate.py`; do not edit.
"""Contains all the data models used in inputs/outputs"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .credits_response import CreditsResponse
    from .delete_finetune_inputs import DeleteFinetuneInputs
    from .delete_finetune_response import DeleteFinetuneResponse
    from .error import Error
    from .error_details import ErrorDetails
    from .finetune_detail_response import FinetuneDetailResponse
    from .finetune_detail_response_finetune_details import FinetuneDetailResponseFinetuneDetails
    from .http_validation_error import HTTPValidationError
    from .my_finetunes_response import MyFinetunesResponse
    from .result_details import ResultDetails
    from .result_preview import ResultPreview
    from .result_response import ResultResponse
    from .status_response import StatusResponse
    from .validation_error import ValidationError
else:
    _MODULES = {
        "CreditsResponse": ".credits_response",
        "DeleteFinetuneInputs": ".delete_finetune_inputs",
        "DeleteFinetuneResponse": ".delete_finetune_response",
        "Error": ".error",
        "ErrorDetails": ".error_details",
        "FinetuneDetailResponse": ".finetune_detail_response",
        "FinetuneDetailResponseFinetuneDetails": ".finetune_detail_response_finetune_details",
        "HTTPValidationError": ".http_validation_error",
        "MyFinetunesResponse": ".my_finetunes_response",
        "ResultDetails": ".result_details",
        "ResultPreview": ".result_preview",
        "ResultResponse": ".result_response",
        "StatusResponse": ".status_response",
        "ValidationError": ".validation_error",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(_import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "CreditsResponse",
    "DeleteFinetuneInputs",
    "DeleteFinetuneResponse",
    "Error",
    "ErrorDetails",
    "FinetuneDetailResponse",
    "FinetuneDetailResponseFinetuneDetails",
    "HTTPValidationError",
    "MyFinetunesResponse",
    "ResultDetails",
    "ResultPreview",
    "ResultResponse",
    "StatusResponse",
    "ValidationError",
)

# Made by `python scripts/regenerate.py`; do not edit.
"""Contains all the data models used in inputs/outputs"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .delete_finetune_inputs import DeleteFinetuneInputs
    from .delete_finetune_response import DeleteFinetuneResponse
    from .error import Error
    from .error_details import ErrorDetails
    from .http_validation_error import HTTPValidationError
    from .validation_error import ValidationError
else:
    _MODULES = {
        "DeleteFinetuneInputs": ".delete_finetune_inputs",
        "DeleteFinetuneResponse": ".delete_finetune_response",
        "Error": ".error",
        "ErrorDetails": ".error_details",
        "HTTPValidationError": ".http_validation_error",
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
    "DeleteFinetuneInputs",
    "DeleteFinetuneResponse",
    "Error",
    "ErrorDetails",
    "HTTPValidationError",
    "ValidationError",
)

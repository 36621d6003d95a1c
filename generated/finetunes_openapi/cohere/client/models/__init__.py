# Made by `python scripts/regenerate.py`; do not edit.
"""Contains all the data models used in inputs/outputs"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .delete_finetuned_model_response import DeleteFinetunedModelResponse
    from .error import Error
else:
    _MODULES = {
        "DeleteFinetunedModelResponse": ".delete_finetuned_model_response",
        "Error": ".error",
    }

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(_import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "DeleteFinetunedModelResponse",
    "Error",
)

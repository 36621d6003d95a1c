"""Run, stop and clean up fine-tunes at several AI providers through one typed interface.

Everything public is importable from here. Names are loaded when they are first used, so
``import finetunes`` by itself costs nothing.
"""

from ._version import __version__ as __version__

# Type checkers read it as True; importing `typing` would cost more than this file.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from .adapters import Provider as Provider, Retirement as Retirement, providers as providers
    from .client import AsyncClient as AsyncClient, Client as Client
    from .errors import *  # noqa: F403 - its __all__ says what
    from .everywhere import alist_all as alist_all, list_all as list_all
    from .models import Checkpoint as Checkpoint, FineTune as FineTune, Result as Result
    from .outcomes import Outcome as Outcome, Status as Status
    from .policy import Policy as Policy
    from .records import (
        Download as Download,
        Event as Event,
        MetricPoint as MetricPoint,
        UploadedFile as UploadedFile,
    )
    from .references import Reference as Reference

_HOMES = {
    "AsyncClient": "client",
    "Checkpoint": "models",
    "Client": "client",
    "Download": "records",
    "Event": "records",
    "FineTune": "models",
    "MetricPoint": "records",
    "Outcome": "outcomes",
    "Policy": "policy",
    "Provider": "adapters",
    "Reference": "references",
    "Result": "models",
    "Retirement": "adapters",
    "Status": "outcomes",
    "UploadedFile": "records",
    "alist_all": "everywhere",
    "list_all": "everywhere",
    "providers": "adapters",
}


def __getattr__(name: str) -> object:
    from importlib import import_module

    errors = import_module(".errors", __name__)
    if name == "__all__":
        value: object = sorted(["__version__", *_HOMES, *errors.__all__])
    elif name in _HOMES or name in errors.__all__:
        value = getattr(import_module(f".{_HOMES.get(name, 'errors')}", __name__), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> object:
    return __getattr__("__all__")

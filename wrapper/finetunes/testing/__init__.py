"""An embedded server that plays the three provider APIs on loopback, for tests and trials.

It is real HTTP, takes its routes from the documents the clients were generated from, and
keeps enough state for the operations to mean something. Needs the extra ``testing``.
"""

from __future__ import annotations

try:
    from .app import application
    from .server import EmbeddedServer
except ModuleNotFoundError as error:
    library = (error.name or "").partition(".")[0]
    if library not in {"starlette", "uvicorn"}:
        raise
    raise ModuleNotFoundError(
        f"finetunes.testing needs {library}; run: pip install 'finetunes[testing]'", name=library
    ) from error
from .faults import Fault, Incoming, RandomFaults
from .state import Received, State

__all__ = [
    "EmbeddedServer",
    "Fault",
    "Incoming",
    "RandomFaults",
    "Received",
    "State",
    "application",
]

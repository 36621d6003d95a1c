"""The three provider APIs, played: for tests of code that uses this library, and for trials.

`EmbeddedServer` is real HTTP on loopback, `Fake` the same in this process, without a socket.
Both take their routes from the documents the clients were generated from, and keep enough
state for the operations to mean something. `ContractTransport` holds what passes through it
to those documents. Needs the extra ``testing``, which is looked for when a name is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .app import application as application
    from .clock import Clock as Clock
    from .contract.transport import ContractTransport as ContractTransport
    from .drift import MISSING as MISSING
    from .fake import Fake as Fake
    from .faults import (
        Fault as Fault,
        Incoming as Incoming,
        RandomFaults as RandomFaults,
        Refusal as Refusal,
    )
    from .server import EmbeddedServer as EmbeddedServer
    from .state import Received as Received, State as State

_HOMES = {
    "Clock": "clock",
    "ContractTransport": "contract.transport",
    "EmbeddedServer": "server",
    "Fake": "fake",
    "Fault": "faults",
    "Incoming": "faults",
    "MISSING": "drift",
    "RandomFaults": "faults",
    "Received": "state",
    "Refusal": "faults",
    "State": "state",
    "application": "app",
}
_EXTRA = frozenset({"starlette", "uvicorn", "pydantic", "jsonschema"})

__all__ = [
    "MISSING",
    "Clock",
    "ContractTransport",
    "EmbeddedServer",
    "Fake",
    "Fault",
    "Incoming",
    "RandomFaults",
    "Received",
    "Refusal",
    "State",
    "application",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value: object = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in _EXTRA:
            raise
        raise ModuleNotFoundError(
            f"finetunes.testing needs {library}; run: pip install 'finetunes[testing]'",
            name=library,
        ) from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

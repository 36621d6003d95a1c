"""Holds exchanges with a provider to the document that the provider publishes.

`check` does it for one `Exchange`, `read` finds the exchanges of a cassette or HAR file, and
`ContractTransport` looks on while a client is at work. Needs the extra ``contracts``.
"""

from .checking import Checked as Checked, check as check
from .document import Document as Document, Operation as Operation
from .exchange import Exchange as Exchange
from .findings import Finding as Finding, Kind as Kind
from .recordings import UnreadableRecordingError as UnreadableRecordingError, read as read

__all__ = [
    "Checked",
    "Document",
    "Exchange",
    "Finding",
    "Kind",
    "Operation",
    "UnreadableRecordingError",
    "check",
    "read",
]

# Made by `python scripts/regenerate.py`; do not edit.
from enum import StrEnum


class FileProcessingStatus(StrEnum):
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    INVALID_FORMAT = "INVALID_FORMAT"
    PENDING = "PENDING"
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"

    def __str__(self) -> str:
        return str(self.value)

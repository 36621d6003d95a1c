# Made by `python scripts/regenerate.py`; do not edit.
from enum import StrEnum


class CheckpointKind(StrEnum):
    ADAPTER = "adapter"
    MODEL = "model"

    def __str__(self) -> str:
        return str(self.value)

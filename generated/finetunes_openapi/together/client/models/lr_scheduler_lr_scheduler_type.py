# Made by `python scripts/regenerate.py`; do not edit.
from enum import StrEnum


class LRSchedulerLrSchedulerType(StrEnum):
    COSINE = "cosine"
    LINEAR = "linear"

    def __str__(self) -> str:
        return str(self.value)

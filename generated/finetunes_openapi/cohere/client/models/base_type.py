# Made by `python scripts/regenerate.py`; do not edit.
from enum import StrEnum


class BaseType(StrEnum):
    BASE_TYPE_CHAT = "BASE_TYPE_CHAT"
    BASE_TYPE_CLASSIFICATION = "BASE_TYPE_CLASSIFICATION"
    BASE_TYPE_GENERATIVE = "BASE_TYPE_GENERATIVE"
    BASE_TYPE_RERANK = "BASE_TYPE_RERANK"
    BASE_TYPE_UNSPECIFIED = "BASE_TYPE_UNSPECIFIED"

    def __str__(self) -> str:
        return str(self.value)

# Made by `python scripts/regenerate.py`; do not edit.
from enum import StrEnum


class Strategy(StrEnum):
    STRATEGY_TFEW = "STRATEGY_TFEW"
    STRATEGY_UNSPECIFIED = "STRATEGY_UNSPECIFIED"
    STRATEGY_VANILLA = "STRATEGY_VANILLA"

    def __str__(self) -> str:
        return str(self.value)

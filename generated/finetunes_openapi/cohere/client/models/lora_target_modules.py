# Made by `python scripts/regenerate.py`; do not edit.
from enum import StrEnum


class LoraTargetModules(StrEnum):
    LORA_TARGET_MODULES_QKVO = "LORA_TARGET_MODULES_QKVO"
    LORA_TARGET_MODULES_QKVO_FFN = "LORA_TARGET_MODULES_QKVO_FFN"
    LORA_TARGET_MODULES_QV = "LORA_TARGET_MODULES_QV"
    LORA_TARGET_MODULES_UNSPECIFIED = "LORA_TARGET_MODULES_UNSPECIFIED"

    def __str__(self) -> str:
        return str(self.value)

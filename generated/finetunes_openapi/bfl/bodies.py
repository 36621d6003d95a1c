# Made by `python scripts/regenerate.py`; do not edit.

from typing import TypedDict


class DeleteFinetuneInputs(TypedDict):
    finetune_id: str

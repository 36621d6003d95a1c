# Made by `python scripts/regenerate.py`; do not edit.

from __future__ import annotations

from typing import Annotated

from pydantic import MISSING, ConfigDict, Field
from pydantic import BaseModel as _BaseModel


class BaseModel(_BaseModel):
    model_config = ConfigDict(
        extra="forbid",
    )


class DeleteFinetunedModelResponseContract(BaseModel):
    pass


class ErrorContract(BaseModel):
    message: Annotated[str | MISSING, Field(description="What went wrong.")] = MISSING
    id: Annotated[str | MISSING, Field(description="Identifier of the failed request.")] = MISSING

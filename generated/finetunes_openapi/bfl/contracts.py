# Made by `python scripts/regenerate.py`; do not edit.

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import MISSING, ConfigDict, Field
from pydantic import BaseModel as _BaseModel


class BaseModel(_BaseModel):
    model_config = ConfigDict(extra="forbid")


class ValidationErrorContract(BaseModel):
    loc: Annotated[list[str | int], Field(title="Location")]
    msg: Annotated[str, Field(title="Message")]
    type: Annotated[str, Field(title="Error Type")]


class DeleteFinetuneInputsContract(BaseModel):
    finetune_id: Annotated[
        str,
        Field(
            description="ID of the fine-tuned model you want to delete.", examples=["my-finetune"], title="Finetune Id"
        ),
    ]


class DeleteFinetuneResponseContract(BaseModel):
    status: Annotated[str, Field(description="Status of the deletion", title="Status")]
    message: Annotated[str, Field(description="Message about the deletion", title="Message")]
    deleted_finetune_id: Annotated[str, Field(description="ID of the deleted finetune", title="Deleted Finetune Id")]
    timestamp: Annotated[str, Field(description="Timestamp of the deletion", title="Timestamp")]


class HTTPValidationErrorContract(BaseModel):
    detail: Annotated[
        list[ValidationErrorContract] | str | MISSING,
        Field(description="What was wrong with the request; a list of places, or a text.", title="Detail"),
    ] = MISSING


class ErrorContract(BaseModel):
    detail: Annotated[
        list[ValidationErrorContract] | str | MISSING,
        Field(description="What went wrong; a text, or a list as in HTTPValidationError."),
    ] = MISSING
    error: Annotated[str | MISSING, Field(description="A short name of the failure.")] = MISSING
    message: Annotated[str | MISSING, Field(description="What went wrong, in a sentence.")] = MISSING
    details: Annotated[dict[str, Any] | MISSING, Field(description="More about it.")] = MISSING
    retry_after: Annotated[float | MISSING, Field(description="Seconds to wait before the next request; with 429.")] = (
        MISSING
    )


class MyFinetunesResponseContract(BaseModel):
    finetunes: Annotated[
        list[Any], Field(description="Of what kind an item is, is not documented; they have been seen to be ids.")
    ]


class FinetuneDetailResponseContract(BaseModel):
    finetune_details: Annotated[
        dict[str, Any],
        Field(
            description="What is in it is not documented. `finetune_comment`, `trigger_word` and `mode` have been seen."
        ),
    ]


class ResultDetailsContract(BaseModel):
    model_config = ConfigDict(extra="allow")


class ResultPreviewContract(BaseModel):
    model_config = ConfigDict(extra="allow")


class StatusResponseContract(StrEnum):
    Task_not_found = "Task not found"
    Pending = "Pending"
    Request_Moderated = "Request Moderated"
    Content_Moderated = "Content Moderated"
    Ready = "Ready"
    Error = "Error"


class CreditsResponseContract(BaseModel):
    credits: float


class ResultResponseContract(BaseModel):
    id: str
    status: StatusResponseContract
    result: Annotated[Any | MISSING, Field(description="Anything, or null.")] = MISSING
    progress: float | None | MISSING = MISSING
    details: ResultDetailsContract | None | MISSING = MISSING
    preview: ResultPreviewContract | None | MISSING = MISSING

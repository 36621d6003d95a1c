"""How a user asks for each operation of the documents.

Through the common interface where it has the operation, else through `client.generated`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from finetunes_openapi.bfl.client.api.utility import get_credits, get_result
from finetunes_openapi.cohere.client.api.finetuning import update_finetuned_model
from finetunes_openapi.cohere.client.models import FinetunedModel
from finetunes_openapi.together.client.api.files import (
    delete_file,
    list_files,
    preprocess_file,
    retrieve_file,
    retrieve_file_content,
    start_file_upload,
    upload_file,
)
from finetunes_openapi.together.client.api.fine_tuning import (
    download_fine_tune,
    estimate_fine_tune_price,
    list_supported_models,
    preview_fine_tune_dataset,
    retrieve_model_limits,
    retrieve_tokenized_dataset,
)
from finetunes_openapi.together.client.models import (
    EstimatePrice,
    FilePurpose,
    PreviewDataset,
    StartFileUpload,
    UploadFile,
)
from finetunes_openapi.together.client.types import File

if TYPE_CHECKING:
    from types import ModuleType

# The ids of the documents' examples, which Prism answers with whatever was asked.
JOB = "ft-01234567890123456789"
FILE = "file-01234567890123456789"
LLAMA = "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference"
MODEL = "123e4567-e89b-12d3-a456-426614174000"
FINETUNE = "my-finetune"

# The one line of the file that is uploaded; the fixtures put it into the current folder.
LINE = b'{"text": "a"}\n'
TRAINING_FILE = "train.jsonl"


@dataclass(frozen=True, eq=False)
class Common:
    """A method of both clients."""

    operation: str
    """The operationId of the answer that the test is about; others may be asked on the way."""
    id: str | None = None
    arguments: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, eq=False)
class Generated:
    """A generated module, whose functions are given `client.generated`."""

    operation: str
    module: ModuleType
    arguments: dict[str, Any] = field(default_factory=dict[str, Any])


_TUNED = {
    "name": "my-model",
    "settings": {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "my-dataset"},
}

_TOGETHER: dict[str, Common | Generated] = {
    "create": Common("createFineTune", None, {"model": LLAMA, "training_file": FILE}),
    "retrieve": Common("retrieveFineTune", JOB),
    "list": Common("listFineTunes"),
    "wait": Common("retrieveFineTune", JOB),
    "cancel": Common("cancelFineTune", JOB),
    "delete": Common("deleteFineTune", JOB),
    "list_events": Common("listFineTuneEvents", JOB),
    "list_checkpoints": Common("listFineTuneCheckpoints", JOB),
    "list_metrics": Common("listFineTuneMetrics", JOB),
    "download": Common("downloadFineTune", JOB, {"path": "."}),
    "upload": Common("startFileUpload", None, {"path": TRAINING_FILE}),
    "download_fine_tune": Generated(
        "downloadFineTune", download_fine_tune, {"ft_id": JOB, "range_": "bytes=0-5"}
    ),
    "estimate_fine_tune_price": Generated(
        "estimateFineTunePrice",
        estimate_fine_tune_price,
        {"body": EstimatePrice(training_file=FILE, model=LLAMA)},
    ),
    "list_supported_models": Generated("listSupportedModels", list_supported_models),
    "retrieve_model_limits": Generated(
        "retrieveModelLimits", retrieve_model_limits, {"model_name": LLAMA}
    ),
    "preview_fine_tune_dataset": Generated(
        "previewFineTuneDataset",
        preview_fine_tune_dataset,
        {"body": PreviewDataset(model=LLAMA, training_file=FILE)},
    ),
    "retrieve_tokenized_dataset": Generated(
        "retrieveTokenizedDataset", retrieve_tokenized_dataset, {"id": JOB}
    ),
    "upload_file": Generated(
        "uploadFile",
        upload_file,
        {
            "body": UploadFile(
                purpose=FilePurpose.FINE_TUNE,
                file_name=TRAINING_FILE,
                file=File(BytesIO(LINE), TRAINING_FILE, "application/jsonl"),
            )
        },
    ),
    "start_file_upload": Generated(
        "startFileUpload",
        start_file_upload,
        {"body": StartFileUpload(purpose=FilePurpose.FINE_TUNE, file_name=TRAINING_FILE)},
    ),
    "list_files": Generated("listFiles", list_files),
    "retrieve_file": Generated("retrieveFile", retrieve_file, {"id": FILE}),
    "delete_file": Generated("deleteFile", delete_file, {"id": FILE}),
    "retrieve_file_content": Generated("retrieveFileContent", retrieve_file_content, {"id": FILE}),
    "preprocess_file": Generated("preprocessFile", preprocess_file, {"id": FILE}),
}

_BFL: dict[str, Common | Generated] = {
    "retrieve": Common("finetune_details", FINETUNE),
    "list": Common("my_finetunes"),
    "delete": Common("delete_finetune", FINETUNE),
    "get_result": Generated("get_result", get_result, {"id": FINETUNE}),
    "get_credits": Generated("get_credits", get_credits),
}

_COHERE: dict[str, Common | Generated] = {
    "create": Common("CreateFinetunedModel", None, _TUNED),
    "retrieve": Common("GetFinetunedModel", MODEL),
    "list": Common("ListFinetunedModels"),
    "wait": Common("GetFinetunedModel", MODEL),
    "delete": Common("DeleteFinetunedModel", MODEL),
    "list_events": Common("ListEvents", MODEL),
    "list_metrics": Common("ListTrainingStepMetrics", MODEL),
    "update_finetuned_model": Generated(
        "UpdateFinetunedModel",
        update_finetuned_model,
        {"id": MODEL, "body": FinetunedModel.from_dict(_TUNED)},
    ),
}

ASKED = {"together": _TOGETHER, "bfl": _BFL, "cohere": _COHERE}
"""By provider and name: the method's, or the generated module's."""

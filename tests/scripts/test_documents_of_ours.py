"""Our documents describe every operation of the providers' APIs for fine-tuning.

The tables are written by hand from what the providers and their SDKs say, not from our documents.
"""

from __future__ import annotations

import datetime
import json
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import regenerate
from pipeline.provider import load
from pipeline.references import follow
from pipeline.structure import operations, pointer, schemas, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

PROVIDERS = ("together", "bfl", "cohere")
PAGES = {  # what pages describe
    ("together", "DELETE /fine-tunes/{id}"),
    ("together", "POST /fine-tunes/{id}/cancel"),
    ("bfl", "POST /v1/delete_finetune"),
    ("cohere", "DELETE /v1/finetuning/finetuned-models/{id}"),
}


class Expected(NamedTuple):
    """What is documented of one operation: `!` marks a required parameter."""

    name: str
    parameters: str = ""
    body: str = ""
    statuses: str = "200"


JSON, FORM = "application/json", "application/x-www-form-urlencoded"
OF_A_JOB = "path:id!"
BETWEEN = "query:global_step_from query:global_step_to query:logged_at_from query:logged_at_to"
TOGETHER = {
    "POST /fine-tunes": Expected("createFineTune", body=JSON, statuses="200 402"),
    "GET /fine-tunes": Expected("listFineTunes"),
    "GET /fine-tunes/{id}": Expected("retrieveFineTune", OF_A_JOB),
    "DELETE /fine-tunes/{id}": Expected(
        "deleteFineTune", f"{OF_A_JOB} query:force", statuses="200 404 500"
    ),
    "GET /fine-tunes/{id}/events": Expected("listFineTuneEvents", OF_A_JOB),
    "GET /fine-tunes/{id}/checkpoints": Expected("listFineTuneCheckpoints", OF_A_JOB),
    "POST /fine-tunes/{id}/cancel": Expected("cancelFineTune", OF_A_JOB, statuses="200 400 404"),
    "GET /fine-tunes/{id}/metrics": Expected(
        "listFineTuneMetrics", f"{OF_A_JOB} {BETWEEN} query:resolution", statuses="200 400 404 500"
    ),
    "POST /fine-tunes/estimate-price": Expected(
        "estimateFineTunePrice", body=JSON, statuses="200 500"
    ),
    "GET /fine-tunes/models/supported": Expected("listSupportedModels"),
    "GET /fine-tunes/models/limits": Expected(
        "retrieveModelLimits", "query:model_name!", statuses="200 404"
    ),
    "GET /finetune/download": Expected(
        "downloadFineTune",
        "query:ft_id! query:checkpoint_step query:checkpoint header:Range",
        statuses="200 206 400 404 416",
    ),
    "POST /fine-tunes/preview": Expected("previewFineTuneDataset", body=JSON),
    "GET /fine-tunes/{id}/download-tokenized-dataset": Expected(
        "retrieveTokenizedDataset", OF_A_JOB
    ),
    "POST /files/upload": Expected(
        "uploadFile", body="multipart/form-data", statuses="200 400 401 403 500"
    ),
    "POST /files": Expected("startFileUpload", body=FORM, statuses="302 409"),
    "GET /files": Expected("listFiles"),
    "GET /files/{id}": Expected("retrieveFile", OF_A_JOB),
    "DELETE /files/{id}": Expected("deleteFile", OF_A_JOB),
    "GET /files/{id}/content": Expected("retrieveFileContent", OF_A_JOB, statuses="200 500"),
    "POST /files/{id}/preprocess": Expected("preprocessFile", OF_A_JOB),
}
BFL = {
    "POST /v1/delete_finetune": Expected("delete_finetune", body=JSON, statuses="200 422"),
    "GET /v1/my_finetunes": Expected("my_finetunes"),
    "GET /v1/finetune_details": Expected(
        "finetune_details", "query:finetune_id!", statuses="200 422"
    ),
    "GET /v1/get_result": Expected("get_result", "query:id!", statuses="200 422"),
    "GET /v1/credits": Expected("get_credits"),
}
MODELS = "/v1/finetuning/finetuned-models"
NAME = "header:X-Client-Name"
PAGE = f"query:page_size query:page_token {NAME}"
ALL = "200 400 401 403 404 500 503"
COHERE = {
    f"GET {MODELS}": Expected("ListFinetunedModels", f"{PAGE} query:order_by", statuses=ALL),
    f"POST {MODELS}": Expected("CreateFinetunedModel", NAME, JSON, ALL),
    f"PATCH {MODELS}/{{id}}": Expected("UpdateFinetunedModel", f"path:id! {NAME}", JSON, ALL),
    f"GET {MODELS}/{{id}}": Expected("GetFinetunedModel", f"path:id! {NAME}", statuses=ALL),
    f"DELETE {MODELS}/{{id}}": Expected("DeleteFinetunedModel", f"path:id! {NAME}", statuses=ALL),
    f"GET {MODELS}/{{finetuned_model_id}}/events": Expected(
        "ListEvents", f"path:finetuned_model_id! {PAGE} query:order_by", statuses=ALL
    ),
    f"GET {MODELS}/{{finetuned_model_id}}/training-step-metrics": Expected(
        "ListTrainingStepMetrics", f"path:finetuned_model_id! {PAGE}", statuses=ALL
    ),
}
TABLES = {"together": TOGETHER, "bfl": BFL, "cohere": COHERE}
CASES = [(provider, name) for provider, table in TABLES.items() for name in table]


@cache
def document(provider: str) -> dict[str, Any]:
    path = regenerate.ROOT / "generated/finetunes_openapi" / provider / "openapi.json"
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


@cache
def authored(provider: str) -> dict[str, Any]:
    read: dict[str, Any] = load(regenerate.ROOT / "specs" / provider / "authored.yaml")
    return read


def named(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation for path, method, operation in operations(described)
    }


def parameters(described: dict[str, Any], operation: dict[str, Any]) -> Iterator[str]:
    for parameter in operation.get("parameters", []):
        node = follow(described, parameter)
        yield f"{node['in']}:{node['name']}{'!' if node.get('required') else ''}"


def properties(described: dict[str, Any], keyword: str, value: Any) -> set[str]:
    """Return `Schema.property` of each property of which a keyword has a value."""
    return {
        f"{name}.{key}"
        for name, schema in described["components"]["schemas"].items()
        for key, held in schema.get("properties", {}).items()
        if held.get(keyword) == value
    }


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_operation_is_described_and_no_other(provider: str) -> None:
    assert named(document(provider)).keys() == TABLES[provider].keys()


@pytest.mark.parametrize(("provider", "name"), CASES)
def test_an_operation_is_described_as_it_is_documented(provider: str, name: str) -> None:
    described = document(provider)
    operation = named(described)[name]
    expected = TABLES[provider][name]
    body = operation.get("requestBody", {"required": True, "content": {}})
    assert operation["operationId"] == expected.name
    assert set(parameters(described, operation)) == set(expected.parameters.split())
    assert list(body["content"]) == expected.body.split()
    assert body["required"] is True
    assert set(expected.statuses.split()) <= operation["responses"].keys()


@pytest.mark.parametrize(("provider", "name"), CASES)
def test_what_no_page_describes_says_where_it_is_from(provider: str, name: str) -> None:
    operation = named(document(provider))[name]
    by_a_page = (provider, name) in PAGES
    assert ("x-source" in operation) is not by_a_page
    assert (name in named(authored(provider))) is not by_a_page
    if not by_a_page:
        assert operation["x-source"].strip()
        datetime.date.fromisoformat(operation["x-source-date"])  # raises where it is no date


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_example_of_ours_was_dropped_as_wrong(provider: str) -> None:
    kept = {place.pointer: place.node for place in walk(document(provider))}
    for place in walk(authored(provider)):
        if "examples" in place.node:
            assert kept[place.pointer].get("examples") == place.node["examples"], place.pointer


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_schema_keeps_an_empty_list_of_examples(provider: str) -> None:
    empty = [
        place.pointer for place in schemas(document(provider)) if place.node.get("examples") == []
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("provider", "secrets"),
    [
        ("together", {"CreateFineTune.wandb_api_key", "CreateFineTune.hf_api_token"}),
        ("bfl", set[str]()),
        ("cohere", {"WandbConfig.api_key"}),
    ],
)
def test_secrets_in_bodies_are_marked(provider: str, secrets: set[str]) -> None:
    described = document(provider)
    assert properties(described, "format", "password") == secrets
    assert properties(described, "writeOnly", True) == secrets


def test_what_only_coheres_server_sets_is_marked() -> None:
    model = ("id", "creator_id", "organization_id", "status")
    times = ("created_at", "updated_at", "completed_at", "last_used")
    assert properties(document("cohere"), "readOnly", True) == {
        *(f"FinetunedModel.{name}" for name in model + times),
        "Settings.multi_label",
        "BaseModel.version",
    }


def test_every_operation_of_cohere_is_deprecated() -> None:
    assert all(one.get("deprecated") for one in named(document("cohere")).values())


def test_a_result_of_bfl_needs_no_key_and_all_else_does() -> None:
    described = document("bfl")
    open_to_all = {
        name
        for name, operation in named(described).items()
        if not operation.get("security", described.get("security"))
    }
    assert open_to_all == {"GET /v1/get_result"}


def test_bfl_answers_for_fine_tunes_in_their_region_and_for_the_account_everywhere() -> None:
    operations_of_bfl = named(document("bfl"))
    everywhere = {name for name, one in operations_of_bfl.items() if "servers" in one}
    assert everywhere == {"GET /v1/get_result", "GET /v1/credits"}
    for name in everywhere:
        assert [server["url"] for server in operations_of_bfl[name]["servers"]] == [
            "https://api.bfl.ai"
        ]


@pytest.mark.parametrize(
    ("provider", "operation", "state", "date"),
    [("bfl", "create", "withdrawn", "2026-03-20"), ("cohere", "all", "retired", "2025-09-15")],
)
def test_what_is_gone_is_kept_as_data_with_its_source(
    provider: str, operation: str, state: str, date: str
) -> None:
    facts = load(regenerate.ROOT / "specs" / provider / "provider.yaml")
    (entry,) = facts["life_cycle"]
    assert (entry["operation"], entry["state"], entry["date"]) == (operation, state, date)
    assert entry["source"]
    assert entry["note"]


@pytest.mark.parametrize(
    ("schema", "required"),
    [
        ("FineTuneEvent", {"object", "created_at", "message", "type"}),
        ("FinetuneResponse", {"id", "status"}),
        ("FinetuneResponseTruncated", {"id", "status", "created_at", "updated_at"}),
        ("FineTuneCheckpoint", {"step", "path", "created_at", "checkpoint_type"}),
        ("FileResponse", {"id", "object", "created_at", "filename", "bytes", "purpose"}),
        ("PriceEstimate", set[str]()),
        ("FinetuneListMetrics", set[str]()),
        ("CreateFineTune", {"training_file", "model"}),
        ("EstimatePrice", {"training_file"}),
    ],
)
def test_only_what_both_forms_of_together_promise_is_required(
    schema: str, required: set[str]
) -> None:
    described = document("together")["components"]["schemas"][schema]
    assert set(described.get("required", [])) == required


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("FinetuneJobStatus", "pending queued running compressing uploading cancel_requested"),
        ("FinetuneJobStatus", "cancelled error completed user_error"),
        ("FilePurpose", "fine-tune eval batch-api calibration batch-generated eval-sample"),
        ("FileProcessingStatus", "PENDING QUEUED RUNNING COMPLETED FAILED INVALID_FORMAT"),
        ("DownloadCheckpoint", "merged adapter model_output_path"),
    ],
)
def test_the_words_of_both_forms_of_together_are_listed(schema: str, words: str) -> None:
    listed = document("together")["components"]["schemas"][schema]["enum"]
    assert set(words.split()) <= set(listed)


def test_no_id_is_said_to_be_a_uuid() -> None:
    for provider in PROVIDERS:
        for place in schemas(document(provider)):
            assert place.node.get("format") != "uuid", pointer(place.path)

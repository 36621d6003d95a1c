"""The generated clients send the newer form of what goes over the wire, and read every form."""

import datetime
import json
from types import ModuleType
from typing import Any, NotRequired, Unpack, get_origin, get_type_hints

import httpx
import pytest
import regenerate
from finetunes_openapi.bfl.client import models as bfl
from finetunes_openapi.bfl.client.api.utility import finetune_details, get_result
from finetunes_openapi.cohere import bodies as cohere_bodies
from finetunes_openapi.cohere.client import models as cohere
from finetunes_openapi.cohere.client.api.finetuning import (
    list_finetuned_models,
    list_training_step_metrics,
    update_finetuned_model,
)
from finetunes_openapi.together import bodies, client as generated, contracts
from finetunes_openapi.together.client import models as together
from finetunes_openapi.together.client.api.files import (
    delete_file,
    preprocess_file,
    retrieve_file_content,
    start_file_upload,
)
from finetunes_openapi.together.client.api.fine_tuning import (
    create_fine_tune,
    download_fine_tune,
    list_fine_tune_events,
    list_fine_tune_metrics,
    list_fine_tunes,
    list_supported_models,
    retrieve_fine_tune,
    retrieve_model_limits,
)

JOB = {"id": "ft-1", "status": "running"}
TRUNCATED = {**JOB, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
LORA = {"type": "Lora", "lora_r": 8, "lora_alpha": 16}
FILE = {"id": "file-1", "object": "file", "created_at": 1, "filename": "a", "bytes": 1}
MODELS = "/v1/finetuning/finetuned-models"


@pytest.mark.parametrize(
    ("module", "arguments", "method", "url", "params"),
    [
        (list_fine_tunes, {}, "get", "/fine-tunes", None),
        (retrieve_fine_tune, {"id": "a"}, "get", "/fine-tunes/a", None),
        (list_fine_tune_events, {"id": "a"}, "get", "/fine-tunes/a/events", None),
        (list_supported_models, {}, "get", "/fine-tunes/models/supported", None),
        (
            retrieve_model_limits,
            {"model_name": "m"},
            "get",
            "/fine-tunes/models/limits",
            {"model_name": "m"},
        ),
        (
            download_fine_tune,
            {"ft_id": "a", "checkpoint_step": 3},
            "get",
            "/finetune/download",
            {"ft_id": "a", "checkpoint_step": 3},
        ),
        (delete_file, {"id": "a"}, "delete", "/files/a", None),
        (retrieve_file_content, {"id": "a"}, "get", "/files/a/content", None),
        (preprocess_file, {"id": "a"}, "post", "/files/a/preprocess", None),
        (get_result, {"id": "a"}, "get", "/v1/get_result", {"id": "a"}),
        (
            finetune_details,
            {"finetune_id": "a/b"},
            "get",
            "/v1/finetune_details",
            {"finetune_id": "a/b"},
        ),
        (
            list_finetuned_models,
            {"page_size": 2, "page_token": "t"},
            "get",
            MODELS,
            {"page_size": 2, "page_token": "t"},
        ),
        (
            list_training_step_metrics,
            {"finetuned_model_id": "a"},
            "get",
            f"{MODELS}/a/training-step-metrics",
            {},
        ),
    ],
)
def test_an_operation_makes_the_documented_request(
    module: ModuleType,
    arguments: dict[str, Any],
    method: str,
    url: str,
    params: dict[str, Any] | None,
) -> None:
    made = module._get_kwargs(**arguments)
    assert (made["method"], made["url"], made.get("params")) == (method, url, params)
    assert not {"json", "data", "files"} & made.keys()


def test_a_limit_on_metrics_is_sent_in_the_query_and_not_in_a_body() -> None:
    since = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = list_fine_tune_metrics._get_kwargs("ft-1", global_step_from=5, logged_at_from=since)
    assert made["params"] == {"global_step_from": 5, "logged_at_from": "2026-01-01T00:00:00+00:00"}
    assert "json" not in made


def test_a_part_of_a_download_is_asked_for_in_a_header() -> None:
    made = download_fine_tune._get_kwargs(ft_id="ft-1", range_="bytes=10-")
    assert made["headers"] == {"Range": "bytes=10-"}


def test_an_upload_begins_with_a_form() -> None:
    body = together.StartFileUpload(
        purpose=together.FilePurpose.FINE_TUNE, file_name="a.jsonl", checksum="00"
    )
    made = start_file_upload._get_kwargs(body=body)
    assert made["data"] == {"purpose": "fine-tune", "file_name": "a.jsonl", "checksum": "00"}


def test_the_redirect_that_begins_an_upload_is_an_answer_and_not_followed() -> None:
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.path)
        headers = {"Location": "https://files.example.com/x", "X-Together-File-Id": "file-1"}
        return httpx.Response(302, headers=headers)

    with httpx.Client(
        base_url="https://example.com", transport=httpx.MockTransport(answer)
    ) as http:
        client = generated.AuthenticatedClient("https://example.com", "key").set_httpx_client(http)
        body = together.StartFileUpload(purpose=together.FilePurpose.EVAL, file_name="a")
        done = start_file_upload.sync_detailed(client=client, body=body)
    assert (done.status_code, done.headers["X-Together-File-Id"]) == (302, "file-1")
    assert sent == ["/files"]


def test_nothing_is_sent_that_was_not_given() -> None:
    body = together.CreateFineTune(training_file="file-1", model="m")
    assert create_fine_tune._get_kwargs(body=body)["json"] == {
        "training_file": "file-1",
        "model": "m",
    }


@pytest.mark.parametrize("size", ["max", 8])
def test_a_batch_size_is_a_number_or_a_word(size: int | str) -> None:
    assert together.FinetuneResponse.from_dict({**JOB, "batch_size": size}).batch_size == size


@pytest.mark.parametrize("on_inputs", ["auto", True])
def test_training_on_inputs_is_a_choice_or_a_word(on_inputs: bool | str) -> None:
    method = {"method": "sft", "train_on_inputs": on_inputs}
    job = together.FinetuneResponse.from_dict({**JOB, "training_method": method})
    assert isinstance(job.training_method, together.TrainingMethodSFT)
    assert job.training_method.train_on_inputs == on_inputs


@pytest.mark.parametrize("model", [together.FinetuneResponse, together.FinetuneResponseTruncated])
@pytest.mark.parametrize(
    ("training", "expected"),
    [
        ({"type": ""}, together.UnspecifiedTrainingType),
        ({"type": "Full"}, together.FullTrainingType),
        (LORA, together.LoRATrainingType),
    ],
)
def test_the_training_type_of_an_old_job_is_read(
    model: Any, training: dict[str, Any], expected: type
) -> None:
    old = {"lr_scheduler_type": "", "lr_scheduler_args": None}
    job = model.from_dict({**TRUNCATED, "training_type": training, "lr_scheduler": old})
    assert type(job.training_type) is expected
    assert isinstance(job.lr_scheduler, together.UnspecifiedLRScheduler)
    contract = getattr(contracts, f"{model.__name__}Contract")
    contract.model_validate({**TRUNCATED, "training_type": training, "lr_scheduler": old})


@pytest.mark.parametrize(
    ("body", "lines"),
    [({"TrainingFileNumLines": 3}, (3, None)), ({"trainingfile_numlines": 3}, (None, 3))],
)
def test_both_names_of_the_number_of_lines_are_read(
    body: dict[str, int], lines: tuple[int | None, int | None]
) -> None:
    job = together.FinetuneResponse.from_dict({**JOB, **body})
    found = (job.training_file_num_lines or None, job.trainingfile_numlines or None)
    assert found == lines


@pytest.mark.parametrize(
    "body",
    [
        {"FileType": "jsonl", "Processed": True, "LineCount": 3},
        {"processing_status": "COMPLETED", "validation_report": {"valid": True, "nlines": 3}},
        {"validation_report": {"valid": True, "dataset_has_tools": False}},
    ],
)
def test_both_forms_of_a_file_are_read_and_keep_to_the_contract(body: dict[str, Any]) -> None:
    whole = {**FILE, "purpose": "fine-tune", **body}
    assert together.FileResponse.from_dict(whole).to_dict() == whole
    contracts.FileResponseContract.model_validate(whole)


@pytest.mark.parametrize(
    "body",
    [
        {"estimated_total_price": 1.5, "allowed_to_proceed": True, "user_limit": 5},
        {"estimation_available": True, "estimated_total_price": 1.5},
        {"estimation_available": False, "unavailable_reason": "train_file_invalid"},
    ],
)
def test_both_forms_of_an_estimate_are_read_and_keep_to_the_contract(body: dict[str, Any]) -> None:
    assert together.PriceEstimate.from_dict(body).to_dict() == body
    contracts.PriceEstimateContract.model_validate(body)


@pytest.mark.parametrize("word", ["job_complete", "JOB_COMPLETE", "COMPRESSING_MODEL"])
@pytest.mark.parametrize("level", ["", "Info", "info", None])
def test_events_are_read_in_both_spellings(word: str, level: str | None) -> None:
    event = {"object": "fine-tune-event", "created_at": "", "message": "", "type": word}
    events = together.FinetuneListEvents.from_dict({"data": [{**event, "level": level}]})
    assert (events.data[0].type_, events.data[0].level) == (word, level)
    contracts.FineTuneEventContract.model_validate({**event, "level": level})


def test_a_measurement_keeps_its_names() -> None:
    body = {"metrics": [{"train/loss": 1.5, "train/global_step": 1}]}
    assert together.FinetuneListMetrics.from_dict(body).to_dict() == body


@pytest.mark.parametrize("item", ["my-finetune", {"finetune_id": "x"}, None])
def test_a_list_of_fine_tunes_takes_any_item(item: Any) -> None:
    assert bfl.MyFinetunesResponse.from_dict({"finetunes": [item]}).finetunes == [item]


@pytest.mark.parametrize("word", ["Pending", "Task not found", "Something new"])
def test_a_result_takes_any_status_and_null_for_the_rest(word: str) -> None:
    body = {"id": "x", "status": word, "details": None, "preview": None, "progress": None}
    assert bfl.ResultResponse.from_dict(body).to_dict() == body


def test_a_model_without_what_only_requests_have_is_read() -> None:
    settings = {
        "base_model": {"base_type": "BASE_TYPE_CHAT"},
        "dataset_id": "d",
        "wandb": {"project": "p"},
    }
    body = {"name": "n", "settings": settings, "status": "STATUS_SOMETHING_NEW"}
    assert cohere.FinetunedModel.from_dict(body).to_dict() == body


def test_a_change_of_a_model_names_it_in_the_path_and_not_in_the_body() -> None:
    settings = cohere.Settings(cohere.BaseModel(cohere.BaseType.BASE_TYPE_CHAT), "d")
    made = update_finetuned_model._get_kwargs("a", body=cohere.FinetunedModel("n", settings))
    assert (made["method"], made["url"]) == ("patch", f"{MODELS}/a")
    assert made["json"].keys() == {"name", "settings"}


def test_no_secret_is_in_a_repr() -> None:
    ours = together.CreateFineTune("file-1", "m", wandb_api_key="SECRET", hf_api_token="SECRET")
    wandb = cohere.WandbConfig(project="p", api_key="SECRET")
    settings = cohere.Settings(cohere.BaseModel(cohere.BaseType.BASE_TYPE_CHAT), "d", wandb=wandb)
    assert "SECRET" not in repr([ours, wandb, cohere.FinetunedModel("n", settings)])
    assert ours.to_dict()["wandb_api_key"] == "SECRET"


def required(body: type) -> set[str]:
    hints = get_type_hints(body, include_extras=True)
    return {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}


def test_a_new_job_can_be_typed_as_keyword_arguments() -> None:
    def create(**body: Unpack[bodies.CreateFineTune]) -> dict[str, Any]:
        return dict(body)

    method: bodies.TrainingMethodDPO = {"method": "dpo", "dpo_beta": 0.2}
    assert create(training_file="f", model="m", training_method=method, batch_size="max")
    assert required(bodies.CreateFineTune) == {"training_file", "model"}


def test_a_new_model_of_cohere_is_typed_without_what_the_server_sets() -> None:
    assert get_type_hints(cohere_bodies.FinetunedModel).keys() == {"name", "settings"}
    assert required(cohere_bodies.FinetunedModel) == {"name", "settings"}
    assert required(cohere_bodies.WandbConfig) == {"project", "api_key"}


@pytest.mark.parametrize(
    ("provider", "secrets"),
    [("together", ["hf_api_token", "wandb_api_key"]), ("bfl", []), ("cohere", ["api_key"])],
)
def test_the_package_says_which_properties_are_secrets(provider: str, secrets: list[str]) -> None:
    path = regenerate.ROOT / "generated/finetunes_openapi" / provider / "about.json"
    assert json.loads(path.read_text("utf-8"))["secrets"] == secrets

"""The packages in `generated/`: what the wrapper relies on."""

import copy
import importlib
import json
import pickle
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Unpack

import attrs
import httpx
import pytest
import regenerate
from finetunes_openapi.bfl import bodies as bfl_bodies, client as bfl
from finetunes_openapi.bfl.client import models as bfl_models
from finetunes_openapi.bfl.client.api.utility import delete_finetune
from finetunes_openapi.cohere.client.api.finetuning import delete_finetuned_model
from finetunes_openapi.together import client as together, contracts as together_contracts
from finetunes_openapi.together.client import models, types
from finetunes_openapi.together.client.api.fine_tuning import cancel_fine_tune, delete_fine_tune

PACKAGE = regenerate.ROOT / "generated/finetunes_openapi"
KINDS = Path(__file__).with_name("kinds.yaml")
WITH_ID = [delete_fine_tune, cancel_fine_tune, delete_finetuned_model]


def document(provider: str) -> Any:
    return json.loads((PACKAGE / provider / "openapi.json").read_text())


@pytest.mark.parametrize(
    ("provider", "servers"),
    [
        ("together", ["https://api.together.ai/v1"]),
        ("bfl", ["https://api.us1.bfl.ai", "https://api.eu1.bfl.ai"]),
        ("cohere", ["https://api.cohere.com"]),
    ],
)
def test_the_first_server_is_the_default_address(provider: str, servers: list[str]) -> None:
    assert [server["url"] for server in document(provider)["servers"]] == servers


@pytest.mark.parametrize(
    ("module", "arguments", "method", "url"),
    [
        (delete_fine_tune, {"id": "ft-1"}, "delete", "/fine-tunes/ft-1"),
        (cancel_fine_tune, {"id": "ft-1"}, "post", "/fine-tunes/ft-1/cancel"),
        (delete_finetuned_model, {"id": "a b"}, "delete", "/v1/finetuning/finetuned-models/a%20b"),
        (
            delete_finetune,
            {"body": bfl_models.DeleteFinetuneInputs(finetune_id="x")},
            "post",
            "/v1/delete_finetune",
        ),
    ],
)
def test_the_four_operations_make_the_documented_request(
    module: ModuleType, arguments: dict[str, Any], method: str, url: str
) -> None:
    made = module._get_kwargs(**arguments)
    assert (made["method"], made["url"]) == (method, url)


def test_the_parameter_without_effect_is_not_sent() -> None:
    assert delete_fine_tune._get_kwargs("ft-1").get("params") == {}


def test_the_body_of_a_delete_names_the_fine_tune() -> None:
    body = bfl_models.DeleteFinetuneInputs(finetune_id="x")
    assert delete_finetune._get_kwargs(body=body)["json"] == {"finetune_id": "x"}


@pytest.mark.parametrize("module", WITH_ID)
@pytest.mark.parametrize("id_", ["", ".", "..", None, 7, b"ft-1", types.UNSET, "\ud800"])
def test_a_dangerous_id_is_refused_before_any_request(module: ModuleType, id_: Any) -> None:
    def unreachable(_: httpx.Request) -> httpx.Response:
        raise AssertionError("a request was sent")

    http = httpx.Client(base_url="https://example.com", transport=httpx.MockTransport(unreachable))
    client = together.AuthenticatedClient("https://example.com", "key").set_httpx_client(http)
    with http, pytest.raises(ValueError):
        module.sync_detailed(id_, client=client)


@pytest.mark.parametrize(
    "id_", ["a/b", "../models", "%2e%2e", "x?y=1", "a#b", "é", "a\nb", "{id}", " "]
)
def test_any_other_id_stays_one_segment_of_the_path(id_: str) -> None:
    sent: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.raw_path)
        return httpx.Response(200, json={"message": "ok"})

    with httpx.Client(
        base_url="https://example.com/v1", transport=httpx.MockTransport(answer)
    ) as http:
        client = together.AuthenticatedClient("https://example.com/v1", "key").set_httpx_client(
            http
        )
        delete_fine_tune.sync_detailed(id_, client=client)
    path = sent[0].split(b"?")[0]
    assert path.startswith(b"/v1/fine-tunes/")
    assert path.count(b"/") == 3


@pytest.mark.parametrize("status", [299, 520, 529, 599])
def test_a_status_without_a_name_is_an_answer(status: int) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text="x"))
    with httpx.Client(base_url="https://example.com", transport=transport) as http:
        client = together.AuthenticatedClient("https://example.com", "key").set_httpx_client(http)
        assert delete_fine_tune.sync_detailed("ft-1", client=client).status_code == status


def test_the_key_is_in_no_repr_and_not_in_the_callers_headers() -> None:
    headers = {"X-Own": "1"}
    client = together.AuthenticatedClient("https://example.com", "SECRET", headers=headers)
    client.get_httpx_client().close()
    assert "SECRET" not in repr(client)
    assert headers == {"X-Own": "1"}
    with client.with_headers({}).get_httpx_client() as http:
        assert http.headers["Authorization"] == "Bearer SECRET"


def test_a_client_without_a_key_sends_none_and_one_with_a_key_shows_it_in_no_field() -> None:
    with bfl.Client("https://example.com").get_httpx_client() as http:
        assert "Authorization" not in http.headers
    client = bfl.AuthenticatedClient("https://example.com", "SECRET", "", "x-key")
    with client.with_timeout(httpx.Timeout(1)).get_httpx_client() as http:
        assert (http.headers["x-key"], http.timeout) == ("SECRET", httpx.Timeout(1))
    client.get_httpx_client().close()
    assert str(attrs.astuple(client)).count("SECRET") == 1  # the token itself


def test_a_client_does_not_wait_for_ever() -> None:
    with bfl.Client("https://example.com").get_httpx_client() as http:
        assert http.timeout == httpx.Timeout(60, connect=10)


def test_unset_survives_copy_and_pickle() -> None:
    model = models.FinetuneDeleteResponse()
    for same in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        assert same.message is types.UNSET
        assert same.to_dict() == {}
    assert repr(types.UNSET) == "UNSET"


def test_the_pages_own_example_decodes_and_keeps_to_the_contract() -> None:
    schema = document("together")["components"]["schemas"]["FinetuneResponseTruncated"]
    (example,) = schema["examples"]
    job = models.FinetuneResponseTruncated.from_dict(example)
    assert job.status is models.FinetuneJobStatus.CANCEL_REQUESTED
    assert job.id == example["id"]
    assert together_contracts.FinetuneResponseTruncatedContract.model_validate(example).id == job.id


def test_what_is_new_in_an_answer_is_a_value() -> None:
    job = models.FinetuneResponseTruncated.from_dict(
        {
            "id": "ft-1",
            "status": "paused",
            "created_at": "yesterday",
            "updated_at": "2026-01-01t00:00:00z",
            "training_type": {"type": "QLora", "rank": 3},
            "events": [
                {
                    "object": "fine-tune-event",
                    "created_at": "",
                    "message": "",
                    "type": "JOB_PAUSED",
                    "level": None,
                }
            ],
        }
    )
    assert job.status == "paused"
    assert job.created_at == "yesterday"
    assert isinstance(job.training_type, models.UnknownVariant)
    assert job.training_type["rank"] == 3
    assert isinstance(job.events, list)
    assert job.events[0].type_ == "JOB_PAUSED"


@pytest.mark.parametrize(
    ("kind", "expected"), [("Full", models.FullTrainingType), ("Lora", models.LoRATrainingType)]
)
def test_the_members_of_a_union_are_told_apart(kind: str, expected: type) -> None:
    body = {"id": "1", "status": "running", "created_at": "", "updated_at": ""}
    variant = {"type": kind, "lora_r": 1, "lora_alpha": 2}
    job = models.FinetuneResponseTruncated.from_dict(body | {"training_type": variant})
    assert type(job.training_type) is expected


@pytest.mark.parametrize(
    "body",
    [
        {"detail": "Not authenticated"},
        {"detail": ["x"]},
        {"detail": [{"loc": ["body", 0], "msg": "m", "type": "t", "input": None}]},
        {"error": "rate_limited", "message": "slow down", "retry_after": 1.5, "details": {"a": 1}},
    ],
)
def test_all_shapes_of_errors_decode(body: dict[str, Any]) -> None:
    assert bfl_models.Error.from_dict(body).to_dict() == body


def test_importing_one_operation_loads_the_models_of_its_answers_alone() -> None:
    program = (
        "import sys, finetunes_openapi.together.client.api.fine_tuning.delete_fine_tune\n"
        "print(*(name.rpartition('.')[2] for name in sys.modules if '.models.' in name))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert {*done.stdout.split()} == {"error_data", "error_data_error", "finetune_delete_response"}


def test_the_models_are_all_there_when_asked_for() -> None:
    for name in models.__all__:
        assert getattr(models, name).__name__ == name
        assert name in dir(models)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = models.Nothing  # type: ignore[attr-defined]  # that is the point


def test_no_name_is_one_that_a_generator_had_to_invent() -> None:
    for path in PACKAGE.rglob("client/models/*.py"):
        assert not path.stem.removesuffix("_").rpartition("type_")[2].isdigit(), path


def test_every_module_says_that_it_is_made() -> None:
    modules = list(PACKAGE.rglob("*.py"))
    assert len(modules) > 40
    for path in modules:
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# Made by `python scripts/regenerate.py`; do not edit.", path


def test_a_request_body_can_be_typed_as_keyword_arguments() -> None:
    def delete(**body: Unpack[bfl_bodies.DeleteFinetuneInputs]) -> str:
        return body["finetune_id"]

    assert delete(finetune_id="x") == "x"
    assert bfl_bodies.DeleteFinetuneInputs.__required_keys__ == {"finetune_id"}


@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
def test_every_schema_of_a_document_has_a_contract_that_takes_nothing_unknown(
    provider: str,
) -> None:
    contracts = importlib.import_module(f"finetunes_openapi.{provider}.contracts")
    for name, schema in document(provider)["components"]["schemas"].items():
        contract = getattr(contracts, f"{name}Contract")
        if "properties" in schema and "additionalProperties" not in schema:
            assert contract.model_config["extra"] == "forbid"


def mypy_says(folder: Path, cache: Path) -> str:
    settings = cache / "mypy.ini"
    settings.write_text("[mypy]\nstrict = true\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", str(settings)),
            *("--cache-dir", str(cache / "mypy"), str(folder)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.slow
def test_the_generated_code_is_clean_under_mypy_strict(tmp_path: Path) -> None:
    assert mypy_says(PACKAGE, tmp_path).startswith("Success")


@pytest.mark.slow
@pytest.mark.untraced
def test_code_of_a_document_with_all_kinds_of_schemas_is_clean_under_mypy_strict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "specs/kinds"
    folder.mkdir(parents=True)
    (folder / "upstream.yaml").write_bytes(KINDS.read_bytes())
    (folder / "provider.yaml").write_text("source: upstream.yaml")
    arguments = ["--specs", str(folder.parent), "--out", str(tmp_path), "--package", "made"]
    assert regenerate.main(arguments) == 0, capsys.readouterr().err
    assert mypy_says(tmp_path / "made", tmp_path).startswith("Success")


@pytest.mark.slow
@pytest.mark.untraced
def test_the_repositorys_packages_are_what_their_sources_make(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert regenerate.main(["--check"]) == 0, capsys.readouterr().err

"""What is sent for a read, and what a full answer becomes, field by field."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import attrs
import pytest
from finetunes import Checkpoint, Event, FineTune, MetricPoint, Status

from .canned import answer
from .conftest import Call
from .reads import (
    BFL_DETAILS,
    BFL_RESULT,
    COHERE_EVENT,
    COHERE_METRICS,
    COHERE_MODEL,
    READS,
    TOGETHER_CHECKPOINT,
    TOGETHER_EVENT,
    TOGETHER_JOB,
    TOGETHER_LISTED,
    TOGETHER_METRICS,
    answered,
    read,
)
from .wire import reply

if TYPE_CHECKING:
    from .wire import Connection, Start

CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
UPDATED = CREATED.replace(hour=4)
ENDED = CREATED.replace(hour=5)


def fields(item: Any) -> dict[str, Any]:
    """Return everything but the typed model, which has a test of its own."""
    found = attrs.asdict(item, recurse=False)
    del found["raw"]
    return found


# Requests

COHERE_PATH = "/v1/finetuning/finetuned-models"
TARGETS = {
    ("together", "retrieve"): ["/v1/fine-tunes/ft-1"],
    ("together", "list"): ["/v1/fine-tunes"],
    ("together", "list_events"): ["/v1/fine-tunes/ft-1/events"],
    ("together", "list_checkpoints"): ["/v1/fine-tunes/ft-1/checkpoints"],
    ("together", "list_metrics"): ["/v1/fine-tunes/ft-1/metrics"],
    ("bfl", "retrieve"): ["/v1/finetune_details?finetune_id=ft-1", "/v1/get_result?id=ft-1"],
    ("bfl", "list"): ["/v1/my_finetunes"],
    ("cohere", "retrieve"): [f"{COHERE_PATH}/ft-1"],
    ("cohere", "list"): [COHERE_PATH],
    ("cohere", "list_events"): [f"{COHERE_PATH}/ft-1/events"],
    ("cohere", "list_metrics"): [f"{COHERE_PATH}/ft-1/training-step-metrics"],
}


def test_every_read_stands_in_the_table_of_requests() -> None:
    assert set(TARGETS) == set(READS)


@pytest.mark.parametrize(("provider", "operation"), READS)
def test_a_read_is_a_get_without_a_body(
    call: Call, wire: Start, provider: str, operation: str
) -> None:
    server = wire(reply(READS[provider, operation]))
    read(call, None, provider, operation, base_url=server.url)
    assert [request.target for request in server.requests] == TARGETS[provider, operation]
    for request in server.requests:
        assert (request.method, request.body) == ("GET", b"")
        assert request.header("content-type") is None


@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
def test_an_id_is_sent_as_one_piece(call: Call, wire: Start, provider: str) -> None:
    id = "org/my lora?x=1#é"
    body = READS[provider, "retrieve"]
    server = wire(reply({**body, "id": id, "finetuned_model": {"id": id}}))
    assert read(call, None, provider, "retrieve", id, base_url=server.url).id == id
    quoted = "org%2Fmy%20lora%3Fx%3D1%23%C3%A9"
    for request in server.requests:
        path, _, query = request.target.partition("?")
        if provider == "bfl":
            assert list(parse_qs(query).values()) == [[id]]
        else:
            assert (path.rpartition("/")[2], query) == (quoted, "")


@pytest.mark.parametrize(
    ("operation", "items"),
    [("list", "finetuned_models"), ("list_events", "events"), ("list_metrics", "step_metrics")],
)
def test_a_page_token_is_sent_back_as_it_came(
    call: Call, wire: Start, operation: str, items: str
) -> None:
    first = {items: [COHERE_MODEL], "next_page_token": "a b&c=d/é+"}

    def script(peer: Connection) -> None:
        for body in [first, {items: [COHERE_MODEL]}]:
            peer.request()
            peer.send(reply(body))

    server = wire(script)
    assert len(read(call, None, "cohere", operation, base_url=server.url)) == 2
    path = TARGETS["cohere", operation][0]
    assert server.requests[0].target == path
    again, _, query = server.requests[1].target.partition("?")
    assert (again, parse_qs(query)) == (path, {"page_token": ["a b&c=d/é+"]})


# A full answer


@pytest.mark.parametrize(("provider", "operation"), READS)
def test_a_documented_answer_decodes_into_the_generated_model(
    provider: str, operation: str
) -> None:
    second = answer(BFL_RESULT)
    found = answered(Call("sync"), provider, operation, READS[provider, operation], second)
    item = found if operation == "retrieve" else found[0]
    assert item.undecoded is None
    if (provider, operation) == ("bfl", "list"):
        assert item.raw is None  # ids and nothing else
    else:
        assert type(item.raw).__module__.startswith(f"finetunes_openapi.{provider}.client.models.")


@pytest.mark.parametrize(("provider", "operation"), READS)
def test_what_was_read_can_be_copied_and_pickled(provider: str, operation: str) -> None:
    second = answer(BFL_RESULT)
    found = answered(Call("sync"), provider, operation, READS[provider, operation], second)
    assert copy.deepcopy(found) == found
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(("provider", "operation"), READS)
def test_the_repr_leaves_out_body_and_model(provider: str, operation: str) -> None:
    second = answer(BFL_RESULT)
    found = answered(Call("sync"), provider, operation, READS[provider, operation], second)
    assert "body=" not in repr(found)
    assert "raw=" not in repr(found)


def test_a_job_of_together(call: Call) -> None:
    found = answered(call, "together", "retrieve", TOGETHER_JOB)
    assert isinstance(found, FineTune)
    assert found.ref == "together:ft-1"
    assert fields(found) == {
        "provider": "together", "id": "ft-1", "body": TOGETHER_JOB, "undecoded": None,
        "status": Status.RUNNING, "provider_status": "running",
        "name": "me/Meta-Llama-3.1-8B-my-suffix",
        "model": "meta-llama/Meta-Llama-3.1-8B-Instruct-Reference",
        "created_at": CREATED, "updated_at": UPDATED, "finished_at": None,
        "price": Decimal("1.23456789"),
    }  # fmt: skip


def test_a_listed_job_of_together(call: Call) -> None:
    (found,) = answered(call, "together", "list", {"data": [TOGETHER_LISTED]})
    retrieved = answered(call, "together", "retrieve", TOGETHER_JOB)
    assert fields(found) == {**fields(retrieved), "body": TOGETHER_LISTED}


@pytest.mark.parametrize(
    ("missing", "name"),
    [({"model_output_name"}, "my-suffix"), ({"model_output_name", "suffix"}, None)],
)
def test_a_job_that_has_no_output_yet_is_called_by_its_suffix(
    missing: set[str], name: str | None
) -> None:
    body = {key: value for key, value in TOGETHER_JOB.items() if key not in missing}
    assert answered(Call("sync"), "together", "retrieve", body).name == name


@pytest.mark.parametrize("origin", ["from_hf_model", "from_checkpoint"])
def test_a_job_without_a_model_names_what_it_began_from(origin: str) -> None:
    body = {"id": "ft-1", "status": "running", "model": "", origin: "there"}
    assert answered(Call("sync"), "together", "retrieve", body).model == "there"


def test_an_event_of_together(call: Call) -> None:
    (found,) = answered(call, "together", "list_events", {"data": [TOGETHER_EVENT]})
    assert isinstance(found, Event)
    assert fields(found) == {
        "provider": "together", "body": TOGETHER_EVENT, "undecoded": None,
        "type": "EPOCH_COMPLETE", "message": "Epoch 1 is done", "level": "Info", "step": 7,
        "created_at": CREATED,
    }  # fmt: skip


def test_a_checkpoint_of_together(call: Call) -> None:
    (found,) = answered(call, "together", "list_checkpoints", {"data": [TOGETHER_CHECKPOINT]})
    assert isinstance(found, Checkpoint)
    assert fields(found) == {
        "provider": "together", "body": TOGETHER_CHECKPOINT, "undecoded": None,
        "type": "Final Merged", "step": 70, "path": "s3://somewhere/70", "created_at": UPDATED,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["train/global_step", "global_step", "step"])
def test_a_measurement_of_together(call: Call, name: str) -> None:
    body = {"train/loss": 0.5, name: 7, "logged_at": "2026-01-02T03:04:05Z"}
    (found,) = answered(call, "together", "list_metrics", {"metrics": [body]})
    assert isinstance(found, MetricPoint)
    assert fields(found) == {
        "provider": "together", "body": body, "undecoded": None,
        "step": 7, "values": {"train/loss": 0.5, name: 7.0}, "created_at": CREATED,
    }  # fmt: skip


def test_a_measurement_of_together_as_documented_names_no_time() -> None:
    (found,) = answered(Call("sync"), "together", "list_metrics", {"metrics": [TOGETHER_METRICS]})
    assert (found.step, found.created_at) == (7, None)


def test_a_model_of_cohere(call: Call) -> None:
    found = answered(call, "cohere", "retrieve", {"finetuned_model": COHERE_MODEL})
    (listed,) = answered(call, "cohere", "list", {"finetuned_models": [COHERE_MODEL]})
    assert found == listed
    assert found.ref == "cohere:ft-1"
    assert fields(found) == {
        "provider": "cohere", "id": "ft-1", "body": COHERE_MODEL, "undecoded": None,
        "status": Status.SUCCEEDED, "provider_status": "STATUS_READY", "name": "my-model",
        "model": "command-r", "created_at": CREATED, "updated_at": UPDATED, "finished_at": ENDED,
        "price": None,
    }  # fmt: skip


def test_a_model_of_cohere_that_names_no_base_model_names_its_kind() -> None:
    body = {"id": "ft-1", "settings": {"base_model": {"base_type": "BASE_TYPE_CHAT"}}}
    found = answered(Call("sync"), "cohere", "retrieve", {"finetuned_model": body})
    assert found.model == "BASE_TYPE_CHAT"


def test_an_event_of_cohere(call: Call) -> None:
    (found,) = answered(call, "cohere", "list_events", {"events": [COHERE_EVENT]})
    assert fields(found) == {
        "provider": "cohere", "body": COHERE_EVENT, "undecoded": None, "type": "STATUS_QUEUED",
        "message": None, "level": None, "step": None, "created_at": CREATED,
    }  # fmt: skip


def test_a_measurement_of_cohere(call: Call) -> None:
    (found,) = answered(call, "cohere", "list_metrics", {"step_metrics": [COHERE_METRICS]})
    assert fields(found) == {
        "provider": "cohere", "body": COHERE_METRICS, "undecoded": None, "step": 7,
        "values": {"loss": 0.5, "accuracy": 1.0}, "created_at": CREATED,
    }  # fmt: skip


def test_a_finetune_of_bfl(call: Call) -> None:
    found = answered(call, "bfl", "retrieve", BFL_DETAILS, answer(BFL_RESULT))
    assert found.ref == "bfl:ft-1"
    assert fields(found) == {
        "provider": "bfl", "id": "ft-1", "body": BFL_DETAILS, "undecoded": None,
        "status": Status.SUCCEEDED, "provider_status": "Ready", "name": "my style",
        "model": None, "created_at": CREATED, "updated_at": None, "finished_at": None,
        "price": None,
    }  # fmt: skip


def test_a_listed_finetune_of_bfl_is_an_id_and_no_more(call: Call) -> None:
    found = answered(call, "bfl", "list", {"finetunes": ["one", {"finetune_id": "two"}]})
    assert [(item.ref, item.status, item.provider_status) for item in found] == [
        ("bfl:one", Status.UNKNOWN, None),
        ("bfl:two", Status.UNKNOWN, None),
    ]

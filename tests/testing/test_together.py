"""Together's jobs as the embedded server plays them: create, list, retrieve, cancel, delete."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import CANCEL_SECONDS, START, HandClock, Wire

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

MODEL = "Qwen/Qwen2.5-7B-Instruct"
STATUSES = [
    "pending", "queued", "running", "compressing", "uploading",
    "cancel_requested", "cancelled", "completed", "error", "user_error",
]  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_every_reply_about_a_job_is_documented_in_every_status(
    server: EmbeddedServer, wire: Wire, status: str
) -> None:
    job = server.together.add(status=status, name="mine", n_epochs=2, n_checkpoints=3, n_evals=2)
    (listed,) = wire.get("together", "/fine-tunes")["data"]
    shown = wire.get("together", f"/fine-tunes/{job}")
    assert (listed["id"], shown["id"]) == (job, job)
    assert (listed["status"], shown["status"]) == (status, status)
    for what in ("events", "checkpoints", "metrics"):
        wire.get("together", f"/fine-tunes/{job}/{what}")


@pytest.mark.parametrize("status", ["pending", "queued", "running", "compressing", "uploading"])
def test_a_cancel_of_an_unfinished_job_is_answered_with_cancel_requested(
    server: EmbeddedServer, wire: Wire, status: str
) -> None:
    job = server.together.add(status=status)
    response = wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    assert (response.status_code, response.json()["id"]) == (200, job)
    assert response.json()["status"] == "cancel_requested"


def test_a_cancelled_job_stops_when_the_clock_has_moved_on(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    job = server.together.add()
    wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    clock.now += CANCEL_SECONDS - 1
    assert server.together.status(job) == "cancel_requested"
    clock.now += 1
    assert server.together.status(job) == "cancelled"


def test_the_time_of_an_update_follows_the_clock(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    job = server.together.add()
    clock.now += 3600
    body = wire.send("together", "POST", f"/fine-tunes/{job}/cancel").json()
    assert body["updated_at"] == "2026-01-01T01:00:00.000+00:00"
    assert body["created_at"] < body["updated_at"]


@pytest.mark.parametrize(
    "status", ["completed", "cancelled", "error", "user_error", "cancel_requested"]
)
def test_a_job_that_cannot_be_cancelled_is_a_bad_request_that_names_its_status(
    server: EmbeddedServer, wire: Wire, status: str
) -> None:
    job = server.together.add(status=status)
    response = wire.send("together", "POST", f"/fine-tunes/{job}/cancel")
    assert response.status_code == 400
    assert status in response.json()["error"]["message"]
    assert server.together.status(job) == status


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/fine-tunes/ft-none"),
        ("GET", "/fine-tunes/ft-none/events"),
        ("GET", "/fine-tunes/ft-none/checkpoints"),
        ("GET", "/fine-tunes/ft-none/metrics"),
        ("GET", "/fine-tunes/ft-none/download-tokenized-dataset"),
        ("GET", "/finetune/download?ft_id=ft-none"),
        ("POST", "/fine-tunes/ft-none/cancel"),
        ("DELETE", "/fine-tunes/ft-none"),
    ],
)
def test_a_job_that_is_not_there_is_not_found(wire: Wire, method: str, path: str) -> None:
    assert wire.send("together", method, path).status_code == 404


def test_a_deleted_job_is_gone_and_a_second_delete_is_not_found(
    server: EmbeddedServer, wire: Wire
) -> None:
    job, other = server.together.add(), server.together.add()
    assert wire.send("together", "DELETE", f"/fine-tunes/{job}").status_code == 200
    assert server.together.ids() == (other,)
    assert server.together.status(job) is None
    assert wire.send("together", "DELETE", f"/fine-tunes/{job}").status_code == 404


def test_an_id_with_a_slash_is_one_segment_when_it_is_encoded(
    server: EmbeddedServer, wire: Wire
) -> None:
    server.together.add("a/b c?d")
    assert wire.send("together", "DELETE", "/fine-tunes/a%2Fb%20c%3Fd").status_code == 200
    assert server.received[-1].item == "a/b c?d"


@pytest.mark.parametrize("word", ["status", "ends"])
def test_a_status_that_is_no_word_of_the_provider_is_refused(
    server: EmbeddedServer, word: str
) -> None:
    asleep: Any = {word: "asleep"}
    with pytest.raises(ValueError, match="'asleep' is none of cancel"):
        server.together.add(**asleep)


def test_a_status_that_cannot_come_before_the_end_is_refused(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="'uploading' is none of pending, queued, running, error"):
        server.together.add(status="uploading", ends="error")


def test_two_jobs_cannot_have_one_id(server: EmbeddedServer) -> None:
    server.together.add("ft-1")
    with pytest.raises(ValueError, match="together has 'ft-1' already"):
        server.together.add("ft-1")


def test_fields_lie_over_every_reply_about_a_job(server: EmbeddedServer, wire: Wire) -> None:
    job = server.together.add(fields={"model_output_name": "another"})
    (listed,) = wire.get("together", "/fine-tunes")["data"]
    shown = wire.get("together", f"/fine-tunes/{job}")
    assert listed["model_output_name"] == shown["model_output_name"] == "another"


def test_a_job_was_created_when_it_is_said_to_have_been(server: EmbeddedServer, wire: Wire) -> None:
    for status in STATUSES:
        server.together.add(status=status, created_at=START - timedelta(days=90))
    for job in wire.get("together", "/fine-tunes")["data"]:
        assert job["created_at"] == "2025-10-03T00:00:00.000+00:00"
        assert job["created_at"] <= job["updated_at"] <= "2026-01-01T00:00:00.000+00:00"


def test_a_job_cannot_have_been_created_later_than_now(server: EmbeddedServer, wire: Wire) -> None:
    job = server.together.add(status="completed", created_at=START + timedelta(days=1))
    assert server.together.status(job) == "completed"
    assert wire.get("together", f"/fine-tunes/{job}")["created_at"].startswith("2026-01-01T00:00")


def test_a_time_without_a_zone_is_refused(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="created_at must be a time with its time zone"):
        server.together.add(created_at=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


def create(wire: Wire, **body: Any) -> Any:
    response = wire.send("together", "POST", "/fine-tunes", json=body)
    return response.status_code, response.json()


def test_a_created_job_repeats_its_settings_and_goes_on_by_the_clock(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    file = server.together.files.add(b"{}\n")
    training = {"type": "Full"}
    status, body = create(
        wire, training_file=file, model=MODEL, n_epochs=3, suffix="mine", training_type=training
    )
    assert (status, body["status"], body["n_epochs"], body["suffix"]) == (200, "pending", 3, "mine")
    assert (body["training_type"], body["batch_size"]) == (training, 8)
    assert server.received[-1].item == body["id"] == server.together.ids()[0]
    clock.now += 1000
    shown = wire.get("together", f"/fine-tunes/{body['id']}")
    assert (shown["status"], shown["epochs_completed"], shown["batch_size"]) == (
        "completed",
        3,
        "max",
    )


def test_a_secret_of_a_create_is_neither_repeated_nor_kept_in_the_record(
    server: EmbeddedServer, wire: Wire
) -> None:
    file = server.together.files.add(b"{}\n")
    secrets = {"wandb_api_key": "canary-1", "hf_api_token": "canary-2"}
    _, body = create(wire, training_file=file, model=MODEL, wandb_name="run", **secrets)
    shown = wire.get("together", f"/fine-tunes/{body['id']}")
    assert (body["wandb_name"], shown["wandb_name"]) == ("run", "run")
    assert "canary" not in f"{body} {shown} {server.received}"
    assert server.received[0].body["wandb_api_key"] == "[secret]"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"model": MODEL}, "$: no training_file"),
        ({"training_file": "FILE"}, "$: no model"),
        ({"training_file": "FILE", "model": 1}, "$.model: a whole number"),
        ({"training_file": "FILE", "model": MODEL, "n_epochs": True}, "$.n_epochs: a boolean"),
        ({"training_file": "FILE", "model": MODEL, "n_epochs": 0}, "n_epochs must be from 1 to 20"),
        ({"training_file": "FILE", "model": MODEL, "lr_scheduler": {}}, "$.lr_scheduler: no"),
        (
            {"training_file": "FILE", "model": MODEL, "training_type": {"type": []}},
            "$.training_type: ",
        ),
    ],
)
def test_a_create_that_cannot_be_is_a_bad_request_that_says_why(
    server: EmbeddedServer, wire: Wire, body: dict[str, Any], words: str
) -> None:
    file = server.together.files.add(b"{}\n")
    given = {name: file if value == "FILE" else value for name, value in body.items()}
    status, answer = create(wire, **given)
    assert (status, server.together.ids()) == (400, ())
    assert words in answer["error"]["message"]


@pytest.mark.parametrize("name", ["training_file", "validation_file"])
def test_a_create_with_a_file_that_is_not_there_is_not_found(
    server: EmbeddedServer, wire: Wire, name: str
) -> None:
    files = {"training_file": server.together.files.add(b"{}\n"), name: "file-none"}
    status, answer = create(wire, model=MODEL, **files)
    assert (status, server.together.ids()) == (404, ())
    assert f"{name} file-none not found" in answer["error"]["message"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"[" * 100_000, b"\xff", b'{"a": 1e999}', b'{"a": NaN}']
)
def test_a_create_whose_body_is_no_json_object_is_a_bad_request(wire: Wire, body: bytes) -> None:
    assert wire.send("together", "POST", "/fine-tunes", content=body).status_code == 400


@pytest.mark.parametrize(
    "settings",
    [
        {"training_type": {"type": "Lora", "lora_r": 4, "lora_alpha": 4}},
        {"training_method": {"method": "sft"}},
        {"training_method": {"method": "dpo", "dpo_beta": 0.2}},
        {"lr_scheduler": {"lr_scheduler_type": "cosine"}},
        {"learning_rate": 1.5e-5, "batch_size": 16, "random_seed": 1},
    ],
    ids=str,
)
def test_the_settings_of_a_create_are_repeated_in_full(
    server: EmbeddedServer, wire: Wire, settings: dict[str, Any]
) -> None:
    file = server.together.files.add(b"{}\n")
    status, body = create(wire, training_file=file, model=MODEL, **settings)
    assert status == 200
    for name, value in settings.items():
        assert body[name] == value or body[name].items() >= value.items()


def test_the_example_is_taken_by_a_create(server: EmbeddedServer, wire: Wire) -> None:
    assert create(wire, **server.together.example())[0] == 200
    assert server.bfl.example() == {}


def test_null_for_the_training_type_asks_for_an_adapter(server: EmbeddedServer, wire: Wire) -> None:
    file = server.together.files.add(b"{}\n")
    _, body = create(wire, training_file=file, model=MODEL, training_type=None, random_seed=None)
    assert body["training_type"]["type"] == "Lora"

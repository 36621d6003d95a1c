"""What Together says before a job: models, limits, a price, a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import HandClock, Wire

MODEL = "Qwen/Qwen2.5-7B-Instruct"


def test_every_supported_model_has_limits(wire: Wire) -> None:
    models = wire.get("together", "/fine-tunes/models/supported")["models"]
    assert MODEL in models
    for model in models:
        limits = wire.get("together", "/fine-tunes/models/limits", params={"model_name": model})
        assert limits["model_name"] == model


@pytest.mark.parametrize("query", ["", "?model_name=gpt-2"])
def test_another_model_has_none_and_the_refusal_has_its_own_shape(wire: Wire, query: str) -> None:
    reply = wire.send("together", "GET", f"/fine-tunes/models/limits{query}")
    assert (reply.status_code, list(reply.json())) == (404, ["message"])


def estimate(wire: Wire, **body: Any) -> Any:
    reply = wire.send("together", "POST", "/fine-tunes/estimate-price", json=body)
    return reply.status_code, reply.json()


def test_a_price_is_estimated_in_dollars(server: EmbeddedServer, wire: Wire) -> None:
    file = server.together.files.add(b"{}")
    status, body = estimate(wire, training_file=file, n_epochs=2, n_evals=1)
    assert (status, body["estimation_available"]) == (200, True)
    assert body["estimated_total_price"] == pytest.approx(0.9)


def test_there_is_no_estimate_before_the_files_were_looked_at(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    good, bad = server.together.files.add(b"{}"), server.together.files.add(b"x")
    form = {"purpose": "fine-tune", "file_name": "a.jsonl"}
    sent: dict[str, Any] = {"data": form, "files": {"file": b'{"a": 1}'}}
    fresh = wire.send("together", "POST", "/files/upload", **sent).json()["id"]
    reasons = [
        estimate(wire, training_file=train, validation_file=evaluation)[1]["unavailable_reason"]
        for train, evaluation in ((fresh, good), (bad, good), (good, fresh), (good, bad))
    ]
    assert reasons == [
        "train_file_not_validated",
        "train_file_invalid",
        "eval_file_not_validated",
        "eval_file_invalid",
    ]
    clock.now += 3
    assert estimate(wire, training_file=fresh)[1]["estimation_available"]


def with_a_file(server: EmbeddedServer, body: dict[str, Any]) -> dict[str, Any]:
    """Return a body that names a file of the server where it says FILE."""
    file = server.together.files.add(b"{}")
    return {name: file if value == "FILE" else value for name, value in body.items()}


@pytest.mark.parametrize(
    "body", [{}, {"training_file": []}, {"training_file": "FILE", "n_epochs": "2"}], ids=str
)
def test_a_wrong_request_for_an_estimate_fails_the_one_way_that_is_documented(
    server: EmbeddedServer, wire: Wire, body: dict[str, Any]
) -> None:
    assert estimate(wire, **with_a_file(server, body))[0] == 500


def preview(wire: Wire, **body: Any) -> Any:
    reply = wire.send("together", "POST", "/fine-tunes/preview", json=body)
    return reply.status_code, reply.json()


def test_a_preview_shows_the_first_rows_as_tokens(server: EmbeddedServer, wire: Wire) -> None:
    file = server.together.files.add(b'{"text": "two words"}\nno json\n{}\n')
    status, body = preview(wire, model=MODEL, training_file=file, top_k=2)
    assert status == 200
    assert [row["tokens"] for row in body["rows"]] == [["two", "words"], ["no", "json"]]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"model": MODEL},
        {"model": 1, "training_file": "FILE"},
        {"model": MODEL, "training_file": "FILE", "top_k": 0},
        {"model": MODEL, "training_file": "FILE", "top_k": "x"},
    ],
    ids=str,
)
def test_a_preview_of_nothing_is_a_bad_request(
    server: EmbeddedServer, wire: Wire, body: dict[str, Any]
) -> None:
    assert preview(wire, **with_a_file(server, body))[0] == 400


def test_a_preview_of_a_file_that_is_not_there_is_not_found(wire: Wire) -> None:
    assert preview(wire, model=MODEL, training_file="file-none")[0] == 404

"""Cohere's API as the embedded server plays it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import START, HandClock, Wire

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

PATH = "/v1/finetuning/finetuned-models"
SETTINGS = {"base_model": {"base_type": "BASE_TYPE_CHAT"}, "dataset_id": "d"}
UUID = "123e4567-e89b-12d3-a456-426614174000"


def read(wire: Wire, path: str, **query: Any) -> Any:
    return wire.get("cohere", f"{PATH}{path}", params=query)


def pages(wire: Wire, name: str, path: str = "", **query: Any) -> list[list[Any]]:
    """Every page of a list."""
    found, token = list[list[Any]](), ""
    while True:
        body = read(wire, path, page_token=token, **query)
        found.append(body[name])
        token = body["next_page_token"]
        if not token:
            return found


def test_a_delete_is_answered_with_an_empty_object_and_a_second_one_is_not_found(
    server: EmbeddedServer, wire: Wire
) -> None:
    model, other = server.cohere.add(), server.cohere.add()
    first = wire.send("cohere", "DELETE", f"{PATH}/{model}")
    assert (first.status_code, first.json()) == (200, {})
    assert server.cohere.ids() == (other,)
    assert server.cohere.status(model) is None
    second = wire.send("cohere", "DELETE", f"{PATH}/{model}")
    assert (second.status_code, second.json()) == (
        404,
        {"message": f"finetuned model {model} not found"},
    )


@pytest.mark.parametrize("id", ["my-model", f"{UUID}-ft"])
@pytest.mark.parametrize("path", ["", "/events", "/training-step-metrics"])
def test_an_id_that_is_no_uuid_is_a_bad_request(wire: Wire, id: str, path: str) -> None:
    assert wire.send("cohere", "GET", f"{PATH}/{id}{path}").status_code == 400


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ({"id": "my-model"}, "'my-model' is no UUID"),
        ({"status": "READY"}, "'READY' is none of STATUS_QUEUED"),
        ({"ends": "STATUS_QUEUED"}, "'STATUS_QUEUED' is none of STATUS_READY"),
        ({"model": "command"}, "'command' is none of BASE_TYPE_CHAT"),
    ],
    ids=str,
)
def test_what_is_no_word_of_the_provider_cannot_be_added(
    server: EmbeddedServer, word: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        server.cohere.add(**word)


@pytest.mark.parametrize(
    "word",
    ["QUEUED", "FINETUNING", "DEPLOYING_API", "READY", "FAILED", "DELETED", "PAUSED",
     "TEMPORARILY_OFFLINE", "UNSPECIFIED"],
)  # fmt: skip
def test_every_reply_about_a_model_is_documented_in_every_status(
    server: EmbeddedServer, wire: Wire, word: str
) -> None:
    model = server.cohere.add(UUID, status=f"STATUS_{word}", name="mine")
    shown = read(wire, f"/{model}")["finetuned_model"]
    assert read(wire, "")["finetuned_models"] == [shown]
    assert (shown["id"], shown["status"], shown["name"]) == (UUID, f"STATUS_{word}", "mine")
    assert ("completed_at" in shown) == (word in {"READY", "FAILED"})
    assert read(wire, f"/{model}/events")["events"][0]["status"] == f"STATUS_{word}"
    read(wire, f"/{model}/training-step-metrics")


def test_models_come_in_pages_of_fifty(server: EmbeddedServer, wire: Wire) -> None:
    models = [server.cohere.add() for _ in range(120)]
    found = pages(wire, "finetuned_models", page_size=0)
    assert [len(page) for page in found] == [50, 50, 20]
    assert [model["id"] for page in found for model in page] == models
    assert [len(page) for page in pages(wire, "finetuned_models", page_size=60)] == [60, 60]
    assert read(wire, "", page_size=1)["total_size"] == 120


def test_what_is_deleted_between_two_pages_makes_no_other_model_go_missing(
    server: EmbeddedServer, wire: Wire
) -> None:
    models = [server.cohere.add() for _ in range(4)]
    token = read(wire, "", page_size=2)["next_page_token"]
    for model in models[:2]:
        wire.send("cohere", "DELETE", f"{PATH}/{model}")
    rest = read(wire, "", page_size=2, page_token=token)["finetuned_models"]
    assert [model["id"] for model in rest] == models[2:]


def test_models_can_be_ordered_by_the_time_of_their_creation(
    server: EmbeddedServer, wire: Wire
) -> None:
    old, new, oldest = (
        server.cohere.add(created_at=START - timedelta(days=days)) for days in (2, 1, 3)
    )

    def ordered(order: str) -> list[str]:
        found = pages(wire, "finetuned_models", page_size=2, order_by=order)
        return [model["id"] for page in found for model in page]

    assert ordered("") == [old, new, oldest]
    assert ordered("created_at") == [oldest, old, new]
    assert ordered("created_at desc") == [new, old, oldest]


@pytest.mark.parametrize(
    "query",
    ["page_size=", "page_size=x", "order_by=name", "page_token=x", "page_token=%C3%A9",
     "page_token=bnVsbA==", "page_token=W0luZmluaXR5LEluZmluaXR5XQ=="],
)  # fmt: skip
def test_a_page_that_is_none_is_a_bad_request(wire: Wire, query: str) -> None:
    assert wire.send("cohere", "GET", f"{PATH}?{query}").status_code == 400


def test_a_token_of_nothing_but_brackets_is_a_bad_request(wire: Wire) -> None:
    token = "W1tb" * 10_000  # [[[ in base64
    assert wire.send("cohere", "GET", f"{PATH}?page_token={token}").status_code == 400


def create(wire: Wire, **body: Any) -> Any:
    return wire.send("cohere", "POST", PATH, json=body)


def test_a_created_model_advances_by_the_clock(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    reply = create(wire, name="mine", settings=SETTINGS)
    model = reply.json()["finetuned_model"]
    assert (reply.status_code, model["settings"]) == (200, SETTINGS)
    seen: list[str | None] = []
    for seconds in (0, 10, 299, 1):
        clock.now += seconds
        seen.append(server.cohere.status(model["id"]))
    assert seen == ["STATUS_QUEUED", "STATUS_FINETUNING", "STATUS_FINETUNING", "STATUS_READY"]


def test_the_example_is_taken_by_a_create(server: EmbeddedServer, wire: Wire) -> None:
    assert create(wire, **server.cohere.example()).status_code == 200


def test_a_model_fails_when_it_is_told_to(server: EmbeddedServer, clock: HandClock) -> None:
    model = server.cohere.add(status="STATUS_QUEUED", advances=True, ends="STATUS_FAILED")
    clock.now += 1000
    assert server.cohere.status(model) == "STATUS_FAILED"


def test_an_update_changes_name_and_settings(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    model = server.cohere.add(fields={"organization_id": "another"})
    before = read(wire, f"/{model}")["finetuned_model"]
    clock.now += 60
    settings = {**SETTINGS, "hyperparameters": {"train_epochs": 2}}
    reply = wire.send(
        "cohere", "PATCH", f"{PATH}/{model}", json={"name": "b", "settings": settings}
    )
    after = reply.json()["finetuned_model"]
    assert (after["name"], after["settings"], after["status"]) == ("b", settings, before["status"])
    assert after["updated_at"] == "2026-01-01T00:01:00.000+00:00" > before["updated_at"]
    assert after["organization_id"] == "another"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "a"},
        {"name": 1, "settings": SETTINGS},
        {"name": "a", "settings": {**SETTINGS, "base_model": {"base_type": []}}},
        {"name": "a", "settings": {**SETTINGS, "dataset_id": None}},
    ],
    ids=str,
)
def test_a_body_that_no_model_can_come_of_is_a_bad_request(
    server: EmbeddedServer, wire: Wire, body: dict[str, Any]
) -> None:
    model = server.cohere.add()
    assert create(wire, **body).status_code == 400
    assert wire.send("cohere", "PATCH", f"{PATH}/{model}", json=body).status_code == 400
    assert server.cohere.ids() == (model,)


def test_a_secret_of_a_create_is_neither_repeated_nor_kept_in_the_record(
    server: EmbeddedServer, wire: Wire
) -> None:
    wandb = {"project": "p", "api_key": "canary"}
    reply = create(wire, name="mine", settings={**SETTINGS, "wandb": wandb})
    assert reply.status_code == 200
    assert "canary" not in f"{reply.text} {server.received}"
    assert server.received[0].body["settings"]["wandb"] == {**wandb, "api_key": "[secret]"}


def test_events_come_newest_first_in_pages(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    model = server.cohere.add(status="STATUS_QUEUED", advances=True)
    clock.now += 1000
    found = pages(wire, "events", f"/{model}/events", page_size=2)
    assert [[event["status"] for event in page] for page in found] == [
        ["STATUS_READY", "STATUS_FINETUNING"],
        ["STATUS_QUEUED"],
    ]
    assert found[1][0]["created_at"] == "2026-01-01T00:00:00.000+00:00"


def test_metrics_come_newest_first_in_pages(
    server: EmbeddedServer, wire: Wire, clock: HandClock
) -> None:
    model = server.cohere.add(status="STATUS_FINETUNING", advances=True)
    path = f"/{model}/training-step-metrics"
    assert pages(wire, "step_metrics", path) == [[]]
    clock.now += 50
    found = pages(wire, "step_metrics", path, page_size=3)
    assert [[point["step_number"] for point in page] for page in found] == [[5, 4, 3], [2, 1]]
    assert found[0][0]["created_at"] == "2026-01-01T00:00:50.000+00:00"
    clock.now += 1000
    losses = [point["metrics"]["loss"] for point in pages(wire, "step_metrics", path)[0]]
    assert losses[-1] > 1.5 * losses[0] > 0

"""Cohere's API as the embedded server plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import Wire

PATH = "/v1/finetuning/finetuned-models"


def test_a_delete_is_answered_with_an_empty_object_and_a_second_one_is_not_found(
    server: EmbeddedServer, wire: Wire
) -> None:
    model, other = server.cohere.add(), server.cohere.add()
    first = wire.send("cohere", "DELETE", f"{PATH}/{model}")
    assert (first.status_code, first.json()) == (200, {})
    assert server.cohere.ids() == (other,)
    second = wire.send("cohere", "DELETE", f"{PATH}/{model}")
    assert (second.status_code, second.json()) == (
        404,
        {"message": f"finetuned model {model} not found"},
    )


def test_an_id_that_is_no_uuid_is_a_bad_request(wire: Wire) -> None:
    assert wire.send("cohere", "DELETE", f"{PATH}/my-model").status_code == 400


def test_only_a_uuid_can_be_added(server: EmbeddedServer) -> None:
    with pytest.raises(ValueError, match="'my-model' is no UUID"):
        server.cohere.add("my-model")

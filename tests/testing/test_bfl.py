"""Black Forest Labs' API as the embedded server plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import Wire

PATH = "/v1/delete_finetune"


def test_a_delete_repeats_the_id_and_a_second_one_is_not_found(
    server: EmbeddedServer, wire: Wire
) -> None:
    name, other = server.bfl.add("org/my-lora"), server.bfl.add()
    first = wire.send("bfl", "POST", PATH, json={"finetune_id": name})
    assert (first.status_code, first.json()["deleted_finetune_id"]) == (200, name)
    assert server.bfl.ids() == (other,)
    assert wire.send("bfl", "POST", PATH, json={"finetune_id": name}).status_code == 404


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "json_invalid"),
        (b"[" * 100_000, "json_invalid"),
        (b"\xff", "json_invalid"),
        (b"", "json_invalid"),
        (b"[]", "dict_type"),
        (b"{}", "missing"),
        (b'{"finetune_id": 1}', "string_type"),
        (b'{"finetune_id": null}', "string_type"),
    ],
    ids=lambda value: str(value[:12]),
)
def test_a_malformed_body_is_unprocessable_and_says_why(wire: Wire, body: bytes, kind: str) -> None:
    response = wire.send("bfl", "POST", PATH, content=body)
    details: list[dict[str, Any]] = response.json()["detail"]
    assert (response.status_code, [detail["type"] for detail in details]) == (422, [kind])


def test_two_finetunes_cannot_have_one_name(server: EmbeddedServer) -> None:
    server.bfl.add("portrait")
    with pytest.raises(ValueError, match="bfl has 'portrait' already"):
        server.bfl.add("portrait")

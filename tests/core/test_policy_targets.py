"""Which fine-tune a request of `client.generated` changes, however it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import FinetunesError, Policy, PolicyError
from finetunes.adapters import ADAPTERS, find_adapter

from .conftest import Call
from .guarded import Shelf, raw

if TYPE_CHECKING:
    from collections.abc import Generator

    from .wire import Start

RULES = Policy(protect=("*:prod-1",), source="x.toml")
JSON = {"content-type": "application/json"}
CHANGES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("together", "DELETE", "/fine-tunes/prod-1", {}),
    ("together", "DELETE", "/fine-tunes/prod-1/", {}),
    ("together", "DELETE", "/fine-tunes//prod-1", {}),
    ("together", "DELETE", "/fine-tunes/prod-1?force=true", {}),
    ("together", "DELETE", "/fine-tunes/prod%2D1", {}),
    ("together", "DELETE", "/fine%2Dtunes/prod-1", {}),
    ("together", "DELETE", "/Fine-Tunes/PROD-1", {}),
    ("together", "POST", "/fine-tunes/prod-1/cancel", {}),
    ("together", "POST", "/fine-tunes/prod-1/cancel/", {"json": {}}),
    ("together", "POST", "/fine-tunes/prod-1", {"json": {}}),
    ("together", "PUT", "/fine-tunes/prod-1", {"json": {}}),
    ("together", "PATCH", "/fine-tunes/prod-1", {"json": {}}),
    ("together", "POST", "/fine-tunes/prod-1/something-new", {}),
    ("cohere", "DELETE", "/v1/finetuning/finetuned-models/prod-1", {}),
    ("cohere", "DELETE", "/v1/finetuning/finetuned-models/prod-1/", {}),
    ("cohere", "PATCH", "/v1/finetuning/finetuned-models/prod-1", {"json": {}}),
    ("cohere", "PATCH", "/v2/finetuned-models/prod-1", {"content": b"\xff"}),
    ("bfl", "POST", "/v1/delete_finetune", {"json": {"finetune_id": "prod-1"}}),
    ("bfl", "POST", "/v1/delete_finetune/", {"json": {"finetune_id": "PROD-1"}}),
    ("bfl", "POST", "/v1/Delete%5Ffinetune?x=1", {"json": {"finetune_id": "prod-1"}}),
    ("bfl", "POST", "/v1/delete_finetune", {
        "content": b'{"finetune_id": "a", "finetune_id": "prod-1"}', "headers": JSON,
    }),
]  # fmt: skip
UNREADABLE: list[tuple[str, str, str, dict[str, Any]]] = [
    ("bfl", "POST", "/v1/delete_finetune", {}),
    ("bfl", "POST", "/v1/delete_finetune", {"json": {"finetune_id": 5}}),
    ("bfl", "POST", "/v1/delete_finetune", {"json": {"finetune_id": ""}}),
    ("bfl", "POST", "/v1/delete_finetune", {"json": {"Finetune_ID": "prod-1"}}),
    ("bfl", "POST", "/v1/delete_finetune", {"json": ["prod-1"]}),
    ("bfl", "POST", "/v1/delete_finetune", {"content": b"{", "headers": JSON}),
    ("bfl", "POST", "/v1/delete_finetune", {"data": {"finetune_id": "prod-1"}}),
    ("bfl", "POST", "/v1/delete_finetune", {
        "content": b'{"finetune_id": "prod-1"}',
        "headers": {"content-type": "application/json; charset=utf-8"},
    }),
    ("bfl", "DELETE", "/v1/delete_finetune?finetune_id=prod-1", {}),
    ("together", "DELETE", "/fine-tunes/x/%2E%2E/prod-1", {}),
    ("cohere", "DELETE", "/v1/finetuning/finetuned-models/%2e/prod-1", {}),
]  # fmt: skip
ABOUT_NONE: list[tuple[str, str, str, dict[str, Any]]] = [
    ("together", "POST", "/fine-tunes", {"json": {}}),
    ("together", "POST", "/fine-tunes/", {"json": {}}),
    ("together", "POST", "/fine-tunes/estimate-price", {"json": {}}),
    ("together", "POST", "/fine-tunes/preview", {"json": {}}),
    ("together", "DELETE", "/files/prod-1", {}),
    ("cohere", "POST", "/v1/finetuning/finetuned-models", {"json": {}}),
    ("cohere", "DELETE", "/v1/datasets/prod-1", {}),
    ("bfl", "POST", "/v1/something", {"json": {"finetune_id": "prod-1"}}),
]


def sent(
    call: Call, wire: Start, request: tuple[str, str, str, dict[str, Any]], rules: Policy | None
) -> tuple[FinetunesError | None, Shelf]:
    provider, method, path, options = request
    shelf = Shelf()

    def scenario(client: Any) -> Generator[Any, Any, FinetunesError | None]:
        try:
            yield raw(client, method, path, **options)
        except FinetunesError as error:
            return error
        return None

    base_url = f"{wire(shelf).url}/v1" if provider == "together" else wire(shelf).url
    return call.run(scenario, provider, base_url=base_url, policy=rules), shelf


@pytest.mark.parametrize("request_", CHANGES, ids=str)
def test_the_fine_tune_is_found_however_the_address_is_written(
    call: Call, wire: Start, request_: Any
) -> None:
    error, shelf = sent(call, wire, request_, RULES)
    assert isinstance(error, PolicyError)
    assert "x.toml: protect *:prod-1: it is protected as " in str(error)
    assert (shelf.changes, shelf.looks) == ([], [])


@pytest.mark.parametrize("rules", [RULES, Policy(max_per_run=9, source="x.toml")], ids=["", "max"])
@pytest.mark.parametrize("request_", UNREADABLE, ids=str)
def test_where_nobody_can_tell_which_it_is_nothing_is_sent(
    call: Call, wire: Start, request_: Any, rules: Policy
) -> None:
    error, shelf = sent(call, wire, request_, rules)
    assert isinstance(error, PolicyError)
    rule = rules.rules()[0]
    words = f"x.toml: {rule}: the request does not say which fine-tune it changes"
    assert words in str(error)
    assert (shelf.changes, shelf.looks) == ([], [])


@pytest.mark.parametrize("rules", [None, Policy()], ids=["no policy", "no rule"])
@pytest.mark.parametrize("request_", [*CHANGES, *UNREADABLE], ids=str)
def test_without_a_rule_everything_is_sent(
    wire: Start, request_: Any, rules: Policy | None
) -> None:
    error, shelf = sent(Call("sync"), wire, request_, rules)
    assert not isinstance(error, PolicyError)
    assert len(shelf.changes) == 1


@pytest.mark.parametrize("request_", ABOUT_NONE, ids=str)
def test_a_request_about_no_fine_tune_is_sent(call: Call, wire: Start, request_: Any) -> None:
    error, shelf = sent(call, wire, request_, RULES)
    assert not isinstance(error, PolicyError)
    assert len(shelf.changes) == 1


def test_every_provider_that_deletes_can_also_be_asked_for_one() -> None:
    able = {
        name: (hasattr(kind, "retrieve"), hasattr(kind, "delete"))
        for name, kind in ((name, find_adapter(name)) for name in ADAPTERS)
    }
    assert able == dict.fromkeys(ADAPTERS, (True, True))

"""Plans are made of all there is, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from finetunes import (
    AsyncClient,
    ConfigurationError,
    IncompleteListingError,
    MissingAPIKeyError,
    NotFoundError,
    PermissionDeniedError,
    UnsupportedOperationError,
)
from finetunes.cleanup import Plan, Selection, aplan, plan

from .conftest import ALL, destructive

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

OLD = Selection(older_than=timedelta(days=90))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=365)


def refs(found: Plan) -> list[str]:
    return [item.ref for item in found.items]


def test_a_plan_is_about_every_provider_with_a_key_and_changes_nothing(
    server: EmbeddedServer,
) -> None:
    ids = {
        "together": server.together.add(status="completed", name="a", created_at=LONG_AGO),
        "bfl": server.bfl.add(),
        "cohere": server.cohere.add(),
    }
    found = plan("delete", selection=ALL)
    assert refs(found) == [f"{name}:{id}" for name, id in ids.items()]
    assert destructive(server) == []
    assert found.addresses == {name: server.base_url(name) for name in ids}


def test_an_item_has_what_its_provider_says_of_it(server: EmbeddedServer) -> None:
    id = server.together.add(status="completed", model="llama", name="mine", created_at=LONG_AGO)
    (item,) = plan("delete", ["together"], selection=ALL).items
    assert (item.ref, item.status, item.provider_status) == (
        f"together:{id}",
        "succeeded",
        "completed",
    )
    assert (item.model, item.created_at) == ("llama", LONG_AGO)
    assert isinstance(item.price, Decimal)
    assert item.updated_at is not None


def test_what_a_listing_gives_as_an_id_alone_is_read_by_itself(server: EmbeddedServer) -> None:
    server.bfl.add("x", name="my comment")
    (item,) = plan("delete", ["bfl"], selection=ALL).items
    assert (item.name, item.provider_status) == ("my comment", "Ready")


def test_what_is_listed_and_gone_by_then_is_skipped(server: EmbeddedServer) -> None:
    server.bfl.add("x")
    server.fail_next(404, provider="bfl", operation="finetune_details")
    found = plan("delete", ["bfl"], selection=ALL)
    assert found.items == ()
    assert "listed, but not found" in found.skipped[0].reason


def test_what_has_no_usable_id_is_skipped(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="completed", fields={"id": ""})
    server.cohere.add(fields={"id": "model-ft"})
    found = plan("delete", selection=ALL)
    assert found.items == ()
    assert {entry.ref for entry in found.skipped} == {"together:", "cohere:model-ft"}
    assert all("its id cannot be used" in entry.reason for entry in found.skipped)


def test_what_is_listed_twice_is_planned_once(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="completed")
    server.together.add("ft-2", status="completed", fields={"id": "ft-1"})
    assert refs(plan("delete", ["together"], selection=ALL)) == ["together:ft-1"]


def test_an_item_without_a_date_or_cost_is_skipped_by_those_criteria(
    server: EmbeddedServer,
) -> None:
    server.bfl.add("x")
    for selection in (OLD, Selection(cost_above=Decimal(0))):
        found = plan("delete", ["bfl"], selection=selection)
        assert (found.items, len(found.skipped)) == ((), 1)


@pytest.mark.parametrize("operation", ["listFineTunes", "my_finetunes", "finetune_details"])
def test_an_incomplete_listing_is_no_plan(server: EmbeddedServer, operation: str) -> None:
    provider = "together" if operation == "listFineTunes" else "bfl"
    server.together.add("ft-1", status="completed")
    server.bfl.add("x")
    server.fail_next(403, provider=provider, operation=operation)
    with pytest.raises(IncompleteListingError, match="so there is no plan: ") as caught:
        plan("delete", selection=ALL)
    assert {*caught.value.failures} == {provider}
    assert isinstance(caught.value.failures[provider], PermissionDeniedError)


def test_references_are_read_one_by_one_and_nothing_is_listed(server: EmbeddedServer) -> None:
    for id in ("ft-1", "ft-2", "ft-3"):
        server.together.add(id, status="completed")
    found = plan("delete", references=["together:ft-3", "together:ft-1", "together:ft-3"])
    assert refs(found) == ["together:ft-3", "together:ft-1"]
    assert found.by_reference
    assert {received.operation for received in server.received} == {"retrieveFineTune"}


def test_criteria_hold_for_references_too(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="completed", created_at=LONG_AGO)
    server.together.add("ft-2", status="completed")
    found = plan("delete", references=["together:ft-1", "together:ft-2"], selection=OLD)
    assert refs(found) == ["together:ft-1"]


def test_a_job_that_runs_is_deleted_only_if_it_is_named(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="running")
    assert refs(plan("delete", references=["together:ft-1"])) == ["together:ft-1"]
    found = plan("delete", selection=ALL)
    assert found.items == ()
    assert found.skipped[0].reason == "it still runs (running); cancel it first"


def test_a_reference_that_does_not_exist_is_no_plan(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="completed")
    with pytest.raises(NotFoundError, match="together:ft-2"):
        plan("delete", references=["together:ft-1", "together:ft-2"])


def test_no_references_are_an_empty_plan(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="completed")
    assert plan("delete", references=[]).items == ()
    assert server.received == ()


def test_a_cancel_asks_only_providers_that_can(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="running")
    server.together.add("ft-2", status="completed")
    found = plan("cancel", selection=ALL)
    assert refs(found) == ["together:ft-1"]
    assert {*found.addresses} == {"together"}


def test_a_plan_expires_when_it_was_told_to(server: EmbeddedServer) -> None:
    found = plan("delete", selection=ALL, expires_in=timedelta(hours=2))
    assert found.expires_at - found.created_at == timedelta(hours=2)


def test_a_rate_limit_while_reading_is_waited_for(server: EmbeddedServer) -> None:
    server.bfl.add("x")
    headers = {"retry-after-ms": "1"}
    server.fail_next(429, provider="bfl", times=5, operation="finetune_details", headers=headers)
    assert refs(plan("delete", ["bfl"], selection=ALL)) == ["bfl:x"]


def test_a_client_is_made_as_the_caller_says(server: EmbeddedServer) -> None:
    key = server.key("bfl")
    make: Any = partial(
        AsyncClient, api_key=key, region="eu1", base_url=server.base_url("bfl", "eu1")
    )
    server.bfl.add("x", region="eu1")
    assert refs(plan("delete", ["bfl"], selection=ALL, make_client=make)) == ["bfl:x"]


def test_an_event_loop_can_await_it(server: EmbeddedServer) -> None:
    server.together.add("ft-1", status="completed")
    found = anyio.run(partial(aplan, "delete", selection=ALL), backend="trio")
    assert refs(found) == ["together:ft-1"]


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        (["drop"], {"selection": ALL}, "a plan is for one of cancel, delete"),
        (["delete"], {}, "the name '\\*' says"),
        (["delete"], {"selection": Selection()}, "wants a criterion, or references"),
        (["delete", ["openai"]], {"selection": ALL}, "there is no provider 'openai'"),
        (["delete", ["bfl"]], {"references": ["bfl:x"]}, "not both"),
        (["delete"], {"selection": ALL, "expires_in": timedelta()}, "expires_in"),
        (["delete"], {"selection": ALL, "expires_in": timedelta.max}, "expires_in is longer than"),
        (["delete"], {"selection": ALL, "expires_in": 24}, "expires_in must be of type timedelta"),
        (["delete"], {"selection": "*"}, "selection must be of type Selection, not str"),
        (["delete"], {"selection": "", "references": []}, "selection must be of type Selection"),
        (["delete", "bfl"], {"selection": ALL}, r"providers takes a list, as in \['bfl'\]"),
        (["delete"], {"references": "bfl:x"}, r"references takes a list, as in \['bfl:x'\]"),
    ],
)
def test_what_cannot_be_planned_is_refused_before_anything_is_sent(
    server: EmbeddedServer, arguments: list[Any], options: Any, words: str
) -> None:
    with pytest.raises(ConfigurationError, match=words):
        plan(*arguments, **options)
    assert server.received == ()


def test_an_operation_that_a_named_provider_has_not_is_refused(server: EmbeddedServer) -> None:
    with pytest.raises(UnsupportedOperationError, match="bfl: the provider's API has no cancel"):
        plan("cancel", ["bfl"], selection=ALL)
    with pytest.raises(UnsupportedOperationError):
        plan("cancel", references=["bfl:x"])


def test_without_any_key_of_a_provider_that_can_there_is_no_plan(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TOGETHER_API_KEY")
    with pytest.raises(MissingAPIKeyError, match="can cancel has an API key; set TOGETHER_API"):
        plan("cancel", selection=ALL)

"""Any JSON at all as an answer to a read ends in what is documented, never in a bare error."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from finetunes import Checkpoint, Event, FineTune, FinetunesError, MetricPoint
from finetunes.adapters import find_adapter
from finetunes.exchange.addresses import check_base_url
from finetunes.exchange.auth import APIKey
from finetunes.exchange.deadline import Deadline
from finetunes.exchange.flow import Send, Step, run
from finetunes.exchange.replies import BodyReader, Reply
from hypothesis import given, settings, strategies as st

from .reads import (
    BFL_DETAILS,
    COHERE_EVENT,
    COHERE_METRICS,
    COHERE_MODEL,
    READS,
    TOGETHER_CHECKPOINT,
    TOGETHER_EVENT,
    TOGETHER_JOB,
    TOGETHER_METRICS,
    check_types,
    every_read,
)

if TYPE_CHECKING:
    from finetunes.adapters.base import Adapter

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ITEMS: tuple[dict[str, Any], ...] = (
    TOGETHER_JOB,
    TOGETHER_EVENT,
    TOGETHER_CHECKPOINT,
    TOGETHER_METRICS,
    BFL_DETAILS,
    COHERE_MODEL,
    COHERE_EVENT,
    COHERE_METRICS,
)
KINDS: dict[str, Any] = {
    "list_events": Event,
    "list_checkpoints": Checkpoint,
    "list_metrics": MetricPoint,
}
NAMES = sorted(
    {name for item in ITEMS for name in item}
    | {name for body in READS.values() for name in body}
    | {
        "type",
        "object",
        "settings",
        "base_model",
        "wandb",
        "lr_scheduler",
        "api_key",
        "events",
        "finetune_id",
    }
)

texts = st.text(max_size=6) | st.sampled_from(
    [
        "ft-1",
        "running",
        "STATUS_READY",
        "Ready",
        "2026-01-02T03:04:05Z",
        "2026-01-02",
        "Lora",
        "sft",
    ]
)
numbers = (
    st.integers() | st.integers(10**300, 10**400) | st.floats(allow_nan=False, allow_infinity=False)
)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | texts, inner, max_size=5)
    ),
    max_leaves=10,
)
several = settings(max_examples=60)


def adapter_of(provider: str) -> Adapter:
    kind = find_adapter(provider)
    return kind(check_base_url(kind.base_url, provider=provider), 0)


def replied(body: Any) -> Reply:
    reader = BodyReader()
    reader.feed(json.dumps(body).encode())
    return Reply(200, {}, reader, NOW, APIKey("k" * 9))


class Bodies:
    """A channel without a network that answers with these bodies; the last one repeats."""

    def __init__(self, *bodies: Any) -> None:
        self._waiting = list(bodies)

    def perform(self, step: Step, deadline: Deadline) -> Reply:
        assert isinstance(step, Send)
        return replied(self._waiting.pop(0) if len(self._waiting) > 1 else self._waiting[0])


def read(provider: str, operation: str, *bodies: Any) -> list[Any] | FinetunesError:
    method: Any = getattr(adapter_of(provider), operation)
    of_one = [] if operation == "list" else ["ft-1"]
    flow = method(*of_one, *([] if operation == "retrieve" else [None]))
    try:
        found: Any = run(flow, Bodies(*bodies), Deadline.after(60))
    except FinetunesError as error:
        return error
    return [found] if operation == "retrieve" else list(found.items)


def check(end: list[Any] | FinetunesError, operation: str) -> None:
    if isinstance(end, FinetunesError):
        assert "\n" not in str(end)
        return
    for item in end:
        assert type(item) is KINDS.get(operation, FineTune)
        check_types(item)


@every_read
@several
@given(body=json_values)
def test_any_json_ends_in_what_is_documented(provider: str, operation: str, body: Any) -> None:
    check(read(provider, operation, body), operation)


@every_read
@several
@given(items=st.lists(json_values, max_size=4), token=st.none() | st.text())
def test_a_page_of_any_items_is_listed_whole(
    provider: str, operation: str, items: list[Any], token: str | None
) -> None:
    name = next(iter(READS[provider, operation]))
    end = read(provider, operation, {name: items, "next_page_token": token})
    check(end, operation)
    if operation != "retrieve":
        assert isinstance(end, list)
        assert len(end) == len(items)


@several
@given(result=json_values)
def test_any_result_leaves_the_details_of_bfl_readable(result: Any) -> None:
    end: Any = read("bfl", "retrieve", BFL_DETAILS, result)
    assert [found.name for found in end] == ["my style"]

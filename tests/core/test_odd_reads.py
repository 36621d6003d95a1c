"""Answers to reads that are not as documented: what can be read is, and no listing ends early."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from finetunes import (
    APIConnectionError,
    InternalServerError,
    InvalidIDError,
    NotFoundError,
    Reference,
    Status,
    UndecodableResponseError,
)

from .canned import Canned, answer
from .conftest import Call
from .reads import BFL_DETAILS, COHERE_MODEL, READS, TOGETHER_JOB, answered, every_read, read

SYNC = Call("sync")

# No answer at all

NO_ANSWERS: list[Any] = [b"", "null", "[]", '"x"', 5, "<html>ok</html>", b"\xff", '{"a":', "NaN"]


@every_read
@pytest.mark.parametrize("body", NO_ANSWERS, ids=ascii)
def test_a_read_that_is_answered_with_no_object_says_so(
    provider: str, operation: str, body: Any
) -> None:
    with pytest.raises(UndecodableResponseError, match="200 OK, but the body is") as caught:
        answered(SYNC, provider, operation, body)
    assert caught.value.operation == operation
    assert caught.value.status_code == 200
    assert str(caught.value).isprintable()


NO_LISTS: list[Any] = [5, "x", True, {"a": 1}]
ITEMS = {key: next(iter(body)) for key, body in READS.items() if key[1] != "retrieve"}


@pytest.mark.parametrize(("key", "name"), ITEMS.items())
@pytest.mark.parametrize("items", NO_LISTS, ids=str)
def test_a_listing_whose_items_are_no_list_says_so(
    key: tuple[str, str], name: str, items: Any
) -> None:
    with pytest.raises(UndecodableResponseError, match=f"the answer has no list in '{name}'"):
        answered(SYNC, *key, {name: items})


OPTIONAL = {
    ("together", "list_metrics"), ("cohere", "list"), ("cohere", "list_events"),
    ("cohere", "list_metrics"),
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(OPTIONAL))
@pytest.mark.parametrize("leave_out", [True, False])
def test_items_that_may_be_left_out_are_none(key: tuple[str, str], leave_out: bool) -> None:
    assert answered(SYNC, *key, {} if leave_out else {ITEMS[key]: None}) == []


@pytest.mark.parametrize("key", sorted(ITEMS.keys() - OPTIONAL))
def test_items_that_must_be_there_are_missed(key: tuple[str, str]) -> None:
    with pytest.raises(UndecodableResponseError, match="the answer has no list in"):
        answered(SYNC, *key, {})


@pytest.mark.parametrize("key", ITEMS)
def test_an_empty_listing_is_empty(call: Call, key: tuple[str, str]) -> None:
    assert answered(call, *key, {ITEMS[key]: []}) == []


# Items

NO_ITEMS: list[Any] = [None, 5, True, [], ["x"], 1.5]


@pytest.mark.parametrize("key", ITEMS)
@pytest.mark.parametrize("odd", NO_ITEMS, ids=str)
def test_an_item_that_is_no_object_is_said_so_and_the_listing_goes_on(
    key: tuple[str, str], odd: Any
) -> None:
    good = READS[key][ITEMS[key]][0]
    first, second, third = answered(SYNC, *key, {ITEMS[key]: [good, odd, good]})
    assert first == third
    assert second.undecoded
    assert (second.raw, second.body) == (None, odd)


@pytest.mark.parametrize("key", ITEMS)
def test_an_empty_object_is_an_item_of_which_nothing_is_known(key: tuple[str, str]) -> None:
    (found,) = answered(SYNC, *key, {ITEMS[key]: [{}]})
    assert found.body == {}
    assert getattr(found, "id", "") == ""
    assert found.provider == key[0]


WRONG: list[Any] = [None, 5, True, ["x"], {"x": ["y"]}, "", "x"]
TOOK_APART = {
    (key, field)
    for key in ITEMS
    if isinstance(READS[key][ITEMS[key]][0], dict)
    for field in READS[key][ITEMS[key]][0]
}


@pytest.mark.parametrize(("key", "field"), sorted(TOOK_APART))
def test_any_field_may_be_missing_or_wrong_and_the_others_are_read(
    key: tuple[str, str], field: str
) -> None:
    good = READS[key][ITEMS[key]][0]
    odd = [{name: value for name, value in good.items() if name != field}]
    odd += [{**good, field: value} for value in WRONG]
    found = answered(SYNC, *key, {ITEMS[key]: [*odd, good]})
    assert [item.body for item in found] == [*odd, good]
    assert found[-1].undecoded is None
    for item in found:
        assert (item.raw is None) == (item.undecoded is not None)
        assert item.undecoded is None or item.undecoded.isprintable()


def test_a_job_that_does_not_decode_keeps_what_could_be_read() -> None:
    body = {"id": "ft-1", "status": "running", "total_price": 2_000_000_000, "events": 5}
    found = answered(SYNC, "together", "retrieve", body)
    assert (found.id, found.status, found.price) == ("ft-1", Status.RUNNING, 2)
    assert found.raw is None
    assert found.undecoded


@pytest.mark.parametrize("body", [{"id": "named"}, {"finetune_id": "named"}], ids=str)
def test_a_listed_finetune_of_bfl_may_be_an_object(body: Any) -> None:
    (found,) = answered(SYNC, "bfl", "list", {"finetunes": [body]})
    assert (found.id, found.undecoded, found.body) == ("named", None, body)


@pytest.mark.parametrize("step", [7.9, "7", None, True, 10**400], ids=lambda v: str(v)[:9])
def test_an_odd_step_leaves_a_measurement_readable(step: Any) -> None:
    body = {"train/loss": 0.5, "train/global_step": step}
    (found,) = answered(SYNC, "together", "list_metrics", {"metrics": [body]})
    assert found.values["train/loss"] == 0.5
    assert found.step in {None, 7}


# Retrieving one


@pytest.mark.parametrize("id", ["ft-2", "FT-1", 5, ["ft-1"]], ids=str)
def test_an_answer_about_another_id_is_refused(call: Call, id: Any) -> None:
    for provider, body in [
        ("together", {**TOGETHER_JOB, "id": id}),
        ("cohere", {"finetuned_model": {**COHERE_MODEL, "id": id}}),
    ]:
        with pytest.raises(UndecodableResponseError, match=r"another id|the answer has no 'id'"):
            answered(call, provider, "retrieve", body)


@pytest.mark.parametrize("id", [..., None, 5, [], {}], ids=str)
def test_an_answer_without_an_id_is_refused(id: Any) -> None:
    said = {} if id is ... else {"id": id}
    for provider, body in [
        ("together", {"status": "running", **said}),
        ("cohere", {"finetuned_model": {"status": "STATUS_READY", **said}}),
    ]:
        with pytest.raises(UndecodableResponseError, match="the answer has no 'id'"):
            answered(SYNC, provider, "retrieve", body)


@pytest.mark.parametrize("model", [..., None, 5, [], "x"], ids=str)
def test_an_answer_of_cohere_without_a_model_is_refused(model: Any) -> None:
    body = {} if model is ... else {"finetuned_model": model}
    with pytest.raises(UndecodableResponseError, match="the answer has no object in"):
        answered(SYNC, "cohere", "retrieve", body)


@pytest.mark.parametrize("details", [..., None, 5, [], "x"], ids=str)
def test_an_answer_of_bfl_without_details_is_refused(details: Any) -> None:
    body = {} if details is ... else {"finetune_details": details}
    with pytest.raises(UndecodableResponseError, match="the answer has no 'finetune_details'"):
        answered(SYNC, "bfl", "retrieve", body)


@every_read
def test_a_404_is_not_found(call: Call, provider: str, operation: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        read(call, Canned(answer({"detail": "gone"}, 404)), provider, operation)
    assert caught.value.operation == operation


@pytest.mark.parametrize("status", [404, 400, 422])
def test_a_finetune_that_bfl_does_not_find_names_the_region_asked(status: int) -> None:
    refusal = answer({"detail": "Finetune not found"}, status)
    with pytest.raises(NotFoundError, match=r"asked in region us1 at .*api\.eu1\.bfl\.ai"):
        read(SYNC, Canned(refusal), "bfl", "retrieve")


# How a finetune of BFL stands

RESULTS = [
    answer({"detail": "Task not found"}, 404), answer({}, 403), answer({}, 500), answer({}, 302),
    answer("<html>"), answer([]), answer(b""), answer({"status": 5}), answer({}),
]  # fmt: skip


@pytest.mark.parametrize("result", RESULTS, ids=str)
def test_details_stand_by_themselves_where_the_result_cannot_be_read(
    call: Call, result: httpx.Response
) -> None:
    found = answered(call, "bfl", "retrieve", BFL_DETAILS, result)
    assert (found.status, found.provider_status) == (Status.UNKNOWN, None)
    assert (found.name, found.undecoded) == ("my style", None)


def test_details_stand_by_themselves_where_the_connection_breaks(call: Call) -> None:
    transport = Canned(answer(BFL_DETAILS), httpx.ReadError("reset"))
    found = read(call, transport, "bfl", "retrieve", max_retries=0)
    assert (found.name, found.status) == ("my style", Status.UNKNOWN)


# Which failures of a read are tried again


def test_a_read_is_sent_again_after_a_fault(call: Call, pauses: list[float]) -> None:
    for provider, operation in ITEMS:
        transport = Canned(answer({}, 502), answer({}, 500), answer(READS[provider, operation]))
        assert len(read(call, transport, provider, operation)) == 1
    assert pauses == [0.5, 1.0] * len(ITEMS)


def test_a_read_that_keeps_failing_says_how(call: Call, pauses: list[float]) -> None:
    with pytest.raises(InternalServerError, match="together:ft-1: retrieve: 503"):
        read(call, Canned(answer({}, 503)), "together", "retrieve")
    assert len(pauses) == 2


def test_a_read_without_a_connection_changed_nothing(call: Call) -> None:
    with pytest.raises(APIConnectionError) as caught:
        read(call, Canned(httpx.ConnectError("refused")), "cohere", "list", max_retries=0)
    assert "nothing was changed" not in str(caught.value)


# The name for inference


@pytest.mark.parametrize("operation", ["retrieve", "wait", "delete", "list_events", "list_metrics"])
def test_the_name_for_inference_is_refused(call: Call, operation: str) -> None:
    transport = Canned(answer({}))
    with pytest.raises(InvalidIDError, match="'abc-ft' is the name for inference") as caught:
        read(call, transport, "cohere", operation, id="abc-ft")
    assert transport.requests == []
    assert caught.value.id == "abc-ft"


def test_the_name_for_inference_is_no_reference() -> None:
    with pytest.raises(InvalidIDError, match="is the name for inference"):
        Reference.parse("cohere:abc-ft")
    assert Reference.parse("together:abc-ft").id == "abc-ft"

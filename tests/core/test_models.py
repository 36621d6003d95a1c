"""What a call gives back."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import attrs
import pytest
from finetunes import Outcome, Result, Status

from .canned import ANSWERS, Canned, answer
from .conftest import Call


def result(provider: str, operation: str, **headers: Any) -> Result[Any]:
    transport = Canned(answer(ANSWERS[provider, operation], **headers))
    return Call("sync")(provider, operation, transport=transport)


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_result_says_which_call_it_is_about(provider: str, operation: str) -> None:
    got = result(provider, operation)
    assert (got.provider, got.operation, got.id) == (provider, operation, "ft-1")


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_result_holds_the_json_as_it_came(provider: str, operation: str) -> None:
    assert result(provider, operation).body == ANSWERS[provider, operation]


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_good_answer_decodes_into_the_generated_model(provider: str, operation: str) -> None:
    got = result(provider, operation)
    assert type(got.raw).__module__.startswith(f"finetunes_openapi.{provider}.client.models.")
    assert got.undecoded is None


@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
@pytest.mark.parametrize("repeat", [copy.deepcopy, pickled])
def test_a_result_can_be_copied_and_pickled(provider: str, operation: str, repeat: Any) -> None:
    got = result(provider, operation)
    assert attrs.asdict(repeat(got), recurse=False) == attrs.asdict(got, recurse=False)


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        result("cohere", "delete").outcome = Outcome.CANCELLED  # type: ignore[misc]  # the fact


def test_the_repr_of_a_result_leaves_out_what_is_long() -> None:
    got = result("bfl", "delete")
    assert "timestamp" not in repr(got)
    assert "id='ft-1'" in repr(got)


@pytest.mark.parametrize("header", ["x_request_id", "cf_ray"])
def test_a_result_holds_the_request_id_of_either_header(header: str) -> None:
    assert result("together", "cancel", **{header: "req-7"}).request_id == "req-7"


def test_a_result_without_a_request_id_says_none() -> None:
    assert result("together", "cancel").request_id is None


@pytest.mark.parametrize("word", [Outcome.DELETED, Status.DELETED])
def test_a_word_is_a_string(word: str) -> None:
    assert word == "deleted"
    assert f"{word}" == "deleted"

"""Decoding does once what is the same for every object, and keeps nothing it does not need."""

import copy
import json
import pickle
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
from finetunes_openapi.bfl.client import models as bfl
from finetunes_openapi.together.client import models

JOB = {
    "id": "ft-1",
    "status": "running",
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-01T00:00:00Z",
    "training_type": {"type": "Lora", "lora_r": 8, "lora_alpha": 16},
    "training_method": {"method": "dpo", "dpo_beta": 0.1},
    "lr_scheduler": {"lr_scheduler_type": "linear", "lr_scheduler_args": {"min_lr_ratio": 0.0}},
}
# In a process of its own, because coverage traces this one. The first job brings the modules.
PROGRAM = """
import builtins, json, sys
from finetunes_openapi.together.client.models import FinetuneResponseTruncated as Model

def note(frame, event, argument):
    if event == "exception":
        print("raised", argument[0].__name__)
    return note

def imported(*arguments, **options):
    print("imported", arguments[0])
    return found(*arguments, **options)

body = json.loads(sys.argv[1])
Model.from_dict(body)
found, builtins.__import__ = builtins.__import__, imported
sys.settrace(note)
Model.from_dict(body)
sys.settrace(None)
print("decoded")
"""


def said_while_decoding(body: dict[str, Any]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(body)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_a_second_object_imports_nothing_and_tries_no_member_that_it_is_not() -> None:
    assert said_while_decoding(JOB) == ["decoded"]


def test_a_word_that_no_enumeration_knows_costs_no_exception() -> None:
    new = {**JOB, "status": "paused", "training_type": {"type": "QLora"}, "started_at": None}
    assert said_while_decoding(new) == ["decoded"]


def test_an_object_without_unknown_properties_holds_no_room_for_them_until_it_is_asked() -> None:
    job = models.FinetuneResponseTruncated.from_dict(JOB)
    slot: Any = models.FinetuneResponseTruncated.__dict__["additional_properties"]
    with pytest.raises(AttributeError):
        slot.__get__(job)
    job["new"] = 1
    assert slot.__get__(job) == {"new": 1}


def test_objects_are_equal_copied_and_pickled_whether_or_not_the_room_was_asked_for() -> None:
    job, asked = (models.FinetuneResponseTruncated.from_dict(JOB) for _ in range(2))
    assert asked.additional_properties == {}
    assert repr(job) == repr(asked)
    assert asked == models.FinetuneResponseTruncated.from_dict(JOB) == copy.deepcopy(job)
    assert pickle.loads(pickle.dumps(models.FinetuneResponseTruncated.from_dict(JOB))) == asked


def test_a_name_that_a_model_does_not_have_is_an_error_that_names_it() -> None:
    job = models.FinetuneResponseTruncated.from_dict(JOB)
    with pytest.raises(
        AttributeError, match="Truncated' object has no attribute 'sttus'"
    ) as raised:
        _ = job.sttus  # type: ignore[attr-defined]  # a type checker says so, too
    assert (raised.value.name, raised.value.obj) == ("sttus", job)


def test_what_is_unknown_is_kept_and_belongs_to_the_object_alone() -> None:
    body = {**JOB, "new": {"a": 1}}
    job = models.FinetuneResponseTruncated.from_dict(body)
    assert job.additional_properties == {"new": {"a": 1}}
    job["newer"] = 2
    assert "newer" not in body
    assert job.to_dict() == body | {"newer": 2, "created_at": "2026-01-01T00:00:00+00:00"} | {
        "updated_at": "2026-01-01T00:00:00+00:00"
    }


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        ({"type": "Lora", "lora_r": 8}, models.UnknownVariant),
        ({"type": "Full", "lora_r": 8}, models.FullTrainingType),
        ({"type": ["Full"]}, models.UnknownVariant),
        ({}, models.UnknownVariant),
    ],
)
def test_a_member_of_a_union_is_taken_only_with_all_that_it_requires(
    training: dict[str, Any], expected: type
) -> None:
    job = models.FinetuneResponseTruncated.from_dict({**JOB, "training_type": training})
    assert type(job.training_type) is expected
    assert job.to_dict()["training_type"] == training


@pytest.mark.parametrize("word", ["2026-01-01T00:00:00", "now", "", 7, None, ["x"], {}])
def test_any_value_can_stand_where_a_moment_is_due(word: Any) -> None:
    job = models.FinetuneResponseTruncated.from_dict({**JOB, "created_at": word})
    assert isinstance(job.created_at, datetime) == (word == "2026-01-01T00:00:00")
    assert job.to_dict()["created_at"] == word


def test_a_union_of_objects_alone_takes_no_text() -> None:
    with pytest.raises(TypeError):
        models.FinetuneResponseTruncated.from_dict({**JOB, "training_type": "Full"})


@pytest.mark.parametrize("word", ["running", ["running"], {"a": 1}, None, 7])
def test_any_value_can_stand_where_an_enumeration_is_open(word: Any) -> None:
    job = models.FinetuneResponseTruncated.from_dict({**JOB, "status": word})
    assert job.status == word
    assert type(job.to_dict()["status"]) is type(word)  # a member would be equal, too


@pytest.mark.parametrize("body", [None, 7, "x", ["x"], [["id"]]])
def test_what_is_no_object_is_refused(body: Any) -> None:
    for model in (models.FinetuneResponseTruncated, models.UnknownVariant, bfl.Error):
        with pytest.raises((TypeError, ValueError)):
            model.from_dict(body)

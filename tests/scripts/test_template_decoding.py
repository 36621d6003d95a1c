"""Decoding does once what is the same for every object, and keeps nothing it does not need."""

import json
import subprocess
import sys
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


def test_what_is_known_leaves_no_room_behind() -> None:
    job = models.FinetuneResponseTruncated.from_dict(JOB)
    assert sys.getsizeof(job.additional_properties) == sys.getsizeof({})


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


@pytest.mark.parametrize("word", ["running", ["running"], {"a": 1}, None, 7])
def test_any_value_can_stand_where_an_enumeration_is_open(word: Any) -> None:
    assert models.FinetuneResponseTruncated.from_dict({**JOB, "status": word}).status == word


@pytest.mark.parametrize("body", [None, 7, "x", ["x"], [["id"]]])
def test_what_is_no_object_is_refused(body: Any) -> None:
    for model in (models.FinetuneResponseTruncated, models.UnknownVariant, bfl.Error):
        with pytest.raises((TypeError, ValueError)):
            model.from_dict(body)

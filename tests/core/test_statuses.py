"""What each provider's word for how a fine-tune stands means, in a table of its own.

Sources: the status enumerations of togethercomputer/openapi (2026-04-28) with `user_error` of its
Python SDK 3.1.1, of cohere-openapi.yaml (2026-08-20), and of StatusResponse in BFL's openapi.json
(2026-04-23).
"""

from __future__ import annotations

from typing import Any

import pytest
from finetunes import FineTune, Status
from finetunes.adapters import bfl, cohere, together

from .canned import Canned, answer
from .conftest import Call
from .reads import BFL_DETAILS, read

WORDS: dict[str, dict[str, Status]] = {
    "together": {
        "pending": Status.QUEUED,
        "queued": Status.QUEUED,
        "running": Status.RUNNING,
        "compressing": Status.RUNNING,
        "uploading": Status.RUNNING,
        "cancel_requested": Status.CANCELLING,
        "cancelled": Status.CANCELLED,
        "error": Status.FAILED,
        "user_error": Status.FAILED,
        "completed": Status.SUCCEEDED,
    },
    "bfl": {
        "Task not found": Status.UNKNOWN,
        "Pending": Status.RUNNING,
        "Request Moderated": Status.FAILED,
        "Content Moderated": Status.FAILED,
        "Ready": Status.SUCCEEDED,
        "Error": Status.FAILED,
    },
    "cohere": {
        "STATUS_UNSPECIFIED": Status.UNKNOWN,
        "STATUS_QUEUED": Status.QUEUED,
        "STATUS_FINETUNING": Status.RUNNING,
        "STATUS_DEPLOYING_API": Status.RUNNING,
        "STATUS_READY": Status.SUCCEEDED,
        "STATUS_FAILED": Status.FAILED,
        "STATUS_DELETED": Status.DELETED,
        "STATUS_PAUSED": Status.SUCCEEDED,
        "STATUS_TEMPORARILY_OFFLINE": Status.SUCCEEDED,
    },
}
EVERY_WORD = [
    (provider, word, status) for provider in WORDS for word, status in WORDS[provider].items()
]
UNKNOWN_WORDS = ["defragmenting", "RUNNING", "status_ready", "ready", " ", "é", "\x1b[31m"]
NO_WORDS: list[Any] = [..., None, "", 5, True, ["running"], {"is": "running"}]


def standing(provider: str, word: Any) -> FineTune[Any]:
    """Retrieve a fine-tune that stands so; `...` leaves the word out."""
    said = {} if word is ... else {"status": word}
    transport = {
        "together": Canned(answer({"id": "ft-1", **said})),
        "bfl": Canned(answer(BFL_DETAILS), answer({"id": "ft-1", **said})),
        "cohere": Canned(answer({"finetuned_model": {"id": "ft-1", **said}})),
    }[provider]
    found: FineTune[Any] = read(Call("sync"), transport, provider, "retrieve")
    return found


@pytest.mark.parametrize(("provider", "word", "status"), EVERY_WORD)
def test_a_word_of_a_provider_has_its_meaning(provider: str, word: str, status: Status) -> None:
    found = standing(provider, word)
    assert found.status is status
    assert found.provider_status == word


@pytest.mark.parametrize("word", UNKNOWN_WORDS)
@pytest.mark.parametrize("provider", WORDS)
def test_a_word_that_nobody_knows_is_kept(provider: str, word: str) -> None:
    found = standing(provider, word)
    assert found.status is Status.UNKNOWN
    assert found.provider_status == word


@pytest.mark.parametrize("word", NO_WORDS, ids=str)
@pytest.mark.parametrize("provider", WORDS)
def test_a_fine_tune_without_a_word_is_unknown(provider: str, word: Any) -> None:
    found = standing(provider, word)
    assert found.status is Status.UNKNOWN
    assert not found.provider_status


@pytest.mark.parametrize(
    ("provider", "table"),
    [("together", together.STATUSES), ("bfl", bfl.STATUSES), ("cohere", cohere.STATUSES)],
)
def test_an_adapter_knows_the_words_of_its_provider_and_no_other(provider: str, table: Any) -> None:
    assert set(table) == set(WORDS[provider])


@pytest.mark.parametrize("word", WORDS["together"])
def test_a_listed_job_stands_as_its_word_says(word: str) -> None:
    body = {"data": [{"id": "ft-1", "status": word}]}
    (found,) = read(Call("sync"), Canned(answer(body)), "together", "list")
    assert found.status is WORDS["together"][word]


@pytest.mark.parametrize("word", WORDS["cohere"])
def test_a_listed_model_stands_as_its_word_says(word: str) -> None:
    body = {"finetuned_models": [{"id": "ft-1", "status": word}]}
    (found,) = read(Call("sync"), Canned(answer(body)), "cohere", "list")
    assert found.status is WORDS["cohere"][word]


@pytest.mark.parametrize(
    ("status", "final"),
    [
        (Status.QUEUED, False),
        (Status.RUNNING, False),
        (Status.CANCELLING, False),
        (Status.UNKNOWN, False),
        (Status.CANCELLED, True),
        (Status.SUCCEEDED, True),
        (Status.FAILED, True),
        (Status.DELETED, True),
    ],
)
def test_only_a_state_that_changes_no_more_by_itself_is_final(status: Status, final: bool) -> None:
    assert status.is_final is final


def test_every_status_is_said_to_be_final_or_not() -> None:
    assert len(Status) == 8

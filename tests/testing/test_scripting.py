"""The plain words with which a test says what goes wrong, at the server and at the fake alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import finetunes
import httpx
import pytest
from finetunes import testing
from finetunes.testing import MISSING, Fake, Fault, Refusal

from .conftest import key_header

if TYPE_CHECKING:
    from collections.abc import Callable

JOB = "ft-00000000-0000-4000-8000-000000000001"


@pytest.fixture
def fake() -> Fake:
    made = Fake()
    made.together.add(status="running")
    return made


def asked(fake: Fake, path: str = "/fine-tunes", provider: str = "together") -> httpx.Response:
    """The answer to a GET."""
    headers = [key_header(provider, fake.key(provider))]
    with httpx.Client(transport=fake.transport(provider), headers=headers) as client:
        return client.get(fake.base_url(provider) + path)


def test_the_next_request_fails_in_the_providers_own_shape_and_then_none(fake: Fake) -> None:
    fake.fail_next(503, headers={"x-request-id": "7"})
    response = asked(fake, "/v1/my_finetunes", "bfl")
    assert (response.status_code, list(response.json())) == (503, ["detail"])
    assert response.headers["x-request-id"] == "7"
    assert asked(fake).status_code == 200
    assert fake.received[0].fault == Refusal(503, headers=(("x-request-id", "7"),))


def test_what_fails_can_be_named_by_provider_operation_and_item(fake: Fake) -> None:
    fake.fail_next(provider="bfl")
    fake.fail_next(operation="delete")
    fake.fail_next(operation="retrieveFineTune", item="ft-other")
    fake.fail_next(504, provider="together", operation="retrieve", item=JOB)
    assert asked(fake).status_code == 200
    assert asked(fake, f"/fine-tunes/{JOB}").status_code == 504


def test_all_requests_fail_where_no_number_is_said(fake: Fake) -> None:
    fake.fail_next(times=None)
    assert list(fake.unused) == ["an answer with 500 for any request"]
    assert [asked(fake).status_code for _ in range(3)] == [500] * 3
    assert fake.unused == ()


@pytest.mark.parametrize(("seconds", "name", "value"), [(2, "", "2"), (0.25, "-ms", "250")])
def test_too_many_requests_say_when_to_come_back(
    fake: Fake, seconds: float, name: str, value: str
) -> None:
    fake.rate_limit(times=2, retry_after=seconds)
    response = asked(fake)
    assert (response.status_code, response.headers[f"retry-after{name}"]) == (429, value)
    assert [asked(fake).status_code for _ in range(2)] == [429, 200]


@pytest.mark.parametrize(("word", "there"), [("drop_before", True), ("drop_after_commit", False)])
def test_a_lost_delete_was_carried_out_or_not(fake: Fake, word: str, *, there: bool) -> None:
    getattr(fake, word)(operation="delete")
    headers = {"authorization": f"Bearer {fake.key('together')}"}
    url = f"{fake.base_url('together')}/fine-tunes/{JOB}"
    with pytest.raises(httpx.ReadError):
        fake.transport("together").handle_request(httpx.Request("DELETE", url, headers=headers))
    assert (JOB in fake.together.ids()) is there


def test_a_field_is_new_changed_or_missing_in_every_element_of_a_list(fake: Fake) -> None:
    fake.together.add(status="completed")
    fake.drift("data.status", "hibernating")
    fake.drift("data.novel", {"a": 1}, new=True)
    fake.drift("data.created_at", MISSING)
    for job in asked(fake).json()["data"]:
        assert (job["status"], job["novel"], "created_at" in job) == (
            "hibernating",
            {"a": 1},
            False,
        )
    assert [job["status"] for job in asked(fake).json()["data"]] == ["running", "completed"]


def test_a_drift_waits_for_an_answer_that_has_the_field(fake: Fake) -> None:
    fake.drift("data.statsu", "hibernating")
    fake.drift("data.status.deeper", 1, new=True)
    fake.drift("nothing", MISSING, operation="list", times=None)
    fake.drift("error.message", MISSING)
    assert asked(fake, "/fine-tunes/ft-none").status_code == 404
    asked(fake)
    assert fake.unused == (
        "drift of data.statsu for any request",
        "drift of data.status.deeper for any request",
        "drift of nothing for ListFinetunedModels/listFineTunes/my_finetunes",
        "drift of error.message for any request",
    )


def test_a_drift_changes_answers_and_not_what_is_kept(fake: Fake) -> None:
    fake.bfl.add("portrait")
    fake.drift("finetune_details.mode", "new", provider="bfl")
    path = "/v1/finetune_details?finetune_id=portrait"
    modes = [asked(fake, path, "bfl").json()["finetune_details"]["mode"] for _ in range(2)]
    assert modes == ["new", "general"]


@pytest.mark.parametrize("value", [object(), {1, 2}])
def test_a_drift_to_what_is_no_json_is_refused_at_once(fake: Fake, value: object) -> None:
    with pytest.raises(ValueError, match=r"^drift of 'data': its value is no JSON$"):
        fake.drift("data", value)


def test_a_field_that_is_new_and_missing_is_refused_at_once(fake: Fake) -> None:
    with pytest.raises(ValueError, match=r"^drift of 'data': no field is both new and MISSING$"):
        fake.drift("data", MISSING, new=True)


@pytest.mark.parametrize("field", ["", "data.", ".data", "a..b"])
def test_a_drift_of_a_field_without_a_name_is_refused_at_once(fake: Fake, field: str) -> None:
    with pytest.raises(ValueError, match=r"^drift of '.*': a name in it is empty$"):
        fake.drift(field, 1, new=True)


def test_a_drift_comes_beside_a_fault(fake: Fake) -> None:
    fake.drift("data", MISSING)
    fake.drop_after_commit()
    with pytest.raises(httpx.ReadError):
        asked(fake)
    assert fake.unused == ()


WRONG: list[tuple[Callable[[Fake], None], str]] = [
    (lambda fake: fake.fail_next(200), "from 400 to 599, not 200"),
    (lambda fake: fake.drop_before(times=0), "times must be 1 or more"),
    (lambda fake: fake.rate_limit(retry_after=-1), "0 or more"),
    (lambda fake: fake.drop_before(operation="delet"), "'delet' is no operation of any provider"),
    (lambda fake: fake.fail("bfl", Fault.STALL, operation="cancel"), "is no operation of bfl"),
    (lambda fake: fake.fail_next(provider="openai"), "no such provider is played: openai"),
    (lambda fake: fake.clock.advance(-1), "never back"),
]


@pytest.mark.parametrize(("say", "words"), WRONG)
def test_what_cannot_come_about_is_refused_at_once(
    fake: Fake, say: Callable[[Fake], None], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        say(fake)


@pytest.mark.parametrize("provider", Fake().services)
def test_every_operation_of_the_common_interface_is_one_of_a_providers_document(
    fake: Fake, provider: str
) -> None:
    operations = {*finetunes.providers()[provider].operations} - {"wait", "upload"}
    for operation in operations:
        fake.drop_before(provider=provider, operation=operation)
    meant = [line.rpartition(" ")[2] for line in fake.unused]
    known = {*fake.services[provider].handlers}
    assert len({*meant} & known) == len(operations)


def test_jobs_move_on_when_the_clock_does(fake: Fake) -> None:
    job = fake.together.add(status="running", advances=True)
    fake.clock.advance(3600)
    assert fake.together.status(job) == "completed"


def test_the_names_of_headers_are_remembered_and_no_key(fake: Fake) -> None:
    asked(fake)
    assert "authorization" in fake.received[0].headers
    assert fake.key("together") not in repr(fake.received)


def test_every_public_name_can_be_had_and_no_other() -> None:
    public: Any = testing
    assert all(getattr(public, name) is not None for name in dir(testing))
    with pytest.raises(AttributeError, match="has no attribute 'Faker'"):
        _ = public.Faker

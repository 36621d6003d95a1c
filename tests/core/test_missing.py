"""What it means that the provider does not know an item that is to be deleted or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from finetunes import NotFoundError, Outcome, PermissionDeniedError, Status, providers

from .canned import ANSWERS, NO_SUCH, Canned, answer
from .conftest import Call

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx

GONE = answer(NO_SUCH, 404, x_request_id="r-1")
PAGE = answer("<html>default backend - 404</html>", 404)
every_provider = pytest.mark.parametrize("provider", providers())


def deleted(call: Call, provider: str, *answers: httpx.Response, **options: Any) -> Any:
    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield client.delete("ft-1", **options))

    transport = Canned(*answers)
    try:
        return call.run(scenario, provider, transport=transport)
    finally:
        assert len(transport.requests) == 1


@every_provider
@pytest.mark.parametrize("options", [{}, {"missing_ok": False}], ids=str)
def test_a_first_try_that_finds_nothing_is_an_error(
    call: Call, provider: str, options: dict[str, bool]
) -> None:
    with pytest.raises(NotFoundError, match="no such thing"):
        deleted(call, provider, GONE, **options)


@every_provider
def test_with_missing_ok_it_is_already_gone_and_nothing_was_changed(
    call: Call, provider: str
) -> None:
    result = deleted(call, provider, GONE, missing_ok=True)
    assert (result.outcome, result.changed) == (Outcome.ALREADY_GONE, False)
    assert result.status is Status.DELETED
    assert (result.provider, result.operation, result.id) == (provider, "delete", "ft-1")
    assert "no such thing" in result.message
    assert result.request_id == "r-1"
    assert result.body == NO_SUCH


@every_provider
def test_missing_ok_changes_nothing_about_an_item_that_is_there(call: Call, provider: str) -> None:
    result = deleted(call, provider, answer(ANSWERS[provider, "delete"]), missing_ok=True)
    assert (result.outcome, result.changed) == (Outcome.DELETED, True)


@every_provider
def test_missing_ok_is_about_not_found_and_no_other_refusal(call: Call, provider: str) -> None:
    with pytest.raises(PermissionDeniedError):
        deleted(call, provider, answer(b"", 403), missing_ok=True)


@every_provider
@pytest.mark.parametrize("body", [b"", "gone", "<html>", {}, {"code": 404}, [NO_SUCH]], ids=str)
def test_a_404_that_is_not_in_the_provider_s_own_shape_is_no_proof_of_absence(
    provider: str, body: Any
) -> None:
    with pytest.raises(NotFoundError, match="so it proves nothing; ") as caught:
        deleted(Call("sync"), provider, answer(body, 404), missing_ok=True)
    assert not caught.value.certain


@pytest.mark.parametrize(
    ("provider", "body"),
    [
        ("together", {"message": "Not Found"}),
        ("together", {"error": "Not Found"}),
        ("bfl", {"detail": "Not Found"}),
        ("bfl", {"error": "Not Found", "message": "Route GET:/ not found", "statusCode": 404}),
        ("cohere", {"error": {"message": "Not Found"}}),
        ("cohere", {"message": {"text": "Not Found"}}),
    ],
)
def test_what_gateways_say_of_a_path_they_do_not_know_is_not_in_its_shape(
    provider: str, body: Any
) -> None:
    with pytest.raises(NotFoundError):
        deleted(Call("sync"), provider, answer(body, 404), missing_ok=True)


@pytest.mark.parametrize(("provider", "certain"), [("together", True), ("bfl", False)])
def test_only_where_no_other_region_looks_the_same_is_a_not_found_certain(
    call: Call, provider: str, certain: bool
) -> None:
    with pytest.raises(NotFoundError) as caught:
        call(provider, "retrieve", transport=Canned(GONE))
    assert caught.value.certain is certain
    with pytest.raises(NotFoundError, match="proves nothing") as caught:
        call(provider, "retrieve", transport=Canned(PAGE))
    assert caught.value.certain is False


def test_a_cancel_of_a_job_that_is_not_there_is_an_error(call: Call) -> None:
    with pytest.raises(NotFoundError):
        call("together", "cancel", transport=Canned(GONE))


@pytest.mark.parametrize(
    ("region", "other"), [("us1", "https://api.eu1.bfl.ai"), ("eu1", "https://api.us1.bfl.ai")]
)
@pytest.mark.parametrize("missing_ok", [False, True])
def test_bfl_names_the_region_that_was_asked_and_how_to_ask_the_other(
    call: Call, region: str, other: str, missing_ok: bool
) -> None:
    def scenario(client: Any) -> Generator[Any, Any, str]:
        try:
            result: Any = yield client.delete("ft-1", missing_ok=missing_ok)
        except NotFoundError as error:
            return str(error)
        return str(result.message)

    words = call.run(scenario, "bfl", region=region, transport=Canned(GONE))
    assert f"asked in region {region} at https://api.{region}.bfl.ai" in words
    assert f"set BFL_BASE_URL={other}" in words


def test_bfl_says_after_a_lost_answer_that_another_region_would_look_the_same(call: Call) -> None:
    transport = Canned(answer(b"", 500), GONE, answer({"finetunes": []}))
    result = call("bfl", transport=transport)
    assert (result.outcome, result.changed) == (Outcome.ALREADY_GONE, None)
    assert "another region would look the same" in str(result.message)


@pytest.mark.parametrize("provider", ["together", "cohere"])
def test_elsewhere_it_says_that_it_is_gone(call: Call, provider: str) -> None:
    result = call(provider, transport=Canned(answer(b"", 500, x_request_id="r-2"), GONE))
    assert (result.outcome, result.changed) == (Outcome.DELETED, None)
    assert result.message == "the answer was lost; reading back shows that it is gone"
    assert result.request_id == "r-2"  # of the delete, for a support case

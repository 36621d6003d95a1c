"""Secrets in the body of a creation are sent, echoed by hostile servers, and shown nowhere."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import FinetunesError, InvalidRequestError, OutcomeUnknownError
from finetunes.exchange.auth import Sealed
from finetunes_openapi.cohere.client.api.finetuning import create_finetuned_model
from finetunes_openapi.cohere.client.models import FinetunedModel
from finetunes_openapi.together.client.api.fine_tuning import create_fine_tune
from finetunes_openapi.together.client.models import CreateFineTune

from .canary import CANARY, ESCAPED, assert_hidden, assert_shown_nowhere
from .creations import BODIES, create
from .reads import COHERE_MODEL, TOGETHER_LISTED
from .wire import SOON, Connection, Script, Start, after_request, reply

if TYPE_CHECKING:
    from collections.abc import Generator

    from .conftest import Call

pytestmark = pytest.mark.usefixtures("silent_logs")
PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    "wandb_api_key": ("together", {**BODIES["together"], "suffix": "s", "wandb_api_key": CANARY}),
    "hf_api_token": ("together", {**BODIES["together"], "suffix": "s", "hf_api_token": CANARY}),
    "settings.wandb.api_key": (
        "cohere",
        {
            "name": "my-model",
            "settings": {
                **BODIES["cohere"]["settings"],
                "wandb": {"project": "p", "api_key": CANARY},
            },
        },
    ),
}


JOB = {**TOGETHER_LISTED, "finetuned_model": COHERE_MODEL}
"""An answer that either provider may have given."""


def echoing(secret: str) -> bytes:
    model = {**COHERE_MODEL, "S": "S"}
    text = json.dumps({**JOB, "status": "S", "name": "S", "S": ["S"], "finetuned_model": model})
    return text.replace('"S"', f'"a {secret}"').encode()


ENDS: dict[str, Script] = {
    "created": reply(JOB),
    "echoed": reply(echoing(CANARY), "200 OK", f"X-Request-Id: {CANARY}"),
    "echoed escaped": reply(echoing(ESCAPED)),
    "no id": reply({"message": CANARY, CANARY: [CANARY]}),
    "no id escaped": reply(f'{{"message": "{ESCAPED}"}}'.encode()),
    "html": reply(f"<html>{CANARY}</html>"),
    "broken": reply(f'{{"message": "{CANARY}'),
    "refused": reply({"error": {"message": f"bad {CANARY}"}}, "400 Bad Request"),
    "refused escaped": reply(f'{{"message": "{ESCAPED}"}}'.encode(), f"401 {CANARY}"),
    "refused in detail": reply({"detail": [{"loc": [CANARY], "msg": CANARY}]}, "422 Nope"),
    "too often": reply({"message": CANARY}, "429 Too Many", f"Retry-After: {CANARY}"),
    "fault": reply({"message": CANARY}, "500 Oops", f"CF-Ray: {CANARY}", f"Set-Cookie: {CANARY}"),
    "reset": after_request(end=Connection.reset),
    "no status line": after_request(f"{CANARY}\r\n\r\n".encode()),
    "stall": after_request(end=Connection.stall),
}


def assert_clean(end: Any) -> None:
    if not isinstance(end, BaseException):
        assert_hidden(end, end.body, end.raw, end.name, end.provider_status, end.undecoded)
        assert b"CANARY" not in pickle.dumps(end)
    else:
        assert_shown_nowhere(end)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_of_a_body_is_sent_and_shown_nowhere(
    call: Call, wire: Start, place: str, end: str
) -> None:
    provider, body = PLACES[place]
    server = wire(ENDS[end])
    timeout = SOON if end == "stall" else 20
    found: Any
    try:
        found = create(call, provider, body, base_url=server.url, max_retries=0, timeout=timeout)
    except FinetunesError as error:
        found = error
    assert server.only.json == body
    assert_clean(found)


@pytest.mark.parametrize("spoil", [{"unknown": 1}, {"name": {1}, "suffix": {1}}, {"model": ...}])
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_shown_nowhere_where_the_body_is_refused(
    call: Call, place: str, spoil: dict[str, Any]
) -> None:
    provider, body = PLACES[place]
    with pytest.raises(FinetunesError, match="nothing was sent") as caught:
        create(call, provider, {**body, **spoil})
    assert_shown_nowhere(caught.value)


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_shown_nowhere_where_no_connection_is_made(
    call: Call, wire: Start, place: str
) -> None:
    with wire() as server:
        gone = server
    provider, body = PLACES[place]
    with pytest.raises(FinetunesError) as caught:
        create(call, provider, body, base_url=gone.url, max_retries=0)
    assert_shown_nowhere(caught.value)


@pytest.mark.parametrize("provider", ["bfl"])
def test_a_secret_is_shown_nowhere_where_creating_is_not_supported(
    call: Call, provider: str
) -> None:
    with pytest.raises(FinetunesError) as caught:
        create(call, provider, {"webhook_secret": CANARY})
    assert_shown_nowhere(caught.value)


def test_an_interrupted_creation_shows_no_secret(call: Call, wire: Start) -> None:
    server = wire(ENDS["created"])

    def interrupt() -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        create(call, *PLACES["hf_api_token"], base_url=server.url, api_key=interrupt)
    assert_shown_nowhere(caught.value)


@pytest.mark.parametrize("value", [12345678901234, 1.5, True, [12345678901234]], ids=str)
def test_a_secret_that_is_no_text_is_refused(call: Call, wire: Start, value: Any) -> None:
    server = wire(ENDS["created"])
    body = {**BODIES["together"], "wandb_api_key": value}
    with pytest.raises(
        InvalidRequestError, match="wandb_api_key must be text; put it in quotes; n"
    ):
        create(call, "together", body, base_url=server.url)
    assert server.connections == 0


@pytest.mark.parametrize("value", [None, "12345678901234"], ids=str)
def test_a_secret_may_be_digits_in_quotes_or_null(call: Call, wire: Start, value: Any) -> None:
    body = {**BODIES["together"], "wandb_api_key": value}
    assert create(call, "together", body, base_url=wire(ENDS["created"]).url).id == "ft-1"


def test_an_error_in_a_success_leaves_open_whether_one_was_created(call: Call, wire: Start) -> None:
    server = wire(reply({**JOB, "error": {"message": "no"}}))
    with pytest.raises(OutcomeUnknownError, match="the status is a success, the body is an error"):
        create(call, "together", BODIES["together"], base_url=server.url)
    assert len(server.requests) == 1


# The generated client


def generated(client: Any, colour: str, place: str) -> Any:
    provider, body = PLACES[place]
    kind: Any = CreateFineTune if provider == "together" else FinetunedModel
    operation: Any = create_fine_tune if provider == "together" else create_finetuned_model
    made = kind.from_dict(body)
    function = operation.sync_detailed if colour == "sync" else operation.asyncio_detailed
    return function(client=client.generated, body=made)


@pytest.mark.parametrize("end", [name for name in ENDS if name != "stall"])
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_shown_nowhere_by_the_generated_client(
    call: Call, wire: Start, place: str, end: str
) -> None:
    server = wire(ENDS[end])

    def scenario(client: Any) -> Generator[Any, Any, Any]:
        return (yield generated(client, call.colour, place))

    try:
        got = call.run(scenario, PLACES[place][0], base_url=server.url, max_retries=0)
    except Exception as error:
        assert_shown_nowhere(error)
    else:
        assert_hidden(got, got.parsed, got.content, dict(got.headers))
    assert CANARY.encode() in server.only.body


# The seal itself


@pytest.mark.parametrize(
    "body",
    [
        {"key": CANARY},
        {"a": {"key": CANARY}},
        {"a": [{"b": [{"key": CANARY}]}]},
        {"a": ({"key": CANARY},)},
    ],
    ids=["at the top", "inside", "in lists", "in a tuple"],
)
def test_a_secret_is_found_at_any_depth(body: dict[str, Any]) -> None:
    assert Sealed(body, {"key"}).scrub(f"say {CANARY}!") == "say [API key]!"


@pytest.mark.parametrize("value", [[CANARY], {"now": {"next": CANARY}}, [[CANARY], None]], ids=str)
def test_every_text_below_a_secret_is_one(value: Any) -> None:
    body = {"plain": CANARY, "key": value}
    assert Sealed(body, {"key"}).scrub(CANARY) == "[API key]"


def test_a_body_that_holds_itself_is_searched_once() -> None:
    body: dict[str, Any] = {"key": CANARY}
    body["again"] = [body]
    assert Sealed(body, {"key"}).scrub(CANARY) == "[API key]"


def test_a_sealed_body_is_neither_shown_nor_pickled() -> None:
    sealed = Sealed({"key": CANARY}, {"key"})
    assert_hidden(sealed)
    with pytest.raises(TypeError, match="is not pickled"):
        pickle.dumps(sealed)


def test_a_body_is_taken_out_of_the_hands_of_its_caller() -> None:
    body = {"key": CANARY}
    sealed = Sealed(body, {"key"})
    assert body == {}
    assert sealed.names == {"key"}


def test_a_body_that_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="a body is a JSON object"):
        Sealed([CANARY])  # type: ignore[arg-type]  # the fact

"""Creating a fine-tune: what is sent, what is refused before, and when it is sent again."""

from __future__ import annotations

import copy
import inspect
import math
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from finetunes import (
    APIConnectionError,
    APITimeoutError,
    BadRequestError,
    Client,
    InvalidRequestError,
    OutcomeUnknownError,
    RateLimitError,
    Status,
    UnsupportedOperationError,
)

from .canned import Canned, answer
from .conftest import KEY, Call
from .creations import BODIES, CREATED, PATHS, create
from .wire import SOON, Connection, after_request, reply

if TYPE_CHECKING:
    from .wire import Script, Start

every_provider = pytest.mark.parametrize("provider", BODIES)


@every_provider
def test_the_body_is_sent_as_it_is(call: Call, wire: Start, provider: str) -> None:
    server = wire(reply(CREATED[provider]))
    create(call, provider, base_url=server.url)
    assert (server.only.method, server.only.target) == ("POST", PATHS[provider])
    assert server.only.json == BODIES[provider]
    assert server.only.header("content-type") == "application/json"
    assert server.only.header("content-length") == str(len(server.only.body))


@every_provider
def test_what_was_created_is_returned(call: Call, wire: Start, provider: str) -> None:
    made = create(call, provider, base_url=wire(reply(CREATED[provider])).url)
    assert type(made).__name__ == "FineTune"
    assert made.ref == f"{provider}:ft-1"
    assert made.status is {"together": Status.RUNNING, "cohere": Status.SUCCEEDED}[provider]
    assert made.undecoded is None
    assert type(made.raw).__module__.startswith(f"finetunes_openapi.{provider}.client.models.")


@every_provider
def test_the_callers_body_is_left_as_it_was(call: Call, provider: str) -> None:
    body = copy.deepcopy(BODIES[provider])
    create(call, provider, body, transport=Canned(answer(CREATED[provider])))
    assert body == BODIES[provider]


@every_provider
def test_an_answer_that_does_not_decode_is_a_creation_all_the_same(provider: str) -> None:
    bare: Any = {"id": "ft-9"} if provider == "together" else {"finetuned_model": {"id": "ft-9"}}
    made = create(Call("sync"), provider, transport=Canned(answer(bare)))
    assert (made.id, made.status, made.raw) == ("ft-9", Status.UNKNOWN, None)
    assert made.undecoded


# Refused before anything is sent


def refused(call: Call, wire: Start, provider: str, body: dict[str, Any]) -> str:
    server = wire(reply(CREATED[provider]))
    with pytest.raises(InvalidRequestError) as caught:
        create(call, provider, body, base_url=server.url)
    assert server.connections == 0
    assert (caught.value.provider, caught.value.operation) == (provider, "create")
    assert str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize(
    ("provider", "name"),
    [("together", "training_file"), ("together", "model"), ("cohere", "name"),
     ("cohere", "settings")],
)  # fmt: skip
def test_a_missing_name_is_refused(call: Call, wire: Start, provider: str, name: str) -> None:
    body = {key: value for key, value in BODIES[provider].items() if key != name}
    message = f"{provider}: create: {name} is missing; nothing was sent"
    assert refused(call, wire, provider, body) == message


@pytest.mark.parametrize(
    ("provider", "name", "meant"),
    [
        ("together", "n_epoch", " (did you mean n_epochs?)"),
        ("together", "zzz", ""),
        ("cohere", "setings", " (did you mean settings?)"),
    ],
)
def test_an_unknown_name_is_refused_and_one_that_is_nearly_the_same_is_named(
    call: Call, wire: Start, provider: str, name: str, meant: str
) -> None:
    body = {**BODIES[provider], name: 3}
    message = f"{provider}: create: there is no {name}{meant}; nothing was sent"
    assert refused(call, wire, provider, body) == message


def test_everything_that_is_wrong_with_the_names_is_said_at_once(call: Call, wire: Start) -> None:
    assert refused(call, wire, "together", {"b\n": 1, "a": 2}) == (
        "together: create: model is missing; training_file is missing; there is no a; "
        "there is no b; nothing was sent"
    )


class Unprintable:
    """A value that must not be looked at, let alone be sent."""

    def __repr__(self) -> str:
        raise AssertionError("somebody printed it")


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


NO_JSON: dict[str, Any] = {
    "nan": math.nan, "infinity": math.inf, "bytes": b"x", "set": {1}, "object": Unprintable(),
    "inside": {"a": [Unprintable()]}, "a name that is none": {(1, 2): 3}, "deep": nested(100_000),
    "too many digits": 10**5000,
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_JSON)
def test_a_value_that_is_no_json_is_refused(call: Call, wire: Start, kind: str) -> None:
    body = {**BODIES["together"], "suffix": NO_JSON[kind]}
    message = "together: create: a value is no JSON; nothing was sent"
    assert refused(call, wire, "together", body) == message


def test_a_body_that_goes_round_in_circles_is_refused(call: Call, wire: Start) -> None:
    circle: dict[str, Any] = {}
    circle["again"] = circle
    assert "no JSON" in refused(call, wire, "cohere", {"name": "n", "settings": circle})


def test_a_body_has_names_only() -> None:
    transport = Canned(answer(CREATED["together"]))
    client: Any = Client("together", api_key=KEY, transport=transport)
    with pytest.raises(TypeError):
        client.create(BODIES["together"])
    assert transport.requests == []


def test_bfl_says_that_creating_was_withdrawn_and_when(call: Call) -> None:
    transport = Canned(answer({}))

    def scenario(client: Any) -> Any:
        yield client.create(finetune_comment="x")

    with pytest.raises(UnsupportedOperationError) as caught:
        call.run(scenario, "bfl", transport=transport)
    assert str(caught.value) == (
        "bfl: the provider's API has no create (withdrawn on 2026-03-20), only retrieve, list, "
        "delete; nothing was sent"
    )
    assert transport.requests == []


# Never sent again where a job may have been created

AMBIGUOUS: dict[str, Script] = {
    "lost": after_request(end=Connection.reset),
    "closed": after_request(),
    "broken off": after_request(reply({"id": "ft-1"}, length=5000)),
    "408": reply({}, "408 Request Timeout"),
    "499": reply({}, "499 Client Closed Request"),
    "500": reply({"message": "oops"}, "500 Internal Server Error"),
    "502": reply("<html>", "502 Bad Gateway"),
    "503": reply({}, "503 Service Unavailable", "Retry-After: 0"),
    "html": reply("<html>welcome</html>"),
    "empty": reply(b""),
    "no content": reply(b"", "204 No Content"),
    "no id": reply({}),
    "list": reply([]),
    "id that is none": reply({"id": 5, "finetuned_model": {"id": 5}}),
    "stall": after_request(end=Connection.stall),
}


@every_provider
@pytest.mark.parametrize("end", AMBIGUOUS)
def test_a_creation_that_may_have_happened_is_not_sent_again(
    call: Call, wire: Start, pauses: list[float], provider: str, end: str
) -> None:
    server = wire(AMBIGUOUS[end])
    with pytest.raises(OutcomeUnknownError) as caught:
        create(call, provider, base_url=server.url, timeout=SOON if end == "stall" else 20)
    assert len(server.requests) == 1
    assert pauses == []
    error = caught.value
    assert error.sent_at is not None
    assert error.next_step == (
        f"look at whether one was created about {error.sent_at:%H:%M:%S} UTC, at the provider "
        "before you send create again"
    )
    assert str(error).startswith(f"{provider}: create: it may or may not have happened: ")
    assert str(error).endswith(f"; {error.next_step}")


# Sent again where none was created


@every_provider
def test_a_creation_is_sent_again_after_429(
    call: Call, wire: Start, pauses: list[float], provider: str
) -> None:
    bodies = iter([reply({}, "429 Too Many Requests"), reply(CREATED[provider])])

    def script(peer: Connection) -> None:
        for data in bodies:
            peer.request()
            peer.send(data)

    server = wire(script)
    assert create(call, provider, base_url=server.url).id == "ft-1"
    assert [request.json for request in server.requests] == [BODIES[provider]] * 2
    assert pauses == [0.5]


@every_provider
def test_a_creation_is_sent_again_after_a_connection_that_was_refused(
    call: Call, pauses: list[float], provider: str
) -> None:
    transport = Canned(httpx.ConnectError("refused"), answer(CREATED[provider]))
    assert create(call, provider, transport=transport).id == "ft-1"
    assert len(transport.requests) == 2
    assert pauses == [0.5]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (httpx.ConnectError("refused"), APIConnectionError),
        (httpx.ConnectTimeout("late"), APITimeoutError),
        (answer({}, 429), RateLimitError),
        (answer({"error": {"message": "no such file", "type": "x"}}, 400), BadRequestError),
    ],
    ids=str,
)
@every_provider
def test_a_creation_that_cannot_have_happened_says_so(
    call: Call, pauses: list[float], provider: str, end: Any, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as caught:
        create(call, provider, transport=Canned(end), max_retries=1)
    assert type(caught.value) is kind
    assert re.match(rf"{provider}: create: ", str(caught.value))
    assert len(pauses) <= 1


def test_the_docstring_says_that_nothing_is_sent_again() -> None:
    client: Any = Client
    assert "never sent again" in (inspect.getdoc(client.create) or "")

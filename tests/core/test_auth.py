"""Where a key comes from, what it may hold, and where it goes."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest
from finetunes import AsyncClient, Client, InvalidAPIKeyError, MissingAPIKeyError
from finetunes.exchange.auth import APIKey
from hypothesis import given, strategies as st

from .canned import ANSWERS, Canned, answer, header_sent
from .conftest import KEY, Call

VARIABLES = [
    ("together", "TOGETHER_API_KEY"),
    ("bfl", "BFL_API_KEY"),
    ("cohere", "CO_API_KEY"),
    ("cohere", "COHERE_API_KEY"),
]
KINDS = [Client, AsyncClient]


# Where it goes


@pytest.mark.parametrize(
    ("provider", "header", "value"),
    [
        ("together", "authorization", f"Bearer {KEY}"),
        ("bfl", "x-key", KEY),
        ("cohere", "authorization", f"Bearer {KEY}"),
    ],
)
def test_a_key_is_sent_once_in_the_header_the_provider_documents(
    call: Call, provider: str, header: str, value: str
) -> None:
    transport = Canned(answer(ANSWERS[provider, "delete"]))
    call(provider, transport=transport)
    carrying = [(k, v) for k, v in transport.only.headers.multi_items() if KEY in v]
    assert carrying == [(header, value)]
    assert KEY not in str(transport.only.url)
    assert KEY.encode() not in transport.only.content


# Where it comes from


@pytest.mark.parametrize(("provider", "variable"), VARIABLES)
def test_a_key_comes_from_the_environment(
    call: Call, monkeypatch: pytest.MonkeyPatch, provider: str, variable: str
) -> None:
    monkeypatch.setenv(variable, "key-from-the-environment")
    assert "key-from-the-environment" in header_sent(call, provider, api_key=None)


def test_the_first_variable_goes_before_the_second(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COHERE_API_KEY", "second-choice")
    monkeypatch.setenv("CO_API_KEY", "first-choice")
    assert header_sent(call, "cohere", api_key=None) == "Bearer first-choice"


def test_an_empty_variable_is_passed_over(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CO_API_KEY", "")
    monkeypatch.setenv("COHERE_API_KEY", "second-choice")
    assert header_sent(call, "cohere", api_key=None) == "Bearer second-choice"


def test_an_argument_goes_before_the_environment(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_KEY", "key-from-the-environment")
    assert header_sent(call, "cohere", api_key="key-given") == "Bearer key-given"


def test_a_client_keeps_the_key_it_found_when_it_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CO_API_KEY", "the-first-key")
    transport = Canned(answer({}))
    client = Client("cohere", transport=transport)
    monkeypatch.setenv("CO_API_KEY", "another-key")
    client.delete("ft-1")
    assert transport.only.headers["authorization"] == "Bearer the-first-key"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("provider", "variables"),
    [
        ("together", "TOGETHER_API_KEY"),
        ("bfl", "BFL_API_KEY"),
        ("cohere", "CO_API_KEY or COHERE_API_KEY"),
    ],
)
def test_a_missing_key_is_an_error_of_the_constructor_that_names_the_variables(
    kind: type[Client[Any]], provider: str, variables: str
) -> None:
    with pytest.raises(MissingAPIKeyError) as caught:
        kind(provider)
    assert str(caught.value) == (
        f"{provider}: no API key; set {variables}, or pass api_key= in Python"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_key_is_missing_and_not_looked_up_elsewhere(
    kind: type[Client[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_KEY", "key-from-the-environment")
    with pytest.raises(MissingAPIKeyError, match="the API key of api_key is empty; pass another"):
        kind("cohere", api_key="")


# What it may hold

BAD = ["key\n", " key", "ke y", "key\t", "key\x00", "kéy", "ключ", "key\x7f", "key\r\nX: y",
       "\ud800", b"key", 5, True, ["key"], object()]  # fmt: skip


@pytest.mark.parametrize("key", BAD, ids=lambda key: ascii(key)[:20])
@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_no_header_can_carry_is_refused_when_the_client_is_made(
    kind: type[Client[Any]], key: Any
) -> None:
    with pytest.raises(InvalidAPIKeyError, match="nothing was sent"):
        kind("cohere", api_key=key)


@pytest.mark.parametrize("key", BAD, ids=lambda key: ascii(key)[:20])
def test_a_key_from_a_callable_is_checked_before_it_is_used(call: Call, key: Any) -> None:
    transport = Canned(answer({}))
    with pytest.raises(InvalidAPIKeyError):
        call("cohere", api_key=lambda: key, transport=transport)
    assert transport.requests == []


def test_a_key_from_the_environment_is_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BFL_API_KEY", "key-from-a-file\n")
    with pytest.raises(InvalidAPIKeyError, match="the API key of BFL_API_KEY is no string"):
        Client("bfl")


@given(st.text(min_size=1, max_size=20))
def test_a_key_is_sent_exactly_as_it_is_or_refused_and_not_shown(key: str) -> None:
    if all("\x21" <= c <= "\x7e" for c in key):
        assert header_sent(Call("sync"), "cohere", api_key=key) == f"Bearer {key}"
        return
    with pytest.raises(InvalidAPIKeyError) as caught:
        header_sent(Call("sync"), "cohere", api_key=key)
    assert str(caught.value) == (
        "cohere: the API key of api_key is no string, or holds a space, line break, control or "
        "non-ASCII character (often a line break from a file); copy it again; nothing was sent"
    )


# The object that holds it


def test_a_key_shows_itself_neither_in_repr_nor_in_str_nor_as_an_attribute() -> None:
    key = APIKey("sesame-open-now")
    assert "sesame" not in f"{key!r}{key!s}"
    assert not hasattr(key, "__dict__")


@pytest.mark.parametrize("way", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_key_is_neither_pickled_nor_copied(way: Any) -> None:
    with pytest.raises(TypeError, match="an API key is not pickled"):
        way(APIKey("sesame-open-now"))


@pytest.mark.parametrize(
    ("value", "scrubbed"),
    [
        ("a sesame-open-now b", "a [API key] b"),
        (b"a sesame-open-now b", b"a [API key] b"),
        (["sesame-open-now", 1], ["[API key]", 1]),
        ({"sesame-open-now": {"x": ["sesame-open-now"]}}, {"[API key]": {"x": ["[API key]"]}}),
        (None, None),
        (1.5, 1.5),
        (True, True),
    ],
    ids=str,
)
def test_a_key_is_blotted_out_wherever_it_stands(value: Any, scrubbed: Any) -> None:
    assert APIKey("sesame-open-now").scrub(value) == scrubbed


@pytest.mark.parametrize("secret", ['with"quote\\back', "schlüssel-geheim", "half \ud800 of one"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_secret_is_blotted_out_as_json_writes_it_too(secret: str, ascii_only: bool) -> None:
    quoted = json.dumps({"key": secret}, ensure_ascii=ascii_only)
    assert APIKey(secret).scrub(f"oops {quoted}") == 'oops {"key": "[API key]"}'
    raw = quoted.encode("utf-8", "surrogatepass")
    assert APIKey(secret).scrub(raw) == b'{"key": "[API key]"}'


@pytest.mark.parametrize("key", ["k", "test", "status", "ft-1", "1", "{"])
def test_a_placeholder_for_a_key_changes_no_answer(call: Call, key: str) -> None:
    transport = Canned(answer(ANSWERS["together", "cancel"]))
    result = call("together", "cancel", api_key=key, transport=transport)
    assert result.body == ANSWERS["together", "cancel"]

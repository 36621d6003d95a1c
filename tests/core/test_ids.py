"""What may become part of a request, and how it gets there."""

from __future__ import annotations

import json
import pickle
import re
import unicodedata
from typing import Any
from urllib.parse import unquote

import pytest
from finetunes import Client, ConfigurationError, InvalidIDError, Outcome, Reference, providers
from finetunes.adapters import find_adapter
from hypothesis import given, strategies as st

from .canned import ANSWERS, NO_SUCH, Canned, answer
from .conftest import KEY, Call

REFUSED: list[Any] = [
    None, 5, 1.5, True, b"ft-1", ["ft-1"], "", " ", "\t", "\u3000", "\u2028", ".", "..", "ft\n1",
    "\x00", "ft-1\x7f", "ft-1\x85", "\x1b[31mft", "\ud800", "ft-\udfff", "x" * 4097,
    "together:ft-1", "bfl:my", "cohere:", "Cohere:x", " together :ft-1", "together:bfl:x",
]  # fmt: skip


def is_allowed(id: str) -> bool:
    """Say in other words than the code which ids are allowed."""
    odd = any(unicodedata.category(c) in {"Cc", "Cs"} for c in id)
    reference = any(re.match(rf"\s*{name}\s*:", id, re.IGNORECASE) for name in providers())
    return bool(id.strip()) and id not in (".", "..") and not odd and not reference


@pytest.mark.parametrize("id", REFUSED, ids=ascii)
def test_an_id_that_cannot_be_sent_is_refused(id: Any) -> None:
    with pytest.raises(InvalidIDError, match=r"^together: the id must .*; nothing was sent$"):
        find_adapter("together").check_id(id)


@pytest.mark.parametrize("id", REFUSED, ids=ascii)
@pytest.mark.parametrize(("provider", "operation"), ANSWERS)
def test_a_refused_id_never_reaches_the_transport(
    call: Call, provider: str, operation: str, id: Any
) -> None:
    transport = Canned(answer({}))
    with pytest.raises(InvalidIDError):
        call(provider, operation, id, transport=transport)
    assert transport.requests == []


def test_a_refused_id_is_a_value_error_too() -> None:
    with pytest.raises(ValueError, match="must not be empty"):
        find_adapter("together").check_id("")


@pytest.mark.parametrize(
    ("id", "advice"),
    [
        ("together:ft-1", "'together:ft-1'; pass 'ft-1'"),
        ("bfl:my", "'bfl:my'; that is 'my' at bfl"),
        (Reference("together", "ft-1"), "must be a string, not Reference; give it as"),
    ],
)
def test_the_message_about_a_reference_says_which_id_to_pass(id: Any, advice: str) -> None:
    with pytest.raises(InvalidIDError, match=advice):
        find_adapter("together").check_id(id)


TAKES_AN_ID = [
    (provider.name, operation)
    for provider in providers().values()
    for operation in provider.operations
    if operation not in {"create", "list", "upload"}
]


@given(st.sampled_from(sorted(providers())), st.text(max_size=30), st.sampled_from(TAKES_AN_ID))
def test_nothing_that_reads_as_a_reference_is_sent_as_an_id(
    name: str, rest: str, taken: tuple[str, str]
) -> None:
    provider, operation = taken
    more = {"download": ("weights",)}.get(operation, ())
    transport = Canned(answer({}, 404))
    client: Any = Client(provider, api_key=KEY, transport=transport)
    with client, pytest.raises(InvalidIDError):
        getattr(client, operation)(f"{name}:{rest}", *more)
    assert transport.requests == []


def test_a_reference_is_no_item_that_is_gone_already() -> None:
    transport = Canned(answer(NO_SUCH, 404))
    with Client("together", api_key=KEY, transport=transport) as client:
        assert client.delete("ft-1", missing_ok=True).outcome is Outcome.ALREADY_GONE
        with pytest.raises(InvalidIDError, match="pass 'ft-1'; nothing was sent"):
            client.delete("together:ft-1", missing_ok=True)
    assert len(transport.requests) == 1


@pytest.mark.parametrize("id", ["ft\x1b[31m", "\ud800" * 1000, "..", "\r\n" * 900 + "x"])
def test_the_message_about_an_id_is_one_short_printable_line(id: str) -> None:
    with pytest.raises(InvalidIDError) as caught:
        find_adapter("together").check_id(id)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 800


PATHS = {
    ("together", "cancel"): "/v1/fine-tunes/{id}/cancel",
    ("together", "delete"): "/v1/fine-tunes/{id}",
    ("cohere", "delete"): "/v1/finetuning/finetuned-models/{id}",
}
ODD = [
    "ft-1", "a/b", "../x", "a/../b", "?x=1", "#top", "%2e%2e", "%", "a b", " a ", "a+b", "ü",
    "名前", "\U0001f600", "a;b,c", "a:b@c", "x" * 4096,
    "\U0001f600" * 4096, "\u202eabc", "\u2028x", "...",
]  # fmt: skip


@pytest.mark.parametrize("id", ODD, ids=lambda text: ascii(text[:12]))
@pytest.mark.parametrize(("provider", "operation"), PATHS)
def test_an_id_arrives_as_one_percent_encoded_segment(
    provider: str, operation: str, id: str
) -> None:
    transport = Canned(answer({**ANSWERS[provider, operation], "id": id}))
    Call("sync")(provider, operation, id, transport=transport)
    path = transport.only.url.raw_path.decode("ascii")
    before, after = PATHS[provider, operation].split("{id}")
    segment = path.removeprefix(before).removesuffix(after)
    assert before + segment + after == path
    assert "/" not in segment
    assert "?" not in segment
    assert unquote(segment, errors="strict") == id


@pytest.mark.parametrize("id", ODD, ids=lambda text: ascii(text[:12]))
def test_an_id_arrives_verbatim_in_a_json_body(id: str) -> None:
    transport = Canned(answer({"deleted_finetune_id": id}))
    Call("sync")("bfl", "delete", id, transport=transport)
    assert json.loads(transport.only.content) == {"finetune_id": id}


@given(st.text(max_size=30))
def test_any_text_is_either_refused_or_arrives_unchanged(id: str) -> None:
    transport = Canned(answer({}))
    if not is_allowed(id):
        with pytest.raises(InvalidIDError):
            Call("sync")("cohere", "delete", id, transport=transport)
        assert transport.requests == []
        return
    result = Call("sync")("cohere", "delete", id, transport=transport)
    path = transport.only.url.raw_path.decode("ascii")
    segment = path.removeprefix("/v1/finetuning/finetuned-models/")
    assert result.id == id
    assert "/" not in segment
    assert unquote(segment, errors="strict") == id


@given(st.text(max_size=30).filter(is_allowed))
def test_any_text_that_is_allowed_arrives_verbatim_in_a_json_body(id: str) -> None:
    transport = Canned(answer({"deleted_finetune_id": id}))
    assert Call("sync")("bfl", "delete", id, transport=transport).outcome == "deleted"
    assert json.loads(transport.only.content) == {"finetune_id": id}


@given(st.sampled_from(sorted(providers())), st.text(max_size=30).filter(is_allowed))
def test_a_reference_reads_back_what_it_prints(provider: str, id: str) -> None:
    reference = Reference(provider, id)
    assert Reference.parse(str(reference)) == reference


def test_everything_after_the_first_colon_of_a_reference_is_the_id() -> None:
    assert Reference.parse("together:ft-1:2") == ("together", "ft-1:2")


def test_a_reference_can_be_pickled() -> None:
    reference = Reference.parse("bfl:x")
    assert pickle.loads(pickle.dumps(reference)) == reference


@pytest.mark.parametrize("text", ["", "together", "ft-1", "\x1b[31m", None, 7], ids=ascii)
def test_a_reference_without_a_colon_is_refused(text: Any) -> None:
    with pytest.raises(InvalidIDError, match="is no reference; write provider:id") as caught:
        Reference.parse(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "text", ["together:", "together: ", "bfl:..", "cohere:a\nb", "together:together:x"]
)
def test_a_reference_with_an_id_that_cannot_be_sent_is_refused(text: str) -> None:
    with pytest.raises(InvalidIDError, match="the id must not"):
        Reference.parse(text)


@pytest.mark.parametrize("text", ["openai:ft-1", ":ft-1", " together:ft-1", "Together:ft-1"])
def test_a_reference_to_an_unknown_provider_names_those_there_are(text: str) -> None:
    with pytest.raises(ConfigurationError, match="there are together, bfl, cohere"):
        Reference.parse(text)

"""What is kept of an item: no secret, and never more than it should take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from finetunes.cleanup.snapshots import LARGEST, hide_secrets, snapshot
from hypothesis import given, settings, strategies as st

CANARY = "CANARY-0123456789"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def nested(levels: int, value: Any) -> Any:
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "name",
    ["api_key", "wandb_api_key", "hf_api_token", "webhook_secret", "apiKey", "PASSWORD", "x-key",
     "ssh_keys", "credentials", "passphrase"],
)  # fmt: skip
def test_a_property_with_a_secret_name_is_not_kept(name: str) -> None:
    body = {"settings": [{name: CANARY}, {name: {"inside": CANARY}}]}
    assert CANARY not in json.dumps(hide_secrets(body, "together"))


def test_a_secret_that_is_not_set_can_be_told_from_one_that_is() -> None:
    assert hide_secrets({"api_key": None, "hf_api_token": "x"}, "together") == {
        "api_key": None,
        "hf_api_token": "[secret]",
    }


@pytest.mark.parametrize("name", ["token_count", "max_tokens", "keyword", "model", "trigger_word"])
def test_a_property_with_a_harmless_name_is_kept(name: str) -> None:
    assert hide_secrets({name: 2048}, "together") == {name: 2048}


def test_the_names_that_the_document_marks_are_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    import finetunes.cleanup.snapshots as module

    marked = finetunes_provider()._replace(secrets=frozenset({"recipe"}))
    monkeypatch.setattr(module, "providers", lambda: {"together": marked})
    assert hide_secrets({"recipe": CANARY}, "together") == {"recipe": "[secret]"}


def finetunes_provider() -> Any:
    import finetunes

    return finetunes.providers()["together"]


def test_an_unknown_provider_has_secret_names_too() -> None:
    assert hide_secrets({"api_key": CANARY}, "nobody") == {"api_key": "[secret]"}


def test_what_is_too_deep_to_be_looked_at_is_not_kept() -> None:
    kept = snapshot(nested(5000, CANARY), "together")
    assert CANARY not in json.dumps(kept)


@given(JSON)
def test_any_body_is_kept_in_a_bounded_size(body: Any) -> None:
    kept = snapshot(body, "together")
    assert len(json.dumps(kept, allow_nan=False)) <= LARGEST


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(["token", "b_key", "id"]) | st.text(), JSON))
def test_no_secret_is_kept_in_any_body(body: dict[str, Any]) -> None:
    kept = snapshot({**body, "a_key": CANARY, "inside": [body | {"token": CANARY}]}, "together")
    assert CANARY not in json.dumps(kept)


def test_a_small_body_is_kept_as_it_is() -> None:
    body = {"id": "ft-1", "events": [{"type": "job_start"}], "price": 1.5, "name": None}
    assert snapshot(body, "together") == body


def test_of_a_large_body_the_plain_fields_are_kept_and_the_size_it_had() -> None:
    body = {"id": "ft-1", "api_key": "x", "note": "n" * 1000, "events": ["e" * LARGEST], "n": 1}
    assert snapshot(body, "together") == {
        "[cut from]": len(json.dumps(body)) + len("[secret]") - 1,
        "id": "ft-1",
        "api_key": "[secret]",
        "note": "n" * 500,
        "n": 1,
    }


def test_of_a_body_with_very_many_plain_fields_the_first_are_kept() -> None:
    kept = snapshot({f"field{number}": "x" * 500 for number in range(1000)}, "together")
    assert len(kept) == 51


@pytest.mark.parametrize("value", ["\N{SNOWMAN}" * 500, 10**4000])
def test_a_field_that_is_large_by_itself_is_not_kept_of_a_large_body(value: Any) -> None:
    kept = snapshot({"large": value, "id": "ft-1", "events": ["e" * LARGEST]}, "together")
    assert list(kept) == ["[cut from]", "id"]


def test_of_a_large_body_that_is_no_object_only_the_size_is_kept() -> None:
    assert snapshot(["x" * LARGEST], "together") == {"[cut from]": LARGEST + 4}


@pytest.mark.parametrize("body", [{"price": float("nan")}, {"at": object()}])
def test_of_what_is_no_json_the_reason_is_kept(body: Any) -> None:
    assert list(snapshot(body, "together")) == ["[no JSON]"]

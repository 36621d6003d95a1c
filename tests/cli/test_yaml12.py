"""YAML 1.2 as a body needs it: text stays text, and what it has no need of is refused."""

from __future__ import annotations

import json

import pytest
from finetunes.cli.yaml12 import NotYAMLError, load
from hypothesis import given, strategies as st

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc<"), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("off", "off"),
        ("yes", "yes"),
        ("2024-01-01", "2024-01-01"),
        ("2024_01", "2024_01"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("12:30", "12:30"),
        ("'true'", "true"),
        ('"3"', "3"),
        ("|\n  a\n  b\n", "a\nb\n"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("10", 10),
        ("-0o17", "-0o17"),
        ("0o17", 15),
        ("0x1F", 31),
        ("010", 10),
        ("1e-5", 1e-5),
        (".5", 0.5),
        ("1.", 1.0),
        ("", None),
        ("# nothing", None),
        ("%YAML 1.2\n---\na", "a"),
    ],
)
def test_plain_text_is_read_by_the_core_schema(text: str, value: object) -> None:
    found = load(text)
    assert found == value
    assert type(found) is type(value)


@given(JSON)
def test_all_json_is_yaml(value: object) -> None:
    assert load(json.dumps(value)) == value


def test_lists_and_objects_nest() -> None:
    assert load("a:\n- b: 1\n  c: [2, {d: e}]\n-\n") == {
        "a": [{"b": 1, "c": [2, {"d": "e"}]}, None]
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x 1\nb: *x\n", 1, "anchors, aliases and tags"),
        ("a: 1\nb: *x\n", 2, "anchors, aliases and tags"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "anchors, aliases and tags"),
        ("a: !!binary aGk=\n", 1, "anchors, aliases and tags"),
        ("a: 1\n? [b]\n: 2\n", 2, "a name must be text"),
        ("a: 1\n200: 2\n", 2, "a name must be text"),
        ("a:\n  <<: {b: 1}\n", 2, "a name must be text"),
        ("a: 1\na: 2\n", 2, "a name stands twice"),
        ("a: 1\n---\nb: 2\n", 2, "there is a second document"),
        ("1" * 401, 1, "the number is too large"),
        ("%YAML 1.1\n---\na: NO\n", 2, "only YAML 1.2"),
        ("a: .inf\n", 1, "JSON has no such number"),
        ("a: .NaN\n", 1, "JSON has no such number"),
        ("a: 1e999\n", 1, "the number is too large"),
        ("a: -1e999\n", 1, "the number is too large"),
        ("[" * 150 + "]" * 150, 1, "more than 100 levels"),
        ("a: 1\n b: 2\n", 2, ""),
        ("a: 1\nb: [\n", 3, ""),
        ("a: 1\nb: 'x\n", 3, ""),
        ("a: 1\nb: \x00\n", 2, ""),
        ("a: 1\nb: \x1b\n", 2, ""),
    ],
)
def test_what_is_refused_has_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(NotYAMLError) as refused:
        load(text)
    assert (refused.value.line, words in str(refused.value)) == (line, True)


@given(st.text(st.sampled_from("ab:- [{}],'\"\n\t&*!%|>#?0.~e\x00\x85\ud800")))
def test_any_text_is_read_or_refused(text: str) -> None:
    line = 1
    try:
        json.dumps(load(text), allow_nan=False)
    except NotYAMLError as error:
        line = error.line
    assert 1 <= line <= len(text.splitlines()) + 2

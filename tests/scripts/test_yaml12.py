from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from pipeline import yaml12
from pipeline.errors import PipelineError

TEXT = st.text(st.characters(codec="utf-8"))
ODD = st.sampled_from(
    [
        *("\n a", "a\n", "a \nb", "\n", "- a", "a: b", "#x", "\x85", "\u2028a\nb", "\ufeffx"),
        *("\x00\n", "1e3", "0x1F", "0o17", "on", "---", "a\n\n", "\ta\n b", "é\n😀", "<<", "~"),
        *("2024-01-01", " a", "word " * 60 + "x", "word  " * 60, "{{ x }}", "\\", "%x", "a\r\nb"),
    ]
)
LEAF = st.none() | st.booleans() | st.integers() | TEXT | ODD
LEAVES = LEAF | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(LEAVES, lambda x: st.lists(x) | st.dictionaries(TEXT | ODD, x), max_leaves=20)


@settings(max_examples=50)
@given(st.dictionaries(TEXT | ODD, VALUES))
def test_what_is_dumped_loads_back_to_the_same_value_in_the_same_order(document: Any) -> None:
    loaded = yaml12.load(yaml12.dump(document), "x")
    assert repr(loaded) == repr(document)


def test_the_same_document_dumps_to_the_same_text() -> None:
    document = {"b": [1, {"a": "x\ny"}], "a": None}
    assert yaml12.dump(document) == "b:\n- 1\n- a: |-\n    x\n    y\na: null\n"


def test_words_that_yaml_1_1_takes_for_booleans_are_quoted() -> None:
    assert yaml12.dump({"a": "off", "b": "3.1.0"}) == "a: 'off'\nb: 3.1.0\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("OFF", "OFF"),
        ("2024-01-01", "2024-01-01"),
        ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("0x1F", 31),
        ("-12", -12),
        ("1e-08", 1e-08),
        (".5", 0.5),
        ("TRUE", True),
        ("~", None),
        ("", None),
        ("'1'", "1"),
        ("! 1", "1"),
        ('"\\ud83d\\ude00"', "😀"),
        ("9" * 500, "9" * 500),
    ],
)
def test_scalars_are_read_by_the_core_schema(text: str, value: Any) -> None:
    assert repr(yaml12.load(f"a: {text}", "x")["a"]) == repr(value)


def test_keys_are_strings_as_they_are_written() -> None:
    assert yaml12.load("200: a\non: b\n&k x: c\ny: *k\n", "x") == {
        "200": "a",
        "on": "b",
        "x": "c",
        "y": "x",
    }


def test_an_alias_as_a_key_is_the_text_it_stands_for() -> None:
    assert yaml12.load("a: &k x\n*k : b\n", "x") == {"a": "x", "x": "b"}


def test_aliases_are_copies() -> None:
    loaded = yaml12.load("a: &r {x: [1]}\nb: *r\n", "x")
    loaded["a"]["x"].append(2)
    assert loaded["b"] == {"x": [1]}


BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)


# Each alias holds the one before: shallow to read, without end to follow.
TOWER = "x0: &x0 {a: 1}\n" + "".join(f"x{i}: &x{i} {{a: *x{i - 1}}}\n" for i in range(1, 1500))
LADDER = "x0: &x0 [1]\n" + "".join(f"x{i}: &x{i} [*x{i - 1}]\n" for i in range(1, 1500))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2", 2, "the key 'a' twice"),
        ("200: 1\n'200': 2", 2, "twice"),
        ("a: 1\nb: !!python/object:os.system x", 2, "tag"),
        ("a: !!str x", 1, "tag"),
        ("!!str a: x", 1, "key that is not a string"),
        ("? [a]\n: x", 1, "key that is not a string"),
        ("a: &x [1]\n*x : b", 2, "key that is not a string"),
        ("a: .inf", 1, "JSON"),
        ("a: .NaN", 1, "JSON"),
        ("a: 1e999", 1, "too large"),
        ("a: *b", 1, "alias *b"),
        ("a: &b [*b]", 1, "alias *b"),
        ("a: {<<: {b: 1}}", 1, "merge key"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ('a: "\\ud800"', 1, "surrogate"),
        ("a: 1\nb: [", 2, "not YAML 1.2"),
        ("a: 1\nb\nc: 2", 2, "could not find expected ':'; correct the file"),
        ("[" * 1000 + "]" * 1000, 1, "nesting deeper"),
        (BOMB, 6, "aliases are expanded; leave out"),  # nine times more with each line
        (TOWER, yaml12.DEEPEST, "nesting deeper than 128 levels; leave out"),
        (LADDER, yaml12.DEEPEST, "nesting deeper"),
    ],
)
def test_what_is_refused_names_the_line(
    text: str, line: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml12, "LARGEST_VALUE", 2**20)
    with pytest.raises(PipelineError, match=r"^page.md:\d+: ") as caught:
        yaml12.load(text, "page.md", first_line=10)
    assert caught.value.line == line + 9
    assert words in str(caught.value)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(PipelineError, match=r"^x:7: the document is empty; correct the file$"):
        yaml12.load("# nothing\n", "x", first_line=7)


def test_a_character_that_yaml_forbids_is_refused() -> None:
    with pytest.raises(PipelineError, match="not YAML"):
        yaml12.load("a: \x00", "x")


def test_a_text_beyond_the_limit_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(yaml12, "LARGEST_TEXT", 10)
    with pytest.raises(PipelineError, match="11 characters"):
        yaml12.load("a: 12345678", "x")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        yaml12.load(text, "x")
    except PipelineError as error:
        line = str(error)
    else:
        line = "read"
    assert "\n" not in line


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x7f", "\ufffe"])
def test_a_character_that_yaml_does_not_allow_is_refused_with_its_line(character: str) -> None:
    with pytest.raises(PipelineError) as caught:
        yaml12.load(f"a: 1\nb: x{character}\n", "page.md", first_line=10)
    expected = f"page.md:11: not YAML 1.2: the character U+{ord(character):04X} is not allowed"
    assert str(caught.value) == f"{expected}; correct the file"


def test_nesting_to_the_limit_is_read_however_it_is_written() -> None:
    deepest = yaml12.DEEPEST - 1
    text = "[" * (deepest - 1) + "]" * (deepest - 1)
    assert yaml12.load(f"a: &a {text}\nb: [*a]\n", "x")["b"][0] == yaml12.load(text, "x")

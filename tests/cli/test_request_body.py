"""The body of a create: a file with arguments over it, and no secret on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cli.request_body import BodyError, read
from hypothesis import given, strategies as st

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = frozenset({"api_key", "hf_api_token"})


def body(*arguments: str, source: Path | None = None) -> dict[str, Any]:
    return read(source, arguments, SECRETS).open()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("1e-5", 1e-5),
        ("true", True),
        ("null", None),
        ('"3"', "3"),
        ('["a", 1]', ["a", 1]),
        ('{"a": {"b": 1}}', {"a": {"b": 1}}),
        ("", ""),
        ("plain words", "plain words"),
        ("NO", "NO"),
        ("off", "off"),
        ("2024-01-01", "2024-01-01"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("a=b", "a=b"),
        ("NaN", "NaN"),
        ("-Infinity", "-Infinity"),
        ("@env", "@env"),
        ("1 2", "1 2"),
        ("ünï 🎉", "ünï 🎉"),
    ],
)
def test_a_value_is_json_or_else_the_text_itself(text: str, value: object) -> None:
    found = body(f"name={text}")
    assert found == {"name": value}
    assert type(found["name"]) is type(value)


@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8}){0,3}", fullmatch=True), st.text())
def test_no_text_makes_more_of_a_body_than_its_name_says(name: str, text: str) -> None:
    try:
        value: Any = read(None, [f"{name}={text}"], frozenset()).open()
    except BodyError:
        assert text.startswith(("{", "[", '"', "@env:")) or not text.isprintable()
        return
    for part in name.split("."):
        assert list(value) == [part]
        value = value[part]
    assert value == text or json.dumps(value)


def test_dots_lead_into_objects() -> None:
    found = body("training_type.type=Lora", "training_type.lora_r=8", "model=m")
    assert found == {"training_type": {"type": "Lora", "lora_r": 8}, "model": "m"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["model"], "no NAME=VALUE"),
        (["=x"], "no NAME=VALUE"),
        (["a..b=1"], "no NAME=VALUE"),
        ([".a=1"], "no NAME=VALUE"),
        (["a b=1"], "no NAME=VALUE"),
        (["a=1", "a=2"], "a was given more than once"),
        (["a=1", "a.b=2"], "a is no object; cannot set a.b"),
        (["a.b.c=1", "a.b=2", "a.b.d=3"], "a.b is no object; cannot set a.b.d"),
        (["a={"], "a: the value begins like JSON and is none"),
        (["a=[1,]"], "a: the value begins like JSON and is none"),
        (['a="x'], "a: the value begins like JSON and is none"),
        (['a={"b": 1, "b": 2}'], "b twice in one object"),
        (["a=[NaN]"], "JSON has no NaN"),
        (["a=" + "[" * 200_000], "nested too deeply"),
        (["a=\udcff"], "a: the value is no text in this locale"),
        (["a\x1b[2J=1", "a\x1b[2J=1"], r"a\x1b[2J was given more than once"),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(arguments: list[str], words: str) -> None:
    with pytest.raises(BodyError) as refused:
        body(*arguments)
    assert words in str(refused.value)


def test_an_argument_without_a_name_is_not_repeated_because_it_may_be_a_secret() -> None:
    with pytest.raises(BodyError) as refused:
        body("canary-of-a-secret")
    assert "canary" not in str(refused.value)


@pytest.mark.parametrize(
    "argument",
    [
        "hf_api_token=canary",
        "settings.wandb.api_key=canary",
        'settings.wandb={"project": "p", "api_key": "canary"}',
        'list=[[{"api_key": "canary"}]]',
        "api_key.inner=canary",
    ],
)
def test_a_secret_on_the_command_line_is_refused_with_the_reason(argument: str) -> None:
    with pytest.raises(BodyError) as refused:
        body(argument)
    assert "is a secret, which would stay in the shell's history" in str(refused.value)
    assert "@env:VARIABLE" in str(refused.value)
    assert "canary" not in str(refused.value)


def test_a_variable_gives_its_text_and_a_secret_may_come_from_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOKEN", "123")
    assert body("hf_api_token=@env:TOKEN") == {"hf_api_token": "123"}


def test_a_variable_that_is_not_set_or_empty_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMPTY", "")
    for variable in ("EMPTY", "NOT_SET_AT_ALL", ""):
        with pytest.raises(BodyError, match="is not set, or is empty"):
            body(f"hf_api_token=@env:{variable}")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("body.json", '{"model": "m", "settings": {"a": 1, "b": "🎉"}, "hf_api_token": "t"}'),
        ("body.yaml", "model: m\nsettings:\n  a: 1\n  b: 🎉\nhf_api_token: t\n"),
        ("body.YML", '{"model": m, settings: {a: 1, b: "\\U0001F389"}, hf_api_token: t}'),
    ],
)
def test_arguments_win_over_the_file_name_by_name(tmp_path: Path, name: str, text: str) -> None:
    source = tmp_path / name
    source.write_text(text, encoding="utf-8")
    found = body("settings.a=2", "settings.c=3", "model=other", source=source)
    assert found == {"model": "other", "settings": {"a": 2, "b": "🎉", "c": 3}, "hf_api_token": "t"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b'{"a": 1,\n"b": }', "a.json: line 2: Expecting value"),
        ("a.json", b'{"a": 1, "a": 2}', "a.json: a twice in one object"),
        ("a.json", b'{"a": Infinity}', "a.json: JSON has no Infinity"),
        ("a.json", b"[" * 200_000, "a.json: it is nested too deeply"),
        ("a.json", b"[1]", "a.json: holds no object"),
        ("a.yaml", b"a: 1\nb: [\n", "a.yaml: line 3: "),
        ("a.yaml", b"", "a.yaml: holds no object"),
        ("a.yaml", b"a: \xff", "a.yaml: line 1: is not UTF-8"),
        ("a.yaml", b"a: 1\n" + b"#" * 2**20, "has more than 1048576 bytes"),
        ("a.toml", b"a = 1", "read from a .yaml, .yml or .json file"),
        ("a", b"a: 1", "read from a .yaml, .yml or .json file"),
    ],
)
def test_a_file_that_holds_no_body_is_refused_with_its_line(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(BodyError) as refused:
        body(source=source)
    assert words in str(refused.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BodyError, match="No such file"):
        body(source=tmp_path / "none.yaml")
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(BodyError, match="Is a directory"):
        body(source=tmp_path / "folder.json")


def test_a_broken_file_is_refused_without_its_text(tmp_path: Path) -> None:
    for name in ("a.json", "a.yaml"):
        source = tmp_path / name
        source.write_text('{"hf_api_token": "canary-of-a-secret"\n"b" 2')
        with pytest.raises(BodyError) as refused:
            body(source=source)
        error: BaseException | None = refused.value
        while error is not None:
            assert "canary" not in repr(error) + repr(vars(error))
            error = error.__context__


def test_a_byte_order_mark_is_no_part_of_the_body(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert body(source=source) == {"a": 1}


def test_a_body_shows_itself_nowhere() -> None:
    assert repr(read(None, ["a=canary"], SECRETS)) == "Body(…)"

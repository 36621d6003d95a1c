"""Where the guard rails come from, and that a file which cannot be used stops everything."""

from __future__ import annotations

import pickle
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import AsyncClient, Client, ConfigurationError, Policy, PolicyError, list_all

from .conftest import KEY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

every_kind = pytest.mark.parametrize("kind", [Client, AsyncClient])
ALL = """
[policy]
protect = ["together:prod-*", "*:keep"]
min_age = "36h"
max_per_run = 5
read_only = true
"""


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No finetunes.toml of whoever runs the tests is found upwards."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "finetunes.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def sources(**options: Any) -> list[str]:
    with Client("together", api_key=KEY, **options) as client:
        return [policy.source for policy in client.policies]


# Finding


def test_every_rule_of_a_file_is_read(tmp_path: Path) -> None:
    file = write(tmp_path, ALL)
    assert Policy.read(file) == Policy(
        protect=("together:prod-*", "*:keep"),
        min_age=timedelta(hours=36),
        max_per_run=5,
        read_only=True,
        source=str(file),
    )


def test_a_rule_that_is_left_out_does_not_hold(tmp_path: Path) -> None:
    file = write(tmp_path, "[policy]")
    assert Policy.read(file) == Policy(source=str(file))
    assert Policy.read(file).rules() == []


def test_the_nearest_file_upwards_is_found(tmp_path: Path) -> None:
    assert Policy.find() is None
    upper = write(tmp_path, "[policy]")
    assert sources() == [str(upper)]
    nearer = write(tmp_path / "a", "[policy]")
    assert sources() == [str(nearer)]
    nearest = write(tmp_path / "a" / "b", "[policy]")
    assert sources() == [str(nearest)]


def test_the_environment_names_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "[policy]")
    other = tmp_path / "other.toml"
    other.write_text("[policy]", "utf-8")
    monkeypatch.setenv("FINETUNES_CONFIG", str(other))
    assert sources() == [str(other)]


def test_the_argument_is_added_to_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, "[policy]")
    assert sources(policy=Policy()) == [str(file), "Policy(...)"]
    assert sources(policy=Policy(source="my.py")) == [str(file), "my.py"]
    assert sources(policy=None) == [str(file)]


def test_without_file_and_argument_there_are_no_rules() -> None:
    assert sources() == []


def test_a_file_is_read_when_the_client_is_made(tmp_path: Path) -> None:
    file = write(tmp_path, "[policy]\nmax_per_run = 1")
    with Client("together", api_key=KEY) as client:
        file.write_text("[policy]\nmax_per_run = 9", "utf-8")
        assert [policy.max_per_run for policy in client.policies] == [1]


@pytest.mark.parametrize(
    ("text", "age"),
    [("0m", timedelta(0)), ("90m", timedelta(minutes=90)), ("6h", timedelta(hours=6)),
     ("90d", timedelta(days=90)), ("2w", timedelta(days=14))],
)  # fmt: skip
def test_an_age_is_a_number_and_a_unit(tmp_path: Path, text: str, age: timedelta) -> None:
    assert Policy.read(write(tmp_path, f'[policy]\nmin_age = "{text}"')).min_age == age


# Everything stops


MALFORMED: dict[str, str | bytes] = {
    "no TOML": "policy: yes",
    "half a file": '[policy]\nprotect = ["a:b"',
    "no UTF-8": b"[policy]\nprotect = ['\xff:x']",
    "UTF-16": "[policy]".encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf[policy]",
    "nested without end": "[policy]\nprotect = " + "[" * 5000 + "]" * 5000,
    "nothing": "",
    "another table": "[polciy]\nread_only = true",
    "a table too many": "[policy]\n[other]",
    "rules outside the table": "read_only = true",
    "no table": "policy = 1",
    "tables": "[[policy]]",
    "an unknown rule": "[policy]\nreadonly = true",
    "source": '[policy]\nsource = "x"',
    "protect as text": '[policy]\nprotect = "together:x"',
    "protect of numbers": "[policy]\nprotect = [1]",
    "protect of lists": '[policy]\nprotect = [["together:x"]]',
    "protect without a provider": '[policy]\nprotect = ["prod-*"]',
    "protect of no provider": '[policy]\nprotect = [":prod-*"]',
    "protect of nothing": '[policy]\nprotect = ["together:"]',
    "protect with a space": '[policy]\nprotect = ["together: prod-*"]',
    "protect with a space at the end": '[policy]\nprotect = ["together:prod-* "]',
    "an unknown provider": '[policy]\nprotect = ["togehter:prod-*"]',
    "a glob of providers": '[policy]\nprotect = ["to*:prod-*"]',
    "an age without a unit": '[policy]\nmin_age = "7"',
    "an age as a number": "[policy]\nmin_age = 7",
    "an age with a sign": '[policy]\nmin_age = "-7d"',
    "an age with a fraction": '[policy]\nmin_age = "1.5d"',
    "an age beyond counting": '[policy]\nmin_age = "9999999d"',
    "an age in months": '[policy]\nmin_age = "7M"',
    "an age with a line break": '[policy]\nmin_age = "7d\\n"',
    "max_per_run as text": '[policy]\nmax_per_run = "5"',
    "max_per_run below 0": "[policy]\nmax_per_run = -1",
    "max_per_run with a fraction": "[policy]\nmax_per_run = 1.0",
    "max_per_run as a truth": "[policy]\nmax_per_run = true",
    "read_only as text": '[policy]\nread_only = "false"',
    "read_only as a number": "[policy]\nread_only = 0",
    "a rule twice": "[policy]\nread_only = true\nread_only = false",
}


@every_kind
@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_file_stops_every_client_before_it_is_made(
    tmp_path: Path, kind: type[Any], provider: str, text: str | bytes
) -> None:
    file = write(tmp_path, text)
    with pytest.raises(PolicyError, match=r"; nothing was sent$") as caught:
        kind(provider, api_key=KEY)
    assert str(caught.value).startswith(f"{file}: ")
    assert str(caught.value).splitlines() == [str(caught.value)]
    assert len(str(caught.value)) < len(str(file)) + 300


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def circle(path: Path) -> None:
    path.symlink_to(path)


@every_kind
@pytest.mark.parametrize("make", [folder, dangling, circle])
def test_what_is_there_and_cannot_be_read_stops_every_client(
    tmp_path: Path, kind: type[Any], make: Callable[[Path], None]
) -> None:
    write(tmp_path, "[policy]")
    make(tmp_path / "a" / "finetunes.toml")
    with pytest.raises(PolicyError, match=r"a/finetunes.toml: the policy cannot be read: "):
        kind("together", api_key=KEY)


@every_kind
@pytest.mark.parametrize("named", ["", "nowhere.toml", ".", "a/b/c.toml"])
def test_a_file_that_the_environment_names_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Any], named: str
) -> None:
    write(tmp_path, "[policy]")
    monkeypatch.setenv("FINETUNES_CONFIG", named)
    with pytest.raises(PolicyError, match="the policy cannot be read: "):
        kind("together", api_key=KEY)


def test_a_working_directory_that_is_gone_stops_every_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    shutil.rmtree(gone)
    with pytest.raises(OSError, match="No such file"):
        Client("together", api_key=KEY)


def test_a_file_s_text_is_not_shown_and_its_names_are_escaped_and_short(tmp_path: Path) -> None:
    name = "\\u001b[31m" + "x" * 1000
    file = write(tmp_path, f'[policy]\n"{name}" = "CANARY"')
    with pytest.raises(PolicyError, match=r"there is no rule '\\x1b\[31mxxx") as caught:
        Policy.read(file)
    assert "CANARY" not in str(caught.value)
    assert len(str(caught.value)) < len(str(file)) + 300


# The argument


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"protect": "together:x"}, "protect: 't' is not provider:pattern"),
        ({"protect": ("prod-*",)}, "'prod-\\*' is not provider:pattern"),
        ({"protect": (1,)}, "1 is not provider:pattern"),
        ({"protect": ("*:",)}, "is not provider:pattern"),
        ({"min_age": timedelta(seconds=-1)}, "min_age must not be negative"),
        ({"max_per_run": -1}, "max_per_run must be 0 or a whole number above"),
        ({"max_per_run": 1.5}, "max_per_run must be 0 or a whole number above"),
        ({"max_per_run": True}, "max_per_run must be 0 or a whole number above"),
        ({"read_only": "false"}, "read_only must be true or false"),
        ({"read_only": 0}, "read_only must be true or false"),
    ],
    ids=str,
)
def test_a_policy_that_makes_no_sense_cannot_be_made(rules: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Policy(**rules)


@every_kind
@pytest.mark.parametrize("policy", ["finetunes.toml", {}, [], False, Policy], ids=repr)
def test_the_argument_must_be_a_policy(kind: type[Any], policy: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"policy must be a finetunes\.Policy"):
        kind("together", api_key=KEY, policy=policy)


@every_kind
def test_a_pattern_of_no_provider_is_refused_in_the_argument_too(kind: type[Any]) -> None:
    with pytest.raises(
        PolicyError, match=r"^Policy\(\.\.\.\): protect 'togehter:x' names no provider"
    ):
        kind("bfl", api_key=KEY, policy=Policy(protect=("*:a", "BFL:b", "togehter:x")))


def test_the_rules_are_told_in_one_line_each(tmp_path: Path) -> None:
    assert Policy.read(write(tmp_path, ALL)).rules() == [
        "protect together:prod-*",
        "protect *:keep",
        "min_age 1 day, 12:00:00",
        "max_per_run 5",
        "read_only",
    ]
    assert Policy(max_per_run=0).rules() == ["max_per_run 0"]


def test_a_policy_cannot_be_changed_and_can_be_pickled() -> None:
    policy = Policy(protect=("*:x",), max_per_run=3)
    with pytest.raises(AttributeError):
        policy.read_only = True  # type: ignore[misc] # that it is refused is the point
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_it_is_no_failure_of_one_provider_where_all_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BFL_API_KEY", KEY)
    write(tmp_path, "[policy]\nno_such_rule = 1")
    with pytest.raises(PolicyError, match="there is no rule 'no_such_rule'; nothing was sent"):
        list_all()

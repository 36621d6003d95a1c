"""The report of changes, in its three formats."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pipeline import changes_report
from pipeline.changes import BREAKING, CAREFUL, EVERY, HARMLESS, SDK, WIRE, Change, merged

FOREIGN = "a`b\n\x1b[31m# @team <b> \u202e"


def change(severity: Any = BREAKING, place: str = "p", *operations: str, **fields: Any) -> Change:
    return Change(WIRE, severity, operations or ("GET /a",), place, "changed", **fields)


def test_changes_are_in_one_order_whatever_order_they_came_in() -> None:
    sdk = Change(SDK, BREAKING, (), "p", "w")
    ordered = [change(), change(BREAKING, "q"), change(CAREFUL), change(HARMLESS), sdk]
    assert merged(reversed(ordered), []) == ordered


def test_one_change_in_several_operations_is_one() -> None:
    both = [change(BREAKING, "p", "GET /b"), change(BREAKING, "p", "GET /a")]
    (one,) = merged(both, ["GET /a", "GET /b", "GET /c"])
    assert one.operations == ("GET /a", "GET /b")
    (one,) = merged(both, ["GET /a", "GET /b"])
    assert one.operations == (EVERY,)
    (one,) = merged(both[:1], ["GET /b"])
    assert one.operations == ("GET /b",)


def test_text_begins_with_both_verdicts_and_says_of_each_change_what_and_then_what_to_do() -> None:
    found = [
        change(BREAKING, "body", before="a", after="b", action="send b"),
        change(CAREFUL, "q", *(f"GET /{letter}" for letter in "abcde")),
        change(CAREFUL, "r", *(f"GET /{letter}" for letter in "abcde"), before="a"),
        Change(WIRE, HARMLESS, (), "info title", "changed", after="U"),
    ]
    assert changes_report.text(found, "acme: ").splitlines() == [
        "acme: wire: breaking (1 breaking, 2 careful, 1 harmless)",
        "acme: sdk: nothing has changed",
        "",
        "breaking wire GET /a",
        "  body: changed: a → b",
        "      to do: send b",
        "",
        "careful wire GET /a, GET /b, GET /c and 2 more",
        "  q: changed",
        "  r: changed: a → nothing",
        "",
        "harmless wire",
        "  info title: changed: nothing → U",
    ]


def test_text_and_its_legend_fit_100_columns() -> None:
    words = "a " * 60
    paths = [f"GET /{'path' * 8}/{number}" for number in range(3)]
    found = [change(BREAKING, words, *paths, before=words, after=words, action=words * 2)]
    lines = changes_report.text(found).splitlines()
    assert max(map(len, [*lines, *changes_report.LEGEND.splitlines()])) <= 100
    assert {line[:8].rstrip() for line in lines[3:]} == {"breaking", "  a a a", "      to", ""}


def pair(gone: str, come: str, *, told: str = "string", what: str = "property") -> list[Change]:
    return [
        Change(WIRE, BREAKING, ("GET /a",), gone, f"required {what} removed", told, action="do it"),
        Change(WIRE, HARMLESS, ("GET /a",), come, f"optional {what} added", after="string"),
    ]


def test_what_has_gone_and_come_in_one_place_with_one_type_is_perhaps_renamed() -> None:
    gone, come = merged(pair("response Job.owner", "response Job.user"), [])
    assert gone.action == "do it; perhaps renamed: user is new, with the same type"
    assert come.action == "perhaps renamed: owner has gone, with the same type"
    assert (gone.severity, come.severity) == (BREAKING, HARMLESS)


@pytest.mark.parametrize(
    "changes",
    [
        pair("response Job.a", "response Event.b"),
        pair("response Job.a", "request Job.b"),
        pair("response Job.a", "response Job.b", told="integer"),
        pair("response Job.a", "response Job.b", what="header"),
        pair("response Job.a", "response Job.@team"),
        [*pair("response Job.a", "response Job.b"), pair("", "response Job.c")[1]],
    ],
    ids=["elsewhere", "direction", "type", "no property", "foreign text", "two of them"],
)
def test_what_is_not_alike_or_not_the_only_one_is_not_said_to_be_renamed(changes: Any) -> None:
    assert [one for one in merged(changes, []) if "perhaps" in one.action] == []


def test_json_has_everything_whole() -> None:
    found = [change(BREAKING, "p", *(f"GET /{n}" for n in range(9)), before="x" * 500)]
    made = json.loads(changes_report.document(found))
    assert made["schema"] == 1
    assert made["wire"] == {"verdict": "breaking", "breaking": 1, "careful": 0, "harmless": 0}
    assert made["sdk"]["verdict"] == "nothing"
    (one,) = made["changes"]
    assert (len(one["operations"]), len(one["before"]), one["after"], one["action"]) == (
        9, 500, None, None)  # fmt: skip


def test_markdown_begins_with_the_summary_and_folds_what_is_harmless() -> None:
    found = [
        change(BREAKING, "p", before="a"),
        change(HARMLESS),
        Change(SDK, CAREFUL, (), "m", "w"),
    ]
    lines = changes_report.markdown(found).splitlines()
    assert lines[0] == "## What the change means"
    assert lines[2].endswith("breaking (1 breaking, 1 harmless)")
    assert lines[3].endswith("careful (1 careful)")
    assert lines[5].startswith("Each change: operations: where: ")
    assert "- `GET /a`: `p`: changed: `a` → nothing" in lines
    assert "- `m`: w" in lines
    assert lines.count("<details>") == lines.count("</details>") == 1
    assert "<summary>Wire: harmless (1)</summary>" in lines


def test_markdown_of_no_change_is_both_verdicts() -> None:
    lines = changes_report.markdown([]).splitlines()
    assert [line.rpartition("? ")[2] for line in lines[2:]] == ["nothing has changed"] * 2


def test_markdown_of_very_many_changes_fits_a_pull_request() -> None:
    long = "x" * 400
    found = [
        Change(verdict, severity, (long, long, long, long), f"{long}{n}", "w", long, long, "do it")
        for verdict in (WIRE, SDK) for severity in (BREAKING, CAREFUL, HARMLESS) for n in range(70)
    ]  # fmt: skip
    made = changes_report.markdown(found)
    assert len(made) < 65_536
    assert "more, which `--format text` shows" in made


@pytest.mark.parametrize("write", [changes_report.text, changes_report.markdown])
def test_foreign_text_is_escaped(write: Any) -> None:
    made = write([change(BREAKING, FOREIGN, FOREIGN, before=FOREIGN, after=FOREIGN)])
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert r"a`b\n\x1b[31m# @team <b> \u202e" in made.replace("\n        ", " ")


def test_a_code_span_holds_backticks() -> None:
    made = changes_report.markdown([change(BREAKING, "`", before="``", after="")])
    assert "`` ` ``: changed: ``` `` ``` → ` `" in made

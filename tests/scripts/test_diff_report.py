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


def test_text_begins_with_both_verdicts_and_has_a_line_for_each_change() -> None:
    found = [
        change(BREAKING, "body", before="a", after="b", action="send b"),
        change(CAREFUL, "q", *(f"GET /{letter}" for letter in "abcde")),
        Change(WIRE, HARMLESS, (), "info title", "changed", after="U"),
    ]
    assert changes_report.text(found).splitlines() == [
        "wire: breaking (1 breaking, 1 careful, 1 harmless)",
        "sdk: nothing has changed",
        "breaking wire GET /a: body: changed: a → b; send b",
        "careful wire GET /a, GET /b, GET /c and 2 more: q: changed",
        "harmless wire: info title: changed: nothing → U",
    ]


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
    assert "- `GET /a`: `p`: changed: `a` → nothing" in lines
    assert "- `m`: w" in lines
    assert lines.count("<details>") == lines.count("</details>") == 1
    assert "<summary>Wire: harmless (1)</summary>" in lines


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
    assert r"a`b\n\x1b[31m# @team <b> \u202e" in made


def test_a_code_span_holds_backticks() -> None:
    made = changes_report.markdown([change(BREAKING, "`", before="``", after="")])
    assert "`` ` ``: changed: ``` `` ``` → ``" in made

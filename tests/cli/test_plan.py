"""`finetunes plan`: what would happen, exactly, or no plan at all."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import cleanup

from .conftest import Ended, Run, environment, finish, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

NOW = datetime.now(UTC)


def planned(ended: Ended) -> list[str]:
    assert ended.code == 0, ended.stderr
    return [item["ref"].partition(":")[2] for item in ended.document["items"]]


@pytest.fixture
def jobs(server: EmbeddedServer) -> EmbeddedServer:
    """A server with four jobs of 10 to 40 days, of two models; the third has failed."""
    for number, (status, model) in enumerate(
        [("completed", "a/x"), ("completed", "a/x"), ("error", "a/x"), ("completed", "b/y")], 1
    ):
        created = NOW - timedelta(days=10 * number)
        server.together.add(f"ft-{number}", status=status, model=model, created_at=created)
    return server


@pytest.mark.parametrize(
    ("criteria", "numbers"),
    [
        (["--older-than", "25d"], [3, 4]),
        (["--status", "failed"], [3]),
        (["--status", "failed", "--status", "succeeded"], [1, 2, 3, 4]),
        (["--name", "ft-[12]"], [1, 2]),
        (["--name", "ft-1", "--name", "*-4"], [1, 4]),
        (["--keep-latest", "1", "--per", "provider"], [2, 3, 4]),
        (["--keep-latest", "1", "--per", "model"], [2, 3]),
        (["--cost-above", "0.44"], [1, 2, 4]),
        (["--cost-above", "0.45"], []),
        (["--older-than", "15d", "--status", "succeeded", "--name", "ft-?"], [2, 4]),
    ],
)
def test_a_plan_has_what_meets_every_criterion(
    jobs: EmbeddedServer, run: Run, criteria: list[str], numbers: list[int]
) -> None:
    found = planned(run("plan", "delete", "together", *criteria, "--json"))
    expected = [f"ft-{number}" for number in numbers]
    assert found == [id for id in jobs.together.ids() if id in expected]


def test_the_table_shows_what_would_happen_and_what_is_left_alone_and_why(
    jobs: EmbeddedServer, run: Run
) -> None:
    jobs.bfl.add("portrait")
    ended = run("plan", "delete", "together", "bfl", "--older-than", "35d")
    assert ended.code == 0
    heading, _, row, skipped, _, reason = ended.stdout.splitlines()
    assert heading.split() == ["ref", "status", "name", "model", "age", "price"]
    cells = row.split()
    assert [cells[0], cells[1], cells[-2], cells[-1]] == [
        "together:ft-4",
        "completed",
        "40d",
        "$0.45",
    ]
    assert skipped.split() == ["left", "alone", "because"]
    assert " ".join(reason.split()) == "bfl:portrait its date is not known, so it has no age"
    assert "finetunes: would delete 1; 1 left alone\n" in ended.stderr
    assert "no file was written; -o FILE keeps the plan" in ended.stderr


def test_planning_changes_nothing(jobs: EmbeddedServer, run: Run) -> None:
    jobs.bfl.add()
    jobs.cohere.add()
    assert run("plan", "delete", "--name", "*", "--json").code == 0
    assert {request.method for request in jobs.received} == {"GET"}


def test_the_file_holds_the_plan_that_json_prints_and_the_command_to_go_on_is_said(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "my plan.json"
    ended = run("plan", "delete", "--name", "*", "-o", str(file), "--expires-in", "2h", "--json")
    assert ended.document == json.loads(file.read_text())
    plan = cleanup.Plan.read(file)
    assert [item.ref for item in plan.items] == [f"together:{id}" for id in jobs.together.ids()]
    assert plan.expires_at - plan.created_at == timedelta(hours=2)
    assert f"finetunes apply '{file}'" in ended.stderr


def test_where_nothing_is_selected_the_plan_is_written_all_the_same(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    file.write_text("an older plan")
    ended = run("plan", "delete", "together", "--older-than", "9000d", "-o", str(file))
    assert (ended.code, ended.stdout) == (0, "")
    assert "finetunes: nothing is selected; 0 left alone" in ended.stderr
    assert cleanup.Plan.read(file).items == ()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "a plan wants a criterion, or --from"),
        (["together"], "a plan wants a criterion, or --from"),
        (["--keep-latest", "3"], "--keep-latest and --per are wanted together"),
        (["--per", "model"], "--keep-latest and --per are wanted together"),
        (["--keep-latest", "0", "--per", "model"], "x>=1"),
        (["--cost-above", "much"], "'much' is no amount of US dollars"),
        (["--cost-above", "-1"], "'-1' is no amount of US dollars"),
        (["--cost-above", "NaN"], "'NaN' is no amount of US dollars"),
        (["--older-than", "90"], "write a number and one of s, m, h, d, w"),
        (["--older-than", "0d"], "older_than must be whole seconds, and more than none"),
        (["--name", ""], "a pattern for names must not be empty"),
        (["--status", "odd"], "'odd' is not one of"),
        (["nobody", "--name", "*"], "there is no provider 'nobody'"),
    ],
)
def test_what_is_no_plan_is_a_usage_error_and_nobody_is_asked(
    jobs: EmbeddedServer, run: Run, words: list[str], why: str
) -> None:
    ended = run("plan", "delete", *words)
    assert (ended.code, ended.stdout) == (2, "")
    assert why in ended.stderr
    assert jobs.received == ()


def test_a_provider_that_cannot_cancel_is_refused(jobs: EmbeddedServer, run: Run) -> None:
    ended = run("plan", "cancel", "bfl", "--name", "*", "--json")
    assert (ended.code, ended.document["failures"][0]["error"]["type"]) == (
        2,
        "UnsupportedOperationError",
    )


def test_an_incomplete_listing_becomes_no_plan(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    jobs.fail_next(403, provider="bfl", times=10)
    file = tmp_path / "plan.json"
    ended = run("plan", "delete", "--name", "*", "-o", str(file), "--json")
    assert (ended.code, file.exists()) == (3, False)
    (failure,) = ended.document["failures"]
    assert failure["error"]["type"] == "IncompleteListingError"
    assert "not complete, so there is no plan: bfl: list: 403" in ended.stderr
    assert ended.stderr.endswith("to leave bfl out, name the others: together cohere\n")


def test_a_provider_that_cannot_cancel_is_left_out_of_a_plan_to_cancel_and_named(
    jobs: EmbeddedServer, run: Run
) -> None:
    said = "finetunes: bfl is left out: its API has no cancel\n"
    assert said in run("plan", "cancel", "--name", "*").stderr
    assert said not in run("plan", "cancel", "together", "--name", "*").stderr
    assert "is left out" not in run("plan", "delete", "--name", "*").stderr


def test_a_plan_that_cannot_be_written_is_an_error(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    ended = run("plan", "delete", "--name", "*", "-o", str(tmp_path / "none" / "plan.json"))
    assert (ended.code, ended.stdout) == (2, "")
    assert "plan.json: it cannot be written: No such file or directory" in ended.stderr


def test_references_come_from_a_file(jobs: EmbeddedServer, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "refs.txt"
    file.write_text("# what nobody uses\ntogether:ft-3\n\n  together:ft-1 \ntogether:ft-3\n")
    assert planned(run("plan", "delete", "--from", str(file), "--json")) == ["ft-3", "ft-1"]
    older = run("plan", "delete", "--from", str(file), "--older-than", "20d", "--json")
    assert planned(older) == ["ft-3"]


@pytest.mark.parametrize("output", [[], ["-o", "plan.json"]])
def test_a_list_without_references_is_an_empty_plan_and_nobody_is_asked(
    jobs: EmbeddedServer,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    output: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("refs.txt").touch()
    ended = run("plan", "delete", "--from", "refs.txt", *output)
    assert (ended.code, ended.stdout, jobs.received) == (0, "", ())
    assert "finetunes: nothing is selected; 0 left alone\n" in ended.stderr
    said = "has nothing to carry out" if output else "no file was written"
    assert said in ended.stderr
    assert run("plan", "delete", "--from", "refs.txt", "--json").document["items"] == []


def test_a_plan_that_was_written_is_said_with_the_command_that_carries_it_out(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "old plan.json"
    ended = run("plan", "delete", "together", "--name", "*", "-o", str(file))
    assert ended.code == 0
    assert re.search(r"to carry it out, before \d{4}-\d\d-\d\d \d\d:\d\d UTC: ", ended.stderr)
    assert ended.stderr.endswith(f"finetunes apply '{file}'\n")


def test_references_come_from_stdin(
    jobs: EmbeddedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run
) -> None:
    given = tmp_path / "given"
    given.write_text("together:ft-2\n")
    with given.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        assert planned(run("plan", "delete", "--from", "-", "--json")) == ["ft-2"]


def test_a_plan_in_a_pipe_is_a_plan_file(jobs: EmbeddedServer, tmp_path: Path) -> None:
    ended = finish(
        spawn("plan", "delete", "together", "--name", "ft-2", "--json", env=environment(jobs))
    )
    file = tmp_path / "plan.json"
    file.write_text(ended.stdout)
    assert [item.ref for item in cleanup.Plan.read(file).items] == ["together:ft-2"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"together:ft-1\nft-2\n", "refs.txt, line 2: 'ft-2' is no reference"),
        (b"together:\xff\n", "refs.txt: it cannot be read: it is no UTF-8 text"),
        (None, "refs.txt: it cannot be read: No such file or directory"),
    ],
)
def test_references_that_cannot_be_read_become_no_plan(
    jobs: EmbeddedServer, run: Run, tmp_path: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "refs.txt"
    if content is not None:
        file.write_bytes(content)
    ended = run("plan", "delete", "--from", str(file))
    assert (ended.code, ended.stdout) == (2, "")
    assert why in ended.stderr
    assert jobs.received == ()


def test_a_reference_that_is_not_there_becomes_no_plan(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "refs.txt"
    file.write_text("together:ft-1\ntogether:ft-none\n")
    assert run("plan", "delete", "--from", str(file)).code == 4


def test_references_and_providers_are_not_mixed(
    jobs: EmbeddedServer, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "refs.txt"
    file.write_text("together:ft-1\n")
    ended = run("plan", "delete", "together", "--from", str(file))
    assert (ended.code, "name providers or references, not both" in ended.stderr) == (2, True)


def test_the_policy_in_force_is_shown(
    jobs: EmbeddedServer, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    policy = tmp_path / "rails.toml"
    policy.write_text('[policy]\nprotect = ["*:prod-*"]\nmax_per_run = 3\n')
    monkeypatch.setenv("FINETUNES_CONFIG", str(policy))
    said = run("plan", "delete", "together", "--name", "*").stderr
    assert f"Policy in force: {policy}: protect *:prod-*, max_per_run 3\n" in said
    policy.write_text("protect")
    ended = run("plan", "delete", "together", "--name", "*")
    assert (ended.code, str(policy) in ended.stderr) == (6, True)


def test_what_a_server_says_is_shown_and_never_obeyed(server: EmbeddedServer, run: Run) -> None:
    fields: dict[str, Any] = {"model_output_name": "\x1b[31mred\u202e"}
    server.together.add(status="completed", fields=fields)
    ended = run("plan", "delete", "together", "--name", "*")
    assert r"\x1b[31mred\u202e" in ended.stdout
    assert "\x1b" not in ended.stdout + ended.stderr

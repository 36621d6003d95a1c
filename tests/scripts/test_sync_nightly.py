"""Of the nightly workflow, what runs generated code cannot write, and what writes runs nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ..packaging.sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKFLOW: dict[str, Any] = yaml.safe_load(
    (ROOT / ".github/workflows/nightly.yml").read_text("utf-8")
)
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
ORDER = ["sync", "regenerate", "cassettes", "test", "pack"]


def runs(job: str) -> Iterator[str]:
    return (step["run"] for step in JOBS[job]["steps"] if "run" in step)


def targets(job: str) -> list[str]:
    return [command.split()[1] for command in runs(job)]


def test_no_job_has_a_right_that_it_does_not_name() -> None:
    assert WORKFLOW["permissions"] == {}


def test_the_job_that_runs_generated_code_can_only_read() -> None:
    assert JOBS["update"]["permissions"] == {"contents": "read"}
    (checkout,) = (step for step in JOBS["update"]["steps"] if "checkout" in step.get("uses", ""))
    assert checkout["with"]["persist-credentials"] is False
    assert "token" not in str(JOBS["update"]).lower()
    assert "secrets." not in str(WORKFLOW)


def test_the_job_that_can_write_only_proposes() -> None:
    assert targets("propose") == ["propose"]


def test_it_proposes_only_what_a_run_without_a_failure_has_packed() -> None:
    assert JOBS["propose"]["needs"] == "update"
    assert "if" not in JOBS["propose"]


def test_the_steps_come_in_order_and_each_is_a_target_of_make() -> None:
    assert targets("update") == ORDER
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for job in JOBS:
        for command in runs(job):
            assert re.fullmatch(r"make [a-z]+( [A-Z]+=\S+)*", command)
            assert re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE), command


def test_what_follows_the_fetch_runs_only_where_something_has_changed() -> None:
    *_, sync, regenerate, cassettes, test, pack, keep = JOBS["update"]["steps"]
    for step in (regenerate, cassettes, test):
        assert step["if"] == "steps.sync.outputs.changed == 'true'"
    assert "if" not in sync.keys() | pack.keys()
    assert keep["if"] == "always()"


@pytest.mark.parametrize("job", JOBS)
def test_no_step_goes_on_after_an_error(job: str) -> None:
    assert [step for step in JOBS[job]["steps"] if "continue-on-error" in step] == []


@pytest.mark.parametrize("job", JOBS)
def test_every_job_has_a_limit_of_time(job: str) -> None:
    assert JOBS[job]["timeout-minutes"] <= 60

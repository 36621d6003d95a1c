"""A run that is killed, or stopped with Ctrl-C, at every single step can be run again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cleanup import Plan, Report, apply, plan

from .conftest import destructive

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

PROVIDERS = {"delete": ("together", "bfl"), "cancel": ("together",)}
"""Whose items are under way at the same time, each so many at once."""

Step = Callable[[Path, int, int, int], int]


@pytest.fixture
def step(server: EmbeddedServer, tmp_path: Path) -> Iterator[Step]:
    """Applies a plan in a child that gets a signal at a step; returns how the child ended."""
    first = tmp_path / "first.json"
    plan("delete", references=doomed(server, "delete")).write(first)
    command = [sys.executable, str(Path(__file__).with_name("stepper.py")), str(first)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def send(path: Path, last: int, number: int, concurrency: int) -> int:
            order = {"path": str(path), "last": last, "number": number, "concurrency": concurrency}
            stdin.write(json.dumps(order) + "\n")
            stdin.flush()
            return int(stdout.readline())

        yield send
        stdin.close()
    assert process.returncode == 0


def doomed(server: EmbeddedServer, operation: str) -> list[str]:
    """Three new items for a plan."""
    if operation == "cancel":
        return [f"together:{server.together.add(status='running')}" for _ in range(3)]
    return [
        f"together:{server.together.add(status='completed')}",
        f"bfl:{server.bfl.add()}",
        f"together:{server.together.add(status='error')}",
    ]


def assert_true(server: EmbeddedServer, report: Report) -> None:
    """Every reported end is what the server's own record says."""
    sent = Counter(item for item, _ in destructive(server))
    for item in report.results:
        provider, _, id = item.ref.partition(":")
        service = server.services[provider]
        assert sent[id] <= 1, f"{item.ref} was sent twice"
        match item.outcome or item.end:
            case "deleted" | "already_gone":
                assert id not in service.ids()
            case "cancelling" | "cancelled":
                assert service.status(id) in {"cancel_requested", "cancelled"}
            case other:
                assert other == "unknown", f"{item.ref}: {other}"


def assert_run_again(server: EmbeddedServer, path: Path) -> Report:
    """Run a plan again, and once more, after a child was hit; return the first report."""
    report = apply(path, concurrency=2)
    assert_true(server, report)
    before = len(destructive(server))
    again = apply(path, concurrency=2)
    assert_true(server, again)
    assert {*again.counts} <= {"skipped", "unknown"}
    assert len(destructive(server)) == before
    return report


@pytest.mark.slow
@pytest.mark.parametrize(
    ("operation", "concurrency"), [("delete", 1), ("delete", 3), ("cancel", 1)]
)
def test_killed_at_any_step_nothing_is_sent_twice_and_every_end_is_true(
    server: EmbeddedServer, step: Step, tmp_path: Path, operation: Any, concurrency: int
) -> None:
    kept = [server.together.add(status="completed"), server.together.add(status="running")]
    unknown: list[int] = []
    last = 0
    for last in count(1):
        path = tmp_path / f"{last}.json"
        plan(operation, references=doomed(server, operation)).write(path)
        ended = step(path, last, signal.SIGKILL, concurrency)
        report = assert_run_again(server, path)
        unknown.append(report.counts["unknown"])
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert last > 60, "the child took so few steps that something was not stepped through"
    assert max(unknown) <= concurrency * len(PROVIDERS[operation])
    assert unknown[-1] == 0
    assert sum(map(bool, unknown)) <= len(unknown) * 2 / 3
    assert {*kept} <= {*server.together.ids()}
    assert [server.together.status(id) for id in kept] == ["completed", "running"]


@pytest.mark.slow
def test_stopped_with_ctrl_c_at_any_step_every_end_is_known(
    server: EmbeddedServer, step: Step, tmp_path: Path
) -> None:
    last = 0
    for last in count(1):
        path = tmp_path / f"{last}.json"
        plan("delete", references=doomed(server, "delete")).write(path)
        ended = step(path, last, signal.SIGINT, 2)
        report = assert_run_again(server, path)
        assert report.counts["unknown"] == 0
        if ended == 0:
            break
        assert ended == 130
    assert last > 50


def test_a_killed_run_leaves_no_lock(server: EmbeddedServer, step: Step, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    plan("delete", references=doomed(server, "delete")).write(path)
    assert step(path, 12, signal.SIGKILL, 1) == -signal.SIGKILL
    assert len(apply(path).results) == len(Plan.read(path).items)

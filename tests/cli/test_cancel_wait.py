"""`finetunes cancel --wait` and `finetunes delete --missing-ok`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from finetunes.testing import EmbeddedServer

from .conftest import point_at

if TYPE_CHECKING:
    from .conftest import AtTerminal, Run


def test_it_returns_when_the_job_has_stopped_with_price_and_last_checkpoint(
    playing: EmbeddedServer, run: Run
) -> None:
    job = playing.together.add(status="running", n_checkpoints=4)
    ended = run("cancel", f"together:{job}", "--wait", "--yes", "--json")
    (item,) = ended.results
    assert (ended.code, item["outcome"], item["status"]) == (0, "cancelled", "cancelled")
    assert item["price"] == "0.225"
    assert item["checkpoint"]["step"] == max(
        point["step"] for point in run("checkpoints", item["ref"], "--json").document["checkpoints"]
    )


def test_the_table_has_price_and_last_checkpoint_too(playing: EmbeddedServer, run: Run) -> None:
    job = playing.together.add(status="running", n_checkpoints=4)
    ended = run("cancel", f"together:{job}", "--wait", "--yes")
    assert "cancelled (cancelled)" in ended.stdout
    assert "price $0.225; last checkpoint step " in ended.stdout


@pytest.mark.parametrize(
    ("fields", "shown"),
    [({}, "last checkpoint step 5, odd"), ({"step": None}, "last checkpoint odd"),
     ({"step": None, "checkpoint_type": None}, "last checkpoint without a name")],
)  # fmt: skip
def test_a_checkpoint_is_named_by_what_is_known_of_it(
    fields: dict[str, object], shown: str
) -> None:
    from finetunes import Checkpoint, Outcome, Result, Status
    from finetunes.cli.report import Item

    point = Checkpoint[object](
        provider="together",
        step=None if "step" in fields else 5,
        type=None if "checkpoint_type" in fields else "odd",
    )
    result = Result[object](
        provider="together", operation="cancel", id="a", outcome=Outcome.CANCELLED,
        changed=True, status=Status.CANCELLED, checkpoint=point,
    )  # fmt: skip
    assert Item.done("together:a", "cancel", result).row()[2] == shown


def test_a_job_that_still_runs_at_the_deadline_is_still_cancelling_and_worth_another_try(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedServer(cancel_seconds=100) as server:
        point_at(server, monkeypatch)
        job = server.together.add(status="running")
        ended = run("cancel", f"together:{job}", "--wait", "--timeout", "1", "--yes", "--json")
    assert (ended.code, ended.results[0]["outcome"]) == (75, "cancelling")
    assert ended.results[0]["message"].startswith("the time ran out before the job stopped")


def test_a_timeout_that_is_no_time_is_a_usage_error(server: EmbeddedServer, run: Run) -> None:
    ended = run("cancel", "together:a", "--wait", "--timeout", "0", "--yes", "--json")
    assert (ended.code, ended.errors, server.received) == (2, ["ConfigurationError"], ())


def test_a_job_that_had_ended_is_told_apart(playing: EmbeddedServer, run: Run) -> None:
    job = playing.together.add(status="completed")
    ended = run("cancel", f"together:{job}", "--wait", "--yes", "--json")
    assert (ended.code, ended.results[0]["outcome"]) == (0, "already_finished")


def test_a_terminal_shows_what_is_waited_for(
    playing: EmbeddedServer, run_at_terminal: AtTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    job = playing.together.add(status="running")
    ended, said = run_at_terminal(b"", "cancel", f"together:{job}", "--wait", "--yes")
    assert (ended.code, f"waiting until together:{job} has stopped" in said) == (0, True)


def test_a_delete_of_what_is_not_there_is_not_found(server: EmbeddedServer, run: Run) -> None:
    assert run("delete", "together:ft-none", "--yes").code == 4


def test_with_missing_ok_it_is_already_gone(server: EmbeddedServer, run: Run) -> None:
    ended = run("delete", "together:ft-none", "--missing-ok", "--yes", "--json")
    (item,) = ended.results
    assert (ended.code, item["outcome"], item["changed"]) == (0, "already_gone", False)

"""`finetunes ps`: what runs, everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from finetunes.testing.service import Call, Handler, RefusalError, Reply

from .conftest import Ended, Run, instead

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer


def listed(ended: Ended) -> list[str]:
    return [item["ref"] for item in ended.document["fine_tunes"]]


def test_only_what_has_not_ended_is_listed_at_every_provider(
    server: EmbeddedServer, run: Run
) -> None:
    jobs = [server.together.add(status=word) for word in ("pending", "running", "completed")]
    job = server.together.add(status="cancel_requested")
    server.bfl.add("ready", status="Ready")
    server.bfl.add("training", status="Pending")
    server.cohere.add(status="STATUS_READY")
    model = server.cohere.add(status="STATUS_FINETUNING")
    ended = run("ps", "--json")
    assert (ended.code, ended.document["failures"]) == (0, [])
    assert sorted(listed(ended)) == sorted(
        [*(f"together:{id}" for id in (*jobs[:2], job)), "bfl:training", f"cohere:{model}"]
    )


def test_the_table_has_age_and_reported_price(server: EmbeddedServer, run: Run) -> None:
    created = datetime.now(UTC) - timedelta(hours=7)
    job = server.together.add(status="running", created_at=created)
    ended = run("ps", "together")
    _, _, row = ended.stdout.splitlines()
    cells = row.split()
    assert [*cells[:2], *cells[-2:]] == [f"together:{job}", "running", "7h", "$0.225"]


def test_where_nothing_runs_it_says_so(server: EmbeddedServer, run: Run) -> None:
    server.together.add(status="completed")
    ended = run("ps")
    assert (ended.code, ended.stdout) == (0, "")
    assert "finetunes: nothing runs\n" in ended.stderr


def test_what_may_run_or_not_is_counted(server: EmbeddedServer, run: Run) -> None:
    server.together.add(status="running", fields={"status": "pondering"})
    ended = run("ps", "together")
    assert ended.code == 0
    assert "together: 1 left out of which it is not known how they stand\n" in ended.stderr


def test_a_provider_where_nothing_runs_is_named(server: EmbeddedServer, run: Run) -> None:
    server.together.add(status="running")
    server.cohere.add(status="STATUS_FINETUNING", fields={"status": "pondering"})
    server.bfl.add("ready", status="Ready")
    said = run("ps").stderr
    assert "finetunes: bfl: nothing runs\n" in said
    assert ("together: nothing" in said, "cohere: nothing" in said) == (False, False)


def test_an_incomplete_list_is_printed_and_said(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(status="running")
    server.fail_next(403, provider="bfl", times=10)
    ended = run("ps", "together", "bfl", "--json")
    assert (ended.code, listed(ended)) == (7, [f"together:{job}"])
    assert ended.document["failures"][0]["provider"] == "bfl"
    assert run("ps", "bfl").code == 3


def test_one_that_cannot_be_read_is_said_and_one_that_is_gone_is_not(
    server: EmbeddedServer, run: Run
) -> None:
    for name in ("a", "b", "c"):
        server.bfl.add(name, status="Pending")

    def refuse(usual: Handler, call: Call) -> Reply:
        if call.query.get("finetune_id") == "a":
            raise RefusalError(404, "Finetune not found")
        if call.query.get("finetune_id") == "b":
            raise RefusalError(422, "it cannot be shown")
        return usual(call)

    instead(server.bfl, "finetune_details", refuse)
    ended = run("ps", "bfl", "--json")
    assert (ended.code, listed(ended)) == (7, ["bfl:c"])
    assert [failure["ref"] for failure in ended.document["failures"]] == ["bfl:b"]

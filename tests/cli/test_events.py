"""`finetunes events` and `finetunes checkpoints`."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest
from finetunes.testing.service import Call, Handler, Reply

from .conftest import answer, environment, finish, instead, spawn

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

    from .conftest import Clock, Run


def answer_items(server: EmbeddedServer, *items: object) -> None:
    """Let the server say that these are all events, and all checkpoints."""
    for operation in ("listFineTuneEvents", "listFineTuneCheckpoints"):
        answer(server.together, operation, {"data": [*items]})


def line(text: str) -> list[str]:
    return text.split("  ")


def test_events_are_lines_with_time_type_step_and_message(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(status="completed")
    ended = run("events", f"together:{job}")
    assert (ended.code, ended.stderr) == (0, "")
    lines = [line(text) for text in ended.stdout.splitlines()]
    assert all(words[0].endswith(" UTC") for words in lines)
    assert [lines[0][1], lines[-1][1]] == ["job_pending", "job_complete"]
    assert any(words[2].startswith("step ") for words in lines)


@pytest.mark.parametrize("command", ["events", "checkpoints", "metrics"])
def test_a_provider_without_it_is_refused_in_the_word_of_the_command(
    server: EmbeddedServer, run: Run, command: str
) -> None:
    ended = run(command, "bfl:portrait")
    said = f"finetunes: bfl:portrait: the provider's API has no {command}; nothing was sent\n"
    assert (ended.code, ended.stderr) == (2, said)


def test_what_comes_newest_first_is_turned_round(server: EmbeddedServer, run: Run) -> None:
    model = server.cohere.add()
    ended = run("events", f"cohere:{model}")
    words = [line(text)[1] for text in ended.stdout.splitlines()]
    assert words == ["STATUS_QUEUED", "STATUS_FINETUNING", "STATUS_READY"]


def test_json_has_every_event_with_its_body(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(status="completed")
    ended = run("events", f"together:{job}", "--json")
    assert (ended.code, ended.document["schema"], ended.document["failures"]) == (0, 1, [])
    first = ended.document["events"][0]
    assert list(first) == [
        "provider", "type", "message", "level", "step", "created_at", "undecoded", "body",
    ]  # fmt: skip
    assert first["body"]["type"] == "job_pending"


@pytest.mark.parametrize("command", ["events", "checkpoints"])
def test_nothing_yet_is_said_and_no_error(server: EmbeddedServer, run: Run, command: str) -> None:
    answer_items(server)
    ended = run(command, "together:ft-1")
    assert (ended.code, ended.stdout) == (0, "")
    assert ended.stderr == f"finetunes: together:ft-1 has no {command} yet\n"


def test_an_event_that_cannot_be_read_is_a_line_too(server: EmbeddedServer, run: Run) -> None:
    answer_items(server, {"type": "\x1b[2J", "created_at": "?"}, 7)
    ended = run("events", "together:ft-1")
    assert ended.stdout == "at an unknown time  \\x1b[2J\nat an unknown time\n"


@pytest.mark.parametrize("command", ["events", "checkpoints"])
def test_an_unknown_fine_tune_is_not_found(server: EmbeddedServer, run: Run, command: str) -> None:
    ended = run(command, "together:ft-gone", "--json")
    assert (ended.code, ended.document[command]) == (4, [])
    assert ended.document["failures"][0]["ref"] == "together:ft-gone"


@pytest.mark.parametrize("command", ["events", "checkpoints", "metrics"])
def test_a_provider_without_them_is_refused(server: EmbeddedServer, run: Run, command: str) -> None:
    ended = run(command, f"bfl:{server.bfl.add()}")
    assert (ended.code, server.received) == (2, ())


def test_a_listing_that_breaks_off_leaves_what_it_gave(server: EmbeddedServer, run: Run) -> None:
    page = {"events": [{"status": "STATUS_QUEUED"}], "next_page_token": "again"}
    answer(server.cohere, "ListEvents", page)
    ended = run("events", "cohere:00000000-0000-4000-9000-000000000001", "--json")
    assert (ended.code, len(ended.document["events"])) == (1, 2)
    assert ended.document["failures"][0]["error"]["type"] == "IncompleteListingError"


def test_checkpoints_are_a_table(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(status="completed", steps=8)
    ended = run("checkpoints", f"together:{job}")
    assert ended.code == 0
    heading, _, *rows = ended.stdout.splitlines()
    assert heading.split() == ["step", "type", "created", "path"]
    assert rows[0].split()[0] == "8"
    assert "s3://" in rows[0]


def test_checkpoints_as_json_are_complete(server: EmbeddedServer, run: Run) -> None:
    job = server.together.add(status="completed", steps=8)
    ended = run("checkpoints", f"together:{job}", "--json")
    assert {item["step"] for item in ended.document["checkpoints"]} == {8}
    assert all(item["body"]["path"] for item in ended.document["checkpoints"])


def test_a_checkpoint_that_cannot_be_read_is_a_row_too(server: EmbeddedServer, run: Run) -> None:
    answer_items(server, {"path": "somewhere"})
    ended = run("checkpoints", "together:ft-1")
    assert "somewhere" in ended.stdout


def test_following_prints_each_event_once_until_the_job_is_final(
    playing: EmbeddedServer, clock: Clock, run: Run
) -> None:
    job = playing.together.add(status="pending", advances=True)
    followed = run("events", f"together:{job}", "--follow")
    assert (followed.code, followed.stderr) == (0, "")
    assert followed.stdout == run("events", f"together:{job}").stdout
    assert clock.now == pytest.approx(1330, abs=5)


def restarted(server: EmbeddedServer, *, still: str | None) -> tuple[str, str]:
    """Add a job that was restarted; `still` is the status that the old one keeps."""
    old = server.together.add(status="running")
    new = server.together.restart(old)

    def keep(usual: Handler, call: Call) -> Reply:
        reply = usual(call)
        if still and call.path["id"] == old:
            event = {"type": "job_restarted", "message": f"Job restarted under a new id: {new}"}
            return Reply(200, {**reply.body, "status": still, "events": [event]})
        return reply

    instead(server.together, "retrieveFineTune", keep)
    return old, new


@pytest.mark.parametrize("still", [None, "running"])
def test_following_ends_where_the_job_goes_on_under_another_id(
    playing: EmbeddedServer, run: Run, still: str | None
) -> None:
    old, new = restarted(playing, still=still)
    ended = run("events", f"together:{old}", "--follow")
    assert ended.code == 1
    assert "job_restarted" in ended.stdout
    assert f"goes on under another id: wait for together:{new}" in ended.stderr


def test_following_goes_on_where_an_event_tells_where_the_job_comes_from(
    playing: EmbeddedServer, run: Run
) -> None:
    old = playing.together.add(status="completed")
    job = playing.together.add(status="running", advances=True)

    def add(usual: Handler, call: Call) -> Reply:
        words = f"Job restarted from {old}"
        event = {"type": "JOB_RESTARTED", "message": words, "created_at": "2020-01-02T03:04:05Z"}
        reply = usual(call)
        return Reply(200, {"data": [event, *reply.body["data"]]})

    instead(playing.together, "listFineTuneEvents", add)
    ended = run("events", f"together:{job}", "--follow")
    assert (ended.code, ended.stderr) == (0, "")
    assert "job_complete" in ended.stdout


def test_following_as_json_is_a_line_per_event(playing: EmbeddedServer, run: Run) -> None:
    job = playing.together.add(status="running", advances=True)
    ended = run("events", f"together:{job}", "--follow", "--json")
    found = [json.loads(text) for text in ended.stdout.splitlines()]
    assert found[-1]["type"] == "job_complete"


def test_following_goes_on_after_a_failure_that_passes_and_says_it(
    playing: EmbeddedServer, clock: Clock, run: Run
) -> None:
    job = playing.together.add(status="completed")
    playing.fail_next(429, provider="together", headers={"retry-after": "90"})
    ended = run("events", f"together:{job}", "--follow")
    assert (ended.code, clock.now) == (0, 1090.0)
    assert "429" in ended.stderr
    assert ended.stderr.endswith("; it is tried again\n")
    assert "job_complete" in ended.stdout


def test_following_gives_up_after_many_failures_in_a_row(playing: EmbeddedServer, run: Run) -> None:
    job = playing.together.add()
    playing.fail_next(500, provider="together", times=999)
    ended = run("events", f"together:{job}", "--follow")
    assert (ended.code, ended.stderr.count("it is tried again")) == (75, 19)


def test_following_what_is_not_there_is_an_error_at_once(server: EmbeddedServer, run: Run) -> None:
    assert run("events", "together:ft-gone", "--follow").code == 4
    assert len(server.received) == 1


def test_an_interrupt_ends_following_cleanly(server: EmbeddedServer) -> None:
    job = server.together.add(status="running")
    process = spawn("events", f"together:{job}", "--follow", env=environment(server))
    assert process.stdout
    assert b"job_pending" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    ended = finish(process)
    assert (ended.code, ended.stderr) == (130, "finetunes: interrupted\n")

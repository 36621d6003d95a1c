"""The audit log when processes are killed, interrupted, many at once, or out of room."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from finetunes.cleanup.jsonlines import JSONLines

from ..core.wire import PATIENCE, Connection, Wire, reply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from finetunes.cleanup.audit import AuditLog

DELETE = """
import sys
import finetunes
from finetunes.cleanup.audit import AuditError, AuditLog, audited

url, path, room = sys.argv[1:]
if int(room):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
with finetunes.Client("together", api_key="sk-test-0123456789", base_url=url) as client:
    try:
        with audited(AuditLog(path), client, "delete", "ft-1") as done:
            print(done(client.delete("ft-1")).outcome)
    except AuditError as error:
        print("AuditError:", error)
"""
MANY = """
import sys, threading
from finetunes.cleanup.audit import AuditLog

log, name = AuditLog(sys.argv[1]), sys.argv[2]

def write():
    for number in range(10):
        ref = f"together:{name}-{threading.get_ident()}-{number}"
        log.outcome(log.intent("delete", ref, snapshot={"note": "x" * 5000}), None)

print("ready", flush=True)
sys.stdin.readline()
threads = [threading.Thread(target=write) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""
ENDLESS = """
import sys
from itertools import count
from finetunes.cleanup.audit import AuditLog

log = AuditLog(sys.argv[1])
for number in count():
    ref = f"together:{sys.argv[2]}-{number}"
    log.outcome(log.intent("delete", ref, snapshot={"note": "x" * 5000}), None)
    print(ref, flush=True)
"""


class Job:
    """A job that can be read; a delete is answered, or left without an answer."""

    def __init__(self, *, answers: bool) -> None:
        self.answers = answers
        self.deleting = threading.Event()

    def __call__(self, connection: Connection) -> None:
        while request := connection.request():
            if request.method == "DELETE":
                self.deleting.set()
                if not self.answers:
                    connection.stall()
                    return
                connection.send(reply({"message": "deleted"}))
            else:
                connection.send(reply({"id": "ft-1", "status": "completed"}))


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    words = [sys.executable, "-W", "always", "-c", code, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


@pytest.fixture
def stalled(log: AuditLog) -> Iterator[subprocess.Popen[str]]:
    """A process whose delete was received and is not answered."""
    job = Job(answers=False)
    with Wire((job,)) as server:
        process = start(DELETE, server.url, log.path, 0)
        assert job.deleting.wait(PATIENCE)
        yield process
        process.kill()
        process.communicate()


def test_a_process_that_is_killed_while_it_waits_leaves_its_intent(
    stalled: subprocess.Popen[str], log: AuditLog
) -> None:
    stalled.kill()
    assert stalled.wait(PATIENCE) == -signal.SIGKILL
    (entry,) = log.read().entries
    assert (entry.ref, entry.outcome) == ("together:ft-1", "unknown: interrupted")
    assert entry.snapshot == {"id": "ft-1", "status": "completed"}


def test_a_log_goes_on_after_a_process_was_killed(
    stalled: subprocess.Popen[str], log: AuditLog
) -> None:
    stalled.kill()
    stalled.wait(PATIENCE)
    log.outcome(log.intent("delete", "together:ft-2"), None)
    assert [entry.outcome for entry in log.read().entries] == ["unknown: interrupted", "unknown"]


def test_ctrl_c_while_it_waits_is_noted_as_unknown(
    stalled: subprocess.Popen[str], log: AuditLog
) -> None:
    stalled.send_signal(signal.SIGINT)
    stalled.communicate(timeout=PATIENCE)
    (entry,) = log.read().entries
    assert (entry.outcome, entry.changed) == ("unknown", None)


def filled(log: AuditLog) -> int:
    """Put a line into a log, and return its size."""
    log.intent("delete", "together:ft-0")
    return log.path.stat().st_size


def delete(log: AuditLog, room: int) -> tuple[list[str], str, str]:
    """Delete where the log may grow to so many bytes: methods sent, stdout, stderr."""
    with Wire((Job(answers=True),)) as server:
        process = start(DELETE, server.url, log.path, room)
        stdout, stderr = process.communicate(timeout=PATIENCE)
    return [request.method for request in server.requests], stdout, stderr


@pytest.mark.parametrize("room", [1, 40], ids=["no room", "room for a part"])
def test_where_there_is_no_room_for_the_intent_nothing_is_sent(log: AuditLog, room: int) -> None:
    sent, stdout, _ = delete(log, filled(log) + room)
    assert sent == ["GET"]
    assert "File too large; nothing was sent; make room there" in stdout


def test_what_there_was_no_room_for_is_kept_apart_when_there_is(log: AuditLog) -> None:
    delete(log, filled(log) + 40)
    log.intent("delete", "together:ft-2")
    trail = log.read()
    assert [entry.ref for entry in trail.entries] == ["together:ft-0", "together:ft-2"]
    assert trail.unreadable == (2,)


def test_where_there_is_room_for_the_intent_only_the_result_is_told_with_a_warning(
    log: AuditLog,
) -> None:
    intent = filled(log)
    sent, stdout, stderr = delete(log, intent * 2 + 200)
    assert sent == ["GET", "DELETE"]
    assert stdout.splitlines() == ["deleted"]
    assert "the call ended (deleted), which is not noted" in stderr
    assert [e.outcome for e in log.read().entries] == ["unknown: interrupted"] * 2


def test_a_line_waits_while_another_writer_holds_the_log(log: AuditLog) -> None:
    writer = threading.Thread(target=log.intent, args=("delete", "together:ft-1"))
    with JSONLines(log.path) as held, held.lock(wait=True):
        writer.start()
        writer.join(0.2)
        assert writer.is_alive()
        assert log.path.read_bytes() == b""
    writer.join(PATIENCE)
    assert [entry.ref for entry in log.read().entries] == ["together:ft-1"]


def test_lines_of_eight_processes_with_two_threads_each_do_not_mix(log: AuditLog) -> None:
    processes = [start(MANY, log.path, number) for number in range(8)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.communicate("go\n", timeout=PATIENCE * 3) == ("", "")
    lines: list[Any] = [json.loads(line) for line in log.path.read_bytes().splitlines()]
    assert len(lines) == 8 * 2 * 10 * 2
    trail = log.read()
    assert trail.unreadable == ()
    assert len({entry.ref for entry in trail.entries}) == 8 * 2 * 10
    assert {entry.outcome for entry in trail.entries} == {"unknown"}


def test_what_processes_had_noted_when_they_were_killed_stays_noted(log: AuditLog) -> None:
    processes = [start(ENDLESS, log.path, number) for number in range(4)]
    noted: set[str] = set()
    for process in processes:
        assert process.stdout
        noted |= {process.stdout.readline().strip() for _ in range(20)}
    for process in processes:
        process.kill()
    for process in processes:
        stdout, _ = process.communicate(timeout=PATIENCE)
        noted |= set(stdout.split("\n")[:-1])
    log.intent("delete", "together:last")
    *earlier, last = log.read().entries
    assert last.ref == "together:last"
    assert {entry.ref for entry in earlier if entry.outcome == "unknown"} >= noted
    assert len(noted) >= 80

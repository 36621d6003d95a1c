"""The audit log: a line before each call, a line after it, and what they say."""

from __future__ import annotations

import errno
import getpass
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import finetunes
import pytest
from finetunes import Outcome, Result, Status
from finetunes.cleanup.audit import AuditError, AuditLog, AuditWarning, audited

from .conftest import destructive

if TYPE_CHECKING:
    from finetunes.testing import EmbeddedServer

REF = "together:ft-1"
DELETED: Result[Any] = Result(
    provider="together",
    operation="delete",
    id="ft-1",
    outcome=Outcome.DELETED,
    changed=True,
    status=Status.DELETED,
    request_id="r-1",
    message="m" * 5000,
)


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    return AuditLog(tmp_path / "state" / "audit.jsonl")


def lines(log: AuditLog) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.path.read_text("ascii").splitlines()]


def no_room(log: AuditLog) -> None:
    """Let the log be a file that takes nothing."""
    log.path.unlink(missing_ok=True)
    log.path.mkdir(parents=True)


def test_the_log_is_in_the_folder_for_state_unless_said_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FINETUNES_STATE", str(tmp_path))
    assert AuditLog().path == tmp_path / "audit.jsonl"


def test_a_relative_path_does_not_follow_the_process(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert AuditLog("audit.jsonl").path == tmp_path / "audit.jsonl"


def test_log_and_folder_are_for_this_user_alone(log: AuditLog) -> None:
    log.intent("delete", REF)
    modes = [path.stat().st_mode & 0o777 for path in (log.path.parent, log.path)]
    assert modes == [0o700, 0o600]


def test_the_intent_is_in_the_file_before_the_call_is_made(log: AuditLog) -> None:
    with log.record("delete", REF) as done:
        assert [line["event"] for line in lines(log)] == ["intent"]
        done(DELETED)


def test_a_line_says_when_who_and_what(log: AuditLog) -> None:
    before = datetime.now(UTC)
    log.intent("delete", REF, base_url="https://x.invalid/v1", snapshot={"id": "ft-1"})
    (line,) = lines(log)
    assert before <= datetime.fromisoformat(line.pop("at")) <= datetime.now(UTC)
    assert len(line.pop("id")) == 32
    assert line == {
        "schema": 1,
        "pid": os.getpid(),
        "user": getpass.getuser(),
        "version": finetunes.__version__,
        "operation": "delete",
        "ref": REF,
        "base_url": "https://x.invalid/v1",
        "event": "intent",
        "snapshot": {"id": "ft-1"},
    }


def test_a_user_without_a_name_is_noted_as_none(
    log: AuditLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nameless)
    log.intent("delete", REF)
    assert lines(log)[0]["user"] is None


def test_a_snapshot_holds_no_secret(log: AuditLog) -> None:
    log.intent("delete", REF, snapshot={"wandb_api_key": "CANARY"})
    assert lines(log)[0]["snapshot"] == {"wandb_api_key": "[secret]"}


def test_an_outcome_says_what_the_result_says(log: AuditLog) -> None:
    log.outcome(log.intent("delete", REF), DELETED)
    intent, outcome = lines(log)
    assert intent["id"] == outcome["id"]
    assert outcome | {"outcome": "deleted", "changed": True, "status": "deleted"} == outcome
    assert outcome | {"request_id": "r-1", "message": "m" * 1000, "error": None} == outcome


@pytest.mark.parametrize(
    ("end", "outcome", "changed", "message"),
    [
        (finetunes.NotFoundError("no such job"), "failed", False, "no such job"),
        (finetunes.APIConnectionError("refused"), "failed", False, "refused"),
        (finetunes.OutcomeUnknownError("lost"), "unknown", None, "lost"),
        (KeyboardInterrupt(), "unknown", None, None),
        (ZeroDivisionError("secret of a caller"), "unknown", None, None),
    ],
)
def test_an_error_is_noted_with_what_is_known_by_it(
    log: AuditLog, end: BaseException, outcome: str, changed: bool | None, message: str | None
) -> None:
    with pytest.raises(type(end)), log.record("delete", REF):
        raise end
    line = lines(log)[1]
    assert (line["outcome"], line["changed"], line["message"]) == (outcome, changed, message)
    assert line["error"] == type(end).__name__


def test_a_result_counts_more_than_an_error_after_it(log: AuditLog) -> None:
    def deleting() -> None:
        with log.record("delete", REF) as done:
            done(DELETED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deleting()
    assert lines(log)[1]["outcome"] == "deleted"


def test_a_call_that_never_said_how_it_ended_is_unknown(log: AuditLog) -> None:
    with log.record("delete", REF):
        pass
    assert (lines(log)[1]["outcome"], lines(log)[1]["error"]) == ("unknown", None)


def test_where_no_intent_can_be_written_nothing_is_sent(
    log: AuditLog, server: EmbeddedServer
) -> None:
    id = server.together.add()
    no_room(log)
    with finetunes.Client("together") as client:
        with pytest.raises(AuditError) as caught, audited(log, client, "delete", id) as done:
            done(client.delete(id))
        assert client.retrieve(id).id == id
    assert str(caught.value) == (
        f"together:{id}: delete: the audit log {log.path} cannot be written: Is a directory; "
        "nothing was sent; make room there, or name another folder in FINETUNES_STATE"
    )
    known = (caught.value.provider, caught.value.operation, caught.value.id)
    assert known == ("together", "delete", id)


def test_where_the_disk_does_not_confirm_the_intent_nothing_is_sent(
    log: AuditLog, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm = os.fsync

    def fail(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")
        confirm(descriptor)

    id = server.together.add()
    log.check()
    with finetunes.Client("together") as client:
        monkeypatch.setattr(os, "fsync", fail)
        with (
            pytest.raises(AuditError, match="error; nothing was sent"),
            audited(log, client, "delete", id) as done,
        ):
            done(client.delete(id))
    assert destructive(server) == []


def test_a_result_is_not_lost_where_it_cannot_be_noted(log: AuditLog) -> None:
    def deleting() -> Result[Any]:
        with log.record("delete", REF) as done:
            no_room(log)
            return done(DELETED)

    words = r"Is a directory; the call ended \(deleted\), which is not noted;"
    with pytest.warns(AuditWarning, match=words) as warned:
        assert deleting() is DELETED
    assert [Path(warning.filename).name for warning in warned] == ["test_audit.py"]


def test_an_error_is_not_lost_where_it_cannot_be_noted(log: AuditLog) -> None:
    def interrupted() -> None:
        with log.record("delete", REF):
            no_room(log)
            raise KeyboardInterrupt

    with pytest.warns(AuditWarning, match=r"ended \(unknown\)"), pytest.raises(KeyboardInterrupt):
        interrupted()


def test_a_check_makes_an_empty_log(log: AuditLog) -> None:
    log.check()
    assert log.path.read_bytes() == b""


def test_a_check_says_that_the_log_cannot_be_written(log: AuditLog) -> None:
    no_room(log)
    with pytest.raises(AuditError, match="cannot be written: Is a directory; nothing was sent;"):
        log.check()


def test_a_log_is_no_link_to_another_file(log: AuditLog, tmp_path: Path) -> None:
    log.path.parent.mkdir()
    log.path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AuditError, match="nothing was sent"):
        log.check()
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("provider", ["together", "bfl", "cohere"])
def test_a_call_of_any_provider_is_noted_with_the_item_as_it_was(
    provider: str, log: AuditLog, server: EmbeddedServer
) -> None:
    id = server.add(provider)
    with finetunes.Client(provider) as client:
        before = client.retrieve(id)
        with audited(log, client, "delete", id) as done:
            result = done(client.delete(id))
        intent, outcome = lines(log)
        assert intent["base_url"] == outcome["base_url"] == client.base_url
    assert (intent["ref"], intent["snapshot"]) == (f"{provider}:{id}", before.body)
    assert outcome["outcome"] == result.outcome == "deleted"


def test_no_api_key_is_in_the_log(log: AuditLog, server: EmbeddedServer) -> None:
    id = server.together.add(fields={"model": server.key("together")})
    with finetunes.Client("together") as client, audited(log, client, "delete", id) as done:
        done(client.delete(id))
    assert server.key("together") not in log.path.read_text()


def test_an_item_that_cannot_be_read_is_noted_with_the_reason(
    log: AuditLog, server: EmbeddedServer
) -> None:
    with (
        finetunes.Client("together") as client,
        pytest.raises(finetunes.NotFoundError),
        audited(log, client, "delete", "ft-gone") as done,
    ):
        done(client.delete("ft-gone"))
    intent, outcome = lines(log)
    assert "ft-gone" in intent["snapshot"]["[not read]"]
    assert (outcome["outcome"], outcome["error"]) == ("failed", "NotFoundError")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_call_in_an_event_loop_is_noted_the_same_way(
    backend: str, log: AuditLog, server: EmbeddedServer
) -> None:
    import anyio

    id = server.together.add()

    async def main() -> None:
        async with finetunes.AsyncClient("together") as client:
            with log.record("delete", f"together:{id}", base_url=client.base_url) as done:
                done(await client.delete(id))

    anyio.run(main, backend=backend)
    assert [line["event"] for line in lines(log)] == ["intent", "outcome"]

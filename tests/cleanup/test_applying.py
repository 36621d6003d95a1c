"""Plans are carried out item by item, each at most once, and every end is true."""

from __future__ import annotations

import json
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import finetunes
import pytest
from finetunes import ConfigurationError, MissingAPIKeyError, OutcomeUnknownError
from finetunes.cleanup import End, ItemEnd, PlanRefusedError, Report, aapply, apply
from finetunes.testing import EmbeddedServer, Fault

from .conftest import destructive, planned

if TYPE_CHECKING:
    from pathlib import Path


def ends(report: Report) -> dict[str, str]:
    return {item.ref: str(item.end) for item in report.results}


def test_everything_planned_is_deleted_and_nothing_else(server: EmbeddedServer, path: Path) -> None:
    doomed = [server.together.add(status="completed"), server.together.add(status="error")]
    planned(path)
    kept = server.together.add(status="completed")
    report = apply(path)
    assert ends(report) == {f"together:{id}": "deleted" for id in doomed}
    assert server.together.ids() == (kept,)
    assert all(item.changed for item in report.results)


def test_all_providers_are_cleaned_up_by_one_plan(server: EmbeddedServer, path: Path) -> None:
    server.together.add(status="completed")
    server.bfl.add()
    server.cohere.add()
    report = apply(planned(path))
    assert report.counts == {"deleted": 3}
    assert server.together.ids() == server.bfl.ids() == server.cohere.ids() == ()


def test_running_jobs_are_cancelled(server: EmbeddedServer, path: Path) -> None:
    id = server.together.add(status="running")
    report = apply(planned(path, "cancel"))
    assert ends(report) == {f"together:{id}": "cancelling"}
    assert report.results[0].provider_status == "cancel_requested"


def test_an_item_that_changed_is_refused_and_the_rest_is_done(
    server: EmbeddedServer, path: Path
) -> None:
    server.together.add("ft-1", status="running")
    server.together.add("ft-2", status="running")
    planned(path, "cancel")
    with finetunes.Client("together") as client:
        client.cancel("ft-1")
    report = apply(path)
    assert ends(report) == {"together:ft-1": "changed_since_plan", "together:ft-2": "cancelling"}
    error = report.results[0].error
    assert "status was 'running', is 'cancel_requested'" in str(error)
    assert "nothing was sent; make a new plan for it" in str(error)
    assert [item for item, _ in destructive(server)] == ["ft-1", "ft-2"]


def test_an_item_that_is_gone_is_already_gone_and_nothing_is_sent(
    server: EmbeddedServer, path: Path
) -> None:
    for provider in ("together", "bfl", "cohere"):
        id = server.add(provider, **({"status": "completed"} if provider == "together" else {}))
        planned(path.with_name(f"{provider}.json"), "delete", f"{provider}:{id}")
        with finetunes.Client(provider) as client:
            client.delete(id)
        report = apply(path.with_name(f"{provider}.json"))
        assert ends(report) == {f"{provider}:{id}": "already_gone"}
        assert report.results[0].changed is False
    assert len(destructive(server)) == 3


def test_an_item_that_is_marked_as_deleted_is_already_gone(
    server: EmbeddedServer, path: Path
) -> None:
    fields = {"status": "STATUS_READY"}
    id = server.cohere.add(fields=fields)
    planned(path)
    fields["status"] = "STATUS_DELETED"
    assert ends(apply(path)) == {f"cohere:{id}": "already_gone"}
    assert destructive(server) == []


def test_an_item_that_vanishes_between_reading_and_deleting_is_already_gone(
    server: EmbeddedServer, path: Path
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail_next(404, provider="together", operation="deleteFineTune")
    assert ends(apply(path)) == {"together:ft-1": "already_gone"}


def test_a_refusal_is_the_end_of_its_item_alone(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    server.together.add("ft-2", status="completed")
    planned(path)
    server.fail_next(403, provider="together", operation="deleteFineTune")
    report = apply(path, concurrency=1)
    assert ends(report) == {"together:ft-1": "failed", "together:ft-2": "deleted"}
    assert report.results[0].document()["error"]["type"] == "PermissionDeniedError"


def test_an_item_that_cannot_be_read_is_not_sent(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail_next(403, provider="together", operation="retrieveFineTune")
    assert ends(apply(path)) == {"together:ft-1": "failed"}
    assert destructive(server) == []


def test_a_lost_reply_is_read_back_by_the_client(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail("together", Fault.DROP_AFTER_COMMIT, operation="deleteFineTune")
    (item,) = apply(path).results
    assert (item.end, item.changed) == ("deleted", None)


def test_an_outcome_that_nobody_knows_is_unknown_and_says_what_to_do(
    server: EmbeddedServer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finetunes.verify._PAUSES", (0.0,))
    server.together.add("ft-1", status="completed")
    planned(path)
    server.fail("together", Fault.ERROR_BEFORE, operation="deleteFineTune")
    (item,) = apply(path).results
    assert item.end is End.UNKNOWN
    assert isinstance(item.error, OutcomeUnknownError)
    assert "finetunes delete together:ft-1" in str(item.error)


def test_a_rate_limit_is_waited_for_and_the_item_sent_again(
    server: EmbeddedServer, path: Path
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    headers = {"retry-after-ms": "1"}
    server.fail_next(429, provider="together", times=5, operation="deleteFineTune", headers=headers)
    assert ends(apply(path)) == {"together:ft-1": "deleted"}


def test_a_provider_that_wants_a_long_pause_keeps_what_is_left(
    server: EmbeddedServer, path: Path
) -> None:
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    server.bfl.add("x")
    planned(path)
    server.fail_next(
        429, provider="together", operation="deleteFineTune", headers={"retry-after": "3600"}
    )
    report = apply(path, concurrency=1)
    assert ends(report) == {
        "together:ft-1": "failed",
        "together:ft-2": "not_sent",
        "bfl:x": "deleted",
    }
    assert "together:ft-2: nothing was sent for it: another call" in str(report.results[1].error)
    assert not report.stopped


def test_progress_is_told_of_each_item_as_it_ends(server: EmbeddedServer, path: Path) -> None:
    for _ in range(3):
        server.together.add(status="completed")
    told: list[ItemEnd] = []
    report = apply(planned(path), progress=told.append)
    assert {item.ref for item in told} == {item.ref for item in report.results}


def test_what_progress_raises_ends_the_run_once_requests_have_ended(
    server: EmbeddedServer, path: Path
) -> None:
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    planned(path)

    def broken(_: ItemEnd) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        apply(path, concurrency=1, progress=broken)
    assert len(destructive(server)) == 1
    assert ends(apply(path)) == {"together:ft-1": "skipped", "together:ft-2": "deleted"}


def test_a_stop_lets_nothing_more_begin(server: EmbeddedServer, path: Path) -> None:
    for id in ("ft-1", "ft-2"):
        server.together.add(id, status="completed")
    planned(path)
    stop = threading.Event()

    def interrupt(_: ItemEnd) -> None:
        stop.set()

    report = apply(path, concurrency=1, stop=stop, progress=interrupt)
    assert ends(report) == {"together:ft-1": "deleted", "together:ft-2": "not_sent"}
    assert report.stopped
    assert len(destructive(server)) == 1


def test_a_stop_while_an_item_is_read_keeps_it(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)

    class Later:
        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked > 1

    assert ends(apply(path, stop=Later())) == {"together:ft-1": "not_sent"}
    assert destructive(server) == []


def test_an_event_loop_can_await_it(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    report = anyio.run(partial(aapply, planned(path)), backend="trio")
    assert ends(report) == {"together:ft-1": "deleted"}


def test_the_report_is_one_json_document(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    document = json.loads(json.dumps(apply(planned(path)).document()))
    assert document["schema"] == 1
    assert document["counts"] == {"deleted": 1}
    (item,) = document["results"]
    assert (item["ref"], item["operation"], item["outcome"]) == (
        "together:ft-1",
        "delete",
        "deleted",
    )
    assert (item["changed"], item["status"], item["error"]) == (True, "deleted", None)


def test_a_plan_made_at_another_address_is_refused(server: EmbeddedServer, path: Path) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    with EmbeddedServer() as other, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOGETHER_BASE_URL", other.base_url("together"))
        with pytest.raises(PlanRefusedError, match=r"made at http.* would be asked at"):
            apply(path)
        assert other.received == ()
    assert [file.name for file in path.parent.iterdir()] == ["plan.json"]


def test_without_a_key_nothing_is_begun(
    server: EmbeddedServer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    monkeypatch.delenv("TOGETHER_API_KEY")
    with pytest.raises(MissingAPIKeyError):
        apply(path)


@pytest.mark.parametrize("odd", [0, -1, True, 1.5, float("nan"), float("inf"), "4"])
def test_a_concurrency_that_is_no_number_of_calls_is_refused_before_anything_is_done(
    server: EmbeddedServer, path: Path, odd: Any
) -> None:
    server.together.add("ft-1", status="completed")
    planned(path)
    asked = len(server.received)
    with pytest.raises(ConfigurationError, match=r"^concurrency must be"):
        apply(path, concurrency=odd)
    assert (len(server.received), list(path.parent.iterdir())) == (asked, [path])


@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit])
def test_an_interrupt_that_several_tasks_saw_is_a_keyboard_interrupt_and_nothing_else_is(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def run(_: object) -> None:  # where an interrupt lands is chance
        raise BaseExceptionGroup("several", [error(), ValueError()])

    monkeypatch.setattr("anyio.run", run)
    with pytest.raises(BaseException) as caught:
        apply(path)
    assert caught.type is (KeyboardInterrupt if error is KeyboardInterrupt else BaseExceptionGroup)

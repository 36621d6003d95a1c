"""How much a run may change, and what read_only stops."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import (
    Client,
    Policy,
    PolicyError,
    TransferError,
    UndecodableResponseError,
    policy as policies,
)
from finetunes_openapi.together.client.api.files import delete_file, preprocess_file
from finetunes_openapi.together.client.errors import UnexpectedBody

from .conftest import KEY, Call
from .creations import BODIES
from .guarded import WAYS, Shelf, Way, assert_stopped, attempt, every_way, generated, raw
from .wire import reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from .wire import Start

DELETE, CANCEL = Way("together", "delete"), Way("together", "cancel")


@pytest.fixture(autouse=True)
def _a_new_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policies, "_RUN", policies._Run())


# max_per_run


@every_way
def test_a_run_sends_no_more_than_it_may_whichever_client_sends_it(
    call: Call, wire: Start, way: Way
) -> None:
    shelf, rule = Shelf(), Policy(max_per_run=2, source="x.toml")
    ends = [attempt(call, wire, shelf, way, rule) for _ in range(4)]
    assert [type(end) for end in ends] == [type(None), type(None), PolicyError, PolicyError]
    assert len(shelf.changes) == 2
    assert "x.toml: max_per_run 2: this run has sent 2 already; nothing was changed" in str(ends[2])


@every_way
def test_a_run_that_may_send_none_sends_none(call: Call, wire: Start, way: Way) -> None:
    shelf = Shelf()
    assert_stopped(attempt(call, wire, shelf, way, Policy(max_per_run=0)), shelf, "max_per_run 0")


def test_all_ways_and_providers_are_counted_together(wire: Start) -> None:
    shelf, rule = Shelf(), Policy(max_per_run=len(WAYS) - 1)
    ends = [attempt(Call("sync"), wire, shelf, way, rule) for way in WAYS]
    assert [end is None for end in ends] == [True] * (len(WAYS) - 1) + [False]


def test_what_was_sent_without_a_rule_counts_too(wire: Start) -> None:
    shelf = Shelf()
    assert attempt(Call("sync"), wire, shelf, DELETE, None) is None
    assert isinstance(
        attempt(Call("sync"), wire, shelf, DELETE, Policy(max_per_run=1)), PolicyError
    )


def test_threads_and_clients_share_the_count(wire: Start) -> None:
    shelf, rule = Shelf(), Policy(max_per_run=7)
    url = wire(shelf).url

    def delete_some(_: int) -> None:
        with Client("together", api_key=KEY, base_url=url, policy=rule) as client:
            for index in range(5):
                try:
                    client.delete(f"ft-{index}")
                except PolicyError:
                    continue

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(delete_some, range(8)))
    assert len(shelf.changes) == 7


def test_nothing_is_counted_without_the_lock() -> None:
    run = policies._Run()

    class Watched(int):
        def __lt__(self, other: float) -> bool:
            assert run._lock.locked()
            return int(self) < other

    run._sent = Watched()
    assert [run.one_more(1), run.one_more(1)] == [True, False]
    assert not run._lock.locked()


def test_what_another_rule_stops_does_not_count(wire: Start) -> None:
    shelf, rule = Shelf(), Policy(max_per_run=1, protect=("*:ft-2",))
    for _ in range(3):
        assert attempt(Call("sync"), wire, shelf, DELETE, rule, "ft-2") is not None
    assert attempt(Call("sync"), wire, shelf, DELETE, rule) is None


def test_reading_and_creating_do_not_count(call: Call, wire: Start) -> None:
    def scenario(client: Any) -> Generator[Any, Any, None]:
        yield client.retrieve("ft-1")
        yield client.create(**BODIES["together"])
        yield client.delete("ft-1")
        with pytest.raises(PolicyError):
            yield client.delete("ft-1")

    rule = Policy(max_per_run=1)
    call.run(scenario, "together", base_url=wire(Shelf()).url, policy=rule)


def test_a_request_that_is_sent_again_counts_once(call: Call, wire: Start) -> None:
    busy = reply(b"", "429 Too Many Requests", "Connection: close")
    server = wire(busy, busy, reply({"message": "deleted"}))
    assert call("together", base_url=server.url, policy=Policy(max_per_run=1)).changed is True
    assert len(server.changes) == 3


# read_only


def upload(client: Any, folder: Path) -> Any:
    file = folder / "train.jsonl"
    file.write_text('{"text": "x"}\n', encoding="utf-8")
    return client.upload(file)


def create(client: Any, folder: Path) -> Any:
    del folder
    return client.create(**BODIES[client.provider])


def estimate(client: Any, folder: Path) -> Any:
    del folder
    return raw(client, "POST", "/fine-tunes/estimate-price", json={"training_file": "file-1"})


def remove_file(client: Any, folder: Path) -> Any:
    del folder
    return generated(client, delete_file, id="file-1")


def preprocess(client: Any, folder: Path) -> Any:
    del folder
    return generated(client, preprocess_file, id="file-1")


OTHERS = [("together", create), ("cohere", create), ("together", upload),
          ("together", remove_file), ("together", preprocess)]  # fmt: skip


@every_way
def test_where_only_reading_is_allowed_nothing_is_changed(
    call: Call, wire: Start, way: Way
) -> None:
    shelf = Shelf()
    error = attempt(call, wire, shelf, way, Policy(read_only=True, source="ro.toml"))
    assert_stopped(error, shelf, "ro.toml: read_only: nothing may be changed")
    assert shelf.looks == []


@pytest.mark.parametrize(("provider", "change"), OTHERS)
def test_where_only_reading_is_allowed_nothing_is_created_or_uploaded(
    call: Call, wire: Start, tmp_path: Path, provider: str, change: Any
) -> None:
    shelf = Shelf()

    def scenario(client: Any) -> Generator[Any, Any, None]:
        with pytest.raises(PolicyError, match="read_only: nothing may be changed"):
            yield change(client, tmp_path)

    call.run(scenario, provider, base_url=wire(shelf).url, policy=Policy(read_only=True))
    assert (shelf.changes, shelf.looks) == ([], [])


@pytest.mark.parametrize(("provider", "change"), OTHERS)
def test_other_rules_do_not_stop_what_is_about_no_fine_tune(
    call: Call, wire: Start, tmp_path: Path, provider: str, change: Any
) -> None:
    shelf = Shelf()

    def scenario(client: Any) -> Generator[Any, Any, None]:
        # The shelf has no good answer to some; that it was asked is the point.
        with suppress(UnexpectedBody, TransferError, UndecodableResponseError):
            yield change(client, tmp_path)

    rule = Policy(protect=("*:*",), min_age=timedelta(days=1), max_per_run=0)
    call.run(scenario, provider, base_url=wire(shelf).url, policy=rule, max_retries=0)
    assert len(shelf.changes) >= 1


def test_where_only_reading_is_allowed_one_can_read_and_ask(
    call: Call, wire: Start, tmp_path: Path
) -> None:
    def scenario(client: Any) -> Generator[Any, Any, None]:
        assert (yield client.retrieve("ft-1")).id == "ft-1"
        yield estimate(client, tmp_path)  # a question, though it is sent with POST

    shelf = Shelf()
    call.run(scenario, "together", base_url=wire(shelf).url, policy=Policy(read_only=True))
    assert len(shelf.looks) == 1
    assert shelf.changes == ["POST /v1/fine-tunes/estimate-price"]


# File and argument together


@pytest.fixture
def in_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    def write(rules: str) -> str:
        file = tmp_path / "guard.toml"
        file.write_text(f"[policy]\n{rules}\n", encoding="utf-8")
        monkeypatch.setenv("FINETUNES_CONFIG", str(file))
        return str(file)

    return write


@pytest.mark.parametrize(
    ("rules", "argument", "breaks"),
    [
        ("", Policy(protect=("*:ft-1",)), "Policy(...): protect *:ft-1"),
        ('protect = ["*:ft-1"]', Policy(), "protect *:ft-1"),
        ('protect = ["*:my-*"]', Policy(protect=("*:other",)), "protect *:my-*"),
        ("read_only = true", Policy(read_only=False), "read_only"),
        ("read_only = false", Policy(read_only=True), "Policy(...): read_only"),
        ("max_per_run = 0", Policy(max_per_run=9), "max_per_run 0"),
        ("max_per_run = 9", Policy(max_per_run=0), "Policy(...): max_per_run 0"),
        ('min_age = "999999w"', Policy(min_age=timedelta(seconds=1)), "min_age 6999993 days"),
        ('min_age = "1m"', Policy(min_age=timedelta(days=99999)), "Policy(...): min_age 99999"),
    ],
    ids=str,
)
def test_the_stricter_of_file_and_argument_counts(
    call: Call, wire: Start, in_file: Any, rules: str, argument: Policy, breaks: str
) -> None:
    shelf, path = Shelf(), in_file(rules)
    error = attempt(call, wire, shelf, DELETE, argument)
    named = breaks if breaks.startswith("Policy") else f"{path}: {breaks}"
    assert_stopped(error, shelf, f"together:ft-1: delete: {named}")


def test_a_look_that_fails_blames_a_rule_that_needed_it(wire: Start, in_file: Any) -> None:
    in_file("max_per_run = 9")
    shelf = Shelf(instead=reply(b"", "403 No"))
    error = attempt(Call("sync"), wire, shelf, CANCEL, Policy(min_age=timedelta(days=1)))
    assert_stopped(error, shelf, "Policy(...): min_age 1 day: its name and age cannot be")

"""What is protected, by id, name, model or age, whichever way it is to be changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from finetunes import FinetunesError, Policy

from .canary import CANARY, assert_shown_nowhere
from .canned import NO_SUCH
from .conftest import Call
from .guarded import WAYS, Shelf, Way, assert_stopped, assert_through, attempt, every_way
from .reads import CREATED
from .wire import reply

if TYPE_CHECKING:
    from datetime import tzinfo

    from .wire import Start

TEN_DAYS = timedelta(days=10)
with_a_model = pytest.mark.parametrize("way", [w for w in WAYS if w.provider != "bfl"], ids=str)


@pytest.fixture(autouse=True)
def _ten_days_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            assert tz is not None
            return datetime.fromisoformat(CREATED) + TEN_DAYS

    monkeypatch.setattr("finetunes.policy.datetime", Clock)


# protect


@every_way
@pytest.mark.parametrize("pattern", ["{}:ft-1", "*:ft-1", "{}:FT-*", "*:f?-[0-9]", "{}:*"])
def test_a_protected_id_is_left_alone_without_a_look(
    call: Call, wire: Start, way: Way, pattern: str
) -> None:
    shelf, rule = Shelf(), pattern.format(way.provider)
    error = attempt(call, wire, shelf, way, Policy(protect=("*:other", rule)))
    assert_stopped(error, shelf, f"Policy(...): protect {rule}: it is protected as ft-1")
    assert shelf.looks == []


@every_way
def test_a_protected_name_is_looked_up_and_left_alone(call: Call, wire: Start, way: Way) -> None:
    shelf = Shelf(name="Prod-Chat")
    error = attempt(call, wire, shelf, way, Policy(protect=(f"{way.provider.upper()}:prod-*",)))
    assert_stopped(error, shelf, ": it is protected as Prod-Chat")
    assert shelf.looks != []


@with_a_model
def test_a_protected_model_is_looked_up_and_left_alone(call: Call, wire: Start, way: Way) -> None:
    shelf = Shelf(model="meta-llama/Llama-3")
    error = attempt(call, wire, shelf, way, Policy(protect=("*:meta-llama/*",)))
    assert_stopped(error, shelf, ": it is protected as meta-llama/Llama-3")


@every_way
def test_what_no_pattern_names_may_be_changed(call: Call, wire: Start, way: Way) -> None:
    shelf = Shelf()
    patterns = (f"{way.provider}:ft-", f"{way.provider}:t-1", "*:my-mode", "*:prod-*")
    assert_through(attempt(call, wire, shelf, way, Policy(protect=patterns)), shelf)


@every_way
def test_a_pattern_of_another_provider_costs_no_look(call: Call, wire: Start, way: Way) -> None:
    shelf = Shelf(name="prod")
    other = "bfl" if way.provider == "together" else "together"
    # A cancel that waits looks afterwards, at what it has changed.
    way = Way(way.provider, way.name.replace("cancel wait", "cancel"))
    assert_through(attempt(call, wire, shelf, way, Policy(protect=(f"{other}:*",))), shelf)
    assert shelf.looks == []


@pytest.mark.parametrize(
    ("id", "pattern"),
    [("a:b:c", "together:a:b:c"), ("a:b:c", "*:*:b:*"), ("a/b", "*:a/b"), ("a b%2F", "*:a b%2f"),
     ("ÉTÉ", "*:été"), ("e\u0301te\u0301", "*:\u00e9t\u00e9"), ("\u00e9", "*:e\u0301"),
     ("a?b#c", "*:a[?]b#c"), ("straße", "*:STRASSE"), ("[x]", "*:[[]x]")],
)  # fmt: skip
@pytest.mark.parametrize("way", [w for w in WAYS if w.provider == "together"], ids=str)
def test_an_id_is_compared_as_it_is_however_it_is_sent(
    wire: Start, way: Way, id: str, pattern: str
) -> None:
    shelf = Shelf()
    error = attempt(Call("sync"), wire, shelf, way, Policy(protect=(pattern,)), id)
    assert_stopped(error, shelf, "it is protected as")
    assert shelf.looks == []


@pytest.mark.parametrize("id", ["a:b", "a/b", "a%2Fb", "../x", "été"])
@every_way
def test_the_name_of_any_id_is_looked_up(wire: Start, way: Way, id: str) -> None:
    shelf = Shelf(name="prod", instead=None)
    error = attempt(Call("sync"), wire, shelf, way, Policy(protect=("*:prod",)), id)
    assert shelf.changes == []
    assert error is not None  # protected, or the shelf answered about another id: cannot be read


@every_way
@pytest.mark.parametrize(
    "instead",
    [
        reply(b"", "403 No"),
        reply(b"", "500 Oops"),
        reply("<html>"),
        reply({"id": "ft-2"}),
        reply("<html>", "404 Not Found"),
    ],
    ids=["refused", "fault", "page", "another id", "a proxy's not found"],
)
def test_a_look_that_fails_stops_it(wire: Start, way: Way, instead: bytes) -> None:
    shelf = Shelf(instead=instead)
    policies = Policy(protect=("*:x",), source="guard.toml")
    error = attempt(Call("sync"), wire, shelf, way, policies)
    assert_stopped(error, shelf, "guard.toml: protect *:x: its name and age cannot be read: ")
    assert isinstance(error.__cause__ if error else None, FinetunesError)


@pytest.mark.parametrize("way", [w for w in WAYS if w.provider != "bfl"], ids=str)
def test_an_item_that_is_not_there_is_left_to_the_provider(wire: Start, way: Way) -> None:
    shelf = Shelf(instead=reply(NO_SUCH, "404 Not Found"))
    policy = Policy(protect=("*:x",), min_age=TEN_DAYS)
    attempt(Call("sync"), wire, shelf, way, policy)
    assert len(shelf.changes) == 1


@every_way
@pytest.mark.parametrize("name", [None, "", 5, ["prod"]], ids=repr)
def test_a_fine_tune_whose_name_cannot_be_read_may_be_a_protected_one(
    wire: Start, way: Way, name: Any
) -> None:
    shelf = Shelf(name=name)
    error = attempt(Call("sync"), wire, shelf, way, Policy(protect=("*:prod",)))
    assert_stopped(error, shelf, "protect *:prod: its name cannot be read")


@every_way
def test_a_fine_tune_without_a_name_may_be_changed_where_nothing_is_protected(
    wire: Start, way: Way
) -> None:
    shelf = Shelf(name=None)
    assert_through(attempt(Call("sync"), wire, shelf, way, Policy(min_age=TEN_DAYS)), shelf)


@pytest.mark.parametrize("way", [w for w in WAYS if w.provider == "bfl"], ids=str)
def test_a_finetune_that_is_only_listed_may_be_protected(call: Call, wire: Start, way: Way) -> None:
    class Listed(Shelf):
        def _shown(self, target: str) -> bytes:
            listed = target.endswith("/my_finetunes")
            return reply({"finetunes": ["ft-1"]}) if listed else reply(b"", "404 Not Found")

    shelf = Listed()
    error = attempt(call, wire, shelf, way, Policy(protect=("*:prod",)))
    assert_stopped(error, shelf, "its name cannot be read")


# min_age


@every_way
def test_a_fine_tune_that_is_too_young_is_left_alone(call: Call, wire: Start, way: Way) -> None:
    shelf = Shelf()
    error = attempt(call, wire, shelf, way, Policy(min_age=TEN_DAYS + timedelta(seconds=1)))
    assert_stopped(
        error, shelf, "min_age 10 days, 0:00:01: it was created at 2026-01-02 03:04; nothing"
    )


@every_way
@pytest.mark.parametrize("age", [TEN_DAYS, timedelta(seconds=1), timedelta(0)], ids=str)
def test_a_fine_tune_that_is_old_enough_may_be_changed(
    wire: Start, way: Way, age: timedelta
) -> None:
    shelf = Shelf()
    assert_through(attempt(Call("sync"), wire, shelf, way, Policy(min_age=age)), shelf)


@every_way
@pytest.mark.parametrize("created", [None, 5, "soon", "2026-01-02T03:04:05"], ids=str)
def test_a_fine_tune_of_unknown_age_is_left_alone(wire: Start, way: Way, created: Any) -> None:
    shelf = Shelf(created_at=created)
    error = attempt(Call("sync"), wire, shelf, way, Policy(min_age=timedelta(seconds=1)))
    assert_stopped(error, shelf, "min_age 0:00:01: its age is unknown")


def test_a_fine_tune_of_the_future_is_too_young(call: Call, wire: Start) -> None:
    shelf = Shelf(created_at="2126-01-02T03:04:05Z")
    error = attempt(call, wire, shelf, WAYS[0], Policy(min_age=timedelta(seconds=1)))
    assert_stopped(error, shelf, "it was created at 2126-01-02")


# What the error says


def test_an_error_names_the_item_the_call_the_rule_and_the_file(call: Call, wire: Start) -> None:
    policy = Policy(protect=("*:ft-1",), source="guard/finetunes.toml")
    error = attempt(call, wire, Shelf(), Way("together", "delete"), policy)
    assert error is not None
    assert (error.provider, error.operation, error.id) == ("together", "delete", "ft-1")
    assert str(error) == (
        "together:ft-1: delete: guard/finetunes.toml: protect *:ft-1: it is protected as ft-1; "
        "nothing was changed"
    )


def test_a_hostile_name_is_escaped(call: Call, wire: Start) -> None:
    shelf = Shelf(name="prod\x1b[31m\n\u202e" + "x" * 1000)
    error = attempt(call, wire, shelf, WAYS[0], Policy(protect=("*:prod*",)))
    assert_stopped(error, shelf, "it is protected as prod\\x1b[31m \\u202exxx")
    assert len(str(error)) < 500


@every_way
@pytest.mark.parametrize("instead", [None, reply(f"<html>{CANARY}", "500 Oops")], ids=["", "echo"])
def test_no_error_shows_the_key(call: Call, wire: Start, way: Way, instead: bytes | None) -> None:
    shelf = Shelf(name=f"prod {CANARY}", instead=instead)

    def scenario(client: Any) -> Any:
        with pytest.raises(FinetunesError) as caught:
            yield way(client, "ft-1")
        return caught.value

    policy, url = Policy(protect=("*:prod*",)), wire(shelf).url
    error = call.run(scenario, way.provider, base_url=url, policy=policy, api_key=CANARY)
    assert_stopped(error, shelf)
    assert_shown_nowhere(error)
